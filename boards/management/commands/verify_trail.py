"""`manage.py verify_trail`: is the audit trail whole?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from boards.models.trail_guard import stands
from boards.trail_check import TrailBroken, UnreadableAnchor, verify


class Command(BaseCommand):
    help = "기록(감사 추적)의 사슬을 확인하고 기준 파일에 지금 상태를 덧붙입니다."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--anchor", default=settings.TRAIL_ANCHOR, help="기준 파일의 경로")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            anchor = verify(Path(options["anchor"]), timezone.now())
        except TrailBroken as broken:
            raise CommandError(f"기록이 온전하지 않습니다. {broken}") from broken
        except OSError as error:
            raise CommandError(f"기준 파일을 쓸 수 없습니다: {error}") from None
        except UnreadableAnchor as error:
            raise CommandError(f"기준 파일의 마지막 줄을 읽을 수 없습니다: {error}") from None
        if not stands():
            raise CommandError(
                "기록은 온전하지만 데이터베이스의 지킴 장치가 꺼져 있습니다. "
                "`manage.py migrate`로 다시 켜고, 누가 왜 껐는지 알아봐 주세요."
            )
        self.stdout.write(f"기록 {anchor.lines}줄, 사슬 {anchor.chains}개가 온전합니다.")
