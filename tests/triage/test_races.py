"""Two clerks at once: one wins, the other is told, nothing is overwritten silently."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from boards.models import Complaint, Route, State, TrailEntry
from boards.triage import doors, joining
from boards.triage.changing import Hand, StaleVersion
from staff.models import User
from staff.working_time import Calendar
from tests.cast import Cast
from tests.triage.helpers import LATER, calendar, make_complaint

ROUNDS = 100


def both(one: Callable[[], object], other: Callable[[], object]) -> list[str]:
    """Run two changes at the same moment; how each ended: 'done', 'stale' or 'refused'."""
    gate, ended = threading.Barrier(2), []

    def run(change: Callable[[], object]) -> None:
        gate.wait()
        try:
            change()
            ended.append("done")
        except StaleVersion:
            ended.append("stale")
        except ValidationError:
            ended.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(change,)) for change in (one, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ended)


def sort_by(user: User, complaint: Complaint, route: str, days: Calendar) -> Callable[[], object]:
    seen = Hand(user, LATER, complaint.version)
    return lambda: doors.sort(complaint.pk, seen, route=route, calendar=days)


def join_by(user: User, one: Complaint, other: Complaint) -> Callable[[], object]:
    seen = Hand(user, LATER, one.version)
    return lambda: joining.join(one.pk, seen, target=other.pk)


@pytest.mark.django_db(transaction=True)
def test_of_two_clerks_one_wins_and_the_other_is_told_a_hundred_times(cast: Cast) -> None:
    days = calendar(cast.office)
    for _ in range(ROUNDS):
        complaint = make_complaint(cast.office)
        ended = both(
            sort_by(cast.clerk, complaint, Route.QUICK_FIX, days),
            sort_by(cast.manager, complaint, Route.LONG_TERM, days),
        )
        assert ended == ["done", "stale"]
        stored = Complaint.objects.get(pk=complaint.pk)
        line = TrailEntry.objects.of(f"complaint:{complaint.pk}").get()
        assert (stored.version, stored.route) == (complaint.version + 1, line.after["route"])


@pytest.mark.django_db(transaction=True)
def test_two_complaints_joined_crosswise_neither_deadlock_nor_lose_a_note(cast: Cast) -> None:
    for _ in range(20):
        one, other = make_complaint(cast.office), make_complaint(cast.office)
        ended = both(join_by(cast.clerk, one, other), join_by(cast.manager, other, one))
        assert ended in (["done", "refused"], ["done", "stale"])
        kept = Complaint.objects.get(pk__in=[one.pk, other.pk], state=State.RECEIVED)
        assert kept.notes.count() == 2
