"""Which version of the wall's page a screen has, so that it can fetch a newer one by itself."""

from __future__ import annotations

import hashlib
from functools import cache

from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import get_template

# Names of these change with what is in them (suwon_board.static_files), those of imported
# modules too.
FILES = ("wall/wall.js", "wall/wall.css", "css/tokens.css")


@cache
def page_version() -> str:
    """A short hash of everything that the page is made of; read once a process."""
    names = [staticfiles_storage.url(name) for name in FILES]
    source = get_template("wall/wall.html").template.source  # type: ignore[attr-defined]  # Django's
    return hashlib.sha256("\n".join([*names, source]).encode()).hexdigest()[:12]
