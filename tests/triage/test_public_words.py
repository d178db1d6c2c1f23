"""Whatever staff tell the public passes one check: no names, no numbers, nothing told as fixed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from boards.models import Complaint, Memo, Outcome, Plan, Route, TrailEntry
from boards.staff_names import names_of_house
from boards.triage import beside, doors, progress
from boards.triage.forms import Case, ExtendForm
from staff.models import Nameplate
from tests.cast import Cast
from tests.triage.helpers import LATER, calendar, hand, make_complaint

LEAKS = [
    "안내문을 붙였습니다 김철수 010-1234-5678",
    "문의 ０１０－１２３４－５６７８",
    "차민재와 살폈습니다",
    "{약속한 날 까지",
]


def sorted_one(cast: Cast, route: str = Route.LONG_TERM) -> Complaint:
    complaint = make_complaint(cast.office)
    return doors.sort(
        complaint.pk, hand(cast.clerk, complaint), route=route, calendar=calendar(cast.office)
    )


def planned(cast: Cast, sentence: str = "번호표 기기를 바꾸겠습니다.") -> Complaint:
    complaint = sorted_one(cast)
    beside.make_plan(
        complaint.pk,
        hand(cast.clerk, complaint),
        owner=cast.clerk,
        theme="citizens",
        public_sentence=sentence,
        promised_on=date(2026, 11, 30),
    )
    return complaint


@pytest.mark.parametrize("words", LEAKS)
def test_no_public_words_of_staff_carry_a_name_a_number_or_a_slot(cast: Cast, words: str) -> None:
    Nameplate.objects.create(desk=cast.desk, name="차민재", started_on=LATER.date())
    with pytest.raises(ValidationError) as plan:
        planned(cast, words)
    assert "public_sentence" in plan.value.error_dict
    complaint = planned(cast)
    seen = hand(cast.clerk, complaint)
    with pytest.raises(ValidationError) as moved:
        beside.move_promise(complaint.pk, seen, promised_on=date(2026, 12, 1), reason=words)
    assert "reason" in moved.value.error_dict
    with pytest.raises(ValidationError) as told:
        progress.notify(complaint.pk, seen, text=words)
    assert "text" in told.value.error_dict
    with pytest.raises(ValidationError) as done:
        doors.settle(complaint.pk, seen, outcome=Outcome.PARTLY, action_taken=words)
    assert "action_taken" in done.value.error_dict
    doors.settle(complaint.pk, seen, outcome=Outcome.RESOLVED, action_taken="안내문을 붙임")
    with pytest.raises(ValidationError) as answer:
        doors.reply(complaint.pk, hand(cast.clerk, complaint), answer=words)
    assert "answer" in answer.value.error_dict
    assert Plan.objects.get(complaint=complaint).moved_reason == ""


def test_what_was_done_is_not_told_as_fixed_when_it_was_not(cast: Cast) -> None:
    complaint = sorted_one(cast)
    seen = hand(cast.clerk, complaint)
    with pytest.raises(ValidationError):
        doors.settle(complaint.pk, seen, outcome=Outcome.NOT_POSSIBLE, action_taken="모두 고침")
    with pytest.raises(ValidationError):
        planned(cast, "번호표 기기를 고쳤습니다.")


def test_people_of_the_house_are_known_by_plate_and_by_account(cast: Cast) -> None:
    Nameplate.objects.create(
        desk=cast.desk, name="차민재", started_on=date(2026, 1, 1), ended_on=date(2026, 2, 1)
    )
    for user, name in ((cast.clerk, "홍길동(시연)"), (cast.outsider, "남궁원")):
        user.name = name
        user.save()
    assert names_of_house(cast.office.pk) == {"차민재", "홍길동"}


def test_an_account_named_after_its_work_stops_no_word(cast: Cast) -> None:
    for name in ("민원 담당자", "팀장", "주무관", "민원팀"):
        cast.clerk.name = name
        cast.clerk.save()
        assert names_of_house(cast.office.pk) == frozenset()


def test_an_extension_ends_after_now(cast: Cast) -> None:
    complaint = sorted_one(cast)
    late = complaint.due_at + timedelta(days=3)
    with pytest.raises(ValidationError, match="이미 지난 때로는.*영 21조") as refused:
        doors.extend(
            complaint.pk,
            hand(cast.clerk, complaint, late),
            due_at=complaint.due_at + timedelta(days=1),
            reason="더 걸림",
            calendar=calendar(cast.office),
        )
    assert "due_at" in refused.value.error_dict
    doors.extend(
        complaint.pk,
        hand(cast.clerk, complaint, late),
        due_at=late + timedelta(days=1),
        reason="더 걸림",
        calendar=calendar(cast.office),
    )


def test_when_the_time_to_extend_is_over_the_form_proposes_none_and_says_why(cast: Cast) -> None:
    complaint = sorted_one(cast, Route.QUICK_FIX)
    days = calendar(cast.office)
    early = ExtendForm(case=Case(complaint, cast.clerk, LATER, days))
    assert early.initial["due_at"] > LATER
    much_later = complaint.due_at + timedelta(days=40)
    over = ExtendForm(case=Case(complaint, cast.clerk, much_later, days))
    assert "due_at" not in over.initial
    assert "연장할 수 없습니다" in over.fields["due_at"].help_text
    with pytest.raises(ValidationError, match="연장할 수 있던 끝은"):
        doors.extend(
            complaint.pk,
            hand(cast.clerk, complaint, much_later),
            due_at=much_later + timedelta(days=1),
            reason="더 걸림",
            calendar=days,
        )


def test_a_memo_sent_twice_is_one_memo_with_one_line(cast: Cast, client: Client) -> None:
    complaint = make_complaint(cast.office)
    for at in (LATER, LATER + timedelta(seconds=59)):
        beside.add_memo(complaint.pk, hand(cast.clerk, complaint, at), text=" 전화함 ")
    assert Memo.objects.count() == TrailEntry.objects.filter(action="memo").count() == 1
    beside.add_memo(complaint.pk, hand(cast.manager, complaint), text="전화함")
    beside.add_memo(complaint.pk, hand(cast.clerk, complaint), text="다시 전화함")
    later = LATER + timedelta(minutes=2)
    beside.add_memo(complaint.pk, hand(cast.clerk, complaint, later), text="전화함")
    assert Memo.objects.count() == 4


def test_a_step_is_not_reviewed_in_the_past(cast: Cast) -> None:
    complaint = planned(cast)
    seen = hand(cast.clerk, complaint)
    with pytest.raises(ValidationError) as refused:
        beside.add_step(complaint.pk, seen, text="견적", review_on=LATER.date() - timedelta(days=1))
    assert "review_on" in refused.value.error_dict
    beside.add_step(complaint.pk, seen, text="견적", review_on=LATER.date())
