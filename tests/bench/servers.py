"""Starts the board and the bare project under the same server with the same flags."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg2

ROOT = Path(__file__).resolve().parents[2]
START_TIMEOUT = 30.0  # seconds
TICKS = os.sysconf("SC_CLK_TCK")
SERVERS = {
    "gunicorn": [
        *("-m", "gunicorn", "--workers", "1", "--threads", "4", "--worker-class", "gthread"),
        *("--keep-alive", "30", "--log-level", "error", "--bind"),
    ],
    "granian": [
        *("-m", "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "4"),
        *("--log-level", "error", "--host", "127.0.0.1", "--port"),
    ],
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def processor_time(root: int) -> float:
    """Seconds that a process and its children have used, those that ended too."""
    found = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(root)], capture_output=True, text=True
    ).stdout.split()
    total = 0
    for pid in [str(root), *found]:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        total += sum(map(int, fields[11:15] if pid == str(root) else fields[11:13]))
    return total / TICKS


def database_process() -> int | None:
    """The process whose children serve the connections of DATABASE_URL, where they run here."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        return None
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        stat = Path(f"/proc/{cursor.fetchone()[0]}/stat")
        if not stat.exists() or "(postgres)" not in (told := stat.read_text()):
            return None  # on another machine
        return int(told.rpartition(")")[2].split()[1])


@dataclass
class Served:
    """A running server: its process, port, and seconds from start to first answer."""

    process: subprocess.Popen[bytes]
    port: int
    cold_start: float

    def worker_memory(self) -> float:
        """Resident memory of the largest process of the server, in MB."""
        children = subprocess.run(
            ["ps", "-o", "rss=", "--ppid", str(self.process.pid)], capture_output=True, text=True
        ).stdout.split()
        own = Path(f"/proc/{self.process.pid}/status").read_text()
        resident = int(own.split("VmRSS:")[1].split()[0])
        return max([resident, *map(int, children)]) / 1024

    def stop(self) -> int:
        """SIGTERM and wait; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)


def answers(port: int, path: str) -> bool:
    """Whether the server gives any answer at `path`."""
    try:
        with socket.create_connection(("127.0.0.1", port), 1) as peer:
            peer.sendall(
                f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode()
            )
            return b"200" in peer.recv(64)
    except OSError:
        return False


def serve(
    server: str, application: str, settings: str, path: str, how: tuple[str, ...] = ()
) -> Served:
    """Start `application` and wait for its first answer at `path`; `how` are further options."""
    port = free_port()
    address = f"127.0.0.1:{port}" if server == "gunicorn" else str(port)
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *SERVERS[server], address, *how, application],
        cwd=ROOT,
        # As `make run` does, for both.
        env={
            **os.environ,
            "MALLOC_ARENA_MAX": "2",
            "DJANGO_SETTINGS_MODULE": settings,
        },
    )
    while not answers(port, path):
        if process.poll() is not None or time.perf_counter() - started > START_TIMEOUT:
            process.kill()
            raise RuntimeError(f"{application} did not start under {server}")
        time.sleep(0.01)  # waits for a process outside of ours: nothing else to wait on
    return Served(process, port, time.perf_counter() - started)
