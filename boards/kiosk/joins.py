"""나도요: the cards that a tablet shows, and one touch under one of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from boards import limits
from boards.handles import handle_of, note_id_of
from boards.kiosk.content import Refused, parsed
from boards.kiosk.device_views import known_device
from boards.kiosk.views import for_devices, whole_body
from boards.models import Device, Note
from boards.models.join import Join, mark_of
from boards.staff_names import names_not_agreed, without_names

MOST_CARDS = 30
# The page makes a visit's id, so that the limit of the device is what holds against mischief.
PER_VISIT = limits.Limit("join-visit", 10, timedelta(days=1))
PER_DEVICE = limits.Limit("join-device", 120, timedelta(hours=1))
TOO_MANY = {
    PER_VISIT: "‘나도요’는 한 번 오실 때 열 번까지 누를 수 있습니다.",
    PER_DEVICE: "지금은 ‘나도요’를 더 받을 수 없습니다. 잠시 뒤에 다시 눌러 주세요.",
}


def card_of(note: Note, masked_names: tuple[str, ...]) -> dict[str, Any]:
    """What the tablet may know of a shown note; `joins` comes with the row."""
    return {
        "handle": str(handle_of(note.pk)),
        "side": note.side,
        "text": without_names(note.public_text, masked_names),
        "category": note.get_category_display(),
        "language": note.language,
        "by_finger": note.strokes is not None,
        "joins": note.joins_count,  # type: ignore[attr-defined]  # annotated by with_joins
    }


@for_devices("GET")
def wall_json(request: HttpRequest) -> JsonResponse:
    """The newest shown cards of the device's board."""
    device, now = known_device(request), timezone.now()
    notes = Note.objects.none()
    if device.board.is_active:
        notes = Note.objects.shown_on(device.board_id, now).with_joins().newest_first()
    masked = names_not_agreed(device.board.office_id)
    return JsonResponse({"notes": [card_of(note, masked) for note in notes[:MOST_CARDS]]})


def visit_in(values: dict[str, Any]) -> UUID:
    """The id that the page made for this visit."""
    try:
        return UUID(values.get("visit"))
    except (TypeError, ValueError, AttributeError):
        raise Refused(400, "visit", "화면을 새로 연 뒤 다시 눌러 주세요.") from None


def tablet_of(request: HttpRequest) -> Device:
    """The paired tablet; a wall screen in public reach takes no touches."""
    device = known_device(request)
    if device.kind != Device.Kind.TABLET:
        raise Refused(403, "kind", "‘나도요’는 태블릿에서만 누를 수 있습니다.")
    return device


def join(note_id: UUID, visit: UUID, device_id: int, now: datetime) -> bool:
    """Keep one touch; False when this visit had joined this note already.

    Raises `Refused` (429) at a limit; nothing is kept or counted then.
    """
    with transaction.atomic():
        try:
            with transaction.atomic():
                Join.objects.create(note_id=note_id, mark=mark_of(visit, note_id))
        except IntegrityError:
            return False
        for limit, who in ((PER_VISIT, visit.hex), (PER_DEVICE, str(device_id))):
            if not limits.use(limit, who, now):
                raise Refused(429, "too_many", TOO_MANY[limit], limit.retry_after(now))
    return True


@for_devices("POST")
def join_note(request: HttpRequest, handle: UUID) -> JsonResponse:
    """One touch under one card. A retry gets the same answer, with the count as it stands."""
    visit = visit_in(parsed(whole_body(request)))
    device, now = tablet_of(request), timezone.now()
    shown = Note.objects.shown_on(device.board_id, now).filter(pk=note_id_of(handle))
    if not device.board.is_active or not shown.exists():
        raise Refused(404, "not_shown", "이 쪽지는 지금 게시판에 없습니다.")
    is_new = join(note_id_of(handle), visit, device.pk, now)
    count = Join.objects.filter(note=note_id_of(handle)).count()
    answer = {"handle": str(handle), "joins": count}
    return JsonResponse(answer, status=201 if is_new else 200)
