"""나도요 on the tablet: one touch under what somebody else wrote."""

from __future__ import annotations

import re
from typing import Any

import pytest

from boards.models import Note
from boards.models.join import Join
from tests.cast import Cast, Tablet
from tests.e2e.kiosk import kiosk, touch

__all__ = ["kiosk"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def written(cast: Cast) -> list[str]:
    """Eight regrets that the wall shows, the newest last."""
    tablet = Tablet(cast.board)
    texts = [f"의자가 모자라요 {number}" for number in range(1, 9)]
    for text in texts:
        assert tablet.put(tablet.note(side="regret", text=text)).status_code == 201
    return texts


def test_one_touch_says_the_same_for_me(kiosk: Any, written: list[str], axe: Any) -> None:
    touch(kiosk, "다른 쪽지 보기")
    kiosk.get_by_role("heading", name="다른 분들의 쪽지").wait_for()
    axe(kiosk)
    card = kiosk.get_by_role("listitem").filter(has_text="모자라요 8")
    mine = card.get_by_role("button", name="나도요")
    mine.click()
    card.get_by_role("button", name="나도요 1").wait_for()
    assert mine.get_attribute("aria-pressed") == "true"
    mine.click()
    assert Join.objects.count() == 1
    assert Note.objects.count() == len(written)


def test_the_next_visitor_starts_afresh(kiosk: Any, written: list[str]) -> None:
    for count in (1, 2):
        touch(kiosk, "다른 쪽지 보기")
        card = kiosk.get_by_role("listitem").filter(has_text="모자라요 8")
        button = card.get_by_role("button", name="나도요")
        assert button.get_attribute("aria-pressed") == "false"
        button.click()
        card.get_by_role("button", name=re.compile(f"나도요 {count}")).wait_for()
        touch(kiosk, "처음으로")
    assert Join.objects.count() == 2


def test_six_cards_a_page(kiosk: Any, written: list[str]) -> None:
    touch(kiosk, "다른 쪽지 보기")
    kiosk.get_by_role("heading", name="다른 분들의 쪽지").wait_for()
    assert kiosk.get_by_role("listitem").count() == 6
    touch(kiosk, "다음 쪽지")
    assert kiosk.get_by_role("listitem").count() == 2
    touch(kiosk, "앞 쪽지")
    assert kiosk.get_by_role("listitem").count() == 6


def test_without_network_a_sentence_says_so(kiosk: Any, cast: Cast, watch: Any) -> None:
    watch.allow("Failed to load resource", "net::ERR")
    kiosk.route("**/kiosk/wall.json", lambda route: route.abort())
    touch(kiosk, "다른 쪽지 보기")
    kiosk.get_by_text("잠시 뒤에 다시 눌러 주세요").wait_for()
    assert kiosk.get_by_text("이름을 묻지 않는 쪽지입니다").is_visible()
