"""A new screen belongs to a board only after staff of that office said so."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from boards import pairing
from boards.devices import PLAIN_COOKIE
from boards.models import Device, PairingRequest, TrailEntry
from tests.cast import Cast, Tablet

HEADERS = {"X-Board-Client": "1"}


def ask(client: Client, kind: str = "tablet") -> dict[str, str]:
    response = client.post(
        "/kiosk/pairing/", {"kind": kind}, content_type="application/json", headers=HEADERS
    )
    assert response.status_code == 201
    return response.json()


def claim(client: Client, secret: str) -> int:
    return client.post(
        "/kiosk/pairing/claim", {"secret": secret}, content_type="application/json", headers=HEADERS
    ).status_code


def test_a_screen_asks_staff_approve_and_the_screen_claims_once(cast: Cast) -> None:
    client = Client()
    asked = ask(client)
    assert claim(client, asked["secret"]) == 202
    device = pairing.approve(
        asked["code"].lower(), cast.board, "입구 태블릿", cast.clerk, timezone.now()
    )
    assert claim(client, asked["secret"]) == 200
    assert client.cookies[PLAIN_COOKIE]["httponly"]
    assert client.cookies[PLAIN_COOKIE]["samesite"] == "Strict"
    assert client.get("/kiosk/board.json", headers=HEADERS).status_code == 200
    assert claim(Client(), asked["secret"]) == 410
    assert TrailEntry.objects.of(f"device:{device.pk}").get().actor == cast.clerk


def test_the_cookie_is_host_bound_on_https(cast: Cast, settings: object) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # type: ignore[attr-defined]
    client = Client()
    asked = ask(client)
    pairing.approve(asked["code"], cast.board, "태블릿", cast.clerk, timezone.now())
    client.post(
        "/kiosk/pairing/claim",
        {"secret": asked["secret"]},
        content_type="application/json",
        headers={**HEADERS, "X-Forwarded-Proto": "https"},
    )
    morsel = client.cookies["__Host-board-device"]
    assert morsel["secure"] and morsel["httponly"] and morsel["path"] == "/"
    assert not morsel["domain"]


def test_codes_have_at_least_34_bits_and_no_look_alikes() -> None:
    assert len(pairing.CODE_ALPHABET) ** pairing.CODE_LENGTH >= 2**34
    assert not set(pairing.CODE_ALPHABET) & set("0O1IL5S8B2ZUVG6Q")


def test_code_and_secret_are_not_stored(cast: Cast) -> None:
    asked = ask(Client())
    kept = str(PairingRequest.objects.values_list().get())
    assert asked["code"] not in kept and asked["secret"] not in kept


def test_a_clerk_of_another_office_cannot_approve(cast: Cast) -> None:
    asked = ask(Client())
    with pytest.raises(pairing.PairingFailed):
        pairing.approve(asked["code"], cast.board, "태블릿", cast.outsider, timezone.now())
    assert Device.objects.count() == 0


def test_a_code_dies_after_five_wrong_tries(cast: Cast) -> None:
    asked, now = ask(Client()), timezone.now()
    for _ in range(5):
        with pytest.raises(pairing.PairingFailed):
            pairing.approve("ACDEFHJK", cast.board, "태블릿", cast.clerk, now)
    with pytest.raises(pairing.PairingFailed):
        pairing.approve(asked["code"], cast.board, "태블릿", cast.clerk, now)


def test_a_code_dies_after_ten_minutes(cast: Cast) -> None:
    client = Client()
    asked = ask(client)
    later = timezone.now() + timedelta(minutes=10, seconds=1)
    with pytest.raises(pairing.PairingFailed):
        pairing.approve(asked["code"], cast.board, "태블릿", cast.clerk, later)
    with time_machine.travel(later):
        assert claim(client, asked["secret"]) == 410


def test_a_code_is_used_once(cast: Cast) -> None:
    asked, now = ask(Client()), timezone.now()
    pairing.approve(asked["code"], cast.board, "태블릿", cast.clerk, now)
    with pytest.raises(pairing.PairingFailed):
        pairing.approve(asked["code"], cast.board, "둘째", cast.clerk, now)


def test_asking_for_codes_is_limited(cast: Cast) -> None:
    client = Client()
    for _ in range(30):
        ask(client)
    response = client.post(
        "/kiosk/pairing/", {"kind": "wall"}, content_type="application/json", headers=HEADERS
    )
    assert response.status_code == 429
    assert int(response["Retry-After"]) >= 1


def test_revoking_closes_every_endpoint_and_leaves_a_line(tablet: Tablet, cast: Cast) -> None:
    pairing.revoke(tablet.device, cast.clerk, timezone.now(), "분실")
    assert tablet.call("GET", "/kiosk/board.json").status_code == 401
    assert tablet.call("POST", "/kiosk/heartbeat", {}).status_code == 401
    assert TrailEntry.objects.of(f"device:{tablet.device.pk}").get().reason == "분실"


def test_the_credential_opens_no_admin_and_no_list(tablet: Tablet) -> None:
    assert tablet.client.get("/admin/").status_code == 302
    assert (
        tablet.call("GET", "/kiosk/notes/5d5e7f1c-0000-4000-8000-000000000000").status_code == 405
    )


def test_the_heartbeat_tells_staff_of_queue_storage_and_clock(tablet: Tablet) -> None:
    with time_machine.travel("2026-10-05T10:00:00+09:00", tick=False):
        response = tablet.call(
            "POST",
            "/kiosk/heartbeat",
            {
                "queue_length": 3,
                "set_aside_count": 1,
                "last_sequence": 42,
                "storage_is_persistent": False,
                "secure": True,
                "now": "2026-10-06T10:00:00+09:00",
            },
        )
    assert response.status_code == 200
    device = Device.objects.get()
    assert (device.queue_length, device.set_aside_count, device.last_sequence) == (3, 1, 42)
    assert device.storage_is_persistent is False
    assert device.clock_skew_seconds == 86_400


@pytest.mark.parametrize(
    "values", [{"queue_length": -1}, {"last_sequence": "7"}, {"secure": 1}, {"queue_length": 2**40}]
)
def test_a_strange_heartbeat_gets_a_sentence(tablet: Tablet, values: dict[str, object]) -> None:
    assert tablet.call("POST", "/kiosk/heartbeat", values).status_code == 400


def test_an_operators_link_pairs_one_browser(cast: Cast) -> None:
    secret = pairing.invite(cast.board, "tablet", timezone.now())
    client = Client()
    assert client.get(f"/kiosk/invited/{secret}").status_code == 302
    assert client.get("/kiosk/board.json", headers=HEADERS).status_code == 200
    assert Client().get(f"/kiosk/invited/{secret}").status_code == 404


def test_a_look_at_the_head_of_a_link_does_not_use_it_up(cast: Cast) -> None:
    secret = pairing.invite(cast.board, "tablet", timezone.now())
    assert Client().head(f"/kiosk/invited/{secret}").status_code == 405
    assert Client().get(f"/kiosk/invited/{secret}").status_code == 302
