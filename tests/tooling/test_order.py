"""The order of the tests: none is left out, and no worker only waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.order import in_order


@dataclass(frozen=True)
class Item:
    """As much of a test as the order looks at."""

    number: int
    mark: str

    def get_closest_marker(self, name: str) -> bool:
        return name == self.mark


def items(quick: int, browser: int, long: int) -> list[Any]:
    marks = ["quick"] * quick + ["browser"] * browser + ["long"] * long
    return [Item(number, mark) for number, mark in enumerate(marks)]


NUMBERS = st.integers(0, 40)


@given(NUMBERS, NUMBERS, NUMBERS, st.integers(1, 6))
def test_each_test_comes_once(quick: int, browser: int, long: int, workers: int) -> None:
    given_items = items(quick, browser, long)
    ordered = in_order(given_items, workers)
    assert sorted(item.number for item in ordered) == [item.number for item in given_items]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("worker", "course"),
    [
        (0, ["quick", "long", "browser", "quick"]),
        (1, ["long", "browser", "quick", "browser", "quick"]),
        (2, ["long", "browser", "quick"]),
    ],
)
def test_at_no_time_do_all_workers_wait(worker: int, course: list[str]) -> None:
    ordered: list[Any] = list(in_order(items(240, 54, 6), 3))
    block = [item.mark for item in ordered[worker * 100 :][:100]]
    assert [mark for at, mark in enumerate(block) if block[at - 1 : at] != [mark]] == course
    assert block.count("browser") == 18
    assert block.count("long") == 2


def test_quick_tests_stay_with_their_neighbours() -> None:
    ordered: list[Any] = list(in_order(items(240, 54, 6), 3))
    quick = [item.number for item in ordered if item.mark == "quick"]
    assert quick == sorted(quick)
