"""The plate on a desk: name, duty, greeting, a smiling photo by consent."""

from __future__ import annotations

import secrets
from datetime import date

from django.core.files.storage import storages
from django.db import models
from django.db.models import F, Q

GREETING = "무엇을 도와드릴까요? 친절히 모시겠습니다"


def photo_storage() -> object:
    """The storage of photos; named once so that several machines can share one."""
    return storages["default"]


def photo_path(plate: Nameplate, filename: str) -> str:
    """A random name: the name of an uploaded file may hold a person's name."""
    return f"nameplates/{secrets.token_hex(16)}.jpg"


class NameplateQuerySet(models.QuerySet["Nameplate"]):
    def current(self) -> NameplateQuerySet:
        """Plates that stand on a desk today."""
        return self.filter(ended_on__isnull=True)

    def with_consent(self, item: str) -> NameplateQuerySet:
        """Plates whose person agreed to `item` (a value of Consent.Item) and has not withdrawn."""
        return self.filter(
            Q(
                pk__in=Consent.objects.filter(item=item, withdrawn_at__isnull=True).values(
                    "nameplate_id"
                )
            )
        )


class Nameplate(models.Model):
    """A person's plate at a desk. Without a standing consent only desk and duty are shown."""

    desk = models.ForeignKey(
        "staff.Desk", models.CASCADE, related_name="nameplates", verbose_name="창구"
    )
    person = models.ForeignKey(
        "staff.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="nameplates",
        verbose_name="계정",
    )
    name = models.CharField("이름", max_length=40)
    duty = models.CharField("담당 업무", max_length=60, blank=True, help_text="비우면 창구의 업무")
    greeting = models.CharField("인사말", max_length=60, default=GREETING)
    photo = models.ImageField("사진", upload_to=photo_path, storage=photo_storage, blank=True)
    started_on = models.DateField("시작일", default=date.today)
    ended_on = models.DateField("종료일", null=True, blank=True)

    objects = NameplateQuerySet.as_manager()

    class Meta:
        verbose_name = "명패"
        verbose_name_plural = "명패"
        ordering = ["desk__office__path", "desk__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["desk"], condition=Q(ended_on__isnull=True), name="one_current_plate_a_desk"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="plate_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.desk} {self.name}"


class ConsentQuerySet(models.QuerySet["Consent"]):
    def standing(self) -> ConsentQuerySet:
        """Consents given and not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Consent(models.Model):
    """One person's consent to one use of name and photo, with date and the text agreed to.

    개인정보 보호법 15조 1항 1호, 22조: item by item, can be withdrawn at any time.
    """

    class Item(models.TextChoices):
        PLATE = "plate", "인쇄 명패에 이름과 사진"
        TABLET = "tablet", "같은 기관 태블릿에 이름과 사진"
        THANKS = "thanks", "게시판의 칭찬에 이름"

    nameplate = models.ForeignKey(
        Nameplate, models.CASCADE, related_name="consents", verbose_name="명패"
    )
    item = models.CharField("동의 항목", max_length=10, choices=Item)
    given_on = models.DateField("동의일")
    text_version = models.CharField("동의서 판", max_length=20, default="2026-1")
    withdrawn_at = models.DateTimeField("철회 일시", null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "동의"
        verbose_name_plural = "동의"
        constraints = [
            models.UniqueConstraint(
                fields=["nameplate", "item"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_standing_consent_an_item",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_item_display()} ({self.given_on:%Y. %-m. %-d.})"
