"""The record of abuse: the leader's alone, without words on the page, its export recorded."""

from __future__ import annotations

import csv
import io

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from boards.models import Opinion, TrailEntry
from boards.triage.beside import record_opening
from tests.cast import Cast
from tests.triage.helpers import LATER, hand, make_complaint, make_note

ADDRESS = "/admin/boards/complaint/abuse/"
SPAN = {"since": "2026-09-01", "until": "2026-09-30"}


@pytest.fixture(autouse=True)
def at_eleven() -> object:
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def leader(cast: Cast, client: Client) -> Client:
    client.force_login(cast.manager)
    return client


def rows_of(answer: HttpResponse) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def export(client: Client, **values: str) -> HttpResponse:
    return client.post(ADDRESS, {**SPAN, "purpose": "법 4조 보호조치 검토", **values})


def test_the_page_counts_incidents_and_shows_no_words(cast: Cast, leader: Client) -> None:
    found = [{"kind": "abuse", "start": 0, "end": 2}]
    make_note(cast.office, "거친 말", is_abusive=True, desk=cast.desk, findings=found)
    make_note(cast.office, "의자가 모자라요")
    body = leader.get(ADDRESS).content.decode()
    assert "인계동 행정복지센터" in body and "전입신고" in body
    assert "거친 말" not in body and "의자가" not in body
    assert body.count("쪽지(아쉬워요)") == 1


def test_the_export_holds_the_words_and_who_opened_them(cast: Cast, leader: Client) -> None:
    complaint = make_complaint(cast.office, "거친 말 열두 마디", is_abusive=True)
    record_opening(complaint.pk, hand(cast.manager, complaint), address="127.0.0.1")
    Opinion.objects.create(
        complaint=complaint,
        answer_at=LATER,
        helped=False,
        reason="=거친 의견",
        is_abusive=True,
        at=LATER,
        decision="waiting",
    )
    answer = export(leader)
    assert answer["Content-Type"].startswith("text/csv")
    assert "no-store" in answer["Cache-Control"]
    opinion, note = rows_of(answer)
    assert (note["내용"], note["접수번호"]) == ("거친 말 열두 마디", complaint.reference)
    assert note["열어 본 사람"] == "시험manager 2026-09-21 11:00"
    # A spreadsheet must not carry out what a visitor wrote.
    assert (opinion["내용"], opinion["구분"]) == ("'=거친 의견", "답변에 대한 의견")


def test_the_export_leaves_a_line_with_who_when_where_and_why(cast: Cast, leader: Client) -> None:
    make_note(cast.office, "거친 말", is_abusive=True)
    export(leader, office=str(cast.office.pk))
    line = TrailEntry.objects.of(f"office:{cast.office.pk}").get()
    assert (line.action, line.actor, line.at) == ("abuse_exported", cast.manager, LATER)
    assert line.reason == "법 4조 보호조치 검토"
    assert line.after == {
        "from": "127.0.0.1",
        "since": SPAN["since"],
        "until": SPAN["until"],
        "rows": 1,
    }
    shown = leader.get("/admin/boards/trailentry/").content.decode()
    assert "폭언 기록 내보냄" in shown


def test_without_a_purpose_nothing_leaves_the_house(cast: Cast, leader: Client) -> None:
    make_note(cast.office, "거친 말", is_abusive=True)
    refused = export(leader, purpose=" ")
    assert refused.status_code == 422
    assert "내보내는 까닭을 적어 주세요" in refused.content.decode()
    assert "거친 말" not in refused.content.decode()
    assert not TrailEntry.objects.filter(action="abuse_exported").exists()


@pytest.mark.parametrize("query", ["?since=x", "?since=2026-09-30&until=2026-09-01", "?office=x"])
def test_a_span_that_cannot_be_is_told(leader: Client, query: str) -> None:
    answer = leader.get(ADDRESS + query)
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()


def test_incidents_of_another_office_are_in_no_record(cast: Cast, leader: Client) -> None:
    make_note(cast.other_office, "남의 거친 말", is_abusive=True)
    assert "아쉬워요" not in leader.get(ADDRESS).content.decode()
    assert rows_of(export(leader)) == []
    assert export(leader, office=str(cast.other_office.pk)).status_code == 422


@pytest.mark.parametrize("role", ["clerk", "trainer", "administrator"])
def test_the_record_is_the_leaders_alone(cast: Cast, client: Client, role: str) -> None:
    make_note(cast.office, "거친 말", is_abusive=True)
    client.force_login(getattr(cast, role))
    assert client.get(ADDRESS).status_code == 403
    assert export(client).status_code == 403


def test_days_that_no_calendar_holds_are_refused_in_a_sentence(leader: Client) -> None:
    page = leader.get(ADDRESS, {"since": "0001-01-01", "until": "9999-12-31"})
    assert page.status_code < 500
    assert "2000년부터 2100년 사이의 날을" in page.content.decode()
