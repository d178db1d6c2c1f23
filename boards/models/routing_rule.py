"""The routing table: which category, at which office, goes which way and to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from boards.models.complaint import Route
from boards.models.note import Category

if TYPE_CHECKING:
    from staff.models import Office

# Five characters of an office's path a level (staff.models.Office.next_path).
LEVEL = 5
ROUTES = [(route.value, route.label) for route in (Route.QUICK_FIX, Route.LONG_TERM)]


class RoutingRuleQuerySet(models.QuerySet["RoutingRule"]):
    def over(self, office: Office) -> RoutingRuleQuerySet:
        """The rules in use of an office, of those above it, and of the whole city."""
        above = [office.path[:end] for end in range(LEVEL, len(office.path) + 1, LEVEL)]
        in_use = self.filter(Q(office__isnull=True) | Q(office__path__in=above), is_active=True)
        return in_use.select_related("office", "department", "person__office")


class RoutingRule(models.Model):
    """What one category means at one office and all below it, or in the whole city.

    The nearest rule applies: the office's own, then that of the office above, then the city's
    (boards.triage.routing). A rule that hands over to another office says nothing of route and
    person: the receiving office's rules do. `version` grows by one at each change.
    """

    category = models.CharField("분야", max_length=16, choices=Category)
    office = models.ForeignKey(
        "staff.Office",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="routing_rules",
        verbose_name="적용할 기관",
        help_text="그 아래 기관에도 적용됩니다. 아래 기관에 같은 분야의 규칙이 있으면 그 규칙이 "
        "먼저입니다. 비우면 모든 기관(관리자만)입니다.",
    )
    route = models.CharField("분류", max_length=12, choices=ROUTES, blank=True)
    department = models.ForeignKey(
        "staff.Office",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="맡을 부서·기관",
        help_text="다른 곳이 맡을 일이면 고릅니다. 분류 화면이 그곳으로 이송하자고 제안합니다.",
    )
    person = models.ForeignKey(
        "staff.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="담당자",
        help_text="분류하면 이 사람이 담당자로 지정됩니다.",
    )
    because = models.CharField(
        "정한 까닭", max_length=100, blank=True, help_text="분류 화면에 규칙과 함께 보입니다."
    )
    is_active = models.BooleanField("사용", default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = RoutingRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "배정 규칙"
        verbose_name_plural = "배정 규칙"
        ordering = ["category", F("office__path").asc(nulls_first=True)]
        permissions = [("route_whole_city", "모든 기관의 배정 규칙을 정함")]
        constraints = [
            models.UniqueConstraint(
                fields=["category", "office"],
                name="one_rule_a_category_and_office",
                violation_error_message="이 기관에 이 분야의 규칙이 이미 있습니다. 그 규칙을 고쳐 "
                "주세요.",
            ),
            models.UniqueConstraint(
                fields=["category"],
                condition=Q(office__isnull=True),
                name="one_rule_a_category_in_the_city",
                violation_error_message="모든 기관에 이 분야의 규칙이 이미 있습니다. 그 규칙을 "
                "고쳐 주세요.",
            ),
            models.CheckConstraint(
                condition=~Q(route="") | Q(department__isnull=False) | Q(person__isnull=False),
                name="routing_rule_says_something",
                violation_error_message="분류, 맡을 부서·기관, 담당자 가운데 하나는 정해 주세요.",
            ),
            models.CheckConstraint(
                condition=Q(office__isnull=False) | Q(person__isnull=True),
                name="rule_of_the_city_names_nobody",
                violation_error_message="모든 기관의 규칙에는 담당자를 둘 수 없습니다. 담당자는 "
                "기관마다 자기 규칙에서 정합니다.",
            ),
            models.CheckConstraint(
                condition=Q(department__isnull=True)
                | Q(office__isnull=True)
                | Q(route="", person__isnull=True),
                name="rule_that_hands_over_says_no_more",
                violation_error_message="다른 곳에 넘기는 규칙에는 분류와 담당자를 두지 않습니다. "
                "받는 기관의 규칙이 정합니다.",
            ),
            models.CheckConstraint(
                condition=~Q(department=F("office")),
                name="rule_hands_over_to_another_office",
                violation_error_message="맡을 부서·기관이 적용할 기관과 같습니다. 비워 주세요.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.whose} · {self.get_category_display()}"

    @property
    def whose(self) -> str:
        return str(self.office) if self.office else "모든 기관"

    @property
    def says(self) -> str:
        """What the rule wants, in words."""
        parts = [
            str(self.get_route_display()) if self.route else "",
            f"{self.department}에서 맡음" if self.department else "",
            f"담당 {self.person}" if self.person else "",
        ]
        return " · ".join(part for part in parts if part)

    def clean(self) -> None:
        """The person must be in charge of the office that the rule is for."""
        person, office = self.person, self.office
        if person is None or office is None:
            return
        if not person.is_active or person.office is None or not person.office.contains(office):
            raise ValidationError({"person": "이 기관을 맡은 담당자가 아닙니다."})
