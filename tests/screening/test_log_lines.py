"""No line of a log holds a receipt code or a resident number, whatever part of a request bore it.
The lines are those that the real handler writes."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
from django.test import Client

from suwon_board.logs import JsonFormatter, without_secrets

pytestmark = pytest.mark.django_db
CODE = "AKCMD-GA3HW"
RESIDENT = "900101-1234568"


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What the root's own handler writes, at the level of a server."""
    root = logging.getLogger()
    (handler,) = (each for each in root.handlers if isinstance(each.formatter, JsonFormatter))
    assert isinstance(handler, logging.StreamHandler)
    written = io.StringIO()
    before = handler.setStream(written)
    for name in ("", "django"):
        monkeypatch.setattr(logging.getLogger(name), "level", logging.INFO)
    root.manager._clear_cache()  # type: ignore[attr-defined]
    yield written
    handler.setStream(before)
    monkeypatch.undo()
    root.manager._clear_cache()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "path",
    [
        f"/n/{CODE}/",
        f"/n/{CODE.replace('-', '').lower()}/",
        f"/n/{RESIDENT}/",
        "/n/900101%20-%201234568/",
        "/n/９００１０１-1234568/",
    ],
)
def test_refused_form_names_no_receipt(lines: io.StringIO, path: str) -> None:
    Client(enforce_csrf_checks=True).post(path, {"helped": "yes"})
    written = lines.getvalue()
    assert "Forbidden" in written
    assert "/n/***/" in written
    for secret in (CODE, CODE.replace("-", "").lower(), "1234568", "900101"):
        assert secret not in written


@pytest.mark.parametrize(
    "headers",
    [{"host": RESIDENT}, {"origin": f"https://{RESIDENT}"}, {"referer": f"https://x/{RESIDENT}"}],
)
def test_refused_header_is_told_without_the_number(
    lines: io.StringIO, headers: dict[str, str]
) -> None:
    Client(enforce_csrf_checks=True).post("/n/", headers=headers, secure=True)
    assert lines.getvalue()
    assert "1234568" not in lines.getvalue()


def test_extras_are_masked_and_other_lines_stay_as_they_are(lines: io.StringIO) -> None:
    log = logging.getLogger("boards.anything")
    log.warning("note %s received", 17, extra={"reason": RESIDENT, "count": 3})
    line = json.loads(lines.getvalue())
    assert (line["message"], line["count"]) == ("note 17 received", 3)
    assert RESIDENT not in line["reason"]
    plain = "backup 2026-11-26T10:30:00.123456+09:00 done in 12.345678 s, 1048576 bytes"
    assert without_secrets(plain) == plain
