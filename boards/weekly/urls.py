"""Addresses of the weekly page."""

from django.urls import path

from boards.weekly import views

app_name = "weekly"
urlpatterns = [
    path("", views.home, name="home"),
    path("words/", views.words_home, name="words_home"),
    path("<slug:slug>/<str:monday>/", views.week, name="week"),
    path("<slug:slug>/<str:monday>/words/", views.words, name="words"),
]
