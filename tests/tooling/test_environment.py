"""A setting that can't be meant stops every command with one sentence that names it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from suwon_board import environment as env

ROOT = Path(settings.BASE_DIR)


def number() -> int:
    return env.env_number("ASKED", 20, 10, 30)


def origins() -> list[str]:
    return env.env_origins("ASKED")


def networks() -> list[str]:
    return env.env_networks("ASKED")


def yes() -> bool:
    return env.env_bool("ASKED", True)


def level() -> str:
    return env.env_level("ASKED", "INFO")


def key() -> str:
    return env.env_key("ASKED")


def database() -> object:
    return env.env_database("ASKED", "sqlite:////tmp/board.sqlite3")["NAME"]


@pytest.mark.parametrize(
    ("ask", "written", "meant"),
    [
        (number, "", 20),
        (number, " 30 ", 30),
        (yes, "", True),
        (yes, "Off", False),
        (yes, "1", True),
        (level, "warning", "WARNING"),
        (level, "", "INFO"),
        (networks, "10.0.0.1, 10.1.0.0/16,", ["10.0.0.1", "10.1.0.0/16"]),
        (origins, "https://board.example.kr/", ["https://board.example.kr"]),
        (key, "k" * 50, "k" * 50),
        (key, "", ""),
        (database, "", "/tmp/board.sqlite3"),  # noqa: S108 - a name only
        (database, "postgres://u:p@localhost/board", "board"),
    ],
)
def test_what_is_written_is_understood(
    monkeypatch: pytest.MonkeyPatch, ask: Callable[[], object], written: str, meant: object
) -> None:
    monkeypatch.setenv("ASKED", written)
    assert ask() == meant


@pytest.mark.parametrize(
    ("ask", "written"),
    [
        *((number, text) for text in ("9", "31", "-1", "2e1", "스물", "２０", "9" * 5000)),
        *((yes, text) for text in ("maybe", "2", "ture")),
        *((level, text) for text in ("loud", "10")),
        *((networks, text) for text in ("foo", "10.0.0.0/99", "10.0.0.1;10.0.0.2")),
        *((origins, text) for text in ("board.example", "ftp://a.kr", "https://a.kr/board", "//a")),
        (key, "short"),
        *(
            (database, text)
            for text in ("nonsense", "mysql://u:secret@h/n", "postgres://h", "postgres://h:x/n")
        ),
    ],
)
def test_what_cannot_be_meant_is_told_by_its_name_alone(
    monkeypatch: pytest.MonkeyPatch, ask: Callable[[], object], written: str
) -> None:
    monkeypatch.setenv("ASKED", written)
    with pytest.raises(ImproperlyConfigured, match=r"^ASKED\S* .+[.]$") as told:
        ask()
    assert "secret" not in str(told.value)


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (["manage.py", "check"], "IDLE_MINUTES"),
        (["deploy/setup/serve.py"], "WEB_WORKERS"),
        (["deploy/setup/serve.py"], "HTTPS"),
        (["deploy/setup/serve.py"], "DEMO"),
        (["-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "x:y"], "WEB_THREADS"),
    ],
)
def test_commands_stop_with_one_line(tmp_path: Path, command: list[str], name: str) -> None:
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "SECRET_KEY": "k" * 50,
            "DATA_DIR": str(tmp_path),
            name: "maybe",
        },
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1].startswith(f"설정을 확인해 주세요: {name}")
    assert len(done.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
