"""Which rule of the routing table applies, why, and what it does when a clerk sorts.

A rule never acts alone: it tells, and a clerk's key carries it out. Two rules never fight
silently: the nearest applies, and whoever is shown it is shown those that it overrides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from boards.models import Complaint, RoutingRule
from boards.models.trail import Line, record
from boards.triage import doors
from boards.triage.changing import Hand

if TYPE_CHECKING:
    from staff.models import Office, User
    from staff.working_time import Calendar

WATCHED = (
    "category", "office_id", "route", "department_id", "person_id", "because", "is_active",
)  # fmt: skip
LONGEST_WAY = 10  # offices; a way of more goes in a circle


class RuleChanged(ValidationError):
    """Somebody else changed the rule since it was read."""


@dataclass(frozen=True)
class Ruling:
    """The rule that applies to a category at `office`, and those it overrides, nearest first."""

    rule: RoutingRule
    office: Office
    overridden: tuple[RoutingRule, ...] = ()

    @property
    def moves_to(self) -> Office | None:
        """Where the rule sends the matter; None when it belongs here."""
        department = self.rule.department
        if department is None or department.pk == self.office.pk or not department.is_active:
            return None
        return department

    @property
    def route(self) -> str:
        return "" if self.moves_to else self.rule.route

    @property
    def person(self) -> User | None:
        """Who gets it: nobody when the person left or is no longer in charge of this office."""
        person = self.rule.person
        if self.moves_to or person is None or not person.is_active or person.office is None:
            return None
        return person if person.office.contains(self.office) else None

    @property
    def key(self) -> str:
        """Names the rule as it stood when it was shown."""
        return f"{self.rule.pk}:{self.rule.version}"

    @property
    def says(self) -> str:
        """What it wants of this complaint, in words."""
        if self.moves_to:
            return f"{self.moves_to}(으)로 이송"
        parts = [str(self.rule.get_route_display()) if self.rule.route else ""]
        if self.rule.person:
            gone = "" if self.person else "(지금은 이 기관을 맡지 않아 지정하지 않음)"
            parts.append(f"담당 {self.rule.person}{gone}")
        return " · ".join(part for part in parts if part) or "이 기관에서 처리"

    @property
    def why(self) -> str:
        """Why this rule and no other."""
        if self.rule.office is None:
            reason = "모든 기관의 규칙입니다."
        elif self.rule.office.pk == self.office.pk:
            reason = "이 기관에 정한 규칙입니다."
        else:
            reason = f"상위 기관인 {self.rule.office}에 정한 규칙입니다."
        return f"{reason} {self.rule.because}".strip()

    @property
    def words_for_trail(self) -> str:
        return f"{self.rule.pk}번 {self.rule}"

    def agrees(self, route: str) -> bool:
        """Whether a clerk who chooses `route` here does as the rule says."""
        return self.moves_to is None and self.rule.route in ("", route)


def rulings(office: Office) -> dict[str, Ruling]:
    """For each category with a rule, the one that applies at an office. One query."""
    return _nearest(office, list(RoutingRule.objects.over(office)))


def ruling(office: Office, category: str) -> Ruling | None:
    """The rule that applies to one category at an office. One query."""
    rules = list(RoutingRule.objects.over(office).filter(category=category)) if category else []
    return _nearest(office, rules).get(category)


def _nearest(office: Office, rules: list[RoutingRule]) -> dict[str, Ruling]:
    by_category: dict[str, list[RoutingRule]] = defaultdict(list)
    for rule in sorted(rules, key=lambda rule: -len(rule.office.path if rule.office else "")):
        by_category[rule.category].append(rule)
    return {
        category: Ruling(nearest, office, tuple(further))
        for category, (nearest, *further) in by_category.items()
    }


# -- acting by a rule ----------------------------------------------------------------------------


def sort(
    complaint: Complaint,
    hand: Hand,
    *,
    route: str,
    calendar: Calendar,
    category: str = "",
    unfair: bool = False,
    suggested_by: str = "",
    seen: Collection[str] = (),
) -> Ruling | None:
    """Sort, and give the complaint to the rule's person when the clerk does as the rule says.

    `seen` holds the keys of the rules that the page showed: one that changed since is left aside.
    Returns the rule that was followed. Raises what the doors raise, storing nothing then.
    """
    found = ruling(complaint.office, category or complaint.category)
    followed = found if found and found.key in seen and found.agrees(route) else None
    with transaction.atomic():
        doors.sort(
            complaint.pk,
            hand,
            route=route,
            calendar=calendar,
            category=category,
            unfair=unfair,
            suggested_by=suggested_by,
            rule=followed.words_for_trail if followed else "",
        )
        if followed and followed.person:
            doors.assign(
                complaint.pk,
                Hand(hand.by, hand.at, hand.version + 1),
                person=followed.person,
                rule=followed.words_for_trail,
            )
    return followed


def transfer(
    complaint: Complaint,
    hand: Hand,
    *,
    office: Office | None,
    reason: str,
    calendar: Calendar,
    category: str = "",
    seen: Collection[str] = (),
) -> None:
    """Transfer; the line names the rule when it sends the category to that office."""
    found = ruling(complaint.office, category or complaint.category)
    followed = found and found.key in seen and found.moves_to == office
    doors.transfer(
        complaint.pk,
        hand,
        office=office,
        reason=reason,
        calendar=calendar,
        rule=found.words_for_trail if found and followed else "",
    )


# -- changing the table --------------------------------------------------------------------------


def keep(rule: RoutingRule, by: User, at: datetime) -> RoutingRule:
    """Store a new or changed rule, with a line in its chain.

    Raises RuleChanged when somebody else stored another version since it was read, and
    ValidationError when the matter would go in a circle.
    """
    with transaction.atomic():
        # One at a time: two rules that are harmless alone may send each other in a circle.
        same = RoutingRule.objects.filter(category=rule.category).order_by("pk")
        list(same.select_for_update())
        stored = RoutingRule.objects.filter(pk=rule.pk).first() if rule.pk else None
        if stored and stored.version != rule.version:
            raise RuleChanged("그사이 다른 사람이 이 규칙을 고쳤습니다. 다시 열어 견주어 주세요.")
        refuse_circles(rule)
        before = values_of(stored) if stored else {}
        after = values_of(rule)
        changed = [name for name in WATCHED if before.get(name) != after[name]]
        if stored and not changed:
            return rule
        rule.version += 1 if stored else 0
        rule.save()
        line = Line(
            action="rule.changed" if stored else "rule.made",
            subject=f"routing_rule:{rule.pk}",
            office_id=rule.office_id or by.office_id,
            actor=by,
            before={name: before[name] for name in changed} if stored else None,
            after={name: after[name] for name in changed},
        )
        record(line, at)
    return rule


def values_of(rule: RoutingRule) -> dict[str, Any]:
    return {name: getattr(rule, name) for name in WATCHED}


def refuse_circles(rule: RoutingRule) -> None:
    """Stop a rule by which offices would send a matter round to each other for ever."""
    if rule.department is None or not rule.is_active:
        return
    way, office = [rule.department], rule.department
    for _ in range(LONGEST_WAY):
        others = RoutingRule.objects.over(office).filter(category=rule.category)
        rules = [*others.exclude(pk=rule.pk), *([rule] if _is_over(rule, office) else [])]
        found = _nearest(office, rules).get(rule.category)
        if found is None or found.moves_to is None:
            return
        office = found.moves_to
        way.append(office)
        if office in way[:-1]:
            break
    names = " → ".join(str(step) for step in way)
    raise ValidationError({"department": f"규칙들이 서로 되보냅니다: {names}. 한쪽을 고쳐 주세요."})


def _is_over(rule: RoutingRule, office: Office) -> bool:
    return rule.office is None or rule.office.contains(office)
