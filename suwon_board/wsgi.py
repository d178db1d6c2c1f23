"""The entry point of the application server."""

import os
from typing import cast

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "suwon_board.settings")
django_application = get_wsgi_application()

from suwon_board.hot_paths import Application, UnchangedWall  # noqa: E402 - needs the models

application = UnchangedWall(cast("Application", django_application))
