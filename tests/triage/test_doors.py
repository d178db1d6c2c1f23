"""Each door: what it asks, what it changes, what it leaves in the trail."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from boards.models import Complaint, Outcome, Route, State, TrailEntry
from boards.models.complaint import ClosingGround
from boards.triage import doors, joining
from boards.triage.changing import Hand, NotAllowed, StaleVersion
from tests.cast import Cast
from tests.triage.helpers import LATER, SEOUL, calendar, hand, make_complaint, make_note


def sorted_complaint(cast: Cast, route: str = Route.QUICK_FIX) -> Complaint:
    complaint = make_complaint(cast.office)
    return doors.sort(
        complaint.pk, hand(cast.clerk, complaint), route=route, calendar=calendar(cast.office)
    )


def done_complaint(cast: Cast, outcome: str = Outcome.RESOLVED) -> Complaint:
    complaint = sorted_complaint(cast)
    return doors.settle(
        complaint.pk,
        hand(cast.clerk, complaint),
        outcome=outcome,
        action_taken="기계를 다시 켬",
        promised_on=date(2026, 12, 1),
    )


def last_line(complaint: Complaint) -> TrailEntry:
    line = TrailEntry.objects.of(f"complaint:{complaint.pk}").last()
    assert line is not None
    return line


@pytest.mark.parametrize(
    ("route", "unfair", "due"),
    [
        (Route.QUICK_FIX, False, datetime(2026, 9, 21, 14, 0, tzinfo=SEOUL)),
        (Route.LONG_TERM, False, datetime(2026, 10, 14, 18, 0, tzinfo=SEOUL)),
        (Route.LONG_TERM, True, datetime(2026, 10, 1, 18, 0, tzinfo=SEOUL)),
    ],
)
def test_sorting_gives_the_due_time_of_the_law(
    cast: Cast, route: str, unfair: bool, due: datetime
) -> None:
    complaint = make_complaint(cast.office)
    doors.sort(
        complaint.pk,
        hand(cast.clerk, complaint),
        route=route,
        unfair=unfair,
        calendar=calendar(cast.office),
    )
    complaint.refresh_from_db()
    assert (complaint.state, complaint.route, complaint.due_at) == (State.SORTED, route, due)


def test_every_change_leaves_a_line_with_before_and_after(cast: Cast) -> None:
    line = last_line(sorted_complaint(cast))
    assert (line.action, line.actor, line.at) == ("sort", cast.clerk, LATER)
    assert line.before is not None
    assert line.after is not None
    assert (line.before["route"], line.after["route"]) == ("unsorted", "quick_fix")
    assert line.computed_digest() == line.digest


def test_second_hand_with_an_old_version_is_told_both_versions(cast: Cast) -> None:
    complaint = make_complaint(cast.office)
    seen = Hand(cast.manager, LATER, complaint.version)
    doors.sort(
        complaint.pk,
        hand(cast.clerk, complaint),
        route=Route.QUICK_FIX,
        calendar=calendar(cast.office),
    )
    with pytest.raises(StaleVersion) as caught:
        doors.sort(complaint.pk, seen, route=Route.LONG_TERM, calendar=calendar(cast.office))
    assert caught.value.current.route == Route.QUICK_FIX
    assert caught.value.wanted["route"] == Route.LONG_TERM
    assert Complaint.objects.get(pk=complaint.pk).route == Route.QUICK_FIX


def test_a_change_that_the_table_lacks_is_refused_and_leaves_nothing(cast: Cast) -> None:
    complaint = make_complaint(cast.office)
    with pytest.raises(NotAllowed):
        doors.reply(complaint.pk, hand(cast.clerk, complaint), answer="고맙습니다")
    assert not TrailEntry.objects.of(f"complaint:{complaint.pk}").exists()


def test_extension_happens_once_within_the_original_period(cast: Cast) -> None:
    complaint = sorted_complaint(cast, Route.LONG_TERM)
    days = calendar(cast.office)
    far = complaint.due_at + timedelta(days=60)
    with pytest.raises(ValidationError) as caught:
        doors.extend(
            complaint.pk, hand(cast.clerk, complaint), due_at=far, reason="더 걸림", calendar=days
        )
    assert "due_at" in caught.value.error_dict
    near = complaint.due_at + timedelta(days=5)
    doors.extend(
        complaint.pk, hand(cast.clerk, complaint), due_at=near, reason="더 걸림", calendar=days
    )
    with pytest.raises(ValidationError, match="한 번만"):
        doors.extend(
            complaint.pk,
            hand(cast.clerk, complaint),
            due_at=near + timedelta(days=1),
            reason="또",
            calendar=days,
        )


def test_hold_asks_a_reason_and_moves_no_due_time(cast: Cast) -> None:
    complaint = sorted_complaint(cast)
    with pytest.raises(ValidationError):
        doors.hold(complaint.pk, hand(cast.clerk, complaint), reason=" ")
    held = doors.hold(complaint.pk, hand(cast.clerk, complaint), reason="부품을 기다림")
    assert (held.state, held.due_at) == (State.ON_HOLD, complaint.due_at)
    resumed = doors.resume(complaint.pk, hand(cast.clerk, complaint))
    assert (resumed.state, resumed.hold_reason) == (State.IN_PROGRESS, "")


def test_transferred_complaint_is_new_at_the_other_office_with_its_receipt(cast: Cast) -> None:
    complaint = sorted_complaint(cast)
    moved = doors.transfer(
        complaint.pk,
        hand(cast.clerk, complaint),
        office=cast.other_office,
        reason="원천동 일",
        calendar=calendar(cast.office),
    )
    assert Complaint.objects.visible_to(cast.outsider).unsorted().get() == moved
    assert not Complaint.objects.visible_to(cast.clerk).exists()
    assert (moved.received_at, moved.due_at) == (complaint.received_at, None)
    assert last_line(moved).after["in_time"] is True


def test_complaint_cannot_be_assigned_to_somebody_of_another_office(cast: Cast) -> None:
    complaint = sorted_complaint(cast)
    with pytest.raises(ValidationError):
        doors.assign(complaint.pk, hand(cast.clerk, complaint), person=cast.outsider)
    assigned = doors.assign(complaint.pk, hand(cast.clerk, complaint), person=cast.manager)
    assert (assigned.state, assigned.assigned_to) == (State.ASSIGNED, cast.manager)


def test_long_term_outcome_needs_a_promised_day(cast: Cast) -> None:
    complaint = sorted_complaint(cast, Route.LONG_TERM)
    with pytest.raises(ValidationError) as caught:
        doors.settle(
            complaint.pk,
            hand(cast.clerk, complaint),
            outcome=Outcome.LONG_TERM,
            action_taken="예산을 신청함",
        )
    assert "promised_on" in caught.value.error_dict


def test_answer_that_tells_an_impossible_matter_as_fixed_is_stopped(cast: Cast) -> None:
    complaint = done_complaint(cast, Outcome.NOT_POSSIBLE)
    with pytest.raises(ValidationError) as caught:
        doors.reply(complaint.pk, hand(cast.clerk, complaint), answer="말씀하신 일을 해결했습니다.")
    assert "answer" in caught.value.error_dict
    sent = doors.reply(
        complaint.pk, hand(cast.clerk, complaint), answer="자리가 없어 하기 어렵습니다."
    )
    assert (sent.state, sent.answered_by) == (State.REPLIED, cast.clerk)


def test_reopened_complaint_is_new_with_a_clock_from_now(cast: Cast) -> None:
    complaint = done_complaint(cast)
    doors.reply(complaint.pk, hand(cast.clerk, complaint), answer="다시 켰습니다.")
    at = LATER + timedelta(days=7)
    again = doors.reopen(complaint.pk, hand(cast.clerk, complaint, at), reason="또 멈춤")
    assert (again.state, again.answer, again.clock_starts_at) == (State.RECEIVED, "", at)
    assert last_line(again).before["answer"] == "다시 켰습니다."
    sorted_again = doors.sort(
        complaint.pk,
        hand(cast.clerk, complaint, at),
        route=Route.QUICK_FIX,
        calendar=calendar(cast.office),
    )
    assert sorted_again.due_at > at


def test_joining_moves_the_notes_and_undoing_brings_them_back(cast: Cast) -> None:
    kept, other = make_complaint(cast.office), make_complaint(cast.office, "번호표 고장")
    emptied = joining.join(other.pk, hand(cast.clerk, other), target=kept.pk)
    assert (emptied.state, emptied.closing_ground) == (State.CLOSED, ClosingGround.DUPLICATE)
    assert kept.notes.count() == 2
    joining.undo(last_line(other).pk, cast.clerk, LATER)
    other.refresh_from_db()
    assert (other.state, other.joined_to, other.notes.count()) == (State.RECEIVED, None, 1)
    assert kept.notes.count() == 1


def test_complaints_of_two_offices_cannot_be_joined(cast: Cast) -> None:
    mine, theirs = make_complaint(cast.office), make_complaint(cast.other_office)
    with pytest.raises(ValidationError):
        joining.join(mine.pk, hand(cast.clerk, mine), target=theirs.pk)


def test_splitting_makes_a_second_complaint_and_can_be_undone(cast: Cast) -> None:
    whole = make_complaint(cast.office, "주차도 없고 화장실도 더러워요")
    part = joining.split(whole.pk, hand(cast.clerk, whole), matter="화장실")
    assert (part.split_from, part.matter, part.received_at) == (whole, "화장실", whole.received_at)
    joining.undo(last_line(whole).pk, cast.clerk, LATER)
    part.refresh_from_db()
    assert (part.state, part.joined_to) == (State.CLOSED, whole)


def test_one_note_stays_behind_when_notes_are_split_off(cast: Cast) -> None:
    whole = make_complaint(cast.office)
    second = make_note(cast.office, "화장실", complaint=whole)
    keys = tuple(whole.notes.values_list("pk", flat=True))
    with pytest.raises(ValidationError):
        joining.split(whole.pk, hand(cast.clerk, whole), matter="화장실", notes=keys)
    part = joining.split(whole.pk, hand(cast.clerk, whole), matter="화장실", notes=(second.pk,))
    assert (part.notes.get(), whole.notes.count()) == (second, 1)


def test_undo_takes_back_only_the_last_word_and_only_of_its_own_hand(cast: Cast) -> None:
    complaint = sorted_complaint(cast)
    line = last_line(complaint)
    with pytest.raises(joining.NothingToUndo):
        joining.undo(line.pk, cast.manager, LATER)
    doors.start(complaint.pk, hand(cast.manager, complaint))
    with pytest.raises(joining.NothingToUndo):
        joining.undo(line.pk, cast.clerk, LATER)


def test_undoing_a_transfer_brings_the_complaint_home(cast: Cast) -> None:
    complaint = sorted_complaint(cast)
    moved = doors.transfer(
        complaint.pk,
        hand(cast.clerk, complaint),
        office=cast.other_office,
        reason="착각",
        calendar=calendar(cast.office),
    )
    back = joining.undo(last_line(moved).pk, cast.clerk, LATER)
    assert (back.office, back.state, back.due_at) == (cast.office, State.SORTED, complaint.due_at)
