"""What visitors say and what follows."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.core.checks import register
from django.db.models.signals import post_migrate

from boards.roles import grant_role_permissions


def after_migrating(**kwargs: Any) -> None:
    """The search index and the trail's guard: each database's own, and a migration that rebuilds
    a table would lose them."""
    searching = import_module("boards.models.searching")  # models come after the apps
    searching.make_search_index(**kwargs)
    import_module("boards.models.trail_guard").raise_guard(**kwargs)


class BoardsConfig(AppConfig):
    name = "boards"
    verbose_name = "쪽지와 민원"

    def ready(self) -> None:
        register(import_module("boards.models.word_index").check_possible)
        # Permissions exist only after migrating; every database gets the same roles.
        post_migrate.connect(grant_role_permissions, sender=self)
        post_migrate.connect(after_migrating, sender=self)
