"""One door for each change of a plate's photo and consent.

The room of people knows no audit trail of notes; the caller records the line.
"""

from __future__ import annotations

from datetime import date, datetime

from django.core.files.base import ContentFile
from django.db import transaction

from staff.models import Consent, Nameplate


class ConsentNeeded(Exception):
    """A photo without a standing consent is not kept; the message says so."""


def give_consent(plate: Nameplate, item: str, given_on: date) -> bool:
    """Note a consent; False when it stood already."""
    _, new = Consent.objects.get_or_create(
        nameplate=plate, item=item, withdrawn_at=None, defaults={"given_on": given_on}
    )
    return new


def keep_photo(plate: Nameplate, fresh: ContentFile) -> None:
    """Keep a photo that `plate_photo` drew anew; the one before is deleted.

    Raises ConsentNeeded when the person agreed to no use of a photo.
    """
    if not plate.consents.standing().exists():
        raise ConsentNeeded(
            "사진은 본인이 동의한 뒤에 올릴 수 있습니다. 동의일을 먼저 적어 주세요."
        )
    before = plate.photo.name
    plate.photo.save(str(fresh.name), fresh, save=False)
    plate.save(update_fields=["photo"])
    if before:
        delete_when_committed(plate, before)


def withdraw_consent(plate: Nameplate, item: str, now: datetime) -> bool:
    """End a consent at once; with the last one the photo's file is deleted too.

    개인정보 보호법 37조: processing stops without delay. False when none stood.
    """
    with transaction.atomic():
        ended = plate.consents.standing().filter(item=item).update(withdrawn_at=now)
        if not plate.consents.standing().exists():
            remove_photo(plate)
    return bool(ended)


def remove_photo(plate: Nameplate) -> None:
    """Delete the photo's file and the plate's link to it."""
    before = plate.photo.name
    if before:
        plate.photo = ""
        plate.save(update_fields=["photo"])
        delete_when_committed(plate, before)


def delete_when_committed(plate: Nameplate, name: str) -> None:
    """A file goes only when the change stands, so that a rollback keeps its photo."""
    storage = plate._meta.get_field("photo").storage
    transaction.on_commit(lambda: storage.delete(name))
