"""The body of a wall: felt for a change twice a second, looked up when there is one, rendered when
its post-its differ.

A look reads the plain columns that a card is made of and compares them whole with those that were
rendered, so that no change of whatever kind can leave an old post-it on the wall. Whether to look
tells the pulse: every change of state leaves a line in the trail, so one query answers for all
walls of a process. A look is due in any case after LOOK_EVERY and at the hour of a note that waits
for its own. What each costs: docs/performance.md.
"""

from __future__ import annotations

import hashlib
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils import timezone

from boards.models import AnswerPhoto, Board, Device, Join, Note, Side, TrailEntry
from boards.models.note import NoteQuerySet
from boards.staff_names import names_not_agreed
from boards.wall.cards import Picture, card_of
from boards.wall.page import page_version
from boards.wall.week import Strip, strip_of

FEEL_EVERY = 0.5  # seconds; with a screen's own poll a note is on the wall within two
LOOK_EVERY = 2.0  # seconds; with a screen's own poll what was hidden is gone within five
MOST_NOTES = 60  # half of them of each side, unless the other side has fewer
MOST_TOLD = 12  # older regrets whose answer or promise is still told
# Everything of a row that its post-it says, or that decides who reads it; a note's own strokes and
# language never change. A test walks the parts of a card and finds each here.
LOOKED_AT = (
    "pk",
    "complaint_id",
    "category",
    "public_text",
    "complaint__answered_at",
    "complaint__outcome",
    "complaint__action_taken",
    "complaint__answer",
    "complaint__promised_on",
    "complaint__plan__public_sentence",
    "complaint__plan__promised_on",
    "complaint__plan__finished_at",
    "thanks__text",
    "thanks__taken_back_at",
    "thanks__plate__name",
    "thanks__plate__ended_on",
    "joins_count",
)


Pulse = tuple[int, int]


@dataclass(frozen=True)
class Body:
    """A rendered wall and the tag under which a screen knows it."""

    etag: str
    html: bytes


@dataclass(frozen=True)
class Facts:
    """What a look finds: enough to know whether the wall must be rendered anew."""

    today: date
    masked_names: tuple[str, ...]
    strip: Strip
    rows: tuple[tuple[Any, ...], ...]
    photos: tuple[tuple[int, UUID, str], ...]  # complaint, key, moment

    @property
    def digest(self) -> str:
        return hashlib.sha256(repr(self).encode()).hexdigest()


@dataclass
class Kept:
    """A body with the digest of what it was made of: the facts hold drafts and names, which no
    memory needs. `opens_to` holds the credential hashes of paired screens; None opens it to
    everybody. `looked_at` and `felt_at` are of the monotonic clock."""

    body: Body
    made_of: str
    next_hour: datetime | None  # when the next note opens by time alone
    opens_to: frozenset[str] | None
    pulse: Pulse
    looked_at: float
    felt_at: float

    @property
    def is_fresh(self) -> bool:
        return time.monotonic() - self.felt_at < FEEL_EVERY

    def holds(self, now: datetime, pulse: Pulse) -> bool:
        """Whether nothing can have changed since the last look."""
        hour = self.next_hour
        is_recent = time.monotonic() - self.looked_at < LOOK_EVERY
        return is_recent and pulse == self.pulse and (hour is None or now < hour)


_kept: dict[str, Kept] = {}
_locks: defaultdict[str, Lock] = defaultdict(Lock)  # one a board: none waits for another's look
_pulse: list[tuple[float, Pulse]] = []  # the last one, with its moment


def forget() -> None:
    """Hold nothing, as a process that has just begun."""
    _kept.clear()
    _pulse.clear()


def is_unchanged(slug: str, tag: str, credential: str | None) -> bool:
    """Whether the wall is, a moment ago, the one that this tag names, for whoever may see it: from
    memory, without any query. `credential` is the hash of a device's."""
    kept = _kept.get(slug)
    if kept is None or kept.body.etag != tag or not kept.is_fresh:
        return False
    return kept.opens_to is None or credential in kept.opens_to


def drop(slug: str) -> None:
    """Forget a wall that is no more."""
    _kept.pop(slug, None)


def body_of(board: Board) -> Body:
    """The wall as it stands: from memory for a moment, else felt for, else by one look."""
    kept = _kept.get(board.slug)
    if kept and kept.is_fresh:
        return kept.body
    with _locks[board.slug]:
        kept = _kept.get(board.slug)
        if kept and kept.is_fresh:
            return kept.body
        felt_at, now, pulse = time.monotonic(), timezone.now(), pulse_of_all()
        if kept and kept.holds(now, pulse):
            kept.felt_at = felt_at
            return kept.body
        facts, opens_to = look(board, now), opens_to_of(board)
        is_same = kept is not None and kept.made_of == facts.digest
        body = kept.body if kept and is_same else rendered(board, facts, now)
        hour = Note.objects.next_hour_on(board.pk, now)
        _kept[board.slug] = Kept(body, facts.digest, hour, opens_to, pulse, felt_at, felt_at)
        return body


def pulse_of_all() -> Pulse:
    """The last lines of the trail and of 나도요, read once in FEEL_EVERY for all walls."""
    if _pulse and time.monotonic() - _pulse[0][0] < FEEL_EVERY:
        return _pulse[0][1]
    felt_at = time.monotonic()
    lines = TrailEntry.objects.order_by("-pk").values_list("pk", flat=True)[:1]
    joins = Join.objects.order_by("-pk").values_list("pk", flat=True)[:1]
    pulse = (next(iter(lines), 0), next(iter(joins), 0))
    _pulse[:] = [(felt_at, pulse)]
    return pulse


def look(board: Board, now: datetime) -> Facts:
    """The facts of a wall at `now`; few queries, whatever the number of notes."""
    newest = newest_of_both(board, now)
    known = {row[0] for row in newest}
    told = Note.objects.told_on(board.pk, now).with_joins().values_list(*LOOKED_AT)[:MOST_TOLD]
    rows = newest + tuple(row for row in told if row[0] not in known)
    complaints = {row[1] for row in rows if row[1] is not None}
    photos = AnswerPhoto.objects.told().filter(complaint__in=complaints)
    return Facts(
        today=timezone.localdate(now),
        masked_names=names_not_agreed(board.office_id),
        strip=strip_of(board, now),
        rows=rows,
        photos=tuple(photos.values_list("complaint_id", "pk", "moment")),
    )


def newest_of_both(board: Board, now: datetime) -> tuple[tuple[Any, ...], ...]:
    """The newest rows of each column, MOST_NOTES in all: many regrets push no praise off the wall,
    and where one side has few the other takes the room."""
    rows = shown(board, now).values_list(*LOOKED_AT)
    good, regret = (tuple(rows.filter(side=side)[:MOST_NOTES]) for side in Side)
    half = MOST_NOTES // 2
    most_good = max(half, MOST_NOTES - len(regret))
    return good[:most_good] + regret[: MOST_NOTES - min(most_good, len(good))]


def pictures_of(facts: Facts) -> dict[int | None, tuple[Picture, ...]]:
    """The photos of each complaint, the one before first."""
    found: dict[int | None, tuple[Picture, ...]] = {}
    for complaint, key, moment in facts.photos:
        label = str(AnswerPhoto.Moment(moment).label)
        address = AnswerPhoto(pk=key).address
        found[complaint] = (*found.get(complaint, ()), Picture(label, address))
    return found


def shown(board: Board, now: datetime) -> NoteQuerySet:
    """What is on the wall because it is new, newest first."""
    return Note.objects.shown_on(board.pk, now).with_joins().newest_first()


def opens_to_of(board: Board) -> frozenset[str] | None:
    if board.wall_is_open:
        return None
    devices = Device.objects.paired().filter(board=board)
    return frozenset(devices.values_list("credential_hash", flat=True))


def notes_of(facts: Facts, now: datetime) -> list[Note]:
    """The notes of these facts, newest first; one that was hidden since is left out."""
    keys = [row[0] for row in facts.rows]
    rows = Note.objects.filter(pk__in=keys).published(now).with_joins().newest_first()
    return list(rows.select_related("office", "complaint__plan", "thanks__plate"))


def rendered(board: Board, facts: Facts, now: datetime) -> Body:
    """The post-its as HTML. The page's own version is in it, and so in the tag: after an update
    the screens learn at their next poll that there is a newer page."""
    pictures = pictures_of(facts)
    cards = [
        card_of(note, facts.today, facts.masked_names, pictures.get(note.complaint_id, ()))
        for note in notes_of(facts, now)
    ]
    columns = [(side, [card for card in cards if card.side == side]) for side in Side]
    context = {"columns": columns, "strip": facts.strip, "page_version": page_version()}
    html = render_to_string("wall/notes.html", context)
    return Body(f'"{hashlib.sha256(html.encode()).hexdigest()[:20]}"', html.encode())
