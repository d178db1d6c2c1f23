"""The desk view of a clerk stays open all day: its counts are fresh, or say since when not."""

from __future__ import annotations

import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests.browser import log_in
from tests.cast import Cast
from tests.triage.helpers import make_complaint

pytestmark = pytest.mark.django_db(transaction=True)
MORNING = datetime.datetime(2026, 9, 21, 9, 30, tzinfo=ZoneInfo("Asia/Seoul"))
ROUND = 15_000  # milliseconds


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
