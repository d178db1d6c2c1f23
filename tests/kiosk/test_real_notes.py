"""All 320 labelled notes through the real endpoint: nothing lost, nothing moved."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from boards.models import Board, Complaint, Note, TrailEntry
from boards.seed.demonstration import read_notes
from staff.models import Office
from staff.places import make_offices
from tests.cast import Tablet

NOTES = read_notes()


@pytest.fixture
def posted(db: None) -> list[dict[str, Any]]:
    """Every note of the file, posted by a tablet of its office."""
    assert make_offices() == 49
    tablets = {}
    for office in Office.objects.all():
        board = Board.objects.create(office=office, name="민원실", slug=office.slug)
        tablets[office.short_name] = Tablet(board)
    for note in NOTES:
        keys = ("side", "text", "category", "language")
        response = tablets[note["office"]].put({key: note[key] for key in keys})
        assert response.status_code == 201, (note["id"], response.content.decode())
    return NOTES


def test_counts_sides_offices_and_categories_agree_with_the_file(
    posted: list[dict[str, Any]],
) -> None:
    def stored(*fields: str) -> Counter[Any]:
        return Counter(Note.objects.values_list(*fields))

    assert Note.objects.count() == len(posted) == 320
    assert stored("side", "office__short_name") == Counter(
        (note["side"], note["office"]) for note in posted
    )
    assert stored("category", "language") == Counter(
        (note["category"], note["language"]) for note in posted
    )


def test_each_regret_and_no_praise_opens_a_complaint_and_each_note_a_line(
    posted: list[dict[str, Any]],
) -> None:
    regrets = [note for note in posted if note["side"] == "regret"]
    assert Complaint.objects.count() == len(regrets)
    assert TrailEntry.objects.filter(action="note.received").count() == len(posted)


def test_texts_without_resident_numbers_are_kept_to_the_letter(
    posted: list[dict[str, Any]],
) -> None:
    kinds = {note["text"]: {found["kind"] for found in note["personal_data"]} for note in posted}
    stored = set(Note.objects.values_list("text", flat=True))
    for text, found in kinds.items():
        assert (text.strip() in stored) is ("resident_number" not in found), text


def test_no_resident_number_of_the_file_is_stored_anywhere(posted: list[dict[str, Any]]) -> None:
    everything = " ".join(
        f"{text} {shown} {findings}"
        for text, shown, findings in Note.objects.values_list("text", "public_text", "findings")
    )
    numbers = [
        note["text"][found["start"] : found["end"]]
        for note in posted
        for found in note["personal_data"]
        if found["kind"] == "resident_number"
    ]
    assert len(numbers) == 11
    assert not [number for number in numbers if number in everything]
