"""`manage.py due RECEIVED PERIOD`: when something is due by the clock of the 민원처리법."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, InterfaceError

from staff.models import ClosedDay, Office
from staff.periods import quoted
from staff.working_time import SEOUL, Calendar, Period, due_at, national_calendar

USAGE = (
    "manage.py due 접수시각 처리기간 또는 manage.py due - 로 써 주세요"
    "(예: manage.py due 2026-09-21T10:00 7d)."
)


class BadInput(Exception):
    """What was typed cannot be answered; the message is one Korean sentence."""


class Question(NamedTuple):
    received: datetime
    period: Period


class Command(BaseCommand):
    help = (
        "접수시각과 처리기간으로 처리기한을 셈합니다. 첫 줄은 기한(ISO 8601), 둘째 줄은 까닭. "
        "'due -'는 표준입력에서 '접수시각 처리기간'을 한 줄에 하나씩 읽어 기한만 씁니다. "
        "빈 줄은 건너뛰고, 한 줄이라도 틀리면 아무것도 쓰지 않고 줄 번호를 알립니다. "
        "틀린 입력의 종료 코드는 2입니다."
    )
    # The answer needs neither urls nor templates, and an unmigrated database is allowed.
    requires_system_checks = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: object) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        # argparse would answer "-3d" or an unknown option with its usage in English.
        parser.error = refuse_usage  # type: ignore[method-assign]
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("question", nargs="*", help="접수시각과 처리기간, 또는 -")
        parser.add_argument("--office", help="기관의 주소 이름(slug): 그 기관의 휴무일도 뺍니다")

    def run_from_argv(self, argv: list[str]) -> None:
        # Django would put the English name of the exception class before the sentence.
        try:
            super().run_from_argv(argv)
            sys.stdout.flush()
        except BadInput as error:
            self.stderr.write(str(error))
            sys.exit(2)
        except BrokenPipeError:  # whoever read had enough, as `head` does
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)

    def handle(self, *, question: list[str], office: str | None = None, **options: object) -> None:
        many = question == ["-"]
        asked = read_lines(sys.stdin) if many else [(read_question(" ".join(question)), "")]
        calendar = self.calendar_for([q for q, _ in asked], office)
        dues = []
        for (received, period), where in asked:
            try:
                dues.append(due_at(received, period, calendar))
            except ValueError as error:
                raise BadInput(f"{where}{error}") from error
        for due in dues:
            self.stdout.write(due.moment.isoformat())
        if not many:
            self.stdout.write(dues[0].reason)

    def calendar_for(self, asked: list[Question], slug: str | None) -> Calendar:
        """National holidays and, when the database has them, closed days: read once."""
        years = {
            year
            for received, period in asked
            for year in period.years_from(received.astimezone(SEOUL).year)
        }
        try:
            office = find_office(slug) if slug else None
            return ClosedDay.objects.calendar_for(office, years)
        except (DatabaseError, InterfaceError) as error:
            if slug:
                raise BadInput("데이터베이스를 읽을 수 없어 기관의 휴무일을 모릅니다.") from error
            self.stderr.write("휴무일 표를 읽을 수 없어 국가 공휴일만 뺐습니다.")
            return national_calendar(years)


def find_office(slug: str) -> Office:
    """BadInput when there is none."""
    try:
        return Office.objects.get(slug=slug)
    except Office.DoesNotExist as error:
        raise BadInput(f"기관 {quoted(slug)}을(를) 찾을 수 없습니다.") from error


def refuse_usage(message: str) -> NoReturn:
    raise BadInput(USAGE)


def read_lines(lines: Iterable[str]) -> list[tuple[Question, str]]:
    """The questions of standard input, each with where it stands for a complaint about it."""
    asked = []
    try:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                where = f"{number}번째 줄: "
                asked.append((read_question(line, where), where))
    except UnicodeDecodeError as error:
        raise BadInput("표준입력이 UTF-8 글자가 아닙니다.") from error
    return asked


def read_question(text: str, where: str = "") -> Question:
    """`RECEIVED PERIOD`; the moment may hold a space. BadInput otherwise."""
    words = text.rsplit(maxsplit=1)
    if len(words) != 2:
        raise BadInput(f"{where}접수시각과 처리기간이 모두 있어야 합니다: {USAGE}")
    try:
        period = Period.parse(words[1])
        return Question(read_moment(words[0].strip(), period), period)
    except ValueError as error:
        raise BadInput(f"{where}{error}") from error


def read_moment(text: str, period: Period) -> datetime:
    """ISO 8601; without an offset in Asia/Seoul. A date alone will do where the hour does not
    matter. ValueError with a Korean sentence."""
    try:
        moment = datetime.fromisoformat(text)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=SEOUL)
        moment.astimezone(SEOUL)
    except (ValueError, OverflowError) as error:
        raise ValueError(
            f"접수시각 {quoted(text)}을(를) 읽을 수 없습니다. 2026-09-21T10:00처럼 써 주세요."
        ) from error
    if period.working_hours is not None and is_date_alone(text):
        raise ValueError(
            f"처리기간 {period.label}은(는) 근무시간으로 세므로 접수한 시각까지 있어야 합니다"
            f"(예: {text}T10:00)."
        )
    return moment


def is_date_alone(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
