"""The processor's time of what a wall does by itself, on the database of tests.bench.prepare."""

import time
from collections.abc import Callable

import django

django.setup()

from django.utils import timezone  # noqa: E402  Django must be set up first

from boards.models import Board  # noqa: E402  likewise
from boards.wall import feed  # noqa: E402  likewise

ROUNDS = 40


def cost(act: Callable[[], object]) -> float:
    """Milliseconds of processor time of one call."""
    act()
    begun = time.process_time()
    for _ in range(ROUNDS):
        act()
    return (time.process_time() - begun) / ROUNDS * 1000


def pulse() -> None:
    feed._pulse.clear()
    feed.pulse_of_all()


def main() -> None:
    board = Board.objects.get(wall_is_open=True)
    facts = feed.look(board, timezone.now())
    for name, act in {
        "feeling for a change, all walls": pulse,
        "a look": lambda: feed.look(board, timezone.now()),
        f"rendering {len(facts.rows)} notes": lambda: feed.rendered(board, facts, timezone.now()),
    }.items():
        print(f"  {name:<34} {cost(act):6.2f} ms")


main()
