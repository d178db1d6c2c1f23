"""The figures of a week of an office and all below it: computed once, rendered anywhere.

A note counts in the week in which the server received it. Nothing is ranked: categories are in
the order of how often they came, offices in the city's own order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Count, F, Q, When

from boards.calendars import Calendars
from boards.models import Category, Complaint, Note, Outcome, Side
from boards.models.complaint import UNSORTED, started_sorting_before
from boards.weekly.weeks import Week
from staff.models import ClosedDay, Office
from staff.working_time import working_hours_between

LEAST_FOR_A_SHARE = 5  # below this no share is shown: it would say more than is known
TOP_CATEGORIES = 5
MOST_VOICES = 6
MOST_ACTIONS = 10


@dataclass(frozen=True)
class Counted:
    """One side, or both: this week, the week before, since the first note."""

    label: str
    this_week: int
    last_week: int
    in_all: int

    @property
    def change(self) -> int:
        return self.this_week - self.last_week

    @property
    def change_size(self) -> int:
        return abs(self.change)


@dataclass(frozen=True)
class Handling:
    """What became of regrets. `overdue`: open, and past the due time or the time for sorting.
    `average_hours` are working hours from receipt to settling, per complaint."""

    carried_over: int
    received: int
    settled: int
    in_work: int
    overdue: int
    average_hours: float | None

    @property
    def due_in_all(self) -> int:
        return self.carried_over + self.received

    @property
    def rate(self) -> float | None:
        """처리율 = 완료 ÷ (이월 + 접수) × 100; None below five."""
        if self.due_in_all < LEAST_FOR_A_SHARE:
            return None
        return self.settled / self.due_in_all * 100


@dataclass(frozen=True)
class OfCategory:
    label: str
    good: int
    regret: int

    @property
    def in_all(self) -> int:
        return self.good + self.regret


@dataclass(frozen=True)
class Voice:
    """A note as the public may read it."""

    side: str
    category: str
    text: str


@dataclass(frozen=True)
class Action:
    """One line of 조치계획."""

    reference: str
    category: str
    action: str
    person: str
    due: str
    state: str
    is_overdue: bool


@dataclass(frozen=True)
class OfOffice:
    """An office below, in official order."""

    name: str
    slug: str
    good: int
    regret: int


@dataclass(frozen=True)
class WeekFigures:
    """Everything that the weekly page says."""

    office: str
    week: str
    span: str
    title: str
    counts: tuple[Counted, ...]
    handling: Handling
    categories: tuple[OfCategory, ...]
    voices: tuple[Voice, ...]
    actions: tuple[Action, ...]
    offices: tuple[OfOffice, ...]

    def as_dict(self) -> dict[str, Any]:
        """Plain values for a frozen snapshot."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> WeekFigures:
        """The figures of a snapshot."""

        def rows(kind: type, key: str) -> tuple[Any, ...]:
            return tuple(kind(**row) for row in values[key])

        return cls(
            **{key: values[key] for key in ("office", "week", "span", "title")},
            handling=Handling(**values["handling"]),
            counts=rows(Counted, "counts"),
            categories=rows(OfCategory, "categories"),
            voices=rows(Voice, "voices"),
            actions=rows(Action, "actions"),
            offices=rows(OfOffice, "offices"),
        )


def figures_of(office: Office, week: Week, now: datetime) -> WeekFigures:
    """The week as it stands at `now`; the same number of queries for one office and for 49."""
    name = office.name.removesuffix(" 행정복지센터")
    moment = min(now, week.end)  # how things stood when the week ended
    below = _below(office, week)
    calendars = Calendars([row.pk for row in below], moment)
    late = _late(calendars, moment, below)
    return WeekFigures(
        office=office.name,
        week=week.monday.isoformat(),
        span=week.span,
        title=f"{name} 민원실 의견 주간보고({week.name}, {week.span})",
        counts=_counts(office, week),
        handling=_handling(office, week, moment, late, calendars),
        categories=_categories(office, week),
        voices=_voices(office, week, now),
        actions=_actions(office, week, moment, late),
        offices=_offices(below),
    )


def _between(start: datetime, end: datetime, field: str = "received_at") -> Q:
    return Q(**{f"{field}__gte": start, f"{field}__lt": end})


def _late(calendars: Calendars, moment: datetime, offices: Iterable[Office]) -> Q:
    """Past its due time at a moment, or still unsorted though the time for that was over then
    (영 13조). Whoever sorts later takes it out of a week that is past and was not frozen."""
    ran_out = calendars.sorting_ran_out([office.pk for office in offices])
    return Q(due_at__lt=moment) | (UNSORTED & started_sorting_before(ran_out))


def _counts(office: Office, week: Week) -> tuple[Counted, ...]:
    rows = (
        Note.objects.within(office.path)
        .filter(received_at__lt=week.end)
        .order_by()
        .values("side")
        .annotate(
            this=Count("pk", filter=_between(week.start, week.end)),
            last=Count("pk", filter=_between(week.before.start, week.before.end)),
            ever=Count("pk"),
        )
    )
    found = {row["side"]: (row["this"], row["last"], row["ever"]) for row in rows}
    sides = [(side.label, found.get(side.value, (0, 0, 0))) for side in Side]
    both = tuple(sum(numbers) for numbers in zip(*(row for _, row in sides), strict=True))
    return tuple(Counted(label, *row) for label, row in [*sides, ("계", both)])


def _handling(
    office: Office, week: Week, moment: datetime, late: Q, calendars: Calendars
) -> Handling:
    settled_in_week = _between(week.start, week.end, "settled_at")
    open_at = Q(settled_at__isnull=True) | Q(settled_at__gte=moment)
    # One that was joined to another is no matter of its own: nothing was done by joining.
    complaints = Complaint.objects.within(office.path).filter(
        received_at__lt=week.end, joined_to__isnull=True
    )
    numbers = complaints.aggregate(
        carried=Count(
            "pk",
            filter=Q(received_at__lt=week.start)
            & (Q(settled_at__isnull=True) | Q(settled_at__gte=week.start)),
        ),
        received=Count("pk", filter=Q(received_at__gte=week.start)),
        settled=Count("pk", filter=settled_in_week),
        in_work=Count("pk", filter=open_at),
        overdue=Count("pk", filter=open_at & late),
    )
    rows = complaints.filter(settled_in_week).values_list("received_at", "settled_at")
    spans = [(received, settled) for received, settled in rows if settled is not None]
    return Handling(
        carried_over=numbers["carried"],
        received=numbers["received"],
        settled=numbers["settled"],
        in_work=numbers["in_work"],
        overdue=numbers["overdue"],
        average_hours=_average_hours(spans, office, calendars),
    )


def _average_hours(
    spans: list[tuple[datetime, datetime]], office: Office, calendars: Calendars
) -> float | None:
    """Working hours from receipt to settling, by the calendar of the office; None of none."""
    if not spans:
        return None
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    calendar = calendars.of(office.pk)
    if first.year < calendars.years[0]:  # it waited longer than they reach back
        calendar = ClosedDay.objects.calendar_for(office, range(first.year, last.year + 2))
    total = sum((working_hours_between(*span, calendar) for span in spans), timedelta())
    return round(total.total_seconds() / 3600 / len(spans), 1)


def _categories(office: Office, week: Week) -> tuple[OfCategory, ...]:
    rows = (
        Note.objects.within(office.path)
        .received_between(week.start, week.end)
        .order_by()
        .values_list("category")
        .annotate(
            good=Count("pk", filter=Q(side="good")), regret=Count("pk", filter=~Q(side="good"))
        )
    )
    labels = {**dict(Category.choices), "": "분야 없음"}
    found = [OfCategory(str(labels[key]), good, regret) for key, good, regret in rows]
    found.sort(key=lambda row: (-row.in_all, row.label))
    return tuple(found[:TOP_CATEGORIES])


def _voices(office: Office, week: Week, now: datetime) -> tuple[Voice, ...]:
    """The newest notes that the public may read, half of them regrets where there are any."""
    notes = (
        Note.objects.within(office.path)
        .received_between(week.start, week.end)
        .published(now)
        .exclude(public_text="")
        .order_by("-received_at")
    )
    half = MOST_VOICES // 2
    chosen = [*notes.filter(side=Side.REGRET)[:half], *notes.filter(side=Side.GOOD)[:half]]
    return tuple(
        Voice(note.get_side_display(), note.get_category_display(), note.public_text)
        for note in chosen
    )


def _actions(office: Office, week: Week, moment: datetime, late: Q) -> tuple[Action, ...]:
    """What is open or was settled this week: what nobody has sorted yet, then what is open by
    its due time, then what is settled."""
    rows = (
        Complaint.objects.within(office.path)
        .filter(received_at__lt=week.end, joined_to__isnull=True)
        .filter(Q(settled_at__isnull=True) | Q(settled_at__gte=week.start))
        .select_related("received_office", "assigned_to")
        .annotate(
            settled=Case(When(settled_at__lt=moment, then=1), default=0),
            late=Case(When(late, then=True), default=False),
        )
        .order_by("settled", F("due_at").asc(nulls_first=True), "received_at")
    )
    return tuple(_action(complaint, moment) for complaint in rows[:MOST_ACTIONS])


def _action(complaint: Complaint, moment: datetime) -> Action:
    done = complaint.action_taken or (
        Outcome(complaint.outcome).label if complaint.outcome else complaint.get_route_display()
    )
    due = complaint.due_at.astimezone(Week.of(moment).start.tzinfo) if complaint.due_at else None
    is_open = complaint.settled_at is None or complaint.settled_at >= moment
    return Action(
        reference=complaint.reference,
        category=complaint.get_category_display() or "분야 없음",
        action=done,
        person=complaint.assigned_to.name if complaint.assigned_to else "",
        due=f"{due.month}. {due.day}." if due else "",
        state=complaint.get_state_display(),
        is_overdue=is_open and complaint.late,  # type: ignore[attr-defined]  # annotated
    )


def _below(office: Office, week: Week) -> list[Office]:
    """The office and all below it with their counts, in official order."""
    in_week = _between(week.start, week.end, "notes__received_at")
    return list(
        Office.objects.within(office)
        .in_official_order()
        .annotate(
            good=Count("notes", filter=in_week & Q(notes__side="good")),
            regret=Count("notes", filter=in_week & Q(notes__side="regret")),
        )
    )


def _offices(below: list[Office]) -> tuple[OfOffice, ...]:
    """Each office in the scope with its counts; none when it stands alone."""
    rows = tuple(
        OfOffice(row.name, row.slug, row.good, row.regret)  # type: ignore[attr-defined]  # annotated
        for row in below
    )
    return rows if len(rows) > 1 else ()
