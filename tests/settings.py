"""The board's own settings as the tests use them: production's, over http, in a folder apart."""

import os
import tempfile
from pathlib import Path

# Each process of the tests has its own folder; tests/conftest.py removes it at the end. It lies
# in memory where it can: SQLite waits for its disk at each commit, thousands of times a run.
MEMORY = Path("/dev/shm")  # noqa: S108 - only the place; the folder in it is made by mkdtemp
DATA = Path(
    tempfile.mkdtemp(prefix="board-tests-", dir=MEMORY if os.access(MEMORY, os.W_OK) else None)
)

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 50)
os.environ.setdefault("LOG_LEVEL", "ERROR")
os.environ.update(DEBUG="0", HTTPS="0", DATA_DIR=str(DATA))

from suwon_board.settings import *  # noqa: E402, F403  settings read the variables above
from suwon_board.settings import DATABASES, STORAGES  # noqa: E402  likewise

# Live servers answer in threads of their own, so SQLite must be a file, and as durable
# as in production: what is proved here is what runs there.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}

# Argon2 is slow on purpose; the tests make many accounts.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Hashed names need `collectstatic`; the names on disk are enough for tests.
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
