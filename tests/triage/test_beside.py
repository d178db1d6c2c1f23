"""Answers with templates and preview, memos, plans, opening veiled text."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from boards.models import Complaint, Memo, Outcome, Plan, ReplyTemplate, Route, TrailEntry
from boards.receipts import shown
from boards.triage import doors
from tests.cast import Cast
from tests.triage.helpers import LATER, calendar, hand, make_complaint


@pytest.fixture(autouse=True)
def at_eleven() -> object:
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def clerk(cast: Cast, client: Client) -> Client:
    client.force_login(cast.clerk)
    return client


def sorted_one(cast: Cast, route: str = Route.LONG_TERM) -> Complaint:
    complaint = make_complaint(cast.office)
    return doors.sort(
        complaint.pk, hand(cast.clerk, complaint), route=route, calendar=calendar(cast.office)
    )


def done(cast: Cast) -> Complaint:
    complaint = sorted_one(cast, Route.QUICK_FIX)
    return doors.settle(
        complaint.pk,
        hand(cast.clerk, complaint),
        outcome=Outcome.RESOLVED,
        action_taken="다시 켬",
    )


def do(client: Client, complaint: Complaint, name: str, **values: object) -> object:
    version = Complaint.objects.get(pk=complaint.pk).version
    return client.post(
        f"/admin/boards/complaint/{complaint.pk}/do/{name}/", {"version": version, **values}
    )


def make_plan(client: Client, cast: Cast, complaint: Complaint) -> Plan:
    do(
        client,
        complaint,
        "plan",
        owner=cast.clerk.pk,
        theme="citizens",
        public_sentence="번호표 기기를 바꾸겠습니다.",
        promised_on="2026-11-30",
    )
    return Plan.objects.get(complaint=complaint)


def test_template_fills_the_answer_and_its_slots_must_be_filled(cast: Cast, clerk: Client) -> None:
    complaint = done(cast)
    template = ReplyTemplate.objects.create(
        title="고침", outcome=Outcome.RESOLVED, body="{조치한 날}에 다시 켰습니다."
    )
    page = f"/admin/boards/complaint/{complaint.pk}/change/"
    assert "고침" in clerk.get(page).content.decode()
    body = clerk.get(f"{page}?template={template.pk}").content.decode()
    assert ">\n{조치한 날}에 다시 켰습니다.</textarea>" in body
    answer = do(clerk, complaint, "reply", answer=template.body)
    assert answer.status_code == 422
    assert "빈자리" in answer.content.decode()


def test_preview_shows_the_answer_and_what_stops_it_and_sends_nothing(
    cast: Cast, clerk: Client
) -> None:
    complaint = done(cast)
    answer = do(clerk, complaint, "reply", answer="박서준 주무관이 금일 고쳤습니다.", preview="yes")
    body = answer.content.decode()
    assert "시민에게 이렇게 보입니다" in body
    assert "사람 이름으로 보이는" in body
    assert "오늘" in body
    assert Complaint.objects.get(pk=complaint.pk).answer == ""


def test_preview_is_what_the_receipt_page_and_the_wall_then_show(cast: Cast, clerk: Client) -> None:
    complaint = done(cast)
    note = complaint.notes.get()
    words = "번호표 기계를 다시 켰습니다. 알려 주셔서 고맙습니다."
    hidden = do(clerk, complaint, "reply", answer=words, preview="yes").content.decode()
    assert "공개한 쪽지가 없어 벽에는 보이지 않습니다" in hidden
    note.visibility, note.publish_at, note.public_text = "public", LATER, note.text
    note.save()
    preview = do(clerk, complaint, "reply", answer=words, preview="yes").content.decode()
    paper = preview[preview.index("접수증 화면</h3>") :]
    assert do(clerk, complaint, "reply", answer=words).status_code == 302
    receipt = Client().get(f"/n/{shown(note.receipt_code)}/").content.decode()
    for part in ("답변했습니다", "해결", "다시 켬", words, "인계동 행정복지센터"):
        assert part in paper and part in receipt, part
    assert '<p class="stamp">고쳤어요</p>' in paper


def test_memo_stays_in_the_house_and_spends_no_version(cast: Cast, clerk: Client) -> None:
    complaint = sorted_one(cast)
    do(clerk, complaint, "memo", text="시설팀에 전화함")
    assert Memo.objects.get().text == "시설팀에 전화함"
    assert Complaint.objects.get(pk=complaint.pk).version == complaint.version
    body = clerk.get(f"/admin/boards/complaint/{complaint.pk}/change/").content.decode()
    assert "시설팀에 전화함" in body


def test_plan_comes_back_for_review_and_a_moved_promise_says_why(cast: Cast, clerk: Client) -> None:
    complaint = sorted_one(cast)
    plan = make_plan(clerk, cast, complaint)
    assert (plan.owner, plan.promised_on) == (cast.clerk, date(2026, 11, 30))
    assert not Plan.objects.to_look_at(LATER.date()).exists()
    assert Plan.objects.to_look_at(LATER.date() + timedelta(days=14)).exists()
    refused = do(clerk, complaint, "promise", promised_on="2026-12-31", reason=" ")
    assert refused.status_code == 422
    do(clerk, complaint, "promise", promised_on="2026-12-31", reason="예산이 늦어짐")
    plan.refresh_from_db()
    assert (plan.promised_on, plan.moved_reason) == (date(2026, 12, 31), "예산이 늦어짐")
    assert Complaint.objects.get(pk=complaint.pk).promised_on == date(2026, 12, 31)


def test_quiet_plan_rises_and_a_step_calms_it(cast: Cast, clerk: Client) -> None:
    complaint = sorted_one(cast)
    make_plan(clerk, cast, complaint)
    later = LATER + timedelta(days=31)
    assert Plan.objects.quiet(later).exists()
    with time_machine.travel(later, tick=False):
        clerk.force_login(cast.clerk)  # the session of last month is over
        do(clerk, complaint, "step", text="견적을 받음")
    assert not Plan.objects.quiet(later).exists()


def test_only_a_team_leader_approves_a_plan(cast: Cast, clerk: Client) -> None:
    complaint = sorted_one(cast)
    make_plan(clerk, cast, complaint)
    assert do(clerk, complaint, "approve").status_code == 422
    clerk.force_login(cast.manager)
    assert do(clerk, complaint, "approve").status_code == 302
    assert Plan.objects.get().approved_by == cast.manager


def test_abusive_text_is_veiled_until_opened_and_the_opening_is_recorded(
    cast: Cast, client: Client
) -> None:
    complaint = make_complaint(cast.office, "거친 말 열두 마디", is_abusive=True)
    client.force_login(cast.manager)
    page = client.get(f"/admin/boards/complaint/{complaint.pk}/change/").content.decode()
    assert "거친 말" not in page
    assert "거친 말" not in client.get("/admin/boards/complaint/").content.decode()
    assert "거친 말" not in client.get("/admin/boards/note/").content.decode()
    assert "거친 말" not in client.get("/admin/boards/complaint/sort/").content.decode()
    assert "거친 말 열두 마디" in do(client, complaint, "open").content.decode()
    line = TrailEntry.objects.of(f"complaint:{complaint.pk}").get()
    assert (line.action, line.actor, line.after) == (
        "opened_text",
        cast.manager,
        {"from": "127.0.0.1"},
    )
