"""Two clerks on one complaint see each other."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from boards.models import Complaint, Presence
from boards.triage.presence import KEPT_FOR, gone
from tests.cast import Cast
from tests.triage.helpers import LATER, make_complaint

pytestmark = pytest.mark.django_db


def logged_in(user: object) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(complaint: Complaint) -> str:
    return f"/admin/boards/complaint/{complaint.pk}/change/"


def here_of(complaint: Complaint) -> str:
    return f"/admin/boards/complaint/{complaint.pk}/here/"


def test_each_sees_that_the_other_has_it_open(cast: Cast) -> None:
    complaint = make_complaint(cast.office)
    with time_machine.travel(LATER, tick=False) as clock:
        clerk, manager = logged_in(cast.clerk), logged_in(cast.manager)
        assert "님도 이 민원을 열어" not in clerk.get(page_of(complaint)).content.decode()
        assert "시험clerk 님도 이 민원을" in manager.get(page_of(complaint)).content.decode()
        assert clerk.get(here_of(complaint)).json() == {"others": ["시험manager"], "version": 1}
        clock.shift(timedelta(seconds=40))
        assert clerk.get(here_of(complaint)).json()["others"] == []


def test_who_leaves_is_gone_at_once(cast: Cast) -> None:
    complaint = make_complaint(cast.office)
    clerk, manager = logged_in(cast.clerk), logged_in(cast.manager)
    manager.get(page_of(complaint))
    assert manager.get(here_of(complaint) + "?left=1").status_code == 204
    assert clerk.get(here_of(complaint)).json()["others"] == []


def test_nothing_of_it_is_kept(cast: Cast) -> None:
    complaint = make_complaint(cast.office)
    Presence.objects.create(complaint=complaint, user=cast.clerk, seen_at=LATER - KEPT_FOR * 2)
    gone(complaint, cast.manager, LATER)
    assert not Presence.objects.exists()


def test_a_poll_of_another_offices_complaint_tells_nothing(cast: Cast) -> None:
    complaint = make_complaint(cast.office)
    outsider = logged_in(cast.outsider)
    assert outsider.get(here_of(complaint)).status_code == 404
    assert not Presence.objects.exists()


def test_the_poll_keeps_nobody_logged_in(cast: Cast) -> None:
    complaint = make_complaint(cast.office)
    with time_machine.travel(LATER, tick=False) as clock:
        clerk = logged_in(cast.clerk)
        clerk.get(page_of(complaint))
        for _ in range(5):
            clock.shift(timedelta(minutes=5))
            answer = clerk.get(here_of(complaint), headers={"X-Board-Poll": "1"})
        assert answer.status_code == 401
