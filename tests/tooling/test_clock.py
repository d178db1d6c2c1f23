"""The clock of a kept tab goes as Playwright's own does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.tab import Keeper

pytestmark = pytest.mark.urls("tests.tooling.pages")
MORNING = datetime(2026, 9, 21, 0, 30, tzinfo=UTC)
# What happens in a page, with its time: a round each ten seconds, and one timer of a minute.
GOES_ON = """
  window.seen = [];
  const see = (what) => seen.push([what, Math.round(Date.now() / 5000)]);
  setInterval(() => see('round'), 10_000);
  setTimeout(() => see('minute'), 60_000);
  setTimeout(() => Promise.resolve().then(() => setTimeout(() => see('after'), 15_000)), 20_000);
"""


def from_the_start(page: Page) -> Any:
    page.clock.install(time=MORNING)
    page.goto("/clean/")
    page.evaluate(GOES_ON)
    page.clock.run_for(45_000)
    page.clock.fast_forward(30_000)
    return page.evaluate("seen")


def from_then_on(page: Page) -> Any:
    page.goto("/clean/")
    page.clock.install(time=86_400)
    page.evaluate(GOES_ON)
    page.clock.run_for(61_000)
    return page.evaluate("seen")


def over_a_new_document(page: Page) -> Any:
    page.clock.install(time=MORNING)
    page.goto("/clean/")
    page.clock.run_for(3_600_000)
    page.reload()
    page.evaluate(GOES_ON)
    page.clock.run_for(20_000)
    return page.evaluate("seen")


def standing_still(page: Page) -> Any:
    page.clock.install(time=0)
    page.clock.pause_at(100)
    page.goto("/clean/")
    page.evaluate(GOES_ON)
    return page.evaluate("[Date.now(), seen]")


def in_a_second_page(page: Page) -> Any:
    page.clock.install(time=MORNING)
    page.goto("/clean/")
    other = page.context.new_page()
    other.goto("/clean/")
    other.evaluate(GOES_ON)
    page.clock.run_for(30_000)
    return other.evaluate("seen")


def leaving_by_itself(page: Page) -> Any:
    page.clock.install(time=MORNING)
    page.goto("/clean/")
    page.evaluate("setTimeout(() => location.reload(), 1000)")
    with page.expect_navigation():
        page.clock.run_for(1_000)
    page.evaluate(GOES_ON)
    page.clock.run_for(10_000)
    return page.evaluate("seen")


@pytest.mark.parametrize(
    "course",
    [
        from_the_start,
        from_then_on,
        over_a_new_document,
        standing_still,
        in_a_second_page,
        leaving_by_itself,
    ],
)
def test_it_goes_as_playwrights_own(
    browser: Browser, live_server: Any, keeper: Keeper, course: Callable[[Page], Any]
) -> None:
    context = browser.new_context(base_url=live_server.url)
    own = course(context.new_page())
    context.close()
    with keeper.lend(browser, live_server.url) as tab:
        assert course(tab.page) == own
    assert own
    assert keeper.tab is tab
