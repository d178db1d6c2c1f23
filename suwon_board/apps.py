"""The admin site as the board's own."""

from django.contrib.admin.apps import AdminConfig


class BoardAdminConfig(AdminConfig):
    default_site = "suwon_board.admin_site.BoardAdminSite"
