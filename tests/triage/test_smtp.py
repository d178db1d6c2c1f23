"""Reminders reach a real mail server, and wait while it refuses or is away."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from typing import Any, cast

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from django.core.management import call_command

from boards import mail
from boards.models import OutgoingMail
from tests.cast import Cast
from tests.triage.helpers import LATER, make_complaint

UNKNOWN = "unknown@example.invalid"


class PostOffice:
    """What aiosmtpd calls for each mail; refuses one address, as servers do."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: Any, session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address == UNKNOWN:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the library's name
        self, server: Any, session: Any, envelope: Envelope
    ) -> str:
        content = cast("bytes", envelope.content)
        read = email.message_from_bytes(content, policy=email.policy.default)
        self.received.append(cast("EmailMessage", read))
        return "250 OK"


class MailServer(Controller):
    """On a free port, which the library knows only after it bound one."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def server(settings: Any) -> Iterator[Controller]:
    """A mail server on a free port of this machine, named by the settings."""
    controller = MailServer(PostOffice(), hostname="127.0.0.1", port=0)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = controller.port
    settings.DEFAULT_FROM_EMAIL = "board@example.invalid"
    yield controller
    if not controller.loop.is_closed():
        controller.stop()


def put(address: str) -> OutgoingMail:
    mail.put("k", [address], "제목", "본문", LATER)
    return OutgoingMail.objects.get(to=address)


def test_the_timer_sends_reminders_that_a_mail_server_understands(
    cast: Cast, server: Controller, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.BASE_URL = "https://board.example.invalid"
    cast.clerk.email = "clerk@example.invalid"
    cast.clerk.save(update_fields=["email"])
    make_complaint(cast.office, "의자가 모자라요")
    with time_machine.travel(LATER, tick=False):
        call_command("send_mail_outbox")
        call_command("send_mail_outbox")
    assert capsys.readouterr().out == "보냄 1통, 실패 0통\n보냄 0통, 실패 0통\n"
    (told,) = server.handler.received
    assert (
        told["Subject"].strip() == "[칭찬게시판] 인계동 행정복지센터 새 민원 1건(오늘까지 분류 1건)"
    )
    assert (told["From"], told["To"]) == ("board@example.invalid", "clerk@example.invalid")
    body = told.get_content()
    assert "https://board.example.invalid/admin/boards/complaint/sort/" in body
    assert "의자" not in body


def test_a_refused_address_keeps_its_mail_and_holds_up_no_other(
    db: None, server: Controller
) -> None:
    put(UNKNOWN)
    put("clerk@example.invalid")
    assert [mail.send_next(LATER) for _ in range(3)] == [False, True, None]
    kept = OutgoingMail.objects.get(to=UNKNOWN)
    assert kept.sent_at is None
    assert "550" in kept.error


def test_an_address_that_is_none_holds_up_no_other(db: None, server: Controller) -> None:
    put("nobody@")
    put("clerk@example.invalid")
    assert [mail.send_next(LATER) for _ in range(3)] == [False, True, None]
    assert OutgoingMail.objects.get(to="nobody@").error


def test_a_mail_waits_while_the_server_is_away(db: None, server: Controller) -> None:
    server.stop()
    row = put("clerk@example.invalid")
    assert mail.send_next(LATER) is False
    assert mail.send_next(LATER) is None
    again = MailServer(server.handler, hostname="127.0.0.1", port=server.port)
    again.start()
    assert mail.send_next(LATER + timedelta(minutes=2)) is True
    again.stop()
    row.refresh_from_db()
    assert (row.attempts, row.error) == (2, "")
    assert len(server.handler.received) == 1
