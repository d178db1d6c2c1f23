"""Ordinary notes are stored in front of Django; what is not ordinary is answered by the view."""

from __future__ import annotations

import io
import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import DatabaseError, OperationalError
from django.test import RequestFactory

from boards.devices import PLAIN_COOKIE, SECURE_COOKIE
from boards.kiosk import views
from boards.models import Complaint, Note
from suwon_board import hot_paths
from suwon_board.hot_paths import OrdinaryNote
from tests.cast import Tablet

# As at a server: each note in a transaction of its own, on a connection between two requests.
pytestmark = pytest.mark.django_db(transaction=True)
Environ = dict[str, Any]


def request(tablet: Tablet, note_id: uuid.UUID, body: bytes | None = None) -> Environ:
    """What the server hands over for a note of this tablet."""
    whole = json.dumps(tablet.note(side="regret")).encode() if body is None else body
    made = RequestFactory().put(f"/kiosk/notes/{note_id}", whole, content_type="application/json")
    return {
        **made.environ,
        "HTTP_HOST": "testserver",
        "HTTP_X_BOARD_CLIENT": "1",
        "HTTP_COOKIE": f"theme=dark; {PLAIN_COOKIE}={tablet.credential}",
        "wsgi.input": io.BytesIO(whole),
    }


class Behind:
    """The application behind the shortcut: remembers the bodies that reached it."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []

    def __call__(self, environ: Environ, start_response: Any) -> list[bytes]:
        self.bodies.append(environ["wsgi.input"].read())
        start_response("299 Behind", [])
        return []


def answer(application: Any, environ: Environ) -> tuple[int, dict[str, str], bytes]:
    told: list[Any] = []
    pieces = application(environ, lambda *said: told.extend(said[:2]))
    body = b"".join(pieces)
    if hasattr(pieces, "close"):
        pieces.close()
    return int(told[0][:3]), dict(told[1]), body


def test_an_ordinary_note_is_stored_without_django(tablet: Tablet) -> None:
    behind, note_id = Behind(), uuid.uuid4()
    status, headers, body = answer(OrdinaryNote(behind), request(tablet, note_id))
    assert (status, behind.bodies) == (201, [])
    assert json.loads(body)["id"] == str(note_id)
    assert headers["Content-Length"] == str(len(body))
    assert Note.objects.get().pk == note_id
    assert Complaint.objects.count() == 1


def test_a_retry_is_told_so_by_either_door(tablet: Tablet) -> None:
    note_id, body = uuid.uuid4(), json.dumps(tablet.note()).encode()
    front, view = OrdinaryNote(Behind()), WSGIHandler()
    first = answer(front, request(tablet, note_id, body))
    again = answer(front, request(tablet, note_id, body))
    by_view = answer(view, request(tablet, note_id, body))
    assert [each[0] for each in (first, again, by_view)] == [201, 200, 200]
    assert json.loads(first[2]) == json.loads(again[2]) == json.loads(by_view[2])
    assert Note.objects.count() == 1


@pytest.mark.parametrize("https", [False, True])
def test_both_doors_send_the_same_headers(tablet: Tablet, settings: Any, https: bool) -> None:
    hot_paths._headers.clear()
    if https:
        settings.SECURE_SSL_REDIRECT = True
        settings.SECURE_HSTS_SECONDS = 31_536_000
        settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    def asked() -> Environ:
        environ = request(tablet, uuid.uuid4())
        if https:
            environ["HTTP_X_FORWARDED_PROTO"] = "https"
            environ["HTTP_COOKIE"] = f"{SECURE_COOKIE}={tablet.credential}"
        return environ

    front, view = answer(OrdinaryNote(Behind()), asked()), answer(WSGIHandler(), asked())
    hot_paths._headers.clear()
    assert front[0] == view[0] == 201
    assert front[1].pop("Content-Length") and view[1].pop("Content-Length")
    assert front[1] == view[1]
    assert ("Strict-Transport-Security" in front[1]) is https
    assert "default-src 'self'" in front[1]["Content-Security-Policy"]


UNUSUAL: dict[str, Callable[[Environ], object]] = {
    "another host": lambda e: e.update(HTTP_HOST="elsewhere.example"),
    "no host": lambda e: e.pop("HTTP_HOST"),
    "no header of ours": lambda e: e.pop("HTTP_X_BOARD_CLIENT"),
    "from another site": lambda e: e.update(HTTP_SEC_FETCH_SITE="cross-site"),
    "another type": lambda e: e.update(CONTENT_TYPE="text/plain"),
    "no length": lambda e: e.pop("CONTENT_LENGTH"),
    "a negative length": lambda e: e.update(CONTENT_LENGTH="-1"),
    "a length in other digits": lambda e: e.update(CONTENT_LENGTH="١٢"),
    "cut off": lambda e: e.update(CONTENT_LENGTH=str(int(e["CONTENT_LENGTH"]) + 1)),
    "far too long": lambda e: e.update(CONTENT_LENGTH="9999999"),
    "no tablet": lambda e: e.pop("HTTP_COOKIE"),
    "a strange tablet": lambda e: e.update(HTTP_COOKIE=f"{PLAIN_COOKIE}=made-up"),
    "the cookie of https": lambda e: e.update(
        HTTP_COOKIE=e["HTTP_COOKIE"].replace(PLAIN_COOKIE, SECURE_COOKIE)
    ),
    "a query": lambda e: e.update(QUERY_STRING="a=%00"),
    "a NUL in a cookie": lambda e: e.update(HTTP_COOKIE='x="\\000"; ' + e["HTTP_COOKIE"]),
    "a cookie in other letters": lambda e: e.update(HTTP_COOKIE="x=\xa0; " + e["HTTP_COOKIE"]),
    "another method": lambda e: e.update(REQUEST_METHOD="POST"),
    "another address": lambda e: e.update(PATH_INFO=e["PATH_INFO"] + "/"),
}


@pytest.mark.parametrize("what", UNUSUAL)
def test_what_is_unusual_is_answered_by_the_view_with_its_whole_body(
    tablet: Tablet, what: str
) -> None:
    environ, behind = request(tablet, uuid.uuid4()), Behind()
    sent = environ["wsgi.input"].getvalue()
    UNUSUAL[what](environ)
    assert answer(OrdinaryNote(behind), environ)[0] == 299
    assert behind.bodies == [sent]
    assert Note.objects.count() == 0


def test_a_refusal_is_told_by_the_view(tablet: Tablet) -> None:
    body = json.dumps(tablet.note(side="sideways")).encode()
    status, _headers, told = answer(
        OrdinaryNote(WSGIHandler()), request(tablet, uuid.uuid4(), body)
    )
    assert (status, json.loads(told)["error"]) == (400, "side")


def test_http_where_https_is_asked_for_is_not_stored(tablet: Tablet, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    behind = Behind()
    assert answer(OrdinaryNote(behind), request(tablet, uuid.uuid4()))[0] == 299
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    forwarded = request(tablet, uuid.uuid4()) | {"HTTP_X_FORWARDED_PROTO": "https"}
    assert answer(OrdinaryNote(behind), forwarded)[0] == 299, "a cookie that http may set"
    assert Note.objects.count() == 0


def test_a_database_that_fails_leaves_the_note_to_the_view(
    tablet: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_args: object) -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr(hot_paths, "echo", failing)
    note_id = uuid.uuid4()
    status, _headers, _body = answer(OrdinaryNote(WSGIHandler()), request(tablet, note_id))
    assert (status, Note.objects.get().pk) == (201, note_id)


def test_a_database_that_is_busy_is_waited_for_once(
    tablet: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    def busy(*_args: object) -> None:
        tries.append(1)
        raise OperationalError("database is locked")

    monkeypatch.setattr(hot_paths, "echo", busy)
    monkeypatch.setattr(views, "echo", busy)
    status, headers, body = answer(OrdinaryNote(WSGIHandler()), request(tablet, uuid.uuid4()))
    assert (status, len(tries)) == (503, 1)
    assert headers["Retry-After"] == "5"
    assert "남아 있습니다" in json.loads(body)["detail"]


def test_a_connection_that_breaks_while_a_note_is_read_stores_nothing(tablet: Tablet) -> None:
    class Broken:
        def read(self, _most: int) -> bytes:
            raise ConnectionResetError

    environ = request(tablet, uuid.uuid4()) | {"wsgi.input": Broken()}
    status, _headers, _body = answer(OrdinaryNote(WSGIHandler()), environ)
    assert status == 400
    assert Note.objects.count() == 0
