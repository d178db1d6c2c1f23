"""Logging in: lockout, idle log-out, the first password, one-time codes."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest
import time_machine
from django.test import Client, override_settings

from boards.models import TrailEntry
from staff import one_time_codes
from staff.models import User
from tests.cast import Cast
from tests.triage.helpers import LATER

PASSWORD = "시험용-비밀번호-1234"


def log_in(client: Client, password: str = PASSWORD) -> bool:
    answer = client.post("/admin/login/", {"username": "clerk", "password": password})
    return answer.status_code == 302


def test_five_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour(
    cast: Cast, client: Client
) -> None:
    with time_machine.travel(LATER, tick=False) as clock:
        for _ in range(5):
            assert not log_in(client, "틀린 비밀번호")
        assert not log_in(client)
        clock.shift(timedelta(minutes=14))
        assert not log_in(client)
        clock.shift(timedelta(minutes=2))
        assert log_in(client)


def test_a_right_password_forgets_the_wrong_ones_before(cast: Cast, client: Client) -> None:
    for _ in range(4):
        log_in(client, "틀린 비밀번호")
    assert log_in(client)
    client.logout()
    for _ in range(4):
        log_in(client, "틀린 비밀번호")
    assert log_in(client)


def test_idle_session_ends_and_a_poll_keeps_none_alive(cast: Cast, client: Client) -> None:
    with time_machine.travel(LATER, tick=False) as clock:
        log_in(client)
        client.get("/admin/")
        for _ in range(3):
            clock.shift(timedelta(minutes=8))
            poll = client.get("/admin/badges.json", headers={"X-Board-Poll": "1"})
        assert poll.status_code == 401
        assert client.get("/admin/").status_code == 302


def test_touching_keeps_the_session(cast: Cast, client: Client) -> None:
    with time_machine.travel(LATER, tick=False) as clock:
        log_in(client)
        for _ in range(5):
            clock.shift(timedelta(minutes=15))
            assert client.get("/admin/").status_code == 200


def test_first_log_in_asks_a_password_of_ones_own(cast: Cast, client: Client) -> None:
    User.objects.filter(pk=cast.clerk.pk).update(must_change_password=True)
    log_in(client)
    assert client.get("/admin/")["Location"] == "/admin/password_change/"
    own = "나만아는-비밀번호-77"
    values = {"old_password": PASSWORD, "new_password1": own, "new_password2": own}
    client.post("/admin/password_change/", values)
    assert client.get("/admin/").status_code == 200
    line = TrailEntry.objects.of(f"user:{cast.clerk.pk}").get()
    assert line.action == "user.password_changed"


def test_codes_are_those_of_the_standard() -> None:
    # RFC 6238, appendix B, SHA-1, the last six of eight digits.
    secret = base64.b32encode(b"12345678901234567890").decode()
    assert one_time_codes.code_at(secret, 59 // 30) == "287082"
    assert one_time_codes.code_at(secret, 1111111109 // 30) == "081804"
    assert one_time_codes.code_at(secret, 20000000000 // 30) == "353130"


@pytest.fixture
def with_code(cast: Cast, client: Client) -> Client:
    User.objects.filter(pk=cast.clerk.pk).update(totp_secret=one_time_codes.new_secret())
    log_in(client)
    return client


def test_a_code_opens_the_admin_once(cast: Cast, with_code: Client) -> None:
    assert with_code.get("/admin/")["Location"] == "/admin/second-factor/"
    secret = User.objects.get(pk=cast.clerk.pk).totp_secret
    with time_machine.travel(LATER, tick=False):
        code = one_time_codes.code_at(secret, int(LATER.timestamp()) // 30)
        assert with_code.post("/admin/second-factor/", {"code": code}).status_code == 302
        assert with_code.get("/admin/").status_code == 200
        with_code.logout()
        log_in(with_code)
        assert with_code.post("/admin/second-factor/", {"code": code}).status_code == 422


def test_five_wrong_codes_lock_the_account(cast: Cast, with_code: Client) -> None:
    for _ in range(5):
        with_code.post("/admin/second-factor/", {"code": "000000"})
    assert User.objects.get(pk=cast.clerk.pk).locked_until is not None
    assert not log_in(with_code)


@override_settings(TOTP_REQUIRED=True)
def test_compulsory_codes_are_set_up_with_a_qr(cast: Cast, client: Client) -> None:
    with time_machine.travel(LATER, tick=False):
        log_in(client)
        assert client.get("/admin/")["Location"] == "/admin/second-factor/"
        assert "QR" in client.get("/admin/second-factor/").content.decode()
        assert client.get("/admin/second-factor/qr.svg")["Content-Type"] == "image/svg+xml"
        secret = client.session["new_totp_secret"]
        code = one_time_codes.code_at(secret, int(LATER.timestamp()) // 30)
        client.post("/admin/second-factor/", {"code": code})
        assert client.get("/admin/").status_code == 200
        assert User.objects.get(pk=cast.clerk.pk).totp_secret == secret
        assert client.get("/admin/second-factor/qr.svg").status_code == 404


def test_grants_and_revocations_leave_lines(cast: Cast, client: Client) -> None:
    client.force_login(cast.administrator)
    address = f"/admin/staff/user/{cast.clerk.pk}/change/"
    groups = list(cast.manager.groups.values_list("pk", flat=True))
    values = {
        "username": "clerk",
        "name": "시험clerk",
        "office": cast.office.pk,
        "groups": groups,
        "is_active": "on",
    }
    assert client.post(address, values).status_code == 302
    line = TrailEntry.objects.of(f"user:{cast.clerk.pk}").get()
    assert (line.actor, line.before, line.after) == (
        cast.administrator,
        {"roles": ["clerk"]},
        {"roles": ["manager"]},
    )
