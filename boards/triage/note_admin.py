"""Notes in the admin: a list to read, to release and to hide in one touch."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme

from boards import judgement, visibility
from boards.handles import handle_of, note_id_of
from boards.handwriting import drawn_pages
from boards.limits import client_address
from boards.models import Note, Side
from boards.triage import held_reading
from boards.triage.filters import OfficeFilter
from boards.triage.finding import notes_saying
from boards.triage.thanks_page import thanks_page
from boards.veil import has_opened, is_grave, is_veiled, record_look, unopened
from staff.scope import ScopedAdmin, person

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from boards.models.note import NoteQuerySet

DEFAULT_REASON = "담당자 확인 결과 공개하기 알맞지 않음"


class HeldFilter(admin.SimpleListFilter):
    """Notes that wait for somebody's look, or for their hour."""

    title = "공개 대기"
    parameter_name = "held"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "보고 정할 쪽지")]

    def queryset(self, request: HttpRequest, queryset: Any) -> NoteQuerySet:
        return queryset.to_look_at(timezone.now()) if self.value() == "yes" else queryset


class NoteAdmin(ScopedAdmin):
    """Notes are immutable: no page of one, no form; only the doors of visibility."""

    list_display = ("received", "side", "said", "category", "desk", "seen", "release", "thanked")
    list_display_links = None
    list_filter = (HeldFilter, "side", "visibility", "category", OfficeFilter)
    list_select_related = ("desk__office", "complaint", "thanks")
    ordering = ("-received_at", "-pk")
    actions = None
    sortable_by = ()
    search_fields = ("text",)
    search_help_text = "쪽지에 쓰인 낱말로 찾습니다. 여러 낱말은 모두 들어 있어야 합니다."
    change_list_template = "admin/boards/note/list.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> NoteQuerySet:
        rows = cast("NoteQuerySet", super().get_queryset(request))
        return rows.not_kept_from(person(request))

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        """By words, each of which must stand in the note; veiled notes are not searched."""
        if not search_term.strip():
            return queryset, False
        found = notes_saying(queryset.filter(is_abusive=False), search_term)
        if found.said:
            messages.info(request, found.said)
        return queryset.filter(pk__in=found.keys), False

    @admin.display(description="접수")
    def received(self, row: Note) -> str:
        return f"{timezone.localtime(row.received_at):%-m. %-d. %H:%M}"

    @admin.display(description="내용")
    def said(self, row: Note) -> str:
        drawn = "" if is_grave(row) else drawn_words(row)
        words = unopened(row) or ("" if row.strokes else "(분야만)")
        if not is_veiled(row):
            return format_html("{}{}", words, drawn)
        return format_html(
            '{}{} <button class="small quiet" formaction="{}open/">원문 열기(기록 남음)</button>',
            "(가린 내용)" if is_grave(row) else words,
            drawn,
            self.doors(row),
        )

    def doors(self, row: Note) -> str:
        """What can be done with a row lies below this address. Looked up once a row: by its own
        name for each button it would be a tenth of the page's time."""
        return f"{reverse('admin:boards_note_changelist')}{handle_of(row.pk)}/"

    @admin.display(description="공개여부")
    def seen(self, row: Note) -> str:
        return seen_in_words(row, timezone.now())

    @admin.display(description="공개하기 / 가리기")
    def release(self, row: Note) -> str:
        """Two buttons of the form around the list: each posts its own address."""
        below = self.doors(row)
        return format_html(
            '<button class="small" formaction="{}show/">공개</button>'
            '<button class="small quiet" formaction="{}hide/">가림</button>',
            below,
            below,
        )

    @admin.display(description="고마움")
    def thanked(self, row: Note) -> str:
        """A praise leads to the page of staff's thanks, or to those that stand."""
        if row.side != Side.GOOD:
            return ""
        thanks = getattr(row, "thanks", None)
        stands = thanks is not None and thanks.taken_back_at is None
        return format_html(
            '<a href="{}thanks/">{}</a>',
            self.doors(row),
            "전한 말 보기" if stands else "고마움 전하기",
        )

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        name = "boards_note_release"
        return [
            path("held/", view(self.held_view), name="boards_note_held"),
            path("<uuid:handle>/thanks/", view(self.thanks_view), name="boards_note_thanks"),
            path("<uuid:handle>/open/", view(self.open_view), name="boards_note_open"),
            path("<uuid:handle>/<slug:what>/", view(self.release_view), name=name),
            *[url for url in super().get_urls() if url.name == "boards_note_changelist"],
        ]

    def release_view(self, request: HttpRequest, handle: UUID, what: str) -> HttpResponse:
        """Release or hide one note, or take back what was wrongly found in it, through its door;
        back to where the clerk was."""
        if request.method != "POST" or not self.has_change_permission(request):
            raise PermissionDenied
        note = self.note_behind(request, handle)
        if what not in ("show", "hide", "judge"):
            raise Http404
        try:
            message = decide(note, request, what, timezone.now())
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, message)
        return HttpResponseRedirect(next_address(request))

    def open_view(self, request: HttpRequest, handle: UUID) -> HttpResponse:
        """The words of one note as they came; the look is recorded before they are shown."""
        if request.method != "POST" or not self.has_view_permission(request):
            raise PermissionDenied
        note, now = self.note_behind(request, handle), timezone.now()
        record_look(note, person(request), now, address=client_address(request))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "쪽지 원문",
            "notes": [note],
            "now": now,
            "text_is_open": True,
            "may_judge": self.has_change_permission(request) and judgement.is_doubtful(note),
            "judge": self.doors(note) + "judge/",
        }
        return TemplateResponse(request, "admin/boards/note/opened.html", context)

    def held_view(self, request: HttpRequest) -> HttpResponse:
        """For administrators, who have no list of notes."""
        return held_reading.show(request, self.admin_site, self.opts)

    def thanks_view(self, request: HttpRequest, handle: UUID) -> HttpResponse:
        """Staff's thanks under one praise."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        note = self.note_behind(request, handle)
        if note.side != Side.GOOD:
            raise Http404("칭찬에만 고마움을 전할 수 있습니다.")
        context = {**self.admin_site.each_context(request), "opts": self.opts}
        return thanks_page(request, note, context)

    def note_behind(self, request: HttpRequest, handle: UUID) -> Note:
        """A note of the looker's scope. Http404 outside: it doesn't exist there."""
        rows = self.get_queryset(request).select_related("office", "desk", "thanks__plate")
        note = rows.filter(pk=note_id_of(handle)).first()
        if note is None:
            raise Http404("이 기관의 쪽지가 아니거나 없는 쪽지입니다.")
        return note


def drawn_words(note: Note) -> str:
    if not note.strokes:
        return ""
    return render_to_string("handwriting.html", {"pages": drawn_pages(note.strokes)})


def seen_in_words(note: Note, now: datetime) -> str:
    """What the public sees of it at `now`, with the hour of one whose hour is still to come."""
    seen = note.visibility_at(now)
    if note.publish_at and seen != note.visibility:
        return f"{seen.label}({timezone.localtime(note.publish_at):%-m. %-d. %H:%M} 공개)"
    return str(seen.label)


def decide(note: Note, request: HttpRequest, what: str, now: datetime) -> str:
    """Act, and say what was done."""
    if what == "judge":
        with transaction.atomic():
            if is_veiled(note) and not has_opened(note, person(request)):
                # Judged without a look, its words would be read from here on unrecorded.
                record_look(note, person(request), now, address=client_address(request))
            judgement.take_back(note, person(request), now, request.POST.get("reason", ""))
        return "판정을 풀었습니다. 이제 공개하거나 가릴 수 있습니다."
    if what == "show":
        visibility.show(note, person(request), now)
        return "쪽지를 공개했습니다."
    visibility.hide(note, person(request), now, request.POST.get("reason") or DEFAULT_REASON)
    return "쪽지를 가렸습니다."


def next_address(request: HttpRequest) -> str:
    """`next` when it is an address of ours, else the list."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        return wanted
    return reverse("admin:boards_note_changelist") + "?held=yes"
