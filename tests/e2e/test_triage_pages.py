"""The clerk's pages in a real browser: accessible, in Korean, usable on a tablet, pictures taken.

`make pictures` renews the pictures of docs/clerk.md.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from boards.models import Complaint, Outcome, Route, RoutingRule
from boards.seed.reply_templates import make_reply_templates
from boards.triage import doors
from boards.triage.clocks import calendar_of
from tests.browser import log_in
from tests.cast import Cast, Tablet
from tests.triage.helpers import hand, make_complaint

pytestmark = pytest.mark.django_db(transaction=True)
TEXTS = (
    ("번호표 기계가 자꾸 멈춰서 30분이나 기다렸어요. 옆 창구는 왜 안 여나요?", "waiting"),
    ("화장실에 휴지가 없어요", "cleanliness"),
    ("주차장이 너무 좁아서 두 바퀴 돌다가 겨우 댔습니다.", "parking"),
    ("서류 안내판 글씨가 너무 작아 안 보여요", "signage"),
    ("번호표가 또 안 나와서 한참 기다렸습니다", "waiting"),
)
# What no page of the admin may show a clerk: whole English words outside names and codes.
ENGLISH = re.compile(r"\b(Add|Save|Delete|History|Filter|Search|Home|Welcome|Change|View|Select)\b")

# The buttons beside each row of a list, which are reached without moving the list.
BESIDE = {"held": ".field-release button", "devices": ".field-close a"}
BEYOND = """(all) => all.map((one) => one.getBoundingClientRect().right
  - Math.min(innerWidth, one.closest(".results").getBoundingClientRect().right))"""


@pytest.fixture
def day(cast: Cast) -> list[Complaint]:
    """A day with something in every state."""
    make_reply_templates()
    RoutingRule.objects.create(
        category="waiting",
        office=cast.office,
        route=Route.QUICK_FIX,
        person=cast.clerk,
        because="번호표 기기는 민원팀이 봅니다.",
    )
    RoutingRule.objects.create(category="waiting", route=Route.LONG_TERM)
    now = timezone.localtime()
    complaints = [
        make_complaint(cast.office, text, at=now - timedelta(hours=number), category=category)
        for number, (text, category) in enumerate(TEXTS)
    ]
    days = calendar_of(cast.office, now)
    for complaint, route in ((complaints[2], Route.LONG_TERM), (complaints[3], Route.QUICK_FIX)):
        seen = hand(cast.clerk, complaint, now)
        doors.sort(complaint.pk, seen, route=route, calendar=days)
    doors.settle(
        complaints[3].pk,
        hand(cast.clerk, complaints[3], now),
        outcome=Outcome.RESOLVED,
        action_taken="큰 글씨 안내판으로 바꿈",
    )
    return complaints


@pytest.mark.long
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (800, 1280)])
def test_every_page_of_a_clerk_is_accessible_korean_and_fits(
    page: Page, axe: Callable[..., None], cast: Cast, day: list[Complaint], width: int, height: int
) -> None:
    tablet = Tablet(cast.board)
    log_in(page, cast.clerk)
    page.set_viewport_size({"width": width, "height": height})
    change = "/admin/boards/complaint/{}/change/"
    pages = {
        "desk": "/admin/",
        "sort": "/admin/boards/complaint/sort/",
        "list": "/admin/boards/complaint/",
        "new": change.format(day[0].pk),
        "long-term": change.format(day[2].pk),
        "answer": change.format(day[3].pk),
        "held": "/admin/boards/note/?held=yes",
        "rules": "/admin/boards/routingrule/",
        "reference": "/admin/boards/complaint/?work=handled&q=안내판",
        "devices": "/admin/boards/device/",
        "pair": "/admin/boards/device/pair/",
        "revoke": f"/admin/boards/device/{tablet.device.pk}/revoke/",
        "desks": "/admin/staff/desk/",
        "password": "/admin/password_change/",
    }
    for name, address in pages.items():
        page.goto(address)
        axe(page)
        words = page.locator("body").inner_text()
        assert not ENGLISH.search(words), (name, ENGLISH.search(words))
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name} is {wide} wide on {width}"
        if buttons := BESIDE.get(name):
            beyond = page.locator(buttons).evaluate_all(BEYOND)
            assert beyond and max(beyond) <= 0, (name, beyond)
        if folder := os.environ.get("CLERK_PICTURES"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            if width == 1280 and name in ("desk", "sort", "answer", "rules"):
                page.screenshot(path=Path(folder) / f"{name}.png")
