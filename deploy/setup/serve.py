"""Runs inside .venv: brings database and static files up to date, then becomes gunicorn."""

import hashlib
import io
import logging
import os
import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "suwon_board.settings")

import django  # noqa: E402 - the path to the project must be known first
from django.conf import settings  # noqa: E402
from django.core.exceptions import ImproperlyConfigured  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import DatabaseError, connection, connections  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402
from django.urls import reverse  # noqa: E402

from suwon_board.environment import env_bool  # noqa: E402

SERVER_SETTINGS = ROOT / "deploy" / "gunicorn.conf.py"
# What the first screen shows: words, and the name of the page in urls.py.
PAGES = [
    ("민원실 태블릿", "kiosk:home"),
    ("게시판 화면", "wall:home"),
    ("담당자 업무", "admin:index"),
    ("주간보고", "weekly:home"),
]


def main() -> str | None:
    """Prepare, print where to look, and hand the process over to the server."""
    try:
        runpy.run_path(str(SERVER_SETTINGS))  # stops here when one can't be meant
        demonstration = env_bool("DEMO", True)
        django.setup()
        # Hundreds of lines about the demonstration would bury the passwords.
        logging.disable(logging.INFO)
        migrate()
        collect_static()
        call_command("seed", no_demo=not demonstration)
    except ImproperlyConfigured as error:
        return f"설정을 확인해 주세요: {error} (A setting is wrong.)"
    except DatabaseError as error:
        detail = str(error).strip().partition("\n")[0]
        return f"데이터베이스를 쓸 수 없습니다: {detail} (The database cannot be used.)"
    except OSError as error:
        return f"파일을 쓸 수 없습니다: {error} (A file cannot be written.)"
    print_addresses(first_link())
    connections.close_all()
    become_server()
    return None


def migrate() -> None:
    """Apply migrations when there are any; a second start must not pay for the rest."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)


def collect_static() -> None:
    """Collect when a static file or a package changed since the last time."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for folder in settings.STATICFILES_DIRS:
        for path in sorted(Path(folder).rglob("*")):
            state = path.stat()
            digest.update(f"{path}:{state.st_size}:{state.st_mtime_ns}\n".encode())
    digest.update(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    root = Path(settings.STATIC_ROOT)
    stamp = root.with_name(root.name + ".collected")
    if root.exists() and stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    # Typefaces for printing are read from disk, never sent to a browser.
    call_command(
        "collectstatic",
        interactive=False,
        verbosity=0,
        clear=root.exists(),
        ignore_patterns=["print"],
    )
    stamp.write_text(digest.hexdigest())


def first_link() -> str:
    """The link that pairs the demonstration's first tablet; empty once there is one."""
    answer = io.StringIO()
    call_command("pair_tablet", first=True, stdout=answer)
    return answer.getvalue().strip()


def print_addresses(pairing_link: str) -> None:
    """The address of each room; the tablet's pairs it, as long as the demonstration has none."""
    print("\n칭찬게시판을 시작합니다. 끝내려면 Ctrl-C (Serving; Ctrl-C ends)", flush=True)
    for words, name in PAGES:
        address = settings.BASE_URL + reverse(name)
        if name == "kiosk:home" and pairing_link:
            address = (
                f"{pairing_link}  (10분 안에 한 번 열면 연결됩니다; pairs the first to open it)"
            )
        print(f"  {words:<10} {address}", flush=True)


def become_server() -> None:
    """Replace this process by gunicorn, so that signals reach it directly."""
    # glibc gives each thread a heap of its own, which a worker of many threads never fills.
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    program = [sys.executable, "-m", "gunicorn", "-c", str(SERVER_SETTINGS)]
    os.execv(sys.executable, [*program, "suwon_board.wsgi:application"])  # noqa: S606 - ourselves


if __name__ == "__main__":
    sys.exit(main())
