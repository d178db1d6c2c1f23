"""A screen is paired, in a real browser: by code, by QR, anew, and over plain http."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page

from boards import pairing
from boards.models import Device, Note
from tests.browser import FLAGS, Watch, chromium_path, wait_until
from tests.cast import Cast
from tests.e2e.kiosk import (
    NO_NETWORK,
    ONLINE,
    RELEASE_ALL,
    kiosk,
    route_notes,
    stick,
    touch,
    until_delivered,
)

__all__ = ["kiosk"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_the_pairing_screen_shows_a_code_for_scanning_and_an_earlier_code_still_fits(
    page: Page, live_server: Any, cast: Cast, watch: Watch
) -> None:
    watch.allow("Failed to load resource")
    page.goto(f"{live_server.url}/kiosk/")
    first = page.locator(".pairing-code").inner_text()
    assert page.get_by_role("img", name="직원용 연결 QR 코드").is_visible()
    touch(page, "새 코드 받기")
    wait_until(
        page, "(first) => document.querySelector('.pairing-code').textContent !== first", first
    )
    pairing.approve(first, cast.board, "입구 태블릿", cast.clerk, timezone.now())
    page.get_by_role("button", name="좋아요").wait_for()


def test_a_paired_tablet_that_found_no_board_at_its_start_asks_for_no_pairing(
    kiosk: Any, watch: Watch
) -> None:
    watch.allow(*NO_NETWORK)
    kiosk.evaluate("localStorage.clear()")
    kiosk.route("**/kiosk/board.json", lambda route: route.abort())
    kiosk.route("**/kiosk/pairing/", lambda route: route.abort())
    kiosk.reload()
    kiosk.get_by_role("heading", name="연결을 기다리는 중입니다").wait_for()
    kiosk.unroute("**/kiosk/board.json")
    kiosk.get_by_role("button", name="좋아요").wait_for()


def test_a_tablet_that_is_paired_with_another_office_delivers_to_the_first(
    kiosk: Any, cast: Cast, watch: Watch, live_server: Any
) -> None:
    watch.allow(*NO_NETWORK)
    route_notes(kiosk, lambda route: route.abort())
    stick(kiosk)
    kiosk.get_by_role("heading", name="고맙습니다").wait_for()
    pairing.revoke(Device.objects.get(), cast.clerk, timezone.now())
    kiosk.reload()
    kiosk.locator(".pairing-code").wait_for()
    kiosk.unroute("**/kiosk/notes/**")
    code = kiosk.locator(".pairing-code").inner_text()
    pairing.approve(code, cast.other_board, "옮긴 태블릿", cast.outsider, timezone.now())
    kiosk.get_by_role("button", name="좋아요").wait_for()
    kiosk.evaluate(RELEASE_ALL)
    kiosk.evaluate(ONLINE)
    until_delivered(kiosk)
    assert Note.objects.get().office == cast.office
    stick(kiosk)
    kiosk.get_by_role("heading", name="고맙습니다").wait_for()
    touch(kiosk, "처음으로")
    until_delivered(kiosk)
    second = Note.objects.latest("received_at")
    assert (second.office, second.sequence) == (cast.other_office, 1), "numbers begin anew"


def test_on_plain_http_the_tablet_says_so_to_staff_and_still_posts(
    browser: Browser, live_server: Any, cast: Cast, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "board.test"]
    address = live_server.url.replace("localhost", "board.test")
    flags = [*FLAGS, "--host-resolver-rules=MAP board.test 127.0.0.1"]
    chromium = browser.browser_type.launch(executable_path=chromium_path(), args=flags)
    page = chromium.new_context(locale="ko-KR").new_page()
    page.goto(f"{address}/kiosk/")
    page.get_by_text("https가 아니어서").wait_for()
    assert page.evaluate("isSecureContext") is False
    code = page.locator(".pairing-code").inner_text()
    pairing.approve(code, cast.board, "입구 태블릿", cast.clerk, timezone.now())
    page.get_by_role("button", name="좋아요").wait_for()
    stick(page)
    page.get_by_role("heading", name="고맙습니다").wait_for()
    touch(page, "처음으로")
    until_delivered(page)
    chromium.close()
    assert Note.objects.count() == 1
    assert Device.objects.get().connection_is_secure is False
