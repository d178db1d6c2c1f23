"""The routing rules of the demonstration: one of the city, two of the shown office."""

from __future__ import annotations

from datetime import datetime

from boards.models import Category, Route, RoutingRule
from boards.triage.routing import keep
from staff.models import Office, User


def make_routing_rules(office: Office, clerk: User, leader: User, now: datetime) -> None:
    """Through the door, so that each rule has its line."""
    rules = (
        RoutingRule(
            category=Category.POLICY,
            route=Route.LONG_TERM,
            because="규정과 예산은 검토가 필요합니다.",
        ),
        RoutingRule(
            category=Category.KINDNESS,
            office=office,
            person=leader,
            because="직원 응대는 팀장이 먼저 확인합니다.",
        ),
        RoutingRule(
            category=Category.CLEANLINESS,
            office=office,
            route=Route.QUICK_FIX,
            person=clerk,
            because="청소는 그날 합니다.",
        ),
    )
    for rule in rules:
        keep(rule, leader, now)
