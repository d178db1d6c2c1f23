"""The tablet in a real browser: a note in under a minute, by anyone."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.utils import timezone

from boards import pairing
from boards.handwriting import path_of
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


def leave(page: Any) -> None:
    """Back to the start: the time to take the note back is over and it is sent."""
    with page.expect_response("**/kiosk/notes/**") as answer:
        touch(page, page.locator(".onward .button--primary").inner_text())
    assert answer.value.ok


def stored(count: int = 1) -> list[Note]:
    notes = list(Note.objects.order_by("received_at"))
    assert len(notes) == count
    return notes


@pytest.mark.django_db(transaction=True)
def test_a_note_by_keys_reaches_the_database(kiosk: Any, cast: Cast) -> None:
    touch(kiosk, "아쉬워요")
    touch(kiosk, "오래 기다렸어요")
    touch(kiosk, "글로 적기")
    kiosk.get_by_role("textbox").fill("번호표를 뽑고 한참 기다렸어요")
    touch(kiosk, "다음")
    touch(kiosk, "붙이기")
    kiosk.get_by_role("heading", name="고맙습니다").wait_for()
    shown = kiosk.locator(".receipt strong").inner_text().replace("-", "")
    leave(kiosk)
    note = stored()[0]
    assert (note.side, note.category, note.sequence) == ("regret", "waiting", 1)
    assert note.text == "번호표를 뽑고 한참 기다렸어요"
    assert shown == note.receipt_code


@pytest.mark.django_db(transaction=True)
def test_a_chip_alone_is_a_note_in_three_touches(kiosk: Any, cast: Cast) -> None:
    touch(kiosk, "좋아요")
    touch(kiosk, "친절했어요")
    touch(kiosk, "이대로 붙이기")
    kiosk.get_by_role("heading", name="고맙습니다").wait_for()
    leave(kiosk)
    assert stored()[0].category == "kindness"


@pytest.mark.django_db(transaction=True)
def test_two_touches_from_the_start_are_enough(kiosk: Any, cast: Cast) -> None:
    kiosk.clock.install()
    kiosk.reload()
    touch(kiosk, "좋아요")
    touch(kiosk, "친절했어요")
    kiosk.get_by_role("heading", name="이대로 붙일까요").wait_for()
    kiosk.clock.run_for(16_000)
    kiosk.get_by_role("heading", name="고맙습니다").wait_for()
    with kiosk.expect_response("**/kiosk/notes/**"):
        kiosk.clock.run_for(11_000)
    assert stored()[0].category == "kindness"


@pytest.mark.django_db(transaction=True)
def test_a_touch_gives_time_before_a_chip_sticks_by_itself(kiosk: Any, cast: Cast) -> None:
    kiosk.clock.install()
    kiosk.reload()
    touch(kiosk, "좋아요")
    touch(kiosk, "친절했어요")
    kiosk.locator("h1").click()
    kiosk.clock.run_for(30_000)
    assert kiosk.get_by_role("heading", name="이대로 붙일까요").is_visible()
    stored(0)


@pytest.mark.django_db(transaction=True)
def test_a_note_can_be_taken_back_for_ten_seconds(kiosk: Any, cast: Cast) -> None:
    touch(kiosk, "아쉬워요")
    touch(kiosk, "오래 기다렸어요")
    touch(kiosk, "이대로 붙이기")
    touch(kiosk, "떼어 내기")
    kiosk.get_by_role("heading", name="떼어 냈습니다").wait_for()
    touch(kiosk, "고쳐서 다시 붙이기")
    kiosk.get_by_role("textbox").fill("창구를 더 열어 주세요")
    touch(kiosk, "다음")
    touch(kiosk, "붙이기")
    kiosk.get_by_role("heading", name="고맙습니다").wait_for()
    leave(kiosk)
    note = stored()[0]
    # The note that was taken back leaves no gap in the numbers of this tablet.
    assert (note.text, note.sequence) == ("창구를 더 열어 주세요", 1)


@pytest.mark.django_db(transaction=True)
def test_what_the_server_holds_leaves_the_screen_soon(kiosk: Any, cast: Cast) -> None:
    kiosk.clock.install()
    kiosk.reload()
    touch(kiosk, "좋아요")
    touch(kiosk, "글로 적기")
    kiosk.get_by_role("textbox").fill("남으면 안 되는 글")
    touch(kiosk, "다음")
    touch(kiosk, "붙이기")
    kiosk.get_by_role("heading", name="고맙습니다").wait_for()
    with kiosk.expect_response("**/kiosk/notes/**"):
        kiosk.clock.run_for(11_000)
    kiosk.clock.run_for(4_000)
    kiosk.wait_for_function("!document.body.innerHTML.includes('남으면 안 되는 글')")
    kept = kiosk.evaluate(
        "new Promise(done => { const open = indexedDB.open('board-outbox');"
        " open.onsuccess = () => { const db = open.result; const all ="
        " db.transaction('waiting').objectStore('waiting').getAll();"
        " all.onsuccess = () => done(JSON.stringify(all.result)) } })"
    )
    assert kept == "[]"


def draw_line(page: Any, points: list[tuple[float, float]]) -> None:
    """One stroke over the sheet; places are shares of its width and height."""
    box = page.locator(".strokes--living").bounding_box()
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=5)
    page.mouse.up()


@pytest.mark.django_db(transaction=True)
def test_a_note_by_finger_is_kept_as_vectors(kiosk: Any, cast: Cast) -> None:
    touch(kiosk, "좋아요")
    touch(kiosk, "손으로 쓰기")
    assert kiosk.get_by_role("button", name="다음").is_disabled()
    draw_line(kiosk, [(0.1, 0.2), (0.5, 0.8), (0.9, 0.2)])
    draw_line(kiosk, [(0.1, 0.9), (0.9, 0.9)])
    draw_line(kiosk, [(0.2, 0.5), (0.3, 0.5)])
    touch(kiosk, "되돌리기")
    touch(kiosk, "지우개")
    draw_line(kiosk, [(0.5, 0.88), (0.5, 0.92)])
    touch(kiosk, "펜")
    touch(kiosk, "새 장")
    draw_line(kiosk, [(0.4, 0.4), (0.6, 0.6)])
    touch(kiosk, "다음")
    assert kiosk.get_by_role("img", name=re.compile("손으로 쓴")).count() == 2
    touch(kiosk, "붙이기")
    kiosk.get_by_role("heading", name="고맙습니다").wait_for()
    leave(kiosk)
    note = stored()[0]
    assert note.strokes is not None
    assert [len(page) for page in note.strokes["pages"]] == [1, 1]
    assert (note.text, note.visibility) == ("", "waiting")
    first = note.strokes["pages"][0][0]
    assert min(first[::2]) < 150
    assert max(first[::2]) > 850


@pytest.mark.django_db(transaction=True)
def test_the_wall_draws_what_the_tablet_drew(kiosk: Any, cast: Cast) -> None:
    strokes = [[5, 5], [0, 0, 1000, 560], [10, 20, 35, 41, 90, 60, 200, 33, 201, 30]]
    drawn = kiosk.evaluate(
        "strokes => import('/static/kiosk/pen.js').then(pen => strokes.map(pen.pathOf))", strokes
    )
    assert drawn == [path_of(stroke, 1.0) for stroke in strokes]


@pytest.mark.django_db(transaction=True)
def test_a_second_finger_leaves_no_mark(kiosk: Any, cast: Cast) -> None:
    touch(kiosk, "좋아요")
    touch(kiosk, "손으로 쓰기")
    kiosk.evaluate(
        """() => {
          const sheet = document.querySelector(".strokes--living");
          const box = sheet.getBoundingClientRect();
          const send = (type, pointerId, x) => sheet.dispatchEvent(new PointerEvent(type, {
            pointerId, bubbles: true, clientX: box.left + x, clientY: box.top + 40 }));
          sheet.setPointerCapture = () => {};
          send("pointerdown", 1, 20); send("pointerdown", 2, 300);
          send("pointermove", 2, 400); send("pointermove", 1, 90);
          send("pointerup", 2, 400); send("pointerup", 1, 90);
        }"""
    )
    assert kiosk.locator(".strokes--living path").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("typed", "kind", "left"),
    [
        ("제 번호 010-1234-5678 로 주세요", "전화번호", "제 번호  로 주세요"),
        ("kim@example.com 입니다", "전자우편", " 입니다"),
        ("12가 3456 차가 막았어요", "차량번호", " 차가 막았어요"),
    ],
)
def test_what_looks_personal_is_marked_at_once_and_goes_with_one_touch(
    kiosk: Any, cast: Cast, typed: str, kind: str, left: str
) -> None:
    touch(kiosk, "아쉬워요")
    touch(kiosk, "글로 적기")
    kiosk.get_by_role("textbox").fill(typed)
    assert kind in kiosk.get_by_role("alert").inner_text()
    assert kiosk.get_by_role("button", name="다음").is_enabled()
    touch(kiosk, "지우기")
    assert kiosk.get_by_role("textbox").input_value() == left
    assert kiosk.get_by_role("alert").inner_text() == ""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("typed", ["대기번호 1024번", "2026. 11. 24. 14시", "3만 5천 원을 냈어요"])
def test_ordinary_numbers_are_left_alone(kiosk: Any, cast: Cast, typed: str) -> None:
    touch(kiosk, "아쉬워요")
    touch(kiosk, "글로 적기")
    kiosk.get_by_role("textbox").fill(typed)
    assert kiosk.get_by_role("alert").inner_text() == ""


@pytest.mark.django_db(transaction=True)
def test_a_note_written_with_help_is_marked(kiosk: Any, cast: Cast) -> None:
    touch(kiosk, "대신 적기")
    touch(kiosk, "좋아요")
    assert kiosk.get_by_text("대신 적어 드리는 쪽지입니다").is_visible()
    touch(kiosk, "친절했어요")
    touch(kiosk, "이대로 붙이기")
    kiosk.get_by_role("heading", name="고맙습니다").wait_for()
    leave(kiosk)
    assert stored()[0].was_helped


SPEECH = """
  window.said = [];
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, "speechSynthesis", { value: {
    speak: (words) => window.said.push(`${words.lang} ${words.text}`),
    cancel: () => window.said.push("hush"),
  } });
"""


@pytest.mark.django_db(transaction=True)
def test_voice_reads_the_screen_and_asks_for_a_second_touch(kiosk: Any, cast: Cast) -> None:
    kiosk.add_init_script(SPEECH)
    kiosk.reload()
    touch(kiosk, "음성")
    assert "민원실에 하고 싶은 말씀" in kiosk.evaluate("said.at(-1)")
    touch(kiosk, "아쉬워요")
    assert kiosk.evaluate("said.at(-1)").endswith("한 번 더 누르면 됩니다")
    assert kiosk.get_by_role("heading", name="하고 싶은 말씀").is_visible()
    touch(kiosk, "아쉬워요")
    kiosk.get_by_role("heading", name="무엇이 아쉬웠나요").wait_for()
    assert "오래 기다렸어요" in kiosk.evaluate("said.at(-1)")
    touch(kiosk, "멈추기")
    assert kiosk.evaluate("said.at(-1)") == "hush"
    touch(kiosk, "다시 듣기")
    assert "무엇이 아쉬웠나요" in kiosk.evaluate("said.at(-1)")


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
    leave(kiosk)
    assert stored()[0].language == language


@pytest.mark.django_db(transaction=True)
def test_a_resident_number_cannot_be_sent(kiosk: Any, cast: Cast) -> None:
    touch(kiosk, "좋아요")
    touch(kiosk, "글로 적기")
    kiosk.get_by_role("textbox").fill("제 번호는 900101-1234567 이에요")
    assert kiosk.get_by_role("button", name="다음").is_disabled()
    touch(kiosk, "지우기")
    assert kiosk.get_by_role("textbox").input_value() == "제 번호는  이에요"
    assert kiosk.get_by_role("button", name="다음").is_enabled()


@pytest.mark.django_db(transaction=True)
def test_without_network_the_note_waits_and_is_delivered_once(
    kiosk: Any, cast: Cast, watch: Any
) -> None:
    kiosk.clock.install()
    kiosk.reload()
    kiosk.route("**/kiosk/notes/**", lambda route: route.abort())
    watch.allow("Failed to load resource", "net::ERR", "redirect")
    touch(kiosk, "좋아요")
    touch(kiosk, "깨끗해요")
    touch(kiosk, "이대로 붙이기")
    kiosk.get_by_role("heading", name="고맙습니다").wait_for()
    kiosk.clock.run_for(11_000)
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
    kiosk.clock.install()
    kiosk.reload()
    portal = {"status": status, "content_type": "text/html", "body": "<h1>로그인</h1>"}
    kiosk.route("**/kiosk/notes/**", lambda route: route.fulfill(**portal))
    touch(kiosk, "좋아요")
    touch(kiosk, "깨끗해요")
    touch(kiosk, "이대로 붙이기")
    kiosk.get_by_role("heading", name="고맙습니다").wait_for()
    kiosk.clock.run_for(11_000)
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
    touch(kiosk, "Type")
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
    touch(kiosk, "글로 적기")
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
    touch(kiosk, "손으로 쓰기")
    axe(kiosk)
    touch(kiosk, "글로 적기")
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


def buttons_above_the_middle(page: Any) -> list[str]:
    return page.evaluate(
        "[...document.querySelectorAll('button')]"
        ".filter(b => b.getBoundingClientRect().top < innerHeight / 2 - 1)"
        ".map(b => b.textContent)"
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", [(1280, 800), (800, 1280)])
def test_low_mode_keeps_every_button_in_the_lower_half(
    kiosk: Any, cast: Cast, size: tuple[int, int]
) -> None:
    kiosk.set_viewport_size({"width": size[0], "height": size[1]})
    touch(kiosk, "낮은 화면")
    assert buttons_above_the_middle(kiosk) == []
    for way in ("아쉬워요", "어느 창구", "창구와 상관없어요", "오래 기다렸어요", "손으로 쓰기"):
        touch(kiosk, way)
        assert buttons_above_the_middle(kiosk) == [], way
    draw_line(kiosk, [(0.2, 0.2), (0.8, 0.8)])
    for way in ("다음", "붙이기"):
        touch(kiosk, way)
        kiosk.locator(".screen--review, .screen--thanks").wait_for()
        assert buttons_above_the_middle(kiosk) == [], way


@pytest.mark.django_db(transaction=True)
def test_no_language_lacks_a_sentence(kiosk: Any, cast: Cast) -> None:
    keys = kiosk.evaluate(
        """async () => {
          const flat = (words, before = "") => Object.entries(words).flatMap(([key, value]) =>
            typeof value === "string"
              ? [[before + key, [...value.matchAll(/\\{\\w+\\}/g)].join(), value.trim() !== ""]]
              : flat(value, `${before}${key}.`));
          const all = {};
          for (const language of ["ko", "en", "zh", "vi"])
            all[language] = flat((await import(`/static/kiosk/words/${language}.js`)).default)
              .sort((a, b) => (a[0] < b[0] ? -1 : 1));
          return all;
        }"""
    )
    assert len(keys["ko"]) > 80
    for language in ("en", "zh", "vi"):
        assert keys[language] == keys["ko"]


@pytest.mark.django_db(transaction=True)
def test_chinese_is_written_with_the_tablets_own_keyboard(kiosk: Any, cast: Cast) -> None:
    touch(kiosk, "中文")
    touch(kiosk, "满意")
    touch(kiosk, "打字")
    assert kiosk.locator(".keyboard").count() == 0
    assert kiosk.get_by_role("textbox").get_attribute("inputmode") is None
