"""The wall in a real browser: live, calm, and back by itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from boards.models import Board, Note
from boards.visibility import hide
from tests.browser import Watch
from tests.cast import Cast, Tablet

pytestmark = pytest.mark.django_db(transaction=True)

LANDSCAPE = {"width": 1920, "height": 1080}
COVERED = """() =>
  [...document.querySelectorAll('.notes > li:not([hidden])')].some((one, at, all) =>
  all.slice(at + 1).some((other) => {
    const a = one.getBoundingClientRect(), b = other.getBoundingClientRect();
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    return wide > 4 && high > 4;
  }))"""


@pytest.fixture
def board(cast: Cast) -> Board:
    cast.board.wall_is_open = True
    cast.board.save()
    return cast.board


@pytest.fixture
def tablet(board: Board) -> Tablet:
    return Tablet(board)


@pytest.fixture
def wall(page: Page, board: Board, live_server: Any) -> Page:
    page.set_viewport_size(LANDSCAPE)
    page.goto(f"{live_server.url}/wall/{board.slug}/")
    expect(page.locator("#title-good")).to_be_visible()
    return page


def test_a_note_is_on_the_wall_within_two_seconds(wall: Page, tablet: Tablet) -> None:
    tablet.put(tablet.note(text="휠체어 길을 치워 주셨어요"))
    expect(wall.locator(".column-good .note")).to_contain_text(
        "휠체어 길을 치워 주셨어요", timeout=2000
    )


def test_a_hidden_note_is_gone_within_five_seconds(wall: Page, tablet: Tablet, cast: Cast) -> None:
    tablet.put(tablet.note(text="잠시만 보일 쪽지"))
    expect(wall.locator(".note")).to_have_count(1, timeout=2000)
    hide(Note.objects.get(), cast.clerk, timezone.now(), "시험")
    expect(wall.locator(".note")).to_have_count(0, timeout=5000)


def test_more_notes_than_fit_take_turns_and_none_covers_another(
    page: Page, board: Board, tablet: Tablet, live_server: Any
) -> None:
    for number in range(30):
        tablet.put(tablet.note(text=f"{number}번째 칭찬입니다. " + "고맙습니다. " * (number % 7)))
    page.set_viewport_size(LANDSCAPE)
    page.clock.install()
    page.goto(f"{live_server.url}/wall/{board.slug}/")
    shown = page.locator(".column-good .note:visible")
    expect(shown.first).to_contain_text("29번째")
    page.evaluate("() => document.fonts.ready")
    assert not page.evaluate(COVERED)
    first = shown.count()
    assert 3 < first < 30
    page.clock.run_for(15_000)
    expect(shown.first).to_contain_text(f"{29 - first}번째")
    assert not page.evaluate(COVERED)


def test_a_wall_survives_a_lost_server_and_says_how_old_it_is(
    page: Page, board: Board, tablet: Tablet, live_server: Any, watch: Watch
) -> None:
    watch.allow("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "net::")
    tablet.put(tablet.note(text="끊겨도 남는 쪽지"))
    page.clock.install()
    page.goto(f"{live_server.url}/wall/{board.slug}/")
    expect(page.locator(".note")).to_have_count(1)
    page.context.set_offline(True)
    for _ in range(8):
        page.clock.run_for(5000)
    expect(page.locator("#stale")).to_contain_text("마지막 연락")
    expect(page.locator(".note")).to_contain_text("끊겨도 남는 쪽지")
    page.context.set_offline(False)
    tablet.put(tablet.note(text="다시 이어졌어요"))
    page.clock.run_for(12_000)
    expect(page.locator(".note").first).to_contain_text("다시 이어졌어요", timeout=15_000)
    expect(page.locator("#stale")).to_be_hidden()


def test_a_page_of_a_captive_portal_is_not_taken_for_the_feed(wall: Page, tablet: Tablet) -> None:
    tablet.put(tablet.note(text="원래 쪽지"))
    expect(wall.locator(".note")).to_have_count(1)
    wall.route("**/notes", lambda route: route.fulfill(status=200, body="<h1>Log in</h1>"))
    wall.wait_for_event("response", lambda response: response.url.endswith("/notes"))
    expect(wall.locator(".note")).to_contain_text("원래 쪽지")


def test_polling_does_not_make_the_page_grow(wall: Page, tablet: Tablet) -> None:
    for number in range(5):
        tablet.put(tablet.note(text=f"쪽지 {number}"))
    expect(wall.locator(".note")).to_have_count(5)
    before = wall.evaluate("document.getElementsByTagName('*').length")
    for _ in range(3):
        with wall.expect_response(lambda response: response.status == 304):
            pass
    assert wall.evaluate("document.getElementsByTagName('*').length") == before


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (3840, 2160), (390, 844)])
def test_the_wall_is_clean_and_nothing_is_wider_than_the_screen(
    page: Page, board: Board, tablet: Tablet, live_server: Any, axe: Any, size: tuple[int, int]
) -> None:
    tablet.put(tablet.note(text="가" * 500))
    tablet.put(tablet.note(text="의자가 없어요", side="regret"))
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{live_server.url}/wall/{board.slug}/")
    expect(page.locator(".note")).to_have_count(2)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_new_screen_pairs_by_a_code(
    page: Page, cast: Cast, live_server: Any, watch: Watch
) -> None:
    page.goto(f"{live_server.url}/wall/")
    page.get_by_role("button", name="연결 번호 받기").click()
    code = page.locator(".pairing-code")
    expect(code).to_be_visible()
    assert len(code.inner_text().replace("-", "")) == 8
