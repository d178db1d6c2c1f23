"""The desk view of a clerk stays open all day: its counts are fresh, or say since when not."""

from __future__ import annotations

import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests.browser import log_in, until, wait_until
from tests.cast import Cast
from tests.triage.helpers import make_complaint

pytestmark = pytest.mark.django_db(transaction=True)
MORNING = datetime.datetime(2026, 9, 21, 9, 30, tzinfo=ZoneInfo("Asia/Seoul"))
ROUND = 15_000  # milliseconds
COUNT_CHANGES = """(line) => {
  window.changes = 0;
  new MutationObserver((seen) => { window.changes += seen.length; })
    .observe(line, { childList: true, characterData: true, subtree: true, attributes: true });
}"""
LETTERS_ARE_THERE = """[...document.querySelectorAll("[data-stale]")].every((line) =>
  document.fonts.check(getComputedStyle(line).font, line.textContent))"""


@pytest.fixture
def desk(page: Any, cast: Cast) -> Any:
    page.clock.install(time=MORNING)
    log_in(page, cast.clerk)
    page.goto("/admin/")
    return page


def test_counts_are_fresh_without_reload(desk: Any, cast: Cast) -> None:
    count = desk.locator("[data-badge]").first
    expect(count).to_have_text("0")
    make_complaint(cast.office, "의자가 모자라요")
    desk.clock.run_for(ROUND)
    expect(count).to_have_text("1")
    assert desk.locator("[data-stale]:visible").count() == 0


def test_who_is_logged_out_for_idleness_reads_when_the_counts_stopped(
    desk: Any, watch: Any, axe: Any, settings: Any
) -> None:
    watch.allow("status of 401")
    settings.IDLE_MINUTES = -1
    desk.clock.run_for(ROUND)
    line = desk.get_by_role("alert")
    expect(line).to_contain_text("숫자가 오전 9:30에 멈춰 있습니다")
    axe(desk)
    desk.clock.run_for(4 * ROUND)  # the next rounds are led to the log-in page
    expect(line).to_contain_text("숫자가 오전 9:30에 멈춰 있습니다")
    desk.get_by_role("link", name="다시 로그인").click()
    desk.get_by_role("button", name="로그인").wait_for()


def test_who_is_logged_out_elsewhere_reads_it_too(desk: Any) -> None:
    Session.objects.all().delete()
    desk.clock.run_for(ROUND)
    expect(desk.get_by_role("alert")).to_contain_text("로그인이 끝나")


def test_a_network_that_is_away_is_told_after_a_minute_and_forgotten_when_it_is_back(
    desk: Any, watch: Any
) -> None:
    watch.allow("net::ERR")
    desk.route("**/badges.json", lambda route: route.abort())
    with desk.expect_event("requestfailed"):
        desk.clock.run_for(ROUND)
    assert desk.locator("[data-stale]:visible").count() == 0
    desk.clock.run_for(5 * ROUND)
    told = desk.get_by_role("status")
    expect(told).to_contain_text("오전 9:30의 숫자입니다")
    desk.unroute("**/badges.json")
    desk.clock.run_for(ROUND)
    expect(told).to_be_hidden()


def test_a_network_that_hangs_is_told_too(desk: Any, cast: Cast) -> None:
    held: list[Any] = []
    desk.route("**/badges.json", lambda route: held.append(route))
    for rounds in range(1, 7):
        desk.clock.run_for(ROUND)
        until(desk, lambda rounds=rounds: len(held) == rounds)
    told = desk.get_by_role("status")
    expect(told).to_contain_text("오전 9:30의 숫자입니다")
    desk.unroute("**/badges.json")
    desk.clock.run_for(ROUND)
    expect(told).to_be_hidden()


def test_a_line_is_written_once_and_who_must_log_in_must_still_do_so(desk: Any, watch: Any) -> None:
    watch.allow("net::ERR")
    Session.objects.all().delete()
    desk.clock.run_for(ROUND)
    line = desk.get_by_role("alert")
    expect(line).to_be_visible()
    line.evaluate(COUNT_CHANGES)
    for _ in range(2):
        with desk.expect_event("requestfinished"):
            desk.clock.run_for(ROUND)
    desk.route("**/badges.json", lambda route: route.abort())
    for _ in range(6):
        with desk.expect_event("requestfailed"):
            desk.clock.run_for(ROUND)
    expect(line).to_be_visible()
    assert desk.evaluate("changes") == 0


def test_letters_of_the_lines_are_there_before_the_network_goes(desk: Any) -> None:
    wait_until(desk, LETTERS_ARE_THERE)
