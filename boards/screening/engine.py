"""Text in, findings out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from boards.screening.abuse import abuse
from boards.screening.accusation import accuses, names_a_clerk
from boards.screening.findings import (
    CUT,
    RESIDENT_NUMBER,
    Finding,
    replaced,
    without_overlaps,
)
from boards.screening.folding import drawn, plain, spoken
from boards.screening.names import names
from boards.screening.personal_numbers import numbers
from boards.screening.resident_numbers import residents
from boards.screening.staff_in_text import staff_spans

VERSION = "2026-12"
Public = Literal["show", "mask", "hold"]


@dataclass(frozen=True)
class Screening:
    """What was found in one text.

    `text` is what may be stored: resident numbers are gone from it and a marker stands in their
    place. `findings` have spans in `text`; `original_spans` have spans in the text that came in,
    and must not be stored. `public` says what the wall may do: show, show `public_text` with
    masks, or hold.
    """

    text: str
    findings: tuple[Finding, ...]
    original_spans: tuple[Finding, ...]
    abusive: bool
    accuses_person: bool
    public: Public
    public_text: str
    reasons: tuple[str, ...]
    version: str = VERSION


def screen(
    text: str,
    *,
    side: str,
    staff_names: frozenset[str] = frozenset(),
    agreed_names: frozenset[str] = frozenset(),
    at_desk: bool = False,
) -> Screening:
    """Screen one note. `staff_names` are those of the office's own staff, `agreed_names` of those
    who may be thanked by name; `at_desk` says that it was written for one desk or plate. Time grows with the length of the text only."""
    personal = personal_data(text, side, staff_names, agreed_names)
    stored, findings = cut_resident_numbers(text, personal)
    hurtful = tuple(abuse(stored))
    named = [(each.start, each.end) for each in findings if each.kind == "person_name"]
    clerk = names_a_clerk(stored, named)
    clerk = clerk or bool(named and hurtful) or any(staff_spans(stored, staff_names))
    accusing = accuses(stored, side, clerk, at_desk=at_desk, is_abusive=bool(hurtful))
    everything = without_overlaps([*findings, *hurtful])
    public: Public = "hold" if hurtful or accusing else "mask" if findings else "show"
    return Screening(
        text=stored,
        findings=everything,
        original_spans=personal,
        abusive=bool(hurtful),
        accuses_person=accusing,
        public=public,
        public_text=replaced(stored, everything),
        reasons=reasons(everything, accusing),
    )


def personal_data(
    text: str, side: str, staff_names: frozenset[str], agreed_names: frozenset[str]
) -> tuple[Finding, ...]:
    """Personal data of a text, with its places, in the order of the text."""
    visible = drawn(text)
    folded = plain(visible.text)
    found = without_overlaps(
        [
            *numbers(folded, spoken(folded)),
            *names(visible.text, staff_names, agreed_names, side),
        ]
    )
    return tuple(Finding(each.kind, *visible.span(each.start, each.end)) for each in found)


def cut_resident_numbers(
    text: str, personal: tuple[Finding, ...]
) -> tuple[str, tuple[Finding, ...]]:
    """The text without resident numbers (법 24조의2), and the findings moved to fit it."""
    pieces: list[str] = []
    moved: list[Finding] = []
    at = shift = 0
    for finding in personal:
        start = finding.start + shift
        if finding.kind == RESIDENT_NUMBER:
            pieces += [text[at : finding.start], CUT]
            at = finding.end
            shift += len(CUT) - (finding.end - finding.start)
            moved.append(Finding(finding.kind, start, start + len(CUT)))
        else:
            moved.append(Finding(finding.kind, start, finding.end + shift))
    return "".join([*pieces, text[at:]]), tuple(moved)


def without_resident_numbers(line: str) -> str:
    """A line of a log without resident numbers; everything else of it stays."""
    visible = drawn(line)
    folded = plain(visible.text)
    found = [*residents(folded), *residents(spoken(folded))]
    cut = [Finding(each.kind, *visible.span(each.start, each.end)) for each in found]
    return replaced(line, without_overlaps(cut))


def reasons(findings: tuple[Finding, ...], accusing: bool) -> tuple[str, ...]:
    """Each reason once, in the order of the text."""
    said = list(dict.fromkeys(finding.reason for finding in findings))
    if accusing:
        said.append("직원 한 사람을 지적한 글로 보여 팀장이 먼저 봅니다.")
    return tuple(said)
