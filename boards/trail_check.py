"""Checks the trail: every chain link by link, and all of it against an anchor outside the database.

A changed line breaks its own digest, a removed one its chain; a whole chain that was removed, or
cut at its end, shows only against the anchor: the digest over the heads of all chains, appended
to a file that the database's owner needn't be able to write.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path

from django.db.models import Max

from boards.models import TrailEntry
from boards.models.trail import GENESIS

SETTLES_AFTER = timedelta(minutes=5)  # no transaction takes so long: older lines are all there


@dataclass(frozen=True)
class Anchor:
    """The state of the trail up to a line: how many lines and chains, and the digest of heads."""

    at: str
    last_line: int
    until: str
    lines: int
    chains: int
    digest: str


@dataclass(frozen=True)
class Broken:
    """The first line that doesn't hold, in words."""

    subject: str
    position: int
    why: str


class TrailBroken(Exception):
    """Carries what is broken; its text is for the operator."""

    def __init__(self, broken: Broken) -> None:
        self.broken = broken
        super().__init__(f"{broken.subject} {broken.position}번째 줄: {broken.why}")


class UnreadableAnchor(Exception):
    """The file holds no anchor where one is expected; its text is the file's path."""


@contextmanager
def chains(last_line: int, until: datetime) -> Iterator[Iterator[tuple[str, Iterator[TrailEntry]]]]:
    """Every chain with its lines in order, read as a stream that ends with the block."""
    rows = TrailEntry.objects.filter(pk__lte=last_line, at__lte=until)
    # It is a generator, whatever its stub says.
    with closing(rows.order_by("subject", "position").iterator(chunk_size=2000)) as ordered:  # type: ignore[type-var]
        yield groupby(ordered, key=lambda line: line.subject)


def check_chain(subject: str, lines: Iterator[TrailEntry]) -> tuple[int, str]:
    """(length, digest of the head). Raises TrailBroken at the first line that doesn't hold."""
    previous, length = GENESIS, 0
    for length, line in enumerate(lines, start=1):
        if line.position != length:
            raise TrailBroken(Broken(subject, length, "앞의 줄이 사라졌습니다."))
        if line.previous_digest != previous:
            raise TrailBroken(Broken(subject, length, "앞 줄과 이어지지 않습니다."))
        if line.computed_digest() != line.digest:
            raise TrailBroken(Broken(subject, length, "내용이 바뀌었습니다."))
        previous = line.digest
    return length, previous


def summed(last_line: int, until: datetime, now: datetime) -> Anchor:
    """Check everything up to a line and sum it up. Raises TrailBroken."""
    heads, lines, count = hashlib.sha256(), 0, 0
    with chains(last_line, until) as every_chain:
        for subject, entries in every_chain:
            length, head = check_chain(subject, entries)
            heads.update(f"{subject} {length} {head}\n".encode())
            lines, count = lines + length, count + 1
    return Anchor(now.isoformat(), last_line, until.isoformat(), lines, count, heads.hexdigest())


def verify(path: Path, now: datetime) -> Anchor:
    """Check the trail against itself and the last anchor, then append a new anchor.

    Raises TrailBroken; no anchor is written then.
    """
    known = last_anchor(path)
    if known is not None:
        again = summed(known.last_line, datetime.fromisoformat(known.until), now)
        if again.digest != known.digest:
            lost = known.lines - again.lines
            why = f"{known.at} 뒤에 기록 {lost}줄이 사라졌거나 통째로 바뀌었습니다."
            raise TrailBroken(Broken("전체", known.last_line, why))
    until = now - SETTLES_AFTER
    last = TrailEntry.objects.filter(at__lte=until).aggregate(last=Max("pk"))["last"] or 0
    anchor = summed(last, until, now)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(anchor), sort_keys=True) + "\n")
    return anchor


def last_anchor(path: Path) -> Anchor | None:
    """The newest anchor of the file; None before the first."""
    if not path.exists():
        return None
    try:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        anchor = Anchor(**json.loads(lines[-1])) if lines else None
        if anchor is not None:
            datetime.fromisoformat(anchor.until)
    except (ValueError, TypeError):
        raise UnreadableAnchor(str(path)) from None
    return anchor
