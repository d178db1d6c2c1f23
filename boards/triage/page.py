"""What the page of one complaint shows: computed once, rendered by the template."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from boards.models import Decision, Note, Outcome, Plan, ReplyTemplate, State, TrailEntry
from boards.templatetags.korean_dates import korean_moment
from boards.triage.beside_forms import ASKED_AGAIN, BESIDE, offered
from boards.triage.clocks import DueLabel, due_label, due_of, sorting_due
from boards.triage.forms import FORMS, Case, ChangeForm
from boards.triage.presence import here
from boards.triage.public_words import checked
from boards.triage.states import CHANGES, allowed_changes
from boards.triage.telling import Told, told
from boards.veil import is_grave, is_veiled
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
        # What is due now stands open as well.
        found.append(Action(name, label, form, form is bound or name == "progress", fields))
    return found


def with_returned(names: list[str], returned: str) -> list[str]:
    """A form that came back has its place, though somebody else has just made it needless."""
    is_missing = returned in BESIDE and returned not in (*ASKED_AGAIN, *names)
    return [returned, *names] if is_missing else names


def preview(complaint: Complaint, answer: str) -> dict[str, Any]:
    """What the visitor would read, and what the checker says of it."""
    fixed = complaint.outcome in (Outcome.RESOLVED, Outcome.PARTLY)
    photos = list(complaint.photos.all()) if fixed else []
    return {
        "answer": answer,
        "photos": photos,
        "check": checked(complaint, answer, complaint.outcome),
    }


def clock(case: Case) -> tuple[DueLabel, str]:
    """The label of the due time and why it is that one."""
    complaint = case.complaint
    if not complaint.is_open:
        return DueLabel(complaint.get_state_display(), "calm"), ""
    if complaint.due_at is None:
        due = sorting_due(complaint, case.calendar)
        label = due_label(due.moment, case.now, case.calendar)
        until = f"분류하거나 이송할 기한 {korean_moment(due.moment)}(영 13조)."
        return DueLabel(f"분류 {label.word}", label.kind), f"{until} {due.reason}"
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
    """The complaint's notes; one split off without notes shows those of the whole, without grave
    ones that joined the whole later: they make that one the team leader's, and not this one."""
    notes = list(rows_of(complaint).order_by("received_at"))
    if not notes and complaint.split_from:
        of_whole = rows_of(complaint.split_from)
        notes = [note for note in of_whole if complaint.for_leader or not is_grave(note)]
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
        "has_veiled": any(map(is_veiled, notes)) or any(map(is_veiled, opinions)),
        "actions": actions(case, bound, bound_name),
        "due_label": label,
        "due_reason": why,
        "templates": templates_for(complaint) if complaint.state == State.DONE else [],
        "notices": complaint.notices.select_related("by"),
        "others": here(complaint, case.user, case.now),
        "photos": complaint.photos.select_related("by"),
        "plan": plan,
        "steps": plan.steps.select_related("by") if plan else [],
        "beside": beside(case, with_returned(offered(case, plan), bound_name), bound, bound_name),
        "trail": trail_of(complaint),
        "memos": complaint.memos.select_related("by"),
        "now": timezone.localtime(case.now),
    }
