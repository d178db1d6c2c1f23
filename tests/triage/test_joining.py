"""Joining, splitting and undoing reach only what their person may read, and keep promises."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from boards.models import Complaint, Distinction, Plan, Route, State, TrailEntry
from boards.receipts import shown
from boards.triage import beside, doors, joining
from boards.triage.page import Action, notes_of
from boards.triage.sorting import NOT_HERE
from tests.cast import Cast, Tablet
from tests.triage.helpers import LATER, calendar, hand, make_complaint, make_note

UNKNOWN, HUGE = 999_999, 10**4000
SORT = "/admin/boards/complaint/sort/"


@pytest.fixture
def mine(cast: Cast) -> Complaint:
    return make_complaint(cast.office)


@pytest.fixture
def hidden(cast: Cast) -> Complaint:
    return make_complaint(cast.office, "3번 창구 직원이 불친절해요", accuses_person=True)


@pytest.fixture
def clerk(cast: Cast, client: Client) -> Client:
    client.force_login(cast.clerk)
    return client


def last_line_of(complaint: Complaint) -> int:
    line = TrailEntry.objects.of(f"complaint:{complaint.pk}").last()
    assert line is not None
    return line.pk


def promised(cast: Cast, complaint: Complaint, sentence: str = "기기를 바꾸겠습니다.") -> Plan:
    """The complaint in long-term review, with a running plan."""
    doors.sort(
        complaint.pk,
        hand(cast.clerk, complaint),
        route=Route.LONG_TERM,
        calendar=calendar(cast.office),
    )
    return beside.make_plan(
        complaint.pk,
        hand(cast.clerk, complaint),
        owner=cast.clerk,
        theme="citizens",
        public_sentence=sentence,
        promised_on=date(2027, 3, 2),
    )


def test_a_hidden_target_is_refused_in_the_words_of_an_unknown_one_on_the_page(
    clerk: Client, mine: Complaint, hidden: Complaint
) -> None:
    answers = set()
    for target in (hidden.pk, UNKNOWN, HUGE, mine.pk):
        answer = clerk.post(
            f"/admin/boards/complaint/{mine.pk}/do/join/", {"version": 1, "target": target}
        )
        assert answer.status_code == 422
        answers.add(str(join_errors(answer.context["actions"])))
    assert len(answers) == 1
    assert "같은 기관의 다른 민원" in answers.pop()
    hidden.refresh_from_db()
    assert (hidden.version, hidden.notes.count(), mine.notes.count()) == (1, 1, 1)


def join_errors(actions: list[Action]) -> object:
    return next(action.form.errors for action in actions if action.name == "join")


def test_a_hidden_target_is_refused_in_the_words_of_an_unknown_one_while_sorting(
    clerk: Client, mine: Complaint, hidden: Complaint
) -> None:
    told = set()
    for target in (hidden.pk, UNKNOWN, HUGE):
        posted = {"choice": "join", "pk": mine.pk, "version": 1, "target": target}
        answer = clerk.post(SORT, posted, follow=True)
        told.add(tuple(str(message) for message in answer.context["messages"]))
        assert clerk.post(SORT, posted | {"choice": "not_same"}).status_code == 302
    assert told == {("같은 기관의 다른 민원을 골라 주세요.",)}
    assert not Distinction.objects.exists()
    assert (hidden.notes.count(), mine.notes.count()) == (1, 1)


def test_what_was_told_apart_or_skipped_by_mistake_is_taken_back_first(
    cast: Cast, clerk: Client, mine: Complaint, tablet: Tablet
) -> None:
    """The way back leads to the last step, not past it to an older decision."""
    tablet.put(tablet.note(side="regret", text="정수기 물이 안 나와요"))
    tablet.put(tablet.note(side="regret", text="주차장이 좁아요"))
    older, other = Complaint.objects.exclude(pk=mine.pk).order_by("pk")
    close = {"choice": "close", "pk": older.pk, "version": 1, "ground": "withdrawn"}
    clerk.post(SORT, close)
    apart = {"choice": "not_same", "pk": mine.pk, "version": 1, "target": other.pk}
    clerk.post(SORT, apart)
    assert Distinction.objects.count() == 1
    clerk.post(SORT, {"choice": "skip", "pk": other.pk, "version": 1})

    def undone() -> str:
        answer = clerk.post(SORT, {"choice": "undo"}, follow=True)
        return " ".join(str(message) for message in answer.context["messages"])

    assert undone().endswith(f"{other.reference} 건너뛰기")
    assert Distinction.objects.count() == 1
    assert undone().endswith(f"{mine.reference} 다른 일")
    assert not Distinction.objects.exists()
    older.refresh_from_db()
    assert older.state == "closed"
    assert undone().endswith(f"{older.reference} 종결")
    older.refresh_from_db()
    assert older.state == "received"


def test_what_was_told_apart_and_taken_back_elsewhere_is_not_taken_back_again(
    clerk: Client, mine: Complaint, tablet: Tablet
) -> None:
    tablet.put(tablet.note(side="regret", text="정수기 물이 안 나와요"))
    other = Complaint.objects.exclude(pk=mine.pk).get()
    clerk.post(SORT, {"choice": "not_same", "pk": mine.pk, "version": 1, "target": other.pk})
    Distinction.objects.all().delete()
    answer = clerk.post(SORT, {"choice": "undo"}, follow=True)
    assert [str(told) for told in answer.context["messages"]][-1] == "이미 되돌린 일입니다."


def test_a_key_that_slipped_is_told(cast: Cast, clerk: Client, mine: Complaint) -> None:
    posted = {"choice": "close", "pk": mine.pk, "version": 1, "ground": "withdrawn"}
    answer = clerk.post(SORT, posted, follow=True)
    told = [str(one) for one in answer.context["messages"]]
    assert told == [f"{mine.reference}: 종결. Z로 되돌릴 수 있습니다."]


def test_who_asks_for_a_complaint_that_does_not_wait_is_told_that_another_comes(
    clerk: Client, mine: Complaint, hidden: Complaint
) -> None:
    answers = set()
    for asked in (hidden.pk, UNKNOWN, HUGE):
        page = clerk.get(SORT, {"pk": asked})
        assert page.context["complaint"] == mine
        answers.add(tuple(str(told) for told in page.context["messages"]))
    assert answers == {(NOT_HERE,)}
    for asked in ({"pk": mine.pk}, {}):
        assert not [*clerk.get(SORT, asked).context["messages"]]


def test_a_settled_hidden_target_says_no_more_than_an_unknown_one(
    cast: Cast, mine: Complaint, hidden: Complaint
) -> None:
    doors.close(hidden.pk, hand(cast.manager, hidden), ground="withdrawn")
    with pytest.raises(ValidationError, match="같은 기관의 다른 민원"):
        joining.join(mine.pk, hand(cast.clerk, mine), target=hidden.pk)


def test_the_team_leader_joins_what_is_the_leaders(
    cast: Cast, mine: Complaint, hidden: Complaint
) -> None:
    joining.join(mine.pk, hand(cast.manager, mine), target=hidden.pk)
    assert hidden.notes.count() == 2


def test_a_running_plan_is_not_joined_away_and_its_promise_stays_on_the_receipt(
    cast: Cast, clerk: Client, mine: Complaint
) -> None:
    other = make_complaint(cast.office, "번호표가 또 안 나와요")
    plan = promised(cast, mine)
    note, version = mine.notes.get(), Complaint.objects.get(pk=mine.pk).version
    answer = clerk.post(
        f"/admin/boards/complaint/{mine.pk}/do/join/", {"version": version, "target": other.pk}
    )
    assert answer.status_code == 422
    assert "상대 민원을 열어 이 민원에 합쳐 주세요" in answer.content.decode()
    assert plan.public_sentence in Client().get(f"/n/{shown(note.receipt_code)}/").content.decode()
    later = other.notes.get()
    joining.join(other.pk, hand(cast.clerk, other), target=mine.pk)
    assert plan.public_sentence in Client().get(f"/n/{shown(later.receipt_code)}/").content.decode()


def test_what_was_joined_to_another_offers_no_promise_and_takes_none(
    cast: Cast, clerk: Client, mine: Complaint
) -> None:
    kept = make_complaint(cast.office, "번호표가 또 안 나와요")
    plan = promised(cast, mine)
    Plan.objects.update(finished_at=LATER)
    joining.join(mine.pk, hand(cast.clerk, mine), target=kept.pk)
    Plan.objects.update(finished_at=None)  # as joins of earlier days left it
    page = clerk.get(f"/admin/boards/complaint/{mine.pk}/change/").content.decode()
    for words in ("약속한 날 옮기기", "진행 적기", "계획 세우기"):
        assert words not in page
    assert "계획 끝냄" in page
    day = plan.promised_on + timedelta(days=9)
    with pytest.raises(ValidationError, match="합친 민원에서"):
        beside.move_promise(mine.pk, hand(cast.clerk, mine), promised_on=day, reason="예산")


def test_undo_brings_nothing_back_that_its_person_may_no_longer_read(
    cast: Cast, mine: Complaint
) -> None:
    joining.split(mine.pk, hand(cast.clerk, mine), matter="화장실")
    line = last_line_of(mine)
    Complaint.objects.filter(pk=mine.pk).update(for_leader=True)
    with pytest.raises(joining.NothingToUndo):
        joining.undo(line, cast.clerk, LATER)
    assert TrailEntry.objects.of(f"complaint:{mine.pk}").count() == 1


def test_undo_touches_no_complaint_that_was_handed_over_since(cast: Cast, mine: Complaint) -> None:
    kept = make_complaint(cast.office, "번호표 고장")
    whole = make_complaint(cast.office, "주차도 없고 화장실도 더러워요")
    joining.join(mine.pk, hand(cast.clerk, mine), target=kept.pk)
    part = joining.split(whole.pk, hand(cast.clerk, whole), matter="화장실")
    for gone in (kept, part):
        doors.transfer(
            gone.pk,
            hand(cast.clerk, gone),
            office=cast.other_office,
            reason="원천동 일",
            calendar=calendar(cast.office),
        )
    for left in (mine, whole):
        with pytest.raises(joining.NothingToUndo):
            joining.undo(last_line_of(left), cast.clerk, LATER)
    part.refresh_from_db()
    assert (part.state, kept.notes.count()) == (State.RECEIVED, 2)


def test_a_part_does_not_show_grave_notes_that_joined_its_whole_later(
    cast: Cast, mine: Complaint, hidden: Complaint
) -> None:
    part = joining.split(mine.pk, hand(cast.clerk, mine), matter="화장실")
    joining.join(hidden.pk, hand(cast.manager, hidden), target=mine.pk)
    assert [note.text for note in notes_of(part)] == ["번호표가 안 나와요"]
    grave = make_note(cast.office, "3번 창구", accuses_person=True)
    accusing = Complaint.objects.get(pk=grave.complaint_id)
    of_grave = joining.split(accusing.pk, hand(cast.manager, accusing), matter="화장실")
    assert [note.pk for note in notes_of(of_grave)] == [grave.pk]
