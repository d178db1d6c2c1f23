"""The tree of offices: city hall, districts, centres."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from staff.models.user import User


class OfficeQuerySet(models.QuerySet["Office"]):
    def within(self, office: Office) -> OfficeQuerySet:
        """The office itself and all below it."""
        return self.filter(path__startswith=office.path)

    def visible_to(self, user: User) -> OfficeQuerySet:
        """The offices in a user's scope: the user's own and all below; none without a scope."""
        if not user.is_active or user.office is None:
            return self.none()
        return self.within(user.office)

    def in_official_order(self) -> OfficeQuerySet:
        """City hall, then each district with its centres, as the city lists them; never ranked."""
        return self.order_by("path")


class Office(models.Model):
    """One of the 49 sites. `path` holds the official order of each ancestor and of itself."""

    class Kind(models.TextChoices):
        CITY_HALL = "city_hall", "시청"
        DISTRICT = "district", "구청"
        CENTRE = "centre", "행정복지센터"

    name = models.CharField("이름", max_length=40, unique=True)
    short_name = models.CharField(
        "짧은 이름", max_length=20, unique=True, help_text="예: 인계동. 접수번호에 쓰입니다."
    )
    slug = models.SlugField("주소 이름", max_length=40, unique=True)
    kind = models.CharField("종류", max_length=12, choices=Kind)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="상위 기관",
    )
    path = models.CharField("순서", max_length=15, unique=True, editable=False)
    is_active = models.BooleanField("운영 중", default=True)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = "기관"
        verbose_name_plural = "기관"
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="city_hall", parent__isnull=True)
                | (~Q(kind="city_hall") & Q(parent__isnull=False)),
                name="only_city_hall_has_no_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Place a new office last among its siblings; a path never changes afterwards."""
        if not self.path:
            self.path = self.next_path()
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature

    def next_path(self) -> str:
        """Five characters a level, four digits and a slash: room for 9,999 siblings."""
        prefix = self.parent.path if self.parent else ""
        last = Office.objects.filter(parent=self.parent).order_by("-path").first()
        number = int(last.path[len(prefix) : -1]) + 1 if last else 1
        return f"{prefix}{number:04d}/"

    def contains(self, other: Office) -> bool:
        """Whether `other` is this office or below it."""
        return other.path.startswith(self.path)
