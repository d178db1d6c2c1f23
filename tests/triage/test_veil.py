"""Personal data, abuse and accusations are read by a recorded look only, the same on every page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from boards.handles import handle_of
from boards.models import Note, Opinion, Side, TrailEntry
from boards.screening.engine import screen
from boards.triage.abuse_record import openings
from boards.triage.advice import kin
from staff.models import Office
from tests.cast import Cast
from tests.triage.helpers import LATER, make_note

PHONE = "010-2345-6789"
TEXT = f"번호표 기계가 멈췄어요 {PHONE}로 연락 주세요"
ACCUSING = "3번 창구 직원이 반말을 했어요"


@pytest.fixture(autouse=True)
def at_eleven() -> Iterator[None]:
    with time_machine.travel(LATER, tick=False):
        yield


def screened(office: Office, text: str = TEXT, **values: object) -> Note:
    """A note as the intake stores it, with its findings."""
    side = str(values.get("side", Side.REGRET))
    found = screen(text, side=side)
    return make_note(
        office,
        found.text,
        findings=[finding.as_dict() for finding in found.findings],
        is_abusive=found.abusive,
        accuses_person=found.accuses_person,
        public_text=found.public_text,
        **values,
    )


def pages(note: Note) -> list[str]:
    """Every page of staff that shows a note."""
    return [
        f"/admin/boards/complaint/{note.complaint_id}/change/",
        "/admin/boards/complaint/sort/",
        "/admin/boards/complaint/",
        "/admin/boards/complaint/?q=기계가",
        "/admin/boards/note/",
        "/admin/boards/note/?held=yes",
        "/admin/boards/note/?q=기계가",
    ]


def test_personal_data_is_masked_on_every_page_until_it_is_opened(
    cast: Cast, client: Client
) -> None:
    note = screened(cast.office)
    client.force_login(cast.clerk)
    for address in pages(note):
        body = client.get(address).content.decode()
        assert "010-****-6789" in body, address
        assert PHONE not in body and "2345" not in body, address
    assert not TrailEntry.objects.exists()


@pytest.mark.parametrize("where", ["page", "sort", "list"])
def test_one_touch_opens_the_original_and_leaves_one_line(
    cast: Cast, client: Client, where: str
) -> None:
    note = screened(cast.office)
    client.force_login(cast.clerk)
    addresses = {
        "page": (f"/admin/boards/complaint/{note.complaint_id}/do/open/", {}),
        "sort": ("/admin/boards/complaint/sort/", {"choice": "open", "pk": note.complaint_id}),
        "list": (f"/admin/boards/note/{handle_of(note.pk)}/open/", {}),
    }
    address, values = addresses[where]
    shown = {
        "page": f"/admin/boards/complaint/{note.complaint_id}/change/",
        "sort": "/admin/boards/complaint/sort/",
        "list": "/admin/boards/note/",
    }[where]
    assert "열기" in client.get(shown).content.decode()
    assert PHONE in client.post(address, values, REMOTE_ADDR="192.0.2.7").content.decode()
    line = TrailEntry.objects.get()
    assert (line.actor, line.office, line.at, line.after) == (
        cast.clerk,
        cast.office,
        LATER,
        {"from": "192.0.2.7"},
    )
    assert PHONE not in client.get(shown).content.decode()


def test_a_get_opens_nothing(cast: Cast, client: Client) -> None:
    note = screened(cast.office)
    client.force_login(cast.clerk)
    assert client.get(f"/admin/boards/note/{handle_of(note.pk)}/open/").status_code == 403
    client.get(f"/admin/boards/complaint/{note.complaint_id}/do/open/")
    assert not TrailEntry.objects.exists()


def test_an_accusing_note_is_the_leaders_behind_a_recorded_look(cast: Cast, client: Client) -> None:
    note = screened(cast.office, ACCUSING)
    assert note.accuses_person
    client.force_login(cast.clerk)
    opener = f"/admin/boards/note/{handle_of(note.pk)}/open/"
    assert client.post(opener).status_code == 404
    client.force_login(cast.manager)
    for address in pages(note):
        assert "반말" not in client.get(address).content.decode(), address
    assert "반말" in client.post(opener).content.decode()
    subject = f"note:{note.pk}"
    assert [line.actor for line in TrailEntry.objects.of(subject)] == [cast.manager]
    assert openings({subject}, [cast.office])[subject]


def test_praise_with_a_number_is_opened_from_the_list(cast: Cast, client: Client) -> None:
    note = screened(cast.office, f"고맙습니다 {PHONE}", side=Side.GOOD)
    client.force_login(cast.clerk)
    assert PHONE not in client.get("/admin/boards/note/").content.decode()
    opened = client.post(f"/admin/boards/note/{handle_of(note.pk)}/open/")
    assert PHONE in opened.content.decode()
    assert "no-store" in opened["Cache-Control"]


def test_a_search_does_not_spell_out_a_number(cast: Cast, client: Client) -> None:
    note = screened(cast.office)
    client.force_login(cast.clerk)
    for list_of in ("note", "complaint"):
        found = client.get(f"/admin/boards/{list_of}/", {"q": "2345"}).content.decode()
        assert "기계가" not in found
        assert "기계가" in client.get(f"/admin/boards/{list_of}/", {"q": "기계"}).content.decode()
    assert note.findings


def test_kin_are_told_with_their_numbers_masked(cast: Cast) -> None:
    one, other = screened(cast.office), screened(cast.office)
    readable = type(one.complaint).objects.visible_to(cast.clerk).exclude(pk=one.complaint_id)
    found = kin([one], readable, cast.office)
    assert [each.complaint for each in found] == [other.complaint]
    assert PHONE not in found[0].text and PHONE not in found[0].reason


def test_an_opinion_is_masked_as_a_note_is(cast: Cast, client: Client) -> None:
    note = screened(cast.office, "번호표가 안 나와요")
    found = screen(f"아직도 그대로예요 {PHONE}", side=Side.REGRET)
    Opinion.objects.create(
        complaint=note.complaint,
        answer_at=LATER,
        helped=False,
        reason=found.text,
        findings=[finding.as_dict() for finding in found.findings],
        at=LATER,
        decision="waiting",
    )
    client.force_login(cast.clerk)
    address = f"/admin/boards/complaint/{note.complaint_id}/change/"
    assert PHONE not in client.get(address).content.decode()
    opened = client.post(f"/admin/boards/complaint/{note.complaint_id}/do/open/", {"version": 1})
    assert PHONE in opened.content.decode()
