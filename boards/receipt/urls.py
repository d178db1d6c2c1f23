"""Addresses of the receipt page: short, for they are typed from paper."""

from django.urls import path

from boards.receipt import views

app_name = "receipt"
urlpatterns = [
    path("", views.find, name="find"),
    path("<str:code>/qr.svg", views.qr, name="qr"),
    path("<str:code>/", views.show, name="show"),
]
