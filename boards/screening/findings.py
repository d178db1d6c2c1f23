"""What screening finds, and how it is shown to the public."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

RESIDENT_NUMBER = "resident_number"
ABUSE = "abuse"
CUT = "[주민등록번호 삭제]"  # stands in the stored text where such a number was

REASONS = {
    "resident_number": "주민등록번호로 보여 저장하지 않고 지웠습니다(개인정보 보호법 24조의2).",
    "phone": "전화번호로 보입니다.",
    "email": "전자우편 주소로 보입니다.",
    "messenger": "메신저 아이디로 보입니다.",
    "card": "카드 번호로 보입니다.",
    "account": "계좌 번호로 보입니다.",
    "passport": "여권 번호로 보입니다.",
    "licence": "운전면허 번호로 보입니다.",
    "plate": "차량 번호로 보입니다.",
    "address": "집 주소로 보입니다.",
    "person_name": "사람 이름으로 보입니다.",
    "abuse": "욕설·협박·성희롱·비하로 보입니다.",
}
HIDDEN_AS = {
    "email": "[이메일]",
    "messenger": "[아이디]",
    "card": "[카드번호]",
    "account": "[계좌번호]",
    "passport": "[여권번호]",
    "licence": "[면허번호]",
    "plate": "[차량번호]",
    "address": "[주소]",
    "abuse": "[●●]",
}


@dataclass(frozen=True)
class Finding:
    """A kind and a span (end exclusive) of one text. Holds nothing of the text itself."""

    kind: str
    start: int
    end: int

    @property
    def reason(self) -> str:
        """Why it was found, in a Korean sentence."""
        return REASONS[self.kind]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Finding:
        return cls(values["kind"], values["start"], values["end"])


def without_overlaps(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """In the order of the text; where two overlap, the one that comes first in `findings` wins."""
    kept: list[Finding] = []
    starts: list[int] = []
    for finding in findings:
        place = bisect_left(starts, finding.end)  # the first that starts behind this one
        if place and kept[place - 1].end > finding.start:
            continue
        place = bisect_left(starts, finding.start)
        kept.insert(place, finding)
        starts.insert(place, finding.start)
    return tuple(kept)


def mask(kind: str, value: str) -> str:
    """How a value is shown: `김**`, `010-****-5678`, `[주소]`."""
    if kind == "person_name":
        return value[0] + "**"
    if kind == "phone":
        return _masked_phone(value)
    return HIDDEN_AS.get(kind, CUT)


def _masked_phone(value: str) -> str:
    """The first group and the last four digits stay; a number said or in look-alikes goes whole."""
    digits = [letter for letter in value if letter.isascii() and letter.isdigit()]
    if len(digits) < 9 or digits[0] not in "08":
        return "[전화번호]"
    head = "".join(digits[: 2 if digits[:2] == ["0", "2"] else 3])
    return f"{head}-****-{''.join(digits[-4:])}"


def replaced(text: str, findings: Iterable[Finding], kinds: frozenset[str] | None = None) -> str:
    """The text with each finding (of `kinds`, or of any) masked."""
    pieces, at = [], 0
    for finding in findings:
        if kinds is None or finding.kind in kinds:
            pieces += [
                text[at : finding.start],
                mask(finding.kind, text[finding.start : finding.end]),
            ]
            at = finding.end
    return "".join([*pieces, text[at:]])
