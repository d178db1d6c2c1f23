"""Boards, their devices, reply templates and the trail in the admin."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from boards import limits, pairing
from boards.models import Board, Device, TrailEntry
from boards.recorded_admin import Recorded
from boards.screening.validators import FormOfVisibleText
from boards.triage.tablets import troubles
from boards.triage.telling import ACTIONS, told
from staff.scope import ScopedAdmin, ScopedRelatedFilter, person

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import HttpRequest, HttpResponse

WRONG_CODES = limits.Limit("pairing-approval", 10, timedelta(minutes=10))


LEAST_IDLE = 30  # seconds; the board's own constraint


class BoardForm(forms.ModelForm):
    def clean_idle_seconds(self) -> int:
        seconds: int = self.cleaned_data["idle_seconds"]
        if seconds < LEAST_IDLE:
            raise forms.ValidationError(f"{LEAST_IDLE}초보다 짧게 할 수 없습니다.")
        return seconds


class BoardAdmin(Recorded, ScopedAdmin):
    form = BoardForm
    list_display = ("name", "office", "publishing", "is_active")
    list_filter = (("office", ScopedRelatedFilter), "publishing", "is_active")
    list_select_related = ("office",)
    search_fields = ("name",)
    ordering = ("office__path", "name")
    prepopulated_fields = {}

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple:
        return ("office", "slug") if obj else ()


class PairingForm(FormOfVisibleText):
    """A code from the screen, and the board that it shall belong to."""

    code = forms.CharField(label="화면에 보이는 코드", max_length=12)
    board = forms.ModelChoiceField(Board.objects.none(), label="게시판", empty_label="고르기")
    name = forms.CharField(label="기기 이름", max_length=40, help_text="예: 1층 태블릿")

    def __init__(self, *args: Any, boards: Any, **kwargs: Any) -> None:
        kwargs["label_suffix"] = ""
        super().__init__(*args, **kwargs)
        self.fields["board"].queryset = boards  # type: ignore[attr-defined]  # a choice of rows


class RevokingForm(FormOfVisibleText):
    """Why a device shall no longer be let in; for the trail."""

    reason = forms.CharField(
        label="까닭(선택)",
        max_length=100,
        required=False,
        help_text="예: 분실, 고장, 새 기기로 바꿈. 적으면 기록에 남습니다.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["label_suffix"] = ""
        super().__init__(*args, **kwargs)


class DeviceAdmin(ScopedAdmin):
    """Devices are paired by their code and revoked; nothing of them is typed."""

    office_lookup = "board__office"
    list_display = ("name", "board", "kind", "contact", "queue", "storage", "state", "close")
    list_display_links = None
    list_filter = ("kind",)
    list_select_related = ("board__office",)
    ordering = ("board__office__path", "name")
    actions = None
    change_list_template = "admin/boards/device/list.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The list with what is wrong with each of its tablets, asked for once."""
        changelist = super().get_changelist_instance(request)
        rows = list(changelist.result_list)
        found = troubles(rows, timezone.now())
        for row in rows:
            row.troubles = found.get(row.pk, [])
        changelist.result_list = rows
        return changelist

    @admin.display(description="마지막 연락", empty_value="–")
    def contact(self, row: Device) -> str | None:
        moment = row.last_contact_at
        return f"{timezone.localtime(moment):%-m. %-d. %H:%M}" if moment else None

    @admin.display(description="보낼 쪽지 · 번호")
    def queue(self, row: Device) -> str:
        if row.kind != Device.Kind.TABLET:
            return "–"
        return f"{row.queue_length}장 · {row.last_sequence}번"

    @admin.display(description="저장소")
    def storage(self, row: Device) -> str:
        return {True: "보존됨", False: "지워질 수 있음"}.get(row.storage_is_persistent, "모름")  # type: ignore[arg-type]  # None is the third

    @admin.display(description="상태")
    def state(self, row: Device) -> str:
        if row.revoked_at:
            return "해제됨"
        if row.last_contact_at is None:
            return "아직 연락 없음"
        said = row.troubles  # type: ignore[attr-defined]  # set for the list
        if not said:
            return "좋음"
        return format_html_join("", '<p class="trouble">{}</p>', ((one,) for one in said))

    @admin.display(description="연결 해제")
    def close(self, row: Device) -> str:
        if row.revoked_at:
            return "–"
        url = reverse("admin:boards_device_revoke", args=[row.pk])
        named = f"{row.name} 해제"  # one name for each, as a screen reader lists them
        return format_html('<a class="small" href="{}" aria-label="{}">해제</a>', url, named)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        stock = [url for url in super().get_urls() if url.name == "boards_device_changelist"]
        return [
            path("pair/", view(self.pair_view), name="boards_device_pair"),
            path("<int:pk>/revoke/", view(self.revoke_view), name="boards_device_revoke"),
            *stock,
        ]

    def pair_view(self, request: HttpRequest) -> HttpResponse:
        """Give the screen that shows a code to a board of the scope."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        boards = Board.objects.visible_to(person(request)).filter(is_active=True)
        form = PairingForm(
            request.POST or None, boards=boards, initial={"code": request.GET.get("code", "")}
        )
        if request.method == "POST" and form.is_valid() and approved(form, request):
            messages.success(request, "기기를 연결했습니다. 화면이 곧 바뀝니다.")
            return HttpResponseRedirect(reverse("admin:boards_device_changelist"))
        context = {"title": "기기 연결", "form": form}
        return self.form_page(request, "admin/boards/device/pair.html", context)

    def revoke_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask once more, and say what follows: a lobby without its tablet is a lobby shut out."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        device = self.get_queryset(request).filter(pk=pk, revoked_at=None).first()
        if device is None:
            raise Http404
        form = RevokingForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            reason = form.cleaned_data["reason"]
            pairing.revoke(device, person(request), timezone.now(), reason)
            messages.success(request, f"{device.name}의 연결을 해제했습니다.")
            return HttpResponseRedirect(reverse("admin:boards_device_changelist"))
        context = {"title": "연결 해제", "device": device, "form": form}
        return self.form_page(request, "admin/boards/device/revoke.html", context)

    def form_page(
        self, request: HttpRequest, template: str, context: dict[str, Any]
    ) -> HttpResponse:
        """A page with the form of this context; 422 with what is wrong in it."""
        around = {**self.admin_site.each_context(request), "opts": self.opts}
        status = 422 if context["form"].errors else 200
        return TemplateResponse(request, template, {**around, **context}, status=status)


def approved(form: PairingForm, request: HttpRequest) -> bool:
    """Whether the code fitted; else the form says what was wrong."""
    now, values = timezone.now(), form.cleaned_data
    if not limits.use(WRONG_CODES, str(person(request).pk), now):
        form.add_error("code", "잠시 뒤에 다시 해 주세요. 코드를 너무 여러 번 넣었습니다.")
        return False
    try:
        pairing.approve(values["code"], values["board"], values["name"], person(request), now)
    except pairing.PairingFailed as error:
        form.add_error("code", str(error))
        return False
    return True


class ReplyTemplateAdmin(Recorded, admin.ModelAdmin):
    """Texts for the whole city: they belong to no office and name none."""

    list_display = ("title", "outcome", "category", "is_active")
    list_filter = ("outcome", "category", "is_active")
    search_fields = ("title", "body")
    view_on_site = False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False  # switched off instead: the trail and old answers refer to it


class ActionFilter(admin.SimpleListFilter):
    """Lines of one kind, in the counter's words; the stock filter would read every line."""

    title = "행위"
    parameter_name = "action"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(ACTIONS.items())

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(action=self.value()) if self.value() in ACTIONS else queryset


class TrailAdmin(ScopedAdmin):
    """The trail to read. Lines about a note are told without its secret id."""

    list_display = ("at", "about", "what", "who", "reason")
    list_display_links = None
    list_filter = (ActionFilter,)
    list_select_related = ("actor",)
    ordering = ("-at", "-pk")
    actions = None
    sortable_by = ()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        return [url for url in super().get_urls() if url.name == "boards_trailentry_changelist"]

    @admin.display(description="대상")
    def about(self, row: TrailEntry) -> str:
        kind, _, key = row.subject.partition(":")
        secret = SECRET_KEYS.get(kind)
        return secret or f"{KINDS.get(kind, kind)} {key}"

    @admin.display(description="행위")
    def what(self, row: TrailEntry) -> str:
        return told(row).what

    @admin.display(description="행위자")
    def who(self, row: TrailEntry) -> str:
        return row.actor_label


# Their id leads to a receipt code, which opens an answer.
SECRET_KEYS = {"note": "쪽지", "refused": "받지 못한 쪽지"}
KINDS = {
    "complaint": "민원",
    "device": "기기",
    "board": "게시판",
    "nameplate": "명패",
    "user": "사용자",
    "office": "기관",
    "desk": "창구",
    "closedday": "휴무일",
    "replytemplate": "답변 문안",
    "routing_rule": "배정 규칙",
    "opinion": "답변에 대한 의견",
    "suggestion_model": "제안 모델",
}
