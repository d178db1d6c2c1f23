"""나도요: one touch a visit and note, from a paired tablet, under a note that is shown."""

from __future__ import annotations

import re
import threading
import uuid
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from boards.handles import handle_of
from boards.kiosk.joins import PER_DEVICE, PER_VISIT
from boards.models import Allowance, Board, Device, Join, Note, TrailEntry
from boards.models.note import SHOWN_DAYS
from tests.cast import Cast, Tablet
from tests.wall.helpers import cards, shown_note, touch

pytestmark = pytest.mark.django_db


# -- one touch ---------------------------------------------------------------------------------


def test_a_touch_is_kept_and_answered_with_the_count(tablet: Tablet) -> None:
    note = shown_note(tablet)
    response = touch(tablet, note)
    assert response.status_code == 201
    assert response.json() == {"handle": str(handle_of(note.pk)), "joins": 1}
    assert touch(tablet, note).json()["joins"] == 2


def test_a_retry_gets_the_same_answer_and_counts_once(tablet: Tablet) -> None:
    note, visit = shown_note(tablet), uuid.uuid4()
    first, second = touch(tablet, note, visit), touch(tablet, note, visit)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert Join.objects.count() == 1


def test_one_visit_may_join_several_notes(tablet: Tablet) -> None:
    visit = uuid.uuid4()
    for note in [shown_note(tablet), shown_note(tablet, side="regret")]:
        assert touch(tablet, note, visit).json()["joins"] == 1


def test_the_spelling_of_a_visit_does_not_make_another_of_it(tablet: Tablet) -> None:
    note, visit = shown_note(tablet), uuid.uuid4()
    touch(tablet, note, visit)
    assert touch(tablet, note, str(visit).upper()).status_code == 200
    assert touch(tablet, note, visit.hex).status_code == 200


def test_nothing_that_leads_to_the_visit_or_the_device_is_kept(tablet: Tablet) -> None:
    one, other, visit = shown_note(tablet), shown_note(tablet), uuid.uuid4()
    lines = TrailEntry.objects.count()
    touch(tablet, one, visit)
    touch(tablet, other, visit)
    fields = {field.name for field in Join._meta.get_fields()}
    assert fields == {"id", "note", "mark"}
    marks = list(Join.objects.values_list("mark", flat=True))
    assert len(set(marks)) == 2, "joins of one visit cannot be linked"
    kept = [*marks, *Allowance.objects.values_list("key", flat=True)]
    assert all(re.fullmatch(r"[0-9a-f]{64}", word) for word in kept)
    assert not any(visit.hex in word for word in kept)
    assert TrailEntry.objects.count() == lines


@pytest.mark.django_db(transaction=True)
def test_the_same_touch_from_many_threads_is_kept_once(tablet: Tablet) -> None:
    note, visit, ended = shown_note(tablet), uuid.uuid4(), []
    gate = threading.Barrier(6)

    def press() -> None:
        client = Client()
        client.cookies = tablet.client.cookies
        gate.wait()
        try:
            response = client.post(
                f"/kiosk/joins/{handle_of(note.pk)}",
                {"visit": str(visit)},
                content_type="application/json",
                headers={"X-Board-Client": "1"},
            )
            ended.append((response.status_code, response.json()["joins"]))
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ended) == [(200, 1)] * 5 + [(201, 1)]
    assert set(Allowance.objects.values_list("used", flat=True)) == {1}


# -- limits ------------------------------------------------------------------------------------


def test_the_eleventh_note_of_a_visit_is_refused_with_a_sentence(tablet: Tablet) -> None:
    visit = uuid.uuid4()
    notes = [shown_note(tablet, text=f"쪽지 {n}") for n in range(PER_VISIT.most + 1)]
    codes = [touch(tablet, note, visit).status_code for note in notes]
    assert codes == [201] * PER_VISIT.most + [429]
    refused = touch(tablet, notes[-1], visit)
    assert "열 번" in refused.json()["detail"]
    assert int(refused["Retry-After"]) > 0
    assert not Join.objects.filter(note=notes[-1]).exists()
    assert touch(tablet, notes[0], visit).status_code == 200, "a retry is still answered"
    assert touch(tablet, notes[-1]).status_code == 201, "the next visitor may"


def test_retries_use_up_nothing(tablet: Tablet) -> None:
    note, visit = shown_note(tablet), uuid.uuid4()
    for _ in range(PER_VISIT.most + 5):
        touch(tablet, note, visit)
    assert touch(tablet, shown_note(tablet), visit).status_code == 201


def test_a_device_is_limited_each_hour_whatever_visits_it_invents(tablet: Tablet) -> None:
    note = shown_note(tablet)
    start = PER_DEVICE.opened_at(timezone.now()) + PER_DEVICE.window
    with mock.patch.object(timezone, "now", return_value=start + timedelta(minutes=30)):
        touch(tablet, note)
        Allowance.objects.filter(window=PER_DEVICE.opened_at(timezone.now())).update(
            used=PER_DEVICE.most
        )
        refused = touch(tablet, note)
    assert refused.status_code == 429
    assert Join.objects.count() == 1
    with mock.patch.object(timezone, "now", return_value=start + PER_DEVICE.window):
        assert touch(tablet, note).status_code == 201


def test_a_touch_refused_by_the_device_is_no_touch_of_the_visit(tablet: Tablet) -> None:
    note, visit = shown_note(tablet), uuid.uuid4()
    with mock.patch("boards.kiosk.joins.limits.use", side_effect=[True, False]):
        assert touch(tablet, note, visit).status_code == 429
    assert (Join.objects.count(), Allowance.objects.count()) == (0, 0)


# -- what may be joined, and by whom -----------------------------------------------------------


def assert_not_found(response: HttpResponse) -> None:
    assert response.status_code == 404
    assert any("가" <= letter <= "힣" for letter in response.json()["detail"])
    assert Join.objects.count() == 0


@pytest.mark.parametrize(
    "values",
    [
        {"visibility": "waiting", "publish_at": None},
        {"visibility": "hidden", "publish_at": None},
        {"publish_at": timezone.now() + timedelta(days=1)},
        {"received_at": timezone.now() - timedelta(days=SHOWN_DAYS + 1)},
    ],
)
def test_only_a_note_that_is_shown_now_can_be_joined(
    tablet: Tablet, values: dict[str, Any]
) -> None:
    note = shown_note(tablet)
    Note.objects.update(**values)
    assert_not_found(touch(tablet, note))
    assert cards(tablet) == []


def test_a_note_is_joined_at_its_own_board_alone(tablet: Tablet, cast: Cast) -> None:
    note = shown_note(tablet)
    elsewhere = Tablet(cast.other_board)
    assert_not_found(touch(elsewhere, note))
    assert cards(elsewhere) == []


def test_a_board_out_of_service_shows_and_takes_nothing(tablet: Tablet) -> None:
    note = shown_note(tablet)
    Board.objects.update(is_active=False)
    assert_not_found(touch(tablet, note))
    assert cards(tablet) == []


def test_the_id_of_a_note_is_no_handle(tablet: Tablet) -> None:
    note = shown_note(tablet)
    said = {"visit": str(uuid.uuid4())}
    assert_not_found(tablet.call("POST", f"/kiosk/joins/{note.pk}", said))


@pytest.mark.parametrize(
    "said", [{}, {"visit": 7}, {"visit": None}, {"visit": "나"}, {"visit": []}]
)
def test_a_touch_without_a_visit_gets_a_korean_sentence(tablet: Tablet, said: object) -> None:
    response = tablet.call("POST", f"/kiosk/joins/{handle_of(shown_note(tablet).pk)}", said)
    assert response.status_code == 400
    assert any("가" <= letter <= "힣" for letter in response.json()["detail"])


def test_a_browser_without_a_device_and_a_revoked_one_get_neither(tablet: Tablet) -> None:
    note, own = shown_note(tablet), tablet.client
    tablet.client = Client()
    assert touch(tablet, note).status_code == 401
    assert tablet.call("GET", "/kiosk/wall.json").status_code == 401
    tablet.client = own
    Device.objects.update(revoked_at=timezone.now())
    assert touch(tablet, note).status_code == 401
    assert tablet.call("GET", "/kiosk/wall.json").status_code == 401


def test_a_wall_screen_reads_the_cards_and_takes_no_touch(tablet: Tablet, cast: Cast) -> None:
    note, wall = shown_note(tablet), Tablet(cast.board, Device.Kind.WALL)
    assert len(cards(wall)) == 1
    assert touch(wall, note).status_code == 403


def test_another_page_cannot_send_a_touch(tablet: Tablet) -> None:
    address = f"/kiosk/joins/{handle_of(shown_note(tablet).pk)}"
    said = {"visit": str(uuid.uuid4())}
    assert tablet.client.post(address, said, content_type="application/json").status_code == 403
    assert tablet.client.get("/kiosk/wall.json").status_code == 403
    assert tablet.call("GET", address).status_code == 405
