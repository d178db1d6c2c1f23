"""The tablet in a real browser: a note in under a minute, by anyone."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.utils import timezone

from boards import pairing
from boards.models import Note
from tests.cast import Cast


@pytest.fixture
def kiosk(page: Any, live_server: Any, cast: Cast) -> Any:
    """A page of a paired tablet, on its start screen."""
    secret = pairing.invite(cast.board, "tablet", timezone.now())
    page.goto(f"{live_server.url}/kiosk/invited/{secret}")
    page.get_by_role("button", name="좋아요").wait_for()
    return page


def touch(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=False).first.click()


def stored(count: int = 1) -> list[Note]:
    notes = list(Note.objects.order_by("received_at"))
    assert len(notes) == count
    return notes


@pytest.mark.django_db(transaction=True)
def test_a_note_by_keys_reaches_the_database(kiosk: Any, cast: Cast) -> None:
    touch(kiosk, "아쉬워요")
    touch(kiosk, "오래 기다렸어요")
    touch(kiosk, "글로 더 적기")
    kiosk.get_by_role("textbox").fill("번호표를 뽑고 한참 기다렸어요")
    touch(kiosk, "다음")
    touch(kiosk, "붙이기")
    kiosk.get_by_role("heading", name="고맙습니다").wait_for()
    note = stored()[0]
    assert (note.side, note.category, note.sequence) == ("regret", "waiting", 1)
    assert note.text == "번호표를 뽑고 한참 기다렸어요"
    shown = kiosk.locator(".receipt strong").inner_text().replace("-", "")
    assert shown == note.receipt_code


@pytest.mark.django_db(transaction=True)
def test_a_chip_alone_is_a_note_in_three_touches(kiosk: Any, cast: Cast) -> None:
    touch(kiosk, "좋아요")
    touch(kiosk, "친절했어요")
    touch(kiosk, "이대로 붙이기")
    kiosk.get_by_role("heading", name="고맙습니다").wait_for()
    assert stored()[0].category == "kindness"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("name", "good", "thanks", "language"),
    [
        ("English", "I liked it", "Thank you", "en"),
        ("中文", "满意", "谢谢", "zh"),
        ("Tiếng Việt", "Hài lòng", "cảm ơn", "vi"),
    ],
)
def test_each_language_posts_a_note(
    kiosk: Any, cast: Cast, name: str, good: str, thanks: str, language: str
) -> None:
    touch(kiosk, name)
    touch(kiosk, good)
    kiosk.locator(".chip").first.click()
    kiosk.locator(".onward .button--primary").click()
    kiosk.get_by_role("heading", name=re.compile(thanks)).wait_for()
    assert stored()[0].language == language


@pytest.mark.django_db(transaction=True)
def test_a_resident_number_cannot_be_sent(kiosk: Any, cast: Cast) -> None:
    touch(kiosk, "좋아요")
    touch(kiosk, "다음")
    kiosk.get_by_role("textbox").fill("제 번호는 900101-1234567 이에요")
    assert kiosk.get_by_role("button", name="다음").is_disabled()
    touch(kiosk, "번호 지우기")
    assert kiosk.get_by_role("textbox").input_value() == "제 번호는  이에요"
    assert kiosk.get_by_role("button", name="다음").is_enabled()


@pytest.mark.django_db(transaction=True)
def test_without_network_the_note_waits_and_is_delivered_once(
    kiosk: Any, cast: Cast, watch: Any
) -> None:
    kiosk.route("**/kiosk/notes/**", lambda route: route.abort())
    watch.allow("Failed to load resource", "net::ERR", "redirect")
    touch(kiosk, "좋아요")
    touch(kiosk, "깨끗해요")
    touch(kiosk, "이대로 붙이기")
    kiosk.get_by_role("heading", name="안전하게 보관").wait_for()
    code = kiosk.locator(".receipt strong").inner_text().replace("-", "")
    stored(0)
    kiosk.unroute("**/kiosk/notes/**")
    with kiosk.expect_response("**/kiosk/notes/**") as answer:
        kiosk.evaluate("window.dispatchEvent(new Event('online'))")
    assert answer.value.status == 201
    assert stored()[0].receipt_code == code


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("status", [200, 302, 401, 403, 413, 429, 500])
def test_a_page_that_is_not_our_echo_takes_nothing_out_of_the_outbox(
    kiosk: Any, cast: Cast, watch: Any, status: int
) -> None:
    watch.allow("Failed to load resource", "net::ERR", "redirect")
    portal = {"status": status, "content_type": "text/html", "body": "<h1>로그인</h1>"}
    kiosk.route("**/kiosk/notes/**", lambda route: route.fulfill(**portal))
    touch(kiosk, "좋아요")
    touch(kiosk, "깨끗해요")
    touch(kiosk, "이대로 붙이기")
    kiosk.get_by_role("heading", name="안전하게 보관").wait_for()
    kiosk.unroute("**/kiosk/notes/**")
    with kiosk.expect_response("**/kiosk/notes/**"):
        kiosk.evaluate("window.dispatchEvent(new Event('online'))")
    stored(1)


@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_visit_stays_behind(kiosk: Any, cast: Cast) -> None:
    touch(kiosk, "English")
    touch(kiosk, "Large text")
    touch(kiosk, "I liked it")
    touch(kiosk, "Next")
    kiosk.get_by_role("textbox").fill("비밀 이야기")
    touch(kiosk, "Start over")
    kiosk.get_by_role("button", name="좋아요").wait_for()
    kept = kiosk.evaluate("document.documentElement.outerHTML + JSON.stringify(localStorage)")
    assert "비밀" not in kept
    assert kiosk.evaluate("document.documentElement.dataset.textSize") == "normal"


@pytest.mark.django_db(transaction=True)
def test_an_idle_visit_is_wiped_after_a_warning(kiosk: Any, cast: Cast) -> None:
    kiosk.clock.install()
    kiosk.reload()
    touch(kiosk, "좋아요")
    touch(kiosk, "다음")
    kiosk.get_by_role("textbox").fill("잊고 간 글")
    kiosk.clock.run_for(45_000)
    kiosk.get_by_role("heading", name="계속 쓰고 계신가요?").wait_for()
    touch(kiosk, "계속 쓰기")
    assert kiosk.get_by_role("textbox").input_value() == "잊고 간 글"
    kiosk.clock.run_for(61_000)
    kiosk.get_by_role("button", name="아쉬워요").wait_for()
    assert "잊고 간 글" not in kiosk.content()


@pytest.mark.django_db(transaction=True)
def test_an_unpaired_tablet_shows_a_code_and_opens_once_approved(
    page: Any, live_server: Any, cast: Cast, watch: Any
) -> None:
    watch.allow("Failed to load resource", "net::ERR", "redirect")
    page.goto(f"{live_server.url}/kiosk/")
    code = page.locator(".pairing-code").inner_text()
    pairing.approve(code, cast.board, "입구 태블릿", cast.clerk, timezone.now())
    page.get_by_role("button", name="좋아요").wait_for()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("aid", [None, "선명한 화면", "큰 글씨", "낮은 화면"])
def test_axe_finds_nothing_on_any_step(kiosk: Any, cast: Cast, axe: Any, aid: str | None) -> None:
    if aid:
        touch(kiosk, aid)
    axe(kiosk)
    touch(kiosk, "아쉬워요")
    axe(kiosk)
    touch(kiosk, "어느 창구")
    axe(kiosk)
    touch(kiosk, "1번 창구")
    touch(kiosk, "다음")
    axe(kiosk)
    kiosk.get_by_role("textbox").fill("의자가 모자라요")
    touch(kiosk, "다음")
    axe(kiosk)
    touch(kiosk, "붙이기")
    kiosk.get_by_role("heading", name="고맙습니다").wait_for()
    axe(kiosk)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", [(1280, 800), (800, 1280)])
def test_targets_are_large_and_apart(kiosk: Any, cast: Cast, size: tuple[int, int]) -> None:
    kiosk.set_viewport_size({"width": size[0], "height": size[1]})
    for step in ("start", "category"):
        if step == "category":
            touch(kiosk, "좋아요")
        boxes = json.loads(
            kiosk.evaluate(
                "JSON.stringify([...document.querySelectorAll('button')].map(b => {"
                " const r = b.getBoundingClientRect(); return [r.x, r.y, r.right, r.bottom] }))"
            )
        )
        for x, y, right, bottom in boxes:
            assert right - x >= 64 and bottom - y >= 64
        for a in boxes:
            for b in boxes:
                if a != b:
                    apart = max(b[0] - a[2], a[0] - b[2], b[1] - a[3], a[1] - b[3])
                    assert apart >= 13.9, (step, a, b)
        assert kiosk.evaluate("document.documentElement.scrollWidth <= innerWidth")
        heading = kiosk.locator("h1")
        assert float(heading.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")) >= 38
