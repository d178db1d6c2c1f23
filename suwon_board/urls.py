"""Every address of the board."""

from django.contrib import admin
from django.urls import include, path

from boards.answer_photos import answer_photo
from boards.kiosk.phone import note_for_desk
from suwon_board import health
from suwon_board.home import home

handler400 = "suwon_board.errors.bad_request"
handler403 = "suwon_board.errors.forbidden"
handler404 = "suwon_board.errors.not_found"
handler500 = "suwon_board.errors.broken"

urlpatterns = [
    path("", home, name="home"),
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("kiosk/", include("boards.kiosk.urls")),
    path("p/<slug:code>/", note_for_desk, name="phone"),
    path("photo/<uuid:key>.jpg", answer_photo, name="answer_photo"),
    path("wall/", include("boards.wall.urls")),
    path("n/", include("boards.receipt.urls")),
    path("weekly/", include("boards.weekly.urls")),
    path("admin/", admin.site.urls),
]
