"""A complaint: one or more regret notes about one matter, and its way to an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

# Marks a label for the catalogues and leaves it Korean, as in boards.models.note.
from django.utils.translation import gettext_noop as _

from boards.models.complaint_rules import CONSTRAINTS, INDEXES
from boards.models.note import MOST_WORDS, Category

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from staff.models import User

    Starts = Mapping[datetime, Collection[int]]  # a moment, and the offices for which it holds


class Route(models.TextChoices):
    UNSORTED = "unsorted", "미분류"
    QUICK_FIX = "quick_fix", "즉시처리"
    LONG_TERM = "long_term", "장기검토"


class State(models.TextChoices):
    """Which change may follow which stands in boards.triage.states."""

    RECEIVED = "received", "접수"
    SORTED = "sorted", "분류"
    ASSIGNED = "assigned", "담당자 지정"
    IN_PROGRESS = "in_progress", "처리중"
    ON_HOLD = "on_hold", "보류"
    DONE = "done", "완료"
    REPLIED = "replied", "회신"
    CLOSED = "closed", "종결"


SETTLED_STATES = (State.DONE, State.REPLIED, State.CLOSED)
OPEN_STATES = tuple(state for state in State if state not in SETTLED_STATES)


UNSORTED = Q(route=Route.UNSORTED, state=State.RECEIVED)


class Outcome(models.TextChoices):
    """'Closed' never means 'fixed': what became of the matter is said apart."""

    RESOLVED = "resolved", _("해결")
    PARTLY = "partly", _("부분해결")
    LONG_TERM = "long_term", _("장기과제")
    NOT_POSSIBLE = "not_possible", _("불가")


class ClosingGround(models.TextChoices):
    REPEATED = "repeated", "반복"
    DUPLICATE = "duplicate", "중복"
    WITHDRAWN = "withdrawn", "취하"


def started_sorting_before(moments: Starts) -> Q:
    """Whose clock of sorting started before a moment: that moment, and the keys of the offices for
    which it holds."""
    before = Q(pk__in=[])
    for moment, offices in moments.items():
        before |= Q(
            Q(reopened_at__isnull=True) | Q(reopened_at__lt=moment),
            Q(transferred_at__isnull=True) | Q(transferred_at__lt=moment),
            received_at__lt=moment,
            office__in=offices,
        )
    return before


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    def visible_to(self, user: User) -> ComplaintQuerySet:
        """Complaints of the offices in a user's scope."""
        if not user.is_active or user.office is None:
            return self.none()
        return self.filter(office__path__startswith=user.office.path)

    def readable_by(self, user: User) -> ComplaintQuerySet:
        """In the user's scope; with an accusing or abusive note only the team leader's, and the
        person's to whom the team leader gave it (DOMAIN.md §3)."""
        return self.visible_to(user).not_kept_from(user)

    def not_kept_from(self, user: User) -> ComplaintQuerySet:
        """Without what only a team leader reads; says nothing of the scope."""
        if user.has_perm("boards.lead_complaint"):
            return self
        return self.filter(Q(for_leader=False) | Q(assigned_to=user))

    def told(self, words: str) -> ComplaintQuerySet:
        """Complaints whose gist holds every one of the words."""
        several = words.split()[:MOST_WORDS]
        # Apart from the scope, so that SQLite reads the few with a gist and not the whole scope.
        told = self.model.objects.exclude(matter="").filter(matter__says=" ".join(several))
        return self.filter(pk__in=told.values("pk"))

    def within(self, office_path: str) -> ComplaintQuerySet:
        """Complaints of an office (by its path) and all below it."""
        return self.filter(office__path__startswith=office_path)

    def open(self) -> ComplaintQuerySet:
        """Not settled: a clock runs."""
        return self.filter(state__in=OPEN_STATES)

    def open_by_state(self) -> ComplaintQuerySet:
        """As `open`, for whole lists: read by the index of states. Beside a scope or an order
        SQLite reads every complaint of it, of which few are open."""
        return self.filter(pk__in=self.model.objects.order_by().open().values("pk"))

    def settled(self) -> ComplaintQuerySet:
        return self.filter(state__in=SETTLED_STATES)

    def unsorted(self) -> ComplaintQuerySet:
        return self.filter(UNSORTED)

    def overdue(self, now: datetime, unsorted_since: Starts) -> ComplaintQuerySet:
        """Open and past the due time at `now`; of those that wait for sorting, whose clock of
        sorting started before a moment. `unsorted_since`: that moment, and the keys of the
        offices for which it holds."""
        unsorted = self.unsorted().filter(started_sorting_before(unsorted_since))
        return self._either(self.open().filter(due_at__lt=now), unsorted)

    def due_within(
        self, start: datetime, end: datetime, over_at_start: Starts, over_at_end: Starts
    ) -> ComplaintQuerySet:
        """Open and due from `start` (included) to `end` (excluded); of those that wait for sorting,
        whose clock of sorting ends then. `over_at_…` as `unsorted_since` of `overdue`."""
        unsorted = self.unsorted()
        over = unsorted.filter(started_sorting_before(over_at_start)).order_by().values("pk")
        unsorted = unsorted.filter(started_sorting_before(over_at_end)).exclude(pk__in=over)
        return self._either(self.open().filter(due_at__gte=start, due_at__lt=end), unsorted)

    def _either(self, some: ComplaintQuerySet, others: ComplaintQuerySet) -> ComplaintQuerySet:
        """Two reads, each by its index: an OR of both makes SQLite read every complaint."""
        both = some.order_by().values("pk").union(others.order_by().values("pk"), all=True)
        return self.filter(pk__in=both)

    def waiting_for_answer(self) -> ComplaintQuerySet:
        """Done, but the visitor has not been told."""
        return self.filter(state=State.DONE)

    def silent_since(self, moment: datetime) -> ComplaintQuerySet:
        """Open, and the visitor was told nothing of it since `moment`: neither received, opened
        again nor given notice after it."""
        heard = Q(received_at__gt=moment) | Q(reopened_at__gt=moment)
        notices = apps.get_model("boards", "ProgressNotice").objects.filter(at__gt=moment)
        lately = Exists(notices.filter(complaint=OuterRef("pk")))
        old = self.open_by_state().filter(received_at__lte=moment)
        return old.exclude(heard).exclude(lately)

    def due_before(self, moment: datetime) -> ComplaintQuerySet:
        return self.open().filter(due_at__lte=moment)


class Complaint(models.Model):
    """`due_at` is set when the complaint is sorted; the clock starts at `received_at`.

    `version` grows by one at each change: whoever saves an older one is told.
    """

    office = models.ForeignKey(
        "staff.Office",
        models.PROTECT,
        db_index=False,
        related_name="complaints",
        verbose_name="처리 기관",
    )
    received_office = models.ForeignKey(
        "staff.Office",
        models.PROTECT,
        db_index=False,
        related_name="+",
        verbose_name="접수 기관",
    )
    received_at = models.DateTimeField("접수일시")
    category = models.CharField("분야", max_length=16, choices=Category, blank=True)
    matter = models.CharField(
        "요지",
        max_length=80,
        blank=True,
        help_text="담당자가 적는 한 줄 요지. 시민에게는 보이지 않습니다.",
    )
    route = models.CharField("분류", max_length=12, choices=Route, default=Route.UNSORTED)
    period = models.CharField(
        "처리기간", max_length=8, blank=True, editable=False, help_text="staff.periods의 표기"
    )
    alleges_unfair_treatment = models.BooleanField("부당한 대우를 호소", default=False)
    state = models.CharField("상태", max_length=12, choices=State, default=State.RECEIVED)
    due_at = models.DateTimeField("처리기한", null=True, blank=True)
    sorted_at = models.DateTimeField("분류일시", null=True, blank=True)
    assigned_to = models.ForeignKey(
        "staff.User",
        models.SET_NULL,
        db_index=False,
        null=True,
        blank=True,
        related_name="complaints",
        verbose_name="담당자",
    )
    extended_at = models.DateTimeField("기한 연장 일시", null=True, blank=True)
    extension_reason = models.CharField("연장 사유", max_length=200, blank=True)
    hold_reason = models.CharField("보류 사유", max_length=200, blank=True)
    outcome = models.CharField("처리결과", max_length=12, choices=Outcome, blank=True)
    closing_ground = models.CharField("종결 사유", max_length=10, choices=ClosingGround, blank=True)
    action_taken = models.CharField("조치내용", max_length=200, blank=True)
    answer = models.TextField("답변", max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        "staff.User",
        models.SET_NULL,
        db_index=False,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="답변한 사람",
    )
    answered_at = models.DateTimeField("회신일시", null=True, blank=True)
    settled_at = models.DateTimeField("완료일시", null=True, blank=True)
    promised_on = models.DateField("약속한 날", null=True, blank=True)
    transferred_at = models.DateTimeField("이송일시", null=True, blank=True)
    reopened_at = models.DateTimeField("다시 연 일시", null=True, blank=True)
    joined_to = models.ForeignKey(
        "self",
        models.PROTECT,
        db_index=False,
        null=True,
        blank=True,
        related_name="joined",
        verbose_name="합친 민원",
    )
    split_from = models.ForeignKey(
        "self",
        models.PROTECT,
        db_index=False,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name="나누기 전 민원",
    )
    for_leader = models.BooleanField(
        "팀장 전용", default=False, editable=False, help_text="지적하거나 폭언하는 쪽지가 있음"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = "민원"
        verbose_name_plural = "민원"
        ordering = ["-received_at", "-pk"]
        permissions = [("lead_complaint", "지적·폭언 쪽지를 팀장으로 처리")]
        indexes = INDEXES
        constraints = CONSTRAINTS

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """접수번호: year of receipt in Seoul, office of receipt, running number of the city."""
        year = timezone.localtime(self.received_at).year
        return f"{year}-{self.received_office.short_name.removesuffix('동')}-{self.pk:06d}"

    @property
    def clock_starts_at(self) -> datetime:
        """When the clock starts: at the true receipt, or when a person opened it again."""
        return self.reopened_at or self.received_at

    @property
    def is_open(self) -> bool:
        return self.state not in SETTLED_STATES

    @property
    def answer_at(self) -> datetime | None:
        """When the visitor could read the answer, or what ended the matter without one."""
        return None if self.is_open else self.answered_at or self.settled_at
