"""Screening is fast on notes, and no text makes it slow. Time is the processor's, not the clock's:
a busy machine must not fail a test."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from boards.screening.engine import screen

DATA = Path(__file__).parent.parent / "data"
LONG = 100_000
# Under a second on a core of its own; the bound leaves room for a busy machine.
MOST = 2.0
# The worst of each family: numbers, said numbers, addresses, mail, names, curses, veils.
UNITS = [
    "1-1",
    "공일",
    "850101뒷자리",
    "010-1234-5678 ",
    "은행 1-1-1 ",
    "12가",
    "수원시 팔달구 인계로 124번길 8, 3",
    "a.b-c_",
    "김 ",
    "김수정, ",
    "ㅅㅣ",
    "시이",
    "칼 ",
    "1번 창구 ",
    "9😀",
    "9x",
    "뒤 1234567 ",
    "900101 그리고 ",
    "90년 1월 1일 ",
    "0,1,0,",
    "1\u200b",
]


def seconds(text: str) -> float:
    """The processor's time for one screening; the best of three, or the first below the bound."""
    times = []
    for _ in range(3):
        started = time.process_time()
        screen(text, side="regret")
        times.append(time.process_time() - started)
        if times[-1] < MOST:
            break
    return min(times)


@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_time_for_hostile_text_of_a_hundred_thousand_letters_has_a_bound(unit: str) -> None:
    assert seconds((unit * LONG)[:LONG] + "!x") < MOST


def test_nineteen_of_twenty_notes_take_less_than_two_milliseconds() -> None:
    times = []
    for name in ("notes.jsonl", "unseen.jsonl"):
        for line in (DATA / name).read_text(encoding="utf-8").splitlines():
            text = json.loads(line)["text"]
            screen(text, side="regret")
            times.append(min(_one(text), _one(text)))
    times.sort()
    assert times[int(len(times) * 0.95)] < 0.002


def _one(text: str) -> float:
    started = time.process_time()
    screen(text, side="regret")
    return time.process_time() - started
