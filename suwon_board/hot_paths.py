"""Two requests that come more often than all others, answered in front of Django.

A note from a tablet needs no session, no form token and no messages; an unchanged wall needs
nothing but the tag in memory. What guards every other page (host, https, headers) holds here too.
Measured in docs/performance.md.
"""

from __future__ import annotations

import io
import json
import logging
import re
import uuid
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.db import OperationalError, connection
from django.http import HttpResponse, parse_cookie
from django.http.request import split_domain_port, validate_host
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.security import SecurityMiddleware

from boards.devices import PLAIN_COOKIE, SECURE_COOKIE, hashed
from boards.kiosk.content import Refused
from boards.kiosk.views import LARGEST_BODY, WAS_BUSY, echo
from boards.wall.feed import is_unchanged
from boards.wall.views import strong
from suwon_board.security import CONTENT_SECURITY_POLICY, ContentSecurityPolicyMiddleware

log = logging.getLogger(__name__)
NOTE = re.compile(r"/kiosk/notes/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
WALL = re.compile(r"/wall/([-\w]+)/notes", re.ASCII)
STATUS = {200: "200 OK", 201: "201 Created"}
StartResponse = Callable[[str, list[tuple[str, str]]], Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


class OrdinaryNote:
    """WSGI in front of Django: stores a tablet's note that is as it should be.

    Whatever is not, the view answers (`boards.kiosk.views.put_note`): another host, http where
    https is asked for, a header or a letter missing, a refusal, a database that fails. A note may
    come twice without harm, so the view starts over with the same body.
    """

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "PUT":
            match = NOTE.fullmatch(environ.get("PATH_INFO", ""))
            if match is not None and is_ordinary(environ):
                answer = stored(environ, uuid.UUID(match[1]))
                if answer is not None:
                    status, body = answer
                    start_response(status, [("Content-Length", str(len(body))), *headers(environ)])
                    return (body,)
        return self.application(environ, start_response)


def is_ordinary(environ: dict[str, Any]) -> bool:
    """Whether nothing but the note itself could be refused."""
    length = environ.get("CONTENT_LENGTH", "")
    return (
        environ.get("CONTENT_TYPE") == "application/json"
        and length.isascii()
        and length.isdecimal()
        and int(length) <= LARGEST_BODY
        and environ.get("HTTP_X_BOARD_CLIENT") == "1"
        and environ.get("HTTP_SEC_FETCH_SITE", "same-origin") == "same-origin"
        and is_readable(environ)
        and is_our_host(environ.get("HTTP_HOST", ""), tuple(settings.ALLOWED_HOSTS))
        and (is_secure(environ) or not settings.SECURE_SSL_REDIRECT)
    )


def is_readable(environ: dict[str, Any]) -> bool:
    """Neither a query nor a cookie that Django might read otherwise, or not at all."""
    cookies = environ.get("HTTP_COOKIE", "")
    return not environ.get("QUERY_STRING") and cookies.isascii() and "\\000" not in cookies


@lru_cache(maxsize=100)
def is_our_host(host: str, allowed: tuple[str, ...]) -> bool:
    return validate_host(split_domain_port(host)[0], allowed)


def is_secure(environ: dict[str, Any]) -> bool:
    """As `HttpRequest.is_secure`, but sure of it: a doubtful one is Django's."""
    told = settings.SECURE_PROXY_SSL_HEADER
    if told is not None:
        return bool(environ.get(told[0]) == told[1])
    return bool(environ["wsgi.url_scheme"] == "https")


def stored(environ: dict[str, Any], note_id: uuid.UUID) -> tuple[str, bytes] | None:
    """Status and echo of a note that is stored now; None for whatever the view has to answer."""
    length = int(environ["CONTENT_LENGTH"])
    cookie = SECURE_COOKIE if is_secure(environ) else PLAIN_COOKIE
    body = b""
    try:
        body = environ["wsgi.input"].read(length)
        if len(body) != length:
            return None
        said, status = echo(device(environ, cookie), note_id, body)
    except OperationalError:
        environ[WAS_BUSY] = True
        return None
    except Refused:
        return None  # told by the view
    except Exception:
        # The view may well succeed: else nobody learns why a note took the longer way.
        log.exception("a note goes to the view", extra={"event": "note_passed_on"})
        return None
    finally:
        environ["wsgi.input"] = io.BytesIO(body)
        # What Django does between two requests of a thread.
        connection.close_if_unusable_or_obsolete()
    return STATUS[status], json.dumps(said).encode()


_headers: dict[bool, list[tuple[str, str]]] = {}


def headers(environ: dict[str, Any]) -> list[tuple[str, str]]:
    """The headers that guard every answer, as the middleware sets them; asked once."""
    secure = is_secure(environ)
    if secure not in _headers:
        response = HttpResponse(content_type="application/json")
        response["Cache-Control"] = "no-store"
        policy = ContentSecurityPolicyMiddleware(lambda _request: response)
        XFrameOptionsMiddleware(SecurityMiddleware(policy))(WSGIRequest(environ))
        _headers[secure] = list(response.items())
    return _headers[secure]


class UnchangedWall:
    """WSGI in front of Django: 304 for a screen whose wall is the one in memory, or on to Django.

    Whoever knows the tag learns only that it still holds; a wall that is not open to everybody
    tells even that to its paired screens alone. Nothing is read, nothing rendered.
    """

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        tag = environ.get("HTTP_IF_NONE_MATCH")
        if tag and environ["REQUEST_METHOD"] == "GET" and is_a_plain_poll(environ):
            match = WALL.fullmatch(environ.get("PATH_INFO", ""))
            if match is not None and is_unchanged(
                match[1], tag := strong(tag), wall_screen(environ)
            ):
                start_response(
                    "304 Not Modified",
                    [
                        ("ETag", tag),
                        ("Cache-Control", "no-cache, private"),
                        ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
                    ],
                )
                return ()
        return self.application(environ, start_response)


def is_a_plain_poll(environ: dict[str, Any]) -> bool:
    host = environ.get("HTTP_HOST", "")
    return is_readable(environ) and is_our_host(host, tuple(settings.ALLOWED_HOSTS))


def wall_screen(environ: dict[str, Any]) -> str | None:
    """The hash of a screen's credential: the tag that it asks about tells it nothing new."""
    return device(environ, SECURE_COOKIE, PLAIN_COOKIE)


def device(environ: dict[str, Any], *cookies: str) -> str | None:
    """The hash of a device's credential, by the first of the cookies that came."""
    told = environ.get("HTTP_COOKIE", "")
    if PLAIN_COOKIE not in told:
        return None
    kept = parse_cookie(told)
    credential = next((kept[name] for name in cookies if kept.get(name)), None)
    return hashed(credential) if credential else None
