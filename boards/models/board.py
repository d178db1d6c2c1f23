"""A board in a lobby and the devices that belong to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from staff.models import User


class BoardQuerySet(models.QuerySet["Board"]):
    def visible_to(self, user: User) -> BoardQuerySet:
        """Boards in a user's scope."""
        if not user.is_active or user.office is None:
            return self.none()
        return self.filter(office__path__startswith=user.office.path)


class Board(models.Model):
    """One 칭찬게시판: its tablet, its wall, and the rules for both."""

    class Publishing(models.TextChoices):
        AT_ONCE = "at_once", "문제가 없으면 바로 공개"
        AFTER_LOOK = "after_look", "근무일 10시·15시 공개, 그 전에 담당자 확인(선별공개)"
        HELD = "held", "담당자가 공개할 때까지 비공개"

    class Keyboard(models.TextChoices):
        OWN = "own", "화면 자판(공용 태블릿)"
        DEVICE = "device", "기기의 자판"

    office = models.ForeignKey(
        "staff.Office", models.PROTECT, related_name="boards", verbose_name="기관"
    )
    name = models.CharField("이름", max_length=40, help_text="예: 1층 민원실")
    slug = models.SlugField("주소 이름", max_length=60, unique=True)
    publishing = models.CharField(
        "공개 방식",
        max_length=12,
        choices=Publishing,
        default=Publishing.AT_ONCE,
        help_text="바꾼 뒤에 들어온 쪽지부터 따릅니다. 손글씨, 특정 직원을 지적한 쪽지, "
        "개인정보·폭언이 의심되는 쪽지는 어느 방식이든 담당자가 공개할 때까지 기다립니다.",
    )
    wall_is_open = models.BooleanField(
        "연결 없이도 벽 화면 열기",
        default=False,
        help_text="끄면 연결(등록)된 화면에서만 벽 화면이 열립니다.",
    )
    keyboard = models.CharField("자판", max_length=8, choices=Keyboard, default=Keyboard.OWN)
    idle_seconds = models.PositiveSmallIntegerField(
        "자동 초기화(초)", default=60, help_text="마지막 손길 뒤 이 시간이 지나면 모두 지웁니다."
    )
    quiet_hours = models.PositiveSmallIntegerField(
        "조용한 태블릿 알림(근무시간)",
        default=16,
        help_text="이 근무시간 동안 쪽지가 없으면 담당자에게 알립니다.",
    )
    is_active = models.BooleanField("운영 중", default=True)

    objects = BoardQuerySet.as_manager()

    class Meta:
        verbose_name = "게시판"
        verbose_name_plural = "게시판"
        ordering = ["office__path", "name"]
        constraints = [
            models.UniqueConstraint(fields=["office", "name"], name="one_board_name_an_office"),
            models.CheckConstraint(
                condition=Q(idle_seconds__gte=30), name="board_waits_at_least_30_seconds"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.name}"


class DeviceQuerySet(models.QuerySet["Device"]):
    def paired(self) -> DeviceQuerySet:
        """Devices whose credential still opens the intake."""
        return self.filter(revoked_at__isnull=True)


class Device(models.Model):
    """A paired tablet or wall screen. Its credential is kept only as a SHA-256 hash."""

    class Kind(models.TextChoices):
        TABLET = "tablet", "태블릿"
        WALL = "wall", "벽 화면"

    board = models.ForeignKey(Board, models.PROTECT, related_name="devices", verbose_name="게시판")
    kind = models.CharField("종류", max_length=8, choices=Kind)
    name = models.CharField("이름", max_length=40)
    credential_hash = models.CharField(max_length=64, unique=True, editable=False)
    paired_at = models.DateTimeField("연결 일시")
    paired_by = models.ForeignKey(
        "staff.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="연결한 사람",
    )
    # The pairing that the same browser had before: notes that wait from then belong to its board.
    replaces = models.ForeignKey(
        "self", models.SET_NULL, null=True, editable=False, related_name="+", verbose_name="전 연결"
    )
    revoked_at = models.DateTimeField("해제 일시", null=True, blank=True)
    last_contact_at = models.DateTimeField("마지막 연락", null=True, blank=True)
    last_sequence = models.PositiveIntegerField(
        "마지막 쪽지 번호", default=0, help_text="기기가 알린 가장 큰 번호"
    )
    queue_length = models.PositiveIntegerField("보내지 못한 쪽지", default=0)
    set_aside_count = models.PositiveIntegerField("따로 둔 쪽지", default=0)
    storage_is_persistent = models.BooleanField("저장소 보존", null=True)
    clock_skew_seconds = models.BigIntegerField("시계 차이(초)", default=0)
    connection_is_secure = models.BooleanField("https 연결", null=True)

    objects = DeviceQuerySet.as_manager()
    MOST_PAIRINGS = 20  # of one tablet, that a note is looked for

    class Meta:
        verbose_name = "기기"
        verbose_name_plural = "기기"
        ordering = ["board", "name"]

    def __str__(self) -> str:
        return f"{self.board} {self.name}"

    def earlier_pairing(self, key: int) -> Device | None:
        """The pairing `key` of this same tablet before the present one, or None."""
        before = self.replaces_id
        for _ in range(self.MOST_PAIRINGS):
            if before is None or before == key:
                break
            before = Device.objects.values_list("replaces", flat=True).get(pk=before)
        tablets = Device.objects.filter(kind=Device.Kind.TABLET).select_related("board")
        return tablets.filter(pk=key).first() if before == key else None
