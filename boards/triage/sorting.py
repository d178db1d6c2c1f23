"""Sort-in-a-minute: one complaint at a time, one key or one touch each, undo for the last 20."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from boards import visibility
from boards.handles import handle_of
from boards.limits import client_address
from boards.models import Category, Route, Visibility
from boards.models.complaint import ClosingGround
from boards.screening.validators import visible_text
from boards.triage import doors, joining, routing
from boards.triage.advice import advise, kin, kin_elsewhere, tell_apart
from boards.triage.beside import record_opening
from boards.triage.changing import Hand, StaleVersion
from boards.triage.clocks import sorting_due
from boards.triage.forms import Case
from boards.triage.page import clock, notes_of
from boards.triage.taking_back import (
    SKIP_KEY,
    UNDO_KEY,
    last_position,
    remember,
    remember_lines,
    undo_last,
)
from boards.typed_keys import key_of
from boards.veil import is_veiled
from staff.models import Office
from staff.scope import office_ids, person

if TYPE_CHECKING:
    from django.contrib.admin import AdminSite
    from django.http import HttpRequest, HttpResponse

    from boards.models.complaint import ComplaintQuerySet

NOT_HERE = "고르신 민원은 이미 분류되었거나 볼 수 없습니다."
HIDE_REASON = "분류하면서 가림"
TRANSFER_REASON = "소관이 아님"
OPEN = "open"
DECIDED = {
    **dict(Route.choices),
    "transfer": "다른 기관으로 이송",
    "close": "종결",
    "join": "다른 민원에 합침",
}


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
    asked = request.GET.get("pk", "")
    pinned = key_of(asked)
    rows = waiting(request, admin)
    if rows.filter(pk=pinned).exists():
        return admin.case(request, pinned)
    if asked:
        messages.info(request, NOT_HERE)
    found = rows.exclude(pk__in=request.session.get(SKIP_KEY, [])).first()
    if found is None:
        request.session.pop(SKIP_KEY, None)
        found = rows.first()
    return admin.case(request, found.pk) if found else None


def show(request: HttpRequest, admin: Desk, opened: Case | None = None) -> HttpResponse:
    """The page for the next complaint, or the rest after the last; `opened`: whose words are."""
    case = opened or next_case(request, admin)
    context = {
        **admin.admin_site.each_context(request),
        "title": "1분 분류",
        "opts": admin.opts,
        "left": waiting(request, admin).order_by()[:100].count(),
        "can_undo": bool(request.session.get(UNDO_KEY)),
        "case": case,
        "text_is_open": opened is not None,
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
    chosen = complaint.category or advice.category
    rules = routing.rulings(complaint.office)
    rule = rules.get(chosen)
    away = rule.moves_to if rule else None
    return {
        "complaint": complaint,
        "notes": notes,
        "has_veiled": any(map(is_veiled, notes)),
        "handle": handle_of(notes[0].pk) if notes else None,
        "due_label": clock(case)[0],
        "due_at": sorting_due(complaint, case.calendar).moment,
        "categories": Category.choices,
        "chosen_category": chosen,
        "rules": sorted(rules.values(), key=lambda found: found.rule.get_category_display()),
        "rule": rule,
        "rules_seen": " ".join(found.key for found in rules.values()),
        "offices": others.in_official_order(),
        "likely_office": away.pk if away else complaint.office.parent_id,
        "grounds": ClosingGround.choices,
        "transfer_reason": TRANSFER_REASON,
        "kin": kin(notes, admin.get_queryset(request), complaint.office),
        "kin_elsewhere": kin_elsewhere(notes, admin.get_queryset(request), complaint.office)
        if len(office_ids(person(request))) > 1
        else [],
        "advice": advice,
        "now": case.now,
    }


# -- acting ------------------------------------------------------------------------------------


def act(request: HttpRequest, admin: Desk) -> HttpResponse:
    """One choice on one complaint; then the next complaint."""
    choice, posted = request.POST.get("choice", ""), key_of(request.POST.get("pk", ""))
    here = reverse("admin:boards_complaint_sort")
    if choice == "undo":
        return undo_last(request)
    if choice not in (*CHOICES, OPEN):
        raise Http404
    case = admin.case(request, posted)
    version = key_of(request.POST.get("version", ""))
    if choice == OPEN:
        hand = Hand(person(request), case.now, case.complaint.version)
        record_opening(case.complaint.pk, hand, address=client_address(request))
        return show(request, admin, case)
    hand = Hand(person(request), case.now, version)
    try:
        stays = CHOICES[choice](request, case, hand)
    except StaleVersion:
        messages.warning(request, f"{case.complaint.reference}: 다른 담당자가 먼저 처리했습니다.")
        return HttpResponseRedirect(here)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        stays = True
    if not stays and choice in DECIDED:
        # The next complaint stands there at once: a key that slipped must not pass unseen.
        said = f"{case.complaint.reference}: {DECIDED[choice]}. Z로 되돌릴 수 있습니다."
        messages.success(request, said)
    return HttpResponseRedirect(f"{here}?pk={case.complaint.pk}" if stays else here)


def _sort(request: HttpRequest, case: Case, hand: Hand) -> bool:
    before = last_position(case)
    routing.sort(
        case.complaint,
        hand,
        route=request.POST["choice"],
        category=chosen_category(request),
        unfair="unfair" in request.POST,
        calendar=case.calendar,
        suggested_by=engine_named(request.POST.get("suggested_by", "")),
        seen=request.POST.get("rules_seen", "").split(),
    )
    return remember_lines(request, case, before)


def engine_named(version: str) -> str:
    """The version of the engine that the page named, or nothing for what can be none."""
    return version[:20] if version.isascii() and version.isprintable() else ""


def chosen_category(request: HttpRequest) -> str:
    category = request.POST.get("category", "")
    return category if category in Category.values else ""


def _transfer(request: HttpRequest, case: Case, hand: Hand) -> bool:
    before = last_position(case)
    key = key_of(request.POST.get("office", ""))
    routing.transfer(
        case.complaint,
        hand,
        office=Office.objects.filter(pk=key).first(),
        reason=visible_text(request.POST.get("transfer_reason", "")),
        calendar=case.calendar,
        category=chosen_category(request),
        seen=request.POST.get("rules_seen", "").split(),
    )
    return remember_lines(request, case, before)


def _close(request: HttpRequest, case: Case, hand: Hand) -> bool:
    before = last_position(case)
    doors.close(case.complaint.pk, hand, ground=request.POST.get("ground", ""))
    return remember_lines(request, case, before)


def _join(request: HttpRequest, case: Case, hand: Hand) -> bool:
    before = last_position(case)
    joining.join(case.complaint.pk, hand, target=key_of(request.POST.get("target", "")))
    return remember_lines(request, case, before)


def _not_same(request: HttpRequest, case: Case, hand: Hand) -> bool:
    apart = tell_apart(case.complaint, key_of(request.POST.get("target", "")), hand)
    if apart:
        remember(request, {"apart": apart, "pk": case.complaint.pk})
        messages.success(request, "다른 일로 기억했습니다. 다시 권하지 않습니다.")
    return True


def _split(request: HttpRequest, case: Case, hand: Hand) -> bool:
    before = last_position(case)
    joining.split(case.complaint.pk, hand, matter=request.POST.get("matter", ""))
    messages.success(request, "둘로 나눴습니다. 두 민원을 차례로 분류해 주세요.")
    remember_lines(request, case, before)
    return True


def _hide(request: HttpRequest, case: Case, hand: Hand) -> bool:
    hidden = []
    for note in case.complaint.notes.exclude(visibility=Visibility.HIDDEN):
        visibility.hide(note, person(request), hand.at, HIDE_REASON)
        opens_at = note.publish_at.isoformat() if note.publish_at else None
        was = {"was": note.visibility, "opens_at": opens_at}
        hidden.append({"note": str(handle_of(note.pk)), **was})
    if not hidden:
        messages.info(request, "쪽지는 이미 비공개입니다.")
        return True
    remember(request, {"hidden": hidden})
    messages.success(request, "쪽지를 가렸습니다. 분류는 그대로 남아 있습니다.")
    return True


def _skip(request: HttpRequest, case: Case, hand: Hand) -> bool:
    skipped = request.session.get(SKIP_KEY, [])
    request.session[SKIP_KEY] = [*skipped, case.complaint.pk][-500:]
    remember(request, {"skipped": case.complaint.pk})
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
