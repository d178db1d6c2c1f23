"""Sort-in-a-minute: one complaint at a time, one key or one touch each, undo for the last 20."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from boards import visibility
from boards.handles import handle_of, note_id_of
from boards.models import Category, Note, Route, TrailEntry, Visibility
from boards.models.complaint import ClosingGround
from boards.triage import doors, joining
from boards.triage.advice import advise, kin, tell_apart
from boards.triage.changing import Hand, StaleVersion
from boards.triage.clocks import sorting_due
from boards.triage.forms import Case
from boards.triage.page import clock, notes_of
from staff.models import Office
from staff.scope import person

if TYPE_CHECKING:
    from django.contrib.admin import AdminSite
    from django.http import HttpRequest, HttpResponse

    from boards.models.complaint import ComplaintQuerySet

UNDO_KEY, SKIP_KEY = "triage_undo", "triage_skipped"
HIDE_REASON = "분류하면서 가림"
TRANSFER_REASON = "소관이 아님"


class Desk(Protocol):
    """What these pages need of the admin of complaints: the scope's rows, and one of them."""

    opts: Any
    admin_site: AdminSite

    def get_queryset(self, request: HttpRequest) -> ComplaintQuerySet: ...

    def case(self, request: HttpRequest, pk: int) -> Case: ...


def waiting(request: HttpRequest, admin: Desk) -> ComplaintQuerySet:
    """Unsorted complaints of the scope, oldest first."""
    return admin.get_queryset(request).unsorted().order_by("received_at", "pk")


def next_case(request: HttpRequest, admin: Desk) -> Case | None:
    """The oldest that wasn't skipped; `?pk=` pins one; after the last the skipped come again."""
    pinned = request.GET.get("pk", "")
    rows = waiting(request, admin)
    if pinned.isdecimal() and rows.filter(pk=int(pinned)).exists():
        return admin.case(request, int(pinned))
    found = rows.exclude(pk__in=request.session.get(SKIP_KEY, [])).first()
    if found is None:
        request.session.pop(SKIP_KEY, None)
        found = rows.first()
    return admin.case(request, found.pk) if found else None


def show(request: HttpRequest, admin: Desk) -> HttpResponse:
    """The page for the next complaint, or the rest after the last."""
    case = next_case(request, admin)
    context = {
        **admin.admin_site.each_context(request),
        "title": "1분 분류",
        "opts": admin.opts,
        "left": waiting(request, admin).order_by()[:100].count(),
        "can_undo": bool(request.session.get(UNDO_KEY)),
        "case": case,
    }
    if case:
        context.update(facts(case, request, admin))
    return TemplateResponse(request, "admin/boards/complaint/sort.html", context)


def facts(case: Case, request: HttpRequest, admin: Desk) -> dict[str, Any]:
    """What is known of the complaint on the table, and the choices beside the buttons."""
    complaint = case.complaint
    others = Office.objects.filter(is_active=True).exclude(pk=complaint.office_id)
    notes = notes_of(complaint)
    advice = advise(notes)
    return {
        "complaint": complaint,
        "notes": notes,
        "handle": handle_of(notes[0].pk) if notes else None,
        "due_label": clock(case)[0],
        "due_reason": sorting_due(complaint, case.calendar).reason,
        "categories": Category.choices,
        "chosen_category": complaint.category or advice.category,
        "offices": others.in_official_order(),
        "likely_office": complaint.office.parent_id,
        "grounds": ClosingGround.choices,
        "transfer_reason": TRANSFER_REASON,
        "kin": kin(notes, admin.get_queryset(request)),
        "advice": advice,
        "now": case.now,
    }


# -- acting ------------------------------------------------------------------------------------


def act(request: HttpRequest, admin: Desk) -> HttpResponse:
    """One choice on one complaint; then the next complaint."""
    choice, posted = request.POST.get("choice", ""), request.POST.get("pk", "")
    here = reverse("admin:boards_complaint_sort")
    if choice == "undo":
        return undo_last(request)
    if choice not in CHOICES or not posted.isdecimal():
        raise Http404
    case = admin.case(request, int(posted))
    version = request.POST.get("version", "")
    hand = Hand(person(request), case.now, int(version) if version.isdecimal() else 0)
    try:
        stays = CHOICES[choice](request, case, hand)
    except StaleVersion:
        messages.warning(request, f"{case.complaint.reference}: 다른 담당자가 먼저 처리했습니다.")
        return HttpResponseRedirect(here)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        stays = True
    return HttpResponseRedirect(f"{here}?pk={case.complaint.pk}" if stays else here)


def _sort(request: HttpRequest, case: Case, hand: Hand) -> bool:
    doors.sort(
        case.complaint.pk,
        hand,
        route=request.POST["choice"],
        category=chosen_category(request),
        unfair="unfair" in request.POST,
        calendar=case.calendar,
        suggested_by=request.POST.get("suggested_by", "")[:20],
    )
    return remember_line(request, case)


def chosen_category(request: HttpRequest) -> str:
    category = request.POST.get("category", "")
    return category if category in Category.values else ""


def _transfer(request: HttpRequest, case: Case, hand: Hand) -> bool:
    key = request.POST.get("office", "")
    doors.transfer(
        case.complaint.pk,
        hand,
        office=Office.objects.filter(pk=int(key)).first() if key.isdecimal() else None,
        reason=request.POST.get("transfer_reason", ""),
        calendar=case.calendar,
    )
    return remember_line(request, case)


def _close(request: HttpRequest, case: Case, hand: Hand) -> bool:
    doors.close(case.complaint.pk, hand, ground=request.POST.get("ground", ""))
    return remember_line(request, case)


def _join(request: HttpRequest, case: Case, hand: Hand) -> bool:
    key = request.POST.get("target", "")
    joining.join(case.complaint.pk, hand, target=int(key) if key.isdecimal() else 0)
    return remember_line(request, case)


def _not_same(request: HttpRequest, case: Case, hand: Hand) -> bool:
    key = request.POST.get("target", "")
    if key.isdecimal():
        tell_apart(case.complaint, int(key), hand)
    return True


def _split(request: HttpRequest, case: Case, hand: Hand) -> bool:
    joining.split(case.complaint.pk, hand, matter=request.POST.get("matter", ""))
    messages.success(request, "둘로 나눴습니다. 두 민원을 차례로 분류해 주세요.")
    remember_line(request, case)
    return True


def _hide(request: HttpRequest, case: Case, hand: Hand) -> bool:
    for note in case.complaint.notes.exclude(visibility=Visibility.HIDDEN):
        visibility.hide(note, person(request), hand.at, HIDE_REASON)
        opens_at = note.publish_at.isoformat() if note.publish_at else None
        was = {"was": note.visibility, "opens_at": opens_at}
        remember(request, {"note": str(handle_of(note.pk)), **was})
    messages.success(request, "쪽지를 가렸습니다. 분류는 그대로 남아 있습니다.")
    return True


def _skip(request: HttpRequest, case: Case, hand: Hand) -> bool:
    skipped = request.session.get(SKIP_KEY, [])
    request.session[SKIP_KEY] = [*skipped, case.complaint.pk][-500:]
    return False


CHOICES: dict[str, Callable[[Any, Case, Hand], bool]] = {
    Route.QUICK_FIX: _sort,
    Route.LONG_TERM: _sort,
    "transfer": _transfer,
    "close": _close,
    "join": _join,
    "not_same": _not_same,
    "split": _split,
    "hide": _hide,
    "skip": _skip,
}


# -- undoing -----------------------------------------------------------------------------------


def remember_line(request: HttpRequest, case: Case) -> bool:
    """Keep the line just left for undoing; False, because the next complaint may come."""
    line = TrailEntry.objects.of(f"complaint:{case.complaint.pk}").last()
    if line and line.actor_id == person(request).pk:
        remember(request, {"line": line.pk})
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
    messages.success(request, "되돌렸습니다.")
    return HttpResponseRedirect(f"{here}?pk={pk}")


def undo_step(request: HttpRequest, step: dict[str, Any]) -> int | None:
    """One step back through its door; the key of the complaint it belongs to."""
    now = timezone.localtime()
    if "line" in step:
        return joining.undo(step["line"], person(request), now).pk
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
