"""Acknowledged ⊆ stored ⊆ attempted, each once, whatever the line does and whoever is killed."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.conf import settings

from tests.bench.servers import ROOT, answers, free_port
from tests.faults.proxy import FAULTS, Proxy
from tests.faults.tablet import Ledger, Waiting, made

STARTING = 30.0  # seconds
THREADS = 4
# Seconds after a failure, as a tablet waits too: or four threads would keep the processor from the
# server that is to start again.
AGAIN = 0.02


@contextmanager
def database(folder: Path) -> Iterator[str]:
    """A DATABASE_URL of our own, of the kind under test."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield f"sqlite:///{folder}/faults.sqlite3"
        return
    name = f"faults_{uuid.uuid4().hex[:8]}"
    known = settings.DATABASES["default"]
    connection = psycopg2.connect(
        dbname="postgres", user=known["USER"], host=known["HOST"], port=known["PORT"] or None
    )
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        yield url.rsplit("/", 1)[0] + f"/{name}"
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
        connection.close()


@dataclass
class Board:
    """The real server on a port of its own, to be killed and started again."""

    environment: dict[str, str]
    port: int
    process: subprocess.Popen[bytes] | None = None

    def run(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return done.stdout

    def start(self) -> None:
        command = ["-m", "gunicorn", "-c", str(ROOT / "deploy" / "gunicorn.conf.py")]
        self.process = subprocess.Popen(
            [sys.executable, *command, "suwon_board.wsgi:application"],
            cwd=ROOT,
            env=self.environment,
            start_new_session=True,
            stderr=subprocess.DEVNULL,
        )
        waiting = threading.Event()
        for _ in range(int(STARTING / 0.02)):
            if answers(self.port, "/healthz"):
                return
            waiting.wait(0.02)
        raise RuntimeError("the server did not start")

    def kill(self) -> None:
        """SIGKILL to master and workers at once: no goodbye, as when the power goes."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    port = free_port()
    with database(tmp_path) as url:
        environment = {
            **os.environ,
            "DATABASE_URL": url,
            "DATA_DIR": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "suwon_board.settings",
            "DEBUG": "0",
            "HTTPS": "0",
            "ALLOWED_HOSTS": "127.0.0.1,testserver",
            "LOG_LEVEL": "CRITICAL",
            "SECRET_KEY": "only-for-tests-" + "x" * 50,
            "PORT": str(port),
        }
        started = Board(environment, port)
        try:
            yield started
        finally:
            started.kill()


def deliver_all(ledger: Ledger, board: Board, proxy: Proxy, kills: int, seed: int) -> None:
    """Threads deliver over the faulty line while the server is killed at random moments."""
    done = threading.Event()

    def deliver() -> None:
        while not done.is_set() and ledger.outbox:
            if not ledger.deliver_one(proxy.port):
                done.wait(AGAIN)

    threads = [threading.Thread(target=deliver) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    moments = random.Random(seed)  # noqa: S311 - repeatable moments
    try:
        for _ in range(kills):
            done.wait(moments.uniform(0.1, 0.9))
            board.kill()
            board.start()
        for thread in threads:
            thread.join(120)
    finally:  # whoever breaks the run off is not kept waiting by what can no longer be delivered
        done.set()
    # On a busy machine one may still hold a note, which it puts back.
    for thread in threads:
        thread.join()
    proxy.share = 0
    while ledger.outbox:
        ledger.deliver_one(proxy.port)


def compare(ledger: Ledger, stored: dict[str, Any]) -> None:
    """The tablet's ledger beside the database."""
    codes = {uuid.UUID(key): code for key, code, _, _ in stored["notes"]}
    assert len(codes) == len(stored["notes"]), "a note is stored twice"
    assert set(ledger.acknowledged) <= set(codes) <= set(ledger.attempted)
    assert {key: codes[key] for key in ledger.acknowledged} == ledger.acknowledged
    sides = {uuid.UUID(key): side for key, _, side, _ in stored["notes"]}
    assert sides == {key: ledger.attempted[key] for key in sides}
    regrets = [complaint for _, _, side, complaint in stored["notes"] if side == "regret"]
    assert sorted(regrets) == sorted(stored["complaints"]), "one complaint a regret, no more"
    assert all(complaint is None for _, _, side, complaint in stored["notes"] if side == "good")
    assert sorted(stored["received"]) == sorted(f"note:{key}" for key in codes)


def delivered(board: Board, notes: list[Waiting], kills: int, seed: int) -> tuple[Ledger, Any]:
    """The ledger at the end, with an answer for each note, and what the database holds."""
    ledger = Ledger(board.run("tests.faults.prepare").strip())
    ledger.outbox.extend(notes)
    board.start()
    proxy = Proxy(board.port, seed)
    try:
        deliver_all(ledger, board, proxy, kills, seed)
    finally:
        proxy.close()
    assert set(FAULTS) <= set(proxy.met), "not every fault was met"
    assert len(ledger.acknowledged) == len(notes)
    return ledger, json.loads(board.run("tests.faults.stored"))


def ordeal(board: Board, notes: int, kills: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - repeatable notes
    compare(*delivered(board, [made(n, chance) for n in range(1, notes + 1)], kills, seed))


@pytest.mark.long
def test_no_note_is_lost_or_doubled_on_a_bad_line_to_a_killed_server(board: Board) -> None:
    ordeal(board, notes=200, kills=3, seed=20260921)


@pytest.mark.long
def test_words_that_were_changed_stand_alone_after_a_bad_line_and_a_killed_server(
    board: Board,
) -> None:
    chance = random.Random(20260922)  # noqa: S311 - repeatable notes
    pairs = [(older := made(n, chance), made(n, chance, [older])) for n in range(1, 61)]
    notes = [note for pair in pairs for note in pair]
    _, stored = delivered(board, chance.sample(notes, len(notes)), kills=2, seed=20260922)
    assert {uuid.UUID(key) for key, *_ in stored["notes"]} == {newer.note_id for _, newer in pairs}
    regrets = [complaint for _, _, side, complaint in stored["notes"] if side == "regret"]
    assert sorted(regrets) == sorted(stored["complaints"])


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(3))
def test_the_same_for_thousands_of_notes(board: Board, seed: int) -> None:
    ordeal(board, notes=2000, kills=25, seed=seed)
