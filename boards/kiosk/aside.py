"""Notes that the intake refused: a tablet hands them over, staff take them or turn them down.

A refused note must neither be lost nor stand in the way of the next. The tablet keeps it apart
until the server holds it as it is; what becomes of it, a person decides.
"""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from boards.kiosk.content import Content, Refused, canonical, checked, parsed
from boards.kiosk.device_views import known_device
from boards.kiosk.intake import Receipt, Source, already_stored, receive_note
from boards.kiosk.views import for_devices, whole_body
from boards.models import Device, Note, RefusedNote, Side
from boards.models.trail import Line, first_line, record
from boards.screening.engine import screen
from boards.screening.engine import without_resident_numbers as cut_from_line
from boards.staff_names import names_of_staff
from staff.models import User

LARGEST_BODY = 500 * 1024  # a note's own limit, and room for its quotation marks
DEEPEST = 16  # lists within lists: a note's handwriting has three
NOT_TOLD = "까닭을 알 수 없음"


def storable(text: str) -> str:
    """Text that both databases take: neither NUL nor half a character."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "")


def read(content: str) -> dict[str, Any]:
    """The note as an object; broken content is a note whose text is all of it."""
    try:
        values = json.loads(content)
    except (ValueError, RecursionError):
        values = None
    return values if isinstance(values, dict) else {"text": content}


def without_resident_numbers(
    body: str, staff_names: frozenset[str] = frozenset()
) -> tuple[str, bool]:
    """What may be stored of a body, and whether it is a team leader's to read: a reproach for a
    desk that was chosen is, as in a note that was taken."""
    values = read(storable(body))
    text = values.get("text")
    try:
        kept: dict[str, Any] = cut(values)
    except RecursionError:  # nested as no note of ours is: its words are all of it
        kept, text = {}, storable(body)
    screening = screen(
        storable(text) if isinstance(text, str) else "",
        side="regret",
        staff_names=staff_names,
        at_desk=bool(values.get("desk")) and values.get("side") != Side.GOOD,
    )
    if isinstance(text, str):
        kept["text"] = screening.text
    return canonical(kept).decode("utf-8", "replace"), bool(
        screening.abusive or screening.accuses_person
    )


# A moment and an id have digits of their own, and no room for others.
_NO_WORDS = re.compile(
    r"\d{4}-\d\d-\d\dT[\d:.]{5,16}Z?|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)


def cut(value: Any, depth: int = 0) -> Any:
    """A value of a refused body without resident numbers, wherever in it they stand.
    RecursionError below `DEEPEST`."""
    if depth > DEEPEST:
        raise RecursionError
    if isinstance(value, str):
        return value if _NO_WORDS.fullmatch(value) else cut_from_line(storable(value))
    if isinstance(value, list):
        return [cut(each, depth + 1) for each in value]
    if isinstance(value, dict):
        return {cut_from_line(storable(key)): cut(each, depth + 1) for key, each in value.items()}
    if isinstance(value, int) and abs(value) >= 10**11:  # a number that is no number of ours
        return cut_from_line(str(value))
    if isinstance(value, float):
        told = f"{value:.7f}"
        return value if cut_from_line(told) == told else cut_from_line(told)
    return value


def home_of(device: Device, values: dict[str, Any]) -> Device:
    """The pairing that the note names, else the one that hands it over.

    It may be of another office, whose staff then decide: nothing becomes a note without them.
    """
    named = values.get("device")
    if type(named) is int and 0 < named < 2**63:
        tablets = Device.objects.filter(kind=Device.Kind.TABLET).select_related("board")
        return tablets.filter(pk=named).first() or device
    return device


def hand_over(note_id: uuid.UUID, body: str, reason: str, device: Device, now: datetime) -> None:
    """Keep a refused note once; raises `Refused` (409) for other content under a known id."""
    home = home_of(device, read(storable(body)))
    names = names_of_staff(home.board.office_id)
    why = cut_from_line(storable(reason))[:300]
    content, is_grave = without_resident_numbers(body, names)
    try:
        with transaction.atomic():
            RefusedNote.objects.create(
                id=note_id,
                office_id=home.board.office_id,
                device=home,
                content=content,
                reason=why or NOT_TOLD,
                is_grave=is_grave,
                handed_at=now,
            )
            first_line(
                Line(
                    action="refused.handed_over",
                    subject=f"refused:{note_id}",
                    office_id=home.board.office_id,
                    actor_label="태블릿",
                    after={"reason": why},
                ),
                at=now,
            )
    except IntegrityError:
        kept = RefusedNote.objects.filter(pk=note_id).first()
        if kept is None or (kept.content != content and not kept.decision):
            raise Refused(
                409, "conflict", "같은 번호로 다른 쪽지가 이미 있습니다. 직원에게 알려 주세요."
            ) from None


def is_a_note(note_id: uuid.UUID, body: str) -> bool:
    """Whether it was stored after all, and only its answer was lost: nobody need decide then."""
    try:
        content = checked(parsed(body.encode("utf-8", "surrogatepass")))
        return already_stored(note_id, content) is not None
    except Refused:
        return False


@for_devices("PUT")
def put_aside(request: HttpRequest, note_id: uuid.UUID) -> JsonResponse:
    """Take a refused note from its tablet. The echo proves that it is kept."""
    values = parsed(whole_body(request, LARGEST_BODY))
    device, now = known_device(request), timezone.now()
    body, reason = values.get("body"), values.get("reason")
    if not isinstance(body, str) or not isinstance(reason, str) or len(values) != 2:
        raise Refused(400, "body", "따로 둔 쪽지의 형식이 맞지 않습니다.")
    if device.kind != Device.Kind.TABLET:
        raise Refused(403, "kind", "쪽지는 태블릿에서만 보낼 수 있습니다.")
    if not is_a_note(note_id, body):
        hand_over(note_id, body, reason, device, now)
    digest = hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()
    return JsonResponse({"id": str(note_id), "digest": digest}, status=201)


def take(refused: RefusedNote, content: Content, by: User, now: datetime) -> Receipt:
    """Make a note of it, with what staff put right. The visitor's receipt code opens it.

    Received when the tablet handed it over: that is when the promise of an answer began. Raises
    `Refused` when it still cannot be taken, or when somebody decided before.
    """
    with transaction.atomic():
        locked = _undecided(refused)
        # Under an id that holds another note it becomes a note of its own.
        is_taken = Note.objects.filter(pk=locked.pk).exists()
        note_id = uuid.uuid4() if is_taken else locked.pk
        board = locked.device.board
        source = Source(
            locked.office_id,
            Note.Channel.TABLET,
            board.pk,
            board.publishing,
            locked.device_id,
            content_desk(content, locked),
        )
        receipt = receive_note(note_id, content, source, locked.handed_at)
        _decide(locked, RefusedNote.Decision.TAKEN, by, now, "")
    return receipt


def content_desk(content: Content, refused: RefusedNote) -> int | None:
    """The key of the desk that the content names; None for none or one of another office."""
    desks = refused.office.desks.filter(code=content.desk) if content.desk else None
    return desks.values_list("pk", flat=True).first() if desks is not None else None


def drop(refused: RefusedNote, by: User, reason: str, now: datetime) -> None:
    """Turn it down, with a reason. What it says is kept, as evidence of what was turned down."""
    with transaction.atomic():
        _decide(_undecided(refused), RefusedNote.Decision.DROPPED, by, now, reason)


def record_look(refused: RefusedNote, by: User, at: datetime, address: str) -> None:
    """Somebody reads it unmasked, to put it right: who, when, from where, whose."""
    with transaction.atomic():
        RefusedNote.objects.select_for_update(of=("self",)).get(pk=refused.pk)
        record(
            Line(
                action="refused.opened",
                subject=f"refused:{refused.pk}",
                office_id=refused.office_id,
                actor=by,
                after={"from": address},
            ),
            at=at,
        )


def _undecided(refused: RefusedNote) -> RefusedNote:
    rows = RefusedNote.objects.select_for_update(of=("self",)).select_related("device__board")
    locked = rows.get(pk=refused.pk)
    if locked.decision:
        raise Refused(409, "decided", "다른 담당자가 이미 처리한 쪽지입니다.")
    return locked


def _decide(locked: RefusedNote, decision: str, by: User, now: datetime, reason: str) -> None:
    locked.decision, locked.decided_at = decision, now
    if decision == RefusedNote.Decision.TAKEN:
        locked.content = ""  # it stands in the note
    locked.save(update_fields=["decision", "decided_at", "content"])
    record(
        Line(
            action=f"refused.{decision}",
            subject=f"refused:{locked.pk}",
            office_id=locked.office_id,
            actor=by,
            reason=reason,
        ),
        at=now,
    )
