"""The project's settings with what makes tests quick and self-contained."""

import os
import tempfile

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 50)
os.environ.setdefault("HTTPS", "0")
os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="board-tests-"))
os.environ.setdefault("LOG_LEVEL", "ERROR")

from suwon_board.settings import *  # noqa: E402, F403  settings read the variables above
from suwon_board.settings import STORAGES  # noqa: E402  likewise

# Argon2 is slow on purpose; the tests make many accounts.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Hashed names need `collectstatic`; the tests of the browser collect for themselves.
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
