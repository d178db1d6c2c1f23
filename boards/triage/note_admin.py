"""Notes in the admin: a list to read, to release and to hide in one touch."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme

from boards import visibility
from boards.handles import handle_of, note_id_of
from boards.handwriting import drawn_pages
from boards.models import Note
from boards.triage.desk import readable_notes
from boards.triage.filters import OfficeFilter
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

    list_display = ("received", "side", "said", "category", "desk", "seen", "release")
    list_display_links = None
    list_filter = (HeldFilter, "side", "visibility", "category", OfficeFilter)
    list_select_related = ("desk__office", "complaint")
    ordering = ("-received_at", "-pk")
    actions = None
    sortable_by = ()
    search_fields = ("text",)
    search_help_text = "쪽지에 쓰인 낱말로 찾습니다. 여러 낱말은 모두 들어 있어야 합니다."
    change_list_template = "admin/boards/note/list.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> NoteQuerySet:
        return readable_notes(request) & super().get_queryset(request)

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        """By words, each of which must stand in the note; veiled notes are not searched."""
        if not search_term.strip():
            return queryset, False
        return queryset.filter(is_abusive=False).saying(search_term), False

    @admin.display(description="접수")
    def received(self, row: Note) -> str:
        return f"{timezone.localtime(row.received_at):%-m. %-d. %H:%M}"

    @admin.display(description="내용")
    def said(self, row: Note) -> str:
        if row.is_abusive:
            return "(가린 내용)"
        drawn = render_to_string("handwriting.html", {"pages": drawn_pages(row.strokes)})
        return format_html("{}{}", row.text or ("" if row.strokes else "(분야만)"), drawn)

    @admin.display(description="공개여부")
    def seen(self, row: Note) -> str:
        return seen_in_words(row, timezone.now())

    @admin.display(description="공개하기 / 가리기")
    def release(self, row: Note) -> str:
        """Two buttons of the form around the list: each posts its own address."""
        handle = handle_of(row.pk)
        show, hide = (
            reverse("admin:boards_note_release", args=[handle, what]) for what in ("show", "hide")
        )
        return format_html(
            '<button class="small" formaction="{}">공개</button>'
            '<button class="small quiet" formaction="{}">가림</button>',
            show,
            hide,
        )

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        name = "boards_note_release"
        return [
            path("<uuid:handle>/<slug:what>/", view(self.release_view), name=name),
            *[url for url in super().get_urls() if url.name == "boards_note_changelist"],
        ]

    def release_view(self, request: HttpRequest, handle: UUID, what: str) -> HttpResponse:
        """Release or hide one note through its door; back to where the clerk was."""
        if request.method != "POST" or not self.has_change_permission(request):
            raise PermissionDenied
        note = self.get_queryset(request).filter(pk=note_id_of(handle)).first()
        if note is None or what not in ("show", "hide"):
            raise Http404
        try:
            message = decide(note, request, what, timezone.now())
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, message)
        return HttpResponseRedirect(next_address(request))


def seen_in_words(note: Note, now: datetime) -> str:
    """What the public sees of it at `now`, with the hour of one whose hour is still to come."""
    seen = note.visibility_at(now)
    if note.publish_at and seen != note.visibility:
        return f"{seen.label}({timezone.localtime(note.publish_at):%-m. %-d. %H:%M} 공개)"
    return str(seen.label)


def decide(note: Note, request: HttpRequest, what: str, now: datetime) -> str:
    """Act, and say what was done."""
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
