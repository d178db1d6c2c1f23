"""What the page of one complaint shows: computed once, rendered by the template."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from boards.models import Decision, Note, Plan, ReplyTemplate, State, TrailEntry
from boards.triage.beside_forms import ASKED_AGAIN, BESIDE, offered
from boards.triage.clocks import DueLabel, due_label, due_of, sorting_due
from boards.triage.forms import FORMS, Case, ChangeForm
from boards.triage.states import CHANGES, allowed_changes
from boards.triage.telling import Told, told
from boards.triage.wording import check_answer
from staff.periods import Period

if TYPE_CHECKING:
    from boards.models import Complaint
    from boards.models.note import NoteQuerySet

# Changes that a clerk reaches for first stand open; the others wait under their names.
FIRST = {"sort", "assign", "start", "resume", "settle", "reply"}


@dataclass(frozen=True)
class Action:
    """One change as the page offers it."""

    name: str
    label: str
    form: ChangeForm
    stands_open: bool
    fields: bool


def actions(case: Case, bound: ChangeForm | None = None, bound_name: str = "") -> list[Action]:
    """The changes that the state allows; `bound` is the form that came back with errors."""
    found = []
    for name in allowed_changes(case.complaint.state):
        form = bound if name == bound_name and bound else FORMS[name](case=case)
        stands_open = name in FIRST or form is bound
        found.append(
            Action(name, CHANGES[name].label, form, stands_open, len(form.visible_fields()) > 0)
        )
    # What a clerk reaches for first stands first; the table's order within.
    return sorted(found, key=lambda action: action.fields and not action.stands_open)


def beside(
    case: Case, names: Iterable[str], bound: ChangeForm | None, bound_name: str
) -> list[Action]:
    """Those of BESIDE by these names; the one that came back with errors stands open."""
    found = []
    for name in names:
        label, form_class = BESIDE[name]
        form = bound if name == bound_name and bound else form_class(case=case)
        fields = len(form.visible_fields()) > 0
        found.append(Action(name, label, form, form is bound, fields))
    return found


def preview(complaint: Complaint, answer: str) -> dict[str, Any]:
    """What the visitor would read, and what the checker says of it."""
    return {"answer": answer, "check": check_answer(answer, complaint.outcome)}


def clock(case: Case) -> tuple[DueLabel, str]:
    """The label of the due time and why it is that one."""
    complaint = case.complaint
    if not complaint.is_open:
        return DueLabel(complaint.get_state_display(), "calm"), ""
    if complaint.due_at is None:
        due = sorting_due(complaint, case.calendar)
        label = due_label(due.moment, case.now, case.calendar)
        return DueLabel(f"분류 {label.word}", label.kind), due.reason
    label = due_label(complaint.due_at, case.now, case.calendar)
    if complaint.extended_at:
        return label, f"한 번 연장함: {complaint.extension_reason}"
    return label, due_of(complaint, Period.parse(complaint.period), case.calendar).reason


def templates_for(complaint: Complaint) -> list[ReplyTemplate]:
    """Answers that fit: of the outcome (once there is one), of the category or of all."""
    rows = ReplyTemplate.objects.filter(
        is_active=True, category__in=["", complaint.category]
    ).order_by("-category", "title")
    return list(rows.filter(outcome=complaint.outcome) if complaint.outcome else rows)


def trail_of(complaint: Complaint, since: int = 0) -> list[Told]:
    """The complaint's chain in words, oldest first; with `since`, the last that many lines."""
    lines = TrailEntry.objects.of(f"complaint:{complaint.pk}").select_related("actor", "office")
    found = [told(line) for line in lines]
    return found[-since:] if since else found


def notes_of(complaint: Complaint) -> list[Note]:
    """The complaint's notes; one split off without notes shows those of the whole."""
    notes = list(rows_of(complaint).order_by("received_at"))
    if not notes and complaint.split_from:
        notes = list(rows_of(complaint.split_from))
    return notes


def rows_of(complaint: Complaint) -> NoteQuerySet:
    notes = Note.objects.filter(complaint=complaint)
    return notes.select_related("desk", "office").with_joins()


def page(case: Case, bound: ChangeForm | None = None, bound_name: str = "") -> dict[str, Any]:
    """Everything that the template of one complaint reads."""
    complaint = case.complaint
    label, why = clock(case)
    plan = Plan.objects.filter(complaint=complaint).select_related("owner", "approved_by").first()
    notes = notes_of(complaint)
    opinions = list(complaint.opinions.readable_by(case.user).select_related("decided_by"))
    # A form that comes back because somebody else was quicker must have its place.
    asked = bound_name in ASKED_AGAIN or any(o.decision == Decision.WAITING for o in opinions)
    return {
        "complaint": complaint,
        "notes": notes,
        "joins": sum(note.joins_count for note in notes),  # type: ignore[attr-defined]  # annotated
        "opinions": opinions,
        "asked_again": beside(case, ASKED_AGAIN if asked else (), bound, bound_name),
        "has_veiled": any(note.is_abusive for note in notes)
        or any(opinion.is_abusive for opinion in opinions),
        "actions": actions(case, bound, bound_name),
        "due_label": label,
        "due_reason": why,
        "templates": templates_for(complaint) if complaint.state == State.DONE else [],
        "plan": plan,
        "steps": plan.steps.select_related("by") if plan else [],
        "beside": beside(case, offered(case, plan), bound, bound_name),
        "trail": trail_of(complaint),
        "memos": complaint.memos.select_related("by"),
        "now": timezone.localtime(case.now),
    }
