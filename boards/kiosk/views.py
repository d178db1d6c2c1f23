"""The intake over HTTP: a device's credential, a header of our own, one JSON object."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from functools import wraps

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException, UnreadablePostError
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from boards.devices import credential_hash
from boards.kiosk import sources
from boards.kiosk.content import Content, Refused, canonical, checked, parsed
from boards.kiosk.intake import Receipt, SourceChanged, already_stored
from boards.kiosk.replacing import receive

LARGEST_BODY = 256 * 1024
WAS_BUSY = "board.was_busy"  # no header becomes such a key
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
                told = request.META
                # A browser that says where a request comes from is believed; old ones are silent.
                elsewhere = told.get("HTTP_SEC_FETCH_SITE", "same-origin") != "same-origin"
                if told.get("HTTP_X_BOARD_CLIENT") != "1" or elsewhere:
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


def whole_body(request: HttpRequest, most: int = LARGEST_BODY) -> bytes:
    """The body when all of it came: cut off is 400, larger than `most` bytes 413."""
    if request.content_type != "application/json":
        raise Refused(415, "content_type", "JSON으로 보내 주세요.")
    try:
        announced = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        announced = 0
    if announced > most:
        raise Refused(413, "too_large", "쪽지가 너무 큽니다. 글이나 손글씨를 줄여 주세요.")
    try:
        body = request.read(announced)
    except (UnreadablePostError, RawPostDataException):
        body = b""
    if not body or len(body) != announced:
        raise Refused(400, "broken", "쪽지가 온전히 도착하지 않았습니다. 그대로 다시 보내 주세요.")
    return body


def received(credential: str | None, note_id: uuid.UUID, content: Content) -> Receipt:
    """Stored by what is remembered of its tablet while that holds, else by what is asked anew."""
    source = sources.remembered(credential, content)
    if source is not None:
        try:
            return receive(note_id, content, source, timezone.now())
        except SourceChanged:
            sources.forget(credential, content)
    try:
        source = sources.asked(credential, content)
    except Refused as refused:
        # Paired anew since: what had arrived before is no note of another pairing.
        before = already_stored(note_id, content) if refused.error == "other_pairing" else None
        if before is None:
            raise
        return before
    return receive(note_id, content, source, timezone.now())


def echo(credential: str | None, note_id: uuid.UUID, body: bytes) -> tuple[dict[str, str], int]:
    """Store the note of a whole body. The echo proves to the tablet that this content is stored;
    its status is 201, or 200 for a retry. Raises `Refused`."""
    values = parsed(body)
    receipt = received(credential, note_id, checked(values))
    said = {
        "id": str(receipt.note_id),
        # Over what came in, never stored: the tablet knows nothing of what was cut.
        "digest": hashlib.sha256(canonical(values)).hexdigest(),
        "receipt_code": receipt.code,
    }
    return said, 201 if receipt.is_new else 200


@for_devices("PUT")
def put_note(request: HttpRequest, note_id: uuid.UUID) -> JsonResponse:
    """Take one note. Ordinary ones are stored in front of it (suwon_board.hot_paths), where it
    says so when the database was busy: it is not waited for a second time."""
    if request.META.get(WAS_BUSY):
        raise DatabaseError
    said, status = echo(credential_hash(request), note_id, whole_body(request))
    return JsonResponse(said, status=status)
