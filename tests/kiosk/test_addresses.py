"""Who a limit counts: behind proxies, with forged headers, on IPv6."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client, RequestFactory

from boards import limits
from boards.kiosk.phone import PER_ADDRESS, PER_PHONE
from boards.models import Allowance
from tests.cast import Cast
from tests.kiosk.test_phone import address, filled

PROXIES = ["127.0.0.1", "10.1.0.0/16", "fd00::/8"]


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),  # no proxy of ours: it may say anything
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1"),  # the first was forged
        ("127.0.0.1", "6.6.6.6, 198.51.100.1, 10.1.2.3", "198.51.100.1"),
        ("127.0.0.1", "127.0.0.1, 10.1.2.3", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "198.51.100.1:50123", "198.51.100.1"),  # a port is nobody's identity
        ("::ffff:127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("fd00::1", "[2001:db8::7]:443", "2001:db8::7"),
        ("127.0.0.1", "unknown", "unknown"),
        ("", "198.51.100.1", ""),
    ],
)
def test_the_nearest_address_that_is_no_proxy_of_ours_counts(
    settings: object, peer: str, forwarded: str, client: str
) -> None:
    settings.TRUSTED_PROXIES = PROXIES  # type: ignore[attr-defined]
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=peer)
    assert limits.client_address(request) == client


def test_a_line_with_ipv6_counts_as_one_however_it_names_itself() -> None:
    assert limits.network_of("2001:db8:1:2::3") == limits.network_of("2001:db8:1:2:ffff::9")
    assert limits.network_of("2001:db8:1:2::3") != limits.network_of("2001:db8:1:3::3")
    assert limits.network_of("198.51.100.1") == "198.51.100.1"


def test_a_phone_over_its_own_limit_takes_nothing_from_its_neighbours(cast: Cast) -> None:
    greedy = Client()
    for _ in range(PER_PHONE.most + 3):
        last = greedy.post(address(cast), filled(greedy, cast))
    assert last.status_code == 429
    counts = sorted(Allowance.objects.values_list("used", flat=True))
    assert counts == [PER_PHONE.most, PER_PHONE.most], "its own and its address's, no more"
    neighbour = Client()
    assert neighbour.post(address(cast), filled(neighbour, cast)).status_code == 200


def test_a_phone_is_one_phone_at_every_desk(cast: Cast) -> None:
    phone = Client()
    for _ in range(PER_PHONE.most):
        phone.post(address(cast), filled(phone, cast))
    other = f"/p/{cast.other_desk.code}/"
    assert phone.post(other, filled(phone, cast)).status_code == 429


def test_counts_that_are_over_are_forgotten(db: None) -> None:
    now = datetime(2026, 9, 21, 1, tzinfo=UTC)
    assert limits.use(PER_ADDRESS, "198.51.100.1", now - timedelta(days=2))
    assert limits.use(PER_ADDRESS, "198.51.100.1", now)
    assert limits.sweep(now) == 1
    assert Allowance.objects.count() == 1
