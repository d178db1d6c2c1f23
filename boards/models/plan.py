"""The plan of a long-term review (개선방안): who will have done what by when, said in public."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from datetime import date, datetime

    from staff.models import User

QUIET_AFTER = timedelta(days=30)


class Theme(models.TextChoices):
    """The three themes of the campaign '좋아요! 수원' (DOMAIN.md §1)."""

    BEHAVIOUR = "behaviour", "행동변화 솔루션"
    CITIZENS = "citizens", "시민을 위한 친근 솔루션"
    STAFF = "staff", "공직자를 위한 힐링 솔루션"


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: User) -> PlanQuerySet:
        """Plans of the offices in a user's scope."""
        if not user.is_active or user.office is None:
            return self.none()
        return self.filter(complaint__office__path__startswith=user.office.path)

    def running(self) -> PlanQuerySet:
        """Not finished: somebody still owes what was promised."""
        return self.filter(finished_at__isnull=True)

    def to_look_at(self, today: date) -> PlanQuerySet:
        """Running plans whose day of review has come."""
        return self.running().filter(review_on__lte=today)

    def quiet(self, now: datetime) -> PlanQuerySet:
        """Running plans without a step for 30 days: a manager's matter."""
        return self.running().filter(last_step_at__lt=now - QUIET_AFTER)


class Plan(models.Model):
    """One plan a complaint. What the visitor reads is `public_sentence` and `promised_on`."""

    complaint = models.OneToOneField(
        "boards.Complaint", models.PROTECT, related_name="plan", verbose_name="민원"
    )
    owner = models.ForeignKey(
        "staff.User", models.PROTECT, related_name="plans", verbose_name="책임자"
    )
    theme = models.CharField("주제", max_length=10, choices=Theme)
    public_sentence = models.CharField(
        "시민에게 보이는 문장",
        max_length=200,
        help_text="예: 11월 말까지 번호표 기기를 바꾸겠습니다.",
    )
    promised_on = models.DateField("약속한 날")
    moved_reason = models.CharField(
        "날을 옮긴 까닭", max_length=200, blank=True, help_text="시민에게 보입니다."
    )
    review_on = models.DateField("다시 살필 날", help_text="이 날이 되면 첫 화면에 다시 나옵니다.")
    made_at = models.DateTimeField("작성일시")
    last_step_at = models.DateTimeField("마지막 진행")
    approved_by = models.ForeignKey(
        "staff.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="승인한 사람",
    )
    finished_at = models.DateTimeField("끝난 일시", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "개선계획"
        verbose_name_plural = "개선계획"
        ordering = ["review_on", "pk"]
        indexes = [
            # Few plans run: the badges of what to look at and of what is quiet find those few.
            models.Index(
                fields=["review_on", "last_step_at", "complaint"],
                condition=Q(finished_at__isnull=True),
                name="plan_running",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(public_sentence=""), name="plan_tells_the_public"),
        ]

    def __str__(self) -> str:
        return self.public_sentence


class PlanStep(models.Model):
    """One step of a plan, told inside the house."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="steps", verbose_name="계획")
    text = models.CharField("진행 내용", max_length=200)
    by = models.ForeignKey("staff.User", models.PROTECT, related_name="+", verbose_name="적은 사람")
    at = models.DateTimeField("일시")

    class Meta:
        verbose_name = "진행 단계"
        verbose_name_plural = "진행 단계"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text
