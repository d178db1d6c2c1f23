"""A real Chromium for tests: `page` fails the test on anything that a visitor's page must not do.

    def test_kiosk_is_clean(page, axe):
        page.goto("/kiosk/")            # relative to the live server
        page.get_by_role("button", name="좋아요").click()
        axe(page)                       # WCAG 2.2 AA

`watch.allow("status of 400")` before an expected refusal keeps its console line from failing.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakSet

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright

from tests.tab import VISITOR, Keeper

AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
TARGETS = Path(__file__).parent / "e2e" / "targets.js"
# Faults alone: written out with all that passed, an answer takes longer than the look itself.
LOOK = """async ([within, options]) => {
  const { violations, passes } = await axe.run(within || document, options);
  const told = violations.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id} (${rule.impact}): ${rule.help} — ${node.target} ${node.html.slice(0, 160)}`));
  return [told, passes.length];
}"""
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# Headless and silent: without these Chromium calls home at every start.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--lang=ko-KR",
    # A script is compiled function by function as it is used: axe-core, and what Playwright brings
    # into each page, is large and used in small part. A tenth less work where pages are looked at.
    "--js-flags=--max-lazy",
]
# A refusal by the CSP may happen without a console line (a worker, a prefetch). What was asked for
# elsewhere is told by the page itself: to hear of each request here takes an eighth of its loading.
REPORT = """addEventListener('securitypolicyviolation', (event) => console.error(
  `CSP: ${event.effectiveDirective} ${event.blockedURI} in ${event.sourceFile}`));
new PerformanceObserver((seen) => {
  for (const { name } of seen.getEntries())
    if (/^(http|ws)/.test(name) && new URL(name).host !== location.host)
      console.error(`request to another origin: ${name}`);
}).observe({ type: 'resource', buffered: true });"""


def chromium_path() -> str:
    """The Chromium of the machine; CHROMIUM names another one."""
    for name in filter(None, (os.environ.get("CHROMIUM"), *NAMES)):
        if found := shutil.which(name):
            return found
    pytest.fail("Chromium이 없습니다: make test 또는 sudo apt-get install -y chromium")


def wait_until(page: Page, script: str, arg: Any = None, seconds: int = 20) -> None:
    """Wait until a script answers true, asked by the debugger: what waits inside a page is refused
    by the page's own policy, and stands still with the page's own clock."""
    until(page, lambda: is_true(page, script, arg), seconds)


def is_true(page: Page, script: str, arg: Any = None) -> bool:
    """What a script answers; a page that is just being replaced answers nothing."""
    try:
        return bool(page.evaluate(script, arg))
    except Error as error:
        if "context was destroyed" not in str(error):
            raise
        return False


def until(page: Page, holds: Callable[[], bool], seconds: int = 20) -> None:
    """Wait until something holds here, outside the page, while its requests are answered."""
    for _ in range(seconds * 20):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it never came to hold")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a worker."""
    # Playwright keeps an event loop in this thread; the ORM is still used synchronously.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    # The Node.js that Playwright carries needs a library that a bare Debian lacks.
    if node := shutil.which("node"):
        os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", node)
    # A sight that is there is seen at once; patience only tells a slow machine from a fault.
    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield chromium
        chromium.close()


@dataclass
class Watch:
    """Collects what pages do wrong: errors, CSP violations, requests to other places."""

    origin: str
    faults: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def allow(self, *patterns: str) -> None:
        """Faults that match one of these regular expressions are what the test wants."""
        self.allowed += patterns

    def over(self, context: BrowserContext) -> BrowserContext:
        """Watch every page of this context, now and later."""
        context.add_init_script(REPORT)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"page error: {error.error}"))
        return context

    def requests(self, context: BrowserContext) -> None:
        """Hear of each request itself, of a worker's too and of pages that are gone at once."""
        context.on("request", lambda request: self._request(request.url))

    def unexpected(self) -> list[str]:
        """The faults that nobody allowed."""
        return [
            fault
            for fault in self.faults
            if not any(re.search(pattern, fault) for pattern in self.allowed)
        ]

    def _console(self, message: Any) -> None:
        if message.type == "error":
            place = message.location.get("url", "")
            self.faults.append(f"console: {message.text} ({place})")

    def _request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and not self.origin.endswith(
            f"//{parts.netloc}"
        ):
            self.faults.append(f"request to another origin: {url}")


@pytest.fixture
def watch(live_server: Any) -> Iterator[Watch]:
    """What `page` watches for; also watches contexts of your own: `watch.over(context)`."""
    watching = Watch(live_server.url)
    yield watching
    assert watching.unexpected() == [], watching.unexpected()


@pytest.fixture
def page(
    request: pytest.FixtureRequest, browser: Browser, live_server: Any, watch: Watch, keeper: Keeper
) -> Iterator[Page]:
    """An empty page of a fresh visitor: Korean, in Seoul, a lobby tablet on its side.

    Marked `worker`, the test has the tablet's worker too, which fetches all its files once more;
    marked `fresh`, a tab that no test has used before (tests/tab.py).
    """
    marks = {mark.name for mark in request.node.iter_markers()}
    if os.environ.get("TABS") != "fresh" and not marks & {"worker", "fresh"}:
        failed = request.session.testsfailed
        with keeper.lend(browser, live_server.url) as tab:
            watch.over(tab.context)
            _looked_at.discard(tab.page)
            yield tab.page
            tab.is_spent |= request.session.testsfailed > failed
        return
    context = browser.new_context(
        base_url=live_server.url,
        service_workers="allow" if "worker" in marks else "block",
        **VISITOR,
    )
    watch.over(context)
    if "worker" in marks:
        watch.requests(context)
    yield context.new_page()
    context.close()


def log_in(page: Page, user: Any) -> None:
    """By a session made here: the log-in page has tests of its own."""
    client = Client()
    client.force_login(user)
    value = client.cookies["sessionid"].value
    page.context.add_cookies(
        [{"name": "sessionid", "value": value, "domain": "localhost", "path": "/"}]
    )


@pytest.fixture
def axe() -> Callable[..., None]:
    """`axe(page)` fails with a readable list when axe-core finds a fault of WCAG 2.2 AA."""
    return assert_accessible


@cache
def axe_source() -> str:
    return AXE.read_text()


_looked_at: WeakSet[Page] = WeakSet()


def assert_accessible(page: Page, within: str | None = None, also: tuple[str, ...] = ()) -> None:
    """Run axe-core over a page, or over the part that a CSS selector names.

    `also` names rules beyond WCAG 2.2 AA, as `color-contrast-enhanced` (7:1).
    """
    if not page.evaluate("'axe' in window"):
        # Through the debugger: the page's CSP stays as it is. Whoever looks at a second document
        # looks at more: these find it there, for half of what bringing it in takes.
        page.evaluate(axe_source())
        if page in _looked_at:
            page.add_init_script(axe_source())
        _looked_at.add(page)
    options: dict[str, object] = {
        "runOnly": {"type": "tag", "values": WCAG},
        "rules": {rule: {"enabled": True} for rule in also},
        "resultTypes": ["violations"],
        "preload": False,
    }
    told, passed = page.evaluate(LOOK, [within, options])
    assert not told, "\n".join(told)
    assert passed, "axe-core looked at nothing"


def small_targets(page: Page, side: int = 64, gap: int = 14, within: str = "body") -> list[str]:
    """Touch targets smaller than `side` or closer than `gap` CSS px, one line for each.

    Everything that is visible and can be tapped counts; links inside a sentence do not.
    """
    found: list[str] = page.evaluate(
        TARGETS.read_text(), {"side": side, "gap": gap, "within": within}
    )
    return found
