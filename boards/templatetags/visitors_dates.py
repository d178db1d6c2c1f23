"""Dates in the visitor's language; staff pages use `korean_dates`."""

from __future__ import annotations

from datetime import date

from django import template

from boards.languages import day_with_weekday

register = template.Library()


@register.filter
def visitors_day(value: date | None) -> str:
    """'2026. 10. 1.(목)' in Korean, 'Thursday 1 October 2026' in English; empty for nothing."""
    return "" if value is None else day_with_weekday(value)
