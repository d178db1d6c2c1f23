"""Every step of a visit in every mode: no fault of WCAG 2.2 AA, and the sizes of DOMAIN §6."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser import small_targets, wait_until
from tests.cast import Cast, Tablet
from tests.e2e.kiosk import LANGUAGES, enter, every_step, kiosk, on, press, route_notes, touch

__all__ = ["kiosk"]
pytestmark = pytest.mark.django_db(transaction=True)
SIZES = ((1280, 800), (800, 1280))
ZOOMED = (640, 400)  # what 1280×800 leaves at 200 %
ZOOMED_UPRIGHT = (400, 640)
TEXT = "번호표를 뽑고 한 시간을 기다렸어요. 전화는 010-1234-5678입니다"
TEXTS = {"en": "I waited for an hour", "zh": "等了一个小时", "vi": "Tôi chờ một giờ, 010-1234-5678"}
PRIMARY, SECOND = 38, 24  # px: what one must read to go on, and the rest
ALL_STEPS = 10

# What is smaller than it should be, with its size.
SMALL_TEXT = """([primary, second]) => {
  const main = "h1, .side strong, .chip > :not(.duty), .onward .button:not(.button--quiet), " +
    ".bar > .button, textarea, .paper-text, .paper-side, .receipt strong, .key:not(.key--word)";
  const size = (element) => parseFloat(getComputedStyle(element).fontSize);
  const told = (element) => `${size(element)} px: ${element.textContent.slice(0, 30)}`;
  const all = [...document.querySelectorAll("main *")].filter((element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  const isMain = (element) => element.closest(main) && !element.closest(
    ".key--layout, .key--word, .duty, .bottom, .tools--voice, .paper--card, .warning");
  return all.filter((element) => !element.closest(".key--layout, .key--word, .keyboard-said"))
    .filter((element) => size(element) < (isMain(element) ? primary : second)).map(told);
}"""
# Buttons whose words are cut off, that lie under something else or beside the page.
LOST = """() => {
  document.getAnimations().forEach((animation) => animation.finish());
  const lost = [];
  for (const button of document.querySelectorAll("button:not(:disabled), textarea")) {
    button.scrollIntoView({ block: "center", inline: "nearest" });
    const { x, y, width, height } = button.getBoundingClientRect();
    const top = document.elementFromPoint(x + width / 2, y + height / 2);
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = button;
    // Letters may reach over a tight line by a hair.
    const hair = parseFloat(getComputedStyle(button).fontSize) / 4;
    const isCut = button.matches("button") &&
      (scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + hair);
    if (!button.contains(top) || isCut || x < 0 || x + width > innerWidth + 1)
      lost.push(button.textContent || button.tagName);
  }
  window.scrollTo(0, 0);
  if (document.documentElement.scrollWidth > innerWidth) lost.push("wider than the screen");
  return lost;
}"""
# What is not to be seen whole without a scroll.
OUT_OF_SIGHT = """(selector) => [...document.querySelectorAll(selector)].filter((button) => {
  const { x, y, width, height } = button.getBoundingClientRect();
  return ![2, height - 2].every((down) =>
    button.contains(document.elementFromPoint(x + width / 2, y + down)));
}).map((button) => button.textContent)"""
# Keys that lie under something or beside the screen, in large words without and with low mode.
COVERED_KEYS = """() => {
  const { dataset } = document.documentElement;
  const { textSize, reach } = dataset;
  const isWhole = (key) => {
    const { x, y, width, height } = key.getBoundingClientRect();
    return [y + 2, y + height / 2, y + height - 2].every((at) =>
      key.contains(document.elementFromPoint(x + width / 2, at)));
  };
  const covered = ["", "low"].flatMap((low) => {
    dataset.textSize = "large";
    if (low) dataset.reach = low;
    else delete dataset.reach;
    return [...document.querySelectorAll(".key")].filter((key) => !isWhole(key))
      .map((key) => low + key.textContent);
  });
  for (const [name, value] of [["textSize", textSize], ["reach", reach]])
    if (value === undefined) delete dataset[name];
    else dataset[name] = value;
  return covered;
}"""
ABOVE_THE_MIDDLE = """() => [...document.querySelectorAll("button, .strokes--living")]
  .filter((e) => e.checkVisibility() && e.getBoundingClientRect().top < innerHeight / 2 - 1)
  .map((e) => e.textContent || "sheet")"""

# Signs on buttons without a word beside them.
SIGNS_ALONE = """() => [...document.querySelectorAll("button .icon")]
  .filter((icon) => !icon.parentElement.textContent.trim()).length"""
# Texts and names of what is not marked as Korean, in Korean.
KOREAN = """() => [...document.querySelectorAll("main :not(:lang(ko))")].flatMap((element) =>
  [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data)
    .concat(element.ariaLabel ?? [])).filter((words) => /[가-힣]/.test(words))"""
TOLD = {
    "start": None,
    "others": None,
    "category": "2/5 단계",
    "desk": "2/5 단계",
    "ready": "3/5 단계",
    "draw": "3/5 단계",
    "write": "3/5 단계",
    "review": "4/5 단계",
    "thanks": "5/5 단계",
    "takenBack": "5/5 단계",
}


@pytest.fixture
def filled(cast: Cast) -> Cast:
    """A desk to choose, and two notes of others."""
    tablet = Tablet(cast.board)
    tablet.put(tablet.note())
    tablet.put(tablet.note(side="regret", text="의자가 모자라요"))
    return cast


def look_at(page: Any, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    wait_until(page, "width => innerWidth === width", size[0])


def check_sizes(page: Any, step: str, aid: str | None) -> None:
    """What is touched is large, apart and whole on a tablet that lies or stands."""
    for size in SIZES:
        look_at(page, size)
        assert small_targets(page) == [], (step, size)
        assert page.evaluate(LOST) == [], (step, size)
        if step == "write":
            assert page.evaluate(COVERED_KEYS) == [], size
        if step == "draw":
            assert page.evaluate(OUT_OF_SIGHT, ".tools .button") == [], size
        if aid == "낮은 화면":
            assert page.evaluate(ABOVE_THE_MIDDLE) == [], (step, size)
        else:
            assert page.evaluate(SMALL_TEXT, [PRIMARY, SECOND]) == [], (step, size)


def check_ways_out(page: Any, step: str) -> str | None:
    """처음으로 and 이전 are there and signs have words; the step that is told."""
    bar = page.locator(".bar")
    if step == "start":
        assert bar.count() == 0
        return None
    assert bar.get_by_role("button", name="처음으로").is_visible()
    # What is stuck on has its own way back, as long as there is one.
    back = "떼어 내기" if step == "thanks" else "이전"
    assert page.get_by_role("button", name=back).is_visible(), step
    assert page.evaluate(SIGNS_ALONE) == 0, step
    return bar.locator(".steps").inner_text() if step != "others" else None


# Each mode with what is looked at besides axe: one walk for all of it.
@pytest.mark.parametrize(
    ("aid", "looks"),
    [
        (None, {"sizes", "zoom", "ways out"}),
        ("선명한 화면", set()),
        ("큰 글씨", {"sizes"}),
        ("낮은 화면", {"sizes", "zoom"}),
        ("음성", set()),
    ],
)
def test_no_step_has_a_fault_and_all_that_is_touched_is_large_apart_and_whole(
    kiosk: Any, filled: Cast, axe: Any, aid: str | None, looks: set[str]
) -> None:
    if aid:
        touch(kiosk, aid)
    rules = ("color-contrast-enhanced",) if aid == "선명한 화면" else ()
    told: dict[str, str | None] = {}
    for step in every_step(kiosk, TEXT):
        look_at(kiosk, SIZES[0])
        axe(kiosk, also=rules)
        told[step] = check_ways_out(kiosk, step) if "ways out" in looks else None
        if "sizes" in looks:
            check_sizes(kiosk, step, aid)
        if "zoom" in looks:  # the way on is walked at twice the size, too
            for size in (ZOOMED_UPRIGHT, ZOOMED):
                look_at(kiosk, size)
                assert kiosk.evaluate(LOST) == [], f"{step} at twice the size: {size}"
    assert len(told) == ALL_STEPS
    if "ways out" in looks:
        assert told == TOLD


@pytest.mark.parametrize("language", ["en", "zh", "vi"])
def test_every_step_speaks_the_language(kiosk: Any, filled: Cast, axe: Any, language: str) -> None:
    touch(kiosk, LANGUAGES[language])
    kiosk.locator(f":root:lang({language})").wait_for()
    for step in every_step(kiosk, TEXTS[language]):
        if step in {"category", "write"}:
            axe(kiosk)
        # What staff or other visitors wrote says so; nothing else is Korean.
        assert kiosk.evaluate(KOREAN) == [], step
        for size in SIZES:
            look_at(kiosk, size)
            assert kiosk.evaluate(LOST) == [], (step, size)
            assert kiosk.evaluate(COVERED_KEYS) == [], (step, size)


@pytest.mark.parametrize("low", [False, True])
def test_large_words_and_a_resident_number_leave_room_for_each_other(
    kiosk: Any, cast: Cast, low: bool
) -> None:
    for language, name in LANGUAGES.items():
        touch(kiosk, name)
        kiosk.locator(f":root:lang({language})").wait_for()
        enter(kiosk, ".aids:last-child .aid")
        if low:
            enter(kiosk, ".aids:last-child .aid", 2)
        enter(kiosk, ".side--regret")
        enter(kiosk, ".onward .button", 2)
        on(kiosk, "write")
        kiosk.get_by_role("textbox").fill(
            "번호표를 뽑고 기다렸어요. 제 번호는 900101-1234567 입니다"
        )
        for size in SIZES:
            look_at(kiosk, size)
            assert kiosk.evaluate(OUT_OF_SIGHT, ".warning .button") == [], (language, size)
            assert kiosk.evaluate(COVERED_KEYS) == [], (language, size)
            assert small_targets(kiosk) == [], (language, size)
        for size in (*SIZES, ZOOMED, ZOOMED_UPRIGHT):
            look_at(kiosk, size)
            assert kiosk.evaluate(LOST) == [], (language, size)
        look_at(kiosk, SIZES[0])
        enter(kiosk, ".bar > .button")
        kiosk.get_by_role("dialog").wait_for()
        assert small_targets(kiosk, within="dialog") == [], language
        enter(kiosk, "dialog .button", 1)
        kiosk.locator(".screen--start").wait_for()


FOCUS = """() => {
  const element = document.activeElement;
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
  const { top, bottom } = element.getBoundingClientRect();
  const isSeen = bottom > 0 && top < innerHeight;
  return [element.textContent || element.tagName,
    outlineStyle === "solid" && parseFloat(outlineWidth) >= 4 && isSeen, outlineColor];
}"""


def tab_to(page: Any, words: str) -> None:
    """Go on with the Tab key until the focus, always to be seen, is on what holds these words."""
    for _ in range(40):
        page.keyboard.press("Tab")
        name, is_seen, _ = page.evaluate(FOCUS)
        assert is_seen or name.startswith("BODY"), name
        if words in name:
            return
    raise AssertionError(f"‘{words}’ is out of reach of the Tab key")


def test_a_keyboard_alone_leaves_a_note(kiosk: Any, cast: Cast) -> None:
    for words, key in (
        ("아쉬워요", "Enter"),
        ("오래 기다렸어요", "Space"),
        ("글로 적기", "Enter"),
    ):
        tab_to(kiosk, words)
        kiosk.keyboard.press(key)
    kiosk.locator(".screen--write").wait_for()
    tab_to(kiosk, "TEXTAREA")
    kiosk.keyboard.type("한 시간을 기다렸어요")
    tab_to(kiosk, "다음")
    kiosk.keyboard.press("Enter")
    kiosk.locator(".screen--review").wait_for()
    tab_to(kiosk, "붙이기")
    kiosk.keyboard.press("Enter")
    kiosk.locator(".screen--thanks").wait_for()
    assert kiosk.evaluate("document.activeElement.textContent") == kiosk.title()


@pytest.mark.clock
def test_a_warning_and_a_note_that_is_not_saved_are_accessible_too(
    kiosk: Any, cast: Cast, axe: Any, watch: Any
) -> None:
    press(kiosk, ".side--regret")
    kiosk.clock.run_for(45_000)
    kiosk.get_by_role("dialog").wait_for()
    axe(kiosk)
    assert small_targets(kiosk, within="dialog") == []
    touch(kiosk, "계속 쓰기")
    watch.allow("Failed to load resource", "net::ERR", "redirect")
    route_notes(kiosk, lambda route: route.abort())
    kiosk.evaluate(
        "() => { IDBObjectStore.prototype.add = () => { throw new DOMException('full'); }; }"
    )
    press(kiosk, ".chip")
    press(kiosk, ".onward .button--primary")
    kiosk.get_by_role("alert").wait_for()
    axe(kiosk)
    assert small_targets(kiosk) == []
