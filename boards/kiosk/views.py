"""The intake over HTTP: a device's credential, a header of our own, one JSON object."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.db import DatabaseError, connection
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException, UnreadablePostError
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from boards.devices import credential_hash
from boards.kiosk.content import Content, Refused, canonical, checked, parsed
from boards.kiosk.intake import Source, receive_note
from boards.models import Device, Note
from staff.models import Desk

LARGEST_BODY = 256 * 1024
DESK, CREDENTIAL = "<desk>", "<credential>"
View = Callable[..., HttpResponse]


def refusal(refused: Refused) -> JsonResponse:
    response = JsonResponse(
        {"error": refused.error, "detail": refused.detail}, status=refused.status
    )
    if refused.retry_after is not None:
        response["Retry-After"] = str(refused.retry_after)
    return response


def for_devices(*methods: str) -> Callable[[View], View]:
    """A JSON endpoint for our own page: method, header and failures dealt with once.

    CSRF tokens would expire in a tablet's outbox; instead we ask for a header that no page of
    another origin can send without a preflight, which we never grant.
    """

    def decorate(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            try:
                if request.method not in methods:
                    raise Refused(405, "method", "이 주소에서는 할 수 없는 요청입니다.")
                if request.META.get("HTTP_X_BOARD_CLIENT") != "1":
                    raise Refused(403, "client", "이 요청은 게시판 화면에서만 보낼 수 있습니다.")
                response = view(request, *args, **kwargs)
            except Refused as refused:
                response = refusal(refused)
                if refused.status == 405:
                    response["Allow"] = ", ".join(methods)
            except DatabaseError:
                response = refusal(
                    Refused(503, "database", "잠시 뒤에 다시 보내 주세요. 쪽지는 남아 있습니다.", 5)
                )
            response["Cache-Control"] = "no-store"
            return response

        return guarded

    return decorate


def whole_body(request: HttpRequest) -> bytes:
    """The body when all of it came: cut off is 400, too large 413."""
    if request.content_type != "application/json":
        raise Refused(415, "content_type", "JSON으로 보내 주세요.")
    try:
        announced = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        announced = 0
    if announced > LARGEST_BODY:
        raise Refused(413, "too_large", "쪽지가 너무 큽니다. 글이나 손글씨를 줄여 주세요.")
    try:
        body = request.read(announced)
    except (UnreadablePostError, RawPostDataException):
        body = b""
    if not body or len(body) != announced:
        raise Refused(400, "broken", "쪽지가 온전히 도착하지 않았습니다. 그대로 다시 보내 주세요.")
    return body


@cache
def source_query(vendor: str) -> tuple[str, tuple[Any, ...]]:
    """The one query for a tablet's source, compiled once: its text and its parameters.

    The marks `DESK` and `CREDENTIAL` among the parameters give way to real values.
    """
    desk = Desk.objects.filter(code=DESK, office=OuterRef("board__office"))
    tablets = Device.objects.paired().filter(
        credential_hash=CREDENTIAL, kind=Device.Kind.TABLET, board__is_active=True
    )
    rows = tablets.values_list(
        "pk", "board", "board__office", "board__publishing", Subquery(desk.values("pk")[:1])
    )
    return rows.query.sql_with_params()


def tablet_source(request: HttpRequest, content: Content) -> Source:
    """The paired tablet, its board and office, and the desk that was named: one query."""
    digest = credential_hash(request)
    row = None
    if digest is not None:
        sql, parameters = source_query(connection.vendor)
        real = {DESK: content.desk, CREDENTIAL: digest}
        with connection.cursor() as cursor:
            cursor.execute(sql, [real.get(str(value), value) for value in parameters])
            row = cursor.fetchone()
    if row is None:
        raise Refused(
            401, "not_paired", "이 태블릿은 연결되어 있지 않습니다. 직원에게 알려 주세요."
        )
    device_id, board_id, office_id, publishing, desk_id = row
    if content.desk and desk_id is None:
        raise Refused(400, "desk", "이 기관에 없는 창구입니다. 창구를 다시 골라 주세요.")
    return Source(office_id, Note.Channel.TABLET, board_id, publishing, device_id, desk_id)


@for_devices("PUT")
def put_note(request: HttpRequest, note_id: uuid.UUID) -> JsonResponse:
    """Take one note. The echo proves to the tablet that this content is stored."""
    values = parsed(whole_body(request))
    content = checked(values)
    source = tablet_source(request, content)
    receipt = receive_note(note_id, content, source, timezone.now())
    echo = {
        "id": str(receipt.note_id),
        # Over what came in, never stored: the tablet knows nothing of what was cut.
        "digest": hashlib.sha256(canonical(values)).hexdigest(),
        "receipt_code": receipt.code,
    }
    return JsonResponse(echo, status=201 if receipt.is_new else 200)
