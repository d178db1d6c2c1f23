"""Sorting twenty notes in a real browser: by keyboard alone, by touch alone, without JavaScript."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page

from boards.models import Complaint, Route
from tests.browser import Watch, log_in
from tests.cast import Cast
from tests.triage.helpers import make_complaint

NOTES = 20
TEXTS = ("번호표가 안 나와요", "화장실이 더러워요", "주차장이 좁아요", "에어컨이 추워요")
SORT = "/admin/boards/complaint/sort/"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def twenty(cast: Cast) -> Cast:
    now = timezone.now()
    for number in range(NOTES):
        text = f"{TEXTS[number % len(TEXTS)]} {number}"
        make_complaint(cast.office, text, at=now - timedelta(minutes=NOTES - number))
    return cast


def routes() -> list[str]:
    return list(Complaint.objects.order_by("received_at").values_list("route", flat=True))


@pytest.mark.long
def test_twenty_notes_are_sorted_by_keyboard_alone(page: Page, twenty: Cast) -> None:
    log_in(page, twenty.clerk)
    page.goto(SORT)
    for number in range(NOTES):
        page.wait_for_selector(f".note-text:has-text('{number}')")
        with page.expect_navigation():
            page.keyboard.press("2" if number % 5 == 0 else "1")
    page.wait_for_selector("text=모두 분류했습니다")
    wanted = [Route.LONG_TERM if n % 5 == 0 else Route.QUICK_FIX for n in range(NOTES)]
    assert routes() == wanted
    for _ in range(NOTES):
        with page.expect_navigation():
            page.keyboard.press("z")
    assert set(routes()) == {Route.UNSORTED}


@pytest.mark.long
def test_twenty_notes_are_sorted_by_touch_alone(page: Page, twenty: Cast, axe: Any) -> None:
    log_in(page, twenty.clerk)
    page.set_viewport_size({"width": 800, "height": 1280})
    page.goto(SORT)
    axe(page)
    for number in range(NOTES):
        with page.expect_navigation():
            name = "장기검토" if number % 5 == 0 else "즉시처리"
            page.get_by_role("button", name=name).tap()
    assert Route.UNSORTED not in routes()
    with page.expect_navigation():
        page.get_by_role("button", name="되돌리기").tap()
    assert routes().count(Route.UNSORTED) == 1


def test_notes_are_sorted_without_javascript(
    browser: Browser, live_server: Any, watch: Watch, twenty: Cast
) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    watch.over(context)
    page = context.new_page()
    log_in(page, twenty.clerk)
    page.goto(SORT)
    for name in ("즉시처리", "장기검토", "건너뛰기", "종결"):
        page.get_by_role("button", name=name).click()
    assert Complaint.objects.unsorted().count() == NOTES - 3
    page.get_by_role("button", name="되돌리기").click()
    assert Complaint.objects.unsorted().count() == NOTES - 2
    context.close()


def test_every_key_has_its_button_and_typing_presses_none(page: Page, twenty: Cast) -> None:
    log_in(page, twenty.clerk)
    page.goto(SORT)
    page.locator("#sort-matter").fill("12")
    assert Complaint.objects.unsorted().count() == NOTES
    keys = page.locator("button[data-key]").evaluate_all("all => all.map(b => b.dataset.key)")
    assert sorted(keys) == ["0", "1", "2", "3", "4", "5", "6", "7", "8", "z"]
    with page.expect_navigation():
        page.locator("#sort-matter").press("Escape")
        page.keyboard.press("7")
    assert Complaint.objects.filter(split_from__isnull=False).get().matter == "12"
