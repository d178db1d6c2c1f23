"""The body of a wall: looked up at most twice a second, rendered once a change, kept."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from threading import Lock

from django.template.loader import render_to_string
from django.utils import timezone

from boards.models import Board, Side
from boards.wall.cards import card_of, shown_notes, strip_of

LOOK_EVERY = 0.5  # seconds; with a screen's own poll a note is on the wall within two


@dataclass(frozen=True)
class Body:
    """A rendered wall and the tag under which a screen knows it."""

    etag: str
    html: bytes


@dataclass
class Kept:
    looked_at: float
    facts: object
    body: Body


_kept: dict[int, Kept] = {}
_lock = Lock()


def forget() -> None:
    """Hold nothing, as a process that has just begun."""
    _kept.clear()


def etag_in_memory(board_id: int) -> str | None:
    """The tag of a wall that was looked up a moment ago, without any query."""
    kept = _kept.get(board_id)
    if kept is None or time.monotonic() - kept.looked_at >= LOOK_EVERY:
        return None
    return kept.body.etag


def body_of(board: Board) -> Body:
    """The wall as it stands: from memory for a moment, else by one look.

    What a look finds is compared whole with what was rendered, so that no change of whatever
    kind can leave an old post-it on the wall.
    """
    kept = _kept.get(board.pk)
    if kept and time.monotonic() - kept.looked_at < LOOK_EVERY:
        return kept.body
    with _lock:
        kept = _kept.get(board.pk)
        if kept and time.monotonic() - kept.looked_at < LOOK_EVERY:
            return kept.body
        now = timezone.now()
        looked_at = time.monotonic()
        cards = [card_of(note) for note in shown_notes(board, now)]
        seen = [(card.key, card.version, card.joins) for card in cards]
        facts = (seen, strip_of(board, now))
        if kept and kept.facts == facts:
            kept.looked_at = looked_at
            return kept.body
        columns = [(side, [card for card in cards if card.side == side]) for side in Side]
        html = render_to_string("wall/notes.html", {"columns": columns, "strip": facts[1]})
        body = Body(f'"{hashlib.sha256(html.encode()).hexdigest()[:20]}"', html.encode())
        _kept[board.pk] = Kept(looked_at, facts, body)
        return body
