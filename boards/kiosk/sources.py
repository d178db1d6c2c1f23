"""Where a tablet's note belongs: its board and office, and the desk that was named.

A tablet's answer is the same for weeks, but it may be revoked at any moment. It is therefore
remembered and proved in the very statement that stores the next note: one way to the database
less, and never a note by a tablet that is revoked.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import OuterRef, Subquery

from boards import prepared
from boards.kiosk.content import Content, Refused
from boards.kiosk.intake import Source
from boards.models import Device, Note
from boards.quick_insert import Proof
from staff.models import Desk

DESK, CREDENTIAL = "<desk>", "<credential>"
UNKNOWN_DESK = "이 기관에 없는 창구입니다. 창구를 다시 골라 주세요."
MOST_REMEMBERED = 2000  # 49 offices have some hundred tablets and desks

Key = tuple[str, str | None, int | None]
_kept: dict[Key, Source] = {}


def remembered(credential: str | None, content: Content) -> Source | None:
    """What the last note of this tablet for this desk was answered, with the proof to ask."""
    return _kept.get((credential, content.desk, content.device)) if credential else None


def forget(credential: str | None = None, content: Content | None = None) -> None:
    """One source, or all."""
    if credential and content:
        _kept.pop((credential, content.desk, content.device), None)
    else:
        _kept.clear()


def asked(credential: str | None, content: Content) -> Source:
    """The paired tablet, its board and office, and the desk that was named: one query."""
    row = None
    if credential is not None:
        sql, parameters = source_query(connection.vendor)
        real = {DESK: content.desk, CREDENTIAL: credential}
        with connection.cursor() as cursor:
            values = [real.get(str(value), value) for value in parameters]
            row = prepared.run(connection, cursor, sql, values)
    if credential is None or row is None:
        raise Refused(
            401, "not_paired", "이 태블릿은 연결되어 있지 않습니다. 직원에게 알려 주세요."
        )
    device_id, board_id, office_id, publishing, desk_id = row
    if content.device not in (None, device_id):
        return source_of_earlier(Device.objects.get(pk=device_id), content)
    if content.desk and desk_id is None:
        raise Refused(400, "desk", UNKNOWN_DESK)
    source = Source(office_id, Note.Channel.TABLET, board_id, publishing, device_id, desk_id)
    if len(_kept) >= MOST_REMEMBERED:
        _kept.clear()
    proof = proof_of(device_id, source, content, credential)
    _kept[credential, content.desk, content.device] = replace(source, proof=proof)
    return source


@cache
def source_query(vendor: str) -> tuple[str, tuple[Any, ...]]:
    """The one query for a tablet's source, compiled once: its text and its parameters.

    The marks `DESK` and `CREDENTIAL` among the parameters give way to real values.
    """
    desk = Desk.objects.filter(code=DESK, office=OuterRef("board__office"))
    # A board that was switched off takes no new notes (its tablets close), but those that wait.
    tablets = Device.objects.paired().filter(credential_hash=CREDENTIAL, kind=Device.Kind.TABLET)
    rows = tablets.order_by().values_list(
        "pk", "board", "board__office", "board__publishing", Subquery(desk.values("pk")[:1])
    )
    return rows.query.sql_with_params()


def proof_of(device_id: int, source: Source, content: Content, credential: str) -> Proof:
    """A row as long as all of a source is as it was."""
    tablets = Device.objects.paired().filter(
        pk=device_id,
        credential_hash=credential,
        kind=Device.Kind.TABLET,
        board=source.board_id,
        board__office=source.office_id,
        board__publishing=source.publishing,
    )
    if source.desk_id is not None:
        desk = Desk.objects.filter(pk=source.desk_id, code=content.desk, office=source.office_id)
        tablets = tablets.filter(board__office__desks__in=desk)
    return Proof(*tablets.order_by().values("pk").query.sql_with_params())


def source_of_earlier(device: Device, content: Content) -> Source:
    """Where a note belongs that waited on a tablet while it was paired anew: to the board for
    which it was written, never silently to the next one."""
    before = device.earlier_pairing(content.device or 0)
    if before is None:
        raise Refused(
            422, "other_pairing", "다른 연결에서 적은 쪽지입니다. 어느 기관의 것인지 보아야 합니다."
        )
    board = before.board
    desk = Desk.objects.filter(code=content.desk, office=board.office_id).first()
    if content.desk and desk is None:
        raise Refused(400, "desk", UNKNOWN_DESK)
    return Source(
        board.office_id,
        Note.Channel.TABLET,
        board.pk,
        board.publishing,
        before.pk,
        desk.pk if desk else None,
    )
