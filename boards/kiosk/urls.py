"""Addresses of the tablet."""

from django.urls import path

from boards.kiosk import aside, device_views, joins, page, views

app_name = "kiosk"
urlpatterns = [
    path("", page.tablet, name="home"),
    path("words/<str:language>.js", page.words, name="words"),
    path("sw.js", page.service_worker, name="worker"),
    path("manifest.json", page.manifest, name="manifest"),
    path("notes/<uuid:note_id>", views.put_note, name="note"),
    path("aside/<uuid:note_id>", aside.put_aside, name="aside"),
    path("pairing/", device_views.ask_pairing, name="pairing"),
    path("pairing/claim", device_views.claim_pairing, name="claim"),
    path("invited/<str:secret>", device_views.invited, name="invited"),
    path("board.json", device_views.board_json, name="board"),
    path("wall.json", joins.wall_json, name="wall"),
    path("joins/<uuid:handle>", joins.join_note, name="join"),
    path("heartbeat", device_views.heartbeat, name="heartbeat"),
    path("photos/<int:plate_id>.jpg", device_views.photo, name="photo"),
]
