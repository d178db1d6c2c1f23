"""Every address of the board."""

from django.contrib import admin
from django.urls import path

from suwon_board import health

urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("admin/", admin.site.urls),
]
