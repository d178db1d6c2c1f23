"""`make bench`: the board beside a bare Django project, on SQLite and on PostgreSQL."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Both databases; 1 when a goal was missed on either."""
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    measure = [sys.executable, "-m", "tests.bench.measure", *sys.argv[1:]]
    codes = []
    for name, command in (
        ("SQLite", measure),
        ("PostgreSQL", [sys.executable, "-m", "tests.postgres", "--durable", "--", *measure]),
    ):
        print(f"\n{name}", flush=True)
        codes.append(subprocess.run(command, cwd=ROOT, env=environment).returncode)
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
