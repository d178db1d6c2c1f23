"""What every test may use."""

import os
import shutil
from collections.abc import Iterator

import pytest
from django.core.servers.basehttp import WSGIRequestHandler
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import TransactionTestCase
from hypothesis import settings

from boards import staff_names
from boards.kiosk import sources
from boards.triage import shelf
from boards.wall import feed as wall_feed
from tests.browser import axe, browser, page, watch
from tests.cast import Cast, Tablet, make_cast
from tests.emptying import emptying, past_the_guard
from tests.order import in_order
from tests.settings import DATA
from tests.tab import keeper

__all__ = ["axe", "browser", "keeper", "page", "watch"]

# A busy machine must not fail a property: only the property may. The same examples each time, so
# that a change is judged by what it changed; new ones, and many, are tried by `make soak`.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("soak", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("PROPERTIES", "steady"))

# Head and body of an answer go out in two pieces. Without this the second waits for the browser's
# delayed acknowledgement of the first: 40 ms for each of the eighty files of a tablet.
WSGIRequestHandler.disable_nagle_algorithm = True


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Whatever needs a browser says so by itself, so that `make test-quick` leaves it out.

    What takes long begins first.
    """
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    yield
    items[:] = in_order(items, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def pytest_unconfigure() -> None:
    """Leave no database or photo of a run behind."""
    shutil.rmtree(DATA, ignore_errors=True)


@pytest.fixture(autouse=True, scope="session")
def emptied_tables() -> Iterator[None]:
    """After a test with transactions of its own the tables are emptied, the trail's too."""
    with pytest.MonkeyPatch.context() as patch:
        stock = BaseDatabaseOperations.execute_sql_flush
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", past_the_guard(stock))
        flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptying(flush))
        yield


@pytest.fixture(autouse=True)
def fresh_memory() -> None:
    """What a process keeps for a short while must not reach the next test."""
    staff_names._kept.clear()
    shelf.forget()
    sources.forget()
    wall_feed.forget()


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def tablet(cast: Cast) -> Tablet:
    return Tablet(cast.board)
