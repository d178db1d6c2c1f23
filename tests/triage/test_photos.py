"""Photos before and after on an answer: kept clean, told only of what was put right, removable."""

from __future__ import annotations

import io

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from PIL import ExifTags, Image

from boards.models import AnswerPhoto, Complaint, Outcome, Route, State, TrailEntry
from boards.triage import doors
from staff.nameplates.photos import PLACE_SIDE
from tests.cast import Cast
from tests.staff.test_photos import png_that_claims
from tests.triage.helpers import LATER, calendar, hand, make_complaint

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture(autouse=True)
def at_eleven() -> object:
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def clerk(cast: Cast, client: Client) -> Client:
    client.force_login(cast.clerk)
    return client


@pytest.fixture
def at_work(cast: Cast) -> Complaint:
    complaint = make_complaint(cast.office)
    seen, days = hand(cast.clerk, complaint), calendar(cast.office)
    return doors.sort(complaint.pk, seen, route=Route.QUICK_FIX, calendar=days)


def picture(width: int = 2400, height: int = 1800) -> bytes:
    """A photo with what a phone adds: where it was taken, by which device, a comment."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "비밀기기"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    body = io.BytesIO()
    Image.new("RGB", (width, height), (90, 140, 90)).save(
        body, "JPEG", exif=exif, comment=b"secret"
    )
    return body.getvalue()


def upload(
    client: Client, complaint: Complaint, moment: str = "after", body: bytes = b"", **values: str
) -> HttpResponse:
    file = SimpleUploadedFile("김비밀_010-1234-5678.jpg", body or picture(), "image/jpeg")
    posted = {"version": "1", "moment": moment, "upload": file, "shows_nobody": "on", **values}
    return client.post(f"/admin/boards/complaint/{complaint.pk}/do/photo/", posted)


def settle(cast: Cast, complaint: Complaint, outcome: str) -> None:
    seen = hand(cast.clerk, complaint)
    doors.settle(
        complaint.pk,
        seen,
        outcome=outcome,
        action_taken="현장을 살핌",
        promised_on=LATER.date() if outcome == Outcome.LONG_TERM else None,
    )


def answer(cast: Cast, complaint: Complaint, outcome: str = Outcome.RESOLVED) -> None:
    settle(cast, complaint, outcome)
    seen = hand(cast.clerk, complaint)
    doors.reply(complaint.pk, seen, answer="말씀해 주셔서 고맙습니다.")


def lines(complaint: Complaint) -> list[str]:
    rows = TrailEntry.objects.of(f"complaint:{complaint.pk}")
    return list(rows.values_list("action", flat=True))


def test_a_photo_is_drawn_anew_whole_and_holds_nothing_of_the_file_but_pixels(
    clerk: Client, at_work: Complaint
) -> None:
    assert upload(clerk, at_work, "before").status_code == 302
    photo = AnswerPhoto.objects.get()
    body = photo.file.read()
    kept = Image.open(io.BytesIO(body))
    assert (kept.format, kept.size) == ("JPEG", (PLACE_SIDE, PLACE_SIDE * 3 // 4))
    assert not kept.getexif() and "comment" not in kept.info and "exif" not in kept.info
    assert b"secret" not in body and "비밀".encode() not in body
    assert "김비밀" not in photo.file.name
    assert lines(at_work) == ["sort", "photo_kept"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (SVG, "JPEG, PNG, WebP 사진만"),
        (b"GIF89a", "JPEG, PNG, WebP 사진만"),
        (picture()[:3000], "사진이 온전하지 않습니다"),
        (picture(120, 120), "사진이 너무 작습니다"),
    ],
)
def test_what_is_no_photo_is_refused_with_a_sentence(
    clerk: Client, at_work: Complaint, body: bytes, said: str
) -> None:
    refused = upload(clerk, at_work, body=body)
    assert refused.status_code == 422
    assert said in refused.content.decode()
    assert not AnswerPhoto.objects.exists()


def test_a_bomb_is_refused_before_its_pixels_are_read(clerk: Client, at_work: Complaint) -> None:
    refused = upload(clerk, at_work, body=png_that_claims(40_000, 40_000))
    assert refused.status_code == 422
    assert "사진을 올려 주세요" in refused.content.decode()
    assert not AnswerPhoto.objects.exists()


def test_without_the_promise_that_nobody_is_seen_nothing_is_kept(
    clerk: Client, at_work: Complaint
) -> None:
    refused = upload(clerk, at_work, shows_nobody="")
    assert refused.status_code == 422
    assert "살펴보고 확인해 주세요" in refused.content.decode()


def test_a_second_photo_never_takes_the_place_of_the_first(
    clerk: Client, at_work: Complaint
) -> None:
    upload(clerk, at_work)
    first = AnswerPhoto.objects.get()
    refused = upload(clerk, at_work)
    assert refused.status_code == 422
    assert "먼저 지워 주세요" in refused.content.decode()
    assert AnswerPhoto.objects.get() == first
    folder = first.file.storage.listdir("answers")[1]
    assert folder.count(f"{first.pk.hex}.jpg") == 1


def test_the_public_sees_a_photo_only_while_the_answer_tells_what_was_fixed(
    cast: Cast, clerk: Client, at_work: Complaint
) -> None:
    upload(clerk, at_work)
    photo, visitor = AnswerPhoto.objects.get(), Client()
    assert visitor.get(photo.address).status_code == 404
    settle(cast, at_work, Outcome.RESOLVED)
    assert visitor.get(photo.address).status_code == 404
    doors.reply(at_work.pk, hand(cast.clerk, at_work), answer="말씀해 주셔서 고맙습니다.")
    shown = visitor.get(photo.address)
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert list(at_work.photos.told()) == [photo]
    again = visitor.get(photo.address, headers={"If-None-Match": shown["ETag"]})
    assert again.status_code == 304
    doors.reopen(at_work.pk, hand(cast.clerk, at_work), reason="다시 봄")
    gone = visitor.get(photo.address, headers={"If-None-Match": shown["ETag"]})
    assert gone.status_code == 404


@pytest.mark.parametrize("outcome", [Outcome.NOT_POSSIBLE, Outcome.LONG_TERM])
def test_a_photo_never_tells_as_fixed_what_was_not(
    cast: Cast, clerk: Client, at_work: Complaint, outcome: str
) -> None:
    upload(clerk, at_work)
    answer(cast, at_work, outcome)
    assert not AnswerPhoto.objects.told().exists()
    assert Client().get(AnswerPhoto.objects.get().address).status_code == 404


def test_a_removed_photo_is_gone_with_its_file_and_leaves_a_line(
    cast: Cast, clerk: Client, at_work: Complaint, django_capture_on_commit_callbacks: object
) -> None:
    upload(clerk, at_work)
    answer(cast, at_work)
    photo = AnswerPhoto.objects.get()
    storage, name = photo.file.storage, photo.file.name
    address = f"/admin/boards/complaint/{at_work.pk}/do/drop_photo/"
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # a fixture
        assert clerk.post(address, {"version": 1, "photo": str(photo.pk)}).status_code == 302
    assert not storage.exists(name)
    assert Client().get(photo.address).status_code == 404
    assert lines(at_work)[-1] == "photo_removed"
    again = clerk.post(address, {"version": 1, "photo": str(photo.pk)})
    assert again.status_code == 422
    assert "이미 지워졌습니다" in again.content.decode()


def test_the_preview_shows_the_photos_and_each_look_is_recorded(
    cast: Cast, clerk: Client, at_work: Complaint
) -> None:
    upload(clerk, at_work)
    settle(cast, at_work, Outcome.PARTLY)
    version = Complaint.objects.get(pk=at_work.pk).version
    posted = {"version": version, "answer": "말씀 고맙습니다.", "preview": "yes"}
    page = clerk.post(f"/admin/boards/complaint/{at_work.pk}/do/reply/", posted).content.decode()
    photo = AnswerPhoto.objects.get()
    address = f"/admin/boards/complaint/{at_work.pk}/photo/{photo.pk}.jpg"
    assert f'<img src="{address}" alt="고친 뒤"' in page
    assert clerk.get(address).status_code == 200
    line = TrailEntry.objects.of(f"complaint:{at_work.pk}").last()
    assert (line.action, line.actor) == ("photo_opened", cast.clerk)
    assert line.after == {"photo": str(photo.pk), "from": "127.0.0.1"}


def test_nobody_of_another_office_adds_opens_or_removes_a_photo(
    cast: Cast, clerk: Client, at_work: Complaint
) -> None:
    upload(clerk, at_work)
    photo, stranger = AnswerPhoto.objects.get(), Client()
    stranger.force_login(cast.outsider)
    base = f"/admin/boards/complaint/{at_work.pk}"
    assert stranger.get(f"{base}/photo/{photo.pk}.jpg").status_code == 404
    assert upload(stranger, at_work, "before").status_code == 404
    gone = stranger.post(f"{base}/do/drop_photo/", {"version": 1, "photo": str(photo.pk)})
    assert gone.status_code == 404
    assert AnswerPhoto.objects.get() == photo


def test_what_was_closed_without_handling_takes_no_photo(
    cast: Cast, clerk: Client, at_work: Complaint
) -> None:
    doors.close(at_work.pk, hand(cast.clerk, at_work), ground="withdrawn")
    assert upload(clerk, at_work).status_code == 422
    at_work.refresh_from_db()
    assert at_work.state == State.CLOSED and not AnswerPhoto.objects.exists()
