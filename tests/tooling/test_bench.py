"""The bench: what it sends and sums up is right, and each part of it starts."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import islice

import pytest

from tests.bench import measure
from tests.bench.load import Run
from tests.bench.servers import ROOT, processor_time


def test_notes_of_the_load_are_whole_requests_of_a_tablet() -> None:
    first, second = islice(measure.notes("secret", "regret")(), 2)
    head, _, body = first.partition(b"\r\n\r\n")
    assert head.startswith(b"PUT /kiosk/notes/")
    assert f"Content-Length: {len(body)}".encode() in head
    assert b"Cookie: board-device=secret" in head
    assert json.loads(body)["side"] == "regret"
    assert first.split()[1] != second.split()[1]


def test_a_missed_goal_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert measure.check("memory", 60, 50, 1.5, 100) == []
    assert measure.check("memory", 80, 50, 1.5, 100) == ["memory: 80.00"]
    assert measure.check("memory", 110, 100, 1.5, 100) == ["memory: 110.00"]
    assert capsys.readouterr().out.count("ratio") == 3


def test_quantiles_are_of_the_answers() -> None:
    run = Run(2.0, [0.3, 0.1, 0.2, 0.4])
    assert (run.rate, run.quantile(0.5), run.quantile(0.99)) == (2.0, 0.3, 0.4)
    assert Run(2.0).quantile(0.5) == 0.0


def test_processor_time_of_a_process_is_counted() -> None:
    busy = "sum(range(10**7)); print(flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", busy], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert processor_time(process.pid) > 0


@pytest.mark.parametrize("part", ["measure", "wall", "lists"])
def test_each_part_says_how_it_is_used(part: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", f"tests.bench.{part}", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert "--" in done.stdout
