"""Complaints in the admin: the list, and the page of one with a door for each change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from boards.answer_photos import jpeg
from boards.calendars import calendars_of
from boards.limits import client_address
from boards.models import Complaint, Note, ReplyTemplate, State
from boards.triage import abuse_record, presence, sorting
from boards.triage.beside import record_opening
from boards.triage.beside_forms import BESIDE
from boards.triage.changing import Hand, StaleVersion
from boards.triage.clocks import calendar_of, due_label, sorting_due
from boards.triage.filters import DeskFilter, OfficeFilter, WorkFilter
from boards.triage.finding import complaints_saying
from boards.triage.forms import FORMS, Case, ChangeForm
from boards.triage.page import page, preview, trail_of
from boards.triage.photos import record_look
from boards.triage.states import CHANGES
from boards.typed_keys import key_of
from boards.veil import is_grave, unopened
from staff.scope import ScopedAdmin, office_ids, person

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.contrib.admin.views.main import ChangeList
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from boards.models.complaint import ComplaintQuerySet

EXCERPT = 60


class ComplaintAdmin(ScopedAdmin):
    """Everything that changes goes by a door; the stock form, adding and deleting are closed."""

    list_display = ("number", "said", "done", "due", "state", "route", "category", "assigned_to")
    list_display_links = None
    list_filter = (WorkFilter, "state", "route", "category", OfficeFilter, DeskFilter)
    list_select_related = ("received_office", "assigned_to")
    ordering = ("-received_at", "-pk")
    actions = None
    sortable_by = ()
    search_fields = ("matter",)  # turns the box on; what it finds, get_search_results says
    search_help_text = (
        "쪽지의 낱말, 요지, 접수번호의 숫자로 찾습니다. 지난 처리를 참고할 때도 씁니다."
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> ComplaintQuerySet:
        rows = cast("ComplaintQuerySet", super().get_queryset(request))
        return rows.not_kept_from(person(request))

    # -- the list ------------------------------------------------------------------------------

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """The list with the notes and calendars of its rows: two queries, whatever the length."""
        changelist = super().get_changelist_instance(request)
        changelist.result_list = changelist.result_list.prefetch_related(
            Prefetch("notes", Note.objects.order_by("received_at"))
        )
        open_rows = [row for row in changelist.result_list if row.is_open]
        if not open_rows:
            return changelist
        calendars = calendars_of(request)
        for row in open_rows:
            row.calendar = calendars.of(row.office_id)
        return changelist

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """By words of its notes or its number."""
        words = search_term.strip()
        if not words:
            return queryset, False
        number = words.rpartition("-")[2]
        if number.isdecimal():
            return queryset.filter(pk=key_of(number)), False
        found = complaints_saying(
            cast("ComplaintQuerySet", queryset), words, office_ids(person(request))
        )
        if found.said:
            messages.info(request, found.said)
        return queryset.filter(pk__in=found.keys), False

    @admin.display(description="접수번호")
    def number(self, row: Complaint) -> str:
        url = reverse("admin:boards_complaint_change", args=[row.pk])
        return format_html('<a href="{}">{}</a>', url, row.reference)

    @admin.display(description="내용")
    def said(self, row: Complaint) -> str:
        notes = list(row.notes.all())
        words = [unopened(note) for note in notes]
        nothing = "(가린 내용)" if any(map(is_grave, notes)) else "(손글씨·분야만)"
        text = row.matter or next(filter(None, words), nothing)
        more = f" 외 {len(notes) - 1}건" if len(notes) > 1 else ""
        return (text[:EXCERPT] + "…" if len(text) > EXCERPT else text) + more

    @admin.display(description="조치내용", empty_value="–")
    def done(self, row: Complaint) -> str | None:
        """What was done: the reference for whoever meets the same matter again."""
        if not row.outcome:
            return None
        return f"{row.get_outcome_display()}: {row.action_taken}"

    @admin.display(description="기한")
    def due(self, row: Complaint) -> str:
        if not row.is_open:
            return "–"
        calendar = row.calendar  # type: ignore[attr-defined]  # set by the list
        if row.due_at is None:  # until it is sorted, the clock of sorting and transfer runs
            moment = sorting_due(row, calendar).moment
            label = due_label(moment, timezone.localtime(), calendar)
            return format_html('<span class="due due-{}">분류 {}</span>', label.kind, label.word)
        label = due_label(row.due_at, timezone.localtime(), calendar)
        return format_html('<span class="due due-{}">{}</span>', label.kind, label.word)

    # -- the page ------------------------------------------------------------------------------

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("abuse/", view(self.abuse_view), name="boards_complaint_abuse"),
            path("sort/", view(self.sort_view), name="boards_complaint_sort"),
            path(
                "<int:pk>/photo/<uuid:key>.jpg",
                view(self.photo_view),
                name="boards_complaint_photo",
            ),
            path("<int:pk>/here/", view(self.here_view), name="boards_complaint_here"),
            path("<int:pk>/do/<slug:name>/", view(self.do_view), name="boards_complaint_do"),
            *super().get_urls(),
        ]

    def case(self, request: HttpRequest, pk: int) -> Case:
        """The complaint in the looker's scope. Http404 outside: it doesn't exist there."""
        complaint = (
            self.get_queryset(request)
            .select_related("office", "received_office", "assigned_to", "split_from", "joined_to")
            .filter(pk=pk)
            .first()
        )
        if complaint is None:
            raise Http404("이 기관의 민원이 아니거나 없는 민원입니다.")
        now = timezone.localtime()
        return Case(complaint, person(request), now, calendar_of(complaint.office, now))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST" or not self.has_view_permission(request):
            raise PermissionDenied
        case = self.case(request, key_of(object_id))
        form = self.prefilled(request, case)
        return self.answer(request, case, form, "reply" if form else "")

    def prefilled(self, request: HttpRequest, case: Case) -> ChangeForm | None:
        """The form of an answer with the template that `?template=` names."""
        key = key_of(request.GET.get("template", ""))
        if not key or case.complaint.state != State.DONE:
            return None
        template = ReplyTemplate.objects.filter(pk=key, is_active=True).first()
        initial = {"answer": template.body if template else ""}
        return FORMS["reply"](case=case, initial=initial)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The history is the trail, which stands on the page itself."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        case = self.case(request, key_of(object_id))
        url = reverse("admin:boards_complaint_change", args=[case.complaint.pk])
        return HttpResponseRedirect(f"{url}#trail")

    def do_view(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """One change: through its door, or back to the page with what was wrong."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        case = self.case(request, pk)
        if request.method == "POST" and name == "open":
            hand = Hand(person(request), case.now, case.complaint.version)
            record_opening(pk, hand, address=client_address(request))
            return self.answer(request, case, text_is_open=True)
        form_class = FORMS.get(name) or BESIDE.get(name, ("", None))[1]
        if request.method != "POST" or form_class is None:
            return HttpResponseRedirect(reverse("admin:boards_complaint_change", args=[pk]))
        form = form_class(request.POST, request.FILES, case=case)
        if "preview" in request.POST:
            return self.answer(request, case, form, name)
        try:
            if not form.is_valid():
                return self.answer(request, case, form, name, status=422)
            form.carry_out()
        except StaleVersion as stale:
            # What was typed stays, on top of the version that now stands.
            form = form.on_version(request.POST, stale.current.version)
            return self.answer(request, self.case(request, pk), form, name, 409, stale)
        except ValidationError as error:
            add_errors(form, error)
            return self.answer(request, case, form, name, status=422)
        messages.success(request, f"{case.complaint.reference}: {label_of(name)}, 저장했습니다.")
        return HttpResponseRedirect(self.next_address(request, pk))

    def here_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """An open page says that it is open (`?left=1`: that it was left), and hears who else."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        case = self.case(request, pk)
        if request.GET.get("left"):
            presence.gone(case.complaint, case.user, case.now)
            return HttpResponse(status=204)
        return JsonResponse(presence.told(case.complaint, case.user, case.now))

    def photo_view(self, request: HttpRequest, pk: int, key: UUID) -> HttpResponse:
        """A photo of an answer, to whoever may read the complaint; the look is recorded."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        case = self.case(request, pk)
        photo = get_object_or_404(case.complaint.photos, pk=key)
        hand = Hand(person(request), case.now, case.complaint.version)
        record_look(photo, hand, address=client_address(request))
        response = jpeg(photo)
        response["Cache-Control"] = "private, no-store"
        return response

    def sort_view(self, request: HttpRequest) -> HttpResponse:
        """Sort-in-a-minute: one complaint at a time."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return sorting.act(request, self)
        return sorting.show(request, self)

    def abuse_view(self, request: HttpRequest) -> HttpResponse:
        """The record of abuse, for team leaders."""
        return abuse_record.show(request, self.admin_site, self.opts)

    def next_address(self, request: HttpRequest, pk: int) -> str:
        """The same page, or the list when the complaint left the scope."""
        if self.get_queryset(request).filter(pk=pk).exists():
            return reverse("admin:boards_complaint_change", args=[pk])
        return reverse("admin:boards_complaint_changelist")

    def seen(self, complaint: Complaint, answer: str, now: datetime) -> dict[str, Any]:
        """What visitors would see of an answer; other rooms draw it (boards.previews)."""
        return {}

    def answer(
        self,
        request: HttpRequest,
        case: Case,
        form: ChangeForm | None = None,
        name: str = "",
        status: int = 200,
        stale: StaleVersion | None = None,
        text_is_open: bool = False,
    ) -> HttpResponse:
        """The page, with the form that came back and what somebody else saved meanwhile."""
        context = {
            **self.admin_site.each_context(request),
            **page(case, form, name),
            "title": case.complaint.reference,
            "opts": self.opts,
            "may_change": self.has_change_permission(request),
            "stale": stale,
            "text_is_open": text_is_open,
            "stale_typed": typed_in(form) if stale and form else None,
        }
        if stale:
            context["stale_lines"] = trail_of(case.complaint, stale.current.version - stale.seen)
            context["stale_label"] = label_of(name)
        if "preview" in request.POST:
            answer = request.POST.get("answer", "")
            context["preview"] = preview(case.complaint, answer)
            context |= self.seen(case.complaint, answer, case.now)
        return TemplateResponse(request, "admin/boards/complaint/page.html", context, status=status)


def label_of(name: str) -> str:
    return CHANGES[name].label if name in CHANGES else BESIDE[name][0]


def add_errors(form: ChangeForm, error: ValidationError) -> None:
    """A door's errors at their fields; what has no field stands above the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, found in error.error_dict.items():
        form.add_error(name if name in form.fields else None, found)


def typed_in(form: Any) -> list[tuple[str, Any]]:
    """What was typed in a form, field by field, choices by their words."""
    shown = []
    for field in form.visible_fields():
        words = {str(key): word for key, word in getattr(field.field, "choices", ())}
        shown.append((field.label, words.get(str(field.value()), field.value())))
    return shown
