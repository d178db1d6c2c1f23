"""The launcher starts a real PostgreSQL, from either source, and always stops it."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest

from tests.postgres import NoPostgres, find_binaries, running_postgres, wheel_folders

# Prints where the server lives, then waits to be ended.
WAITING = "import os, time; print(os.environ['DATABASE_URL'], flush=True); time.sleep(60)"


def setting(url: str, name: str) -> str:
    with psycopg2.connect(url.replace("postgres://", "postgresql://")) as connection:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting(%s)", [name])
            return str(cursor.fetchone()[0])


def test_the_wheel_alone_is_enough_and_leaves_nothing_behind() -> None:
    with running_postgres(choice="wheel") as server:
        assert server.bin_folder.parent in {folder.parent for folder in wheel_folders()} or (
            server.bin_folder.is_relative_to(server.socket_folder)
        )
        assert setting(server.url, "fsync") == "off"
        assert setting(server.url, "server_encoding") == "UTF8"
    assert server.process.poll() == 0
    assert not server.socket_folder.exists()


def test_a_durable_server_keeps_fsync_on() -> None:
    with running_postgres(durable=True) as server:
        assert setting(server.url, "fsync") == "on"
        assert setting(server.url, "synchronous_commit") == "on"


def test_binaries_in_a_private_folder_are_still_usable(tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    (private / "install").symlink_to(find_binaries("wheel").parent)
    with running_postgres(choice=str(private / "install" / "bin")) as server:
        assert setting(server.url, "fsync") == "off"


def test_a_folder_without_postgresql_ends_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NoPostgres, match="찾지 못했습니다"):
        find_binaries(str(tmp_path))


def test_the_exit_code_of_the_command_is_passed_on() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.postgres", "--", sys.executable, "-c", "raise SystemExit(7)"]
    )
    assert done.returncode == 7


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_runner_that_is_ended_takes_its_server_along(number: signal.Signals) -> None:
    runner = subprocess.Popen(
        [sys.executable, "-m", "tests.postgres", "--", sys.executable, "-c", WAITING],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert runner.stdout
    url = runner.stdout.readline().strip()
    folder = Path(url.partition("@")[2].rpartition("/")[0].replace("%2F", "/"))
    server = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
    runner.send_signal(number)
    assert runner.wait(30) != 0
    assert ended(server)


def ended(pid: int) -> bool:
    """Wait, ten seconds at most, until the process is gone or only waits to be reaped."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], 10)[0])
    finally:
        os.close(handle)
