"""`manage.py due`: the clock at the shell, with and without a database."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import DjangoAssertNumQueries

from staff.management.commands.due import BadInput
from staff.models import ClosedDay, Office

ROOT = Path(__file__).resolve().parents[2]


def due(*arguments: str, **options: str) -> list[str]:
    out = io.StringIO()
    call_command("due", *arguments, stdout=out, **options)
    return out.getvalue().splitlines()


def due_of_lines(monkeypatch: pytest.MonkeyPatch, text: str) -> list[str]:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    return due("-")


@pytest.fixture
def city_hall(db: None) -> Office:
    return Office.objects.create(
        name="수원시청", short_name="시청", slug="city-hall", kind=Office.Kind.CITY_HALL
    )


@pytest.fixture
def centre(city_hall: Office) -> Office:
    district = Office.objects.create(
        name="팔달구청", short_name="팔달구", slug="paldal", kind="district", parent=city_hall
    )
    return Office.objects.create(
        name="인계동 행정복지센터", short_name="인계", slug="ingye", kind="centre", parent=district
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("received", "period", "expected"),
    [
        ("2026-09-21T10:00", "7d", "2026-10-01T18:00:00+09:00"),
        ("2026-09-21T10:00", "14d", "2026-10-14T18:00:00+09:00"),
        ("2026-09-21T16:30", "now", "2026-09-22T10:30:00+09:00"),
        ("2026-09-21 16:30", "3h", "2026-09-22T10:30:00+09:00"),
        ("2026-09-21T07:30Z", "3h", "2026-09-22T10:30:00+09:00"),
        ("2026-09-21T03:30-04:00", "3h", "2026-09-22T10:30:00+09:00"),
        ("2026-09-21", "1m", "2026-10-20T18:00:00+09:00"),
        ("2026-09-10T09:00:00+09:00", "2w", "2026-09-23T18:00:00+09:00"),
    ],
)
def test_prints_the_moment_and_the_reason(received: str, period: str, expected: str) -> None:
    moment, reason = due(received, period)
    assert moment == expected
    assert reason.endswith("까지입니다.")


@pytest.mark.django_db
def test_moment_typed_without_quotes_is_understood() -> None:
    assert due("2026-09-21", "10:00", "7d") == due("2026-09-21T10:00", "7d")


@pytest.mark.django_db
def test_lines_of_standard_input_give_the_moments_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "2026-09-21T10:00 7d\n\n2026-09-21 16:30\tnow  \n   \n2027-12-31T10:00 1y"
    assert due_of_lines(monkeypatch, lines) == [
        "2026-10-01T18:00:00+09:00",
        "2026-09-22T10:30:00+09:00",
        "2029-01-02T18:00:00+09:00",
    ]


@pytest.mark.django_db
def test_empty_standard_input_gives_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert due_of_lines(monkeypatch, "\n\n") == []


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 300])
def test_the_database_is_read_once(
    monkeypatch: pytest.MonkeyPatch,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        assert len(due_of_lines(monkeypatch, "2026-09-21T10:00 7d\n" * count)) == count


def test_closed_days_of_every_office_are_left_out(centre: Office) -> None:
    ClosedDay.objects.create(date=date(2026, 9, 22), name="임시공휴일")
    moment, reason = due("2026-09-21T16:30", "now")
    assert moment == "2026-09-23T10:30:00+09:00"
    assert "임시공휴일 9. 22." in reason


def test_closed_days_of_one_office_hold_only_for_that_office(
    centre: Office, city_hall: Office
) -> None:
    ClosedDay.objects.create(office=centre, date=date(2026, 9, 22), name="청사 이전")
    ClosedDay.objects.create(date=date(2026, 9, 23), name="임시공휴일")
    asked = ("2026-09-21T16:30", "now")
    assert due(*asked)[0] == "2026-09-22T10:30:00+09:00"
    assert due(*asked, office="city-hall")[0] == "2026-09-22T10:30:00+09:00"
    assert due(*asked, office="ingye")[0] == "2026-09-28T10:30:00+09:00"


def test_calendar_of_an_office_has_its_own_and_everyones_days_of_the_years(
    centre: Office, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ClosedDay.objects.create(office=centre, date=date(2026, 9, 22), name="청사 이전")
    ClosedDay.objects.create(date=date(2026, 9, 23), name="임시공휴일")
    ClosedDay.objects.create(date=date(2029, 9, 24), name="다른 해")
    with django_assert_num_queries(1):
        calendar = ClosedDay.objects.calendar_for(centre, [2026, 2027])
    assert calendar.name_of(date(2026, 9, 22)) == "청사 이전"
    assert calendar.name_of(date(2026, 9, 23)) == "임시공휴일"
    assert calendar.name_of(date(2026, 9, 25)) == "추석"
    assert date(2029, 9, 24) not in calendar.closed
    assert calendar.covers(2027) and not calendar.covers(2029)
    assert ClosedDay.objects.calendar_for(None, [2026]).is_working_day(date(2026, 9, 22))
    assert ClosedDay.objects.calendar_for(centre, []).closed == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "모두 있어야"),
        (("7d",), "모두 있어야"),
        (("2026-09-21T10:00",), "모두 있어야"),
        (("2026-09-21T10:00", "0d"), "처리기간 '0d'"),
        (("2026-09-21T10:00", "-3d"), "로 써 주세요"),
        (("2026-09-21T10:00", "soon"), "처리기간 'soon'"),
        (("2026-02-29T10:00", "7d"), "접수시각 '2026-02-29T10:00'"),
        (("내일", "7d"), "접수시각 '내일'"),
        (("0001-01-01T00:00+14:00", "7d"), "접수시각"),
        (("9999-12-31T23:00", "now"), "너무 길어"),
        (("2026-09-21", "3h"), "시각까지 있어야"),
        (("2026-09-21T10:00", "7d", "--nonsense"), "로 써 주세요"),
        (("2026-09-21T10:00", "7d", "--office", "nowhere"), "기관 'nowhere'"),
    ],
)
def test_bad_input_is_refused_with_a_korean_sentence(
    arguments: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(BadInput) as refused:
        due(*arguments)
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "sentence"),
    [("2026-09-21T10:00", "모두"), ("x 7d", "접수시각 'x'"), ("9999-12-31T23:00 now", "너무 길어")],
)
def test_bad_line_is_named_by_its_number_and_nothing_is_printed(
    monkeypatch: pytest.MonkeyPatch, line: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(BadInput, match="^3번째 줄: ") as refused:
        due_of_lines(monkeypatch, f"2026-09-21T10:00 7d\n\n{line}\n")
    assert sentence in str(refused.value)
    assert capsys.readouterr().out == ""


def at_the_shell(
    folder: Path, *arguments: str, stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """The command as an operator runs it, on a database that nobody has migrated."""
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder / 'unmigrated.sqlite3'}",
        "SECRET_KEY": "a key for tests only, long enough for every check of Django",
        "PYTHONIOENCODING": "utf-8",
    }
    command = [sys.executable, "manage.py", "due", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, input=stdin, capture_output=True)


def test_works_on_a_database_that_is_not_migrated(tmp_path: Path) -> None:
    done = at_the_shell(tmp_path, "2026-09-21T10:00", "7d")
    assert done.returncode == 0
    lines = done.stdout.decode().splitlines()
    assert lines[0] == "2026-10-01T18:00:00+09:00" and len(lines) == 2
    assert done.stderr.decode().splitlines() == ["휴무일 표를 읽을 수 없어 국가 공휴일만 뺐습니다."]


def test_bad_input_ends_with_code_2_and_one_line(tmp_path: Path) -> None:
    done = at_the_shell(tmp_path, "2026-09-21T10:00", "-3d")
    assert done.returncode == 2 and done.stdout == b""
    assert done.stderr.decode().splitlines() == [
        "manage.py due 접수시각 처리기간 또는 manage.py due - 로 써 주세요"
        "(예: manage.py due 2026-09-21T10:00 7d)."
    ]


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    done = at_the_shell(tmp_path, "-", stdin=b"2026-09-21T10:00 7d\n\xff\xfe\n")
    assert done.returncode == 2 and done.stdout == b""
    assert len(done.stderr.decode().splitlines()) == 1


def test_office_without_a_database_is_refused(tmp_path: Path) -> None:
    done = at_the_shell(tmp_path, "2026-09-21T10:00", "7d", "--office", "ingye")
    assert done.returncode == 2
    assert "데이터베이스를 읽을 수 없어" in done.stderr.decode()


def as_a_process(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command in a shell, on a machine where nothing was set up."""
    return subprocess.run(
        ["/bin/sh", "-c", line.replace("due", f"{sys.executable} manage.py due")],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(folder)},
        capture_output=True,
        text=True,
    )


def test_it_answers_where_nothing_is_set_up(tmp_path: Path) -> None:
    done = as_a_process("due 2026-09-21T10:00 7d", tmp_path)
    assert done.stdout.splitlines()[0] == "2026-10-01T18:00:00+09:00"
    assert done.returncode == 0


def test_a_reader_who_had_enough_meets_no_traceback(tmp_path: Path) -> None:
    line = "yes '2026-09-21T10:00 7d' | head -n 4000 | due - | head -n 1"
    done = as_a_process(line, tmp_path)
    assert done.stdout == "2026-10-01T18:00:00+09:00\n"
    assert "Traceback" not in done.stderr and "BrokenPipe" not in done.stderr
