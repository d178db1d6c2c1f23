"""The tab that a worker keeps is as new for each test, or it is given up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.tab import EMPTY, Keeper, Tab

pytestmark = pytest.mark.urls("tests.tooling.pages")
HOLDS = """async () => [
  Object.keys(localStorage), Object.keys(sessionStorage), document.cookie, history.length,
  (await indexedDB.databases()).map(({ name }) => name), innerWidth, innerHeight, scrollY,
  matchMedia('print').matches, matchMedia('(prefers-reduced-motion)').matches,
  matchMedia('(forced-colors: active)').matches, matchMedia('(prefers-contrast: more)').matches,
  document.querySelectorAll('body :hover').length, document.hasFocus(),
  typeof window.left, document.activeElement.tagName, '__pwClock' in window,
  `${Date} ${setTimeout} ${requestAnimationFrame}`,
]"""
LEAVES = """async () => {
  localStorage.word = sessionStorage.word = 'left';
  document.cookie = 'word=left';
  history.pushState(null, '', '?left');
  await new Promise((done) => { indexedDB.open('left').onsuccess = done; });
  document.querySelector('button').focus();
}"""
HEARD: list[Any] = []
UNDONE: list[Callable[[Page], Any]] = [
    lambda page: page.evaluate(LEAVES),
    lambda page: page.locator("button").first.hover(),
    lambda page: page.set_viewport_size({"width": 320, "height": 480}),
    lambda page: page.emulate_media(media="print", reduced_motion="reduce"),
    lambda page: page.emulate_media(forced_colors="active", contrast="more"),
    lambda page: page.add_init_script("window.left = 1"),
    lambda page: page.context.add_init_script("window.left = 1"),
    lambda page: page.route("**/clean/", lambda route: route.abort()),
    lambda page: page.context.route("**/clean/", lambda route: route.abort()),
    lambda page: page.context.new_page().goto("/clean/"),
    lambda page: page.on("request", lambda request: HEARD.append(request)),
    lambda page: page.context.on("request", lambda request: HEARD.append(request)),
    lambda page: page.context.add_cookies(
        [{"name": "sessionid", "value": "left", "domain": "localhost", "path": "/"}]
    ),
]
CLOCKS: list[Callable[[Page], Any]] = [
    lambda page: page.clock.install(),
    lambda page: page.clock.install(time=0),
    lambda page: page.clock.run_for(90_000),
    lambda page: page.clock.pause_at(1_000_000_000),
]
LASTING: list[Callable[[Page], Any]] = [
    lambda page: page.clock.set_fixed_time(0),
    lambda page: page.context.new_cdp_session(page),
    lambda page: page.context.set_offline(True),
    lambda page: page.close(),
    lambda page: page.context.close(),
]


@pytest.fixture
def tab(browser: Browser, live_server: Any, keeper: Keeper) -> Any:
    """A tab of these tests alone: whatever a worker keeps meanwhile stays as it is."""
    kept, keeper.tab = keeper.tab, None
    yield lambda: keeper.lend(browser, live_server.url)
    if keeper.tab:
        keeper.tab.close()
    keeper.tab = kept


def held(tab: Tab) -> list[Any]:
    tab.page.goto("/clean/")
    return [tab.page.evaluate(HOLDS), len(tab.context.pages), tab.context.cookies()]


def test_what_a_test_leaves_is_not_there_for_the_next(tab: Any) -> None:
    with tab() as first:
        new = held(first)
    for leave in UNDONE + CLOCKS:
        with tab() as lent:
            lent.page.goto("/clean/")
            leave(lent.page)
        HEARD.clear()
        with tab() as lent:
            assert lent is first
            assert held(lent) == new
        assert HEARD == []


def test_each_of_them_would_be_seen(tab: Any) -> None:
    with tab() as first:
        new = held(first)
        first.page.evaluate(LEAVES)
        left = held(first)
    assert [one != other for one, other in zip(new[0][:5], left[0][:5], strict=True)] == [True] * 5


@pytest.mark.parametrize("spend", LASTING)
def test_a_tab_that_cannot_be_as_new_is_given_up(tab: Any, spend: Callable[[Page], Any]) -> None:
    with tab() as first:
        first.page.goto(EMPTY)
        spend(first.page)
    with tab() as second:
        assert second is not first
        assert first.page.is_closed()
        second.page.goto("/clean/")
