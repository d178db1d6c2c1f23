"""Measures the board beside the bare project on the database of DATABASE_URL.

Both run under the same server; rounds alternate, so that what else the machine does weighs on
both. Prints one table; exits with 1 when a goal is missed.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from statistics import median

from tests.bench.load import Run, load
from tests.bench.servers import ROOT, SERVERS, Served, database_process, processor_time, serve

BOARD = "suwon_board.settings"
BARE = "tests.bench.bare.settings"
OURS = "suwon_board.wsgi:application"
STARTS = 7
WARMING = 1.0  # seconds
Requests = Callable[[], Iterator[bytes]]


@dataclass(frozen=True)
class Pair:
    """One comparison: the board's request beside the bare one, and the goal for their ratio."""

    name: str
    ours: Requests
    expected: int
    bare: Requests
    goal: float


@dataclass(frozen=True)
class Spent:
    """A round of load, and seconds of processor time for each answer: of the server, and of the
    server with the database's processes."""

    run: Run
    processor: float
    whole: float


@dataclass
class Ratios:
    """Of each round: of the rates, and of the processor's time for an answer, on which other
    programs of the machine weigh less."""

    rates: list[float] = field(default_factory=list)
    server: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)

    def told(self, goal: float) -> str:
        """The medians, and the least and most of the rates' ratios."""
        low, high = min(self.rates), max(self.rates)
        return (
            f"    ratio {median(self.rates):.2f} ({low:.2f}–{high:.2f}; goal {goal:.2f}), of the "
            f"server's time {median(self.server):.2f}, with the database's {median(self.whole):.2f}"
        )


def request(method: str, path: str, body: bytes = b"", **headers: str) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def always(one: bytes) -> Requests:
    def requests() -> Iterator[bytes]:
        while True:
            yield one

    return requests


def notes(credential: str, side: str) -> Requests:
    """Fresh notes as a tablet sends them."""

    def requests() -> Iterator[bytes]:
        sequence = 0
        while True:
            sequence += 1
            note = {
                "category": "waiting",
                "language": "ko",
                "sequence": sequence,
                "side": side,
                "text": "번호표를 뽑고 사십 분을 기다렸습니다. 창구를 하나 더 열어 주세요.",
            }
            body = json.dumps(note, ensure_ascii=False, separators=(",", ":")).encode()
            yield request(
                "PUT",
                f"/kiosk/notes/{uuid.uuid4()}",
                body,
                X_Board_Client="1",
                Cookie=f"board-device={credential}",
            )

    return requests


def timed(served: Served, requests: Iterator[bytes], expected: int, seconds: float) -> Spent:
    """One round: its answers, and the processor's time for each."""
    database = database_process()

    def used() -> tuple[float, float]:
        return processor_time(served.process.pid), processor_time(database) if database else 0.0

    before = used()
    run = load(served.port, requests, expected, seconds)
    own, theirs = (now - then for now, then in zip(used(), before, strict=True))
    answers = max(1, len(run.latencies))
    return Spent(run, own / answers, (own + theirs) / answers)


def alternate(
    pair: Pair, ours: Served, bare: Served, seconds: float, rounds: int
) -> tuple[Run, Run, Ratios]:
    """All rounds of both, and their ratios."""
    board_all, bare_all, ratios = Run(0), Run(0), Ratios()
    # Not counted: each thread's first connection, statements, patterns.
    timed(bare, pair.bare(), 200, WARMING)
    timed(ours, pair.ours(), pair.expected, WARMING)
    for _ in range(rounds):
        theirs = timed(bare, pair.bare(), 200, seconds)
        own = timed(ours, pair.ours(), pair.expected, seconds)
        ratios.rates.append(own.run.rate / max(1e-9, theirs.run.rate))
        ratios.server.append(theirs.processor / max(1e-9, own.processor))
        ratios.whole.append(theirs.whole / max(1e-9, own.whole))
        for total, run in ((board_all, own.run), (bare_all, theirs.run)):
            total.seconds += run.seconds
            total.latencies += run.latencies
            total.others += run.others
    return board_all, bare_all, ratios


@dataclass
class Starts:
    """Seconds from start to first answer: the board's under the same server as the bare one's, and
    as it is served (deploy/gunicorn.conf.py)."""

    ours: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    served: list[float] = field(default_factory=list)

    def missed(self) -> list[str]:
        bare = median(self.bare)
        missed = check("start to first answer, s", median(self.ours), bare, 2.0, 2.0)
        if self.served:
            missed += check("start as it is served, s", median(self.served), bare, 2.0, 2.0)
        return missed


def both(server: str) -> tuple[Served, Served, Starts]:
    """Both projects served, and what was measured of STARTS starts of each, in turns."""
    starts = Starts()
    while True:
        if server == "gunicorn":
            served = serve(server, OURS, BOARD, "/healthz", ("-c", "deploy/gunicorn.conf.py"))
            starts.served.append(served.cold_start)
            served.stop()
        bare = serve(server, "tests.bench.bare.wsgi:application", BARE, "/ok")
        ours = serve(server, OURS, BOARD, "/healthz")
        starts.ours.append(ours.cold_start)
        starts.bare.append(bare.cold_start)
        if len(starts.ours) == STARTS:
            return ours, bare, starts
        ours.stop()
        bare.stop()


def manage(settings: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": settings},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout


def line(name: str, run: Run) -> str:
    points = "  ".join(f"{run.quantile(share) * 1000:7.2f}" for share in (0.5, 0.95, 0.99))
    return f"  {name:<34} {run.rate:8.0f}/s  {points} ms" + (
        f"  {run.others} other answers!" if run.others else ""
    )


def polls(port: int, path: str) -> Requests:
    """Polls of a screen that has the wall as it stands."""

    def requests() -> Iterator[bytes]:
        # Asked before the load connects: idle connections hold the threads of some servers.
        peer = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        peer.request("GET", path)
        tag = peer.getresponse().headers["ETag"]
        peer.close()
        return always(request("GET", path, If_None_Match=tag))()

    return requests


def pairs(facts: dict[str, object], port: int) -> list[Pair]:
    credential, wall = str(facts["credential"]), str(facts["wall"])
    insert = always(request("POST", "/insert", b'{"text":"note"}'))
    return [
        Pair("intake of praise", notes(credential, "good"), 201, insert, 0.60),
        Pair("intake of a regret", notes(credential, "regret"), 201, insert, 0.60),
        Pair("unchanged wall poll", polls(port, wall), 304, always(request("GET", "/ok")), 0.85),
    ]


def compare(server: str, seconds: float, rounds: int, facts: dict[str, object]) -> list[str]:
    """Print the table; the goals that were missed."""
    missed: list[str] = []
    ours, bare, starts = both(server)
    try:
        print(f"  {'':<34} {'rate':>10}  {'p50':>7}  {'p95':>7}  {'p99':>7}")
        for pair in pairs(facts, ours.port):
            own, theirs, ratios = alternate(pair, ours, bare, seconds, rounds)
            ratio = median(ratios.rates)
            print(line(pair.name, own))
            print(line("  bare beside it", theirs))
            print(ratios.told(pair.goal))
            if ratio < pair.goal or own.others:
                missed.append(f"{pair.name}: {ratio:.2f}")
        missed += check(
            "memory of a worker, MB", ours.worker_memory(), bare.worker_memory(), 1.5, 100
        )
        missed += starts.missed()
    finally:
        print(f"  exit codes after SIGTERM: board {ours.stop()}, bare {bare.stop()}")
    return missed


def check(name: str, ours: float, bare: float, most_ratio: float, most: float) -> list[str]:
    ratio = ours / bare
    goals = f"(goal {most_ratio:.2f}, {most:g})"
    print(f"  {name:<34} {ours:8.2f}   bare {bare:.2f}   ratio {ratio:.2f} {goals}")
    return [f"{name}: {ours:.2f}"] if ratio > most_ratio or ours > most else []


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--server", choices=SERVERS, default="gunicorn")
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="board-bench-") as folder:
        os.environ.update(DATA_DIR=folder, SECRET_KEY="b" * 60, HTTPS="0", LOG_LEVEL="ERROR")
        os.environ["ALLOWED_HOSTS"] = "127.0.0.1,testserver"
        # A start finds its modules compiled, as on every machine after the first.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        manage(BOARD, "django", "migrate", "-v0")
        manage(BOARD, "django", "collectstatic", "--noinput", "-v0")
        manage(BARE, "django", "migrate", "--run-syncdb", "-v0")
        facts = json.loads(manage(BOARD, "tests.bench.prepare"))
        print(f"  queries a request: {facts['queries']}   wall poll: {facts['wall_status']}")
        missed = compare(options.server, options.seconds, options.rounds, facts)
    for goal in missed:
        print(f"  missed: {goal}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
