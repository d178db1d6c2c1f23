"""First accounts: one for each role in the demonstration, else one administrator."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.utils import timezone

from boards.models.trail import Line, first_line
from staff.models import Office, Role, User

# Easy to type from a terminal: no look-alike letters.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Account:
    """A new account with its password in the clear, to be shown once and never stored."""

    username: str
    role: Role
    office: Office
    password: str

    @property
    def user(self) -> User:
        return User.objects.get(username=self.username)


def new_password() -> str:
    """Sixteen letters in groups of four: 79 bits."""
    letters = [secrets.choice(LETTERS) for _ in range(16)]
    return "-".join("".join(letters[start : start + 4]) for start in range(0, 16, 4))


def make_account(role: Role, name: str, office: Office, must_change: bool) -> Account:
    """An account named after its role, with its group; the trail notes the grant."""
    password = new_password()
    user = User.objects.create_user(
        username=role.value,
        password=password,
        name=name,
        office=office,
        is_staff=True,
        must_change_password=must_change,
    )
    user.groups.add(Group.objects.get(name=role.value))
    first_line(
        Line(
            action="user.created",
            subject=f"user:{user.pk}",
            office_id=office.pk,
            actor_label="seed",
            after={"username": user.username, "roles": [role.value], "office": office.pk},
        ),
        at=timezone.now(),
    )
    return Account(user.username, role, office, password)
