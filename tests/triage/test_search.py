"""Search by words: two syllables, several words, none found, letters that mean something to SQL."""

from __future__ import annotations

import pytest
from django.test import Client

from boards.models import Note
from boards.models.searching import bigrams
from tests.cast import Cast
from tests.triage.helpers import make_complaint, make_note

TEXTS = ("번호표 기계가 멈췄어요", "화장실 휴지가 없어요", "100% 만족하지 못해요", "Ticket a_b")


@pytest.fixture
def notes(cast: Cast) -> Cast:
    for text in TEXTS:
        make_note(cast.office, text)
    return cast


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("번호", 1),
        ("휴지", 1),
        ("가", 2),
        ("기계 번호표", 1),
        ("기계 휴지", 0),
        ("없는말", 0),
        ("100%", 1),
        ("0% 만", 1),
        ("%", 1),
        ("a_b", 1),
        ("axb", 0),
        ("ticket", 1),
    ],
)
def test_words_are_found_letter_by_letter(notes: Cast, words: str, found: int) -> None:
    assert Note.objects.saying(words).count() == found


def test_bigrams_are_pairs_of_neighbours() -> None:
    assert bigrams("번호표") == ["번호", "호표"]
    assert bigrams("가") == []


def test_clerk_finds_a_complaint_by_word_or_number_in_scope_only(
    notes: Cast, client: Client
) -> None:
    theirs = make_complaint(notes.other_office, "번호표가 원천동에도 없어요")
    client.force_login(notes.clerk)
    body = client.get("/admin/boards/complaint/", {"q": "번호"}).content.decode()
    assert "멈췄어요" in body
    assert "원천동에도" not in body
    mine = Note.objects.get(text=TEXTS[1]).complaint
    assert mine is not None
    body = client.get("/admin/boards/complaint/", {"q": mine.reference}).content.decode()
    assert "휴지가" in body
    assert "멈췄어요" not in body
    body = client.get("/admin/boards/complaint/", {"q": str(theirs.pk)}).content.decode()
    assert "원천동에도" not in body
