"""A note that the server refuses is set aside, handed over, and decided by a person."""

from __future__ import annotations

import hashlib
import json
import uuid
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from boards.handles import handle_of
from boards.kiosk.content import canonical
from boards.models import Complaint, Note, RefusedNote, TrailEntry
from boards.receipts import receipt_code, shown
from staff.models import Nameplate
from tests.cast import Cast, Tablet

REASON = "이 기관에 없는 창구입니다. 창구를 다시 골라 주세요."


def handed_over(tablet: Tablet, body: str, note_id: uuid.UUID | None = None) -> HttpResponse:
    path = f"/kiosk/aside/{note_id or uuid.uuid4()}"
    return tablet.call("PUT", path, {"body": body, "reason": REASON})


def as_body(values: dict[str, Any]) -> str:
    return canonical(values).decode()


def page_of(refused: RefusedNote) -> str:
    return f"/admin/boards/refusednote/{handle_of(refused.pk)}/"


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def refused(tablet: Tablet) -> RefusedNote:
    """A regret about a desk that is gone."""
    body = as_body(tablet.note(side="regret", text="번호표 기계가 멈췄어요", desk="gone1234"))
    assert tablet.put(body.encode()).status_code == 400
    assert handed_over(tablet, body).status_code == 201
    return RefusedNote.objects.get()


def test_a_note_that_had_arrived_is_not_handed_over_for_a_second_one(tablet: Tablet) -> None:
    note_id, body = uuid.uuid4(), as_body(tablet.note(side="regret"))
    tablet.put(body.encode(), note_id)
    answer = handed_over(tablet, body, note_id)
    assert answer.status_code == 201, "the tablet may forget it"
    assert not RefusedNote.objects.exists()
    other = as_body(tablet.note(side="regret", text="다른 글"))
    assert handed_over(tablet, other, note_id).status_code == 201
    assert RefusedNote.objects.count() == 1, "other words under its id are for a person to read"


@pytest.mark.parametrize("number", [900101.1234567, 9001011234567.5, 9.001011234567e12])
def test_a_resident_number_with_a_point_is_cut(tablet: Tablet, number: float) -> None:
    body = json.dumps({**tablet.note(desk="gone1234"), "sequence": number})
    assert handed_over(tablet, body).status_code == 201
    kept = RefusedNote.objects.get().content
    assert "1234567" not in kept


def test_the_echo_proves_what_is_kept(tablet: Tablet) -> None:
    note_id, body = uuid.uuid4(), as_body(tablet.note(desk="gone1234"))
    answer = handed_over(tablet, body, note_id)
    assert answer.json() == {
        "id": str(note_id),
        "digest": hashlib.sha256(body.encode()).hexdigest(),
    }
    kept = RefusedNote.objects.get()
    assert (kept.pk, kept.reason, kept.office) == (note_id, REASON, tablet.device.board.office)
    assert json.loads(kept.content)["text"] == "설명이 쉬워서 좋았어요"


def test_handing_over_twice_keeps_it_once(tablet: Tablet) -> None:
    note_id, body = uuid.uuid4(), as_body(tablet.note())
    assert handed_over(tablet, body, note_id).json() == handed_over(tablet, body, note_id).json()
    assert RefusedNote.objects.count() == 1
    assert TrailEntry.objects.of(f"refused:{note_id}").count() == 1


def test_other_content_under_a_known_id_overwrites_nothing(tablet: Tablet) -> None:
    note_id = uuid.uuid4()
    handed_over(tablet, as_body(tablet.note(text="처음")), note_id)
    assert handed_over(tablet, as_body(tablet.note(text="나중")), note_id).status_code == 409
    assert "처음" in RefusedNote.objects.get().content


def test_no_resident_number_is_kept_wherever_it_stands(tablet: Tablet) -> None:
    body = json.dumps(
        {
            "text": "x",
            "category": "922222-1234567 911111-1234567",
            "more": {"x": ["911111-1234567", 9111111234567], "911111-1234567": 1},
            "written_at": "2026-11-26T10:00:00.000Z",
            "replaces": ["91111112-3456-4789-8123-456789012345"],
        }
    )
    note_id = uuid.uuid4()
    wanted = {"body": body, "reason": "933333-1234567 911111-1234567"}
    assert tablet.call("PUT", f"/kiosk/aside/{note_id}", wanted).status_code == 201
    kept = RefusedNote.objects.get()
    line = TrailEntry.objects.of(f"refused:{note_id}").get()
    for words in (kept.content, kept.reason, str(line.after)):
        assert "911111" not in words.replace("91111112-3456", "")
    values = json.loads(kept.content)
    assert values["written_at"] == "2026-11-26T10:00:00.000Z"
    assert values["replaces"] == ["91111112-3456-4789-8123-456789012345"]


@pytest.mark.parametrize("depth", [15, 17, 500, 900, 5000])
def test_a_body_nested_without_end_is_kept_too(tablet: Tablet, depth: int) -> None:
    body = f'{{"text":"x 911111-1234567","more":{"[" * depth}1{"]" * depth}}}'
    assert handed_over(tablet, body).status_code == 201
    kept = RefusedNote.objects.get().content
    assert "911111" not in kept
    assert kept.count("[") == depth + 1, "all of it, and the mark of what was cut"


@pytest.mark.parametrize("body", ["900101-1234567", '{"text":"900101-1234567 입니다"}', "[1]", ""])
def test_whatever_it_is_it_is_kept_without_resident_numbers(tablet: Tablet, body: str) -> None:
    assert handed_over(tablet, body).status_code == 201
    assert "1234567" not in RefusedNote.objects.get().content


def test_nul_and_half_characters_break_nothing(tablet: Tablet) -> None:
    assert handed_over(tablet, '{"text":"가\\u0000나"} \x00 \ud800').status_code == 201
    assert "\x00" not in RefusedNote.objects.get().content


@pytest.mark.parametrize("values", [{}, {"body": 3, "reason": ""}, {"body": "x"}, [], 7])
def test_a_strange_hand_over_gets_a_sentence(tablet: Tablet, values: Any) -> None:
    answer = tablet.call("PUT", f"/kiosk/aside/{uuid.uuid4()}", values)
    assert answer.status_code == 400
    assert not RefusedNote.objects.exists()


def test_only_a_paired_tablet_hands_over(tablet: Tablet, cast: Cast) -> None:
    stranger = Tablet(cast.board)
    stranger.client.cookies.clear()
    assert handed_over(stranger, "{}").status_code == 401
    assert handed_over(Tablet(cast.board, "wall"), "{}").status_code == 403
    plain = tablet.client.put(f"/kiosk/aside/{uuid.uuid4()}", "{}", content_type="application/json")
    assert plain.status_code == 403


def test_a_note_of_another_pairing_goes_to_the_office_that_it_names(
    tablet: Tablet, cast: Cast
) -> None:
    elsewhere = Tablet(cast.other_board)
    handed_over(tablet, as_body(tablet.note(device=elsewhere.device.pk)))
    assert RefusedNote.objects.get().office == cast.other_office


def test_staff_of_the_office_see_it_on_their_desk_and_others_do_not(
    refused: RefusedNote, cast: Cast
) -> None:
    desk = client_of(cast.clerk).get("/admin/").content.decode()
    assert "받지 못한 쪽지" in desk
    assert client_of(cast.clerk).get("/admin/badges.json").json()["refused"] == "1"
    assert "번호표 기계" in client_of(cast.clerk).get(page_of(refused)).content.decode()
    for user in (cast.outsider, cast.trainer, cast.administrator):
        assert client_of(user).get(page_of(refused)).status_code in (403, 404)
        listed = client_of(user).get("/admin/boards/refusednote/")
        assert "번호표 기계" not in listed.content.decode()
    assert "refused" not in client_of(cast.outsider).get("/admin/badges.json").json()


def test_a_clerk_takes_it_and_the_visitors_receipt_code_opens_it(
    refused: RefusedNote, cast: Cast
) -> None:
    clerk = client_of(cast.clerk)
    form = {
        "do": "take",
        "side": "regret",
        "category": "machines",
        "text": "번호표 기계가 멈췄어요",
    }
    answer = clerk.post(page_of(refused), {**form, "desk": cast.desk.pk}, follow=True)
    assert shown(receipt_code(refused.pk)) in answer.content.decode()
    note = Note.objects.get()
    assert (note.pk, note.received_at, note.desk) == (refused.pk, refused.handed_at, cast.desk)
    assert note.sequence == 1, "its number is no gap any more"
    assert Complaint.objects.get().category == "machines"
    refused.refresh_from_db()
    assert (refused.decision, refused.content) == ("taken", "")
    assert TrailEntry.objects.of(f"refused:{refused.pk}").last().actor == cast.clerk
    assert clerk.get(page_of(refused)).status_code == 404
    assert Client().get(f"/n/{shown(note.receipt_code)}/").status_code == 200


def test_a_clerk_turns_it_down_with_a_reason_and_it_stays_as_evidence(
    refused: RefusedNote, cast: Cast
) -> None:
    clerk = client_of(cast.clerk)
    assert clerk.post(page_of(refused), {"do": "drop", "reason": ""}).status_code == 422
    clerk.post(page_of(refused), {"do": "drop", "reason": "시험으로 보낸 쪽지"})
    refused.refresh_from_db()
    assert refused.decision == "dropped"
    assert "번호표" in refused.content
    assert TrailEntry.objects.of(f"refused:{refused.pk}").last().reason == "시험으로 보낸 쪽지"
    assert not Note.objects.exists()


def test_what_still_cannot_be_taken_comes_back_with_a_sentence(
    refused: RefusedNote, cast: Cast
) -> None:
    form = {"do": "take", "side": "regret", "category": "", "text": "가" * 501}
    answer = client_of(cast.clerk).post(page_of(refused), form)
    assert answer.status_code == 422
    assert "가" * 501 in answer.content.decode()
    assert not Note.objects.exists()


def test_under_an_id_that_holds_another_note_it_becomes_a_note_of_its_own(
    tablet: Tablet, cast: Cast
) -> None:
    note_id = uuid.uuid4()
    tablet.put(tablet.note(text="처음"), note_id)
    handed_over(tablet, as_body(tablet.note(text="나중")), note_id)
    refused = RefusedNote.objects.get()
    form = {"do": "take", "side": "good", "category": "", "text": "나중"}
    client_of(cast.clerk).post(page_of(refused), form)
    assert set(Note.objects.values_list("text", flat=True)) == {"처음", "나중"}


def test_a_grave_one_is_the_team_leaders(tablet: Tablet, cast: Cast) -> None:
    handed_over(tablet, as_body(tablet.note(text="이 개새끼야", desk="gone1234", side="regret")))
    refused = RefusedNote.objects.get()
    assert refused.is_grave
    assert client_of(cast.clerk).get(page_of(refused)).status_code == 404
    listed = client_of(cast.manager).get("/admin/boards/refusednote/").content.decode()
    assert "개새끼" not in listed
    opened = TrailEntry.objects.of(f"refused:{refused.pk}").filter(action="refused.opened")
    assert not opened.exists()
    assert "개새끼" in client_of(cast.manager).get(page_of(refused)).content.decode()
    assert (opened.get().actor, opened.get().after) == (cast.manager, {"from": "127.0.0.1"})


def test_the_list_masks_numbers_of_people(tablet: Tablet, cast: Cast) -> None:
    body = as_body(tablet.note(text="010-2345-6789로 연락 주세요", desk="gone1234"))
    handed_over(tablet, body)
    listed = client_of(cast.clerk).get("/admin/boards/refusednote/").content.decode()
    assert "010-****-6789" in listed and "2345" not in listed


def test_handwriting_and_language_come_along(tablet: Tablet, cast: Cast) -> None:
    strokes = {"pages": [[[1, 2, 3, 4]]], "width": 10, "height": 10}
    values = tablet.note(text="", strokes=strokes, language="vi", desk="gone1234", nickname="?")
    handed_over(tablet, as_body(values))
    refused = RefusedNote.objects.get()
    page = client_of(cast.clerk).get(page_of(refused)).content.decode()
    assert "<path" in page or "<polyline" in page or "<svg" in page
    form = {"do": "take", "side": "good", "category": "", "text": ""}
    client_of(cast.clerk).post(page_of(refused), form)
    note = Note.objects.get()
    assert (note.strokes, note.language) == (strokes, "vi")


def test_nothing_in_the_admin_or_the_trail_tells_its_secret_id(
    refused: RefusedNote, cast: Cast
) -> None:
    manager = client_of(cast.manager)
    pages = ("/admin/boards/refusednote/", page_of(refused), "/admin/boards/trailentry/")
    for address in pages:
        body = manager.get(address).content.decode()
        assert str(refused.pk) not in body
        assert refused.pk.hex not in body
    assert timezone.now() >= refused.handed_at


def test_a_reproach_for_a_desk_or_by_name_is_the_team_leaders(tablet: Tablet, cast: Cast) -> None:
    Nameplate.objects.create(desk=cast.desk, name="나시험")
    graves = []
    for values in (
        {"text": "불친절해요", "desk": cast.desk.code},
        {"text": "시험이가 반말함"},
        {"text": "불친절해요"},
        {"text": "말투가 다정해요", "desk": cast.desk.code, "side": "good"},
    ):
        body = as_body(tablet.note(**{"side": "regret", "language": "xx", **values}))
        note_id = uuid.uuid4()
        assert handed_over(tablet, body, note_id).status_code == 201
        graves.append(RefusedNote.objects.get(pk=note_id).is_grave)
    assert graves == [True, True, False, False]
