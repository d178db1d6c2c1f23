"""Nameplates in the admin: consent first, gone at once when withdrawn, every look recorded."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from PIL import Image

from boards import staff_names
from boards.models import TrailEntry
from boards.trail_check import verify
from staff.models import Consent, Nameplate
from staff.models.nameplate import GREETING
from tests.cast import Cast, Tablet

pytestmark = pytest.mark.django_db
PLATES = "/admin/staff/nameplate/"
DAY = "2026-09-21"


@pytest.fixture(autouse=True)
def a_monday() -> Any:
    with time_machine.travel("2026-09-21T10:00:00+09:00", tick=True):
        yield


@pytest.fixture
def clerk(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.clerk)
    return client


def smile(name: str = "smile.jpg", size: tuple[int, int] = (900, 900)) -> SimpleUploadedFile:
    body = io.BytesIO()
    Image.new("RGB", size, "#f6d7b0").save(body, "JPEG")
    return SimpleUploadedFile(name, body.getvalue(), "image/jpeg")


def words(cast: Cast, **values: Any) -> dict[str, Any]:
    """A plate's form as a browser posts it."""
    return {
        "desk": cast.desk.pk,
        "name": "홍길동",
        "duty": "전입신고",
        "greeting": GREETING,
        "started_on": DAY,
        **values,
    }


def made(clerk: Client, cast: Cast, **values: Any) -> Nameplate:
    response = clerk.post(f"{PLATES}add/", words(cast, **values))
    assert response.status_code == 302, response.content.decode()
    return Nameplate.objects.get()


def agreed(**values: Any) -> dict[str, Any]:
    return {"agrees_plate": "on", "agrees_tablet": "on", "consented_on": DAY, **values}


def change(clerk: Client, plate: Nameplate, cast: Cast, **values: Any) -> HttpResponse:
    return clerk.post(f"{PLATES}{plate.pk}/change/", words(cast, **values))


def sentence(response: HttpResponse) -> str:
    assert response.status_code == 200
    return response.content.decode()


def on_the_tablet(cast: Cast) -> dict[str, Any]:
    desks = Tablet(cast.board).call("GET", "/kiosk/board.json").json()["desks"]
    return next(desk for desk in desks if desk["code"] == cast.desk.code)


def test_the_greeting_is_there_to_begin_with(clerk: Client) -> None:
    assert GREETING in clerk.get(f"{PLATES}add/").content.decode()


def test_a_plate_without_consent_shows_no_name_on_the_tablet(clerk: Client, cast: Cast) -> None:
    made(clerk, cast)
    desk = on_the_tablet(cast)
    assert (desk["name"], desk["photo"], desk["duty"]) == (None, None, cast.desk.duty)


def test_a_consent_needs_its_date_and_none_of_tomorrow(clerk: Client, cast: Cast) -> None:
    page = sentence(clerk.post(f"{PLATES}add/", words(cast, agrees_tablet="on")))
    assert "동의서에 적힌 날을 적어 주세요" in page
    late = words(cast, agrees_tablet="on", consented_on="2026-09-22")
    assert "동의일이 될 수 없습니다" in sentence(clerk.post(f"{PLATES}add/", late))
    assert not Nameplate.objects.exists()


def test_a_photo_needs_a_consent(clerk: Client, cast: Cast) -> None:
    page = sentence(clerk.post(f"{PLATES}add/", words(cast, new_photo=smile())))
    assert "동의한 뒤에" in page
    assert not Nameplate.objects.exists()


def test_name_and_photo_are_on_the_tablet_while_the_person_agrees(
    clerk: Client, cast: Cast
) -> None:
    plate = made(clerk, cast, **agreed(new_photo=smile()))
    desk = on_the_tablet(cast)
    assert desk["name"] == "홍길동"
    photo = Tablet(cast.board).client.get(desk["photo"])
    picture = Image.open(io.BytesIO(b"".join(photo.streaming_content)))  # type: ignore[attr-defined]
    assert (picture.size, picture.format) == ((900, 1200), "JPEG")
    assert "no-store" in photo["Cache-Control"]
    assert "smile" not in plate.photo.name


def test_a_withdrawal_takes_name_and_photo_away_at_once(clerk: Client, cast: Cast) -> None:
    plate = made(clerk, cast, **agreed(new_photo=smile()))
    address = on_the_tablet(cast)["photo"]
    storage, file = plate.photo.storage, plate.photo.name
    assert change(clerk, plate, cast, agrees_plate="on").status_code == 302
    assert on_the_tablet(cast)["name"] is None
    assert Tablet(cast.board).client.get(address).status_code == 404
    assert storage.exists(file), "the printed plate may still use it"


@pytest.mark.django_db(transaction=True)
def test_with_the_last_consent_the_file_is_deleted(clerk: Client, cast: Cast) -> None:
    plate = made(clerk, cast, **agreed(new_photo=smile()))
    storage, file = plate.photo.storage, plate.photo.name
    assert storage.exists(file)
    change(clerk, plate, cast)
    plate.refresh_from_db()
    assert not plate.photo
    assert not storage.exists(file)
    assert Consent.objects.filter(withdrawn_at__isnull=False).count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_new_photo_replaces_the_old_file(clerk: Client, cast: Cast) -> None:
    plate = made(clerk, cast, **agreed(new_photo=smile()))
    storage, old = plate.photo.storage, plate.photo.name
    change(clerk, plate, cast, **agreed(new_photo=smile()))
    plate.refresh_from_db()
    assert not storage.exists(old)
    assert storage.exists(plate.photo.name)


@pytest.mark.django_db(transaction=True)
def test_who_leaves_the_desk_leaves_no_photo_behind(clerk: Client, cast: Cast) -> None:
    plate = made(clerk, cast, **agreed(new_photo=smile()))
    change(clerk, plate, cast, **agreed(ended_on=DAY))
    plate.refresh_from_db()
    assert not plate.photo
    assert not plate.consents.standing().exists()


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("x.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
        ("x.gif", b"GIF89a" + b"\0" * 40),
        ("x.jpg", b"\xff\xd8\xff\xe0 cut off"),
        ("x.jpg", b"<html>"),
    ],
)
def test_a_file_that_is_no_photo_is_refused_with_a_sentence(
    clerk: Client, cast: Cast, name: str, body: bytes
) -> None:
    upload = SimpleUploadedFile(name, body, "image/jpeg")
    page = sentence(clerk.post(f"{PLATES}add/", words(cast, **agreed(new_photo=upload))))
    assert "사진" in page
    assert not Nameplate.objects.exists()


def test_a_desk_holds_one_plate_at_a_time(clerk: Client, cast: Cast) -> None:
    made(clerk, cast)
    page = sentence(clerk.post(f"{PLATES}add/", words(cast, name="김시험")))
    assert "이미 명패가 있습니다" in page


def test_a_plate_ends_no_earlier_than_it_starts(clerk: Client, cast: Cast) -> None:
    page = sentence(clerk.post(f"{PLATES}add/", words(cast, ended_on="2026-09-20")))
    assert "종료일이 시작일보다 앞섭니다" in page


def test_a_name_that_only_looks_blank_is_refused(clerk: Client, cast: Cast) -> None:
    page = clerk.post(f"{PLATES}add/", words(cast, name="\u3164\u200b"))
    assert page.status_code == 200
    assert not Nameplate.objects.exists()


def test_every_change_and_every_look_is_in_the_trail(
    clerk: Client, cast: Cast, tmp_path: Path
) -> None:
    plate = made(clerk, cast, **agreed(new_photo=smile()))
    clerk.get(f"{PLATES}{plate.pk}/photo/", REMOTE_ADDR="192.0.2.7")
    clerk.get(f"{PLATES}{plate.pk}/plate.pdf")
    change(clerk, plate, cast, **agreed(duty="여권"))
    lines = list(TrailEntry.objects.of(f"nameplate:{plate.pk}"))
    assert [line.action for line in lines] == [
        "nameplate.made",
        "consent.given",
        "consent.given",
        "photo.kept",
        "photo.opened",
        "nameplate.printed",
        "nameplate.changed",
    ]
    assert {line.actor_id for line in lines} == {cast.clerk.pk}
    assert lines[4].after == {"from": "192.0.2.7"}
    assert "홍길" not in str([(line.before, line.after) for line in lines])
    verify(tmp_path / "anchor.jsonl", timezone.now())  # raises at the first broken line


@pytest.mark.parametrize("withdrawn", [False, True])
def test_a_plate_that_somebody_agreed_to_takes_no_other_name(
    clerk: Client, cast: Cast, withdrawn: bool
) -> None:
    """Neither does another stand in for who agreed, nor is a withdrawn name forgotten."""
    plate = made(clerk, cast, **agreed(new_photo=smile()))
    if withdrawn:
        change(clerk, plate, cast)
    page = sentence(clerk.post(f"{PLATES}{plate.pk}/change/", words(cast, **agreed(name="홍길순"))))
    assert "이름을 바꿀 수 없습니다" in page
    plate.refresh_from_db()
    assert plate.name == "홍길동"


def test_a_plate_that_nobody_agreed_to_may_be_mended(clerk: Client, cast: Cast) -> None:
    plate = made(clerk, cast)
    change(clerk, plate, cast, name="홍길순")
    plate.refresh_from_db()
    assert plate.name == "홍길순"


def test_names_are_known_to_the_screening_at_the_next_note(
    clerk: Client, cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    assert "홍길동" not in staff_names.names_of_staff(cast.office.pk)
    with django_capture_on_commit_callbacks(execute=True):
        made(clerk, cast)
    assert "홍길동" in staff_names.names_of_staff(cast.office.pk)


@pytest.mark.parametrize("page", ["change/", "photo/", "plate.pdf", "history/"])
def test_another_office_sees_no_plate(clerk: Client, cast: Cast, page: str) -> None:
    plate = made(clerk, cast, **agreed(new_photo=smile()))
    outsider = Client()
    outsider.force_login(cast.outsider)
    response = outsider.get(f"{PLATES}{plate.pk}/{page}", follow=True)
    assert "홍길동" not in response.content.decode()
    assert response.get("Content-Type", "").startswith("text/html")


def test_the_photo_is_nobodys_without_an_account(clerk: Client, cast: Cast) -> None:
    plate = made(clerk, cast, **agreed(new_photo=smile()))
    assert Client().get(f"{PLATES}{plate.pk}/photo/").status_code == 302
    assert Client().get(f"/kiosk/photos/{plate.pk}.jpg").status_code == 404
