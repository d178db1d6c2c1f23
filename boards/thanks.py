"""The doors of staff's thanks under a praise, and how they are signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from boards.models import Note, Side, Thanks
from boards.models.thanks import THANKS_LIMIT
from boards.models.trail import Line, record
from boards.screening.engine import screen
from boards.screening.hygiene import UnfitText, clean_text
from boards.staff_names import names_of_house
from staff.models import Consent, Nameplate

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from staff.models import User


@dataclass(frozen=True)
class Said:
    """Thanks as the public reads them; empty without any."""

    text: str = ""
    signature: str = ""


def own_plates(person: User, office_id: int) -> QuerySet[Nameplate]:
    """The plates by whose name this person may sign at an office: the own, by standing consent."""
    plates = Nameplate.objects.current().with_consent(Consent.Item.THANKS)
    return plates.filter(person=person, desk__office=office_id)


def thank(note: Note, by: User, at: datetime, text: str, plate: Nameplate | None = None) -> Thanks:
    """Put one sentence under a praise, in place of one that stood there before.

    ValidationError for a regret, for a text with a name, a number or an insult in it, and for a
    plate that is not the person's own or without consent to thanks by name.
    """
    if note.side != Side.GOOD:
        raise ValidationError("칭찬에만 고마움을 전할 수 있습니다. 아쉬운 점에는 답변해 주세요.")
    if plate is not None and not own_plates(by, note.office_id).filter(pk=plate.pk).exists():
        raise ValidationError({"plate": "본인이 동의한 본인의 명패로만 이름을 밝힐 수 있습니다."})
    sentence = checked(text, note.office_id)
    with transaction.atomic():
        locked = Note.objects.select_for_update(of=("self",)).get(pk=note.pk)
        before = Thanks.objects.filter(note=locked).first()
        values = {"text": sentence, "plate": plate, "by": by, "at": at, "taken_back_at": None}
        thanks, _ = Thanks.objects.update_or_create(note=locked, defaults=values)
        _line(locked, "note.thanked", by, at, before, thanks)
    return thanks


def take_back(note: Note, by: User, at: datetime) -> None:
    """Show the thanks no more; nothing is deleted. ValidationError when none stand."""
    with transaction.atomic():
        locked = Note.objects.select_for_update(of=("self",)).get(pk=note.pk)
        thanks = Thanks.objects.filter(note=locked, taken_back_at__isnull=True).first()
        if thanks is None:
            raise ValidationError("거둘 고마움의 말이 없습니다.")
        thanks.taken_back_at = at
        thanks.save(update_fields=["taken_back_at"])
        _line(locked, "note.thanks_taken_back", by, at, thanks, None)


def checked(text: str, office_id: int) -> str:
    """The sentence as it may be shown. ValidationError with what to leave out."""
    try:
        sentence = clean_text(" ".join(text.split()), THANKS_LIMIT)
    except UnfitText as unfit:
        raise ValidationError({"text": str(unfit)}) from None
    if not sentence:
        raise ValidationError({"text": "고마움의 말을 한 문장으로 적어 주세요."})
    names = names_of_house(office_id)
    found = screen(sentence, side=Side.REGRET, staff_names=names)
    named = [name for name in sorted(names) if name in sentence]
    told = [f"‘{name}’: 사람 이름으로 보입니다." for name in named] or list(found.reasons)
    if told or found.public != "show":
        raise ValidationError({"text": [*told, "이름이나 번호는 빼고 적어 주세요."]})
    return sentence


def said_under(note: Note) -> Said:
    """What stands under a note: the note must come with its thanks and their plate."""
    thanks: Thanks | None = getattr(note, "thanks", None)
    if thanks is None or thanks.taken_back_at is not None:
        return Said()
    return Said(thanks.text, signature_of(thanks, note.office.name))


def signature_of(thanks: Thanks, office: str) -> str:
    """The person's name while the consent stands and the plate is on its desk, else the office."""
    plate = thanks.plate
    if plate is not None and plate.ended_on is None:
        if plate.consents.standing().filter(item=Consent.Item.THANKS).exists():
            return f"{plate.name} 드림"
    return f"{office} 드림"


def _line(
    note: Note, action: str, by: User, at: datetime, before: Thanks | None, after: Thanks | None
) -> None:
    record(
        Line(
            action=action,
            subject=f"note:{note.pk}",
            office_id=note.office_id,
            actor=by,
            before=_told(before),
            after=_told(after),
        ),
        at,
    )


def _told(thanks: Thanks | None) -> dict[str, object] | None:
    """The trail keeps the sentence, and of a name only that there was one."""
    if thanks is None:
        return None
    return {"thanks": thanks.text, "by_name": thanks.plate_id is not None}
