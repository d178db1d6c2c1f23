"""Names of an office's own staff, for masking: read seldom, kept a short while."""

from __future__ import annotations

import time

from staff.models import Consent, Nameplate

KEPT_SECONDS = 30.0
_kept: dict[int, tuple[float, frozenset[str], frozenset[str]]] = {}


def _names(office_id: int) -> tuple[frozenset[str], frozenset[str]]:
    """All names and those who agreed to be thanked by name; one query in KEPT_SECONDS."""
    kept = _kept.get(office_id)
    if kept and kept[0] > time.monotonic():
        return kept[1], kept[2]
    agreed = Nameplate.objects.with_consent(Consent.Item.THANKS).values("pk")
    plates = Nameplate.objects.current().filter(desk__office=office_id)
    names = dict.fromkeys(plates.values_list("name", flat=True))
    thanked = plates.filter(pk__in=agreed).values_list("name", flat=True)
    fresh = (time.monotonic() + KEPT_SECONDS, frozenset(names), frozenset(thanked))
    _kept[office_id] = fresh
    return fresh[1], fresh[2]


def names_of_staff(office_id: int) -> frozenset[str]:
    return _names(office_id)[0]


def agreed_names(office_id: int) -> frozenset[str]:
    """Names that may stay in praise."""
    return _names(office_id)[1]


def forget(office_id: int) -> None:
    """Read anew at the next note: after a change of plates or of a consent."""
    _kept.pop(office_id, None)
