"""Names of an office's own staff, for masking: read seldom, kept a short while."""

from __future__ import annotations

import time
from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from boards.screening.findings import Finding, replaced, without_overlaps
from boards.screening.given_names import GIVEN_NAMES
from boards.screening.names import GIVEN, SURNAMES
from boards.screening.names_not import NO_NAMES
from boards.screening.patterns import late
from boards.screening.staff_in_text import staff_spans
from staff.models import Consent, Nameplate, User

KEPT_SECONDS = 30.0
_FULL_NAME = late(f"[{SURNAMES}][가-힣]{{2}}")
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


def names_not_agreed(office_id: int) -> tuple[str, ...]:
    """Names on plates of the office, of today or of before, whose person agrees to no thanks by
    name now; one query, read anew each time, for a withdrawal holds at once."""
    consents = Consent.objects.standing().filter(nameplate=OuterRef("pk"), item=Consent.Item.THANKS)
    plates = Nameplate.objects.filter(desk__office=office_id).annotate(agrees=Exists(consents))
    rows = list(plates.values_list("name", "agrees"))
    agreed = {name for name, agrees in rows if agrees}
    return tuple(sorted({name for name, _ in rows} - agreed))


def names_of_house(office_id: int) -> frozenset[str]:
    """Names of whoever may have a hand in the office's work: on plates of today or of before, and
    of accounts of the office. Read anew each time: what staff tell the public is checked with it.
    """
    plates = Nameplate.objects.filter(desk__office=office_id).values_list("name", flat=True)
    accounts = User.objects.filter(office=office_id).values_list("name", flat=True)
    # '홍길동(시연)'; an account may be called after its work ('민원 담당자'), too.
    called = {account.partition("(")[0].strip() for account in accounts}
    return frozenset({*plates, *filter(_is_a_persons, called)})


def _is_a_persons(name: str) -> bool:
    if not _FULL_NAME.fullmatch(name):
        return False
    return name[1:] in GIVEN_NAMES or (name not in NO_NAMES and GIVEN.issuperset(name[1:]))


def without_names(text: str, names: Iterable[str]) -> str:
    """A public text with these names masked, however they are spelt: in praise they stood while
    their persons agreed."""
    return replaced(text, named(text, names))


def named(text: str, names: Iterable[str]) -> tuple[Finding, ...]:
    """Where these names stand in a text, in any spelling that screening knows."""
    spans = staff_spans(text, frozenset(names))
    return without_overlaps(Finding("person_name", *span) for span in spans)
