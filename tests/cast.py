"""The fixed cast of the tests: two offices under two districts, and who works there."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from boards.devices import PLAIN_COOKIE, hashed, new_credential
from boards.kiosk.content import canonical
from boards.models import Board, Device
from staff.models import Desk, Office, Role, User


def make_user(username: str, office: Office | None, *roles: Role) -> User:
    """An account that may log in to the admin, with an invented name."""
    user = User.objects.create_user(
        username=username,
        password="시험용-비밀번호-1234",
        name=f"시험{username}",
        office=office,
        is_staff=True,
    )
    user.groups.add(*Group.objects.filter(name__in=[role.value for role in roles]))
    return user


@dataclass
class Cast:
    """Places and people by the part they play; `other_*` belong to another district."""

    hall: Office
    district: Office
    office: Office
    other_district: Office
    other_office: Office
    desk: Desk
    other_desk: Desk
    board: Board
    other_board: Board
    clerk: User
    manager: User
    trainer: User
    administrator: User
    outsider: User


def make_cast() -> Cast:
    kinds = Office.Kind

    def office(name: str, slug: str, kind: str, parent: Office | None) -> Office:
        return Office.objects.create(
            name=name, short_name=name.split()[0], slug=slug, kind=kind, parent=parent
        )

    hall = office("수원시청", "city-hall", kinds.CITY_HALL, None)
    district = office("팔달구청", "paldal", kinds.DISTRICT, hall)
    other_district = office("영통구청", "yeongtong", kinds.DISTRICT, hall)
    home = office("인계동 행정복지센터", "ingye-dong", kinds.CENTRE, district)
    other = office("원천동 행정복지센터", "woncheon-dong", kinds.CENTRE, other_district)
    return Cast(
        hall=hall,
        district=district,
        office=home,
        other_district=other_district,
        other_office=other,
        desk=Desk.objects.create(office=home, number=1, duty="전입신고"),
        other_desk=Desk.objects.create(office=other, number=1, duty="인감"),
        board=Board.objects.create(office=home, name="1층 민원실", slug="ingye-dong"),
        other_board=Board.objects.create(office=other, name="1층 민원실", slug="woncheon-dong"),
        clerk=make_user("clerk", home, Role.CLERK),
        manager=make_user("manager", district, Role.MANAGER),
        trainer=make_user("trainer", hall, Role.TRAINER),
        administrator=make_user("administrator", hall, Role.ADMINISTRATOR),
        outsider=make_user("outsider", other, Role.CLERK),
    )


class Tablet:
    """A paired tablet that posts as the real page does."""

    def __init__(self, board: Board, kind: str = Device.Kind.TABLET) -> None:
        self.credential = new_credential()
        self.device = Device.objects.create(
            board=board,
            kind=kind,
            name="시험 태블릿",
            credential_hash=hashed(self.credential),
            paired_at=timezone.now(),
        )
        self.client = Client(raise_request_exception=True)
        self.client.cookies[PLAIN_COOKIE] = self.credential
        self.sequence = 0

    def note(self, **values: Any) -> dict[str, Any]:
        """A full note with a fresh sequence number; `values` win."""
        self.sequence += 1
        return {
            "side": "good",
            "text": "설명이 쉬워서 좋았어요",
            "category": "guidance",
            "language": "ko",
            "sequence": self.sequence,
            **values,
        }

    def put(self, values: Any, note_id: uuid.UUID | None = None, **headers: str) -> HttpResponse:
        """PUT one note; `values` may be a dict or raw bytes."""
        body = values if isinstance(values, bytes) else canonical(values)
        return self.client.put(
            f"/kiosk/notes/{note_id or uuid.uuid4()}",
            body,
            content_type="application/json",
            headers={"X-Board-Client": "1", **headers},
        )

    def call(self, method: str, path: str, values: Any = None, **headers: str) -> HttpResponse:
        """Any other endpoint of the tablet."""
        return self.client.generic(
            method,
            path,
            json.dumps(values) if values is not None else "",
            content_type="application/json",
            headers={"X-Board-Client": "1", **headers},
        )
