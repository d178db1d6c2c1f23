"""Refused notes in the admin: what came, why it was refused, and two ways on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from boards.handles import handle_of, note_id_of
from boards.handwriting import drawn_pages
from boards.kiosk import aside
from boards.kiosk.content import Content, Refused, checked
from boards.limits import client_address
from boards.models import Category, RefusedNote, Side
from boards.receipts import shown
from boards.screening.engine import screen
from boards.screening.validators import FormOfVisibleText
from boards.staff_names import names_of_staff
from staff.models import Desk
from staff.scope import ScopedAdmin, person

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from boards.models.refused_note import RefusedNoteQuerySet

# What a form does not ask for is kept as it came, where it can be read.
KEPT = ("language", "written_at", "sequence", "strokes", "helped")
FROM_FORM = ("side", "category", "text")
PREVIEW = 60  # letters of a note in the list


def kept_of(values: dict[str, Any]) -> dict[str, Any]:
    """Of what came, the parts beside the form that the intake takes."""
    kept: dict[str, Any] = {}
    for key in KEPT:
        try:
            checked({"side": Side.GOOD, "category": Category.OTHER, key: values.get(key)})
        except Refused:
            continue
        kept[key] = values.get(key)
    return kept


def said(values: dict[str, Any], key: str) -> str:
    value = values.get(key)
    return value if isinstance(value, str) else ""


class TakingForm(forms.Form):
    """What came, to be put right. `content` is the note once the form is valid."""

    side = forms.ChoiceField(label="구분", choices=Side.choices)
    category = forms.ChoiceField(
        label="분야", choices=[("", "고르지 않음"), *Category.choices], required=False
    )
    desk = forms.ModelChoiceField(
        Desk.objects.none(), label="창구", required=False, empty_label="창구와 상관없음"
    )
    text = forms.CharField(
        label="내용",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="방문자가 적은 그대로 두고, 받을 수 없는 부분만 고쳐 주세요.",
    )

    def __init__(self, refused: RefusedNote, data: Any = None) -> None:
        self.values = aside.read(refused.content)
        self.content: Content | None = None
        desks = Desk.objects.open().filter(office=refused.office_id)
        initial: dict[str, object] = {
            key: said(self.values, key) for key in ("side", "category", "text")
        }
        initial["desk"] = desks.filter(code=said(self.values, "desk")).first()
        super().__init__(data, initial=initial, label_suffix="")
        self.fields["desk"].queryset = desks  # type: ignore[attr-defined]  # a choice of rows

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        desk = cleaned["desk"]
        form = {key: cleaned[key] for key in FROM_FORM}
        try:
            self.content = checked(
                {**kept_of(self.values), **form, "desk": desk.code if desk else None}
            )
        except Refused as refused:
            self.add_error("text", refused.detail)
        return cleaned


class DroppingForm(FormOfVisibleText):
    reason = forms.CharField(label="받지 않는 까닭", max_length=300)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")


class RefusedNoteAdmin(ScopedAdmin):
    """Read by whoever reads notes, decided by whoever opens and hides them."""

    list_display = ("came", "device", "preview", "reason", "state")
    list_display_links = None
    list_filter = ("decision",)
    list_select_related = ("device__board__office",)
    ordering = ("decision", "-handed_at")
    actions = None
    sortable_by = ()

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return person(request).has_perm("boards.view_note") and self.in_scope(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return person(request).has_perm("boards.change_note") and self.in_scope(request, obj)

    def get_queryset(self, request: HttpRequest) -> RefusedNoteQuerySet:
        return RefusedNote.objects.readable_by(person(request)) & super().get_queryset(request)

    @admin.display(description="넘겨받은 때")
    def came(self, row: RefusedNote) -> str:
        return f"{timezone.localtime(row.handed_at):%-m. %-d. %H:%M}"

    @admin.display(description="내용")
    def preview(self, row: RefusedNote) -> str:
        if row.decision:
            return "–"
        if row.is_grave:
            return "(가린 내용)"
        text = screen(
            said(aside.read(row.content), "text"),
            side=Side.REGRET,
            staff_names=names_of_staff(row.office_id),
        ).public_text
        return text[:PREVIEW] + ("…" if len(text) > PREVIEW else "") or "(글 없음)"

    @admin.display(description="처리")
    def state(self, row: RefusedNote) -> str:
        if row.decision:
            return str(row.get_decision_display())
        url = reverse("admin:boards_refusednote_decide", args=[handle_of(row.pk)])
        return format_html('<a class="small" href="{}">살펴보기(기록 남음)</a>', url)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        name = "boards_refusednote_decide"
        return [
            path("<uuid:handle>/", view(self.decide_view), name=name),
            *[url for url in super().get_urls() if url.name == "boards_refusednote_changelist"],
        ]

    def decide_view(self, request: HttpRequest, handle: UUID) -> HttpResponse:
        """Read one refused note; take it as a note, or turn it down with a reason."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        row = self.get_queryset(request).filter(pk=note_id_of(handle)).first()
        if row is None or row.decision:
            raise Http404
        asked = request.POST.get("do") if request.method == "POST" else None
        taking = TakingForm(row, request.POST if asked == "take" else None)
        dropping = DroppingForm(request.POST if asked == "drop" else None)
        done = decided(row, request, taking, dropping)
        if done:
            messages.success(request, done)
            return HttpResponseRedirect(reverse("admin:boards_refusednote_changelist"))
        aside.record_look(row, person(request), timezone.now(), client_address(request))
        context = {
            **self.admin_site.each_context(request),
            "title": "받지 못한 쪽지",
            "opts": self.opts,
            "row": row,
            "pages": drawn_pages(kept_of(taking.values).get("strokes")),
            "taking": taking,
            "dropping": dropping,
        }
        status = 422 if taking.errors or dropping.errors else 200
        template = "admin/boards/refusednote/decide.html"
        return TemplateResponse(request, template, context, status=status)


def decided(
    row: RefusedNote, request: HttpRequest, taking: TakingForm, dropping: DroppingForm
) -> str:
    """What was done, in a sentence; empty when nothing was."""
    by, now = person(request), timezone.now()
    try:
        if taking.is_bound and taking.is_valid() and taking.content:
            receipt = aside.take(row, taking.content, by, now)
            return f"쪽지로 받았습니다. 접수증 번호 {shown(receipt.code)}"
        if dropping.is_bound and dropping.is_valid():
            aside.drop(row, by, dropping.cleaned_data["reason"], now)
            return "받지 않기로 하고 까닭을 적었습니다."
    except Refused as refused:
        (taking if taking.is_bound else dropping).add_error(None, refused.detail)
    return ""
