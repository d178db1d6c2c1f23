"""Who takes back the consent to be thanked by name is named nowhere, in no spelling."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from boards import staff_names
from boards.models import Note
from boards.receipts import shown
from boards.weekly.words import without_persons
from staff.models import Consent, Nameplate
from staff.nameplates.doors import give_consent, withdraw_consent
from tests.cast import Cast, Tablet

NAME = "성춘향"
SPELT = ["성춘향 주무관", "성 춘 향 주무관", "성.춘.향 주무관", "성❤춘❤향님", "춘향 주무관"]


@pytest.mark.django_db
@pytest.mark.parametrize("called", SPELT)
def test_a_withdrawn_name_leaves_wall_tablet_and_receipt(
    cast: Cast, tablet: Tablet, called: str
) -> None:
    cast.board.wall_is_open = True
    cast.board.save()
    plate = Nameplate.objects.create(desk=cast.desk, name=NAME)
    item = Consent.Item.THANKS
    give_consent(plate, item, timezone.localdate())
    staff_names.forget(cast.office.pk)
    tablet.put(tablet.note(text=f"{called} 친절해서 고맙습니다"))
    note = Note.objects.get()
    assert called in note.public_text, "with the consent it stands as it was written"
    withdraw_consent(plate, item, timezone.now())
    pages = [
        Client().get(f"/n/{shown(note.receipt_code)}/").content.decode(),
        str(tablet.call("GET", "/kiosk/wall.json").json()),
        Client().get(f"/wall/{cast.board.slug}/notes").content.decode(),
    ]
    for body in pages:
        assert "친절해서 고맙습니다" in body
        assert called not in body
        assert "**" in body


@pytest.mark.parametrize("called", [*SPELT, "Seong Chunhyang"])
def test_who_trains_reads_no_name_in_any_spelling(called: str) -> None:
    assert without_persons(f"{called} 참 좋아요", [NAME]).startswith("○○○")
