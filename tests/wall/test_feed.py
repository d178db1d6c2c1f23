"""The wall's feed: what the public may read, at once, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from boards.chips import CHIPS
from boards.languages import CATALOGUES
from boards.models import Board, Category, Complaint, Note, Outcome, Side
from boards.visibility import hide, show
from boards.wall import feed
from boards.wall.cards import in_few_lines
from boards.wall.week import FEWEST_FOR_A_SHARE, spoken, strip_of
from tests.cast import Cast, Tablet
from tests.wall.helpers import later, settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(cast: Cast) -> Board:
    cast.board.wall_is_open = True
    cast.board.save()
    return cast.board


def address(board: Board) -> str:
    return f"/wall/{board.slug}/notes"


def read(board: Board) -> str:
    """The feed as a look a moment later finds it."""
    feed.forget()
    return Client().get(address(board)).content.decode()


def test_a_note_without_findings_is_on_the_wall_at_the_next_look(
    board: Board, tablet: Tablet
) -> None:
    tablet.put(tablet.note(text="도장까지 찾아 주셨어요"))
    assert "도장까지 찾아 주셨어요" in read(board)


def test_sides_have_their_columns_and_the_newest_comes_first(board: Board, tablet: Tablet) -> None:
    for text, side in [
        ("먼저 온 칭찬", "good"),
        ("나중 칭찬", "good"),
        ("의자가 없어요", "regret"),
    ]:
        tablet.put(tablet.note(text=text, side=side))
    page = read(board)
    assert page.index("나중 칭찬") < page.index("먼저 온 칭찬") < page.index("의자가 없어요")


@pytest.mark.parametrize(
    "text",
    [
        "연락 주세요 010-1234-5678",
        "주민번호 900101-1234568 입니다",
        "이 씨발 새끼들아",
        "3번 창구 여자 직원이 반말로 소리를 질렀어요",
    ],
)
def test_a_note_with_findings_waits_for_a_clerk(board: Board, tablet: Tablet, text: str) -> None:
    tablet.put(tablet.note(text=text, side="regret"))
    page = read(board)
    assert "data-key" not in page
    assert "1234" not in page


def test_no_id_no_code_and_no_digest_reaches_the_wall(board: Board, tablet: Tablet) -> None:
    tablet.put(tablet.note(side="regret"))
    note = Note.objects.get()
    page = read(board)
    for secret in (str(note.pk), note.pk.hex, note.receipt_code, note.digest):
        assert secret not in page


def test_markup_in_a_note_stays_text(board: Board, tablet: Tablet) -> None:
    tablet.put(tablet.note(text="<img src=x onerror=alert(1)> 좋아요"))
    assert "&lt;img" in read(board)


def test_hiding_takes_a_note_from_the_wall_and_showing_brings_it_back(
    board: Board, tablet: Tablet, cast: Cast
) -> None:
    tablet.put(tablet.note(text="보였다 숨었다"))
    note, now = Note.objects.get(), timezone.now()
    hide(note, cast.clerk, now, "개인 사정이 적혀 있음")
    assert "보였다 숨었다" not in read(board)
    show(note, cast.clerk, now)
    assert "보였다 숨었다" in read(board)


def test_time_alone_publishes(board: Board, tablet: Tablet) -> None:
    tablet.put(tablet.note(text="세 시에 보여요"))
    soon = timezone.now() + timedelta(hours=1)
    Note.objects.update(publish_at=soon)
    assert "세 시에 보여요" not in read(board)
    Note.objects.update(publish_at=timezone.now() - timedelta(seconds=1))
    assert "세 시에 보여요" in read(board)


def test_a_fixed_regret_shows_what_was_done(board: Board, tablet: Tablet) -> None:
    tablet.put(tablet.note(side="regret", text="의자가 모자라요"))
    settle(Complaint.objects.get())
    page = read(board)
    assert "고쳤어요" in page
    assert "의자 네 개를 더 놓았습니다" in page


def test_what_was_not_possible_is_not_told_as_fixed(board: Board, tablet: Tablet) -> None:
    tablet.put(tablet.note(side="regret", text="토요일에도 열어 주세요"))
    settle(Complaint.objects.get(), outcome=Outcome.NOT_POSSIBLE)
    assert "고쳤어요" not in read(board)


def test_an_unchanged_wall_is_answered_without_rendering(board: Board, tablet: Tablet) -> None:
    tablet.put(tablet.note())
    client = Client()
    tag = client.get(address(board))["ETag"]
    later()
    kept = feed._kept[board.slug].body
    assert client.get(address(board), headers={"If-None-Match": tag}).status_code == 304
    assert feed._kept[board.slug].body is kept


def test_an_unchanged_wall_within_a_moment_costs_no_query(
    board: Board, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = Client()
    tag = client.get(address(board))["ETag"]
    with django_assert_num_queries(0):
        response = client.get(address(board), headers={"If-None-Match": tag})
    assert (response.status_code, response.content) == (304, b"")


def test_a_look_costs_few_queries_however_many_notes(
    board: Board, tablet: Tablet, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        tablet.put(tablet.note(text=f"쪽지 {number}", side="regret"))
    client = Client()
    feed.forget()
    with django_assert_max_num_queries(12):
        client.get(address(board))


def test_a_closed_wall_opens_to_its_paired_screen_and_its_staff_alone(
    cast: Cast, tablet: Tablet
) -> None:
    closed = address(cast.board)
    assert Client().get(closed).status_code == 403
    screen = Tablet(cast.board, kind="wall")
    assert screen.client.get(closed).status_code == 200
    clerk, outsider = Client(), Client()
    clerk.force_login(cast.clerk)
    outsider.force_login(cast.outsider)
    assert clerk.get(closed).status_code == 200
    assert outsider.get(closed).status_code == 403


def test_a_revoked_screen_is_shut_out_at_the_next_look(cast: Cast) -> None:
    screen = Tablet(cast.board, kind="wall")
    tag = screen.client.get(address(cast.board))["ETag"]
    screen.device.revoked_at = timezone.now()
    screen.device.save()
    later()
    again = screen.client.get(address(cast.board), headers={"If-None-Match": tag})
    assert again.status_code == 403


def test_a_wall_that_was_closed_again_is_shut_at_the_next_look(board: Board) -> None:
    client = Client()
    tag = client.get(address(board))["ETag"]
    Board.objects.update(wall_is_open=False)
    later()
    assert client.get(address(board), headers={"If-None-Match": tag}).status_code == 403


def test_an_unknown_wall_is_not_found(db: None) -> None:
    assert Client().get("/wall/no-such-board/notes").status_code == 404


def test_a_paired_screen_finds_its_wall_from_the_front_page(cast: Cast) -> None:
    screen = Tablet(cast.board, kind="wall")
    assert screen.client.get("/wall/")["Location"] == f"/wall/{cast.board.slug}/"


def test_the_strip_tells_no_share_below_five(board: Board, tablet: Tablet) -> None:
    for number in range(FEWEST_FOR_A_SHARE):
        tablet.put(tablet.note(side="regret", text=f"고쳐 주세요 {number}"))
    complaints = list(Complaint.objects.all())
    for complaint in complaints[:-1]:
        settle(complaint)
    strip = strip_of(board, timezone.now())
    assert (strip.came, strip.fixed, strip.share, strip.took) == (5, 4, None, None)
    settle(complaints[-1])
    strip = strip_of(board, timezone.now())
    assert (strip.fixed, strip.share) == (5, 100)
    assert strip.took


@pytest.mark.parametrize(("hours", "words"), [(0, "1시간"), (5, "5시간"), (26, "1일"), (70, "3일")])
def test_a_span_is_told_as_people_tell_it(hours: int, words: str) -> None:
    assert spoken(timedelta(hours=hours)) == words


@pytest.mark.parametrize(
    ("language", "phrase"),
    [("ko", "오래 기다렸어요"), ("en", "Long wait"), ("zh", ""), ("vi", "")],
)
def test_a_touch_alone_says_what_was_touched_in_its_language(
    tablet: Tablet, client: Client, language: str, phrase: str
) -> None:
    tablet.put(tablet.note(side="regret", text="", category="waiting", language=language))
    with translation.override(CATALOGUES[language]):
        spoken_phrase = str(CHIPS[Side.REGRET][Category.WAITING])
    assert spoken_phrase == phrase or not phrase
    assert spoken_phrase in feed.body_of(tablet.device.board).html.decode()


def test_hundreds_of_lines_keep_their_words_and_take_a_few_lines() -> None:
    text = in_few_lines("\n".join("가나다라마바사아자차"))
    assert text == "가\n나\n다\n라\n마\n바\n사\n아 자 차"
    assert in_few_lines("한 줄\n두 줄") == "한 줄\n두 줄"
