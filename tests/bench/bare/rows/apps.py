from django.apps import AppConfig


class RowsConfig(AppConfig):
    name = "tests.bench.bare.rows"
    label = "bare_rows"
