"""The stock admin under the board's name, with the desk view as its front page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.db import transaction
from django.template.response import TemplateResponse
from django.urls import path, reverse

from boards.account_trail import leave_line, password_changed, rights_of
from boards.log_in import TOO_MANY, LogInForm
from boards.screening.validators import AdminOfVisibleText
from boards.triage.desk import badges, tiles
from staff.scope import person
from staff.second_factor import ask_for_code, set_up_qr

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class PlainValue(helpers.AdminReadonlyField):
    """A related row that may only be read, as words: the stock link leads clerks to a shut door."""

    def get_admin_url(self, remote_field: object, remote_obj: object) -> str:
        return str(remote_obj)


# The stock fieldset offers no other way to choose the class.
helpers.AdminReadonlyField = PlainValue  # type: ignore[misc]


class BoardAdminSite(admin.AdminSite):
    site_header = "수원시 민원실 칭찬게시판"
    site_title = "칭찬게시판"
    index_title = "업무"
    site_url = None
    enable_nav_sidebar = False
    login_form = LogInForm

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """With the hygiene of text in every form: staff's room knows nothing of screening."""
        stock = admin_class or admin.ModelAdmin
        named = type(stock.__name__, (AdminOfVisibleText, stock), {"__doc__": stock.__doc__})
        super().register(model_or_iterable, named, **options)

    def get_urls(self) -> list[Any]:
        """Without the shortcut `r/…`, which tells of any row of any office whether it exists."""
        stock = [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]
        view = self.admin_view
        return [
            path("badges.json", view(badges), name="badges"),
            path("second-factor/", view(self.second_factor), name="second_factor"),
            path("second-factor/qr.svg", view(set_up_qr), name="second_factor_qr"),
            *stock,
        ]

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The stock page; what was refused says so by its status as well."""
        wanted = request.GET.get("next", reverse("admin:index"))
        is_told = len(messages.get_messages(request)) > 0
        if request.method == "GET" and wanted != reverse("admin:index") and not is_told:
            # The same where a session ran out with its cookie, of which nobody knows any more.
            sentence = "로그인해 주세요. 방금 보내신 것이 있다면 아직 저장되지 않았습니다."
            messages.info(request, sentence)
        response = super().login(request, extra_context)
        form = (getattr(response, "context_data", None) or {}).get("form")
        if form is not None and form.errors:
            response.status_code = 429 if form.has_error("__all__", TOO_MANY) else 422
        return response

    def second_factor(self, request: HttpRequest) -> HttpResponse:
        """A code that is set up, or an account that is locked by wrong ones, leaves a line."""
        user = person(request)
        with transaction.atomic():
            before = rights_of(user) if request.method == "POST" else {}
            response = ask_for_code(request, self)
            if before:
                leave_line(user, user, before)
        return response

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """The stock page; a changed password ends the duty to change it, and leaves a line."""
        with transaction.atomic():
            response = super().password_change(request, extra_context)
            if request.method == "POST" and response.status_code == 302:
                password_changed(person(request))
        return response

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """The desk view for whoever handles complaints, the stock index for the others."""
        if not request.user.has_perm("boards.view_complaint"):
            return super().index(request, extra_context)
        context = {
            **self.each_context(request),
            "title": "오늘의 책상",
            "tiles": tiles(request),
            "app_list": self.get_app_list(request),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/triage/desk.html", context)
