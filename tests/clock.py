"""The clock of a page in a tab that is kept (tests/tab.py): Playwright's own, with a way back.

Playwright puts its clock into a context until that is closed. What it puts there is a script for
each new document, and one more for each step of the time. Given to the tab as scripts of the test,
they go with the others when the tab is emptied, and the next document has the browser's own time.
"""

from __future__ import annotations

import time
from datetime import datetime
from functools import cache

from playwright.sync_api import Browser, BrowserContext, Error

IN = "globalThis.__pwClock"  # by this name Playwright finds its clock in a page
# A test may hold the time of Python still, but the page's own clock goes on from the true one.
BEGINNING = time.time() - time.monotonic()  # seconds


def true_time() -> float:
    """Seconds since 1970, whatever a test makes of the time."""
    return BEGINNING + time.monotonic()


def _milliseconds(moment: float | datetime) -> int:
    seconds = moment.timestamp() if isinstance(moment, datetime) else moment
    return int(seconds * 1000)


@cache
def source(browser: Browser) -> str:
    """Playwright's script of the clock, as it brings it into a page."""
    context = browser.new_context()
    debugger = context.new_cdp_session(context.new_page())
    scripts: list[str] = []
    debugger.on("Debugger.scriptParsed", lambda script: scripts.append(script["scriptId"]))
    debugger.send("Debugger.enable")
    context.clock.install()
    sources = (
        str(debugger.send("Debugger.getScriptSource", {"scriptId": script})["scriptSource"])
        for script in scripts
    )
    found = next(text for text in sources if f"{IN} = (module" in text)
    context.close()
    return found


class Clock:
    """Playwright's clock over one context, for as long as the scripts that are added stay."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.is_in = False

    def install(self, time: float | datetime | None = None) -> None:
        self._do("install", _milliseconds(true_time() if time is None else time))

    def pause_at(self, time: float | datetime) -> None:
        self._do("pauseAt", _milliseconds(time))

    def run_for(self, ticks: int) -> None:
        self._do("runFor", ticks)

    def fast_forward(self, ticks: int) -> None:
        self._do("fastForward", ticks)

    def _do(self, step: str, amount: int) -> None:
        """A step of the time, in the documents that are there and for those to come."""
        if not self.is_in:
            browser = self.context.browser
            assert browser
            self._bring(source(browser), source(browser))
            self.is_in = True
        at = _milliseconds(true_time())
        controller = f"{IN}.controller"
        self._bring(f"{controller}.log('{step}', {at}, {amount})", f"{controller}.{step}({amount})")

    def _bring(self, for_new: str, for_these: str) -> None:
        self.context.add_init_script(for_new)
        for page in self.context.pages:
            try:
                page.evaluate(for_these)
            except Error as error:  # what comes instead of it has the script for new ones
                if "context was destroyed" not in str(error):
                    raise
