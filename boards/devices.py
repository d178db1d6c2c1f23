"""The credential of a paired tablet or wall screen."""

from __future__ import annotations

import hashlib
import secrets

from django.http import HttpRequest, HttpResponse

from boards.models.board import Device

SECURE_COOKIE = "__Host-board-device"
PLAIN_COOKIE = "board-device"  # plain http on localhost: browsers refuse __Host- there
COOKIE_AGE = 400 * 24 * 3600  # the longest that browsers keep a cookie; renewed by the heartbeat


def hashed(secret: str) -> str:
    """SHA-256 of a random secret of at least 128 bits; no salt is needed at that length."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def new_credential() -> str:
    return secrets.token_urlsafe(32)


def cookie_name(request: HttpRequest) -> str:
    return SECURE_COOKIE if request.is_secure() else PLAIN_COOKIE


def credential_hash(request: HttpRequest) -> str | None:
    """The hash of the credential that came with a request, or None."""
    credential = request.COOKIES.get(cookie_name(request), "")
    return hashed(credential) if credential else None


def paired_device(request: HttpRequest) -> Device | None:
    """The device behind a request with its board and office, or None; one query."""
    digest = credential_hash(request)
    if digest is None:
        return None
    return (
        Device.objects.paired()
        .filter(credential_hash=digest)
        .select_related("board__office")
        .first()
    )


def device_before(request: HttpRequest) -> Device | None:
    """The device that this browser was until now, its pairing revoked or not."""
    digest = credential_hash(request)
    return Device.objects.filter(credential_hash=digest).first() if digest else None


def renew_credential(request: HttpRequest, response: HttpResponse) -> None:
    """The same credential for as long again."""
    if credential := request.COOKIES.get(cookie_name(request)):
        set_credential(request, response, credential)


def set_credential(request: HttpRequest, response: HttpResponse, credential: str) -> None:
    """Hand the credential to the browser: sent to us only, unreadable by scripts."""
    response.set_cookie(
        cookie_name(request),
        credential,
        max_age=COOKIE_AGE,
        path="/",
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )
