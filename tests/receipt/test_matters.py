"""A note that spoke of two matters, was joined or handed over: its page tells of each."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from boards.models import Complaint, Note, Opinion, Outcome, Route, TrailEntry
from boards.receipts import shown
from boards.triage import doors, joining
from tests.cast import Cast
from tests.triage.helpers import calendar, hand, make_complaint

pytestmark = pytest.mark.django_db


def answer(cast: Cast, complaint: Complaint, words: str) -> None:
    """Sort, settle and reply, each on the version that stands."""
    for step in (
        lambda h: doors.sort(
            complaint.pk, h, route=Route.QUICK_FIX, calendar=calendar(complaint.office)
        ),
        lambda h: doors.settle(complaint.pk, h, outcome=Outcome.RESOLVED, action_taken="바로잡음"),
        lambda h: doors.reply(complaint.pk, h, answer=words),
    ):
        step(now_hand(cast, complaint))


def now_hand(cast: Cast, complaint: Complaint) -> Any:
    complaint.refresh_from_db()
    return hand(cast.clerk, complaint, timezone.now())


def page(note: Note) -> str:
    response = Client().get(f"/n/{shown(note.receipt_code)}/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def whole(cast: Cast) -> Complaint:
    return make_complaint(
        cast.office, "의자가 모자라고 물도 안 나와요", at=timezone.now() - timedelta(hours=3)
    )


def note_in(complaint: Complaint) -> Note:
    return Note.objects.get(complaint=complaint)


def test_the_answer_about_the_second_matter_reaches_the_writer_of_the_one_note(
    cast: Cast, whole: Complaint
) -> None:
    note = note_in(whole)
    part = joining.split(whole.pk, now_hand(cast, whole), matter="정수기 고장, 내부 요지")
    answer(cast, part, "정수기의 물길을 뚫었습니다.")
    answer(cast, whole, "의자를 네 개 더 놓았습니다.")
    text = page(note)
    assert "정수기의 물길을 뚫었습니다." in text
    assert "의자를 네 개 더 놓았습니다." in text
    assert "같은 쪽지에 적으신 다른 일" in text
    assert "내부 요지" not in text


def test_each_matter_is_asked_about_for_itself(cast: Cast, whole: Complaint) -> None:
    note = note_in(whole)
    part = joining.split(whole.pk, now_hand(cast, whole), matter="정수기")
    answer(cast, part, "정수기의 물길을 뚫었습니다.")
    answer(cast, whole, "의자를 네 개 더 놓았습니다.")
    part.refresh_from_db()
    assert part.answer_at
    posted = {"matter": "1", "answer": part.answer_at.isoformat(), "helped": "yes", "reason": ""}
    response = Client().post(f"/n/{shown(note.receipt_code)}/", posted)
    assert response.status_code == 302
    assert response["Location"].endswith("#opinion1")
    assert Opinion.objects.get().complaint == part
    wrong = Client().post(f"/n/{shown(note.receipt_code)}/", {**posted, "matter": "7"})
    assert wrong.status_code == 409
    assert "의견을 묻지 않습니다" in wrong.content.decode()


def test_a_part_that_took_its_notes_along_is_not_the_matter_of_those_left_behind(
    cast: Cast, whole: Complaint
) -> None:
    other = make_complaint(cast.office, "물이 안 나와요", at=timezone.now() - timedelta(hours=2))
    left, moved = note_in(whole), note_in(other)
    joining.join(other.pk, now_hand(cast, other), target=whole.pk)
    part = joining.split(whole.pk, now_hand(cast, whole), matter="정수기", notes=(moved.pk,))
    answer(cast, part, "정수기의 물길을 뚫었습니다.")
    assert "물길을 뚫었습니다" not in page(left)
    assert "물길을 뚫었습니다" in page(Note.objects.get(pk=moved.pk))


def test_a_note_that_was_joined_after_the_split_has_no_part_in_it(
    cast: Cast, whole: Complaint
) -> None:
    later = make_complaint(cast.office, "의자 좀 놓아 주세요", at=timezone.now())
    note = note_in(later)
    part = joining.split(whole.pk, now_hand(cast, whole), matter="정수기")
    joining.join(later.pk, now_hand(cast, later), target=whole.pk)
    answer(cast, part, "정수기의 물길을 뚫었습니다.")
    answer(cast, whole, "의자를 네 개 더 놓았습니다.")
    text = page(Note.objects.get(pk=note.pk))
    assert "의자를 네 개 더 놓았습니다." in text
    assert "물길을 뚫었습니다" not in text


def test_the_second_matter_is_told_even_after_the_whole_was_joined_elsewhere(
    cast: Cast, whole: Complaint
) -> None:
    kept = make_complaint(cast.office, "의자 좀 놓아 주세요", at=timezone.now())
    note, others = note_in(whole), note_in(kept)
    part = joining.split(whole.pk, now_hand(cast, whole), matter="정수기")
    joining.join(whole.pk, now_hand(cast, whole), target=kept.pk)
    answer(cast, part, "정수기의 물길을 뚫었습니다.")
    answer(cast, kept, "의자를 네 개 더 놓았습니다.")
    text = page(Note.objects.get(pk=note.pk))
    assert "의자를 네 개 더 놓았습니다." in text
    assert "물길을 뚫었습니다" in text
    assert "물길을 뚫었습니다" not in page(Note.objects.get(pk=others.pk))


def test_a_split_that_was_undone_leaves_one_matter(cast: Cast, whole: Complaint) -> None:
    note = note_in(whole)
    joining.split(whole.pk, now_hand(cast, whole), matter="정수기")
    whole.refresh_from_db()
    line = TrailEntry.objects.of(f"complaint:{whole.pk}").last()
    assert line
    joining.undo(line.pk, cast.clerk, timezone.now())
    assert "적으신 다른 일" not in page(note)


def test_a_matter_handed_over_is_answered_by_the_office_that_has_it(
    cast: Cast, whole: Complaint
) -> None:
    note = note_in(whole)
    doors.transfer(
        whole.pk,
        now_hand(cast, whole),
        office=cast.district,
        reason="구청에서 맡습니다",
        calendar=calendar(cast.office),
    )
    whole.refresh_from_db()
    whole = Complaint.objects.get(pk=whole.pk)
    leader = Cast(**{**cast.__dict__, "clerk": cast.manager})
    answer(leader, whole, "구청에서 의자를 보냈습니다.")
    text = page(note)
    assert "구청에서 의자를 보냈습니다." in text
    assert "팔달구청" in text
