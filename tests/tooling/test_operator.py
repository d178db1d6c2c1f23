"""What the operator copies from deploy/ works and names every setting there is."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
READ = re.compile(r"(?:environ(?:\.get)?[(\[]|env_\w+\()\s*['\"]([A-Z_]+)['\"]")
NAMED = re.compile(r"^#?([A-Z_]+)=", re.MULTILINE)
SAMPLES = sorted(DEPLOY.glob("board*.service")) + sorted((DEPLOY / "timers").iterdir())


def settings_read() -> set[str]:
    files = (ROOT / "suwon_board/settings.py", DEPLOY / "gunicorn.conf.py")
    return {name for file in files for name in READ.findall(file.read_text())}


def environment() -> dict[str, str]:
    """The sample as an operator fills it in."""
    lines = (DEPLOY / "environment.example").read_text().splitlines()
    pairs = [line.split("=", 1) for line in lines if line and not line.startswith("#")]
    return dict(pairs) | {"SECRET_KEY": secrets.token_urlsafe(60)}


def test_the_sample_names_every_setting_and_no_other() -> None:
    assert len(settings_read()) > 15
    assert set(NAMED.findall((DEPLOY / "environment.example").read_text())) == settings_read()


def test_the_deployment_check_is_silent_with_the_sample(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment(), "DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "System check identified no issues (0 silenced).\n"


def test_the_board_refuses_to_start_with_an_empty_key(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={**os.environ, "SECRET_KEY": "", "DEBUG": "0", "DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert "SECRET_KEY 환경 변수를" in done.stderr


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_units_run_what_exists(sample: Path) -> None:
    text = sample.read_text()
    for command in re.findall(r"manage\.py (\w+)", text) + re.findall(r"Unit=board@(\w+)", text):
        stock = {"migrate", "collectstatic"}
        ours = {path.stem for path in ROOT.glob("*/management/commands/*.py")}
        assert command in stock | ours
    if sample.suffix == ".timer":
        assert f"Unit={sample.stem}.service" in text


def test_the_proxy_lets_nobody_claim_an_address() -> None:
    lines = [line.split("#")[0].strip() for line in (DEPLOY / "nginx.conf").read_text().split("\n")]
    told = dict(line.rstrip(";").split(None, 2)[1:] for line in lines if "proxy_set_header" in line)
    assert told["X-Forwarded-For"] == "$remote_addr"
    assert told["X-Forwarded-Proto"] == "https"
    assert "$proxy_add_x_forwarded_for" not in "".join(lines)
    log = next(line for line in lines if line.startswith("log_format"))
    assert not re.search(r"\$(remote_addr|request_uri|uri|request|args|http_)\b", log)


def test_the_sample_proxy_is_one_that_nginx_takes(tmp_path: Path) -> None:
    """With nginx at hand it judges; without, the braces and semicolons must at least close."""
    text = (DEPLOY / "nginx.conf").read_text()
    code = re.sub(r"#.*", "", text)
    assert code.count("{") == code.count("}")
    assert all(re.search(r"[;{}]$", line.strip()) for line in code.splitlines() if line.strip())
    nginx, openssl = shutil.which("nginx"), shutil.which("openssl")
    if nginx and openssl:
        key, chain = tmp_path / "private.pem", tmp_path / "fullchain.pem"
        made = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=board"]
        subprocess.run([*made, "-keyout", key, "-out", chain], check=True, capture_output=True)
        for place in ("/etc/ssl/board", "/var/log/nginx"):
            text = text.replace(place, str(tmp_path))
        (tmp_path / "board.conf").write_text(text)
        whole = f"pid {tmp_path}/pid; events {{}} http {{ include {tmp_path}/board.conf; }}"
        (tmp_path / "nginx.conf").write_text(whole)
        told = subprocess.run(
            [nginx, "-t", "-c", tmp_path / "nginx.conf", "-e", tmp_path / "errors"],
            capture_output=True,
            text=True,
        )
        assert told.returncode == 0, told.stderr
