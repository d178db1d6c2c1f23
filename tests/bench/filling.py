"""An empty database filled with very many invented notes, by statements that both databases know.

A statement names only the columns that matter here; every other column gets its field's default,
so that a new field needs no line in this file.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from django.db import connection, models

from boards.management.commands.train_suggestion import LABELLED
from boards.models import (
    Board,
    Category,
    Complaint,
    Device,
    Likeness,
    Note,
    Opinion,
    Plan,
    TrailEntry,
    searching,
)
from boards.triage.alike import fingerprint, index_features
from staff.models import Desk, Office, User

TEXTS = 8_000  # different texts; each note adds its number
POSTGRES = connection.vendor == "postgresql"
NOW = "now()" if POSTGRES else "datetime('now')"


def before(minutes: str) -> str:
    """The moment so many minutes ago, as an SQL expression."""
    if POSTGRES:
        return f"now() - ({minutes}) * interval '1 minute'"
    return f"strftime('%%Y-%%m-%%d %%H:%%M:%%S', 'now', -({minutes}) || ' minutes')"


def key(prefix: str, number: str) -> str:
    """A note's id from a number; `prefix` is one hexadecimal digit."""
    if POSTGRES:
        return f"('{prefix}' || lpad(to_hex({number}), 31, '0'))::uuid"
    return f"'{prefix}' || printf('%%031x', {number})"


def insert(model: type[models.Model], source: str, **columns: str) -> None:
    """Rows of `model` from an SQL source; `columns` are expressions over it."""
    names, expressions, values = [], [], []
    for field in model._meta.concrete_fields:
        if field.column in columns:
            expression = columns[field.column]
        elif isinstance(field, models.AutoField):
            continue
        elif field.null:
            expression = "NULL"
        else:
            expression = "%s"
            values.append(field.get_db_prep_save(field.get_default(), connection))
        names.append(f'"{field.column}"')
        expressions.append(expression)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({', '.join(names)})"  # noqa: S608  our own words
            f" SELECT {', '.join(expressions)} FROM {source}",
            values,
        )


def table(name: str, columns: str, rows: list[tuple[Any, ...]]) -> None:
    """A temporary table of this connection, its rows numbered from 0 by the caller."""
    row = f"({', '.join(['%s'] * len(rows[0]))})"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {name} ({columns})")
        for start in range(0, len(rows), 1000):
            some = rows[start : start + 1000]
            values = [value for cells in some for value in cells]
            marks = ", ".join([row] * len(some))
            cursor.execute(f"INSERT INTO {name} VALUES {marks}", values)  # noqa: S608  our own words
        cursor.execute(f"CREATE INDEX {name}_key ON {name} ({columns.split()[0]})")


def texts() -> list[str]:
    """What visitors write, from the labelled notes: single texts, and two in one note."""
    found = []
    for path in LABELLED:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if record["side"] == "regret":
                found.append(" ".join(record["text"].split()))
    chance = random.Random(49)  # noqa: S311  the same notes in every run, nothing secret
    pairs = [f"{chance.choice(found)} {chance.choice(found)}" for _ in range(TEXTS - len(found))]
    return [*found, *pairs]


def fill(rows: int) -> None:
    """`rows` regrets with their complaints, a quarter as many notes of praise, and what follows."""
    offices = list(Office.objects.order_by("pk").values_list("pk", flat=True))
    people = list(User.objects.order_by("pk").values_list("pk", flat=True))
    table("bench_office", "o int, office_id bigint", list(enumerate(offices)))
    table("bench_person", "u int, user_id bigint", list(enumerate(people)))
    table("bench_category", "c int, category text", list(enumerate(Category.values)))
    said = texts()
    table("bench_text", "t int, said text", list(enumerate(said)))
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE bench_n (i int)")
        series = (
            "SELECT generate_series(1, %s)"
            if POSTGRES
            else "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s) "
            "SELECT i FROM n"
        )
        cursor.execute(f"INSERT INTO bench_n {series}", [rows])  # noqa: S608  our own words
        if POSTGRES:
            cursor.execute(f"DROP INDEX IF EXISTS {searching.INDEX}")
    _places(offices)
    _complaints(len(offices), len(people))
    _notes()
    _what_follows(people[0])
    _likeness(said)
    searching.make_search_index()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _places(offices: list[int]) -> None:
    for office in offices:
        Desk.objects.get_or_create(office_id=office, number=1, defaults={"duty": "전입신고"})
        board = Board.objects.create(office_id=office, name="1층", slug=f"bench-{office}")
        for number in range(3):
            Device.objects.create(
                board=board,
                kind=Device.Kind.TABLET,
                name=f"{number}번",
                credential_hash=f"{office:032d}{number:032d}",
                paired_at="2026-01-02T00:00Z",
                revoked_at="2026-02-02T00:00Z" if number == 2 else None,
            )


SOURCE = """bench_n
  JOIN bench_office ON o = (i * 31) %% {offices}
  JOIN bench_category ON c = (i / 3) %% 14
  JOIN bench_person ON u = i %% {people}"""
LONG = "(i / 7) %% 8 = 0"
STATE = """CASE WHEN i <= 300 THEN 'received'
  WHEN i <= 3000 THEN CASE i %% 9 WHEN 0 THEN 'on_hold' WHEN 1 THEN 'assigned'
    WHEN 2 THEN 'in_progress' ELSE 'sorted' END
  WHEN i <= 3600 THEN 'done' WHEN i %% 25 = 0 THEN 'closed' ELSE 'replied' END"""


def _complaints(offices: int, people: int) -> None:
    insert(
        Complaint,
        SOURCE.format(offices=offices, people=people),
        id="i",
        office_id="office_id",
        received_office_id="office_id",
        received_at=before("i"),
        category="CASE WHEN i %% 10 = 0 THEN '' ELSE category END",
        matter="CASE WHEN i %% 20 = 0 THEN category || ' 고장 문의 ' || i ELSE '' END",
        route=f"CASE WHEN i <= 300 THEN 'unsorted' WHEN {LONG} THEN 'long_term' "
        "ELSE 'quick_fix' END",
        period=f"CASE WHEN i <= 300 THEN '' WHEN {LONG} THEN '14d' ELSE 'now' END",
        state=STATE,
        due_at=f"CASE WHEN i <= 300 THEN NULL WHEN {LONG} THEN {before('i - 20160')} "
        f"ELSE {before('i - 180')} END",
        assigned_to_id="CASE WHEN i > 300 AND i %% 3 = 0 THEN user_id END",
        hold_reason="CASE WHEN i %% 9 = 0 AND i <= 3000 THEN '부품을 기다림' ELSE '' END",
        outcome="CASE WHEN i <= 3000 OR i %% 25 = 0 AND i > 3600 THEN '' WHEN i %% 9 = 0 "
        "THEN 'not_possible' WHEN i %% 7 = 0 THEN 'partly' ELSE 'resolved' END",
        closing_ground="CASE WHEN i %% 25 = 0 AND i > 3600 THEN 'repeated' ELSE '' END",
        action_taken="CASE WHEN i > 3000 THEN '현장에서 고쳤습니다' ELSE '' END",
        answer="CASE WHEN i > 3600 AND i %% 25 > 0 THEN '불편을 드려 죄송합니다.' ELSE '' END",
        answered_at=f"CASE WHEN i > 3600 AND i %% 25 > 0 THEN {before('i - 120')} END",
        settled_at=f"CASE WHEN i > 3000 THEN {before('i - 100')} END",
        transferred_at=f"CASE WHEN i %% 200 = 0 THEN {before('i - 60')} END",
        for_leader=("i %% 97 = 0 OR i %% 89 = 0" if POSTGRES else "(i %% 97 = 0 OR i %% 89 = 0)"),
    )


def _notes() -> None:
    seen = "CASE WHEN i <= 600 THEN 'waiting' WHEN i %% 3 = 0 THEN 'public' ELSE 'hidden' END"
    common = {
        "receipt_code": "'R' || i",
        "channel": "'phone'",
        "language": "'ko'",
        "visibility": seen,
        "text": "said || ' ' || i",
        "publish_at": f"CASE WHEN i > 600 AND i %% 3 = 0 THEN {before('i - 30')} END",
    }
    desks = "LEFT JOIN staff_desk AS d ON d.office_id = {} AND d.number = 1 AND i %% 5 = 0"
    insert(
        Note,
        f"bench_n JOIN boards_complaint AS k ON k.id = i JOIN bench_text ON t = (i * 17) %% {TEXTS}"
        + " "
        + desks.format("k.office_id"),
        **{
            **common,
            "id": key("a", "i"),
            "office_id": "k.office_id",
            "side": "'regret'",
            "category": "k.category",
            "received_at": "k.received_at",
            "is_abusive": "i %% 97 = 0",
            "accuses_person": "i %% 89 = 0",
            "complaint_id": "k.id",
            "desk_id": "d.id",
        },
    )
    insert(
        Note,
        f"bench_n JOIN boards_complaint AS k ON k.id = i JOIN bench_text ON t = (i * 13) %% {TEXTS}"
        + " "
        + desks.format("k.office_id")
        + " WHERE i %% 4 = 0",
        **{
            **common,
            "id": key("b", "i"),
            "receipt_code": "'P' || i",
            "office_id": "k.office_id",
            "side": "'good'",
            "category": "k.category",
            "received_at": "k.received_at",
            "desk_id": "d.id",
        },
    )


def _what_follows(person: int) -> None:
    digest = "'" + "0" * 64 + "'"
    insert(
        TrailEntry,
        "boards_complaint",
        subject="'complaint:' || id",
        position="1",
        at="received_at",
        action="CASE WHEN id %% 50 = 0 THEN 'transfer' WHEN id %% 3 = 0 THEN 'reply' "
        "WHEN id %% 1001 = 0 THEN 'opened_text' ELSE 'sort' END",
        actor_id=str(person),
        actor_label="'시험 담당자'",
        office_id="office_id",
        previous_digest=digest,
        digest=digest,
    )
    insert(
        Opinion,
        "boards_complaint WHERE state = 'replied' AND id %% 40 = 0",
        complaint_id="id",
        answer_at="answered_at",
        helped="id %% 3 > 0" if POSTGRES else "(id %% 3 > 0)",
        reason="CASE WHEN id %% 3 > 0 THEN '' ELSE '아직 그대로예요' END",
        language="'ko'",
        at="answered_at",
        decision="CASE WHEN id %% 3 > 0 THEN '' WHEN id < 40000 THEN 'waiting' ELSE 'granted' END",
        decided_at="CASE WHEN id %% 3 = 0 AND id >= 40000 THEN answered_at END",
    )
    insert(
        Plan,
        "boards_complaint WHERE route = 'long_term' AND id %% 2 = 0",
        complaint_id="id",
        owner_id=str(person),
        theme="CASE id %% 3 WHEN 0 THEN 'citizens' WHEN 1 THEN 'staff' ELSE 'behaviour' END",
        public_sentence="'올해 안에 바꾸겠습니다.'",
        promised_on="date(received_at)",
        review_on="date(received_at)",
        made_at="received_at",
        last_step_at="received_at",
        finished_at="CASE WHEN id > 4000 THEN received_at END",
    )


def _likeness(said: list[str]) -> None:
    """By which features each note is found: taken apart once a text, stored for each note."""
    found = [
        (place, feature)
        for place, text in enumerate(said)
        for feature in index_features(fingerprint(text, "regret"))
    ]
    table("bench_feature", "t int, feature bigint", found)
    insert(
        Likeness,
        f"bench_n JOIN boards_complaint AS k ON k.id = i "
        f"JOIN bench_feature ON t = (i * 17) %% {TEXTS}",
        note_id=key("a", "i"),
        office_id="k.office_id",
        feature="feature",
    )
