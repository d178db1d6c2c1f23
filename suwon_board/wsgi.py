"""The entry point of the application server."""

import os
from typing import cast

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "suwon_board.settings")
django_application = get_wsgi_application()

from suwon_board.hot_paths import (  # noqa: E402 - needs the models
    Application,
    OrdinaryNote,
    UnchangedWall,
)

application = UnchangedWall(OrdinaryNote(cast("Application", django_application)))
