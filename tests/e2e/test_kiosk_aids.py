"""The tablet for everybody: languages, voice, low mode, large targets, no fault of WCAG."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.cast import Cast
from tests.e2e.kiosk import draw_line, kiosk, leave, stored, touch

__all__ = ["kiosk"]
pytestmark = pytest.mark.django_db(transaction=True)


SPEECH = """
  window.said = [];
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, "speechSynthesis", { value: {
    speak: (words) => window.said.push(`${words.lang} ${words.text}`),
    cancel: () => window.said.push("hush"),
  } });
"""


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


def test_a_note_written_with_help_is_marked(kiosk: Any, cast: Cast) -> None:
    touch(kiosk, "대신 적기")
    touch(kiosk, "좋아요")
    assert kiosk.get_by_text("대신 적어 드리는 쪽지입니다").is_visible()
    touch(kiosk, "친절했어요")
    touch(kiosk, "이대로 붙이기")
    kiosk.get_by_role("heading", name="고맙습니다").wait_for()
    leave(kiosk)
    assert stored()[0].was_helped


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


def test_chinese_is_written_with_the_tablets_own_keyboard(kiosk: Any, cast: Cast) -> None:
    touch(kiosk, "中文")
    touch(kiosk, "满意")
    touch(kiosk, "打字")
    assert kiosk.locator(".keyboard").count() == 0
    assert kiosk.get_by_role("textbox").get_attribute("inputmode") is None


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
