"""The first tablet of the demonstration pairs by a link, so that a newcomer can post at once."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from boards import pairing
from boards.models import Board, Device
from boards.seed.demonstration import TABLET_NAME, shown_board


def link(now: datetime) -> str | None:
    """An address that pairs whoever opens it first within ten minutes.

    None without a demonstration, and once a tablet of its board was paired: a browser keeps its
    credential, and further tablets show a code that staff approve.
    """
    board = shown_board()
    if board is None or has_tablet(board, now):
        return None
    secret = pairing.invite(board, Device.Kind.TABLET, now)
    return settings.BASE_URL + reverse("kiosk:invited", args=[secret])


def has_tablet(board: Board, now: datetime) -> bool:
    """Whether a tablet other than the demonstration's own has called."""
    tablets = Device.objects.paired().filter(board=board, kind=Device.Kind.TABLET)
    unopened = tablets.filter(last_contact_at__isnull=True, paired_by__isnull=True)
    for device in unopened:  # by a link of an earlier start
        pairing.revoke(device, None, now, "열지 않은 연결 주소")
    return tablets.exclude(name=TABLET_NAME).exists()
