"""The table of states: no path leads where the table forbids, each path leaves its lines."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from boards.models import Complaint, Outcome, Route, State, TrailEntry
from boards.triage import doors, joining
from boards.triage.changing import Hand, NotAllowed
from boards.triage.states import CHANGES, OPEN, SETTLED, allowed_changes
from staff.models import User
from tests.cast import make_cast
from tests.triage.helpers import LATER, calendar, make_complaint


def test_every_state_has_a_way_out_and_every_change_a_door() -> None:
    assert all(allowed_changes(state) for state in State)
    for name in CHANGES:
        assert hasattr(doors, name) or hasattr(joining, name), name


def test_the_table_knows_every_state() -> None:
    assert set(OPEN) | set(SETTLED) == set(State)
    assert not set(OPEN) & set(SETTLED)


@pytest.mark.parametrize("state", SETTLED)
def test_what_is_settled_changes_only_by_answer_or_a_persons_look(state: State) -> None:
    assert set(allowed_changes(state)) <= {"reply", "correct", "reopen"}


class Paths(TestCase):
    """Random walks over all doors with good arguments."""

    def setUp(self) -> None:
        self.cast = make_cast()
        self.days = calendar(self.cast.office)

    def arguments(self, name: str, complaint: Complaint, by: User) -> dict[str, Any]:
        far = self.cast.office if complaint.office_id != self.cast.office.pk else self.cast.district
        other = make_complaint(complaint.office) if name == "join" else None
        due = complaint.due_at + timedelta(hours=1) if complaint.due_at else LATER
        given: dict[str, dict[str, Any]] = {
            "sort": {"route": Route.QUICK_FIX, "calendar": self.days},
            "resort": {"route": Route.LONG_TERM, "reason": "오래 걸림", "calendar": self.days},
            "assign": {"person": self.cast.manager},
            "hold": {"reason": "부품 대기"},
            "extend": {"due_at": due, "reason": "더 걸림", "calendar": self.days},
            "transfer": {"office": far, "reason": "소관", "calendar": self.days},
            "settle": {"outcome": Outcome.PARTLY, "action_taken": "일부 고침"},
            "reply": {"answer": "말씀해 주셔서 고맙습니다."},
            "correct": {"answer": "바로잡아 알려 드립니다.", "reason": "오기"},
            "close": {"ground": "withdrawn"},
            "join": {"target": other.pk if other else 0},
            "split": {"matter": "둘째 일"},
            "reopen": {"reason": "다시 살핌"},
        }
        return given.get(name, {})

    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.sampled_from(sorted(CHANGES)), min_size=1, max_size=12))
    def test_no_path_leaves_the_table_and_each_step_leaves_one_line(self, path: list[str]) -> None:
        complaint = make_complaint(self.cast.office)
        subject = f"complaint:{complaint.pk}"
        for step, name in enumerate(path):
            complaint = Complaint.objects.get(pk=complaint.pk)
            before, lines = complaint.state, TrailEntry.objects.of(subject).count()
            hand = Hand(self.cast.manager, LATER + timedelta(minutes=step), complaint.version)
            door = getattr(doors, name, None) or getattr(joining, name)
            arguments = self.arguments(name, complaint, self.cast.manager)
            try:
                door(complaint.pk, hand, **arguments)
            except ValidationError as refused:
                stored = Complaint.objects.get(pk=complaint.pk)
                assert (stored.state, stored.version) == (before, complaint.version)
                assert TrailEntry.objects.of(subject).count() == lines
                assert isinstance(refused, NotAllowed) == (before not in CHANGES[name].moves)
            else:
                stored = Complaint.objects.get(pk=complaint.pk)
                assert stored.state == CHANGES[name].moves[State(before)]
                assert stored.version == complaint.version + 1
                assert TrailEntry.objects.of(subject).count() == lines + 1
        self.assert_chain_holds(subject)

    def assert_chain_holds(self, subject: str) -> None:
        previous = "0" * 64
        for position, line in enumerate(TrailEntry.objects.of(subject), start=1):
            assert (line.position, line.previous_digest) == (position, previous)
            assert line.computed_digest() == line.digest
            previous = line.digest
