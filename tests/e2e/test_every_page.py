"""Every page in a real browser: nothing from elsewhere, nothing the policy forbids, no error."""

from __future__ import annotations

import re
from collections import deque
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import Page

from boards.models import Note
from boards.receipts import shown
from suwon_board.security import CONTENT_SECURITY_POLICY
from tests.browser import Watch
from tests.cast import Cast, Tablet

pytestmark = pytest.mark.django_db(transaction=True)
MOST_PAGES = 60
NOT_PAIRED = r"status of 401 .*/kiosk/board\.json"  # this browser is nobody's tablet
LINKS = "() => [...document.querySelectorAll('a[href]')].map((link) => link.href)"
# Leaving, files to download, and the ways of sorting and filtering that lead in circles.
NOT_FOLLOWED = re.compile(r"/logout|/jsi18n|\.pdf|\.csv|\.jpg|/export|/static/")


def open_page(page: Page, address: str, status: int = 200) -> None:
    """Open one page; `watch` fails the test for whatever the browser complains of."""
    response = page.goto(address)
    assert response is not None
    assert response.headers["content-security-policy"] == CONTENT_SECURITY_POLICY, address
    assert response.status == status, address


def log_in(page: Page, user: Any) -> None:
    client = Client()
    client.force_login(user)
    value = client.cookies["sessionid"].value
    page.context.add_cookies(
        [{"name": "sessionid", "value": value, "domain": "localhost", "path": "/"}]
    )


def shape(path: str) -> str:
    """Pages that differ only by a number or a date are one page."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+", "0", path)


@pytest.fixture
def filled(cast: Cast) -> Cast:
    """A board with an open wall and two notes."""
    cast.board.wall_is_open = True
    cast.board.save()
    tablet = Tablet(cast.board)
    tablet.put(tablet.note())
    tablet.put(tablet.note(side="regret", text="의자가 모자라요", desk=cast.desk.code))
    return cast


def test_public_pages_keep_the_policy(page: Page, filled: Cast, watch: Watch) -> None:
    watch.allow(NOT_PAIRED)
    code = shown(Note.objects.filter(side="regret").values_list("receipt_code", flat=True)[0])
    for address in (
        "/",
        "/kiosk/",
        "/wall/",
        f"/wall/{filled.board.slug}/",
        "/n/",
        f"/n/{code}/",
        f"/p/{filled.desk.code}/",
        "/admin/login/",
    ):
        open_page(page, address)


def test_pages_that_are_not_there_keep_the_policy(page: Page, filled: Cast, watch: Watch) -> None:
    watch.allow("status of 40")
    open_page(page, "/n/00000-00000/", status=404)
    open_page(page, "/no-such-page/", status=404)
    filled.board.wall_is_open = False
    filled.board.save()
    open_page(page, f"/wall/{filled.board.slug}/", status=403)


@pytest.mark.parametrize("role", ["clerk", "manager", "trainer", "administrator"])
def test_every_page_that_staff_can_reach_keeps_the_policy(
    page: Page, filled: Cast, watch: Watch, role: str
) -> None:
    log_in(page, getattr(filled, role))
    watch.allow(NOT_PAIRED)
    waiting, seen = deque(["/admin/", "/weekly/"]), {"/admin/", "/weekly/"}
    opened = 0
    while waiting and opened < MOST_PAGES:
        open_page(page, waiting.popleft())
        opened += 1
        for link in page.evaluate(LINKS):
            path = urlsplit(link).path
            if shape(path) not in seen and not NOT_FOLLOWED.search(path):
                seen.add(shape(path))
                waiting.append(path)
    assert opened > 3
    assert not waiting, "more pages than expected: raise MOST_PAGES"
