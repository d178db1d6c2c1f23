"""Logging in: lockout, idle log-out, the first password, one-time codes."""

from __future__ import annotations

import base64
import re
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.contrib.auth import hashers
from django.test import Client, override_settings

from boards.log_in import WRONG_PASSWORDS
from boards.models import TrailEntry
from staff import one_time_codes
from staff.models import User
from tests.cast import Cast
from tests.triage.helpers import LATER
from tests.triage.test_crawler import admin_routes

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


def test_wrong_codes_are_counted_over_log_ins(cast: Cast, with_code: Client) -> None:
    """Who has the password alone must not guess on by logging in anew."""
    for _ in range(4):
        assert with_code.post("/admin/second-factor/", {"code": "000000"}).status_code == 422
        with_code.logout()
        assert log_in(with_code)
    with_code.post("/admin/second-factor/", {"code": "000000"})
    assert User.objects.get(pk=cast.clerk.pk).locked_until is not None
    assert not log_in(with_code)


def test_a_right_code_clears_the_wrong_ones_and_a_locked_account_takes_none(
    cast: Cast, with_code: Client
) -> None:
    secret = User.objects.get(pk=cast.clerk.pk).totp_secret
    with time_machine.travel(LATER, tick=False):
        log_in(with_code)
        code = one_time_codes.code_at(secret, int(LATER.timestamp()) // 30)
        with_code.post("/admin/second-factor/", {"code": "000000"})
        lock = {"locked_until": LATER + timedelta(minutes=1)}
        User.objects.filter(pk=cast.clerk.pk).update(**lock)
        assert with_code.post("/admin/second-factor/", {"code": code}).status_code == 422
        User.objects.filter(pk=cast.clerk.pk).update(locked_until=None)
        assert log_in(with_code)
        assert with_code.post("/admin/second-factor/", {"code": code}).status_code == 302
        assert User.objects.get(pk=cast.clerk.pk).failed_logins == 0


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


def wrong_from(client: Client, address: str, username: str = "nobody", **headers: str) -> object:
    values = {"username": username, "password": "틀린 비밀번호"}
    return client.post("/admin/login/", values, REMOTE_ADDR=address, headers=headers)


def test_many_wrong_passwords_from_one_address_shut_it_out_for_all_accounts(
    cast: Cast, client: Client
) -> None:
    with time_machine.travel(LATER, tick=False) as clock:
        for number in range(WRONG_PASSWORDS.most):
            assert wrong_from(client, "192.0.2.7", f"guess{number}").status_code == 422
        values = {"username": "clerk", "password": PASSWORD}
        right = client.post("/admin/login/", values, REMOTE_ADDR="192.0.2.7")
        assert right.status_code == 429
        assert "10분 뒤에" in right.content.decode()
        forged = {"X-Forwarded-For": "198.51.100.9"}
        assert wrong_from(client, "192.0.2.7", **forged).status_code == 429
        elsewhere = client.post("/admin/login/", values, REMOTE_ADDR="192.0.2.8")
        assert elsewhere.status_code == 302
        client.logout()
        clock.shift(timedelta(minutes=11))
        assert client.post("/admin/login/", values, REMOTE_ADDR="192.0.2.7").status_code == 302


@override_settings(TRUSTED_PROXIES=["10.0.0.0/8"])
def test_behind_our_proxy_each_visitor_is_counted_apart(cast: Cast, client: Client) -> None:
    with time_machine.travel(LATER, tick=False):
        for _ in range(WRONG_PASSWORDS.most):
            wrong_from(client, "10.0.0.1", **{"X-Forwarded-For": "192.0.2.7"})
        shut = wrong_from(client, "10.0.0.1", **{"X-Forwarded-For": "192.0.2.7"})
        open_ = wrong_from(client, "10.0.0.1", **{"X-Forwarded-For": "192.0.2.8"})
        assert (shut.status_code, open_.status_code) == (429, 422)


def test_right_passwords_never_shut_an_address(cast: Cast, client: Client) -> None:
    with time_machine.travel(LATER, tick=False):
        for _ in range(WRONG_PASSWORDS.most + 1):
            assert log_in(client)
            client.logout()


def test_an_answer_tells_nothing_of_which_accounts_there_are(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    User.objects.filter(pk=cast.trainer.pk).update(is_active=False)
    User.objects.filter(pk=cast.manager.pk).update(is_staff=False)
    User.objects.filter(pk=cast.outsider.pk).update(locked_until=LATER + timedelta(minutes=5))
    work = []
    hasher = type(hashers.get_hasher())
    encode = hasher.encode

    def counted(self: object, password: str, salt: str) -> str:
        work.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(hasher, "encode", counted)
    told = set()
    with time_machine.travel(LATER, tick=False):
        for username, password in (
            ("nobody", "틀림"),
            ("clerk", "틀림"),
            ("trainer", PASSWORD),
            ("manager", PASSWORD),
            ("outsider", PASSWORD),
        ):
            work.clear()
            values = {"username": username, "password": password}
            answer = client.post("/admin/login/", values)
            body = answer.content.decode().replace(username, "")
            told.add((answer.status_code, "다섯 번 틀리면" in body, len(work)))
    assert told == {(422, True, 1)}


def admin_addresses() -> list[str]:
    """Every address inside that needs no key or takes any, with one filled in."""
    found = []
    for route in [*admin_routes(), "weekly/", "weekly/ingye-dong/2026-09-21/words/"]:
        if "(?P" in route or "^" in route:
            continue
        for kind, value in (("uuid", str(UUID(int=1))), ("int", "1"), ("slug", "x"), ("str", "x")):
            route = re.sub(rf"<{kind}:\w+>", value, route)
        found.append("/" + re.sub(r"<(?:\w+:)?\w+>", "1", route))
    return found


@pytest.mark.parametrize("what", ["password", "code"])
def test_no_address_walks_around_the_first_password_or_the_code(
    cast: Cast, client: Client, what: str
) -> None:
    if what == "password":
        free, wanted = {"must_change_password": True}, "/admin/password_change/"
    else:
        secret = one_time_codes.new_secret()
        free, wanted = {"totp_secret": secret}, "/admin/second-factor/"
    User.objects.filter(pk=cast.administrator.pk).update(**free)
    client.force_login(cast.administrator)
    doors = {wanted, "/admin/logout/", "/admin/second-factor/qr.svg"}
    walked = [address for address in admin_addresses() if address not in doors]
    assert len(walked) > 50
    for address in walked:
        for answer in (client.get(address), client.post(address, {"post": "yes"})):
            assert (answer.status_code, answer["Location"]) == (302, wanted), address


def test_stock_pages_speak_the_counters_korean(cast: Cast, client: Client) -> None:
    client.force_login(cast.administrator)
    for address in (
        f"/admin/staff/user/{cast.clerk.pk}/change/",
        f"/admin/staff/user/{cast.clerk.pk}/history/",
        f"/admin/boards/board/{cast.board.pk}/history/",
    ):
        body = client.get(address).content.decode()
        assert "바뀐 기록" in body, address
        assert "히스토리" not in body and "토글" not in body, address


def test_the_first_password_cannot_be_kept(cast: Cast, client: Client) -> None:
    User.objects.filter(pk=cast.clerk.pk).update(must_change_password=True)
    log_in(client)
    values = {"old_password": PASSWORD, "new_password1": PASSWORD, "new_password2": PASSWORD}
    answer = client.post("/admin/password_change/", values)
    assert "지금과 다른 비밀번호" in answer.content.decode()
    assert User.objects.get(pk=cast.clerk.pk).must_change_password


def test_the_page_of_the_password_says_what_to_do(cast: Cast, client: Client) -> None:
    client.force_login(cast.clerk)
    body = client.get("/admin/password_change/").content.decode()
    assert "지금 쓰는 비밀번호를 넣고" in body
    assert "독자의 과거" not in body
