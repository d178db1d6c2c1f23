"""Headers that every answer carries, and what no request may carry."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    ]
)
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class ContentSecurityPolicyMiddleware:
    """Sets the one policy of the house: everything from ourselves, nothing inline."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        response["Permissions-Policy"] = PERMISSIONS_POLICY
        return response


class ReadableMiddleware:
    """400 for a NUL in an address or a cookie: it means nothing to any page, SQLite looks for it
    and PostgreSQL breaks off. A form refuses it by itself, with what was typed still there.
    400 as well for what is sent in other letters than UTF-8, by its own word."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query, cookies = (request.META.get(name, "") for name in ("QUERY_STRING", "HTTP_COOKIE"))
        written = f"{request.path_info}{query}{cookies}"
        # In a query as `%00`, in a quoted cookie as `\000`.
        if "\x00" in written or "%00" in query or "\\000" in cookies:
            raise BadRequest("NUL")
        if (request.encoding or "utf-8").lower() != "utf-8":
            # Django reads no form in other letters; nor could the page that says so, unless told.
            request.encoding = "utf-8"
            raise BadRequest("not in UTF-8")
        return self.get_response(request)
