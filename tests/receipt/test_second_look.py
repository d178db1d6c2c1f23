"""Requests to look again: what a person of staff decides, and who may see them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from boards.models import Complaint, Decision, Opinion, Outcome, Route, State, TrailEntry
from boards.triage import doors, joining
from boards.triage.desk import TILES
from tests.cast import Cast
from tests.receipt.helpers import (
    ABUSIVE,
    ACCUSING,
    ANSWERED,
    QUESTION,
    REASON,
    SENTENCE,
    answered,
    do,
    page,
    say,
    staff_page,
    waiting_for,
)
from tests.triage.helpers import calendar, hand, make_complaint

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def after_the_answer() -> Iterator[None]:
    with time_machine.travel(ANSWERED + timedelta(hours=1), tick=False):
        yield


# -- what staff decide ----------------------------------------------------------------------------


def test_the_desk_view_leads_to_the_requests(cast: Cast, client: Client) -> None:
    complaint, quiet = answered(cast), answered(cast)
    say(complaint, "no", REASON)
    assert "다시 봐 달라는 요청" in {label for _, label, _, _ in TILES}
    client.force_login(cast.clerk)
    assert "?work=asked_again" in client.get("/admin/").content.decode()
    listed = client.get("/admin/boards/complaint/?work=asked_again").content.decode()
    assert complaint.reference in listed
    assert quiet.reference not in listed
    text = staff_page(cast.clerk, complaint).content.decode()
    assert REASON in text
    assert "door-look_again" in text
    assert "door-look_again" not in staff_page(cast.clerk, quiet).content.decode()


def test_granting_opens_the_complaint_with_a_line_and_a_new_clock(cast: Cast) -> None:
    complaint = answered(cast)
    say(complaint, "no", REASON)
    response = do(cast.clerk, complaint, "look_again", reason="현장을 다시 봄")
    assert response.status_code == 302
    opened = Complaint.objects.get(pk=complaint.pk)
    now = timezone.now()
    assert (opened.state, opened.reopened_at, opened.due_at) == (State.RECEIVED, now, None)
    line = TrailEntry.objects.of(f"complaint:{complaint.pk}").last()
    assert (line.action, line.actor, line.reason) == ("reopen", cast.clerk, "현장을 다시 봄")
    opinion = Opinion.objects.get()
    assert (opinion.decision, opinion.decided_by) == (Decision.GRANTED, cast.clerk)
    chain = TrailEntry.objects.of(f"opinion:{opinion.pk}").values_list("action", flat=True)
    assert list(chain) == ["opinion.given", "opinion.granted"]
    assert "다시 봐 달라고 하셔서" in page(complaint)
    assert waiting_for(cast.clerk) == "0"
    seen = hand(cast.clerk, opened, now)
    doors.sort(opened.pk, seen, route=Route.QUICK_FIX, calendar=calendar(cast.office))
    assert Complaint.objects.get(pk=complaint.pk).due_at > now


def test_the_answer_after_a_second_look_is_asked_about_again(cast: Cast) -> None:
    complaint = answered(cast)
    say(complaint, "no", REASON)
    do(cast.clerk, complaint, "look_again", reason="현장을 다시 봄")
    now = timezone.now()

    def seen() -> Any:
        return hand(cast.clerk, complaint, now)

    doors.sort(complaint.pk, seen(), route=Route.QUICK_FIX, calendar=calendar(cast.office))
    doors.settle(complaint.pk, seen(), outcome=Outcome.RESOLVED, action_taken="옆방도 엶")
    doors.reply(complaint.pk, seen(), answer="옆방을 열어 의자를 더 놓았습니다.")
    assert QUESTION in page(complaint)
    assert say(complaint, "yes").status_code == 302
    assert Opinion.objects.count() == 2


def test_declining_tells_the_visitor_why_and_leaves_the_answer(cast: Cast) -> None:
    complaint = answered(cast)
    say(complaint, "no", REASON)
    up_to = Opinion.objects.get().pk
    response = do(cast.clerk, complaint, "keep_answer", told=SENTENCE, up_to=up_to)
    assert response.status_code == 302
    assert Complaint.objects.get(pk=complaint.pk).state == State.REPLIED
    opinion = Opinion.objects.get()
    assert (opinion.decision, opinion.told) == (Decision.DECLINED, SENTENCE)
    text = page(complaint)
    assert SENTENCE in text
    assert "답변을 그대로 두었습니다" in text
    assert QUESTION not in text
    assert cast.clerk.name not in text
    line = TrailEntry.objects.of(f"opinion:{opinion.pk}").last()
    assert (line.action, line.actor, line.reason) == ("opinion.declined", cast.clerk, SENTENCE)


@pytest.mark.parametrize(
    "told", ["", " ", "박서준 주무관이 다시 보았습니다.", "전화 010-1234-5678"]
)
def test_the_sentence_is_asked_for_and_held_to_the_rules_of_answers(cast: Cast, told: str) -> None:
    complaint = answered(cast)
    say(complaint, "no", REASON)
    up_to = Opinion.objects.get().pk
    assert do(cast.clerk, complaint, "keep_answer", told=told, up_to=up_to).status_code == 422
    assert Opinion.objects.get().decision == Decision.WAITING


def test_of_two_deciding_at_once_the_second_is_told(cast: Cast) -> None:
    complaint = answered(cast)
    say(complaint, "no", REASON)
    up_to = Opinion.objects.get().pk
    do(cast.clerk, complaint, "keep_answer", told=SENTENCE, up_to=up_to)
    for name, values in (
        ("look_again", {"reason": "다시 봄"}),
        ("keep_answer", {"told": "다른 문장입니다.", "up_to": up_to}),
    ):
        late = do(cast.manager, complaint, name, **values)
        assert late.status_code == 422
        assert "살펴볼 요청이 없습니다" in late.content.decode()
    assert Opinion.objects.get().told == SENTENCE


def test_a_request_that_came_after_the_page_is_not_declined_unseen(cast: Cast) -> None:
    complaint = answered(cast)
    say(complaint, "no", REASON)
    late = do(cast.clerk, complaint, "keep_answer", told=SENTENCE, up_to=0)
    assert late.status_code == 422
    assert Opinion.objects.get().decision == Decision.WAITING


def test_declining_an_older_version_is_told_as_with_every_change(cast: Cast) -> None:
    complaint = answered(cast)
    say(complaint, "no", REASON)
    values = {"version": complaint.version - 1, "told": SENTENCE, "up_to": 10**6}
    assert do(cast.clerk, complaint, "keep_answer", **values).status_code == 409
    assert Opinion.objects.get().decision == Decision.WAITING


def test_the_plain_door_grants_what_waits_too(cast: Cast) -> None:
    complaint = answered(cast)
    say(complaint, "no", REASON)
    do(cast.clerk, complaint, "reopen", reason="전화로도 들음")
    assert Opinion.objects.get().decision == Decision.GRANTED


def test_undoing_a_close_grants_what_waits_too(cast: Cast) -> None:
    complaint = make_complaint(cast.office)
    closing = hand(cast.clerk, complaint, ANSWERED)
    doors.close(complaint.pk, closing, ground="withdrawn")
    say(complaint, "no", REASON)
    line = TrailEntry.objects.of(f"complaint:{complaint.pk}").last()
    joining.undo(line.pk, cast.clerk, timezone.now())
    assert Opinion.objects.get().decision == Decision.GRANTED
    assert "다시 봐 달라고 하셔서" in page(complaint)


# -- who sees it ----------------------------------------------------------------------------------


def test_a_clerk_of_another_office_finds_nothing_of_it(cast: Cast) -> None:
    complaint = answered(cast)
    say(complaint, "no", REASON)
    up_to = Opinion.objects.get().pk
    assert waiting_for(cast.outsider) == "0"
    assert staff_page(cast.outsider, complaint).status_code == 404
    for name, values in (
        ("look_again", {"reason": "남의 일"}),
        ("keep_answer", {"told": "남의 일", "up_to": up_to}),
    ):
        refused = do(cast.outsider, complaint, name, **values)
        assert refused.status_code == 404
        assert REASON not in refused.content.decode()
    client = Client()
    client.force_login(cast.outsider)
    listed = client.get("/admin/boards/complaint/?work=asked_again").content.decode()
    assert complaint.reference not in listed
    assert not Opinion.objects.readable_by(cast.outsider).exists()
    assert Opinion.objects.get().decision == Decision.WAITING


@pytest.mark.parametrize("reason", [ACCUSING, ABUSIVE])
def test_an_accusing_or_abusive_reason_is_the_team_leaders(cast: Cast, reason: str) -> None:
    complaint = answered(cast)
    say(complaint, "no", reason)
    opinion = Opinion.objects.get()
    assert opinion.accuses_person or opinion.is_abusive
    assert (waiting_for(cast.clerk), waiting_for(cast.manager)) == ("0", "1")
    text = staff_page(cast.clerk, complaint).content.decode()
    assert reason not in text
    assert "답변에 대한 의견" not in text
    told = {"told": SENTENCE, "up_to": opinion.pk}
    for name, values in (("look_again", {"reason": "봄"}), ("keep_answer", told)):
        assert do(cast.clerk, complaint, name, **values).status_code == 422
    assert "door-look_again" in staff_page(cast.manager, complaint).content.decode()
    assert do(cast.manager, complaint, "keep_answer", **told).status_code == 302
    assert SENTENCE in page(complaint)
    assert SENTENCE not in staff_page(cast.clerk, complaint).content.decode()


def test_what_is_opened_for_an_accusation_is_the_leaders_until_given(cast: Cast) -> None:
    complaint = answered(cast)
    say(complaint, "no", ACCUSING)
    do(cast.manager, complaint, "look_again", reason="면담하기로 함")
    assert Complaint.objects.get(pk=complaint.pk).for_leader
    assert staff_page(cast.clerk, complaint).status_code == 404
    seen = hand(cast.manager, complaint, timezone.now())
    doors.sort(complaint.pk, seen, route=Route.LONG_TERM, calendar=calendar(cast.office))
    seen = hand(cast.manager, complaint, timezone.now())
    doors.assign(complaint.pk, seen, person=cast.clerk)
    assert ACCUSING not in staff_page(cast.clerk, complaint).content.decode()
    assert ACCUSING in do(cast.clerk, complaint, "open").content.decode()


def test_an_abusive_reason_is_veiled_until_opened_and_the_opening_is_recorded(cast: Cast) -> None:
    complaint = answered(cast)
    say(complaint, "no", ABUSIVE)
    assert ABUSIVE not in staff_page(cast.manager, complaint).content.decode()
    assert ABUSIVE in do(cast.manager, complaint, "open").content.decode()
    last = TrailEntry.objects.of(f"complaint:{complaint.pk}").last()
    assert last.action == "opened_text"
