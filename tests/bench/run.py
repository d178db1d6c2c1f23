"""`make bench`: the board beside a bare Django project, on SQLite and on PostgreSQL."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# So few that all takes some minutes; the whole sizes: docs/performance.md.
LISTS = ["--rows", "5000", "--most", "1"]


def main() -> int:
    """Both databases; 1 when a goal was missed on either."""
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    measure = [sys.executable, "-m", "tests.bench.measure", *sys.argv[1:]]
    postgres = [sys.executable, "-m", "tests.postgres", "--durable", "--"]
    lists = [sys.executable, "-m", "tests.bench.lists", *LISTS]
    codes = []
    for name, command in (
        ("SQLite", measure),
        ("PostgreSQL", [*postgres, *measure]),
        ("Lists of the admin, SQLite", lists),
        ("Lists of the admin, PostgreSQL", [*postgres, *lists]),
    ):
        print(f"\n{name}", flush=True)
        codes.append(subprocess.run(command, cwd=ROOT, env=environment).returncode)
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
