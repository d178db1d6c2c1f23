"""The stock admin under the board's name."""

from django.contrib import admin


class BoardAdminSite(admin.AdminSite):
    site_header = "수원시 민원실 칭찬게시판"
    site_title = "칭찬게시판"
    index_title = "업무"
