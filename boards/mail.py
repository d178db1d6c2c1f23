"""The outbox of mails: what is written is sent once, later, by a timer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.db import connection, transaction

from boards.models import OutgoingMail

ERROR_LENGTH = 200


def put(key: str, to: Iterable[str], subject: str, body: str, now: datetime) -> int:
    """Write one mail a recipient, in the caller's transaction; the same key is written once.

    Returns how many were asked for; no text of a note may stand in `subject` or `body`.
    """
    mails = [
        OutgoingMail(
            key=f"{key}:{address}"[:120],
            to=address,
            subject=subject[:150],
            body=body,
            created_at=now,
            not_before=now,
        )
        for address in dict.fromkeys(to)
        if address
    ]
    OutgoingMail.objects.bulk_create(mails, ignore_conflicts=True)
    return len(mails)


def send_next(now: datetime) -> bool | None:
    """Send the oldest waiting mail: True when it left, False when it failed, None when none waits.

    The row stays locked while it is sent, so that two timers never send it twice.
    """
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        waiting = OutgoingMail.objects.select_for_update(skip_locked=skip).waiting(now)
        mail = waiting.first()
        if mail is None:
            return None
        mail.attempts += 1
        try:
            EmailMessage(mail.subject, mail.body, to=[mail.to]).send()
        # Every refusal of smtplib is an OSError; an address that is none never gets so far.
        except (OSError, ValueError) as error:
            mail.error = f"{type(error).__name__}: {error}"[:ERROR_LENGTH]
            mail.not_before = now + timedelta(minutes=2**mail.attempts)
        else:
            mail.sent_at, mail.error = now, ""
        mail.save()
        return mail.sent_at is not None
