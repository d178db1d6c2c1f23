"""Search by words: two syllables, several words, none found, letters that mean something to SQL."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client

from boards.models import Complaint, Note, word_index
from boards.models.searching import bigrams
from boards.triage import finding
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


@pytest.fixture
def sqlite_index(notes: Cast) -> Cast:
    """Notes that the index of SQLite holds."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its index by itself")
    assert word_index.is_possible()
    word_index.take_in(connection)
    return notes


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {word_index.WAITING}")  # noqa: S608  our own name
        return int(cursor.fetchone()[0])


def found_by_pairs(words: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(word_index.FOUND, [word_index.pairs_of(words)])
        return len(cursor.fetchall())


def test_notes_wait_for_the_index_and_are_found_meanwhile(sqlite_index: Cast) -> None:
    make_note(sqlite_index.office, "번호표가 또 없어요")
    assert waiting() == 1
    assert Note.objects.saying("번호").count() == 2
    assert word_index.take_in(connection, at_least=2) == 0
    assert word_index.take_in(connection) == 1
    assert waiting() == 0
    assert Note.objects.saying("번호").count() == 2


def test_index_reads_no_note_but_those_that_hold_the_pairs(sqlite_index: Cast) -> None:
    assert found_by_pairs("번호표") == 1
    assert found_by_pairs("뷁쀍") == 0


def test_deleted_and_changed_notes_leave_the_index(sqlite_index: Cast) -> None:
    Note.objects.filter(text=TEXTS[0]).update(text="순번 기계")
    assert found_by_pairs("번호") == waiting() == 1
    word_index.take_in(connection)
    assert found_by_pairs("번호") == 0
    assert Note.objects.saying("순번").count() == 1
    Note.objects.filter(text="순번 기계").delete()
    assert found_by_pairs("순번") == 0


def test_a_note_that_goes_while_it_waits_is_forgotten(sqlite_index: Cast) -> None:
    make_note(sqlite_index.office, "번호표 기계 둘")
    Note.objects.filter(text="번호표 기계 둘").delete()
    assert word_index.take_in(connection) == 1
    assert found_by_pairs("번호") == 1


def test_index_is_filled_anew_when_the_table_lost_its_triggers(sqlite_index: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER note_pairs_added")
    make_note(sqlite_index.office, "번호표가 없는 사이")
    assert waiting() == 0
    word_index.stand_up(connection)
    assert Note.objects.saying("번호").count() == found_by_pairs("번호") == 2


def test_without_fts5_a_search_reads_the_notes_and_the_operator_is_told(
    sqlite_index: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_index, "is_possible", lambda: False)
    word_index.stand_up(connection)
    Note.objects.filter(text=TEXTS[1]).delete()
    make_note(sqlite_index.office, "번호표가 또 없어요")
    assert Note.objects.saying("번호").count() == 2
    assert [warning.id for warning in word_index.check_possible()] == ["boards.W001"]
    monkeypatch.undo()
    word_index.stand_up(connection)
    assert Note.objects.saying("번호").count() == found_by_pairs("번호") == 2
    assert word_index.check_possible() == []


def test_common_word_is_found_among_the_newest_of_what_was_asked(
    notes: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "FEW_ROWS", 0)
    monkeypatch.setattr(finding, "RARE_WORD", 1)
    make_note(notes.office, "번호표가 또 없어요")
    mine = Complaint.objects.filter(office=notes.office)
    found = finding.complaints_saying(mine, "번호", [notes.office.pk])
    assert len([*found.keys]) == 2
    assert found.said == finding.NOT_ALL
    one = mine.filter(notes__text__contains="또")
    assert len([*finding.complaints_saying(one, "번호", [notes.office.pk]).keys]) == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps pairs itself")
@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["", "가", "번호표 번호표", "Ticket A_b", '가\n나 {다},"라\\', "가나다라마바사" * 570]
)
def test_postgresql_takes_a_text_apart_as_a_search_does_and_a_long_one_at_once(text: str) -> None:
    with connection.cursor() as cursor:
        # Time that grew with the square of the length took 300 ms for the longest.
        cursor.execute("SET LOCAL statement_timeout = '150ms'")
        cursor.execute("SELECT board_bigrams(%s)", [text])
        assert sorted(set(cursor.fetchone()[0])) == bigrams(text)
