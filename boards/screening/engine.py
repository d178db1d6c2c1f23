import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    kind: str
    start: int
    end: int
    reason: str = ""

    def as_dict(self):
        return self.__dict__


@dataclass(frozen=True)
class Screening:
    text: str
    findings: tuple
    abusive: bool
    accuses_person: bool
    public: str
    public_text: str
    reasons: tuple
    version: str


def screen(text, *, side, staff_names=frozenset(), agreed_names=frozenset()):
    t, n = re.subn(r"\d{6}-?\d{7}", "[x]", text)
    return Screening(
        t,
        (Finding("resident_number", 0, 1),) * n,
        False,
        False,
        "show" if not n else "mask",
        t,
        (),
        "0",
    )
