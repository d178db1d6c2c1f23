"""What every test may use."""

import pytest
from hypothesis import settings

from boards import staff_names
from boards.triage import shelf
from tests.cast import Cast, Tablet, make_cast

# A busy machine must not fail a property: only the property may.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


@pytest.fixture(autouse=True)
def fresh_memory() -> None:
    """What a process keeps for a short while must not reach the next test."""
    staff_names._kept.clear()
    shelf.forget()


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def tablet(cast: Cast) -> Tablet:
    return Tablet(cast.board)
