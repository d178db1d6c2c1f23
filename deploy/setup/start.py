"""`make run`: prepares everything and serves on 127.0.0.1, as in production but over http."""

import os
import secrets
import socket
from collections.abc import Mapping
from pathlib import Path

import packages
from say import ROOT, Stop, require_writable

SERVE = Path(__file__).with_name("serve.py")


def run(environ: Mapping[str, str]) -> None:
    """Install what is missing, then hand over to serve.py inside .venv; never returns."""
    port = chosen_port(environ)
    require_free(port)
    data = Path(environ.get("DATA_DIR") or ROOT / "var").absolute()
    require_writable(data)
    packages.install(dev=False)
    os.chdir(ROOT)
    settings = {**defaults(environ, port, data), **environ}
    settings.update(PORT=str(port), DATA_DIR=str(data), PYTHONUNBUFFERED="1")
    python = str(packages.VENV_PYTHON)
    os.execve(python, [python, str(SERVE)], settings)  # noqa: S606 - our own interpreter


def defaults(environ: Mapping[str, str], port: int, data: Path) -> dict[str, str]:
    """Settings that make run chooses; any of them set by the caller wins."""
    chosen = {"DEBUG": "0", "HTTPS": "0", "BASE_URL": f"http://127.0.0.1:{port}"}
    if not environ.get("SECRET_KEY"):
        chosen["SECRET_KEY"] = kept_secret_key(data / "secret_key")
    return chosen


def kept_secret_key(path: Path) -> str:
    """The key of this folder, made at the first start and readable by its owner only."""
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(60))
    key = path.read_text().strip()
    if len(key) < 50:
        raise Stop(f"비밀 키 파일이 비었거나 짧습니다: {path}", "The kept secret key is too short.")
    return key


def chosen_port(environ: Mapping[str, str]) -> int:
    """PORT as a number between 1 and 65535; 8000 when not given."""
    text = environ.get("PORT") or "8000"
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise Stop(
            f"PORT={text}은(는) 쓸 수 없습니다. 1~65535 사이의 수를 주세요.",
            "PORT must be a number from 1 to 65535.",
        )
    return int(text)


def require_free(port: int) -> None:
    """Stop with a sentence when the port cannot be listened on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError as error:
            raise Stop(
                f"{port}번 포트는 관리자만 쓸 수 있습니다. 예: PORT=8000 make run",
                "This port needs more rights; choose one from 1024 up.",
            ) from error
        except OSError as error:
            other = port + 1 if port < 65535 else 8000
            raise Stop(
                f"{port}번 포트를 다른 프로그램이 쓰고 있습니다. 예: PORT={other} make run",
                f"Port {port} is in use; try PORT={other} make run.",
            ) from error
