"""Two requests that come more often than all others, led past what they do not need.

A note from a tablet needs no session, no form token and no messages; an unchanged wall needs
nothing but the tag in memory. What guards every other page (host, https, headers) holds here too.
Measured in docs/performance.md.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, parse_cookie

from boards.devices import PLAIN_COOKIE, SECURE_COOKIE, hashed
from boards.kiosk.views import put_note
from boards.wall.feed import is_unchanged
from boards.wall.views import strong
from suwon_board.security import CONTENT_SECURITY_POLICY

NOTE = re.compile(r"/kiosk/notes/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
WALL = re.compile(r"/wall/([-\w]+)/notes", re.ASCII)
StartResponse = Callable[[str, list[tuple[str, str]]], Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


class IntakeMiddleware:
    """Stands after the headers and before sessions: hands a tablet's note to its view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        match = NOTE.fullmatch(request.path_info)
        if match is None:
            return self.get_response(request)
        request.get_host()  # refuses a host that is not ours
        return put_note(request, uuid.UUID(match[1]))


class UnchangedWall:
    """WSGI in front of Django: 304 for a screen whose wall is the one in memory, or on to Django.

    Whoever knows the tag learns only that it still holds; a wall that is not open to everybody
    tells even that to its paired screens alone. Nothing is read, nothing rendered.
    """

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        tag = environ.get("HTTP_IF_NONE_MATCH")
        if tag and environ["REQUEST_METHOD"] == "GET":
            match = WALL.fullmatch(environ.get("PATH_INFO", ""))
            if match is not None and is_unchanged(match[1], tag := strong(tag), device(environ)):
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


def device(environ: dict[str, Any]) -> str | None:
    """The hash of a device's credential, when there is one."""
    cookies = environ.get("HTTP_COOKIE", "")
    if "board-device" not in cookies:
        return None
    kept = parse_cookie(cookies)
    credential = kept.get(SECURE_COOKIE) or kept.get(PLAIN_COOKIE)
    return hashed(credential) if credential else None
