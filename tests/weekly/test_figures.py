"""The week counts what came and what became of it, and says no more than is known."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from boards.models import Complaint, Note, WeeklySnapshot
from boards.triage import joining
from boards.triage.changing import Hand
from boards.weekly.figures import WeekFigures, figures_of
from boards.weekly.snapshots import freeze, told
from boards.weekly.weeks import SEOUL, Week
from staff.models import ClosedDay
from tests.cast import Cast, Tablet

WEEK = Week(date(2026, 9, 28))
TUESDAY = datetime(2026, 9, 29, 10, 0, tzinfo=SEOUL)
NEXT_MONDAY = datetime(2026, 10, 5, 9, 0, tzinfo=SEOUL)


def post(tablet: Tablet, moment: datetime, **values: object) -> Note:
    with time_machine.travel(moment, tick=False):
        assert tablet.put(tablet.note(**values)).status_code == 201
    return Note.objects.order_by("-received_at", "-sequence").first()  # type: ignore[return-value]


def settle(note: Note, moment: datetime) -> None:
    Complaint.objects.filter(pk=note.complaint_id).update(
        state="done", outcome="resolved", settled_at=moment
    )


def test_a_week_belongs_to_the_month_of_its_thursday() -> None:
    assert WEEK.name == "2026년 10월 1주"
    assert WEEK.span == "9. 28.~10. 4."
    assert Week(date(2026, 12, 28)).name == "2026년 12월 5주"


def test_a_week_begins_on_monday_midnight_in_seoul(tablet: Tablet, cast: Cast) -> None:
    post(tablet, WEEK.start - timedelta(microseconds=1))
    post(tablet, WEEK.start)
    post(tablet, WEEK.end - timedelta(microseconds=1))
    post(tablet, WEEK.end)
    counts = figures_of(cast.office, WEEK, NEXT_MONDAY).counts
    assert (counts[0].this_week, counts[0].last_week) == (2, 1)


def test_counts_of_both_sides_this_week_and_last(tablet: Tablet, cast: Cast) -> None:
    for _ in range(3):
        post(tablet, TUESDAY, side="good")
    post(tablet, TUESDAY, side="regret")
    post(tablet, TUESDAY - timedelta(days=7), side="regret")
    rows = {row.label: row for row in figures_of(cast.office, WEEK, NEXT_MONDAY).counts}
    assert (rows["좋아요"].this_week, rows["좋아요"].last_week, rows["좋아요"].in_all) == (3, 0, 3)
    assert (rows["아쉬워요"].this_week, rows["아쉬워요"].change) == (1, 0)
    assert (rows["계"].this_week, rows["계"].in_all) == (4, 5)


def test_joining_two_complaints_settles_nothing(tablet: Tablet, cast: Cast) -> None:
    kept, joined = (post(tablet, TUESDAY, side="regret").complaint for _ in range(2))
    before = figures_of(cast.office, WEEK, NEXT_MONDAY).handling
    assert (before.received, before.settled, before.in_work) == (2, 0, 2)
    hands = Hand(cast.clerk, TUESDAY, joined.version)
    joining.join(joined.pk, hands, target=kept.pk)
    figures = figures_of(cast.office, WEEK, NEXT_MONDAY)
    after = figures.handling
    assert (after.received, after.settled, after.in_work) == (1, 0, 1)
    assert after.average_hours is None
    assert [action.reference for action in figures.actions] == [kept.reference]
    assert figures.counts[1].this_week == 2, "both were said"


def test_the_plan_names_what_nobody_sorted_then_what_presses_then_what_is_done(
    tablet: Tablet, cast: Cast
) -> None:
    done, later, sooner, unsorted = (post(tablet, TUESDAY, side="regret") for _ in range(4))
    settle(done, TUESDAY)
    for note, days in ((later, 9), (sooner, 3)):
        due = TUESDAY + timedelta(days=days)
        Complaint.objects.filter(pk=note.complaint_id).update(due_at=due, route="long_term")
    actions = figures_of(cast.office, WEEK, NEXT_MONDAY).actions
    wanted = [note.complaint.reference for note in (unsorted, sooner, later, done)]
    assert [action.reference for action in actions] == wanted


def test_handling_counts_what_was_carried_over_settled_and_late(tablet: Tablet, cast: Cast) -> None:
    old = post(tablet, TUESDAY - timedelta(days=7), side="regret")
    settle(old, TUESDAY)
    late = post(tablet, TUESDAY, side="regret")
    Complaint.objects.filter(pk=late.complaint_id).update(
        route="quick_fix", due_at=TUESDAY + timedelta(hours=4)
    )
    handling = figures_of(cast.office, WEEK, NEXT_MONDAY).handling
    assert (handling.carried_over, handling.received, handling.settled) == (1, 1, 1)
    assert (handling.in_work, handling.overdue) == (1, 1)


def test_a_regret_that_nobody_sorts_in_time_is_late(tablet: Tablet, cast: Cast) -> None:
    """Three working hours (영 13조): received at ten, its time for sorting is over at fourteen."""
    note = post(tablet, TUESDAY, side="regret")
    told = [
        (figures.handling.overdue, [action.is_overdue for action in figures.actions])
        for figures in (
            figures_of(cast.office, WEEK, TUESDAY + timedelta(minutes=minutes))
            for minutes in (239, 241)
        )
    ]
    assert told == [(0, [False]), (1, [True])]
    Complaint.objects.filter(pk=note.complaint_id).update(
        route="long_term", state="sorted", due_at=NEXT_MONDAY
    )
    assert figures_of(cast.office, WEEK, TUESDAY + timedelta(days=1)).handling.overdue == 0


def test_an_office_that_is_closed_has_longer_to_sort(cast: Cast) -> None:
    ClosedDay.objects.create(office=cast.office, date=TUESDAY.date(), name="청사 정비")
    for board in (cast.board, cast.other_board):
        post(Tablet(board), TUESDAY, side="regret")
    evening = TUESDAY + timedelta(hours=8)
    assert figures_of(cast.office, WEEK, evening).handling.overdue == 0
    assert figures_of(cast.hall, WEEK, evening).handling.overdue == 1


def test_the_week_and_the_desk_count_the_same_as_late(tablet: Tablet, cast: Cast) -> None:
    notes = [post(tablet, TUESDAY - timedelta(days=day), side="regret") for day in (3, 2, 1, 0)]
    settle(notes[1], TUESDAY)
    Complaint.objects.filter(pk=notes[2].complaint_id).update(
        route="quick_fix", state="sorted", due_at=notes[2].received_at + timedelta(hours=4)
    )
    with time_machine.travel(TUESDAY + timedelta(hours=1), tick=False):
        client = Client()
        client.force_login(cast.clerk)
        rows = client.get(
            reverse("admin:boards_complaint_changelist"), {"work": "overdue"}
        ).context["cl"]
        late = figures_of(cast.office, WEEK, TUESDAY + timedelta(hours=1)).handling.overdue
    assert rows.result_count == late == 2


def test_what_is_settled_after_the_week_was_open_when_it_ended(tablet: Tablet, cast: Cast) -> None:
    note = post(tablet, TUESDAY, side="regret")
    settle(note, NEXT_MONDAY)
    handling = figures_of(cast.office, WEEK, NEXT_MONDAY + timedelta(days=3)).handling
    assert (handling.settled, handling.in_work) == (0, 1)


def test_no_share_below_five(tablet: Tablet, cast: Cast) -> None:
    for number in range(5):
        handling = figures_of(cast.office, WEEK, NEXT_MONDAY).handling
        assert handling.rate is None, number
        note = post(tablet, TUESDAY + timedelta(minutes=number), side="regret")
    settle(note, TUESDAY + timedelta(hours=1))
    assert figures_of(cast.office, WEEK, NEXT_MONDAY).handling.rate == pytest.approx(20.0)


def test_average_handling_time_is_in_working_hours(tablet: Tablet, cast: Cast) -> None:
    note = post(tablet, datetime(2026, 9, 29, 17, 0, tzinfo=SEOUL), side="regret")
    settle(note, datetime(2026, 9, 30, 10, 0, tzinfo=SEOUL))
    assert figures_of(cast.office, WEEK, NEXT_MONDAY).handling.average_hours == 2.0


def test_an_office_counts_all_below_it_and_none_beside(cast: Cast) -> None:
    here, elsewhere = Tablet(cast.board), Tablet(cast.other_board)
    post(here, TUESDAY)
    post(elsewhere, TUESDAY)
    assert figures_of(cast.office, WEEK, NEXT_MONDAY).counts[2].this_week == 1
    assert figures_of(cast.district, WEEK, NEXT_MONDAY).counts[2].this_week == 1
    city = figures_of(cast.hall, WEEK, NEXT_MONDAY)
    assert city.counts[2].this_week == 2
    order = [row.name for row in city.offices]
    assert order == [
        "수원시청",
        "팔달구청",
        "인계동 행정복지센터",
        "영통구청",
        "원천동 행정복지센터",
    ]


def test_held_and_masked_text_never_reaches_the_page(tablet: Tablet, cast: Cast) -> None:
    post(tablet, TUESDAY, side="regret", text="씨발 다 꺼져")
    post(tablet, TUESDAY, side="regret", text="제 번호는 010-1234-5678 입니다")
    post(tablet, TUESDAY, side="regret", text="의자가 모자라요")
    voices = figures_of(cast.office, WEEK, NEXT_MONDAY).voices
    assert [voice.text for voice in voices] == ["의자가 모자라요"]


def test_the_number_of_queries_does_not_grow(tablet: Tablet, cast: Cast) -> None:
    def queries(office: object) -> int:
        with CaptureQueriesContext(connection) as captured:
            figures_of(office, WEEK, NEXT_MONDAY)  # type: ignore[arg-type]  # an office
        return len(captured)

    settle(post(tablet, TUESDAY, side="regret"), TUESDAY + timedelta(hours=1))
    few = queries(cast.office)
    for number in range(3):
        moment = TUESDAY + timedelta(minutes=number)
        settle(post(tablet, moment, side="regret"), moment + timedelta(hours=1))
    assert queries(cast.hall) == few <= 9


def test_a_kept_week_stays_as_it_was_told(tablet: Tablet, cast: Cast) -> None:
    post(tablet, TUESDAY)
    first, made = freeze(cast.office, WEEK, NEXT_MONDAY)
    assert made
    Note.objects.update(category="parking")
    again, made_again = freeze(cast.office, WEEK, NEXT_MONDAY)
    assert (again, made_again) == (first, False)
    figures, kept_at = told(cast.office, WEEK, NEXT_MONDAY)
    assert kept_at == first.made_at
    assert figures.categories[0].label == "설명·서류 안내"
    assert WeeklySnapshot.objects.count() == 1


def test_figures_survive_being_kept(tablet: Tablet, cast: Cast) -> None:
    settle(post(tablet, TUESDAY, side="regret"), TUESDAY + timedelta(hours=1))
    figures = figures_of(cast.hall, WEEK, NEXT_MONDAY)
    assert WeekFigures.from_dict(figures.as_dict()) == figures


def test_a_running_week_cannot_be_kept(cast: Cast) -> None:
    with pytest.raises(ValueError, match="끝나지 않은"):
        freeze(cast.office, WEEK, TUESDAY)
