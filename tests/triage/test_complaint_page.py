"""The clerk's way in the admin: list, page, one change after the other, without JavaScript."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from boards.models import Complaint, Outcome, Route, State
from tests.cast import Cast
from tests.triage.helpers import LATER, make_complaint, make_note


@pytest.fixture(autouse=True)
def at_eleven() -> object:
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def clerk(cast: Cast, client: Client) -> Client:
    client.force_login(cast.clerk)
    return client


def page_of(complaint: Complaint) -> str:
    return f"/admin/boards/complaint/{complaint.pk}/change/"


def do(client: Client, complaint: Complaint, name: str, **values: object) -> object:
    version = Complaint.objects.get(pk=complaint.pk).version
    return client.post(
        f"/admin/boards/complaint/{complaint.pk}/do/{name}/", {"version": version, **values}
    )


def test_clerk_takes_a_complaint_from_receipt_to_answer(cast: Cast, clerk: Client) -> None:
    complaint = make_complaint(cast.office)
    do(clerk, complaint, "sort", route=Route.QUICK_FIX)
    do(clerk, complaint, "assign", person=cast.clerk.pk)
    do(clerk, complaint, "start")
    do(clerk, complaint, "settle", outcome=Outcome.RESOLVED, action_taken="다시 켬")
    answer = do(clerk, complaint, "reply", answer="기계를 다시 켰습니다. 고맙습니다.")
    assert answer.status_code == 302
    complaint.refresh_from_db()
    assert (complaint.state, complaint.outcome) == (State.REPLIED, Outcome.RESOLVED)
    body = clerk.get(page_of(complaint)).content.decode()
    for word in ("분류", "담당자 지정", "처리 시작", "완료", "회신", "기계를 다시 켰습니다."):
        assert word in body


def test_due_time_is_told_with_a_word_and_its_reason(cast: Cast, clerk: Client) -> None:
    complaint = make_complaint(cast.office)
    do(clerk, complaint, "sort", route=Route.QUICK_FIX)
    body = clerk.get(page_of(complaint)).content.decode()
    assert "D-Day" in body
    assert "2026. 9. 21.(월) 14:00" in body
    with time_machine.travel("2026-09-21T14:01+09:00"):
        clerk.logout()  # after three idle hours the session is over
        clerk.force_login(cast.clerk)
        assert "기한경과" in clerk.get(page_of(complaint)).content.decode()
        assert "기한경과" in clerk.get("/admin/boards/complaint/").content.decode()


def test_what_a_door_refuses_stands_at_its_field_and_nothing_is_lost(
    cast: Cast, clerk: Client
) -> None:
    complaint = make_complaint(cast.office)
    do(clerk, complaint, "sort", route=Route.LONG_TERM)
    answer = do(clerk, complaint, "settle", outcome=Outcome.LONG_TERM, action_taken="예산을 신청함")
    assert answer.status_code == 422
    body = answer.content.decode()
    assert "약속할 날" in body
    assert "예산을 신청함" in body


def test_second_to_save_sees_both_versions_and_keeps_what_was_typed(
    cast: Cast, clerk: Client, client: Client
) -> None:
    complaint = make_complaint(cast.office)
    do(clerk, complaint, "sort", route=Route.QUICK_FIX)
    seen = Complaint.objects.get(pk=complaint.pk).version
    do(clerk, complaint, "start")
    answer = clerk.post(
        f"/admin/boards/complaint/{complaint.pk}/do/hold/", {"version": seen, "reason": "부품 대기"}
    )
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "처리 시작" in body
    assert body.count("부품 대기") >= 2
    assert f'value="{seen + 1}"' in body
    assert Complaint.objects.get(pk=complaint.pk).state == State.IN_PROGRESS


def test_desk_view_counts_what_waits(cast: Cast, clerk: Client) -> None:
    make_complaint(cast.office)
    make_complaint(cast.other_office)
    body = clerk.get("/admin/").content.decode()
    assert "오늘의 책상" in body
    counts = clerk.get("/admin/badges.json").json()
    assert (counts["new"], counts["held"], counts["overdue"]) == ("1", "1", "0")


def test_accusing_note_goes_to_the_team_leader_only(cast: Cast, clerk: Client) -> None:
    complaint = make_complaint(cast.office, "3번 창구 직원이 불친절해요", accuses_person=True)
    assert clerk.get(page_of(complaint)).status_code == 404
    assert "불친절해요" not in clerk.get("/admin/boards/note/").content.decode()
    clerk.force_login(cast.manager)
    page = clerk.get(page_of(complaint)).content.decode()
    assert "직원을 지적한 글로 보여 내용을 가렸습니다" in page


def test_note_is_released_and_hidden_in_one_touch(cast: Cast, clerk: Client) -> None:
    note = make_note(cast.office)
    body = clerk.get("/admin/boards/note/?held=yes").content.decode()
    assert str(note.pk) not in body
    show = body.partition('formaction="')[2].partition('"')[0]
    assert clerk.post(show).status_code == 302
    note.refresh_from_db()
    assert note.visibility == "public"
    clerk.post(show.replace("show", "hide"))
    note.refresh_from_db()
    assert note.visibility == "hidden"


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_the_same_queries_whatever_its_length(
    cast: Cast, clerk: Client, rows: int, django_assert_num_queries: object
) -> None:
    for _ in range(rows):
        make_complaint(cast.office)
    clerk.get("/admin/boards/complaint/")  # the first touch of a minute writes the session
    with django_assert_num_queries(8):
        clerk.get("/admin/boards/complaint/")


def test_the_page_of_a_new_complaint_leads_to_its_suggestion_and_names_the_category(
    cast: Cast, client: Client
) -> None:
    complaint = make_complaint(cast.office)
    client.force_login(cast.clerk)
    body = client.get(f"/admin/boards/complaint/{complaint.pk}/change/").content.decode()
    sort = f"/admin/boards/complaint/sort/?pk={complaint.pk}"
    assert f'href="{sort}"' in body
    assert "고른 분야 그대로(대기·순번)" in body
    assert "2026. 9. 21.(월) 14:00까지" in client.get(sort).content.decode()


def test_sorting_again_keeps_the_category_when_none_is_chosen(cast: Cast, client: Client) -> None:
    complaint = make_complaint(cast.office)
    client.force_login(cast.clerk)
    page = f"/admin/boards/complaint/{complaint.pk}/"
    sorted_once = {"route": "quick_fix", "category": "", "version": complaint.version}
    client.post(f"{page}do/sort/", sorted_once)
    assert (
        '<option value="" selected>고른 분야 그대로'
        in client.get(f"{page}change/").content.decode()
    )
