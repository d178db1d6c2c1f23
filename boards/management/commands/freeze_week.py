"""Keep last week's figures of every office; run by a timer on Monday morning."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from boards.weekly.snapshots import freeze
from boards.weekly.weeks import Week
from staff.models import Office

FIRST_YEAR = 2000  # no board is older


class Command(BaseCommand):
    """Run twice, it changes nothing the second time."""

    help = "지난주(또는 주어진 주)의 주간보고 수치를 모든 기관에 대해 확정합니다."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("week", nargs="?", help="주의 아무 날(예: 2026-10-01). 비우면 지난주")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        try:
            given = options["week"]
            week = Week.of_day(date.fromisoformat(given)) if given else Week.of(now).before
            if week > Week.of(now) or week.monday.year < FIRST_YEAR:
                raise ValueError(given)
            made = sum(freeze(office, week, now)[1] for office in Office.objects.all())
        except (ValueError, OverflowError) as error:
            raise CommandError(f"주를 확인해 주세요: {error}") from None
        self.stdout.write(f"{week.name}({week.span}) 수치를 {made}곳에서 확정했습니다.")
