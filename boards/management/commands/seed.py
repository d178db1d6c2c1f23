"""Fill an empty database: offices, desks, templates, first accounts, a demonstration."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from boards.seed import demonstration
from boards.seed.accounts import Account, make_account
from boards.seed.reply_templates import make_reply_templates
from staff.models import Office, Role, User
from staff.places import make_desks, make_offices


class Command(BaseCommand):
    """Does nothing where there is an account already; prints passwords once."""

    help = "빈 데이터베이스에 기관·창구·답변 문안·첫 계정(과 시연용 한 주)을 채웁니다."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--no-demo", action="store_true", help="시연용 쪽지와 역할별 계정을 만들지 않습니다."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exists():
            return
        with transaction.atomic():
            offices, desks, templates = make_offices(), make_desks(), make_reply_templates()
            accounts = self.administrator() if options["no_demo"] else self.demonstration()
        self.stdout.write(
            f"기관 {offices}곳, 창구 {desks}개, 답변 문안 {templates}개를 만들었습니다."
        )
        self.stdout.write("계정(비밀번호는 지금 한 번만 보입니다):")
        for account in accounts:
            self.stdout.write(
                f"  {account.role.label:<10} {account.username:<14} {account.password}"
                f"   ({account.office.name})"
            )

    def administrator(self) -> list[Account]:
        hall = Office.objects.get(kind=Office.Kind.CITY_HALL)
        return [make_account(Role.ADMINISTRATOR, "첫 관리자", hall, must_change=True)]

    def demonstration(self) -> list[Account]:
        hall = Office.objects.get(kind=Office.Kind.CITY_HALL)
        board = demonstration.make_board()
        clerk = make_account(Role.CLERK, "홍길동(시연)", board.office, must_change=False)
        leader = make_account(Role.MANAGER, "김시연(시연)", board.office, must_change=False)
        demonstration.play(board, clerk.user, leader.user, timezone.now())
        return [
            clerk,
            leader,
            make_account(Role.TRAINER, "박교육(시연)", hall, must_change=False),
            make_account(Role.ADMINISTRATOR, "최관리(시연)", hall, must_change=False),
        ]
