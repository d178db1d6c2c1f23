"""What the tests of triage may use beside the cast."""

from pathlib import Path

import pytest

from boards.triage.labelled import STARTING_NOTES, from_file
from boards.triage.learning import Model
from boards.triage.measuring import unseen_models
from tests.triage.canaries import planted

__all__ = ["planted"]

LABELLED = Path(__file__).parent.parent / "data/notes.jsonl"


@pytest.fixture(scope="session")
def models_of_others() -> list[tuple[list[int], Model]]:
    """Places of labelled notes with a model that has seen no note of their matters: trained once
    for all tests."""
    return list(unseen_models(from_file(LABELLED), from_file(STARTING_NOTES)))
