"""The strip of the week above the post-its: what came, what was fixed, how long it took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from boards.models import Board, Complaint, Note
from boards.models.complaint import SETTLED_STATES
from boards.wall.cards import FIXED

FEWEST_FOR_A_SHARE = 5


@dataclass(frozen=True)
class Strip:
    """The last seven days in words that promise no more than is known.

    `share` in percent and `took` (the middle of the spans from receipt to done) stay None below
    five complaints.
    """

    came: int
    fixed: int
    share: int | None
    took: str | None


def strip_of(board: Board, now: datetime) -> Strip:
    """How many came, how many regrets were fixed, how long it took.

    A complaint that was joined to another is one matter with it and counts once.
    """
    since = now - timedelta(days=7)
    came = Note.objects.filter(board=board, received_at__gte=since, received_at__lte=now).count()
    settled = list(
        Complaint.objects.filter(
            notes__board=board,
            joined_to__isnull=True,
            settled_at__gte=since,
            settled_at__lte=now,
            state__in=SETTLED_STATES,
        )
        .distinct()
        .values_list("outcome", "received_at", "settled_at")
    )
    spans = sorted(done - begun for outcome, begun, done in settled if outcome in FIXED and done)
    share = round(len(spans) * 100 / len(settled)) if len(settled) >= FEWEST_FOR_A_SHARE else None
    took = spoken(spans[len(spans) // 2]) if len(spans) >= FEWEST_FOR_A_SHARE else None
    return Strip(came, len(spans), share, took)


def spoken(span: timedelta) -> str:
    """A span as people say it."""
    hours = max(1, round(span.total_seconds() / 3600))
    return f"{hours}시간" if hours < 24 else f"{round(hours / 24)}일"
