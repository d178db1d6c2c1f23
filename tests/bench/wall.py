"""What a wall costs: the processor's time of a poll, a look and a rendering.

    python -m tests.bench.wall [--seconds 3] [--rounds 3]

Prints the processor's time in the server's processes for each unchanged poll, of an open and of a
paired wall, beside a bare Django view on the same server, and with nginx in front when there is
one (BENCH_NGINX names another). Bounded: a few connections, some seconds.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from tests.bench.load import load
from tests.bench.measure import BARE, BOARD, always, manage, request
from tests.bench.servers import answers, free_port, processor_time, serve

SCREENS, EVERY = 10_000, 3.0  # seconds between the polls of one screen
# What a proxy needs to pass polls on; the rest of deploy/nginx.conf costs a poll nothing.
NGINX = """
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error warn;
events {{ worker_connections 1024; }}
http {{
  access_log off; client_body_temp_path {folder}/a; proxy_temp_path {folder}/b;
  fastcgi_temp_path {folder}/c; uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  upstream board {{ server 127.0.0.1:{behind}; keepalive 32; }}
  gzip on; gzip_vary on; gzip_min_length 1k;
  server {{
    listen 127.0.0.1:{port};
    keepalive_requests 1000000;
    location / {{
      proxy_pass http://board; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_set_header Host $host; proxy_set_header X-Forwarded-For $remote_addr;
    }}
  }}
}}
"""


def tag_of(port: int, path: str, cookie: str) -> tuple[str, str]:
    """The tag of a wall as a screen gets it, compressed by whoever stands between."""
    peer = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    headers = {"Accept-Encoding": "gzip", **({"Cookie": cookie} if cookie else {})}
    peer.request("GET", path, headers=headers)
    answer = peer.getresponse()
    answer.read()
    peer.close()
    return answer.headers["ETag"], str(answer.status)


def poll_cost(
    port: int, roots: list[int], one: bytes, status: int, seconds: float
) -> tuple[float, float]:
    """Microseconds of processor time for each answer, and answers a second."""
    before = sum(processor_time(root) for root in roots)
    run = load(port, always(one)(), status, seconds)
    if run.others or not run.latencies:
        raise RuntimeError(f"{run.others} answers were not {status}")
    used = sum(processor_time(root) for root in roots) - before
    return used / len(run.latencies) * 1e6, run.rate


@contextmanager
def proxy(folder: Path, behind: int) -> Iterator[tuple[int, int] | None]:
    """nginx in front of a port: its own port and process id; None where there is none."""
    program = os.environ.get("BENCH_NGINX") or shutil.which("nginx")
    if program is None:
        yield None
        return
    port, config = free_port(), folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, behind=behind, port=port))
    process = subprocess.Popen([program, "-p", str(folder), "-c", str(config)])
    try:
        while not answers(port, "/healthz"):
            if process.poll() is not None:
                raise RuntimeError((folder / "error").read_text())
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(10)


def told(name: str, costs: list[tuple[float, float]], bare: float) -> float:
    cost = median(each for each, _ in costs)
    share, cores = bare / cost, SCREENS / EVERY * cost / 1e6
    print(
        f"  {name:<28} {cost:7.0f} µs   {share:5.2f} of the bare view's speed   "
        f"{cores:4.2f} cores for {SCREENS} screens   "
        f"{median(rate for _, rate in costs):6.0f}/s on this machine now",
        flush=True,
    )
    return cost


def measure(options: argparse.Namespace, folder: Path) -> None:
    facts = json.loads(manage(BOARD, "tests.bench.prepare"))
    bare = serve("gunicorn", "tests.bench.bare.wsgi:application", BARE, "/ok")
    ours = serve("gunicorn", "suwon_board.wsgi:application", BOARD, "/healthz")
    paired = f"board-device={facts['wall_credential']}"
    kinds = {"open wall": (facts["wall"], ""), "paired wall": (facts["closed_wall"], paired)}
    try:
        with proxy(folder, ours.port) as front:
            costs: dict[str, list[tuple[float, float]]] = {}
            for _ in range(options.rounds):
                plain = request("GET", "/ok")
                costs.setdefault("bare view", []).append(
                    poll_cost(bare.port, [bare.process.pid], plain, 200, options.seconds)
                )
                for kind, (path, cookie) in kinds.items():
                    for name, port, roots in places(kind, ours.port, ours.process.pid, front):
                        tag, _ = tag_of(port, path, cookie)
                        more = {"Cookie": cookie} if cookie else {}
                        one = request("GET", path, If_None_Match=tag, **more)
                        cost = poll_cost(port, roots, one, 304, options.seconds)
                        costs.setdefault(name, []).append(cost)
        plain_cost = median(each for each, _ in costs["bare view"])
        for name, found in costs.items():
            told(name, found, plain_cost)
    finally:
        ours.stop()
        bare.stop()


def places(
    kind: str, port: int, pid: int, front: tuple[int, int] | None
) -> list[tuple[str, int, list[int]]]:
    """Where a poll goes, and whose time it takes."""
    direct = [(kind, port, [pid])]
    return direct + ([(f"{kind}, behind nginx", front[0], [pid, front[1]])] if front else [])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="board-wall-") as name:
        folder = Path(name)
        os.environ.update(DATA_DIR=name, SECRET_KEY="b" * 60, HTTPS="0", LOG_LEVEL="ERROR")
        os.environ["ALLOWED_HOSTS"] = "127.0.0.1,testserver"
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/wall.sqlite3")
        manage(BOARD, "django", "migrate", "-v0")
        manage(BOARD, "django", "collectstatic", "--noinput", "-v0")
        manage(BARE, "django", "migrate", "--run-syncdb", "-v0")
        measure(options, folder)
        sys.stdout.write(manage(BOARD, "tests.bench.looks"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
