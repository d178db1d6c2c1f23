"""What the real page does with each answer of the server, and when its storage breaks."""

from __future__ import annotations

import json
from typing import Any

import pytest

from boards.models import Note, RefusedNote
from tests.browser import Watch, until, wait_until
from tests.e2e.kiosk import (
    NO_NETWORK,
    ONLINE,
    RELEASE_ALL,
    ask,
    fill_outbox,
    kiosk,
    route_notes,
    stick,
    touch,
    until_delivered,
)

__all__ = ["kiosk"]
pytestmark = pytest.mark.django_db(transaction=True)
WAITING = "Promise.all((await m.places()).map((place) => m.noteAt(place)))"
LATE = "new Date(Date.parse('2026-09-21T01:00:00Z') + 90_000).toUTCString()"


def test_retry_after_is_read_as_seconds_and_as_a_date(kiosk: Any) -> None:
    now = "Date.parse('2026-09-21T01:00:00Z')"
    for headers, milliseconds in (
        ("{}", 0),
        ("{ 'Retry-After': '7' }", 7000),
        ("{ 'Retry-After': 'soon' }", 0),
        ("{ 'Retry-After': '-5' }", 0),
        ("{ 'Retry-After': '999999' }", 3_600_000),
        (f"{{ 'Retry-After': {LATE}, Date: 'Mon, 21 Sep 2026 01:00:00 GMT' }}", 90_000),
        (f"{{ 'Retry-After': {LATE} }}", 90_000),  # by the tablet's own clock, when none is told
        ("{ 'Retry-After': 'Mon, 21 Sep 1970 01:00:00 GMT' }", 0),
    ):
        found = ask(kiosk, "delivery", f"m.askedToWait(new Headers({headers}), {now})")
        assert found == milliseconds, headers


def test_waits_grow_to_a_cap_and_never_end(kiosk: Any) -> None:
    waits = ask(kiosk, "delivery", "[1, 2, 3, 8, 100, 100000].map((n) => m.waitAfter(n, 0.5))")
    assert waits == [1000, 2000, 4000, 60_000, 60_000, 60_000]


@pytest.mark.clock
def test_a_server_that_asks_for_time_gets_it(kiosk: Any, watch: Watch) -> None:
    watch.allow(*NO_NETWORK)
    sent: list[str] = []

    def busy(route: Any) -> None:
        sent.append(route.request.url)
        route.fulfill(status=503, headers={"Retry-After": "120"}, body="")

    route_notes(kiosk, busy)
    fill_outbox(kiosk, 1)
    kiosk.evaluate(RELEASE_ALL)
    kiosk.evaluate(ONLINE)
    until(kiosk, lambda: len(sent) == 1)
    wait_until(kiosk, "navigator.locks.query().then(({ held }) => !held.length)")  # it is read
    kiosk.clock.run_for(100_000)
    kiosk.evaluate(ONLINE)  # neither the network's return nor the next visitor hurries it
    assert len(sent) == 1
    kiosk.unroute("**/kiosk/notes/**")
    kiosk.clock.run_for(30_000)
    until_delivered(kiosk)
    assert Note.objects.count() == 1


def test_notes_that_always_fail_never_block_the_others(kiosk: Any, watch: Watch) -> None:
    watch.allow(*NO_NETWORK)
    bad: set[str] = set()  # none goes before it is known which ones fail
    route_notes(
        kiosk,
        lambda route: (
            route.fulfill(status=500, body="<h1>Error</h1>")
            if not bad or route.request.url.rsplit("/", 1)[1] in bad
            else route.continue_()
        ),
    )
    fill_outbox(kiosk, 9)
    bad |= {note["id"] for note in ask(kiosk, "outbox", WAITING)[:5]}
    kiosk.clock.install()
    kiosk.reload()
    under_way: set[Any] = set()
    kiosk.on("request", lambda request: under_way.add(request))
    for over in ("requestfinished", "requestfailed"):
        kiosk.on(over, lambda request: under_way.discard(request))
    kiosk.evaluate(RELEASE_ALL)
    for _ in range(100):
        kiosk.clock.run_for(2000)
        # Answers take their time, whatever the page's clock says; it must not call them off.
        until(kiosk, lambda: not under_way)
        kiosk.wait_for_timeout(50)
        if len(ask(kiosk, "outbox", "m.places()")) == 5:
            break
    assert Note.objects.count() == 4
    assert {note["id"] for note in ask(kiosk, "outbox", WAITING)} == bad, "and they are kept"


def test_what_the_server_refuses_reaches_staff_and_the_next_goes_on(
    kiosk: Any, watch: Watch
) -> None:
    watch.allow(*NO_NETWORK)
    ask(
        kiosk,
        "content",
        """{ const outbox = await import('/static/kiosk/outbox.js');
          const body = m.canonical({ side: 'good', text: '없는 창구', desk: 'gone1234' });
          await outbox.keep({ id: m.newId(), body, digest: await m.digestOf(body) }); }""",
    )
    fill_outbox(kiosk, 2)
    kiosk.evaluate(RELEASE_ALL)
    kiosk.evaluate(ONLINE)
    until_delivered(kiosk)
    assert Note.objects.count() == 2
    for _ in range(100):
        if not ask(kiosk, "outbox", "m.aside()"):
            break
        kiosk.wait_for_timeout(50)
    refused = RefusedNote.objects.get()
    assert json.loads(refused.content)["text"] == "없는 창구"
    assert "창구" in refused.reason


def test_a_note_that_arrived_broken_is_sent_again(kiosk: Any, watch: Watch) -> None:
    watch.allow(*NO_NETWORK)
    broken = {"error": "broken", "detail": "쪽지가 온전히 도착하지 않았습니다."}
    route_notes(kiosk, lambda route: route.fulfill(status=400, json=broken), times=1)
    fill_outbox(kiosk, 1)
    kiosk.evaluate(RELEASE_ALL)
    kiosk.evaluate(ONLINE)
    until_delivered(kiosk)
    assert Note.objects.count() == 1
    assert not RefusedNote.objects.exists()


BREAKS = {
    "storage is full": "IDBObjectStore.prototype.add = () => { throw new DOMException('full', "
    "'QuotaExceededError'); };",
    "storage hangs": "IDBFactory.prototype.open = () => ({});",
    "storage is gone": "IDBFactory.prototype.open = () => { throw new Error('gone'); };",
}


# The milliseconds from the touch to the words, by the page that shows them.
TOLD_AFTER = """() => addEventListener('click', () => {
  const began = performance.now();
  new MutationObserver((_, watching) => {
    if (!document.querySelector('h1')?.textContent.includes('아직 저장되지 않았습니다')) return;
    window.toldAfter = performance.now() - began;
    watching.disconnect();
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}, { capture: true, once: true })"""


@pytest.mark.parametrize(
    "how", [pytest.param(how, marks=pytest.mark.script(script)) for how, script in BREAKS.items()]
)
def test_without_storage_and_network_the_visitor_is_told_within_three_seconds(
    kiosk: Any, watch: Watch, how: str
) -> None:
    """`how` storage is broken, from the page's first moment, is in the script of the mark."""
    watch.allow(*NO_NETWORK)
    route_notes(kiosk, lambda route: None)  # a network that never answers
    touch(kiosk, "좋아요")
    touch(kiosk, "글로 적기")
    kiosk.get_by_role("textbox").fill("꼭 전하고 싶은 말")
    touch(kiosk, "다음")
    kiosk.evaluate(TOLD_AFTER)
    touch(kiosk, "붙이기")
    kiosk.get_by_role("alert").get_by_text("아직 저장되지 않았습니다").wait_for()
    took = kiosk.evaluate("toldAfter") / 1000
    assert took <= 3.0 + 0.5, took  # by the page itself; half a second for a busy machine
    assert kiosk.get_by_text("꼭 전하고 싶은 말").is_visible()
    kiosk.unroute("**/kiosk/notes/**")
    # Nobody touches anything: it tries again by itself.
    kiosk.get_by_role("heading", name="고맙습니다").wait_for()
    assert Note.objects.get().text == "꼭 전하고 싶은 말"


@pytest.mark.script(BREAKS["storage is full"])
def test_without_storage_a_note_that_the_server_holds_is_stuck_on(kiosk: Any, watch: Watch) -> None:
    stick(kiosk)
    kiosk.get_by_role("heading", name="고맙습니다").wait_for()
    code = kiosk.locator(".receipt strong").inner_text().replace("-", "")
    assert Note.objects.get().receipt_code == code
