"""What every test may use."""

import shutil

import pytest
from hypothesis import settings

from boards import staff_names
from boards.triage import shelf
from boards.wall import views as wall_views
from tests.browser import axe, browser, page, watch
from tests.cast import Cast, Tablet, make_cast
from tests.settings import DATA

__all__ = ["axe", "browser", "page", "watch"]

# A busy machine must not fail a property: only the property may.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever needs a browser says so by itself, so that `make test-quick` leaves it out."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


def pytest_unconfigure() -> None:
    """Leave no database or photo of a run behind."""
    shutil.rmtree(DATA, ignore_errors=True)


@pytest.fixture(autouse=True)
def fresh_memory() -> None:
    """What a process keeps for a short while must not reach the next test."""
    staff_names._kept.clear()
    shelf.forget()
    wall_views.forget()


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def tablet(cast: Cast) -> Tablet:
    return Tablet(cast.board)
