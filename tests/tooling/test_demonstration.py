"""What `make run` shows of a week: notes that arrived, and what clerks made of them."""

from boards.seed.demonstration import BORROWED, SHOWN_OFFICE, chosen_notes, read_notes
from boards.seed.handling import STORIES


def test_every_note_that_clerks_have_handled_is_among_the_shown() -> None:
    shown = [note["id"] for note in chosen_notes(read_notes())]
    assert set(shown) >= set(STORIES)
    assert len(shown) == len(set(shown))


def test_the_week_is_as_full_as_before() -> None:
    chosen = chosen_notes(read_notes())
    borrowed = [note for note in chosen if note["office"] != SHOWN_OFFICE]
    assert len(borrowed) == BORROWED
