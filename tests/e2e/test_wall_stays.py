"""A wall that nobody touches for a month: it comes back, renews itself and does not grow."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser, Page, Request, expect

from boards.models import Board
from boards.wall import feed, views
from tests.bench.servers import answers, free_port
from tests.browser import Watch
from tests.browser import until as until_holds
from tests.cast import Cast, Tablet
from tests.e2e.test_wall import LANDSCAPE, board, tablet

__all__ = ["board", "tablet"]
pytestmark = pytest.mark.django_db(transaction=True)
MARK = "window.sameDocument = true"
IS_MARKED = "window.sameDocument === true"


# -- a server that is killed and started again ---------------------------------------------------


@dataclass
class Server:
    """The real server over the database of the test."""

    port: int
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [
            "-m",
            "gunicorn",
            "-c",
            "deploy/gunicorn.conf.py",
            "suwon_board.wsgi:application",
        ]
        self.process = subprocess.Popen(
            [sys.executable, *command],
            cwd=settings.BASE_DIR,
            env=self.environment(),
            start_new_session=True,
            stderr=subprocess.DEVNULL,
        )
        while not answers(self.port, "/healthz"):
            assert self.process.poll() is None

    def kill(self) -> None:
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def environment(self) -> dict[str, str]:
        known = connection.settings_dict
        url = f"sqlite:///{known['NAME']}"
        if connection.vendor == "postgresql":
            url = os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{known['NAME']}"
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": url,
            "SECRET_KEY": settings.SECRET_KEY,
            "PORT": str(self.port),
            "WEB_WORKERS": "1",
            "TMPDIR": str(self.folder),
        }


@pytest.fixture
def server(tmp_path: Path, db: None) -> Iterator[Server]:
    server = Server(free_port(), tmp_path)
    server.start()
    yield server
    server.kill()


def test_a_wall_survives_a_server_that_is_killed_and_started_again(
    browser: Browser, board: Board, tablet: Tablet, server: Server
) -> None:
    tablet.put(tablet.note(text="그 앞의 쪽지"))
    context = browser.new_context(viewport=LANDSCAPE, locale="ko-KR")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{server.port}/wall/{board.slug}/")
    expect(page.locator(".note")).to_have_count(1)
    page.evaluate(MARK)
    server.kill()
    with page.expect_event("requestfailed"):
        pass
    tablet.put(tablet.note(text="그사이의 쪽지"))
    expect(page.locator(".note")).to_have_count(1)
    server.start()
    expect(page.locator(".note").first).to_contain_text("그사이의 쪽지")
    assert page.evaluate(IS_MARKED), "it came back without loading anew"
    context.close()


# -- a wall that was closed, a page that was replaced ----------------------------------------------


@pytest.fixture
def wall(page: Page, board: Board, tablet: Tablet, live_server: Any) -> Page:
    """A wall with one note, under a clock of its own."""
    tablet.put(tablet.note(text="남아 있는 쪽지"))
    page.set_viewport_size(LANDSCAPE)
    page.clock.install()
    page.goto(f"{live_server.url}/wall/{board.slug}/")
    expect(page.locator(".note")).to_have_count(1)
    page.evaluate(MARK)
    return page


def until(wall: Page, condition: str, most: int = 60) -> None:
    """Let the wall's clock run until something holds."""
    for _ in range(most):
        if wall.evaluate(condition):
            return
        run(wall)
    raise AssertionError(f"never: {condition}")


def run(wall: Page) -> None:
    """Three seconds of the wall's clock, and then what it asked for: the network does not follow
    that clock, which would call off an answer that is on its way."""
    under_way: set[Request] = set()

    def begun(request: Request) -> None:
        under_way.add(request)

    def over(request: Request) -> None:
        under_way.discard(request)

    wall.on("request", begun)
    wall.on("requestfinished", over)
    wall.on("requestfailed", over)
    wall.clock.run_for(3000)
    wall.wait_for_timeout(50)
    until_holds(wall, lambda: not under_way)
    wall.remove_listener("request", begun)
    wall.remove_listener("requestfinished", over)
    wall.remove_listener("requestfailed", over)


def test_a_wall_that_is_closed_shows_nothing_and_opens_again_by_itself(
    wall: Page, board: Board, watch: Watch
) -> None:
    watch.allow("status of 404")
    Board.objects.filter(pk=board.pk).update(is_active=False)
    feed.forget()
    until(wall, "document.querySelectorAll('.note').length === 0")
    expect(wall.locator("#shut")).to_contain_text("다시 열리면 저절로 나옵니다")
    Board.objects.filter(pk=board.pk).update(is_active=True)
    until(wall, "document.querySelectorAll('.note').length === 1")
    expect(wall.locator("#shut")).to_be_hidden()
    assert wall.evaluate(IS_MARKED)


@pytest.mark.parametrize("status", [403, 404, 502, 200])
def test_a_stranger_between_cannot_blank_the_wall(wall: Page, watch: Watch, status: int) -> None:
    watch.allow("status of")
    wall.route("**/notes", lambda route: route.fulfill(status=status, body="<h1>Log in</h1>"))
    until(wall, "!document.getElementById('stale').hidden")
    expect(wall.locator(".note")).to_contain_text("남아 있는 쪽지")


def test_a_newer_page_is_loaded_by_itself_once_it_can_be_had(
    wall: Page, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "page_version", lambda: "newer")
    feed.forget()
    until(wall, "document.querySelector('.strip').dataset.page === 'newer'")
    for _ in range(60):
        wall.clock.run_for(3000)
    assert wall.evaluate(IS_MARKED), "the page behind the address is still the old one"
    monkeypatch.setattr(views, "page_version", lambda: "newer")
    with wall.expect_event("load"):
        for _ in range(100):
            run(wall)
            if wall.locator("#wall").get_attribute("data-page") == "newer":
                break
    expect(wall.locator(".note")).to_contain_text("남아 있는 쪽지")


# -- thirty days -----------------------------------------------------------------------------------

# A feed inside the page: an answer to every poll, every tenth of them with a change, so that weeks
# of polling take seconds. Notes come, turn, are touched and go.
FEED = """() => {
  const real = window.fetch;
  let polls = 0, version = 0, first = 0;
  const words = (n) => `${n}번째 쪽지입니다. ` + '고맙습니다. '.repeat(n * 7 % 20);
  function note(n, side) {
    return `<li class="note note-short tilt-${n % 5}" data-key="${side}${n}"
      data-version="${n % 3 === version % 3 ? version : 0}" data-joins="${version % 4}">
      <p class="hand" lang="ko">${words(n)}</p><svg class="strokes" viewBox="0 0 1000 400">
      <path d="M0 0L${n % 900} 300"/></svg></li>`;
  }
  function body() {
    const column = (side, title) => `<section class="column column-${side}"><h2>${title}</h2>
      <ul class="notes">${Array.from({length: 30}, (_, n) => note(first + 30 - n, side)).join('')}
      </ul><p class="column-page"></p></section>`;
    return `<p class="strip">지난 7일</p><div class="columns">${column('good', '좋아요')}
      ${column('regret', '아쉬워요')}</div>`;
  }
  window.fetch = async (address, options) => {
    if (!String(address).endsWith('/notes')) return real(address, options);
    polls += 1;
    window.polls = polls;
    if (polls % 50 === 49) throw new TypeError('network');
    if (polls % 10 !== 1) return new Response(null, {status: 304, headers: {ETag: `"${version}"`}});
    version += 1;
    if (version % 2) first += 1;
    return new Response(body(), {status: 200, headers: {ETag: `"${version}"`}});
  };
}"""


def weight(page: Page) -> dict[str, float]:
    """Nodes, listeners and heap once everything that can go has gone."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
    metrics = session.send("Performance.getMetrics")["metrics"]
    session.detach()
    found = {metric["name"]: metric["value"] for metric in metrics}
    return {name: found[name] for name in ("Nodes", "JSEventListeners", "JSHeapUsedSize")}


def polled(page: Page, times: int) -> None:
    """Sixty polls, six of them with a change, and three days that pass at once; so often."""
    for _ in range(times):
        page.clock.run_for(60 * 1300)
        page.clock.fast_forward(72 * 3_600_000)


@pytest.mark.long
def test_thirty_days_of_polls_and_changes_leave_the_page_as_light_as_it_was(
    page: Page, cast: Cast, board: Board, live_server: Any
) -> None:
    page.set_viewport_size(LANDSCAPE)
    page.clock.install()
    page.add_init_script(f"({FEED})()")
    page.goto(f"{live_server.url}/wall/{board.slug}/")
    expect(page.locator(".column-good .note:visible").first).to_be_visible()
    page.evaluate(MARK)
    polled(page, 2)
    before, asked = weight(page), page.evaluate("polls")
    polled(page, 10)
    after, most = weight(page), before["Nodes"] * 1.1 + 50
    for _ in range(10):  # a list that was just taken down may still be on its way out
        if after["Nodes"] <= most:
            break
        page.wait_for_timeout(200)
        after = weight(page)
    assert page.evaluate("polls") - asked > 480
    assert page.evaluate(IS_MARKED)
    assert after["Nodes"] <= most, (before, after)
    assert after["JSEventListeners"] <= before["JSEventListeners"] + 2, (before, after)
    # What sixty changes would leave behind, if each left its list, is three times as much.
    assert after["JSHeapUsedSize"] <= before["JSHeapUsedSize"] + 1_000_000, (before, after)
    expect(page.locator(".column-good .note:visible").first).to_be_visible()
