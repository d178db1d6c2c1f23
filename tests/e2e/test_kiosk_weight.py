"""The tablet's page is light: an old tablet on slow Wi-Fi opens it at once."""

from __future__ import annotations

import gzip
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response

from tests.browser import wait_until
from tests.cast import Cast
from tests.e2e.kiosk import kiosk

__all__ = ["kiosk"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fresh]
MOST, MOST_SCRIPT = 120 * 1024, 40 * 1024  # bytes, compressed, without fonts
USABLE = 1.0  # seconds with the processor slowed four times
RUNS = 9
# When the first frame with both sides to touch was drawn, in milliseconds.
USABLE_AT = """new MutationObserver((_, observer) => {
  if (!document.querySelector(".side--regret")) return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.usableAt = performance.now(); }));
}).observe(document, { childList: true, subtree: true });"""


def compressed(response: Response) -> int:
    return len(gzip.compress(response.body(), 9))


def test_the_first_use_is_light(kiosk: Any, cast: Cast) -> None:
    loaded: dict[str, Response] = {}
    fresh: Page = kiosk.context.new_page()
    fresh.on("response", lambda response: loaded.setdefault(response.url, response))
    fresh.goto(kiosk.url, wait_until="networkidle")
    sizes = {
        urlsplit(url).path: compressed(response)
        for url, response in loaded.items()
        if "/fonts/" not in url and response.status == 200
    }
    scripts = {path: size for path, size in sizes.items() if path.endswith(".js")}
    assert len(scripts) > 10
    assert sum(sizes.values()) <= MOST, sizes
    assert sum(scripts.values()) <= MOST_SCRIPT, scripts


@pytest.mark.soak  # a figure of the machine: nothing else may run beside it
def test_it_can_be_used_within_a_second_on_a_slow_processor(
    kiosk: Any, cast: Cast, record_property: Any
) -> None:
    """By the page's own clock, from the call for the page to its start screen drawn; the best of
    several, for whatever else runs on the machine only adds to it."""
    took = []
    for _ in range(RUNS):
        context = kiosk.context.browser.new_context(storage_state=kiosk.context.storage_state())
        page = context.new_page()
        page.add_init_script(USABLE_AT)
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.goto(kiosk.url, wait_until="commit")
        wait_until(page, "window.usableAt")
        took.append(page.evaluate("usableAt") / 1000)
        context.close()
    record_property("seconds", sorted(took))
    assert min(took) <= USABLE, took
