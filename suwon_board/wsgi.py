"""The entry point of the application server."""

import gc
import os
from typing import cast

# Nothing that is loaded is ever thrown away. To look for garbage among it takes a twentieth of the
# start; and what is frozen is looked at no more, and shared by the processes.
gc.disable()

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "suwon_board.settings")

from django.core.wsgi import get_wsgi_application  # noqa: E402 - looks for no garbage

django_application = get_wsgi_application()

from suwon_board.hot_paths import (  # noqa: E402 - needs the models
    Application,
    OrdinaryNote,
    UnchangedWall,
)

application = UnchangedWall(OrdinaryNote(cast("Application", django_application)))

gc.freeze()
gc.enable()
