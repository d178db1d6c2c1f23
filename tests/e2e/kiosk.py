"""A paired tablet in a real browser, and the hands of its visitor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from boards import pairing
from boards.models import Note
from tests.browser import is_true, until, wait_until
from tests.cast import Cast

RELEASE_ALL = """import('/static/kiosk/outbox.js').then(async (outbox) => {
  for (const place of await outbox.places()) await outbox.release(place); })"""
ONLINE = "window.dispatchEvent(new Event('online'))"
NO_NETWORK = ("Failed to load resource", "net::ERR", "redirect", "ERR_INTERNET_DISCONNECTED")
NO_SYNC = "delete ServiceWorkerRegistration.prototype.sync"
LANGUAGES = {"ko": "한국어", "en": "English", "zh": "中文", "vi": "Tiếng Việt"}
# A browser's speech, without a sound: what is said since it was last silent is `said`.
SPEECH = """
  window.said = [];
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, "speechSynthesis", { value: {
    speak: (words) => { window.said.push(words.text); words.onstart?.(); },
    cancel: () => { window.said = []; },
  } });
"""


@pytest.fixture
def kiosk(request: pytest.FixtureRequest, page: Any, live_server: Any, cast: Cast) -> Any:
    """A page of a paired tablet, on its start screen.

    Its worker is not called to deliver: what a test routes on the page would not reach it. Marked
    `clock`, the page has a clock of its own from the start, which the test runs ahead; marked
    `script`, it begins with that script.
    """
    if request.node.get_closest_marker("clock"):
        page.clock.install()
    for marker in request.node.iter_markers("script"):
        page.add_init_script(*marker.args)
    page.add_init_script(NO_SYNC)
    secret = pairing.invite(cast.board, "tablet", timezone.now())
    page.add_init_script(SPEECH)
    page.goto(f"{live_server.url}/kiosk/invited/{secret}")
    page.get_by_role("button", name="좋아요").wait_for()
    return page


def touch(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=False).first.click()


def press(page: Any, where: str, at: int = 0) -> None:
    """Touch the button that a selector names; with voice the second touch acts."""
    page.locator(where).nth(at).click()
    chosen = page.locator(".is-chosen")
    if chosen.count():
        chosen.click()


def enter(page: Any, where: str, at: int = 0) -> None:
    """Enter on the button that a selector names; with voice the second time acts."""
    page.locator("[inert]").wait_for(state="detached")
    page.locator(where).nth(at).press("Enter")
    chosen = page.locator(".is-chosen")
    if chosen.count():
        chosen.press("Enter")


def leave(page: Any) -> None:
    """Back to the start: the time to take the note back is over and it is sent."""
    press(page, ".onward .button--primary")
    until_delivered(page)


def hold_is_over(page: Any) -> None:
    """The time to take the note back passes by the page's own clock, and it is sent."""
    page.clock.run_for(11_000)
    until_delivered(page)


def stored(count: int = 1) -> list[Note]:
    notes = list(Note.objects.order_by("received_at"))
    assert len(notes) == count
    return notes


def draw_line(page: Any, points: list[tuple[float, float]]) -> None:
    """One stroke over the sheet; places are shares of its width and height."""
    sheet = page.locator(".strokes--living")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=5)
    page.mouse.up()


def ask(page: Any, module: str, script: str) -> Any:
    """A script with `m`, one of the page's own modules."""
    return page.evaluate(f"import('/static/kiosk/{module}.js').then(async (m) => {script})")


def stick(page: Any) -> None:
    """The shortest note there is."""
    touch(page, "아쉬워요")
    touch(page, "오래 기다렸어요")
    touch(page, "이대로 붙이기")


def try_to_send(page: Any) -> None:
    """The time to take the note back is over for the page's own clock, and it is on its way.

    No longer than that: the page's clock runs ahead of the network, and thanks end by it too.
    """
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for _ in range(20):
        if any("/kiosk/notes/" in url for url in asked):
            return
        page.clock.run_for(1000)
        page.wait_for_timeout(100)
    raise AssertionError("nothing was sent")


def worker_is_ready(page: Any) -> None:
    """The worker holds every file: from here on the page opens without a network."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    wait_until(page, "navigator.serviceWorker.controller !== null")


def route_notes(page: Any, answer: Any, **options: Any) -> None:
    """Answer the page's notes here. Not beside a worker: what a page sends while it is taken over
    passes every route by."""
    page.route("**/kiosk/notes/**", answer, **options)


def fill_outbox(page: Any, count: int) -> None:
    """Notes put into the outbox by the page's own modules, as many visits would."""
    page.evaluate(
        """async (count) => {
          const content = await import('/static/kiosk/content.js');
          const outbox = await import('/static/kiosk/outbox.js');
          for (let number = 0; number < count; number += 1) {
            const sequence = await outbox.nextSequence();
            const body = content.canonical({ side: number % 2 ? 'good' : 'regret',
              text: `쪽지 ${sequence}`, category: 'waiting', language: 'ko', sequence,
              written_at: new Date().toISOString() });
            const digest = await content.digestOf(body);
            await outbox.keep({ id: content.newId(), body, digest, sequence });
          }
        }""",
        count,
    )


def until_delivered(page: Any) -> None:
    """Wait until the outbox is empty (the page's own timers may stand still)."""
    until(page, lambda: is_delivered(page), seconds=60)


def is_delivered(page: Any) -> bool:
    empty = "import('/static/kiosk/outbox.js').then(async (m) => !(await m.places()).length)"
    return is_true(page, empty)


def on(page: Any, step: str) -> str:
    page.locator(f".screen--{step}").wait_for()
    page.locator("[inert]").wait_for(state="detached")
    page.evaluate("document.getAnimations().forEach((animation) => animation.finish())")
    return step


def every_step(page: Any, text: str) -> Iterator[str]:
    """Walk through all steps of a regret, by the places of buttons; gives each step's name.

    By the Enter key: under a finger a new screen waits until a second touch would be over.
    """
    yield on(page, "start")
    enter(page, ".bottom > .button")
    yield on(page, "others")
    enter(page, ".bar > .button", 1)
    enter(page, ".side--regret")
    yield on(page, "category")
    enter(page, ".onward .button")
    yield on(page, "desk")
    enter(page, ".chip")
    enter(page, ".chip", 2)
    yield on(page, "ready")
    enter(page, ".onward .button")
    draw_line(page, [(0.2, 0.3), (0.5, 0.6), (0.8, 0.3)])
    enter(page, ".tools:not(.tools--voice) .button", 3)
    yield on(page, "draw")
    enter(page, ".onward .button")
    page.get_by_role("textbox").fill(text)
    yield on(page, "write")
    enter(page, ".onward .button", 1)
    yield on(page, "review")
    enter(page, ".onward .button", 1)
    yield on(page, "thanks")
    enter(page, ".onward .button")
    yield on(page, "takenBack")
