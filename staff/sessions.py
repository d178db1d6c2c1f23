"""What a log-in may do and how long: lockout, idle log-out, first password, second factor.

안전성 확보조치 기준: lockout after failed log-ins, log-out of the idle, one-time codes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone

from staff.scope import person

if TYPE_CHECKING:
    from staff.models import User

TOUCHED = "last_touch"
SECOND_FACTOR = "second_factor"
POLL_HEADER = "X-Board-Poll"
WRITE_EVERY = 60  # seconds; a touch is written at most once a minute


class AdminSessionMiddleware:
    """Guards every page for whoever is logged in.

    A poll of the badges is no touch: an open page nobody looks at must not stay logged in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Without the cookie nothing is asked: a tablet's request must not touch the sessions.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            if answer := self.guard(request):
                return answer
        return self.get_response(request)

    def guard(self, request: HttpRequest) -> HttpResponse | None:
        """An answer in place of the page, or None to go on."""
        polls = POLL_HEADER in request.headers
        if idle(request):
            logout(request)
            if polls:
                return JsonResponse({}, status=401)
            lost = " 방금 보내신 것은 저장되지 않았습니다." if request.method == "POST" else ""
            said = f"오래 쓰지 않아 로그아웃했습니다.{lost} 다시 로그인해 주세요."
            messages.info(request, said)
            return HttpResponseRedirect(f"{reverse('admin:login')}?next={request.path}")
        if not polls:
            touch(request)
        wanted = next_step(request)
        return HttpResponseRedirect(wanted) if wanted and not allowed(request, wanted) else None


def idle(request: HttpRequest) -> bool:
    touched = request.session.get(TOUCHED)
    limit = settings.IDLE_MINUTES * 60
    return touched is not None and timezone.now().timestamp() - touched > limit


def touch(request: HttpRequest) -> None:
    now = int(timezone.now().timestamp())
    if now - request.session.get(TOUCHED, 0) >= WRITE_EVERY:
        request.session[TOUCHED] = now


def next_step(request: HttpRequest) -> str:
    """Where a person must go before anything else; empty when the way is free."""
    user = person(request)
    if needs_code(user) and request.session.get(SECOND_FACTOR) != user.pk:
        return reverse("admin:second_factor")
    if user.must_change_password:
        return reverse("admin:password_change")
    return ""


def needs_code(user: User) -> bool:
    """Whoever has set up a second factor, and everybody when the setting makes it compulsory."""
    return bool(user.totp_secret) or settings.TOTP_REQUIRED


def allowed(request: HttpRequest, wanted: str) -> bool:
    free = {wanted, reverse("admin:logout"), reverse("admin:second_factor_qr")}
    return request.path in free or request.path.startswith(settings.STATIC_URL)
