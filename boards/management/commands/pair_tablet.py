"""Pair a tablet from the shell: prints a link that works once, for ten minutes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone

from boards import pairing
from boards.models import Board, Device
from boards.seed import first_tablet


class Command(BaseCommand):
    """For the operator who sits at the server; staff approve a code in the admin instead."""

    help = "게시판(주소 이름)에 태블릿이나 벽 화면을 연결할 한 번짜리 주소를 출력합니다."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("board", nargs="?", help="게시판의 주소 이름(비우면 첫 게시판)")
        parser.add_argument("--kind", choices=Device.Kind.values, default=Device.Kind.TABLET)
        parser.add_argument(
            "--first", action="store_true", help="시연용 게시판에 아직 태블릿이 없을 때만"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["first"]:
            if address := first_tablet.link(timezone.now()):
                self.stdout.write(address)
            return
        boards = Board.objects.filter(is_active=True).order_by("pk")
        if options["board"]:
            boards = boards.filter(slug=options["board"])
        board = boards.select_related("office").first()
        if board is None:
            raise CommandError("그런 게시판이 없습니다. 관리 화면에서 게시판을 먼저 만들어 주세요.")
        secret = pairing.invite(board, options["kind"], timezone.now())
        self.stdout.write(settings.BASE_URL + reverse("kiosk:invited", args=[secret]))
