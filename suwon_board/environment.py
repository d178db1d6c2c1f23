"""Reads environment variables; whatever can't be meant ends in one sentence that names it."""

from __future__ import annotations

import ipaddress
import os
import re
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off"}
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LEAST_KEY = 50  # characters; Django's own check asks for the same
DATABASES = ("postgres", "postgresql", "sqlite")


def env_bool(name: str, default: bool) -> bool:
    """1, true, yes, on or 0, false, no, off; a typing error must not switch security off."""
    value = os.environ.get(name, "").strip().lower()
    if value not in YES | NO | {""}:
        raise ImproperlyConfigured(f"{name}은(는) 1이나 0이어야 합니다.")
    return value in YES if value else default


def env_list(name: str, default: str = "") -> list[str]:
    """A comma-separated variable; empty items are dropped."""
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def env_number(name: str, default: int, least: int, most: int) -> int:
    """A whole number between two bounds, both allowed."""
    text = os.environ.get(name, "").strip() or str(default)
    number = int(text) if re.fullmatch(r"[0-9]{1,9}", text) else -1
    if not least <= number <= most:
        raise ImproperlyConfigured(f"{name}은(는) {least}~{most} 사이의 수여야 합니다.")
    return number


def env_level(name: str, default: str) -> str:
    """A level of the log."""
    level = os.environ.get(name, "").strip().upper() or default
    if level not in LOG_LEVELS:
        raise ImproperlyConfigured(f"{name}은(는) {', '.join(LOG_LEVELS)} 가운데 하나여야 합니다.")
    return level


def env_networks(name: str) -> list[str]:
    """Addresses and networks, comma-separated."""
    networks = env_list(name)
    for network in networks:
        try:
            ipaddress.ip_network(network, strict=False)
        except ValueError:
            raise ImproperlyConfigured(
                f"{name}은(는) 주소나 대역이어야 합니다(예: 10.0.0.5,10.1.0.0/16)."
            ) from None
    return networks


def env_origins(name: str, default: str = "") -> list[str]:
    """Addresses of the kind https://board.example.kr, comma-separated, without a final slash."""
    origins = [origin.rstrip("/") for origin in env_list(name, default)]
    for origin in origins:
        parts = urlsplit(origin)
        is_bare = not (parts.path or parts.query or parts.fragment)
        if parts.scheme not in {"http", "https"} or not parts.netloc or not is_bare:
            raise ImproperlyConfigured(
                f"{name}은(는) https://로 시작하는 주소여야 합니다(예: https://board.example.kr)."
            )
    return origins


def env_key(name: str) -> str:
    """A secret that is long enough; empty when there is none."""
    key = os.environ.get(name, "")
    if key and len(key) < LEAST_KEY:
        raise ImproperlyConfigured(f"{name}은(는) {LEAST_KEY}자 이상의 임의 문자열이어야 합니다.")
    return key


def env_database(name: str, default: str) -> Any:
    """Django's settings of a database; what is told never repeats the address and its password."""
    url = os.environ.get(name, "").strip() or default
    try:
        if url.partition(":")[0] not in DATABASES:
            raise ValueError("another kind of database")
        found = dj_database_url.parse(url, conn_max_age=None, conn_health_checks=True)
        if not found["NAME"]:
            raise ValueError("no name")
    except ValueError:
        raise ImproperlyConfigured(
            f"{name}을(를) 읽을 수 없습니다. postgres://사용자:비밀번호@호스트/이름처럼 써 주세요."
        ) from None
    return found
