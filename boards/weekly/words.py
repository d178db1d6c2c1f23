"""The words of a week for whoever trains: what visitors said, with persons removed.

Nothing abusive or accusing, nothing that a clerk hid, nothing by finger (nobody screened it).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from boards.models import Note, Visibility
from boards.staff_names import named
from boards.veil import masked
from boards.weekly.figures import WeekFigures
from boards.weekly.weeks import Week
from staff.models import Nameplate, Office, User

MOST = 300  # notes on one page; a lobby has tens a week
PERSON = "○○○"
# How screening masks: a surname with its stars, a number with its last digits.
MASKED_NAME = re.compile(r"[^\W\d_]\*\*(?!\*)")
MASKED_PHONE = re.compile(r"\d{2,3}-\*{4}-\d{4}")


@dataclass(frozen=True)
class Words:
    """One note: where, which side, which subject, and the words that are left."""

    office: str
    side: str
    category: str
    text: str
    language: str


def words_of(office: Office, week: Week) -> tuple[Words, ...]:
    """The notes of an office and all below it received in the week, newest first, at most MOST."""
    rows = (
        Note.objects.within(office.path)
        .received_between(week.start, week.end)
        .filter(is_abusive=False, accuses_person=False)
        .exclude(visibility=Visibility.HIDDEN)
        .exclude(text="")
        .select_related("office")
        .newest_first()
    )
    names = names_within(office)
    return tuple(
        Words(
            office=note.office.name,
            side=note.get_side_display(),
            category=note.get_category_display(),
            text=without_persons(masked(note), names),
            language=note.language,
        )
        for note in rows[:MOST]
    )


def names_within(office: Office) -> list[str]:
    """Names of all who work or worked there, the longest first."""
    plates = Nameplate.objects.filter(desk__office__path__startswith=office.path)
    users = User.objects.filter(office__path__startswith=office.path)
    found = {*plates.values_list("name", flat=True), *users.values_list("name", flat=True)}
    return sorted((name for name in found if len(name) > 1), key=len, reverse=True)


def without_persons(text: str, names: Iterable[str]) -> str:
    """A masked text without what the masks leave, and without these names in any spelling."""
    for found in reversed(named(text, names)):
        text = text[: found.start] + PERSON + text[found.end :]
    return MASKED_PHONE.sub("[전화번호]", MASKED_NAME.sub(PERSON, text))


def figures_without_persons(figures: WeekFigures, office: Office) -> WeekFigures:
    """The week for whoever doesn't handle complaints: nobody's name, neither as who handles one
    nor in what was done or said."""
    names = names_within(office)
    return replace(
        figures,
        voices=tuple(replace(one, text=without_persons(one.text, names)) for one in figures.voices),
        actions=tuple(
            replace(one, person="", action=without_persons(one.action, names))
            for one in figures.actions
        ),
    )
