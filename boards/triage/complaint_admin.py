"""Complaints in the admin: the list, and the page of one with a door for each change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from boards.limits import client_address
from boards.models import Complaint, Note, ReplyTemplate, State
from boards.triage import sorting
from boards.triage.beside import record_opening
from boards.triage.beside_forms import BESIDE
from boards.triage.calendars import Calendars
from boards.triage.changing import Hand, StaleVersion
from boards.triage.clocks import calendar_of, due_label
from boards.triage.filters import OfficeFilter, WorkFilter
from boards.triage.forms import FORMS, Case, ChangeForm
from boards.triage.page import page, preview, trail_of
from boards.triage.states import CHANGES
from staff.scope import ScopedAdmin, office_ids, person

if TYPE_CHECKING:
    from django.contrib.admin.views.main import ChangeList
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from boards.models.complaint import ComplaintQuerySet

EXCERPT = 60
FOUND_AT_MOST = 1000  # complaints of one search


class ComplaintAdmin(ScopedAdmin):
    """Everything that changes goes by a door; the stock form, adding and deleting are closed."""

    list_display = ("number", "said", "due", "state", "route", "category", "assigned_to")
    list_display_links = None
    list_filter = (WorkFilter, "state", "route", "category", OfficeFilter)
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
        readable = Complaint.objects.readable_by(person(request))
        return readable & super().get_queryset(request)

    # -- the list ------------------------------------------------------------------------------

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """The list with the notes and calendars of its rows: two queries, whatever the length."""
        calendars = Calendars(office_ids(person(request)), timezone.localtime())
        changelist = super().get_changelist_instance(request)
        changelist.result_list = changelist.result_list.prefetch_related(
            Prefetch("notes", Note.objects.order_by("received_at"))
        )
        for row in changelist.result_list:
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
            return queryset.filter(pk=int(number[:18])), False
        return queryset.filter(pk__in=complaints_saying(words, office_ids(person(request)))), False

    @admin.display(description="접수번호")
    def number(self, row: Complaint) -> str:
        url = reverse("admin:boards_complaint_change", args=[row.pk])
        return format_html('<a href="{}">{}</a>', url, row.reference)

    @admin.display(description="내용")
    def said(self, row: Complaint) -> str:
        notes = list(row.notes.all())
        if any(note.is_abusive for note in notes):
            return "(가린 내용)"
        text = row.matter or next((note.text for note in notes if note.text), "(손글씨·분야만)")
        more = f" 외 {len(notes) - 1}건" if len(notes) > 1 else ""
        return (text[:EXCERPT] + "…" if len(text) > EXCERPT else text) + more

    @admin.display(description="기한")
    def due(self, row: Complaint) -> str:
        if not row.is_open:
            return "–"
        label = due_label(row.due_at, timezone.localtime(), row.calendar)  # type: ignore[attr-defined]  # set by the list
        return format_html('<span class="due due-{}">{}</span>', label.kind, label.word)

    # -- the page ------------------------------------------------------------------------------

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("sort/", view(self.sort_view), name="boards_complaint_sort"),
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
        if not object_id.isdecimal():
            raise Http404
        case = self.case(request, int(object_id))
        form = self.prefilled(request, case)
        return self.answer(request, case, form, "reply" if form else "")

    def prefilled(self, request: HttpRequest, case: Case) -> ChangeForm | None:
        """The form of an answer with the template that `?template=` names."""
        key = request.GET.get("template", "")
        if not key.isdecimal() or case.complaint.state != State.DONE:
            return None
        template = ReplyTemplate.objects.filter(pk=int(key), is_active=True).first()
        initial = {"answer": template.body if template else ""}
        return FORMS["reply"](case=case, initial=initial)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The history is the trail, which stands on the page itself."""
        if not self.has_view_permission(request) or not object_id.isdecimal():
            raise PermissionDenied
        case = self.case(request, int(object_id))
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
        form = form_class(request.POST, case=case)
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
        messages.success(request, f"{case.complaint.reference}: {label_of(name)} 완료")
        return HttpResponseRedirect(self.next_address(request, pk))

    def sort_view(self, request: HttpRequest) -> HttpResponse:
        """Sort-in-a-minute: one complaint at a time."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return sorting.act(request, self)
        return sorting.show(request, self)

    def next_address(self, request: HttpRequest, pk: int) -> str:
        """The same page, or the list when the complaint left the scope."""
        if self.get_queryset(request).filter(pk=pk).exists():
            return reverse("admin:boards_complaint_change", args=[pk])
        return reverse("admin:boards_complaint_changelist")

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
            "stale_form": form if stale else None,
        }
        if stale:
            context["stale_lines"] = trail_of(case.complaint, stale.current.version - stale.seen)
            context["stale_label"] = label_of(name)
        if "preview" in request.POST:
            context["preview"] = preview(case.complaint, request.POST.get("answer", ""))
        return TemplateResponse(request, "admin/boards/complaint/page.html", context, status=status)


def complaints_saying(words: str, offices: list[int]) -> set[int | None]:
    """Keys of complaints whose notes or gist hold the words, the newest FOUND_AT_MOST of them.

    Three plain queries: an OR over two tables would read a million rows.
    """
    notes = Note.objects.filter(complaint__isnull=False, is_abusive=False).saying(words)
    received = notes.filter(office__in=offices).order_by("-received_at")
    moved_here = notes.filter(
        complaint__transferred_at__isnull=False, complaint__office__in=offices
    )
    told = Complaint.objects.exclude(matter="").filter(matter__contains=words)
    return {
        *received.values_list("complaint_id", flat=True)[:FOUND_AT_MOST],
        *moved_here.values_list("complaint_id", flat=True)[:FOUND_AT_MOST],
        *told.filter(office__in=offices).values_list("pk", flat=True)[:FOUND_AT_MOST],
    }


def label_of(name: str) -> str:
    return CHANGES[name].label if name in CHANGES else BESIDE[name][0]


def add_errors(form: ChangeForm, error: ValidationError) -> None:
    """A door's errors at their fields; what has no field stands above the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, found in error.error_dict.items():
        form.add_error(name if name in form.fields else None, found)
