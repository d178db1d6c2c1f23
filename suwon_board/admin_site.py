"""The stock admin under the board's name, with the desk view as its front page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.template.response import TemplateResponse
from django.urls import path

from boards.triage.desk import badges, tiles

if TYPE_CHECKING:
    from django.http import HttpRequest


class BoardAdminSite(admin.AdminSite):
    site_header = "수원시 민원실 칭찬게시판"
    site_title = "칭찬게시판"
    index_title = "업무"
    site_url = None
    enable_nav_sidebar = False

    def get_urls(self) -> list[Any]:
        """Without the shortcut `r/…`, which tells of any row of any office whether it exists."""
        stock = [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]
        return [path("badges.json", self.admin_view(badges), name="badges"), *stock]

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
