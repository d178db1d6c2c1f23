"""A tablet that falls silent, loses numbers or keeps notes is shown to its office."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from boards.models import Device, TrailEntry
from boards.triage.tablets import troubles
from staff.models import ClosedDay
from tests.cast import Cast, Tablet

pytestmark = pytest.mark.django_db
MONDAY = datetime.fromisoformat("2026-09-21T10:00:00+09:00")


@pytest.fixture(autouse=True)
def a_monday() -> Any:
    with time_machine.travel(MONDAY, tick=False):
        yield


def heard(tablet: Tablet, **values: Any) -> None:
    """A heartbeat as the page sends it."""
    told = {
        "queue_length": 0,
        "set_aside_count": 0,
        "last_sequence": tablet.sequence,
        "storage_is_persistent": True,
        "secure": True,
        "now": timezone.now().isoformat(),
        **values,
    }
    assert tablet.call("POST", "/kiosk/heartbeat", told).status_code == 200


def said(tablet: Tablet, after: timedelta = timedelta(0)) -> str:
    device = Device.objects.select_related("board").get(pk=tablet.device.pk)
    return " ".join(troubles([device], timezone.now() + after).get(device.pk, []))


def test_a_tablet_at_work_is_not_shown(tablet: Tablet) -> None:
    tablet.put(tablet.note())
    heard(tablet)
    assert said(tablet) == ""


def test_a_number_that_never_arrived_is_a_gap(tablet: Tablet) -> None:
    tablet.put(tablet.note())
    tablet.note()  # written on the tablet and lost
    tablet.put(tablet.note())
    heard(tablet)
    assert "번호 1개가 비어 있습니다" in said(tablet)


def test_notes_that_still_wait_are_no_gap(tablet: Tablet) -> None:
    for _ in range(3):
        tablet.note()
    heard(tablet, queue_length=2, set_aside_count=1)
    assert "비어" not in said(tablet)
    assert "따로 두었습니다" in said(tablet)


def test_gaps_are_told_for_a_tablet_with_thousands_of_notes(tablet: Tablet) -> None:
    tablet.sequence = 5000
    for _ in range(3):
        tablet.put(tablet.note())
    heard(tablet)
    assert "번호 197개" in said(tablet)


def test_waiting_notes_are_told_once_they_are_stuck(tablet: Tablet) -> None:
    tablet.put(tablet.note())
    tablet.note()
    heard(tablet, queue_length=1)
    assert "기다리고" not in said(tablet)
    assert "쪽지 1개가 태블릿에서 기다리고" in said(tablet, timedelta(minutes=6))


def test_no_contact_for_the_boards_open_hours_is_silence(tablet: Tablet) -> None:
    tablet.put(tablet.note())
    heard(tablet)
    assert said(tablet, timedelta(days=2)) == ""  # 16 working hours, not one more
    assert "9. 21. 10:00부터 연락이 없습니다" in said(tablet, timedelta(days=2, minutes=1))


def test_a_closed_day_is_no_silence(tablet: Tablet, cast: Cast) -> None:
    heard(tablet)
    ClosedDay.objects.create(office=cast.office, date="2026-09-22", name="청사 공사")
    assert said(tablet, timedelta(days=2, minutes=1)) == ""


def test_a_tablet_in_contact_without_notes_is_told_apart(tablet: Tablet) -> None:
    tablet.put(tablet.note())
    with time_machine.travel(MONDAY + timedelta(days=2, hours=1), tick=False):
        heard(tablet)
        assert "부터 쪽지가 없습니다" in said(tablet)


@pytest.mark.parametrize(
    ("clock", "words"),
    [
        ("1970-01-01T00:00:00+00:00", "느립니다"),
        ("2038-01-19T03:14:07+00:00", "빠릅니다"),
        ("2026-09-22T10:00:00+09:00", "24시간 빠릅니다"),
        ("2026-09-21T09:50:00+09:00", "10분 느립니다"),
    ],
)
def test_a_wrong_clock_is_told_and_moves_no_note(tablet: Tablet, clock: str, words: str) -> None:
    response = tablet.put(tablet.note(written_at=clock))
    assert response.status_code == 201
    heard(tablet, now=clock)
    assert words in said(tablet)
    assert tablet.device.notes.get().received_at == MONDAY


def test_plain_http_and_a_shaky_storage_are_told(tablet: Tablet) -> None:
    tablet.put(tablet.note())
    heard(tablet, storage_is_persistent=False, secure=False)
    assert "https가 아니어서" in said(tablet)
    assert "저장소" in said(tablet)


def test_the_office_sees_it_on_its_desk_and_in_the_list(tablet: Tablet, cast: Cast) -> None:
    heard(tablet, set_aside_count=2)
    clerk, outsider = Client(), Client()
    clerk.force_login(cast.clerk)
    outsider.force_login(cast.outsider)
    assert clerk.get("/admin/badges.json").json()["tablets"] == "1"
    assert outsider.get("/admin/badges.json").json()["tablets"] == "0"
    assert "따로 두었습니다" in clerk.get("/admin/boards/device/").content.decode()
    assert "따로 두었습니다" not in outsider.get("/admin/boards/device/").content.decode()


def test_twenty_tablets_cost_two_queries(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(20):
        Tablet(cast.board)
    devices = list(Device.objects.select_related("board"))
    with django_assert_num_queries(2):
        troubles(devices, MONDAY)


def test_a_revoked_tablet_and_a_wall_screen_are_not_shown(cast: Cast) -> None:
    wall = Tablet(cast.board, Device.Kind.WALL)
    gone = Tablet(cast.board)
    Device.objects.filter(pk=gone.device.pk).update(revoked_at=MONDAY)
    assert said(wall, timedelta(days=30)) == said(gone, timedelta(days=30)) == ""


def revoking(tablet: Tablet) -> str:
    return f"/admin/boards/device/{tablet.device.pk}/revoke/"


def is_paired(tablet: Tablet) -> bool:
    return Device.objects.paired().filter(pk=tablet.device.pk).exists()


def test_who_ends_a_pairing_reads_first_what_follows(
    tablet: Tablet, cast: Cast, client: Client
) -> None:
    heard(tablet, queue_length=3)
    client.force_login(cast.clerk)
    listed = client.get("/admin/boards/device/").content.decode()
    assert f'href="{revoking(tablet)}"' in listed
    page = client.get(revoking(tablet))
    assert page.status_code == 200
    for words in (tablet.device.name, "쪽지를 남길 수 없습니다", "쪽지 3장은", "그만두기"):
        assert words in page.content.decode(), words
    assert is_paired(tablet), "looking at it changes nothing"


def test_a_pairing_ends_with_a_line_that_says_why(
    tablet: Tablet, cast: Cast, client: Client
) -> None:
    client.force_login(cast.clerk)
    answer = client.post(revoking(tablet), {"reason": "분실"}, follow=True)
    assert f"{tablet.device.name}의 연결을 해제했습니다" in answer.content.decode()
    assert not is_paired(tablet)
    line = TrailEntry.objects.of(f"device:{tablet.device.pk}").get()
    assert (line.action, line.reason, line.actor) == ("device.revoked", "분실", cast.clerk)
    assert client.get(revoking(tablet)).status_code == 404, "it has ended"


def test_without_a_reason_it_ends_too(tablet: Tablet, cast: Cast, client: Client) -> None:
    client.force_login(cast.clerk)
    assert client.post(revoking(tablet)).status_code == 302
    assert not is_paired(tablet)


@pytest.mark.parametrize("reason", ["가" * 101, "분\x00실"])
def test_a_reason_that_cannot_be_kept_is_told_and_the_pairing_stays(
    tablet: Tablet, cast: Cast, client: Client, reason: str
) -> None:
    client.force_login(cast.clerk)
    answer = client.post(revoking(tablet), {"reason": reason})
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    assert is_paired(tablet)


def test_staff_of_another_office_end_no_pairing(tablet: Tablet, cast: Cast, client: Client) -> None:
    client.force_login(cast.outsider)
    for answer in (client.get(revoking(tablet)), client.post(revoking(tablet))):
        assert answer.status_code in (403, 404)
    assert is_paired(tablet)
