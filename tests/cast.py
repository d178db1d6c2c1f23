"""The fixed cast of the tests: two offices under two districts, and who works there."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import make_password
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
    return make_users(**{username: (office, *roles)})[username]


def make_users(**told: tuple[Office | None, *tuple[Role, ...]]) -> dict[str, User]:
    """Accounts by their names, each told by its office and roles. All are made by one statement:
    nearly every test has a cast, and most tests are shorter than a statement for each was."""
    users = User.objects.bulk_create(
        User(
            username=username,
            password=make_password("시험용-비밀번호-1234"),
            name=f"시험{username}",
            office=office,
            is_staff=True,
        )
        for username, (office, *_roles) in told.items()
    )
    groups = {group.name: group.pk for group in Group.objects.all()}
    member = User.groups.through
    member.objects.bulk_create(
        member(user_id=user.pk, group_id=groups[role.value])
        for user in users
        for role in told[user.username][1:]
    )
    return {user.username: user for user in users}


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


def make_offices(
    *told: tuple[str, str, Office.Kind, Office | None, int],
) -> list[Office]:
    """Offices by name, slug, kind, the one above and the place among its siblings."""
    return Office.objects.bulk_create(
        Office(
            name=name,
            short_name=name.split()[0],
            slug=slug,
            kind=kind,
            parent=parent,
            path=f"{parent.path if parent else ''}{place:04d}/",
        )
        for name, slug, kind, parent, place in told
    )


def make_cast() -> Cast:
    kinds = Office.Kind
    (hall,) = make_offices(("수원시청", "city-hall", kinds.CITY_HALL, None, 1))
    district, other_district = make_offices(
        ("팔달구청", "paldal", kinds.DISTRICT, hall, 1),
        ("영통구청", "yeongtong", kinds.DISTRICT, hall, 2),
    )
    home, other = make_offices(
        ("인계동 행정복지센터", "ingye-dong", kinds.CENTRE, district, 1),
        ("원천동 행정복지센터", "woncheon-dong", kinds.CENTRE, other_district, 1),
    )
    desk, other_desk = Desk.objects.bulk_create(
        [Desk(office=home, number=1, duty="전입신고"), Desk(office=other, number=1, duty="인감")]
    )
    board, other_board = Board.objects.bulk_create(
        Board(office=office, name="1층 민원실", slug=office.slug) for office in (home, other)
    )
    return Cast(
        hall=hall,
        district=district,
        office=home,
        other_district=other_district,
        other_office=other,
        desk=desk,
        other_desk=other_desk,
        board=board,
        other_board=other_board,
        **make_users(
            clerk=(home, Role.CLERK),
            manager=(district, Role.MANAGER),
            trainer=(hall, Role.TRAINER),
            administrator=(hall, Role.ADMINISTRATOR),
            outsider=(other, Role.CLERK),
        ),
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
