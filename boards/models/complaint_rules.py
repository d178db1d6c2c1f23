"""By what complaints are found, and what the database itself asks of them."""

from django.db import models
from django.db.models import F, Q

COVERED = ("office", "state", "route", "category", "for_leader", "assigned_to")


def covering(name: str, *first: str) -> models.Index:
    """An index of complaints by `first`, the newest first, that tells a list without its table."""
    rest = [field for field in COVERED if field not in first]
    return models.Index(fields=[*first, "-received_at", "-id", *rest], name=name)


# A foreign key with which one of these begins has no index of its own.
INDEXES = [
    # The lists of the admin are told by an index alone: each holds whatever filters and
    # scopes ask about (COVERED), so that a million rows are never looked up.
    covering("complaint_office_received", "office"),
    models.Index(fields=["office", "state", "due_at"], name="complaint_office_due"),
    # The whole city's list, and its badges: what is open is a small part of all.
    covering("complaint_received"),
    covering("complaint_state", "state"),
    covering("complaint_category", "category"),
    covering("complaint_route", "route"),
    # What a new complaint does not have yet costs its intake nothing.
    models.Index(
        fields=["assigned_to", "-received_at"],
        name="complaint_assigned",
        condition=Q(assigned_to__isnull=False),
    ),
    models.Index(
        fields=["joined_to"],
        name="complaint_joined_to",
        condition=Q(joined_to__isnull=False),
    ),
    models.Index(
        fields=["split_from"],
        name="complaint_split_from",
        condition=Q(split_from__isnull=False),
    ),
    # Worded as `open()` asks, so that PostgreSQL sees that the index serves it.
    models.Index(
        fields=["due_at"],
        name="complaint_open_due",
        condition=~Q(state__in=["done", "replied", "closed"]),
    ),
    # Few complaints have a gist or were transferred: a search finds those few.
    models.Index(fields=["id"], name="complaint_with_matter", condition=~Q(matter="")),
    models.Index(
        fields=["office", "received_office", "id"],
        name="complaint_transferred",
        condition=Q(transferred_at__isnull=False),
    ),
]
CONSTRAINTS: list[models.BaseConstraint] = [
    models.CheckConstraint(
        condition=Q(route="unsorted") | Q(due_at__isnull=False),
        name="routed_complaint_has_due_time",
    ),
    models.CheckConstraint(
        condition=Q(due_at__isnull=True) | Q(due_at__gte=F("received_at")),
        name="complaint_due_after_receipt",
    ),
    models.CheckConstraint(
        condition=~Q(state__in=["done", "replied"]) | ~Q(outcome=""),
        name="done_complaint_has_an_outcome",
    ),
    models.CheckConstraint(
        condition=~Q(state="closed") | ~Q(closing_ground=""),
        name="closed_complaint_has_a_ground",
    ),
    models.CheckConstraint(
        condition=~Q(state="replied") | (~Q(answer="") & Q(answered_at__isnull=False)),
        name="replied_complaint_has_an_answer",
    ),
    models.CheckConstraint(
        condition=~Q(state="on_hold") | ~Q(hold_reason=""),
        name="held_complaint_has_a_reason",
    ),
    models.CheckConstraint(
        condition=Q(state__in=["done", "replied", "closed"], settled_at__isnull=False)
        | (~Q(state__in=["done", "replied", "closed"]) & Q(settled_at__isnull=True)),
        name="settled_complaint_has_its_time",
    ),
    models.CheckConstraint(
        condition=Q(joined_to__isnull=True) | Q(state="closed"),
        name="joined_complaint_is_closed",
    ),
]
