"""Reminders and the outbox."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.locmem import EmailBackend

from boards import mail
from boards.models import OutgoingMail, Route
from boards.triage import doors
from boards.triage.reminders import prepare
from staff.models import User
from tests.cast import Cast
from tests.triage.helpers import LATER, calendar, hand, make_complaint


@pytest.fixture
def with_mail(cast: Cast) -> Cast:
    for user in (cast.clerk, cast.manager, cast.outsider):
        user.email = f"{user.username}@example.invalid"
        user.save(update_fields=["email"])
    return cast


def subjects(to: User) -> list[str]:
    rows = OutgoingMail.objects.filter(to=to.email).order_by("pk")
    return [row.subject for row in rows]


def test_new_complaints_are_told_once_a_day_to_the_offices_clerk(with_mail: Cast) -> None:
    make_complaint(with_mail.office, "아주 긴 불편", at=LATER.replace(hour=16))
    evening = LATER.replace(hour=17)
    prepare(evening)
    prepare(evening + timedelta(hours=1))
    assert subjects(with_mail.clerk) == ["[칭찬게시판] 인계동 행정복지센터 새 민원 1건"]
    assert subjects(with_mail.outsider) == []
    assert "불편" not in OutgoingMail.objects.get().body


def test_what_must_be_sorted_today_is_told_to_the_clerk(with_mail: Cast) -> None:
    """Three working hours from 10:00 end at 14:00, after lunch (영 13조)."""
    make_complaint(with_mail.office)
    prepare(LATER)
    [first] = OutgoingMail.objects.all()
    assert first.subject.endswith("새 민원 1건(오늘까지 분류 1건)")
    assert "오늘 안에 분류할 민원: 1건(가장 이른 기한 14:00)" in first.body
    make_complaint(with_mail.office, at=LATER + timedelta(minutes=30))
    make_complaint(with_mail.office, at=LATER.replace(hour=16))
    prepare(LATER + timedelta(minutes=35))
    prepare(LATER + timedelta(minutes=40))
    assert [subject.partition(" 오늘 ")[2] for subject in subjects(with_mail.clerk)[1:]] == [
        "15:30까지 분류"
    ]


def test_what_was_not_sorted_in_time_is_told_to_the_team_leader(with_mail: Cast) -> None:
    make_complaint(with_mail.office)
    prepare(LATER.replace(hour=14))
    assert subjects(with_mail.manager) == []
    prepare(LATER.replace(hour=15))
    prepare(LATER.replace(hour=16))
    assert ["분류 기한경과" in subject for subject in subjects(with_mail.manager)] == [True]


def test_due_goes_to_the_handler_and_overdue_to_the_team_leader(with_mail: Cast) -> None:
    complaint = make_complaint(with_mail.office)
    doors.sort(
        complaint.pk,
        hand(with_mail.clerk, complaint),
        route=Route.QUICK_FIX,
        calendar=calendar(with_mail.office),
    )
    prepare(LATER)
    assert "기한이 다가옴" in subjects(with_mail.clerk)[0]
    assert subjects(with_mail.manager) == []
    prepare(LATER + timedelta(hours=4))
    prepare(LATER + timedelta(hours=5))
    assert ["기한경과" in subject for subject in subjects(with_mail.manager)] == [True]


def test_progress_is_due_every_thirty_days(with_mail: Cast) -> None:
    make_complaint(with_mail.office, at=LATER - timedelta(days=61))
    prepare(LATER)
    assert any("접수 60일" in subject for subject in subjects(with_mail.clerk))


def test_a_mail_is_sent_once(with_mail: Cast) -> None:
    mail.put("k", ["a@example.invalid", "a@example.invalid", ""], "제목", "본문", LATER)
    mail.put("k", ["a@example.invalid"], "제목", "본문", LATER)
    assert mail.send_next(LATER) is True
    assert mail.send_next(LATER) is None
    assert [m.subject for m in django_mail.outbox] == ["제목"]


def test_a_failed_mail_waits_longer_each_time_and_is_kept(
    with_mail: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Any, messages: Any) -> int:
        raise ConnectionRefusedError("no server")

    mail.put("k", ["a@example.invalid"], "제목", "본문", LATER)
    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", refuse)
        assert mail.send_next(LATER) is False
        assert mail.send_next(LATER) is None
    row = OutgoingMail.objects.get()
    assert (row.attempts, row.not_before) == (1, LATER + timedelta(minutes=2))
    assert mail.send_next(row.not_before) is True
