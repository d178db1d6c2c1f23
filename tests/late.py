"""A server that answers late: `python -m pytest -p tests.late -m browser`.

A test that looks at a page before the answer it asked for has come passes on a quick machine only;
here it fails on every one. The head of a page comes before its body, as on a slow line: a browser
then shows an empty page under the new address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from threading import Event
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http.response import HttpResponseBase

UNTIL_HEAD, UNTIL_BODY = 0.1, 0.4  # seconds
KINDS = ("text/html", "application/json")


def late(response: HttpResponseBase) -> Iterator[bytes]:
    never = Event()
    try:
        never.wait(UNTIL_HEAD)
        yield b""  # makes the server send the head
        never.wait(UNTIL_BODY)
        yield from response
    finally:
        response.close()


@pytest.fixture(autouse=True, scope="session")
def late_answers() -> Iterator[None]:
    stock = WSGIHandler.__call__

    def answer(
        handler: WSGIHandler, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        response = stock(handler, environ, start_response)
        # A file goes out by its own wrapper, which has no headers.
        is_page = isinstance(response, HttpResponseBase)
        if is_page and response.headers.get("Content-Type", "").startswith(KINDS):
            return late(response)
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WSGIHandler, "__call__", answer)
        yield
