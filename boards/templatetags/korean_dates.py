"""Dates as a Korean office writes them: '2026. 10. 1.(목)'."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils import timezone

register = template.Library()
WEEKDAYS = "월화수목금토일"


@register.filter
def korean_day(value: date | datetime | None) -> str:
    """'2026. 10. 1.(목)', in Seoul; empty for nothing."""
    if value is None:
        return ""
    day = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return f"{day.year}. {day.month}. {day.day}.({WEEKDAYS[day.weekday()]})"


@register.filter
def korean_moment(value: datetime | None) -> str:
    """'2026. 10. 1.(목) 14:00', in Seoul; empty for nothing."""
    return f"{korean_day(value)} {timezone.localtime(value):%H:%M}" if value else ""
