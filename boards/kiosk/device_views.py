"""What the page of a tablet or wall screen asks for besides sending notes."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from boards import limits, pairing
from boards.devices import device_before, paired_device, renew_credential, set_credential
from boards.kiosk.content import Refused, parsed
from boards.kiosk.views import for_devices, whole_body
from boards.models import Board, Device
from staff.models import Consent, Desk, Nameplate, Office

PAIRINGS = limits.Limit("pairing", 30, timedelta(minutes=10))
PETITIONS = "https://www.epeople.go.kr"  # 국민신문고: a QR code on the tablet, never a link
LARGEST_COUNT = 2_147_483_647
CLOSED = "이 게시판은 지금 운영하지 않습니다. 직원에게 알려 주세요."


def known_device(request: HttpRequest) -> Device:
    device = paired_device(request)
    if device is None:
        raise Refused(401, "not_paired", "이 기기는 연결되어 있지 않습니다. 직원에게 알려 주세요.")
    return device


@for_devices("POST")
def ask_pairing(request: HttpRequest) -> JsonResponse:
    """A new screen asks for a code to show."""
    now = timezone.now()
    kind = parsed(whole_body(request)).get("kind")
    if kind not in Device.Kind.values:
        raise Refused(400, "kind", "태블릿인지 벽 화면인지 알려 주세요.")
    if not limits.use(PAIRINGS, limits.network_of(limits.client_address(request)), now):
        raise Refused(429, "too_many", "잠시 뒤에 다시 해 주세요.", PAIRINGS.retry_after(now))
    asked = pairing.ask(kind, now)
    return JsonResponse(
        {
            "code": asked.code,
            "secret": asked.secret,
            "expires_at": asked.expires_at.isoformat(),
            "approve_url": settings.BASE_URL + reverse("admin:boards_device_pair"),
        },
        status=201,
    )


@for_devices("POST")
def claim_pairing(request: HttpRequest) -> JsonResponse:
    """Whether staff approved; the credential comes as a cookie, once."""
    secret = parsed(whole_body(request)).get("secret")
    if not isinstance(secret, str):
        raise Refused(400, "secret", "연결 요청을 다시 시작해 주세요.")
    status, credential = pairing.claim(secret, timezone.now(), device_before(request))
    if status == "gone":
        raise Refused(410, "gone", "코드의 시간이 지났습니다. 새 코드를 받아 주세요.")
    if credential is None:
        return JsonResponse({"status": "waiting"}, status=202)
    response = JsonResponse({"status": "paired"})
    set_credential(request, response, credential)
    return response


@require_GET  # a look at its head alone must not use the link up
@never_cache
def invited(request: HttpRequest, secret: str) -> HttpResponse:
    """The link that the operator printed: pairs this browser once, then opens its page."""
    _status, credential = pairing.claim(secret, timezone.now(), device_before(request))
    if credential is None:
        raise Http404("이 연결 주소는 이미 쓰였거나 시간이 지났습니다.")
    response = redirect("/kiosk/")
    set_credential(request, response, credential)
    return response


def desks_of(office: Office) -> list[dict[str, Any]]:
    """The desks in use; name and photo only of who agreed to be on this office's tablet."""
    plates = {
        plate.desk_id: plate
        for plate in Nameplate.objects.current()
        .with_consent(Consent.Item.TABLET)
        .filter(desk__office=office)
    }
    desks = []
    for desk in Desk.objects.open().filter(office=office):
        plate = plates.get(desk.pk)
        photo = reverse("kiosk:photo", args=[plate.pk]) if plate and plate.photo else None
        desks.append(
            {
                "code": desk.code,
                "number": desk.number,
                "duty": plate.duty if plate and plate.duty else desk.duty,
                "name": plate.name if plate else None,
                "photo": photo,
            }
        )
    return desks


def board_setup(board: Board) -> dict[str, Any]:
    """Everything a tablet shows of its board."""
    return {
        "board": {
            "office": board.office.name,
            "name": board.name,
            "keyboard": board.keyboard,
            "idle_seconds": board.idle_seconds,
            "publishing": board.publishing,
            "wall_url": f"/wall/{board.slug}/",
        },
        "desks": desks_of(board.office),
        "base_url": settings.BASE_URL,
        "petitions": PETITIONS,
    }


def etag_of(setup: dict[str, Any]) -> str:
    body = json.dumps(setup, sort_keys=True).encode()
    return hashlib.sha256(body).hexdigest()[:16]


@for_devices("GET")
def board_json(request: HttpRequest) -> JsonResponse:
    device = known_device(request)
    if not device.board.is_active:
        raise Refused(401, "not_paired", CLOSED)
    setup = board_setup(device.board)
    values = {"device": device.pk, "last_sequence": device.last_sequence}
    return JsonResponse({**setup, **values, "etag": etag_of(setup)})


def _count(values: dict[str, Any], key: str) -> int:
    value = values.get(key, 0)
    if type(value) is not int or not 0 <= value <= LARGEST_COUNT:
        raise Refused(400, key, "기기 상태의 형식이 맞지 않습니다.")
    return value


def _flag(values: dict[str, Any], key: str) -> bool | None:
    value = values.get(key)
    if value is not None and not isinstance(value, bool):
        raise Refused(400, key, "기기 상태의 형식이 맞지 않습니다.")
    return value


def clock_skew(said: object, now: datetime) -> int:
    """Seconds by which the device's clock is ahead; a clock we cannot read counts as 0."""
    try:
        theirs = datetime.fromisoformat(said)  # type: ignore[arg-type]  # checked by the except
        return int((theirs - now).total_seconds())
    except (TypeError, ValueError, OverflowError):
        return 0


@for_devices("POST")
def heartbeat(request: HttpRequest) -> JsonResponse:
    """What staff see of a device: contact, queue, storage, clock. The first of a day renews the
    cookie, which browsers keep for no longer than `COOKIE_AGE`."""
    values = parsed(whole_body(request))
    device, now = known_device(request), timezone.now()
    is_first = device.last_contact_at is None or device.last_contact_at.date() != now.date()
    device.last_contact_at = now
    device.queue_length = _count(values, "queue_length")
    device.set_aside_count = _count(values, "set_aside_count")
    device.last_sequence = max(device.last_sequence, _count(values, "last_sequence"))
    device.storage_is_persistent = _flag(values, "storage_is_persistent")
    device.connection_is_secure = _flag(values, "secure")
    device.clock_skew_seconds = clock_skew(values.get("now"), now)
    device.save(
        update_fields=[
            "last_contact_at",
            "queue_length",
            "set_aside_count",
            "last_sequence",
            "storage_is_persistent",
            "connection_is_secure",
            "clock_skew_seconds",
        ]
    )
    if not device.board.is_active:
        raise Refused(401, "not_paired", CLOSED)
    etag = etag_of(board_setup(device.board))
    response = JsonResponse({"server_time": now.isoformat(), "board_changed": etag})
    if is_first:
        renew_credential(request, response)
    return response


@require_safe
def photo(request: HttpRequest, plate_id: int) -> FileResponse:
    """The photo of a plate, for a paired device of the same office while the consent stands."""
    device = paired_device(request)
    plate = (
        Nameplate.objects.current()
        .with_consent(Consent.Item.TABLET)
        .filter(pk=plate_id, desk__office=device.board.office if device else None)
        .first()
    )
    if device is None or plate is None or not plate.photo:
        raise Http404("사진이 없습니다.")
    response = FileResponse(plate.photo.open(), content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    return response
