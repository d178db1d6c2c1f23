"""Limits that hold across processes and that no forged header resets."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest

from boards.models.allowance import Allowance


@dataclass(frozen=True)
class Limit:
    """At most `most` times in each `window`, counted under `name`."""

    name: str
    most: int
    window: timedelta

    def opened_at(self, now: datetime) -> datetime:
        """When the window around `now` opened (windows are aligned to the epoch)."""
        seconds = int(self.window.total_seconds())
        return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, UTC)

    def retry_after(self, now: datetime) -> int:
        """Seconds until the next window opens; at least 1."""
        return max(1, int((self.opened_at(now) + self.window - now).total_seconds()) + 1)


def keyed(limit: Limit, who: str, now: datetime) -> str:
    """A hash of `who` that cannot be linked across days or read back without the key."""
    message = f"{limit.name}|{who}|{now.astimezone(UTC):%Y-%m-%d}"
    return hmac.new(settings.SECRET_KEY.encode(), message.encode(), hashlib.sha256).hexdigest()


def use(limit: Limit, who: str, now: datetime) -> bool:
    """Count one use; False when the limit was already reached."""
    key, window = keyed(limit, who, now), limit.opened_at(now)
    with transaction.atomic():
        Allowance.objects.bulk_create([Allowance(key=key, window=window)], ignore_conflicts=True)
        return bool(
            Allowance.objects.filter(key=key, window=window, used__lt=limit.most).update(
                used=F("used") + 1
            )
        )


def is_free(limit: Limit, who: str, now: datetime) -> bool:
    """Whether one more use would be counted; counts nothing. One query."""
    spent = Allowance.objects.filter(
        key=keyed(limit, who, now), window=limit.opened_at(now), used__gte=limit.most
    )
    return not spent.exists()


def network_of(address: str) -> str:
    """Whom to count an address as: of IPv6 one subscriber has a whole /64 to choose from."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped or ipaddress.ip_network(f"{parsed}/64", strict=False))
    return address


def sweep(now: datetime) -> int:
    """Forget windows older than a day; returns how many."""
    return Allowance.objects.filter(window__lt=now - timedelta(days=1)).delete()[0]


def is_trusted_proxy(address: str) -> bool:
    """Whether `address` is one of settings.TRUSTED_PROXIES (addresses or networks)."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(
        parsed in ipaddress.ip_network(net, strict=False) for net in settings.TRUSTED_PROXIES
    )


def client_address(request: HttpRequest) -> str:
    """The nearest address that is no proxy of ours; X-Forwarded-For of others is ignored."""
    address = bare(request.META.get("REMOTE_ADDR", ""))
    chain = [bare(part) for part in request.headers.get("X-Forwarded-For", "").split(",")]
    while chain and is_trusted_proxy(address):
        address = chain.pop() or address
    return address


def bare(written: str) -> str:
    """An address without its port and brackets; IPv4 inside IPv6 as IPv4."""
    text = written.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        parsed = ipaddress.ip_address(text)
    except ValueError:
        return text
    return str(getattr(parsed, "ipv4_mapped", None) or parsed)
