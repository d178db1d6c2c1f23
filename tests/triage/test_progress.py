"""After 30 days without an answer a notice is prepared, sent by a clerk, read by the visitor."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from boards.models import Complaint, Outcome, ProgressNotice, Route, TrailEntry
from boards.receipts import shown
from boards.triage import doors
from boards.triage.beside import make_plan
from tests.cast import Cast
from tests.triage.helpers import LATER, calendar, hand, make_complaint

MONTH_LATER = LATER + timedelta(days=30)


@pytest.fixture
def old(cast: Cast) -> Complaint:
    """A long-term review with a plan, received a month ago."""
    complaint = make_complaint(cast.office)
    days = calendar(cast.office)
    seen = hand(cast.clerk, complaint)
    doors.sort(complaint.pk, seen, route=Route.LONG_TERM, calendar=days)
    make_plan(
        complaint.pk,
        hand(cast.clerk, complaint),
        owner=cast.clerk,
        theme="citizens",
        public_sentence="번호표 기기를 바꾸겠습니다.",
        promised_on=(MONTH_LATER + timedelta(days=40)).date(),
    )
    return Complaint.objects.get(pk=complaint.pk)


@pytest.fixture
def clerk(cast: Cast, client: Client) -> object:
    with time_machine.travel(MONTH_LATER, tick=False):
        client.force_login(cast.clerk)
        yield client


def page_of(client: Client, complaint: Complaint) -> str:
    return client.get(f"/admin/boards/complaint/{complaint.pk}/change/").content.decode()


def send(client: Client, complaint: Complaint, text: str) -> HttpResponse:
    version = Complaint.objects.get(pk=complaint.pk).version
    address = f"/admin/boards/complaint/{complaint.pk}/do/progress/"
    return client.post(address, {"version": version, "text": text})


def receipt_of(complaint: Complaint, **query: str) -> str:
    code = shown(complaint.notes.get().receipt_code)
    return Client().get(f"/n/{code}/", query).content.decode()


def test_the_notice_is_prepared_on_the_day_and_not_before(
    cast: Cast, client: Client, old: Complaint
) -> None:
    with time_machine.travel(MONTH_LATER - timedelta(days=1, hours=2), tick=False):
        client.force_login(cast.clerk)
        assert "진행상황 알리기" not in page_of(client, old)
    with time_machine.travel(MONTH_LATER, tick=False):
        client.force_login(cast.clerk)
        page = page_of(client, old)
        assert "말씀을 받은 지 30일이 되어 알려 드립니다." in page
        assert "계획: 번호표 기기를 바꾸겠습니다." in page
        listed = client.get("/admin/boards/complaint/?work=progress").content.decode()
        assert old.reference in listed
        badges = client.get("/admin/badges.json").json()
        assert badges["progress"] == "1"


def test_the_visitor_reads_the_notice_on_the_receipt_page(clerk: Client, old: Complaint) -> None:
    words = "새 기기를 고르고 있습니다. 11월에 알려 드리겠습니다."
    assert send(clerk, old, words).status_code == 302
    receipt = receipt_of(old)
    assert "진행 소식" in receipt and words in receipt
    assert "How it is going" in receipt_of(old, lang="en")
    line = TrailEntry.objects.of(f"complaint:{old.pk}").last()
    assert line.action == "progress_told"
    assert 'id="door-progress"' not in page_of(clerk, old)
    assert clerk.get("/admin/badges.json").json()["progress"] == "0"


def test_it_comes_again_after_another_thirty_days(
    cast: Cast, client: Client, old: Complaint
) -> None:
    ProgressNotice.objects.create(complaint=old, text="살펴봄", by=cast.clerk, at=MONTH_LATER)
    with time_machine.travel(MONTH_LATER + timedelta(days=30), tick=False):
        client.force_login(cast.clerk)
        assert "말씀을 받은 지 60일이" in page_of(client, old)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("모두 수리했습니다.", "해결된 것처럼"),
        ("박서준 주무관이 살펴봅니다.", "사람 이름으로"),
        ("{까닭과 답할 날}", "빈자리"),
        (" ", "항목"),
    ],
)
def test_a_notice_is_held_to_the_rules_of_answers(
    clerk: Client, old: Complaint, text: str, said: str
) -> None:
    refused = send(clerk, old, text)
    assert refused.status_code == 422
    assert said in refused.content.decode()
    assert not ProgressNotice.objects.exists()


def test_once_it_is_answered_the_answer_alone_speaks(
    cast: Cast, clerk: Client, old: Complaint
) -> None:
    send(clerk, old, "새 기기를 고르고 있습니다.")
    seen = hand(cast.clerk, old, MONTH_LATER)
    doors.settle(old.pk, seen, outcome=Outcome.RESOLVED, action_taken="기기를 바꿈")
    assert "새 기기를 고르고" not in receipt_of(old)
    assert send(clerk, old, "또 알립니다.").status_code == 422


def test_a_quiet_plan_rises_to_the_manager_on_the_desk(
    cast: Cast, client: Client, old: Complaint
) -> None:
    with time_machine.travel(LATER + timedelta(days=31), tick=False):
        client.force_login(cast.clerk)
        assert "조용한 개선계획" not in client.get("/admin/").content.decode()
        client.force_login(cast.manager)
        assert "조용한 개선계획" in client.get("/admin/").content.decode()
        assert client.get("/admin/badges.json").json()["quiet"] == "1"
        listed = client.get("/admin/boards/complaint/?work=quiet").content.decode()
        assert old.reference in listed
