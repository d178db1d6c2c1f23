"""Fills the board's database for the bench and prints what the load needs, as JSON."""

import json
import sys

import django

django.setup()

from django.db import connection  # noqa: E402  Django must be set up first
from django.test.utils import CaptureQueriesContext  # noqa: E402  likewise

from boards.models import Board  # noqa: E402  likewise
from tests.cast import Tablet, make_cast  # noqa: E402  likewise

WALL_NOTES = 60


def count_queries(tablet: Tablet, side: str) -> int:
    """Queries of one intake once names of staff are kept, without BEGIN and COMMIT."""
    tablet.put(tablet.note(side=side))
    with CaptureQueriesContext(connection) as queries:
        tablet.put(tablet.note(side=side))
    return len([q for q in queries if q["sql"] not in ("BEGIN", "COMMIT", "BEGIN IMMEDIATE")])


def main() -> None:
    cast = make_cast()
    Board.objects.filter(pk=cast.board.pk).update(wall_is_open=True)
    tablet, screen = Tablet(cast.board), Tablet(cast.other_board, kind="wall")
    for number in range(WALL_NOTES):
        tablet.put(tablet.note(side="good" if number % 2 else "regret", text=f"쪽지 {number}번째"))
    queries = {side: count_queries(tablet, side) for side in ("good", "regret")}
    wall = f"/wall/{cast.board.slug}/notes"
    first = tablet.client.get(wall)
    with CaptureQueriesContext(connection) as polled:
        again = tablet.client.get(wall, headers={"If-None-Match": first.headers.get("ETag", "")})
    json.dump(
        {
            "credential": tablet.credential,
            "wall": wall,
            "closed_wall": f"/wall/{cast.other_board.slug}/notes",
            "wall_credential": screen.credential,
            "wall_status": [first.status_code, again.status_code],
            "queries": {**queries, "wall": len(polled)},
        },
        sys.stdout,
    )


main()
