"""Taking back what was done while sorting: the last 20 steps of a session, the last one first."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from boards import visibility
from boards.handles import note_id_of
from boards.models import Complaint, Distinction, Note, TrailEntry, Visibility
from boards.triage import joining
from boards.triage.states import CHANGES
from staff.scope import person

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from boards.triage.forms import Case

UNDO_KEY, SKIP_KEY = "triage_undo", "triage_skipped"


def last_position(case: Case) -> int:
    """Where the complaint's chain ends before a step."""
    line = TrailEntry.objects.of(f"complaint:{case.complaint.pk}").last()
    return line.position if line else 0


def remember_lines(request: HttpRequest, case: Case, before: int) -> bool:
    """Keep the lines that the step left for undoing, the last first; False, because the next
    complaint may come."""
    lines = TrailEntry.objects.of(f"complaint:{case.complaint.pk}").filter(
        position__gt=before, actor=person(request)
    )
    remember(request, {"lines": list(lines.reverse().values_list("pk", flat=True))})
    return False


def remember(request: HttpRequest, step: dict[str, Any]) -> None:
    steps = request.session.get(UNDO_KEY, [])
    request.session[UNDO_KEY] = [*steps, step][-joining.UNDO_LIMIT :]


def undo_last(request: HttpRequest) -> HttpResponse:
    """Take back the last step that can be; the page then shows the complaint it brought back."""
    here = reverse("admin:boards_complaint_sort")
    steps = request.session.get(UNDO_KEY, [])
    if not steps:
        messages.info(request, "되돌릴 일이 없습니다.")
        return HttpResponseRedirect(here)
    step, request.session[UNDO_KEY] = steps[-1], steps[:-1]
    try:
        pk = undo_step(request, step)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(here)
    complaint = Complaint.objects.filter(pk=pk or 0).first()
    what = f"{complaint.reference} {undone_word(step)}" if complaint else undone_word(step)
    messages.success(request, f"되돌렸습니다: {what}")
    return HttpResponseRedirect(f"{here}?pk={pk}")


def undone_word(step: dict[str, Any]) -> str:
    """What was taken back, in the words of the buttons."""
    if "lines" in step:
        lines = TrailEntry.objects.filter(pk__in=step["lines"])
        named = [CHANGES[line.action].label for line in lines if line.action in CHANGES]
        return "·".join(dict.fromkeys(named))
    return "가림" if "hidden" in step else "다른 일" if "apart" in step else "건너뛰기"


def undo_step(request: HttpRequest, step: dict[str, Any]) -> int | None:
    """One step back through its doors; the key of the complaint it belongs to."""
    now = timezone.localtime()
    undone: list[int | None]
    with transaction.atomic():
        if "skipped" in step:
            skipped = request.session.get(SKIP_KEY, [])
            request.session[SKIP_KEY] = [pk for pk in skipped if pk != step["skipped"]]
            undone = [step["skipped"]]
        elif "apart" in step:
            mine = Distinction.objects.filter(pk__in=step["apart"], by=person(request))
            if not mine.delete()[0]:
                raise ValidationError("이미 되돌린 일입니다.")
            undone = [step["pk"]]
        elif "lines" in step:
            undone = [joining.undo(line, person(request), now).pk for line in step["lines"]]
        else:
            undone = [show_again(request, one, now) for one in step["hidden"]]
    return undone[0]


def show_again(request: HttpRequest, step: dict[str, Any], now: datetime) -> int | None:
    """A note as it was seen before it was hidden."""
    note = (
        Note.objects.visible_to(person(request)).filter(pk=note_id_of(UUID(step["note"]))).first()
    )
    if note is None or note.visibility != Visibility.HIDDEN:
        raise ValidationError("그 뒤에 다른 변경이 있어 되돌릴 수 없습니다.")
    if step["was"] == Visibility.PUBLIC:
        opens_at = step.get("opens_at")
        before = datetime.fromisoformat(opens_at) if opens_at else None
        visibility.show(note, person(request), now, before)
    else:
        visibility.wait(note, person(request), now)
    return note.complaint_id
