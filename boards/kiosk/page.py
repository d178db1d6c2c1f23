"""The tablet's page and its service worker: the same bytes for everybody."""

from __future__ import annotations

import hashlib

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

MODULES = (
    "content",
    "delivery",
    "dom",
    "hangul",
    "keyboard",
    "machine",
    "main",
    "outbox",
    "pairing",
    "pen",
    "personal",
    "qr",
    "screens",
    "sha256",
    "speech",
    "telex",
    "words",
    "words/ko",
    "writer",
    "writing",
)
SCRIPTS = (
    *(f"kiosk/{name}.js" for name in MODULES),
    "vendor/idb/index.js",
    "vendor/lean-qr/nano.js",
)
# Everything that the page needs to open without a network, but for fonts.
PRECACHED = (
    "kiosk/kiosk.css",
    "kiosk/keyboard.css",
    "css/tokens.css",
    "icons/board.svg",
    *SCRIPTS,
    "kiosk/joins.js",
    *(f"kiosk/words/{language}.js" for language in ("en", "zh", "vi")),
)


@require_safe
@cache_control(no_cache=True)
def tablet(request: HttpRequest) -> HttpResponse:
    """The shell; a script fills it. Needs no pairing and tells nothing.

    It names every module at once: found one behind the other they would cost a way to the server
    each.
    """
    return render(request, "kiosk/tablet.html", {"scripts": SCRIPTS})


@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker with the list of files; its version changes with any of them."""
    files = [staticfiles_storage.url(name) for name in PRECACHED]
    version = hashlib.sha256("\n".join(files).encode()).hexdigest()[:12]
    return render(
        request,
        "kiosk/sw.js",
        {"files": files, "version": version},
        content_type="text/javascript; charset=utf-8",
    )


@require_safe
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest: full screen, no browser around it."""
    return render(
        request, "kiosk/manifest.json", content_type="application/manifest+json; charset=utf-8"
    )
