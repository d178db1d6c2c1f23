"""What a clerk typed and did not send is not lost, and goes to nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from boards.models import Complaint, Outcome, ReplyTemplate, Route
from boards.triage import doors
from boards.triage.clocks import calendar_of
from tests.browser import log_in
from tests.cast import Cast
from tests.triage.helpers import hand, make_complaint

pytestmark = pytest.mark.django_db(transaction=True)
TYPED = "번호표 기계를 새로 들였습니다. 불편을 드려 죄송합니다."


@pytest.fixture
def done(cast: Cast) -> Complaint:
    complaint = make_complaint(cast.office, "번호표 기계가 멈춰요")
    work = calendar_of(cast.office, complaint.received_at)
    doors.sort(complaint.pk, hand(cast.clerk, complaint), route=Route.QUICK_FIX, calendar=work)
    complaint.refresh_from_db()
    doors.settle(
        complaint.pk,
        hand(cast.clerk, complaint),
        outcome=Outcome.RESOLVED,
        action_taken="새 기계를 들임",
        promised_on=None,
    )
    return complaint


def test_an_answer_survives_a_lapsed_log_in_and_a_template(
    page: Any, done: Complaint, cast: Cast
) -> None:
    ReplyTemplate.objects.create(title="바로 고쳤습니다", outcome="resolved", body="문안입니다.")
    place = f"/admin/boards/complaint/{done.pk}/change/"
    answer = page.locator('textarea[name="answer"]').first
    log_in(page, cast.clerk)
    page.goto(place)
    answer.fill(TYPED)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="회신").last.click()
    page.get_by_text("아직 저장되지 않았습니다").wait_for()
    log_in(page, cast.clerk)
    page.goto(place)
    page.get_by_text("적으시던 글을 되살렸습니다").wait_for()
    assert answer.input_value() == TYPED
    # A template stands in its place; what was typed is one touch away.
    page.goto(f"{place}?template={ReplyTemplate.objects.get().pk}")
    assert answer.input_value() == "문안입니다."
    page.get_by_role("button", name="적던 글 되살리기").click()
    assert answer.input_value() == TYPED
    # Another person at the same machine is told nothing of it.
    log_in(page, cast.manager)
    page.goto(place)
    assert answer.input_value() == ""
    assert page.get_by_text("되살리").count() == 0


def test_what_was_sent_does_not_come_back(page: Any, done: Complaint, cast: Cast) -> None:
    place = f"/admin/boards/complaint/{done.pk}/change/"
    log_in(page, cast.clerk)
    page.goto(place)
    page.locator('textarea[name="answer"]').first.fill(TYPED)
    page.locator("summary", has_text="메모").first.click()
    page.locator('form[action*="/memo/"] textarea').fill("기계 업체에 전화함")
    page.locator('form[action*="/memo/"] button').click()
    page.get_by_text("적으시던 글을 되살렸습니다").wait_for()
    assert page.locator('textarea[name="answer"]').first.input_value() == TYPED
    assert page.locator('form[action*="/memo/"] textarea').input_value() == ""
