"""The entry point of the application server."""

import gc
import os
from typing import cast

# Nothing that is loaded is ever thrown away. Looking for garbage among it every few hundred objects
# takes a tenth of the start; and what is frozen is looked at no more, and shared by the processes.
usual = gc.get_threshold()
gc.set_threshold(20_000, 50, 100)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "suwon_board.settings")

from django.core.wsgi import get_wsgi_application  # noqa: E402 - after the threshold

django_application = get_wsgi_application()

from suwon_board.hot_paths import (  # noqa: E402 - needs the models
    Application,
    OrdinaryNote,
    UnchangedWall,
)

application = UnchangedWall(OrdinaryNote(cast("Application", django_application)))

gc.freeze()
gc.set_threshold(*usual)
