"""Search by words over very many notes, with a bound on how much is read whatever the word.

Few rows to search: they are read. A rare word: the index over pairs of letters finds every note.
A common word, which the index would find tens of thousands of times: only the newest notes are
read, and the page says so. One letter is no word: it is asked for a second.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from boards.models import Complaint, Note, Side, searching

if TYPE_CHECKING:
    from boards.models.complaint import ComplaintQuerySet
    from boards.models.note import NoteQuerySet

FEW_ROWS = 500  # that are read without an index
RARE_WORD = 500  # notes that hold it
NEWEST_READ = 3_000  # notes, for a common word
MOST_FOUND = 200  # of a common word

ASK_MORE = "두 글자 이상인 낱말로 찾아 주세요."
NOT_ALL = (
    f"흔한 낱말이라 최근 쪽지 {NEWEST_READ:,}건에서만 찾았습니다. 낱말을 더 넣거나 조건을 고르면 "
    "모두 찾습니다."
)


@dataclass(frozen=True)
class Found:
    """Keys of what was found, and what the page should say about it."""

    keys: Iterable[Any] = field(default_factory=list)
    said: str = ""


def too_short(words: str) -> bool:
    """Whether no word has two letters: the index keeps pairs."""
    return all(len(word) < 2 for word in words.split())


def notes_saying(rows: NoteQuerySet, words: str) -> Found:
    """Those of `rows` (notes of a scope, filtered) that hold every word."""
    if too_short(words):
        return Found(said=ASK_MORE)
    few = _few(rows)
    if few is not None:
        said = Note.objects.filter(pk__in=few).holding(words)
        return Found(list(said.values_list("pk", flat=True)))
    hits = list(_by_index(rows, words).values_list("pk", flat=True))
    if len(hits) <= RARE_WORD:
        return Found(hits)
    newest = _newest(rows, rows, words).values_list("pk", flat=True)
    return Found(list(newest[:MOST_FOUND]), NOT_ALL)


def complaints_saying(rows: ComplaintQuerySet, words: str, offices: list[int]) -> Found:
    """Those of `rows` (complaints of `offices`, filtered) whose notes or gist hold every word."""
    if too_short(words):
        return Found(said=ASK_MORE)
    notes = Note.objects.filter(is_abusive=False)
    few = _few(rows)
    if few is not None:
        said = notes.filter(complaint__in=few).holding(words)
        told = Complaint.objects.filter(pk__in=few).told(words)
        return Found({*said.values_list("complaint_id", flat=True), *_keys(told)})
    told = Complaint.objects.filter(office__in=offices).told(words)
    notes = notes.filter(side=Side.REGRET)
    received = notes.filter(office__in=offices)
    hits = list(_by_index(received, words).values_list("complaint_id", flat=True))
    remark = ""
    if len(hits) > RARE_WORD:
        newest = list(_newest(received, received, words).values_list("complaint_id", flat=True))
        hits = list(rows.filter(pk__in=newest).values_list("pk", flat=True)[:MOST_FOUND])
        remark = NOT_ALL
    moved = notes.filter(
        ~Q(complaint__received_office__in=offices),
        complaint__transferred_at__isnull=False,
        complaint__office__in=offices,
    )
    moved_here = moved.holding(words).values_list("complaint_id", flat=True)
    return Found({*hits, *moved_here[:RARE_WORD], *_keys(told)}, remark)


def _few(rows: Any) -> list[Any] | None:
    """The keys of `rows` when they are few."""
    keys = list(rows.order_by().values_list("pk", flat=True)[: FEW_ROWS + 1])
    return keys if len(keys) <= FEW_ROWS else None


def _by_index(rows: NoteQuerySet, words: str) -> NoteQuerySet:
    searching.catch_up()
    return rows.saying(words).order_by()[: RARE_WORD + 1]


def _newest(rows: NoteQuerySet, scope: NoteQuerySet, words: str) -> NoteQuerySet:
    """Among the newest of `scope`, those of `rows` that hold the words, without the index."""
    newest = scope.order_by("-received_at", "-pk").values_list("received_at", flat=True)
    last = newest[NEWEST_READ : NEWEST_READ + 1].first()
    if last is not None:
        rows = rows.filter(received_at__gte=last)
    return rows.holding(words).order_by("-received_at", "-pk")


def _keys(told: ComplaintQuerySet) -> Any:
    return told.order_by().values_list("pk", flat=True)[:RARE_WORD]
