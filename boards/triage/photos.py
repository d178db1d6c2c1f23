"""Doors of the photos of an answer: kept, removed, looked at, each with a line.

They spend no version of the complaint: a photo never takes the place of another, so that two
clerks can't overwrite each other, and a large upload is not lost to somebody's small change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from boards.models import AnswerPhoto, State
from boards.triage.beside import noting

if TYPE_CHECKING:
    from uuid import UUID

    from django.core.files.base import ContentFile

    from boards.triage.changing import Hand


def keep_photo(pk: int, hand: Hand, *, moment: str, fresh: ContentFile) -> AnswerPhoto:
    """Keep a photo that `place_photo` drew anew, as the one before or the one after.

    Raises ValidationError when there is one of that moment, or when the complaint was closed
    without handling: nothing was put right there.
    """
    photo = AnswerPhoto(moment=moment, by=hand.by, at=hand.at)
    try:
        with noting(pk, hand, "photo_kept", versioned=False) as opening:
            complaint = opening.complaint
            if complaint.state == State.CLOSED:
                raise ValidationError("종결한 민원에는 사진을 붙일 수 없습니다.")
            if moment not in AnswerPhoto.Moment.values:
                raise ValidationError({"moment": "고치기 전인지 고친 뒤인지 골라 주세요."})
            if complaint.photos.filter(moment=moment).exists():
                label = AnswerPhoto.Moment(moment).label
                raise ValidationError(
                    {"moment": f"'{label}' 사진이 이미 있습니다. 그 사진을 먼저 지워 주세요."}
                )
            photo.complaint = complaint
            photo.file.save("", fresh, save=False)
            photo.save(force_insert=True)
            opening.after = {"photo": str(photo.pk), "moment": moment}
    except BaseException:
        if photo.file:  # the rollback took the row, not the file
            photo.file.storage.delete(str(photo.file.name))
        raise
    return photo


def remove_photo(pk: int, hand: Hand, *, photo: UUID) -> None:
    """Delete a photo and its file. ValidationError when it is gone already."""
    with noting(pk, hand, "photo_removed", versioned=False) as opening:
        row = opening.complaint.photos.filter(pk=photo).first()
        if row is None:
            raise ValidationError("그 사진은 이미 지워졌습니다.")
        opening.before = {"photo": str(row.pk), "moment": row.moment}
        storage, name = row.file.storage, str(row.file.name)
        row.delete()
        # Only when the change stands: a rollback keeps its file.
        transaction.on_commit(lambda: storage.delete(name))


def record_look(photo: AnswerPhoto, hand: Hand, *, address: str) -> None:
    """Who looked at a photo inside the house, when and from where (안전성 확보조치 기준 8조)."""
    with noting(photo.complaint_id, hand, "photo_opened", versioned=False) as opening:
        opening.after = {"photo": str(photo.pk), "from": address}
