"""A week as it was told, kept."""

from __future__ import annotations

from datetime import datetime

from boards.models import WeeklySnapshot
from boards.weekly.figures import WeekFigures, figures_of
from boards.weekly.weeks import Week
from staff.models import Office


def freeze(office: Office, week: Week, now: datetime) -> tuple[WeeklySnapshot, bool]:
    """Keep the figures of a week that is over; the first telling stands, a second changes nothing.

    Raises ValueError for a week that still runs.
    """
    if week.end > now:
        raise ValueError("끝나지 않은 주는 확정할 수 없습니다.")
    return WeeklySnapshot.objects.get_or_create(
        office=office,
        week=week.monday,
        defaults={"figures": figures_of(office, week, now).as_dict(), "made_at": now},
    )


def told(office: Office, week: Week, now: datetime) -> tuple[WeekFigures, datetime | None]:
    """The kept figures and when they were kept, else the figures as they stand and None."""
    snapshot = WeeklySnapshot.objects.filter(office=office, week=week.monday).first()
    if snapshot is not None:
        return WeekFigures.from_dict(snapshot.figures), snapshot.made_at
    return figures_of(office, week, now), None
