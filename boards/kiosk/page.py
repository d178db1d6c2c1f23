"""The tablet's page and its service worker: the same bytes for everybody."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from boards.kiosk.words import module
from boards.languages import CATALOGUES

MODULES = (
    "content",
    "delivery",
    "dom",
    "frame",
    "hangul",
    "idle",
    "installed",
    "keyboard",
    "lockdown",
    "machine",
    "main",
    "outbox",
    "personal",
    "qr",
    "saving",
    "screens",
    "sticking",
    "strokes",
    "visit",
    "words",
    "writer",
    "writing",
)
# Loaded when somebody needs them.
LATER = ("aside", "joins", "pairing", "pen", "sha256", "speech", "telex")
SCRIPTS = (
    *(f"kiosk/{name}.js" for name in MODULES),
    "vendor/lean-qr/nano.js",
)
# Everything that the page needs to open without a network, but for fonts.
PRECACHED = (
    "kiosk/kiosk.css",
    "kiosk/steps.css",
    "kiosk/keyboard.css",
    "kiosk/reach.css",
    "css/tokens.css",
    "icons/board.svg",
    *SCRIPTS,
    *(f"kiosk/{name}.js" for name in LATER),
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
def words(request: HttpRequest, language: str) -> HttpResponse:
    """The tablet's sentences in a language, as a module; the worker keeps those of all four."""
    if language not in CATALOGUES:
        raise Http404
    return HttpResponse(module(language), content_type="text/javascript; charset=utf-8")


def integrity(content: bytes) -> str:
    """SHA-256 as browsers compare it (Subresource Integrity)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content).digest()).decode()


def static_integrity(name: str) -> tuple[str, str]:
    """Address and digest of a static file as it is served now."""
    if isinstance(staticfiles_storage, ManifestFilesMixin):
        return _collected_integrity(name, staticfiles_storage.stored_name(name))
    path = finders.find(name)
    return staticfiles_storage.url(name), integrity(Path(path).read_bytes() if path else b"")


@cache
def _collected_integrity(name: str, stored_name: str) -> tuple[str, str]:
    """Names of collected files change with what is in them: read once."""
    with staticfiles_storage.open(stored_name) as file:
        return staticfiles_storage.url(name), integrity(file.read())


@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker with every file and its digest; its version changes with any of them.

    `?plain` leaves out what only a browser that knows modules in workers can read.
    """
    files = [(reverse("kiosk:home"), integrity(tablet(request).content))]
    files += [static_integrity(name) for name in PRECACHED]
    files += [(reverse("kiosk:words", args=[key]), integrity(module(key))) for key in CATALOGUES]
    version = hashlib.sha256(repr(files).encode()).hexdigest()[:12]
    delivery = None if "plain" in request.GET else staticfiles_storage.url("kiosk/delivery.js")
    return render(
        request,
        "kiosk/sw.js",
        {"files": files, "version": version, "delivery": delivery},
        content_type="text/javascript; charset=utf-8",
    )


@require_safe
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest: full screen, no browser around it."""
    return render(
        request, "kiosk/manifest.json", content_type="application/manifest+json; charset=utf-8"
    )
