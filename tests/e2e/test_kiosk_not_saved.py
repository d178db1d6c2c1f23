"""A note that is neither on the disk nor with the server: the visitor can go back and mend it."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import Error, Route

from boards.models import Complaint, Note
from tests.browser import Watch, until, wait_until
from tests.cast import Cast
from tests.e2e.kiosk import (
    NO_NETWORK,
    ONLINE,
    RELEASE_ALL,
    ask,
    kiosk,
    on,
    press,
    route_notes,
    touch,
    until_delivered,
)

__all__ = ["kiosk"]
# A disk that takes its time, once a note has its number and before it is kept: a worker is busy
# with the same store, and what else is asked of that waits in line. The worker itself waits for an
# answer from outside, so that all of this takes no work.
SLOW_DISK = """
  const { digest } = SubtleCrypto.prototype;
  SubtleCrypto.prototype.digest = async function (...asked) {
    if (!window.busy) {
      window.busy = new Worker("/busy.js");
      await new Promise((isBusy) => { window.busy.onmessage = isBusy; });
    }
    return digest.apply(this, asked);
  };
  const { add } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.add = function (value) {
    window.isKeeping = true;
    return add.call(this, value);
  };
"""
BUSY = """
  const opening = indexedDB.open("board-outbox");
  opening.onsuccess = () => {
    const store = opening.result.transaction("waiting", "readwrite").objectStore("waiting");
    store.get(0).onsuccess = () => {
      postMessage("busy");
      const asked = new XMLHttpRequest();
      asked.open("GET", "/busy", false);
      asked.send();
    };
  };
"""
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.clock,
    pytest.mark.script(SLOW_DISK),
]
TEXT = "의자가 모자라요"


def id_of(request: Any) -> str:
    return str(request.url.rsplit("/", 1)[1])


@pytest.fixture
def tried(kiosk: Any, watch: Watch) -> list[str]:
    """A visitor reads that the note is not saved yet; the ids under which it was tried."""
    watch.allow(*NO_NETWORK)
    ids: list[str] = []
    kiosk.on(
        "request", lambda request: ids.append(id_of(request)) if "/notes/" in request.url else 0
    )
    return ids


def stick_in_vain(kiosk: Any, ids: list[str]) -> Route:
    """A note that neither disk nor network keep in time; once this is answered, the disk does."""
    held: list[Route] = []
    script = {"body": BUSY, "content_type": "text/javascript"}
    kiosk.route("**/busy.js", lambda route: route.fulfill(**script))
    kiosk.route("**/busy", lambda route: held.append(route))
    touch(kiosk, "아쉬워요")
    touch(kiosk, "글로 적기")
    kiosk.get_by_role("textbox").fill(TEXT)
    touch(kiosk, "다음")
    touch(kiosk, "붙이기")
    until(kiosk, lambda: bool(held))
    wait_until(kiosk, "window.isKeeping")
    kiosk.clock.run_for(1000)  # the disk was too slow
    until(kiosk, lambda: bool(ids))
    kiosk.clock.run_for(900)  # and so is the network
    kiosk.get_by_role("alert").get_by_text("아직 저장되지 않았습니다").wait_for()
    return held[0]


def test_a_note_that_is_changed_after_all_takes_the_place_of_the_one_that_was_tried(
    kiosk: Any, cast: Cast, tried: list[str]
) -> None:
    held: list[Any] = []  # a network that keeps what it is given
    route_notes(kiosk, lambda route: held.append(route))
    disk = stick_in_vain(kiosk, tried)
    with kiosk.expect_event("requestfailed") as called_off:
        touch(kiosk, "이전")
    assert id_of(called_off.value) == tried[0], "the try under way is called off"
    assert on(kiosk, "review")
    assert kiosk.get_by_text(TEXT).is_visible()
    touch(kiosk, "고치기")
    kiosk.get_by_role("textbox").fill("의자가 하나 더 있으면 좋겠어요")
    touch(kiosk, "다음")
    disk.fulfill(status=204)  # what was tried first lands now
    touch(kiosk, "붙이기")
    on(kiosk, "thanks")
    assert len(ask(kiosk, "outbox", "await m.places()")) == 1
    for route in held:
        route.continue_()
    kiosk.unroute("**/kiosk/notes/**")
    kiosk.evaluate(RELEASE_ALL)
    kiosk.evaluate(ONLINE)
    until_delivered(kiosk)
    note = Note.objects.get()
    assert (note.text, note.sequence) == ("의자가 하나 더 있으면 좋겠어요", 1), (
        "and no number is missing"
    )
    assert str(note.pk) != tried[0]


@pytest.mark.parametrize("is_late", [True, False])
def test_words_that_were_changed_stand_alone_though_the_first_arrived(
    kiosk: Any, cast: Cast, tried: list[str], is_late: bool
) -> None:
    held: list[Any] = []

    def swallow(route: Any) -> None:
        if is_late:
            held.append((route.request.url, route.request.post_data))  # on its way for long
        else:
            route.fetch()  # the server holds it, and the tablet does not hear of it
        with suppress(Error):  # called off meanwhile
            route.abort()

    route_notes(kiosk, swallow)
    stick_in_vain(kiosk, tried)
    touch(kiosk, "이전")
    on(kiosk, "review")
    touch(kiosk, "고치기")
    kiosk.get_by_role("textbox").fill("의자가 하나 더 있으면 좋겠어요")
    touch(kiosk, "다음")
    kiosk.unroute("**/kiosk/notes/**")
    touch(kiosk, "붙이기")
    on(kiosk, "thanks")
    assert not kiosk.locator(".take-back").count(), "the server holds it: it can't be taken back"
    for url, body in held:
        headers = {"Content-Type": "application/json", "X-Board-Client": "1"}
        assert kiosk.request.put(url, data=body, headers=headers).status == 409
    note = Note.objects.get()
    assert (note.text, str(note.pk)) == ("의자가 하나 더 있으면 좋겠어요", tried[-1])
    assert note.complaint_id == Complaint.objects.get().pk
    assert tried[0] != tried[-1]


@pytest.mark.parametrize("arrived", [True, False])
def test_a_note_that_is_stuck_on_again_as_it_was_is_the_same_note(
    kiosk: Any, cast: Cast, tried: list[str], arrived: bool
) -> None:
    def swallow(route: Any) -> None:
        if arrived:
            route.fetch()  # the server holds it, and the tablet does not hear of it
        with suppress(Error):  # called off meanwhile
            route.abort()

    route_notes(kiosk, swallow)
    stick_in_vain(kiosk, tried)
    until(kiosk, lambda: Note.objects.count() == arrived)
    kiosk.go_back()  # the browser's own way back
    on(kiosk, "review")
    touch(kiosk, "고치기")
    kiosk.get_by_role("textbox").fill("")
    kiosk.get_by_role("textbox").fill(f" {TEXT} ")
    touch(kiosk, "다음")
    kiosk.unroute("**/kiosk/notes/**")
    touch(kiosk, "붙이기")
    on(kiosk, "thanks")
    assert len(set(tried)) == 1
    assert str(Note.objects.get().pk) == tried[0]


def test_who_goes_back_and_leaves_has_left_nothing(
    kiosk: Any, cast: Cast, tried: list[str]
) -> None:
    route_notes(kiosk, lambda route: route.abort())
    disk = stick_in_vain(kiosk, tried)
    touch(kiosk, "이전")
    on(kiosk, "review")
    press(kiosk, ".bar > .button")
    press(kiosk, "dialog .button", 1)
    on(kiosk, "start")
    disk.fulfill(status=204)
    until_delivered(kiosk)
    kiosk.unroute("**/kiosk/notes/**")
    kiosk.evaluate(ONLINE)
    until_delivered(kiosk)
    assert not Note.objects.exists()
