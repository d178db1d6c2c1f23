"""The one table of allowed changes of a complaint (DOMAIN.md §3) and what each asks.

A change that isn't in the table can't happen: the doors read it, the pages show only what it
allows, and a property test walks every path through it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from boards.models import State

RECEIVED, SORTED, ASSIGNED = State.RECEIVED, State.SORTED, State.ASSIGNED
IN_PROGRESS, ON_HOLD = State.IN_PROGRESS, State.ON_HOLD
DONE, REPLIED, CLOSED = State.DONE, State.REPLIED, State.CLOSED

OPEN = (RECEIVED, SORTED, ASSIGNED, IN_PROGRESS, ON_HOLD)
SETTLED = (DONE, REPLIED, CLOSED)


@dataclass(frozen=True)
class Change:
    """A change by its label, where it leads from each state, and what must be given."""

    label: str
    moves: Mapping[State, State]
    asks: tuple[str, ...] = ()
    can_be_undone: bool = False
    article: str = ""


def _each(states: tuple[State, ...], to: State) -> Mapping[State, State]:
    return MappingProxyType(dict.fromkeys(states, to))


def _stays(*states: State) -> Mapping[State, State]:
    return MappingProxyType({state: state for state in states})


CHANGES: Mapping[str, Change] = MappingProxyType(
    {
        "sort": Change("분류", _each((RECEIVED,), SORTED), ("route",), can_be_undone=True),
        "resort": Change(
            "분류 변경",
            _stays(SORTED, ASSIGNED, IN_PROGRESS),
            ("route", "reason"),
            can_be_undone=True,
        ),
        "assign": Change(
            "담당자 지정",
            MappingProxyType({SORTED: ASSIGNED, **_stays(ASSIGNED, IN_PROGRESS, ON_HOLD)}),
            ("person",),
            can_be_undone=True,
        ),
        "start": Change("처리 시작", _each((SORTED, ASSIGNED), IN_PROGRESS), can_be_undone=True),
        # The clock runs on (DOMAIN.md §3): a hold moves no due time.
        "hold": Change(
            "보류", _each((SORTED, ASSIGNED, IN_PROGRESS), ON_HOLD), ("reason",), can_be_undone=True
        ),
        "resume": Change("보류 해제", _each((ON_HOLD,), IN_PROGRESS), can_be_undone=True),
        "extend": Change(
            "기한 연장",
            _stays(SORTED, ASSIGNED, IN_PROGRESS, ON_HOLD),
            ("due_at", "reason"),
            article="영 21조",
        ),
        "transfer": Change(
            "이송",
            _each(OPEN, RECEIVED),
            ("office", "reason"),
            can_be_undone=True,
            article="영 13조",
        ),
        "settle": Change(
            "완료", _each((SORTED, ASSIGNED, IN_PROGRESS), DONE), ("outcome", "action_taken")
        ),
        "reply": Change("회신", _each((DONE,), REPLIED), ("answer",)),
        "correct": Change("답변 정정", _stays(REPLIED), ("answer", "reason")),
        "close": Change("종결", _each(OPEN, CLOSED), ("ground",), can_be_undone=True),
        "join": Change(
            "합치기", _each(OPEN, CLOSED), ("target",), can_be_undone=True, article="영 6조 6항"
        ),
        "split": Change("나누기", _stays(*OPEN), ("matter",), can_be_undone=True),
        # A person looks again, so it is new: unsorted, with a clock of its own.
        "reopen": Change("다시 열기", _each(SETTLED, RECEIVED), ("reason",)),
    }
)


def allowed_changes(state: str) -> list[str]:
    """Names of the changes that a complaint in `state` may go through, in the table's order."""
    return [name for name, change in CHANGES.items() if state in change.moves]
