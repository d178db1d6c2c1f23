"""The visitor's language on public pages; staff pages are Korean whatever the browser says."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from boards.models.note import Language

# Stored key of a note's language → Django's code of the catalogue.
CATALOGUES = {"ko": "ko", "en": "en", "zh": "zh-hans", "vi": "vi"}
View = Callable[..., HttpResponse]


def visitors_language(request: HttpRequest) -> str:
    """`?lang=` when it is one of ours, else the first of the browser's that is, else Korean."""
    asked = request.GET.get("lang", "")
    if asked in CATALOGUES:
        return asked
    for accepted, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if accepted.partition("-")[0] in CATALOGUES:
            return accepted.partition("-")[0]
    return Language.KOREAN.value


def in_visitors_language(view: View) -> View:
    """Render a public page in the visitor's language; `request.visitors_language` holds its key."""

    @wraps(view)
    def translated(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        language = visitors_language(request)
        request.visitors_language = language  # type: ignore[attr-defined]  # for the view
        with translation.override(CATALOGUES[language]):
            response = view(request, *args, **kwargs)
            response["Content-Language"] = CATALOGUES[language]
        patch_vary_headers(response, ["Accept-Language"])
        return response

    return translated
