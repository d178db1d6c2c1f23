"""The model in use: read once a process, looked after at most once a minute.

The database names the model in use, so that every machine suggests alike; the file in data/
serves until the first retraining, and when a stored model was made by another program version.
"""

import logging
import time
from collections.abc import Callable
from functools import cache

from django.db import OperationalError, ProgrammingError

from boards.models import SuggestionModel
from boards.triage.features import DATA
from boards.triage.learning import Model, ModelFormatError

LOOK_EVERY_SECONDS = 60
SHIPPED = DATA / "starting_model.json"

log = logging.getLogger(__name__)


@cache
def shipped_model() -> Model:
    """The model that comes with the program."""
    return Model.from_json(SHIPPED.read_text(encoding="utf-8"))


class Shelf:
    """Holds one model. Two threads that look at once both read the same rows: harmless."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._looked_at: float | None = None
        self._version: str | None = None
        self._model: Model | None = None

    def model(self) -> Model:
        """The model in use; a version made active elsewhere is seen within a minute."""
        now = self._clock()
        if self._model is None or now - (self._looked_at or 0.0) >= LOOK_EVERY_SECONDS:
            self._look()
            self._looked_at = now
        return self._model or shipped_model()

    def forget(self) -> None:
        """Hold nothing, as a process that has just begun."""
        self._looked_at = self._version = self._model = None

    def _look(self) -> None:
        try:
            version = SuggestionModel.objects.active_version()
        except (OperationalError, ProgrammingError):
            # No table yet: notes can be tried before the first migration.
            version = None
        if self._model is not None and version == self._version:
            return
        self._model = self._read(version) if version else shipped_model()
        self._version = version

    @staticmethod
    def _read(version: str) -> Model:
        try:
            return Model.from_json(SuggestionModel.objects.get(version=version).payload)
        except ModelFormatError:
            log.warning("suggestion model %s is of another format: the shipped one serves", version)
            return shipped_model()


_shelf = Shelf()


def forget() -> None:
    """Look again at the next question (after a retraining in this process, between tests)."""
    _shelf.forget()


def active_model() -> Model:
    """The model in use in this process."""
    return _shelf.model()
