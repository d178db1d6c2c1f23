"""`manage.py send_mail_outbox`: write the reminders that are due, send what waits, forget counts of
limits that are over. For a timer."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from boards import limits
from boards.mail import send_next
from boards.triage.reminders import prepare

MOST_AT_ONCE = 500


class Command(BaseCommand):
    help = "기한 알림을 쓰고, 보낼 메일을 보냅니다. 5분마다 실행합니다."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.localtime()
        prepare(now)
        limits.sweep(now)
        done = {True: 0, False: 0}
        for _ in range(MOST_AT_ONCE):
            sent = send_next(now)
            if sent is None:
                break
            done[sent] += 1
        self.stdout.write(f"보냄 {done[True]}통, 실패 {done[False]}통")
