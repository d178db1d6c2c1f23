"""The page of one-time codes: setting up once, asking at each log-in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import segno
from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from staff import one_time_codes
from staff.backend import claim_try, lock_when_spent
from staff.models import User
from staff.scope import person
from staff.sessions import SECOND_FACTOR

if TYPE_CHECKING:
    from django.contrib.admin import AdminSite
    from django.http import HttpRequest

NEW_SECRET = "new_totp_secret"  # noqa: S105  the name of a place in the session


class CodeForm(forms.Form):
    code = forms.CharField(
        label="인증 앱의 여섯 자리 숫자",
        max_length=7,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}
        ),
    )


def ask_for_code(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Ask for the code; whoever has no app yet first sees the QR to set one up."""
    user = person(request)
    setting_up = not user.totp_secret
    if setting_up and NEW_SECRET not in request.session:
        request.session[NEW_SECRET] = one_time_codes.new_secret()
    secret = request.session[NEW_SECRET] if setting_up else user.totp_secret
    form = CodeForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        if opened(request, user, secret, form.cleaned_data["code"]):
            return HttpResponseRedirect(reverse("admin:index"))
        form.add_error("code", "숫자가 맞지 않습니다. 앱에 보이는 새 숫자를 넣어 주세요.")
    context: dict[str, Any] = {
        **site.each_context(request),
        "title": "두 번째 확인",
        "form": form,
        "secret": secret if setting_up else "",
    }
    return TemplateResponse(
        request, "admin/second_factor.html", context, status=422 if form.errors else 200
    )


def opened(request: HttpRequest, user: User, secret: str, code: str) -> bool:
    """Whether the code fits; each code once, and five wrong ones lock the account."""
    now = timezone.now()
    if not claim_try(user, now):
        request.session.flush()
        return False
    step = one_time_codes.matching_step(secret, code, now.timestamp(), user.totp_used_step)
    if step is None:
        if lock_when_spent(user, now):
            request.session.flush()
        return False
    fresh = User.objects.filter(pk=user.pk, totp_used_step__lt=step)
    if not fresh.update(
        totp_used_step=step, totp_secret=secret, failed_logins=0, locked_until=None
    ):
        return False
    request.session.pop(NEW_SECRET, None)
    request.session[SECOND_FACTOR] = user.pk
    return True


def set_up_qr(request: HttpRequest) -> HttpResponse:
    """The QR of the secret that this session is setting up, as SVG; nothing afterwards."""
    secret = request.session.get(NEW_SECRET)
    if not secret:
        return HttpResponse(status=404)
    qr = segno.make(one_time_codes.address(secret, person(request).username), micro=False)
    return HttpResponse(qr.svg_inline(scale=5), content_type="image/svg+xml")
