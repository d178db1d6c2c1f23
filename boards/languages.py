"""The visitor's language on public pages; staff pages are Korean whatever the browser says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils import dateformat, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from boards.models.note import Language

# Stored key of a note's language → Django's code of the catalogue.
CATALOGUES = {"ko": "ko", "en": "en", "zh": "zh-hans", "vi": "vi"}
# Code of the catalogue → a day with its weekday, a day of this year (Django's format letters).
DAYS = {
    "ko": ("Y. n. j.(D)", "n월 j일"),
    "en": ("l j F Y", "j F"),
    "zh-hans": ("Y年n月j日（l）", "n月j日"),
    "vi": (r"l, \n\g\à\y j/n/Y", r"\n\g\à\y j/n"),
}
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


def kept_choice(request: HttpRequest) -> str:
    """What a link to the next page ends with, so that a language chosen by hand is kept."""
    asked = request.GET.get("lang", "")
    return f"?lang={asked}" if asked in CATALOGUES else ""


def rendered_in(
    language: str, view: View, request: HttpRequest, *args: object, **kwargs: object
) -> HttpResponse:
    """What the view answers when its page is written in this language (a note's stored key)."""
    with translation.override(CATALOGUES[language]):
        response = view(request, *args, **kwargs)
    response["Content-Language"] = CATALOGUES[language]
    patch_vary_headers(response, ["Accept-Language"])
    return response


def in_visitors_language(view: View) -> View:
    """Render a public page in the visitor's language.

    The view and its templates find the language's key in `request.visitors_language` and the end
    of links to other public pages in `request.kept_language`.
    """

    @wraps(view)
    def translated(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        language = visitors_language(request)
        request.visitors_language = language  # type: ignore[attr-defined]  # for the view
        request.kept_language = kept_choice(request)  # type: ignore[attr-defined]  # the same
        return rendered_in(language, view, request, *args, **kwargs)

    return translated


def day_with_weekday(day: date) -> str:
    """A day in the language of the page: '2026. 10. 1.(목)', 'Thursday 1 October 2026'."""
    return dateformat.format(day, DAYS[translation.get_language() or "ko"][0])


def day_of_year(day: date) -> str:
    """A day near enough to need no year, in the language of the page: '10월 1일', '1 October'."""
    return dateformat.format(day, DAYS[translation.get_language() or "ko"][1])
