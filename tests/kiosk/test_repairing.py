"""A tablet that is paired anew: what it wrote before still reaches the board that it was for."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from boards import pairing
from boards.devices import PLAIN_COOKIE
from boards.models import Board, Device, Note, RefusedNote, TrailEntry
from boards.triage.tablets import troubles
from tests.cast import Cast, Tablet

HEADERS = {"X-Board-Client": "1"}


def paired_anew(tablet: Tablet, board: Board) -> Device:
    """The same browser opens the link of another pairing."""
    secret = pairing.invite(board, Device.Kind.TABLET, timezone.now())
    assert tablet.client.get(f"/kiosk/invited/{secret}").status_code == 302
    device = Device.objects.paired().latest("pk")
    assert device.board == board
    return device


def setup(tablet: Tablet) -> dict[str, Any]:
    return tablet.call("GET", "/kiosk/board.json").json()


def test_the_board_tells_the_tablet_under_which_pairing_it_writes(tablet: Tablet) -> None:
    assert setup(tablet)["device"] == tablet.device.pk


def test_a_revoked_tablet_that_is_paired_again_delivers_what_it_kept(
    tablet: Tablet, cast: Cast
) -> None:
    kept = tablet.note(device=tablet.device.pk)
    pairing.revoke(tablet.device, cast.clerk, timezone.now())
    assert tablet.put(kept).status_code == 401
    paired_anew(tablet, cast.board)
    assert tablet.put(kept).status_code == 201
    assert Note.objects.get().device == tablet.device, "its number counts where it was given"


def test_a_note_written_for_one_office_never_lands_in_the_next(tablet: Tablet, cast: Cast) -> None:
    kept = tablet.note(device=tablet.device.pk, side="regret", desk=cast.desk.code)
    other = paired_anew(tablet, cast.other_board)
    fresh = tablet.note(device=other.pk)
    assert tablet.put(kept).status_code == tablet.put(fresh).status_code == 201
    note = Note.objects.get(side="regret")
    assert (note.office, note.board, note.desk) == (cast.office, cast.board, cast.desk)
    assert note.complaint is not None
    assert note.complaint.office == cast.office
    assert Note.objects.get(side="good").office == cast.other_office


def test_two_pairings_back_are_found_too(tablet: Tablet, cast: Cast) -> None:
    kept = tablet.note(device=tablet.device.pk)
    paired_anew(tablet, cast.other_board)
    paired_anew(tablet, cast.other_board)
    assert tablet.put(kept).status_code == 201
    assert Note.objects.get().office == cast.office


def test_a_tablet_cannot_write_in_the_name_of_another(tablet: Tablet, cast: Cast) -> None:
    stranger = Tablet(cast.other_board)
    refused = tablet.put(tablet.note(device=stranger.device.pk))
    assert refused.status_code == 422
    assert any("가" <= letter <= "힣" for letter in refused.json()["detail"])
    assert tablet.put(tablet.note(device=10**15)).status_code == 422
    assert not Note.objects.exists()


@pytest.mark.parametrize("device", [0, -1, "7", 2**63, True, 1.5])
def test_a_strange_pairing_is_refused_with_a_sentence(tablet: Tablet, device: object) -> None:
    assert tablet.put(tablet.note(device=device)).status_code == 400


def test_a_retry_after_pairing_anew_is_known_as_a_retry(tablet: Tablet, cast: Cast) -> None:
    note_id, kept = uuid.uuid4(), tablet.note(device=tablet.device.pk)
    first = tablet.put(kept, note_id)
    paired_anew(tablet, cast.other_board)
    second = tablet.put(kept, note_id)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()


def test_a_note_that_had_arrived_is_told_so_to_a_tablet_that_lost_its_pairing(
    tablet: Tablet, cast: Cast
) -> None:
    """Its answer was lost, and no link leads to the pairing before: still not a second note."""
    note_id, kept = uuid.uuid4(), tablet.note(device=tablet.device.pk, side="regret")
    first = tablet.put(kept, note_id)
    fresh = Tablet(cast.board)
    second = fresh.put(kept, note_id)
    assert (second.status_code, second.json()) == (200, first.json())
    assert fresh.put({**kept, "text": "다른 글"}, note_id).status_code == 422
    assert Note.objects.count() == 1


def test_pairing_anew_ends_the_pairing_before_with_a_line(tablet: Tablet, cast: Cast) -> None:
    old = Client()
    old.cookies[PLAIN_COOKIE] = tablet.credential
    paired_anew(tablet, cast.board)
    assert old.get("/kiosk/board.json", headers=HEADERS).status_code == 401
    line = TrailEntry.objects.of(f"device:{tablet.device.pk}").get()
    assert (line.action, line.reason) == ("device.revoked", "같은 화면을 다시 연결함")
    silent = list(Device.objects.select_related("board"))
    assert troubles(silent, timezone.now() + timedelta(minutes=1)) == {}


def test_a_tablet_paired_by_its_code_keeps_what_it_was(tablet: Tablet, cast: Cast) -> None:
    asked = pairing.ask("tablet", timezone.now())
    device = pairing.approve(asked.code, cast.other_board, "새", cast.outsider, timezone.now())
    answer = tablet.call("POST", "/kiosk/pairing/claim", {"secret": asked.secret})
    assert answer.status_code == 200
    device.refresh_from_db()
    assert device.replaces == tablet.device


def test_the_tablet_learns_its_last_number_so_that_a_wiped_one_uses_none_again(
    tablet: Tablet,
) -> None:
    tablet.call("POST", "/kiosk/heartbeat", {"last_sequence": 57})
    assert setup(tablet)["last_sequence"] == 57
    tablet.call("POST", "/kiosk/heartbeat", {"last_sequence": 0})
    assert setup(tablet)["last_sequence"] == 57


def test_a_board_out_of_service_closes_its_tablet_but_takes_what_waits(
    tablet: Tablet, cast: Cast
) -> None:
    Board.objects.filter(pk=cast.board.pk).update(is_active=False)
    for method, path in (("GET", "/kiosk/board.json"), ("POST", "/kiosk/heartbeat")):
        answer = tablet.call(method, path, {} if method == "POST" else None)
        assert (answer.status_code, answer.json()["error"]) == (401, "not_paired")
    assert tablet.put(tablet.note()).status_code == 201


def test_the_cookie_is_renewed_once_a_day(tablet: Tablet) -> None:
    morning = timezone.now().replace(hour=1)
    with time_machine.travel(morning, tick=False):
        assert tablet.call("POST", "/kiosk/heartbeat", {}).cookies[PLAIN_COOKIE]["max-age"]
    with time_machine.travel(morning + timedelta(hours=3), tick=False):
        assert not tablet.call("POST", "/kiosk/heartbeat", {}).cookies
    with time_machine.travel(morning + timedelta(days=1), tick=False):
        renewed = tablet.call("POST", "/kiosk/heartbeat", {}).cookies[PLAIN_COOKIE]
    assert renewed.value == tablet.credential
    assert renewed["httponly"] and renewed["samesite"] == "Strict"


def test_a_revoked_credential_is_not_renewed(tablet: Tablet, cast: Cast) -> None:
    pairing.revoke(tablet.device, cast.clerk, timezone.now())
    answer = tablet.call("POST", "/kiosk/heartbeat", {})
    assert answer.status_code == 401
    assert not answer.cookies
    assert not RefusedNote.objects.exists()
