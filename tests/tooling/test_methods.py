"""What an address does not take is refused with a page that says so, never with an empty one."""

from __future__ import annotations

import pytest
from django.test import Client

from suwon_board.security import CONTENT_SECURITY_POLICY
from tests.cast import Cast

KOREAN = "이 주소에서는 할 수 없는 요청입니다"


@pytest.mark.parametrize(
    ("method", "address", "allowed"),
    [
        ("OPTIONS", "/", "GET, HEAD"),
        ("POST", "/wall/", "GET, HEAD"),
        ("PUT", "/n/", "GET, HEAD, POST"),
        ("DELETE", "/p/{desk}/", "GET, HEAD, POST"),
        ("POST", "/healthz", "GET, HEAD"),
        ("OPTIONS", "/static/css/base.css", "GET, HEAD"),
        ("POST", "/weekly/", "GET, HEAD"),
        # Who calls it up as an address has left no page.
        ("GET", "/admin/logout/", "POST, OPTIONS"),
    ],
)
def test_who_asks_what_an_address_does_not_take_is_told_so(
    client: Client, cast: Cast, method: str, address: str, allowed: str
) -> None:
    client.force_login(cast.clerk)
    answer = client.generic(method, address.format(desk=cast.desk.code))
    assert answer.status_code == 405
    assert KOREAN in answer.content.decode()
    assert answer["Allow"] == allowed
    assert answer["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


def test_a_visitor_reads_it_in_their_own_language(client: Client, db: None) -> None:
    answer = client.post("/wall/?lang=vi")
    assert answer.status_code == 405
    assert "không nhận yêu cầu" in answer.content.decode()


def test_a_page_of_our_own_keeps_its_own_sentence(client: Client, db: None) -> None:
    answer = client.get("/kiosk/notes/5d5e7f1c-0000-4000-8000-000000000000")
    assert answer.status_code == 405
    assert answer.json()["error"] == "method"
