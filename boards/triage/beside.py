"""Doors beside the states: memos, plans of long-term reviews, opening veiled text.

Each locks the complaint and leaves a line in its chain, as the doors of states do.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards.models import Complaint, Memo, Plan, PlanStep, Route
from boards.models.trail import Line, record
from boards.triage.changing import Hand, StaleVersion, locked, required
from boards.triage.public_words import NOT_FIXED, fit_to_tell

if TYPE_CHECKING:
    from staff.models import User

REVIEW_AFTER = timedelta(days=14)
SAID_TWICE = timedelta(minutes=1)  # a double click, or a form that was sent again


@dataclass
class Noting:
    """The locked complaint, and what its line shall say."""

    complaint: Complaint
    after: dict[str, Any]
    before: dict[str, Any]


@contextmanager
def noting(
    pk: int, hand: Hand, action: str, *, reason: str = "", versioned: bool = True
) -> Iterator[Noting]:
    """Lock, let the body act, leave a line. With `versioned` an old version is StaleVersion."""
    with transaction.atomic():
        complaint = locked(pk)
        if versioned and complaint.version != hand.version:
            raise StaleVersion(complaint, hand.version, {})
        opening = Noting(complaint, {}, {})
        yield opening
        if versioned:
            complaint.version += 1
            complaint.save()
        record(
            Line(
                action=action,
                subject=f"complaint:{pk}",
                office_id=complaint.office_id,
                actor=hand.by,
                before=opening.before or None,
                after=opening.after or None,
                reason=reason[:300],
            ),
            hand.at,
        )


def add_memo(pk: int, hand: Hand, *, text: str) -> Memo:
    """Tell the house something; no public page reads it and no version is spent.

    The same words of the same person within a minute are one memo, with one line.
    """
    words = required(text, "text", "메모를 적어 주세요.")[:1000]
    with transaction.atomic():
        complaint = locked(pk)  # of two at once the second waits here and finds the first
        same = complaint.memos.filter(text=words, by=hand.by, at__gt=hand.at - SAID_TWICE)
        if (said := same.last()) is not None:
            return said
        with noting(pk, hand, "memo", versioned=False):
            return Memo.objects.create(complaint=complaint, text=words, by=hand.by, at=hand.at)


def record_opening(pk: int, hand: Hand, *, address: str, reason: str = "") -> None:
    """Who opened veiled text, when and from where (안전성 확보조치 기준; 민원처리법 4조)."""
    with noting(pk, hand, "opened_text", reason=reason, versioned=False) as opening:
        opening.after = {"from": address}


def make_plan(
    pk: int,
    hand: Hand,
    *,
    owner: User | None,
    theme: str,
    public_sentence: str,
    promised_on: date | None,
) -> Plan:
    """Plan a long-term review: who, in which theme, what the public is told, by when."""
    with noting(pk, hand, "plan") as opening:
        complaint = opening.complaint
        _not_joined_away(complaint)
        if complaint.route != Route.LONG_TERM or hasattr(complaint, "plan"):
            raise ValidationError("장기검토로 분류한, 아직 계획이 없는 민원에만 세울 수 있습니다.")
        if owner is None:
            raise ValidationError({"owner": "책임자를 골라 주세요."})
        today = timezone.localdate(hand.at)
        promised = _promise(promised_on, today)
        asked = "문장을 적어 주세요."
        sentence = fit_to_tell(complaint, public_sentence, "public_sentence", asked, NOT_FIXED, 200)
        plan = Plan.objects.create(
            complaint=complaint,
            owner=owner,
            theme=theme,
            public_sentence=sentence,
            promised_on=promised,
            review_on=min(promised, today + REVIEW_AFTER),
            made_at=hand.at,
            last_step_at=hand.at,
        )
        complaint.promised_on = promised
        opening.after = {"promised_on": promised.isoformat()}
    return plan


def _promise(day: date | None, today: date) -> date:
    if day is None or day < today:
        raise ValidationError({"promised_on": "약속할 날(오늘 이후)을 정해 주세요."})
    return day


def add_step(pk: int, hand: Hand, *, text: str, review_on: date | None = None) -> PlanStep:
    """Note a step of the plan; it comes back for review by itself."""
    with noting(pk, hand, "step") as opening:
        plan = _plan_of(opening.complaint)
        today = timezone.localdate(hand.at)
        if review_on and review_on < today:
            raise ValidationError({"review_on": "다시 살필 날은 오늘이나 그 뒤로 정해 주세요."})
        step = PlanStep.objects.create(
            plan=plan, text=required(text, "text", "한 일을 적어 주세요."), by=hand.by, at=hand.at
        )
        plan.last_step_at = hand.at
        plan.review_on = review_on or today + REVIEW_AFTER
        plan.save(update_fields=["last_step_at", "review_on"])
    return step


def move_promise(pk: int, hand: Hand, *, promised_on: date | None, reason: str) -> Plan:
    """Move a promised day; the visitor reads the new day with the reason."""
    with noting(pk, hand, "promise_moved", reason=reason) as opening:
        complaint = opening.complaint
        _not_joined_away(complaint)
        plan = _plan_of(complaint)
        asked = "시민에게 알릴 까닭을 적어 주세요."
        told = fit_to_tell(complaint, reason, "reason", asked, complaint.outcome, 200)
        day = _promise(promised_on, timezone.localdate(hand.at))
        opening.before = {"promised_on": plan.promised_on.isoformat()}
        opening.after = {"promised_on": day.isoformat()}
        plan.promised_on, plan.moved_reason = day, told
        plan.review_on = min(plan.review_on, day)
        plan.save(update_fields=["promised_on", "moved_reason", "review_on"])
        complaint.promised_on = day
    return plan


def approve_plan(pk: int, hand: Hand) -> Plan:
    """A team leader stands behind the plan."""
    with noting(pk, hand, "plan_approved") as opening:
        plan = _plan_of(opening.complaint)
        if not hand.by.has_perm("boards.lead_complaint"):
            raise ValidationError("계획은 팀장이 승인합니다.")
        plan.approved_by = hand.by
        plan.save(update_fields=["approved_by"])
    return plan


def finish_plan(pk: int, hand: Hand) -> Plan:
    """What was promised is done; the answer tells it."""
    with noting(pk, hand, "plan_finished") as opening:
        plan = _plan_of(opening.complaint)
        plan.finished_at = hand.at
        plan.save(update_fields=["finished_at"])
    return plan


def _not_joined_away(complaint: Complaint) -> None:
    """No receipt tells a promise of what was joined to another: that one's alone is read."""
    if complaint.joined_to_id:
        raise ValidationError("다른 민원에 합친 민원입니다. 약속은 합친 민원에서 정해 주세요.")


def _plan_of(complaint: Complaint) -> Plan:
    plan = Plan.objects.running().filter(complaint=complaint).first()
    if plan is None:
        raise ValidationError("진행 중인 계획이 없습니다.")
    return plan
