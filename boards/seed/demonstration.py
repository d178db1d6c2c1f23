"""A demonstration week of one office, from the labelled notes of the tests.

Everything goes through the same doors as real notes; only the clock is handed in.
"""

from __future__ import annotations

import json
import random
import uuid
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from boards.devices import hashed, new_credential
from boards.kiosk.content import checked
from boards.kiosk.intake import Source, receive_note
from boards.models import Board, Complaint, Device, Note
from boards.seed.handling import STORIES, handle
from boards.seed.plates import make_plates
from boards.seed.routing_rules import make_routing_rules
from staff.models import Desk, Office, User

NOTES_FILE = settings.BASE_DIR / "tests" / "data" / "notes.jsonl"
SHOWN_OFFICE = "인계동"
BORROWED = 34  # notes of other centres that fit any office, so that the week is full
TABLET_NAME = "시연용 태블릿"
OPENS, CLOSES = time(9, 10), time(17, 40)


def read_notes(path: Path = NOTES_FILE) -> list[dict[str, Any]]:
    """The labelled notes, one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def chosen_notes(notes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The notes of the shown office and some of other centres that name no place; among these
    are all that the clerks have handled."""
    own = [note for note in notes if note["office"] == SHOWN_OFFICE]
    places = {note["office"].rstrip("동청") for note in notes} | {"구청", "시청", "Suwon", "동"}
    elsewhere = [
        note
        for note in notes
        if note["office"] != SHOWN_OFFICE
        and note["office"].endswith("동")
        and not any(place in note["text"] for place in places)
        and not note["abusive"]
        and max(note["text"]) < "\U00010000"  # a bare machine draws no emoji
    ]
    chance = random.Random(2013)  # noqa: S311  the same week at every start, nothing secret
    handled = [note for note in elsewhere if note["id"] in STORIES]
    others = [note for note in elsewhere if note["id"] not in STORIES]
    chosen = own + handled + chance.sample(others, min(BORROWED, len(elsewhere)) - len(handled))
    chance.shuffle(chosen)
    return early(chosen)


def early(notes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those that the clerks have handled come among the first, so that there was time."""
    told = [note for note in notes if note["id"] in STORIES]
    rest = [note for note in notes if note["id"] not in STORIES]
    for place, note in enumerate(told):
        rest.insert(place * 3, note)
    return rest


def moments(count: int, now: datetime) -> list[datetime]:
    """`count` moments within the opening hours of this week so far and the week before."""
    today = timezone.localtime(now).date()
    monday = today - timedelta(days=today.weekday())
    days = [monday - timedelta(days=7) + timedelta(days=n) for n in range(14)]
    zone = timezone.get_default_timezone()
    chance = random.Random(49)  # noqa: S311  the same week at every start, nothing secret
    length = int((datetime.combine(today, CLOSES) - datetime.combine(today, OPENS)).total_seconds())
    slots: list[datetime] = []
    open_days = [day for day in days if day <= today and day.weekday() < 5]
    while len(slots) < count:
        opening = datetime.combine(chance.choice(open_days), OPENS, zone)
        moment = opening + timedelta(seconds=chance.randrange(length))
        if moment < now:
            slots.append(moment)
        elif opening.date() == today and len(open_days) > 1 and now <= opening:
            open_days.remove(today)
    return sorted(slots)


def make_board() -> Board:
    """The board of the shown office; its wall opens without pairing, to be looked at."""
    office = Office.objects.get(short_name=SHOWN_OFFICE)
    board, _ = Board.objects.get_or_create(
        slug=office.slug,
        defaults={"office": office, "name": "1층 민원실", "wall_is_open": True},
    )
    return board


def shown_board() -> Board | None:
    """The demonstration's board, when there is one."""
    return Board.objects.filter(office__short_name=SHOWN_OFFICE, devices__name=TABLET_NAME).first()


def make_tablet(board: Board, now: datetime) -> Device:
    """A tablet that the demonstration's notes come from; its credential is nobody's."""
    return Device.objects.create(
        board=board,
        kind=Device.Kind.TABLET,
        name=TABLET_NAME,
        credential_hash=hashed(new_credential()),
        paired_at=now,
        last_contact_at=now,
    )


def deliveries(
    notes: list[dict[str, Any]], desks: list[Desk], now: datetime
) -> Iterator[tuple[dict[str, Any], Desk | None, datetime]]:
    """Which note comes when and for which desk: every third names one."""
    times = moments(len(notes), now)
    for number, (note, moment) in enumerate(zip(notes, times, strict=True)):
        desk = desks[number % len(desks)] if desks and number % 3 == 0 else None
        yield note, desk, moment


def play(board: Board, clerk: User, leader: User, now: datetime) -> None:
    """Fill the board's office with its week, and let its clerk and leader handle some of it."""
    office = board.office
    make_plates(office, clerk, now)
    make_routing_rules(office, clerk, leader, now)
    tablet = make_tablet(board, now)
    desks = list(Desk.objects.open().filter(office=office))
    chosen = chosen_notes(read_notes())
    for number, (note, desk, moment) in enumerate(deliveries(chosen, desks, now), start=1):
        content = checked(
            {
                "side": note["side"],
                "text": note["text"],
                "category": note["category"],
                "language": note["language"],
                "written_at": moment.isoformat(),
                "sequence": number,
            }
        )
        source = Source(
            office.pk,
            Note.Channel.TABLET,
            board.pk,
            board.publishing,
            tablet.pk,
            desk.pk if desk is not None else None,
        )
        stored = receive_note(uuid.uuid4(), content, source, moment)
        if note["id"] in STORIES:
            complaint = Complaint.objects.get(notes__receipt_code=stored.code)
            handle(complaint, note["id"], clerk, leader, now)
    Device.objects.filter(pk=tablet.pk).update(last_sequence=len(chosen))
