"""The order of the tests: what takes long begins first, so that no worker is left with it alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest


def in_order(items: Sequence[pytest.Item], workers: int) -> list[pytest.Item]:
    """Tests marked `long`, then those with a browser, then the rest; dealt out to the workers.

    Each of `workers` is first handed a block of neighbours, as even as can be (`worksteal` of
    xdist), and who has done theirs takes some from the end of another's. So that each block begins
    with its part of what takes long, that is dealt out like cards; the rest stays together by
    module, as its fixtures want it.
    """
    slow = [item for item in items if is_marked(item, "long", "browser")]
    slow.sort(key=lambda item: not is_marked(item, "long"))
    first = {id(item) for item in slow}
    quick = [item for item in items if id(item) not in first]
    ordered: list[pytest.Item] = []
    for worker in range(workers):
        size = (len(items) - len(ordered)) // (workers - worker)
        begins = slow[worker::workers]
        rest = max(0, size - len(begins))
        ordered += begins + quick[:rest]
        quick = quick[rest:]
    return ordered + quick


def is_marked(item: pytest.Item, *names: str) -> bool:
    return any(item.get_closest_marker(name) for name in names)
