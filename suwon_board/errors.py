"""Pages that say what went wrong: in the visitor's language, on staff pages in Korean."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults

from boards.languages import View, kept_choice, rendered_in, visitors_language
from boards.models.note import Language

STAFF_PAGES = ("/admin/", "/weekly/")


def told(view: View, request: HttpRequest, *args: object) -> HttpResponse:
    """The page of an error in the language of whoever reads it."""
    language = Language.KOREAN.value
    if not request.path.startswith(STAFF_PAGES):
        try:
            language = visitors_language(request)
            request.kept_language = kept_choice(request)  # type: ignore[attr-defined]
        except SuspiciousOperation:
            pass  # an address that cannot even be read names no language
    return rendered_in(language, view, request, *args)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return told(defaults.bad_request, request, exception)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return told(defaults.permission_denied, request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return told(defaults.page_not_found, request, exception)


def broken(request: HttpRequest) -> HttpResponse:
    return told(defaults.server_error, request)


def form_from_elsewhere(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is missing or old: cookies are off, or the page lay open for too long."""
    return told(_form_from_elsewhere, request)


def _form_from_elsewhere(request: HttpRequest) -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


class NotAllowedMiddleware:
    """A page with a sentence where Django, or what serves files, answers 405 with an empty one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or (not response.streaming and response.content):
            return response
        page = told(_not_allowed, request)
        page["Allow"] = response["Allow"]
        return page


def _not_allowed(request: HttpRequest) -> HttpResponse:
    return render(request, "405.html", status=405)
