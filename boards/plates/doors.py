"""Changes of a plate, each with its line in the trail, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from boards import staff_names
from boards.models.trail import Line, record
from staff.models import Nameplate
from staff.nameplates import doors

if TYPE_CHECKING:
    from django.core.files.base import ContentFile

    from staff.models import User

TOLD = ("desk_id", "person_id", "name", "duty", "greeting", "started_on", "ended_on")


@dataclass(frozen=True)
class Wish:
    """What a plate's page asks for beside its words."""

    items: frozenset[str]
    consented_on: date | None
    photo: ContentFile | None = None
    drops_photo: bool = False


def words_of(plate: Nameplate | None) -> dict[str, Any]:
    """What the plate says, as the trail keeps it."""
    if plate is None:
        return {}
    return {name: _plain(getattr(plate, name)) for name in TOLD}


def untold(words: dict[str, Any]) -> dict[str, Any]:
    """The trail is kept for years: it tells that a name changed, not the name."""
    return {k: "***" if k == "name" and v else v for k, v in words.items()}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def change(
    plate: Nameplate, wish: Wish, by: User, at: datetime, before: dict[str, Any]
) -> Nameplate:
    """Save the plate, its consents and its photo. `before` is `words_of` the stored plate.

    An ended plate keeps no consent and so no photo: its person has left the desk
    (개인정보 보호법 21조: destroyed without delay once the purpose is reached).
    """
    kept = plate.photo.name
    try:
        return _change(plate, wish, by, at, before)
    except BaseException:
        fresh = plate.photo.name
        if fresh and fresh != kept:  # the rollback took the row, not the file
            plate.photo.storage.delete(fresh)
        raise


def _change(
    plate: Nameplate, wish: Wish, by: User, at: datetime, before: dict[str, Any]
) -> Nameplate:
    with transaction.atomic():
        plate.save()
        words = {k: v for k, v in words_of(plate).items() if before.get(k) != v}
        if words:
            action = "nameplate.changed" if before else "nameplate.made"
            _line(plate, action, by, at, untold({k: before.get(k) for k in words}), untold(words))
        _consents(plate, wish, by, at)
        _photo(plate, wish, by, at)
        office_id = plate.desk.office_id
        transaction.on_commit(lambda: staff_names.forget(office_id))
    return plate


def _consents(plate: Nameplate, wish: Wish, by: User, at: datetime) -> None:
    wanted: Iterable[str] = () if plate.ended_on and plate.ended_on <= at.date() else wish.items
    standing = set(plate.consents.standing().values_list("item", flat=True))
    for item in sorted(standing - set(wanted)):
        had_photo = bool(plate.photo)
        doors.withdraw_consent(plate, item, at)
        after = {"item": item, "photo_deleted": had_photo and not plate.photo}
        _line(plate, "consent.withdrawn", by, at, {}, after)
    for item in sorted(set(wanted) - standing):
        given_on = wish.consented_on or at.date()
        doors.give_consent(plate, item, given_on)
        _line(plate, "consent.given", by, at, {}, {"item": item, "on": given_on.isoformat()})


def _photo(plate: Nameplate, wish: Wish, by: User, at: datetime) -> None:
    if wish.photo is not None:
        doors.keep_photo(plate, wish.photo)
        _line(plate, "photo.kept", by, at, {}, {})
    elif wish.drops_photo and plate.photo:
        doors.remove_photo(plate)
        _line(plate, "photo.deleted", by, at, {}, {})


def record_look(plate: Nameplate, by: User, at: datetime, what: str, address: str) -> None:
    """A photo was opened or printed: who, when, from where, whose (안전성 확보조치 기준 8조)."""
    _line(plate, what, by, at, {}, {"from": address})


def _line(
    plate: Nameplate,
    action: str,
    by: User,
    at: datetime,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    record(
        Line(
            action=action,
            subject=f"nameplate:{plate.pk}",
            office_id=plate.desk.office_id,
            actor=by,
            before=before,
            after=after,
        ),
        at,
    )
