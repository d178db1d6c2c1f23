"""The worker of the tablet: updates in whole, and notes that it delivers itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from boards.kiosk import page as kiosk_page
from boards.kiosk import views as kiosk_views
from boards.models import Note
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
    worker_is_ready,
)

__all__ = ["kiosk"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.worker]


def test_an_update_comes_in_whole_once_nobody_writes(
    kiosk: Any, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker_is_ready(kiosk)
    more = (*kiosk_page.PRECACHED, "wall/pages.js")
    monkeypatch.setattr(kiosk_page, "PRECACHED", more)
    touch(kiosk, "좋아요")
    kiosk.evaluate(
        """async () => {
          const registration = await navigator.serviceWorker.getRegistration('/kiosk/');
          await registration.update();
          const fresh = registration.installing ?? registration.waiting;
          while (fresh.state !== 'installed')
            await new Promise((done) => fresh.addEventListener('statechange', done));
        }"""
    )
    kiosk.evaluate("window.isOldPage = true")
    ask(kiosk, "installed", "m.renew(false)")
    assert kiosk.evaluate("window.isOldPage"), "a visitor is not disturbed"
    touch(kiosk, "처음으로")
    ask(kiosk, "installed", "m.renew(true)")
    wait_until(kiosk, "!window.isOldPage")
    kiosk.get_by_role("button", name="좋아요").wait_for()
    kept = kiosk.evaluate("caches.keys()")
    assert len(kept) == 1, "the old files are gone as a whole"
    assert kiosk.evaluate("caches.match('/static/wall/pages.js').then(Boolean)")


@pytest.fixture
def worker_called(kiosk: Any) -> Iterator[Any]:
    """A function that wakes the tablet's worker to deliver, as the browser does."""
    worker_is_ready(kiosk)
    session = kiosk.context.new_cdp_session(kiosk)
    registered: list[dict[str, Any]] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: registered.extend(event["registrations"]),
    )
    session.send("ServiceWorker.enable")
    until(kiosk, lambda: any(each["scopeURL"].endswith("/kiosk/") for each in registered))
    ours = next(each for each in registered if each["scopeURL"].endswith("/kiosk/"))
    origin = ours["scopeURL"].removesuffix("/kiosk/")

    def call() -> None:
        session.send(
            "ServiceWorker.dispatchSyncEvent",
            {
                "origin": origin,
                "registrationId": ours["registrationId"],
                "tag": "deliver",
                "lastChance": False,
            },
        )

    yield call
    session.detach()


def test_two_tabs_and_the_worker_at_once_deliver_each_note_once(
    kiosk: Any, worker_called: Any, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch.allow(*NO_NETWORK)
    arrived: list[str] = []
    honest = kiosk_views.receive
    monkeypatch.setattr(
        kiosk_views,
        "receive",
        lambda note_id, *rest: arrived.append(str(note_id)) or honest(note_id, *rest),
    )
    other = kiosk.context.new_page()
    other.goto(kiosk.url)
    other.get_by_role("button", name="좋아요").wait_for()
    fill_outbox(kiosk, 12)
    kiosk.evaluate(RELEASE_ALL)
    worker_called()
    for tab in (kiosk, other):
        tab.evaluate(ONLINE)
    worker_called()
    until_delivered(kiosk)
    assert Note.objects.count() == 12
    assert len(arrived) == len(set(arrived)) == 12


def test_the_worker_delivers_when_no_page_does(
    kiosk: Any, worker_called: Any, watch: Watch
) -> None:
    watch.allow(*NO_NETWORK)
    # The page itself reaches nobody: what arrives comes from the worker.
    route_notes(kiosk, lambda route: route.abort())
    stick(kiosk)
    kiosk.get_by_role("heading", name="고맙습니다").wait_for()
    kiosk.evaluate(RELEASE_ALL)
    worker_called()
    until_delivered(kiosk)
    assert Note.objects.count() == 1
