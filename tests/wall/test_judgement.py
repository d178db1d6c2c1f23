"""What screening wrongly held is released by a person, and the trail says why."""

from __future__ import annotations

import pytest
from django.test import Client

from boards.handles import handle_of
from boards.models import Complaint, Note, TrailEntry
from tests.cast import Cast, Tablet

pytestmark = pytest.mark.django_db
PHONE = "010-1234-5678"


def door(note: Note, what: str) -> str:
    return f"/admin/boards/note/{handle_of(note.pk)}/{what}/"


def logged_in(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


@pytest.fixture
def held(tablet: Tablet) -> Note:
    """A regret that is taken for an accusation, with a name and a number in it."""
    text = f"3번 창구 여자 직원이 반말로 소리를 질렀어요. 박서연 주무관 {PHONE}"
    tablet.put(tablet.note(side="regret", text=text))
    note = Note.objects.get()
    assert note.accuses_person
    assert Complaint.objects.get().for_leader
    return note


def test_a_leader_takes_a_wrong_judgement_back_and_shows_the_note(held: Note, cast: Cast) -> None:
    leader = logged_in(cast.manager)
    opened = leader.post(door(held, "open")).content.decode()
    assert door(held, "judge") in opened
    leader.post(door(held, "judge"), {"reason": "창구 기계를 두고 한 말입니다"})
    held.refresh_from_db()
    assert not held.accuses_person
    assert held.visibility == "waiting", "it is shown by a touch of its own"
    assert not Complaint.objects.get().for_leader
    line = TrailEntry.objects.of(f"note:{held.pk}").last()
    assert line and line.action == "note.judged_anew"
    assert line.reason == "창구 기계를 두고 한 말입니다"
    assert line.before["accuses"] and not line.after["accuses"]
    assert "박서연" not in str(line.before) + str(line.after)
    leader.post(door(held, "show"))
    held.refresh_from_db()
    assert held.visibility == "public"
    assert "박서연" in held.public_text
    assert PHONE not in held.public_text, "a number stays masked"


def test_who_judges_without_a_look_leaves_the_look_in_the_trail(held: Note, cast: Cast) -> None:
    logged_in(cast.manager).post(door(held, "judge"), {"reason": "창구 기계 이야기"})
    looks = [line.action for line in TrailEntry.objects.of(f"note:{held.pk}")]
    assert looks[-2:] == ["note.opened", "note.judged_anew"]


def test_a_clerk_unmasks_what_is_no_name(tablet: Tablet, cast: Cast) -> None:
    tablet.put(tablet.note(text="국가대표 박서연 주무관님 포스터가 멋져요"))
    note = Note.objects.get()
    assert "박서연" not in note.public_text
    clerk = logged_in(cast.clerk)
    assert door(note, "judge") in clerk.post(door(note, "open")).content.decode()
    clerk.post(door(note, "judge"), {"reason": "포스터의 이름입니다"})
    note.refresh_from_db()
    assert note.public_text == note.text


def test_without_a_reason_nothing_changes(held: Note, cast: Cast) -> None:
    leader = logged_in(cast.manager)
    answer = leader.post(door(held, "judge"), {"reason": "  "}, follow=True)
    assert "왜 잘못된 판정인지" in answer.content.decode()
    held.refresh_from_db()
    assert held.accuses_person


def test_who_may_not_read_it_may_not_judge_it(held: Note, cast: Cast) -> None:
    for user in (cast.clerk, cast.outsider):
        answer = logged_in(user).post(door(held, "judge"), {"reason": "아님"})
        assert answer.status_code in (403, 404)
    for user in (cast.trainer, cast.administrator):
        assert logged_in(user).post(door(held, "judge"), {"reason": "아님"}).status_code == 403
    held.refresh_from_db()
    assert held.accuses_person


def test_a_plain_note_offers_nothing_to_take_back(tablet: Tablet, cast: Cast) -> None:
    tablet.put(tablet.note(text=f"전화 {PHONE} 로 알려 주세요"))
    note, clerk = Note.objects.get(), logged_in(cast.clerk)
    assert door(note, "judge") not in clerk.post(door(note, "open")).content.decode()
    answer = clerk.post(door(note, "judge"), {"reason": "아님"}, follow=True)
    assert "되돌릴 판정이 없습니다" in answer.content.decode()
