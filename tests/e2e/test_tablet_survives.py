"""A tablet that loses its network, its power or its update still delivers every note, once."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Error, Page

from boards import pairing
from boards.kiosk import page as kiosk_page
from boards.models import Note
from tests.browser import FLAGS, chromium_path, until
from tests.cast import Cast
from tests.e2e.kiosk import (
    NO_NETWORK,
    ONLINE,
    RELEASE_ALL,
    fill_outbox,
    is_delivered,
    kiosk,
    touch,
    until_delivered,
    worker_is_ready,
)

__all__ = ["kiosk"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.worker]


def code_on(page: Page) -> str:
    return page.locator(".receipt strong").inner_text().replace("-", "")


def test_the_page_opens_and_takes_notes_with_no_network(kiosk: Any, cast: Cast, watch: Any) -> None:
    watch.allow(*NO_NETWORK)
    worker_is_ready(kiosk)
    kiosk.context.set_offline(True)
    kiosk.reload()
    for language, good in (("Tiếng Việt", "Hài lòng"), ("中文", "满意"), ("English", "I liked it")):
        touch(kiosk, language)
        kiosk.get_by_role("button", name=good, exact=False).first.wait_for()
    touch(kiosk, "한국어")
    touch(kiosk, "좋아요")
    touch(kiosk, "깨끗해요")
    touch(kiosk, "이대로 붙이기")
    kiosk.get_by_role("heading", name="안전하게 보관").wait_for()
    code = code_on(kiosk)
    touch(kiosk, "처음으로")
    assert not Note.objects.exists()
    kiosk.context.set_offline(False)
    until_delivered(kiosk)
    assert Note.objects.get().receipt_code == code


def test_an_update_that_fails_leaves_the_old_page_at_work(
    kiosk: Any, cast: Cast, watch: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch.allow(*NO_NETWORK)
    worker_is_ready(kiosk)
    # One file is not what the worker was told of, as when a portal's page comes in its place.
    honest = kiosk_page.static_integrity
    wrong = kiosk_page.integrity(b"<h1>Log in</h1>")
    monkeypatch.setattr(
        kiosk_page,
        "static_integrity",
        lambda name: (honest(name)[0], wrong) if name.endswith("pen.js") else honest(name),
    )
    outcome = kiosk.evaluate(
        """async () => {
          const registration = await navigator.serviceWorker.getRegistration('/kiosk/');
          await registration.update();
          const fresh = registration.installing;
          if (!fresh) return "no update was tried";
          if (fresh.state !== "redundant")
            await new Promise((done) => fresh.addEventListener("statechange", done));
          return fresh.state;
        }"""
    )
    assert outcome == "redundant"
    kiosk.context.set_offline(True)
    kiosk.reload()
    assert kiosk.get_by_role("button", name="아쉬워요").is_visible()


def two_weeks_without_network(kiosk: Any, watch: Any, count: int) -> None:
    watch.allow(*NO_NETWORK)
    worker_is_ready(kiosk)
    kiosk.clock.install()
    kiosk.reload()
    kiosk.context.set_offline(True)
    for _ in range(14):
        fill_outbox(kiosk, count // 14 + 1)
        kiosk.clock.fast_forward("24:00:00")
    expected = (count // 14 + 1) * 14
    assert not Note.objects.exists()
    kiosk.context.set_offline(False)
    kiosk.clock.fast_forward("01:00")

    # The network's return may be told before it is there, and the next try is a minute away then.
    def told_again() -> bool:
        kiosk.evaluate(ONLINE)
        return is_delivered(kiosk)

    until(kiosk, told_again, seconds=60)
    numbers = sorted(Note.objects.values_list("sequence", flat=True))
    assert numbers == list(range(1, expected + 1))


def test_two_weeks_without_a_network_lose_nothing(kiosk: Any, cast: Cast, watch: Any) -> None:
    two_weeks_without_network(kiosk, watch, 42)


@pytest.mark.soak
def test_five_hundred_notes_wait_two_weeks_and_arrive(kiosk: Any, cast: Cast, watch: Any) -> None:
    two_weeks_without_network(kiosk, watch, 500)


def test_two_tabs_and_one_outbox_deliver_each_note_once(kiosk: Any, cast: Cast, watch: Any) -> None:
    watch.allow(*NO_NETWORK)
    worker_is_ready(kiosk)
    sent: list[str] = []
    kiosk.context.on(
        "request", lambda request: sent.append(request.url) if request.method == "PUT" else None
    )
    kiosk.context.set_offline(True)
    other = kiosk.context.new_page()
    other.goto(kiosk.url)
    other.get_by_role("button", name="좋아요").wait_for()
    fill_outbox(kiosk, 12)
    kiosk.evaluate(RELEASE_ALL)
    sent.clear()
    kiosk.context.set_offline(False)
    until_delivered(kiosk)
    assert Note.objects.count() == 12
    assert len(sent) == len(set(sent)) == 12


@contextmanager
def tablet(browser: Browser, profile: Path, address: str) -> Iterator[Page]:
    """A Chromium of its own with a profile on the disk, as on a real tablet."""
    context = browser.browser_type.launch_persistent_context(
        profile, executable_path=chromium_path(), args=FLAGS, locale="ko-KR"
    )
    page = context.new_page()
    page.goto(address)
    yield page
    with suppress(Error):  # it may have been killed
        context.close()


def kill_browser(profile: Path) -> None:
    """SIGKILL to every process of that profile: the battery is empty."""
    found = subprocess.run(["pgrep", "-f", str(profile)], capture_output=True, text=True)
    for pid in found.stdout.split():
        with suppress(ProcessLookupError):
            os.kill(int(pid), signal.SIGKILL)


@pytest.mark.long
def test_a_note_that_was_stuck_on_survives_a_dead_battery(
    browser: Browser, live_server: Any, cast: Cast, tmp_path: Path
) -> None:
    secret = pairing.invite(cast.board, "tablet", timezone.now())
    with tablet(browser, tmp_path, f"{live_server.url}/kiosk/invited/{secret}") as page:
        page.get_by_role("button", name="좋아요").wait_for()
    with tablet(browser, tmp_path, f"{live_server.url}/kiosk/") as page:
        touch(page, "아쉬워요")
        touch(page, "오래 기다렸어요")
        touch(page, "이대로 붙이기")
        page.get_by_role("heading", name="고맙습니다").wait_for()
        code = code_on(page)
        kill_browser(tmp_path)
    assert not Note.objects.exists()
    with tablet(browser, tmp_path, f"{live_server.url}/kiosk/") as page:
        page.get_by_role("button", name="좋아요").wait_for()
        until_delivered(page)
    note = Note.objects.get()
    assert (note.receipt_code, note.sequence) == (code, 1)
