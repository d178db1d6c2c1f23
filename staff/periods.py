"""Handling periods and the numbers that the 민원처리법 sets (법: the act, 영: its decree)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

WORKING_DAY = timedelta(hours=8)  # 법 19조 1항
IMMEDIATE_HOURS = 3  # 영 19조
LONGEST_COUNTED_IN_HOURS = 5  # days; 법 19조 1항


class Unit(StrEnum):
    """What a period is counted in."""

    IMMEDIATE = "now"
    HOURS = "h"
    DAYS = "d"
    WEEKS = "w"
    MONTHS = "m"
    YEARS = "y"


UNIT_LABELS = {
    Unit.HOURS: "근무시간",
    Unit.DAYS: "일",
    Unit.WEEKS: "주",
    Unit.MONTHS: "개월",
    Unit.YEARS: "년",
}
WRITTEN = re.compile(r"0*([1-9][0-9]{0,3})([hdwmy])")  # ASCII digits only, 1 to 9999


@dataclass(frozen=True, slots=True)
class Period:
    """A handling period, e.g. `Period.parse("7d")`; `str()` gives the same back."""

    count: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read `now`, `3h`, `7d`, `2w`, `1m` (month), `1y`. ValueError with a Korean sentence."""
        written = text.strip().lower()
        if written == Unit.IMMEDIATE:
            return cls(IMMEDIATE_HOURS, Unit.IMMEDIATE)
        match = WRITTEN.fullmatch(written)
        if match is None:
            raise ValueError(
                f"처리기간 {quoted(text)}을(를) 읽을 수 없습니다. now(즉시), 3h(시간), 7d(일), "
                "2w(주), 1m(개월), 1y(년)처럼 1부터 9999까지의 수와 단위로 써 주세요."
            )
        return cls(int(match[1]), Unit(match[2]))

    def __str__(self) -> str:
        return "now" if self.unit is Unit.IMMEDIATE else f"{self.count}{self.unit}"

    @property
    def label(self) -> str:
        """In Korean, e.g. 즉시(3근무시간), 7일."""
        if self.unit is Unit.IMMEDIATE:
            return f"즉시({self.count}근무시간)"
        return f"{self.count}{UNIT_LABELS[self.unit]}"

    @property
    def working_hours(self) -> timedelta | None:
        """Its length when it runs in working hours, else None (법 19조 1항, 영 19조)."""
        if self.unit in (Unit.IMMEDIATE, Unit.HOURS):
            return timedelta(hours=self.count)
        if self.unit is Unit.DAYS and self.count <= LONGEST_COUNTED_IN_HOURS:
            return WORKING_DAY * self.count
        return None

    def years_from(self, year: int) -> range:
        """The years whose holidays a receipt in `year` can need, generously."""
        working_days_a_year = 200  # fewer than any real year has
        spans = {
            Unit.IMMEDIATE: 0,
            Unit.HOURS: self.count // (8 * working_days_a_year),
            Unit.DAYS: self.count // working_days_a_year,
            Unit.WEEKS: self.count // 52,
            Unit.MONTHS: self.count // 12,
            Unit.YEARS: self.count,
        }
        return range(year, min(year + spans[self.unit] + 1, MAXYEAR) + 1)


class LegalPeriod(NamedTuple):
    """A period that the law sets, with its article and what it is for."""

    period: Period
    article: str
    meaning: str


class LegalCount(NamedTuple):
    """A number that the law sets, with its unit, its article and what it is for."""

    number: int
    unit: str
    article: str
    meaning: str


LEGAL_PERIODS: Mapping[str, LegalPeriod] = MappingProxyType(
    {
        "immediate": LegalPeriod(Period.parse("now"), "영 19조", "즉시 처리: 3근무시간 이내"),
        "suggestion": LegalPeriod(Period.parse("14d"), "영 15조", "건의민원"),
        "grievance": LegalPeriod(Period.parse("7d"), "영 17조", "고충민원"),
        "transfer": LegalPeriod(Period.parse("3h"), "영 13조", "같은 기관의 소관 부서로 이송"),
        "transfer_elsewhere": LegalPeriod(Period.parse("8h"), "영 13조", "다른 기관으로 이송"),
    }
)
LEGAL_COUNTS: Mapping[str, LegalCount] = MappingProxyType(
    {
        "extensions": LegalCount(1, "회", "영 21조", "처리기간의 범위에서 기한 연장"),
        "progress_notice": LegalCount(30, "일", "영 23조", "접수 뒤 이 날수마다 진행상황 통지"),
        "merge_from": LegalCount(5, "건", "영 6조 6항", "같은 내용이 이 수 이상이면 병합 처리"),
    }
)


def quoted(text: str) -> str:
    """Someone's input in a sentence: one line, short, nothing invisible."""
    shown = "".join(c if c.isprintable() else "?" for c in text)
    return f"'{shown[:40]}…'" if len(shown) > 40 else f"'{shown}'"
