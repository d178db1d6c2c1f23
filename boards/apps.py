"""What visitors say and what follows."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from boards.roles import grant_role_permissions


class BoardsConfig(AppConfig):
    name = "boards"
    verbose_name = "쪽지와 민원"

    def ready(self) -> None:
        # Permissions exist only after migrating; every database gets the same roles.
        post_migrate.connect(grant_role_permissions, sender=self)
