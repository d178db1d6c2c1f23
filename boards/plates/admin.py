"""The plates of the scope in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import FileResponse, Http404, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from boards import limits
from boards.plates import doors
from boards.plates.forms import CONSENT_FIELDS, NameplateForm
from boards.plates.printing import plate_pdf
from staff.models import Nameplate
from staff.scope import ScopedAdmin, ScopedRelatedFilter, person

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest


class NameplateAdmin(ScopedAdmin):
    """Words, consent by item, photo; every change goes through boards.plates.doors."""

    office_lookup = "desk__office"
    form = NameplateForm
    list_display = ("desk", "name", "agreed", "ended_on")
    list_display_links = ("desk", "name")
    list_filter = (("desk__office", ScopedRelatedFilter),)
    list_select_related = ("desk__office",)
    search_fields = ("name", "duty")
    ordering = ("desk__office__path", "desk__number", "-started_on")
    actions = None
    change_form_template = "admin/staff/nameplate/form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Nameplate]:
        return super().get_queryset(request).prefetch_related("consents")

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        photo = ("shown_photo", "new_photo", "drops_photo") if obj else ("new_photo",)
        return (
            ("명패에 적는 말", {"fields": ("desk", "person", "name", "duty", "greeting")}),
            ("본인 동의", {"fields": (*CONSENT_FIELDS, "consented_on")}),
            ("사진", {"fields": photo}),
            ("기간", {"fields": ("started_on", "ended_on")}),
        )

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        # Fields made in the form's __init__ are unknown to the factory: it gets the model's.
        kwargs["fields"] = NameplateForm.Meta.fields
        return super().get_form(request, obj, change, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple:
        # A plate moved to another desk would carry its consent to another office's tablet.
        return ("shown_photo", "desk") if obj else ()

    @admin.display(description="동의")
    def agreed(self, row: Nameplate) -> str:
        items = [c.get_item_display() for c in row.consents.all() if c.withdrawn_at is None]
        return ", ".join(items) or "없음"

    @admin.display(description="지금 사진")
    def shown_photo(self, row: Nameplate) -> str:
        if not row.photo:
            return "없음"
        address = reverse("admin:staff_nameplate_photo", args=[row.pk])
        return format_html('<a href="{}">사진 열기</a> (열어 본 기록이 남습니다)', address)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/photo/", view(self.photo_view), name="staff_nameplate_photo"),
            path("<int:pk>/plate.pdf", view(self.print_view), name="staff_nameplate_print"),
            *super().get_urls(),
        ]

    def save_model(self, request: HttpRequest, obj: Nameplate, form: Any, change: bool) -> None:
        stored = Nameplate.objects.get(pk=obj.pk) if change else None
        values = form.cleaned_data
        wish = doors.Wish(
            items=frozenset(form.wanted_items),
            consented_on=values.get("consented_on"),
            photo=form.fresh_photo,
            drops_photo=bool(values.get("drops_photo")),
        )
        doors.change(obj, wish, person(request), timezone.now(), doors.words_of(stored))

    def seen(self, request: HttpRequest, pk: int, action: str) -> Nameplate:
        """A plate of the scope, with a line about who looked. Http404 for any other."""
        plate = self.get_queryset(request).filter(pk=pk).first()
        if plate is None or not self.has_view_permission(request, plate):
            raise Http404("그런 명패가 없습니다.")
        address = limits.client_address(request)
        doors.record_look(plate, person(request), timezone.now(), action, address)
        return plate

    def photo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The photo, to whoever may see the plate; the look is recorded."""
        plate = self.seen(request, pk, "photo.opened")
        if not plate.photo:
            raise Http404("사진이 없습니다.")
        return private(FileResponse(plate.photo.open(), content_type="image/jpeg"))

    def print_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The plate as a PDF to print and fold."""
        plate = self.seen(request, pk, "nameplate.printed")
        response = HttpResponse(plate_pdf(plate), content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="nameplate-{plate.pk}.pdf"'
        return private(response)


def private(response: Any) -> Any:
    response["Cache-Control"] = "private, no-store"
    return response
