"""When a wall is looked up: never twice for nothing, and never too late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from boards.devices import PLAIN_COOKIE
from boards.models import Board, Note
from boards.models.note import SHOWN_DAYS
from boards.visibility import hide
from boards.wall import feed
from boards.wall.cards import Card, Ending, Promise
from suwon_board.hot_paths import UnchangedWall
from tests.cast import Cast, Tablet
from tests.wall.helpers import later, settle, shown_note

pytestmark = pytest.mark.django_db


class Walls:
    """A wall, and how often it was looked up and rendered."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.looks = 0
        self.renderings = 0

    def half_a_second_later(self) -> str:
        """The feed once the memory must be felt for again, but long before a look is due."""
        feed._pulse.clear()
        for kept in feed._kept.values():
            kept.felt_at = 0.0
        return self.read()

    def read(self) -> str:
        return Client().get(f"/wall/{self.board.slug}/notes").content.decode()


@pytest.fixture
def walls(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Walls]:
    cast.board.wall_is_open = True
    cast.board.save()
    walls, look, rendered = Walls(cast.board), feed.look, feed.rendered

    def counted_look(*arguments: Any) -> feed.Facts:
        walls.looks += 1
        return look(*arguments)

    def counted_rendering(*arguments: Any) -> feed.Body:
        walls.renderings += 1
        return rendered(*arguments)

    monkeypatch.setattr(feed, "look", counted_look)
    monkeypatch.setattr(feed, "rendered", counted_rendering)
    yield walls


def test_sixty_notes_are_rendered_once_a_change_and_not_once_a_screen(
    walls: Walls, tablet: Tablet, cast: Cast
) -> None:
    notes = [shown_note(tablet, text=f"쪽지 {n}") for n in range(3)]
    for _ in range(50):
        walls.half_a_second_later()
    assert (walls.looks, walls.renderings) == (1, 1)
    hide(notes[0], cast.clerk, timezone.now(), "시험")
    for _ in range(50):
        walls.half_a_second_later()
    assert (walls.looks, walls.renderings) == (2, 2)


def test_a_look_that_finds_nothing_new_renders_nothing(walls: Walls, tablet: Tablet) -> None:
    shown_note(tablet)
    walls.read()
    for _ in range(5):
        later()
        walls.read()
    assert (walls.looks, walls.renderings) == (6, 1)


def test_a_change_is_felt_without_waiting_for_the_next_look(
    walls: Walls, tablet: Tablet, cast: Cast
) -> None:
    walls.read()
    note = shown_note(tablet, text="방금 붙인 쪽지")
    assert "방금 붙인 쪽지" in walls.half_a_second_later()
    hide(note, cast.clerk, timezone.now(), "시험")
    assert "방금 붙인 쪽지" not in walls.half_a_second_later()


def test_a_change_past_every_door_is_found_by_the_next_look(walls: Walls, tablet: Tablet) -> None:
    note = shown_note(tablet, text="지울 수 없는 쪽지")
    walls.read()
    Note.objects.filter(pk=note.pk).update(visibility="hidden", publish_at=None)
    later()
    assert "지울 수 없는 쪽지" not in walls.read()


def test_a_note_opens_at_its_hour_by_time_alone(walls: Walls, tablet: Tablet) -> None:
    Board.objects.update(publishing=Board.Publishing.AFTER_LOOK)
    hour = datetime(2026, 11, 24, 10, tzinfo=timezone.get_default_timezone())
    with time_machine.travel(hour - timedelta(minutes=5), tick=False) as clock:
        tablet.put(tablet.note(text="열 시에 보여요"))
        assert "열 시에 보여요" not in walls.half_a_second_later()
        clock.move_to(hour - timedelta(seconds=1))
        assert "열 시에 보여요" not in walls.half_a_second_later()
        clock.move_to(hour)
        assert "열 시에 보여요" in walls.half_a_second_later()


def test_every_part_of_a_card_is_among_what_a_look_reads() -> None:
    """Whoever adds a part to a card must say from which column of a look it comes."""
    read = {
        "key": "pk",
        "text": "public_text",
        "size": "public_text",
        "tilt": "pk",
        "chip": "category",
        "fixed": "complaint__outcome",
        "action": "complaint__action_taken",
        "answered": "complaint__answered_at",
        "promise": "complaint__plan__public_sentence",
        "promised": "complaint__plan__promised_on",
        "is_late": "complaint__promised_on",
        "thanks": "thanks__text",
        "signature": "thanks__plate__name",
        "joins": "joins_count",
        "photos": "complaint_id",
    }
    never_change = {"side", "language", "day", "pages", "version"}
    assert set(read) | never_change == set(Card.__dataclass_fields__)
    assert set(read.values()) <= set(feed.LOOKED_AT)
    assert len(Ending.__dataclass_fields__) + len(Promise.__dataclass_fields__) == 6


# -- old stories -------------------------------------------------------------------------------


def test_what_was_fixed_is_told_however_old_the_note(walls: Walls, tablet: Tablet) -> None:
    note = shown_note(tablet, side="regret", text="비가 샙니다")
    Note.objects.update(received_at=timezone.now() - timedelta(days=SHOWN_DAYS + 40))
    assert "비가 샙니다" not in walls.read()
    assert note.complaint
    settle(note.complaint, action_taken="지붕을 고쳤습니다")
    later()
    page = walls.read()
    assert "비가 샙니다" in page
    assert "지붕을 고쳤습니다" in page


def test_many_new_notes_do_not_push_out_what_was_fixed(
    walls: Walls, tablet: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "MOST_NOTES", 6)
    note = shown_note(tablet, side="regret", text="비가 샙니다")
    for number in range(7):
        shown_note(tablet, side="regret", text=f"아쉬움 {number}")
    assert "비가 샙니다" not in walls.read()
    assert note.complaint
    settle(note.complaint)
    later()
    assert "비가 샙니다" in walls.read()


@pytest.mark.parametrize(
    ("praises", "regrets", "shown"),
    [
        (3, 9, (3, 3)),
        (9, 3, (3, 3)),
        (9, 1, (5, 1)),
        (1, 9, (1, 5)),
        (0, 9, (0, 6)),
        (2, 2, (2, 2)),
    ],
)
def test_many_notes_of_one_side_push_none_of_the_other_off_the_wall(
    cast: Cast,
    tablet: Tablet,
    monkeypatch: pytest.MonkeyPatch,
    praises: int,
    regrets: int,
    shown: Any,
) -> None:
    monkeypatch.setattr(feed, "MOST_NOTES", 6)
    praised = [shown_note(tablet, text="고마워요") for _ in range(praises)]
    missed = [shown_note(tablet, side="regret", text="아쉬워요") for _ in range(regrets)]
    rows = {row[0] for row in feed.look(cast.board, timezone.now()).rows}
    assert rows == {
        note.pk for note in praised[praises - shown[0] :] + missed[regrets - shown[1] :]
    }


# -- the shortcut in front of Django -----------------------------------------------------------


def asked(slug: str, tag: str, credential: str = "", **more: str) -> str:
    """The status of a poll; the application behind the shortcut answers 200."""
    statuses: list[str] = []

    def behind(environ: dict[str, Any], start: Any) -> list[bytes]:
        start("200 OK", [])
        return []

    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": f"/wall/{slug}/notes",
        "HTTP_IF_NONE_MATCH": tag,
        "HTTP_COOKIE": f"{PLAIN_COOKIE}={credential}" if credential else "",
        "HTTP_HOST": "testserver",
        **more,
    }
    UnchangedWall(behind)(environ, lambda status, headers: statuses.append(status))
    return statuses[0]


def test_an_unchanged_poll_never_reaches_django(walls: Walls) -> None:
    tag = Client().get(f"/wall/{walls.board.slug}/notes")["ETag"]
    assert asked(walls.board.slug, tag) == "304 Not Modified"
    assert asked(walls.board.slug, f"W/{tag}") == "304 Not Modified", "as a proxy that compresses"
    assert asked(walls.board.slug, '"another"') == "200 OK"
    assert asked("no-such-board", tag) == "200 OK"
    assert asked(walls.board.slug, tag, HTTP_HOST="elsewhere.example") == "200 OK"
    assert asked(walls.board.slug, tag, QUERY_STRING="a=%00") == "200 OK"


def test_a_paired_screen_of_a_closed_wall_gets_the_shortcut_and_nobody_else(cast: Cast) -> None:
    screen, other = Tablet(cast.board, kind="wall"), Tablet(cast.other_board, kind="wall")
    tag = screen.client.get(f"/wall/{cast.board.slug}/notes")["ETag"]
    assert asked(cast.board.slug, tag, screen.credential) == "304 Not Modified"
    for credential in ("", "made-up", other.credential):
        assert asked(cast.board.slug, tag, credential) == "200 OK"


def test_a_tag_that_a_proxy_weakened_is_known(walls: Walls) -> None:
    address = f"/wall/{walls.board.slug}/notes"
    tag = Client().get(address)["ETag"]
    later()
    assert Client().get(address, headers={"If-None-Match": f"W/{tag}"}).status_code == 304


# -- the page ----------------------------------------------------------------------------------


def test_a_screen_learns_of_a_newer_page_with_its_next_poll(
    walls: Walls, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/wall/{walls.board.slug}/notes"
    before = Client().get(address)
    assert f'data-page="{feed.page_version()}"' in before.content.decode()
    monkeypatch.setattr(feed, "page_version", lambda: "newer")
    feed.forget()  # the process of the new version
    after = Client().get(address, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert 'data-page="newer"' in after.content.decode()


def test_a_paired_screen_gets_its_credential_for_longer_each_time_its_page_loads(
    cast: Cast,
) -> None:
    screen = Tablet(cast.board, kind="wall")
    answer = screen.client.get(f"/wall/{cast.board.slug}/")
    assert answer.cookies[PLAIN_COOKIE].value == screen.credential
    screen.device.refresh_from_db()
    assert screen.device.last_contact_at is not None


def test_a_paired_screen_gets_its_page_while_the_board_is_out_of_service_and_no_note(
    cast: Cast, tablet: Tablet
) -> None:
    shown_note(tablet, text="지금은 안 보일 쪽지")
    Board.objects.update(is_active=False)
    screen = Tablet(cast.board, kind="wall")
    page = screen.client.get(f"/wall/{cast.board.slug}/")
    assert page.status_code == 200
    assert "지금은 안 보일 쪽지" not in page.content.decode()
    assert screen.client.get("/wall/")["Location"] == f"/wall/{cast.board.slug}/"
    feed = screen.client.get(f"/wall/{cast.board.slug}/notes")
    assert (feed.status_code, feed["X-Wall"]) == (404, "closed")
    assert Client().get(f"/wall/{cast.board.slug}/").status_code == 404


def test_a_page_asked_for_without_a_database_comes_again_by_itself(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_database(*arguments: Any) -> Board:
        raise OperationalError

    monkeypatch.setattr("boards.wall.views.board_for", no_database)
    answer = Client().get(f"/wall/{cast.board.slug}/")
    assert (answer.status_code, answer["Refresh"]) == (503, "15")


def test_a_refusal_of_ours_says_so_and_one_of_others_cannot(cast: Cast) -> None:
    refused = Client().get(f"/wall/{cast.board.slug}/notes")
    assert (refused.status_code, refused["X-Wall"]) == (403, "closed")
    unknown = Client().get("/wall/no-such-board/notes")
    assert (unknown.status_code, unknown["X-Wall"]) == (404, "closed")
