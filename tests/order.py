"""The order of the tests: what waits for a browser runs beside what does not, and what takes long
does not come last, so that no worker is left with it alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest


def in_order(items: Sequence[pytest.Item], workers: int) -> list[pytest.Item]:
    """Tests marked `long`, those with a browser, and the quick ones, dealt out to the workers.

    Each of `workers` is first handed a block of neighbours, as even as can be (`worksteal` of
    xdist), and who has done theirs takes some from the end of another's. So that each block has its
    part of what waits for others (a browser, a server, a clock), that is dealt out like cards. The
    first worker has its quick tests before that, the last one behind it, the others in between: in
    no minute do all wait, nor do all work. Some quick ones end each block, so that at the end none
    is left alone with what waits. Quick tests stay together by module, as their fixtures want it.
    """
    waiting = [item for item in items if is_marked(item, "long", "browser")]
    waiting.sort(key=lambda item: not is_marked(item, "long"))
    apart = {id(item) for item in waiting}
    quick = [item for item in items if id(item) not in apart]
    ordered: list[pytest.Item] = []
    for worker in range(workers):
        size = (len(items) - len(ordered)) // (workers - worker)
        waits = waiting[worker::workers]
        before = len(waits) * worker // max(1, workers - 1)
        rest = max(0, size - len(waits))
        block, quick = quick[:rest], quick[rest:]
        end = rest - rest // 4
        ordered += waits[:before] + block[:end] + waits[before:] + block[end:]
    return ordered + quick


def is_marked(item: pytest.Item, *names: str) -> bool:
    return any(item.get_closest_marker(name) for name in names)
