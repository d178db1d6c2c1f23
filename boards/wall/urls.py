"""Addresses of the wall."""

from django.urls import path

from boards.wall import views

app_name = "wall"
urlpatterns = [
    path("", views.home, name="home"),
    path("<slug:slug>/", views.wall, name="wall"),
    path("<slug:slug>/notes", views.notes, name="notes"),
]
