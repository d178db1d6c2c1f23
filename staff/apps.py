"""People and places; knows nothing of notes."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "staff"
    verbose_name = "사람과 장소"
