"""One-time codes by time (RFC 6238: SHA-1, 30 s, six digits), as authenticator apps make them."""

from __future__ import annotations

import base64
import hmac
import secrets
import struct
from urllib.parse import quote, urlencode

STEP = 30  # seconds
DIGITS = 6
LEEWAY = 1  # steps that a clock may be off


def new_secret() -> str:
    """160 bits in base 32, as RFC 4226 asks."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def code_at(secret: str, step: int) -> str:
    """The code of one step."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", step), "sha1")
    offset = digest[-1] & 0xF
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def matching_step(secret: str, code: str, now: float, used: int = 0) -> int | None:
    """The step that a code belongs to, within the leeway and after `used`; None when it is wrong.

    Keep the answer as the next `used`: a code opens the door once.
    """
    current = int(now) // STEP
    typed = "".join(code.split())
    for step in range(current - LEEWAY, current + LEEWAY + 1):
        if step > used and hmac.compare_digest(code_at(secret, step).encode(), typed.encode()):
            return step
    return None


def address(secret: str, username: str) -> str:
    """What the QR of the set-up page says to an authenticator app."""
    label = quote(f"수원시 칭찬게시판:{username}")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': '수원시 칭찬게시판'})}"
