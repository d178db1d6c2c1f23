"""`verify_trail` names the first broken line, whatever was done to the table."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, connection, transaction

from boards.models import Complaint, Route, TrailEntry
from boards.models.trail import Line, record
from boards.models.trail_guard import lifted, raise_guard, stands
from boards.trail_check import TrailBroken, verify
from boards.triage import doors
from tests.cast import Cast
from tests.triage.helpers import LATER, calendar, hand, make_complaint

AFTER = LATER + timedelta(hours=1)


@pytest.fixture
def complaint(cast: Cast) -> Complaint:
    for _ in range(2):
        complaint = make_complaint(cast.office)
        doors.sort(
            complaint.pk,
            hand(cast.clerk, complaint),
            route=Route.LONG_TERM,
            calendar=calendar(cast.office),
        )
        doors.start(complaint.pk, hand(cast.clerk, complaint))
        doors.hold(complaint.pk, hand(cast.clerk, complaint), reason="부품 대기")
    return complaint


def past_the_house(sql: str, *values: object) -> None:
    """What somebody with the database's password could do."""
    with lifted(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_whole_trail_is_told_and_anchored(complaint: Complaint, tmp_path: Path) -> None:
    anchor = verify(tmp_path / "anchor", AFTER)
    assert (anchor.lines, anchor.chains) == (6, 2)
    assert verify(tmp_path / "anchor", AFTER).digest == anchor.digest


@pytest.mark.parametrize(
    ("sql", "position", "why"),
    [
        (
            "UPDATE boards_trailentry SET reason = 'x' WHERE position = 2 AND subject = %s",
            2,
            "내용",
        ),
        ("DELETE FROM boards_trailentry WHERE position = 2 AND subject = %s", 2, "사라졌"),
    ],
)
def test_the_first_broken_line_is_named(
    complaint: Complaint, tmp_path: Path, sql: str, position: int, why: str
) -> None:
    subject = f"complaint:{complaint.pk}"
    past_the_house(sql, subject)
    with pytest.raises(TrailBroken) as caught:
        verify(tmp_path / "anchor", AFTER)
    assert (caught.value.broken.subject, caught.value.broken.position) == (subject, position)
    assert why in caught.value.broken.why


@pytest.mark.parametrize("position", [1, 3])
def test_a_lost_end_and_a_lost_chain_show_against_the_anchor(
    complaint: Complaint, tmp_path: Path, position: int
) -> None:
    verify(tmp_path / "anchor", AFTER)
    past_the_house(
        "DELETE FROM boards_trailentry WHERE subject = %s AND position >= %s",
        f"complaint:{complaint.pk}",
        position,
    )
    with pytest.raises(TrailBroken, match="사라졌거나"):
        verify(tmp_path / "anchor", AFTER)


def test_later_lines_do_not_disturb_the_anchor(
    cast: Cast, complaint: Complaint, tmp_path: Path
) -> None:
    verify(tmp_path / "anchor", AFTER)
    doors.resume(complaint.pk, hand(cast.clerk, complaint, AFTER))
    assert verify(tmp_path / "anchor", AFTER + timedelta(hours=1)).lines == 7


def test_the_command_fails_with_a_sentence(complaint: Complaint, tmp_path: Path) -> None:
    call_command("verify_trail", anchor=str(tmp_path / "anchor"))
    past_the_house("UPDATE boards_trailentry SET action = 'start' WHERE action = 'hold'")
    with pytest.raises(CommandError, match="온전하지 않습니다"):
        call_command("verify_trail", anchor=str(tmp_path / "anchor"))


def test_the_trail_refuses_to_be_changed_by_the_house(complaint: Complaint) -> None:
    with pytest.raises(TypeError):
        TrailEntry.objects.all().delete()
    with pytest.raises(TypeError):
        TrailEntry.objects.update(reason="x")


def test_a_line_that_stands_is_neither_saved_again_nor_deleted(cast: Cast) -> None:
    line = record(Line("start", "complaint:1", cast.office.pk, cast.clerk), LATER)
    line.reason = "고쳐 씀"
    for change in (line.save, line.delete, TrailEntry.objects.all().delete):
        with pytest.raises(TypeError):
            change()
    line.refresh_from_db()
    assert line.reason == ""


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE boards_trailentry SET reason = 'x'",
        "DELETE FROM boards_trailentry",
        pytest.param(
            "INSERT OR REPLACE INTO boards_trailentry SELECT * FROM boards_trailentry",
            marks=pytest.mark.skipif(
                connection.vendor == "postgresql", reason="PostgreSQL has no such statement"
            ),
        ),
        pytest.param(
            "TRUNCATE boards_trailentry",
            marks=pytest.mark.skipif(
                connection.vendor == "sqlite", reason="SQLite has no such statement"
            ),
        ),
    ],
)
def test_the_database_refuses_to_change_or_delete_a_line(complaint: Complaint, sql: str) -> None:
    connection.check_constraints()  # PostgreSQL empties no table with checks still to come
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert TrailEntry.objects.count() == 6


def test_the_guard_comes_back_by_itself(complaint: Complaint) -> None:
    with pytest.raises(RuntimeError), lifted():
        assert not stands()
        raise RuntimeError
    assert stands()
    with lifted():
        raise_guard()
        assert stands()
    assert stands()


def test_verify_trail_says_that_the_guard_is_gone(complaint: Complaint, tmp_path: Path) -> None:
    with lifted(), pytest.raises(CommandError, match="지킴"):
        call_command("verify_trail", anchor=tmp_path / "anchor")
