"""An administrator helps a person back in: who lost the phone, who locked the account."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from boards.models import TrailEntry
from staff.backend import LOCKED_FOR
from staff.models import Office, User
from staff.one_time_codes import new_secret
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def save(client: Client, user: User, **more: str) -> None:
    values = {
        "username": user.username,
        "name": user.name,
        "email": "",
        "office": str(user.office_id),
        "groups": [str(group.pk) for group in user.groups.all()],
        "is_active": "on",
        **more,
    }
    answer = client.post(f"/admin/staff/user/{user.pk}/change/", values)
    assert answer.status_code == 302, answer.content.decode()


def test_a_lost_phone_is_replaced_and_the_line_says_so(cast: Cast, client: Client) -> None:
    User.objects.filter(pk=cast.clerk.pk).update(totp_secret=new_secret())
    client.force_login(cast.administrator)
    save(client, cast.clerk)
    cast.clerk.refresh_from_db()
    assert cast.clerk.totp_secret
    save(client, cast.clerk, resets_codes="on")
    cast.clerk.refresh_from_db()
    assert cast.clerk.totp_secret == ""
    line = TrailEntry.objects.of(f"user:{cast.clerk.pk}").last()
    assert (line.before, line.after) == ({"has_second_factor": True}, {"has_second_factor": False})
    assert line.actor == cast.administrator


def test_a_locked_account_is_opened_at_once(cast: Cast, client: Client) -> None:
    locked = timezone.now() + LOCKED_FOR
    User.objects.filter(pk=cast.clerk.pk).update(locked_until=locked)
    client.force_login(cast.administrator)
    save(client, cast.clerk, unlocks="on")
    cast.clerk.refresh_from_db()
    assert cast.clerk.locked_until is None
    assert TrailEntry.objects.of(f"user:{cast.clerk.pk}").last().after == {"is_locked": False}


def test_a_clerk_opens_no_account(cast: Cast, client: Client) -> None:
    client.force_login(cast.clerk)
    assert client.get(f"/admin/staff/user/{cast.manager.pk}/change/").status_code == 403


def test_accounts_are_told_by_our_words(cast: Cast, client: Client) -> None:
    assert "아이디:" in client.get("/admin/login/").content.decode()
    client.force_login(cast.administrator)
    for address in ("/admin/staff/user/", "/admin/staff/user/add/"):
        page = client.get(address).content.decode()
        assert "아이디" in page
        assert "사용자 이름" not in page and "변경할" not in page


def test_a_filter_of_many_offices_is_shut_until_one_is_chosen(cast: Cast, client: Client) -> None:
    for number in range(20):
        Office.objects.create(
            name=f"새로{number}동",
            short_name=f"새로{number}동",
            slug=f"new-{number}",
            kind=Office.Kind.CENTRE,
            parent=cast.district,
        )
    client.force_login(cast.administrator)
    shut, chosen = '<details data-filter-title="소속 기관">', f"?office__id__exact={cast.hall.pk}"
    assert shut in client.get("/admin/staff/user/").content.decode()
    assert shut not in client.get(f"/admin/staff/user/{chosen}").content.decode()
