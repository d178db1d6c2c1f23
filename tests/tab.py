"""One tab of the browser, kept from test to test and emptied between them.

A tab with a profile of its own has to load and compile the tablet's forty files anew, which takes
twice as long as to show them in a tab that knows them. So each worker keeps one. What a test did to
it that cannot be taken back (a session of the debugger), or a test that failed in it, ends it, and
the next test gets a new one.

`TABS=fresh` gives each test a tab of its own, and so does the marker `fresh` for one test: a fault
that comes only in one of the two ways is a fault of the tests, not of the board.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Error, Page
from playwright.sync_api._generated import Clock as Stock  # not among the names that are given out

from tests.clock import Clock

SIZE = {"width": 1280, "height": 800}
VISITOR: dict[str, Any] = {
    "locale": "ko-KR",
    "timezone_id": "Asia/Seoul",
    "viewport": SIZE,
    "has_touch": True,
}
# What leaves in a tab what cannot be taken away.
LASTING = {
    Stock: ["resume", "set_fixed_time", "set_system_time"],
    Page: ["once", "set_default_timeout", "set_extra_http_headers", "expose_function"],
    BrowserContext: [
        "once",
        "new_cdp_session",
        "grant_permissions",
        "set_default_timeout",
        "set_extra_http_headers",
        "set_geolocation",
        "set_offline",
    ],
}
PATIENCE = 10.0  # seconds
# A file of the board's own: a page of another place, as about:blank, would cost the tab its
# process, and with it all that is compiled.
EMPTY = "/static/icons/board.svg"


class Tab:
    """A tab with a profile of its own, of a visitor who is Korean and stands before a tablet."""

    def __init__(self, browser: Browser, origin: str) -> None:
        self.origin = origin
        self.context = browser.new_context(base_url=origin, service_workers="block", **VISITOR)
        self.page = self.context.new_page()
        self.clock = Clock(self.context)
        self.debugger: CDPSession = self.context.new_cdp_session(self.page)
        self.scripts: list[Any] = []
        self.listeners: list[Callable[[], None]] = []
        self.is_spent = False

    def empty(self) -> None:
        """No word, script, route or step of history of a test is left to the next.

        Raises playwright's Error where the tab is broken or closed.
        """
        while self.scripts:
            self.scripts.pop().close()
        self.clock = Clock(self.context)
        self.context.unroute_all(behavior="ignoreErrors")
        self.page.unroute_all(behavior="ignoreErrors")
        for other in self.context.pages[1:]:
            other.close()
        self.page.goto(EMPTY)
        self.context.clear_cookies()
        self.debugger.send(
            "Storage.clearDataForOrigin", {"origin": self.origin, "storageTypes": "all"}
        )
        self.debugger.send("Page.resetNavigationHistory")
        self.page.mouse.move(0, 0)  # where it stands in a new tab, over nothing
        self.page.set_viewport_size(SIZE)  # type: ignore[arg-type]
        unset: Any = {"media": "null", "color_scheme": "null", "reduced_motion": "null"}
        self.page.emulate_media(**unset, forced_colors="null", contrast="null")
        while self.listeners:  # to the end: whoever watches hears of the last faults, too
            self.listeners.pop()()

    def has(self, part: Any) -> bool:
        """Whether a page, a context or a clock is of this tab."""
        own = (self.context, self.context.clock)
        return part in own or getattr(part, "context", None) is self.context

    def close(self) -> None:
        with suppress(Error):  # it may be closed already
            self.context.close()


class Keeper:
    """Lends the tab that is kept, and notices what is done to it meanwhile."""

    def __init__(self) -> None:
        self.tab: Tab | None = None
        self.lent: Tab | None = None

    @contextmanager
    def lend(self, browser: Browser, origin: str) -> Iterator[Tab]:
        """An empty tab; whoever has it may mark it as spent."""
        tab, self.tab = self.tab or Tab(browser, origin), None
        self.lent = tab
        try:
            yield tab
        finally:
            self.lent = None
        if not tab.is_spent:
            with suppress(Error):
                tab.empty()
                self.tab = tab
        if self.tab is None:
            tab.close()

    def watch(self, patch: pytest.MonkeyPatch) -> None:
        """Notice what is done to a lent tab, and whether it can be taken back."""
        for owner, names in LASTING.items():
            for name in names:
                patch.setattr(owner, name, self.noticed(getattr(owner, name), Keeper.spend))
        for kind in (Page, BrowserContext):
            script = self.noticed(kind.add_init_script, Keeper.keep_script)
            patch.setattr(kind, "add_init_script", script)
            patch.setattr(kind, "on", self.noticed(kind.on, Keeper.keep_listener))
        for name in ("install", "pause_at", "run_for", "fast_forward"):
            patch.setattr(Stock, name, self.replaced(name, getattr(Stock, name)))

    def noticed(self, stock: Callable[..., Any], then: Callable[..., None]) -> Callable[..., Any]:
        def call(owner: Any, *args: Any, **options: Any) -> Any:
            result = stock(owner, *args, **options)
            if self.lent and self.lent.has(owner):
                then(self.lent, result, owner, *args)
            return result

        return call

    def replaced(self, name: str, stock: Callable[..., Any]) -> Callable[..., Any]:
        """A step of the clock: that of a lent tab can be taken back."""

        def call(clock: Stock, *args: Any, **options: Any) -> Any:
            if self.lent and self.lent.has(clock):
                return getattr(self.lent.clock, name)(*args, **options)
            return stock(clock, *args, **options)

        return call

    @staticmethod
    def spend(tab: Tab, *_: Any) -> None:
        tab.is_spent = True

    @staticmethod
    def keep_script(tab: Tab, script: Any, *_: Any) -> None:
        tab.scripts.append(script)

    @staticmethod
    def keep_listener(tab: Tab, _: None, owner: Any, event: str, listener: Any) -> None:
        tab.listeners.append(partial(owner.remove_listener, event, listener))


@pytest.fixture(scope="session")
def keeper(browser: Browser, django_db_setup: None) -> Iterator[Keeper]:
    """The tab that this worker keeps; gone, with what it held open, before the database goes."""
    kept = Keeper()
    with pytest.MonkeyPatch.context() as patch:
        kept.watch(patch)
        yield kept
    if kept.tab:
        kept.tab.close()
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:  # of the live server, with its connection
            thread.join(PATIENCE)
