"""Every address of the board."""

from django.contrib import admin
from django.urls import include, path

from suwon_board import health

urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("kiosk/", include("boards.kiosk.urls")),
    path("admin/", admin.site.urls),
]
