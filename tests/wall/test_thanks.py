"""Staff's thanks: one sentence under a praise, without a name unless its person agreed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from boards.handles import handle_of
from boards.models import Note, Thanks, TrailEntry
from boards.thanks import said_under, take_back, thank
from boards.visibility import hide
from staff.models import Consent, Nameplate
from staff.nameplates.doors import give_consent, withdraw_consent
from tests.cast import Cast, Tablet
from tests.wall.helpers import later, shown_note

pytestmark = pytest.mark.django_db


@pytest.fixture
def praise(tablet: Tablet) -> Note:
    return shown_note(tablet, text="도장까지 찾아 주셨어요")


@pytest.fixture
def plate(cast: Cast) -> Nameplate:
    """The clerk's own plate, with the clerk's consent to thanks by name."""
    plate = Nameplate.objects.create(desk=cast.desk, person=cast.clerk, name="나시험")
    give_consent(plate, Consent.Item.THANKS, date(2026, 1, 2))
    return plate


def wall(cast: Cast) -> str:
    """The feed as a look a moment later finds it; what is rendered stays in memory."""
    later()
    screen = Tablet(cast.board, "wall")
    return screen.client.get(f"/wall/{cast.board.slug}/notes").content.decode()


def test_thanks_stand_under_the_praise_on_the_wall_and_on_its_receipt_page(
    praise: Note, cast: Cast
) -> None:
    assert "힘이 납니다" not in wall(cast)
    thank(praise, cast.clerk, timezone.now(), "덕분에 힘이 납니다")
    for page in (wall(cast), Client().get(f"/n/{praise.receipt_code}/").content.decode()):
        assert "덕분에 힘이 납니다" in page
        assert "인계동 행정복지센터 드림" in page
    line = TrailEntry.objects.of(f"note:{praise.pk}").last()
    assert line and (line.action, line.actor) == ("note.thanked", cast.clerk)
    assert line.after == {"thanks": "덕분에 힘이 납니다", "by_name": False}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "ㅤ",
        "김민수님 고맙습니다",
        "010-1234-5678로 연락 주세요",
        "시발 고맙네",
        "고" * 81,
        "나시험 드림",
    ],
)
def test_thanks_with_a_name_a_number_an_insult_or_nothing_are_refused_in_korean(
    praise: Note, cast: Cast, plate: Nameplate, text: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        thank(praise, cast.clerk, timezone.now(), text)
    assert any("가" <= letter <= "힣" for letter in refused.value.messages[0])
    assert not Thanks.objects.exists()


def test_a_regret_gets_an_answer_and_no_thanks(tablet: Tablet, cast: Cast) -> None:
    with pytest.raises(ValidationError):
        thank(shown_note(tablet, side="regret"), cast.clerk, timezone.now(), "고맙습니다")


def test_a_name_is_shown_while_its_consent_stands_and_not_a_moment_longer(
    praise: Note, cast: Cast, plate: Nameplate
) -> None:
    thank(praise, cast.clerk, timezone.now(), "고맙습니다", plate)
    assert "나시험 드림" in wall(cast)
    withdraw_consent(plate, Consent.Item.THANKS, timezone.now())
    page = wall(cast)
    assert "나시험" not in page
    assert "인계동 행정복지센터 드림" in page
    assert "나시험" not in Client().get(f"/n/{praise.receipt_code}/").content.decode()


def test_a_name_of_a_plate_that_left_its_desk_is_shown_no_more(
    praise: Note, cast: Cast, plate: Nameplate
) -> None:
    thank(praise, cast.clerk, timezone.now(), "고맙습니다", plate)
    assert "나시험 드림" in wall(cast)
    plate.ended_on = date.today()
    plate.save()
    assert "나시험" not in wall(cast)


def test_nobody_signs_by_the_name_of_another_or_without_consent(
    praise: Note, cast: Cast, plate: Nameplate
) -> None:
    with pytest.raises(ValidationError):
        thank(praise, cast.manager, timezone.now(), "고맙습니다", plate)
    withdraw_consent(plate, Consent.Item.THANKS, timezone.now())
    with pytest.raises(ValidationError):
        thank(praise, cast.clerk, timezone.now(), "고맙습니다", plate)


def test_a_name_that_a_praise_tells_goes_from_the_wall_with_its_consent(
    tablet: Tablet, cast: Cast, plate: Nameplate
) -> None:
    note = shown_note(tablet, text="나시험 주무관님 덕분에 웃었어요")
    assert note.visibility == "public"
    assert "나시험" in wall(cast)
    withdraw_consent(plate, Consent.Item.THANKS, timezone.now())
    assert "나시험" not in wall(cast)
    assert "나** 주무관님 덕분에 웃었어요" in wall(cast)
    for place in (tablet.call("GET", "/kiosk/wall.json"), Client().get(f"/n/{note.receipt_code}/")):
        assert "나시험" not in place.content.decode()


def test_thanks_that_were_taken_back_are_shown_no_more_and_nothing_is_deleted(
    praise: Note, cast: Cast
) -> None:
    thank(praise, cast.clerk, timezone.now(), "고맙습니다아")
    take_back(praise, cast.clerk, timezone.now())
    assert "고맙습니다아" not in wall(cast)
    assert Thanks.objects.get().text == "고맙습니다아"
    assert said_under(Note.objects.select_related("thanks").get()).text == ""
    with pytest.raises(ValidationError):
        take_back(praise, cast.clerk, timezone.now())
    thank(praise, cast.clerk, timezone.now(), "다시 고맙습니다")
    assert "다시 고맙습니다" in wall(cast)


def test_thanks_go_with_a_note_that_is_hidden(praise: Note, cast: Cast) -> None:
    thank(praise, cast.clerk, timezone.now(), "고맙습니다아")
    hide(praise, cast.clerk, timezone.now(), "시험")
    assert "고맙습니다아" not in wall(cast)
    assert "고맙습니다아" not in Client().get(f"/n/{praise.receipt_code}/").content.decode()


# -- the clerk's page --------------------------------------------------------------------------


def page_of(note: Note) -> str:
    return f"/admin/boards/note/{handle_of(note.pk)}/thanks/"


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_clerk_thanks_from_the_list_in_one_sentence(praise: Note, cast: Cast) -> None:
    client = client_of(cast.clerk)
    assert page_of(praise) in client.get("/admin/boards/note/").content.decode()
    assert "인계동 행정복지센터 드림" in client.get(page_of(praise)).content.decode()
    answer = client.post(page_of(praise), {"text": "늘 기다리고 있겠습니다", "plate": ""})
    assert answer.status_code == 302
    assert "늘 기다리고 있겠습니다" in wall(cast)
    client.post(page_of(praise), {"take_back": "yes"})
    assert "늘 기다리고 있겠습니다" not in wall(cast)


def test_what_was_typed_stays_when_it_is_refused(praise: Note, cast: Cast) -> None:
    answer = client_of(cast.clerk).post(page_of(praise), {"text": "김민수님 고맙습니다"})
    assert answer.status_code == 422
    assert "김민수님 고맙습니다" in answer.content.decode()
    assert "사람 이름으로 보입니다" in answer.content.decode()


def test_clerk_of_another_office_and_trainer_cannot_thank(praise: Note, cast: Cast) -> None:
    assert client_of(cast.outsider).post(page_of(praise), {"text": "고맙습니다"}).status_code == 404
    assert client_of(cast.trainer).post(page_of(praise), {"text": "고맙습니다"}).status_code == 403
    assert not Thanks.objects.exists()


def test_the_plate_of_another_person_is_no_choice(
    praise: Note, cast: Cast, plate: Nameplate
) -> None:
    answer = client_of(cast.manager).post(
        page_of(praise), {"text": "고맙습니다", "plate": str(plate.pk)}
    )
    assert answer.status_code == 422
    assert not Thanks.objects.exists()
