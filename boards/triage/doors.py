"""One door for each change of a complaint; pages, actions and commands all go through them.

Each takes the complaint's key and a Hand (who, when, which version was seen) and raises
StaleVersion, NotAllowed or ValidationError (fields named as in states.CHANGES), storing nothing
then. Whether the person may touch the complaint at all is the caller's to check, by scope.
Joining, splitting and undoing stand in boards.triage.joining.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards.models import Complaint, Outcome, Route
from boards.models.complaint import ClosingGround
from boards.triage.changing import Hand, changing, locked, required
from boards.triage.clocks import due_of, period_of, sorting_due
from boards.triage.public_words import fit_to_tell
from boards.triage.second_look import NOTHING_ASKED, grant, requests
from staff.periods import Period
from staff.working_time import extension_limit

if TYPE_CHECKING:
    from staff.models import Office, User
    from staff.working_time import Calendar

IN_THE_PAST = (
    "이미 지난 때로는 연장할 수 없습니다. 한 번만 연장하고 새 기한을 알려야 하므로(영 21조) "
    "지금보다 뒤로 정해 주세요."
)
TOO_LATE = "처음 처리기간만큼만 연장할 수 있는데(영 21조) 그만큼이 이미 지나 연장할 수 없습니다."
REASON_ASKED = "사유를 적어 주세요."


def sort(
    pk: int,
    hand: Hand,
    *,
    route: str,
    calendar: Calendar,
    category: str = "",
    unfair: bool = False,
    suggested_by: str = "",
    rule: str = "",
) -> Complaint:
    """Sort into 즉시처리 or 장기검토; the due time follows from the true receipt.

    `suggested_by` names the version of the engine whose suggestion was shown, `rule` the rule of
    the routing table that was followed.
    """
    with changing(pk, hand, "sort", wanted={"route": route, "category": category}) as opening:
        _put_on_route(opening.complaint, hand, route, unfair, calendar)
        opening.complaint.category = category or opening.complaint.category
        if suggested_by:
            opening.notes["suggested_by"] = suggested_by
        if rule:
            opening.notes["rule"] = rule
    return opening.complaint


def resort(
    pk: int,
    hand: Hand,
    *,
    route: str,
    reason: str,
    calendar: Calendar,
    category: str = "",
    unfair: bool = False,
) -> Complaint:
    """Change the route of a sorted complaint. Not after an extension, which belongs to a period."""
    with changing(pk, hand, "resort", reason=reason, wanted={"route": route}) as opening:
        required(reason, "reason", REASON_ASKED)
        if opening.complaint.extended_at:
            raise ValidationError("기한을 연장한 민원은 분류를 바꿀 수 없습니다.")
        _put_on_route(opening.complaint, hand, route, unfair, calendar)
        opening.complaint.category = category or opening.complaint.category
    return opening.complaint


def _put_on_route(
    complaint: Complaint, hand: Hand, route: str, unfair: bool, calendar: Calendar
) -> None:
    if route not in (Route.QUICK_FIX, Route.LONG_TERM):
        raise ValidationError({"route": "즉시처리나 장기검토를 골라 주세요."})
    period = period_of(route, unfair)
    complaint.route = route
    complaint.period = str(period)
    complaint.alleges_unfair_treatment = unfair
    complaint.due_at = due_of(complaint, period, calendar).moment
    complaint.sorted_at = hand.at


def assign(pk: int, hand: Hand, *, person: User | None, rule: str = "") -> Complaint:
    """Give the complaint to a person whose scope holds its office; `rule` as in `sort`."""
    with changing(pk, hand, "assign", wanted={"person": person and person.pk}) as opening:
        if rule:
            opening.notes["rule"] = rule
        complaint = opening.complaint
        if person is None or not person.is_active or person.office is None:
            raise ValidationError({"person": "담당자를 골라 주세요."})
        if not person.office.contains(complaint.office):
            raise ValidationError({"person": "이 기관을 맡은 담당자가 아닙니다."})
        complaint.assigned_to = person
    return opening.complaint


def start(pk: int, hand: Hand) -> Complaint:
    """Begin; whoever begins without an assigned person becomes that person."""
    with changing(pk, hand, "start") as opening:
        opening.complaint.assigned_to = opening.complaint.assigned_to or hand.by
    return opening.complaint


def hold(pk: int, hand: Hand, *, reason: str) -> Complaint:
    """Put aside with a reason; the clock runs on."""
    with changing(pk, hand, "hold", reason=reason, wanted={"reason": reason}) as opening:
        opening.complaint.hold_reason = required(reason, "reason", REASON_ASKED)[:200]
    return opening.complaint


def resume(pk: int, hand: Hand) -> Complaint:
    """Take up again what was on hold."""
    with changing(pk, hand, "resume") as opening:
        opening.complaint.hold_reason = ""
        opening.complaint.assigned_to = opening.complaint.assigned_to or hand.by
    return opening.complaint


def extend(pk: int, hand: Hand, *, due_at: datetime, reason: str, calendar: Calendar) -> Complaint:
    """Move the due time once, by at most the original period, with a reason (영 21조)."""
    with changing(pk, hand, "extend", reason=reason, wanted={"due_at": due_at}) as opening:
        complaint = opening.complaint
        required(reason, "reason", REASON_ASKED)
        if complaint.extended_at or complaint.due_at is None:
            raise ValidationError("기한은 한 번만 연장할 수 있습니다(영 21조).")
        limit = extension_limit(complaint.due_at, Period.parse(complaint.period), calendar)
        last = f"{timezone.localtime(limit):%Y. %-m. %-d. %H:%M}"
        if limit <= hand.at:
            raise ValidationError({"due_at": f"{TOO_LATE} 연장할 수 있던 끝은 {last}입니다."})
        if due_at <= hand.at:
            raise ValidationError({"due_at": IN_THE_PAST})
        if not complaint.due_at < due_at <= limit:
            raise ValidationError({"due_at": f"지금 기한 뒤부터 {last}까지입니다(영 21조)."})
        complaint.due_at = due_at
        complaint.extended_at = hand.at
        complaint.extension_reason = reason.strip()[:200]
    return opening.complaint


def transfer(
    pk: int,
    hand: Hand,
    *,
    office: Office | None,
    reason: str,
    calendar: Calendar,
    rule: str = "",
) -> Complaint:
    """Hand over to another office, which sees it at once as new. The clock runs from the receipt.

    `calendar` is the sending office's: the line tells whether its 3 working hours (영 13조) had
    passed. `rule` as in `sort`.
    """
    with changing(pk, hand, "transfer", reason=reason, wanted={"office": str(office)}) as opening:
        complaint = opening.complaint
        required(reason, "reason", REASON_ASKED)
        if office is None or office == complaint.office or not office.is_active:
            raise ValidationError({"office": "이송할 다른 기관을 골라 주세요."})
        if rule:
            opening.notes["rule"] = rule
        opening.notes["in_time"] = hand.at <= sorting_due(complaint, calendar).moment
        complaint.office = office
        complaint.transferred_at = hand.at
        _as_new(complaint)
    return opening.complaint


def _as_new(complaint: Complaint) -> None:
    """Unsorted, without person, clock and outcome: somebody looks at it afresh."""
    complaint.route, complaint.period, complaint.due_at = Route.UNSORTED, "", None
    complaint.sorted_at = complaint.assigned_to = None
    complaint.extended_at, complaint.extension_reason = None, ""
    complaint.hold_reason = complaint.outcome = complaint.closing_ground = ""
    complaint.settled_at = complaint.promised_on = None


def settle(
    pk: int,
    hand: Hand,
    *,
    outcome: str,
    action_taken: str,
    promised_on: date | None = None,
) -> Complaint:
    """Say what became of the matter. 장기과제 asks a promised day, 불가 says why in its action."""
    wanted = {"outcome": outcome, "action_taken": action_taken}
    with changing(pk, hand, "settle", wanted=wanted) as opening:
        complaint = opening.complaint
        if outcome not in Outcome.values:
            raise ValidationError({"outcome": "처리결과를 골라 주세요."})
        asked = (
            "할 수 없는 까닭을 적어 주세요."
            if outcome == Outcome.NOT_POSSIBLE
            else "무엇을 했는지 적어 주세요."
        )
        complaint.action_taken = fit_to_tell(
            complaint, action_taken, "action_taken", asked, outcome, 200
        )
        if outcome == Outcome.LONG_TERM and (not promised_on or promised_on < hand.at.date()):
            raise ValidationError({"promised_on": "약속할 날(오늘 이후)을 정해 주세요."})
        complaint.outcome = outcome
        complaint.promised_on = promised_on
        complaint.settled_at = hand.at
        complaint.assigned_to = complaint.assigned_to or hand.by
    return opening.complaint


def reply(pk: int, hand: Hand, *, answer: str) -> Complaint:
    """Tell the visitor; what would mislead or name a person is stopped (fit_to_tell)."""
    with changing(pk, hand, "reply", wanted={"answer": answer}) as opening:
        _answer(opening.complaint, hand, answer)
    return opening.complaint


def correct(pk: int, hand: Hand, *, answer: str, reason: str) -> Complaint:
    """Mend an answer that was sent; the line keeps the old one."""
    with changing(pk, hand, "correct", reason=reason, wanted={"answer": answer}) as opening:
        required(reason, "reason", REASON_ASKED)
        _answer(opening.complaint, hand, answer)
    return opening.complaint


def _answer(complaint: Complaint, hand: Hand, answer: str) -> None:
    asked = "답변을 적어 주세요."
    complaint.answer = fit_to_tell(complaint, answer, "answer", asked, complaint.outcome, 2000)
    complaint.answered_by, complaint.answered_at = hand.by, hand.at


def close(pk: int, hand: Hand, *, ground: str, reason: str = "") -> Complaint:
    """End without handling, on one of the three grounds; never told as fixed."""
    with changing(pk, hand, "close", reason=reason, wanted={"ground": ground}) as opening:
        if ground not in ClosingGround.values:
            raise ValidationError({"ground": "종결 사유를 골라 주세요."})
        opening.complaint.closing_ground = ground
        opening.complaint.settled_at = hand.at
    return opening.complaint


def reopen(pk: int, hand: Hand, *, reason: str) -> Complaint:
    """Look again at what was settled: new, with a clock of its own from now. What visitors asked
    is granted with it."""
    with changing(pk, hand, "reopen", reason=reason, wanted={"reason": reason}) as opening:
        complaint = opening.complaint
        required(reason, "reason", REASON_ASKED)
        if complaint.joined_to_id:
            raise ValidationError("다른 민원에 합친 민원입니다. 합친 민원을 열어 주세요.")
        grant(complaint, hand)
        _as_new(complaint)
        complaint.action_taken = complaint.answer = ""
        complaint.answered_by = complaint.answered_at = None
        complaint.reopened_at = hand.at
    return opening.complaint


def look_again(pk: int, hand: Hand, *, reason: str) -> Complaint:
    """Reopen because a visitor asked for it: there must be a request that this hand may read."""
    with transaction.atomic():
        if not requests(locked(pk), hand.by).exists():
            raise ValidationError(NOTHING_ASKED)
        return reopen(pk, hand, reason=reason)
