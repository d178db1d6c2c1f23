"""Whether an answer helped, as the visitor says on the receipt page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Q

from boards.models.note import STORED_TEXT_LIMIT, Language

if TYPE_CHECKING:
    from datetime import datetime

    from staff.models import User


class Decision(models.TextChoices):
    """What became of the request to look again, which a 'no' with a reason is."""

    NONE = "", "요청 아님"
    WAITING = "waiting", "살펴볼 차례"
    GRANTED = "granted", "다시 보기로 함"
    DECLINED = "declined", "답변 그대로 둠"


@dataclass(frozen=True)
class Tally:
    """How many said that the answer helped and how many that it did not."""

    yes: int
    no: int


class OpinionQuerySet(models.QuerySet["Opinion"]):
    def visible_to(self, user: User) -> OpinionQuerySet:
        """Opinions about complaints of the offices in a user's scope."""
        if not user.is_active or user.office is None:
            return self.none()
        return self.filter(complaint__office__path__startswith=user.office.path)

    def readable_by(self, user: User) -> OpinionQuerySet:
        """As with notes: an accusing or abusive one is the team leader's, and the person's to whom
        the team leader gave the complaint that was opened again for it."""
        rows = self.visible_to(user)
        if user.has_perm("boards.lead_complaint"):
            return rows
        # Said over the join: of a subquery SQLite would first list every complaint of the scope.
        rows = rows.filter(Q(complaint__for_leader=False) | Q(complaint__assigned_to=user))
        given = Q(decision=Decision.GRANTED, complaint__for_leader=True)
        return rows.filter(~GRAVE | given & Q(complaint__assigned_to=user))

    def grave(self) -> OpinionQuerySet:
        """Abusive, or accusing one person: the team leader's to read."""
        return self.filter(GRAVE)

    def waiting(self) -> OpinionQuerySet:
        """Requests to look again that nobody has decided."""
        return self.filter(decision=Decision.WAITING)

    def tally(self, office_path: str, start: datetime, end: datetime) -> Tally:
        """Yes and no given from `start` (included) to `end` (excluded) about an office (by its
        path) and all below it. Offices are what it counts by, never people."""
        rows = self.filter(complaint__office__path__startswith=office_path)
        found = rows.filter(at__gte=start, at__lt=end).aggregate(
            yes=Count("pk", filter=Q(helped=True)), no=Count("pk", filter=Q(helped=False))
        )
        return Tally(found["yes"], found["no"])


GRAVE = Q(is_abusive=True) | Q(accuses_person=True)


class Opinion(models.Model):
    """One opinion a complaint and answer; immutable but for what was decided about it.

    `answer_at` names the answer: the moment at which the visitor could read it. `reason` holds no
    resident number and no public page ever shows it.
    """

    complaint = models.ForeignKey(
        "boards.Complaint",
        models.PROTECT,
        db_index=False,
        related_name="opinions",
        verbose_name="민원",
    )
    answer_at = models.DateTimeField("답변 일시", editable=False)
    helped = models.BooleanField("도움이 됨")
    reason = models.TextField("까닭", max_length=STORED_TEXT_LIMIT, blank=True)
    language = models.CharField("언어", max_length=4, choices=Language, default=Language.KOREAN)
    at = models.DateTimeField("일시", db_index=True)

    findings = models.JSONField("발견", default=list, blank=True)
    is_abusive = models.BooleanField("폭언", default=False)
    accuses_person = models.BooleanField("특정 직원 지적", default=False)
    screening_version = models.CharField(max_length=20, blank=True, editable=False)

    decision = models.CharField(
        "결정", max_length=8, choices=Decision, blank=True, default=Decision.NONE
    )
    decided_by = models.ForeignKey(
        "staff.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="정한 사람",
    )
    decided_at = models.DateTimeField("정한 일시", null=True, blank=True)
    told = models.CharField("시민에게 보이는 문장", max_length=200, blank=True)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = "답변에 대한 의견"
        verbose_name_plural = "답변에 대한 의견"
        ordering = ["at", "pk"]
        indexes = [
            # The badge of the desk view: what waits is a small part of all.
            models.Index(
                fields=["complaint"], name="opinion_waiting", condition=Q(decision="waiting")
            ),
        ]
        constraints = [
            # Serves the foreign key as well, which has no index of its own.
            models.UniqueConstraint(
                fields=["complaint", "answer_at"], name="one_opinion_a_complaint_and_answer"
            ),
            models.CheckConstraint(
                condition=(Q(decision="") & (Q(helped=True) | Q(reason="")))
                | (~Q(decision="") & Q(helped=False) & ~Q(reason="")),
                name="a_no_with_a_reason_is_a_request",
            ),
            models.CheckConstraint(
                condition=Q(decision__in=["granted", "declined"], decided_at__isnull=False)
                | Q(decision__in=["", "waiting"], decided_at__isnull=True),
                name="decided_request_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(decision="declined") | ~Q(told=""),
                name="declined_request_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{'예' if self.helped else '아니요'} {self.at:%Y-%m-%d %H:%M}"
