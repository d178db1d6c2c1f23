"""`make lint` and `make format`: every check, side by side, each with its name and time."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON = sys.executable
SOURCES = ["suwon_board", "boards", "staff", "tests", "deploy", "manage.py"]
TYPED = ["suwon_board", "staff", "boards"]
# Puts Django's own syntax in order and leaves the markup, where white space counts, alone.
DJADE = [str(Path(PYTHON).with_name("djade")), "--target-version", "5.2"]
# Django reads its settings for the type checker and the migrations; no real secret is needed.
ENVIRONMENT = {"DJANGO_SETTINGS_MODULE": "tests.settings", "NO_COLOR": "1"}


def files(folder: str, *endings: str) -> list[str]:
    """Files of our own with one of these endings, as paths from the top."""
    vendor = ROOT / "static" / "vendor"
    return sorted(
        str(path.relative_to(ROOT))
        for path in (ROOT / folder).rglob("*")
        if path.suffix in endings and not path.is_relative_to(vendor) and path.is_file()
    )


def checks() -> dict[str, list[str]]:
    """Name and command of each check; one without files to look at is left out."""
    templates, scripts = files("templates", ".html"), files("static", ".js")
    styled = scripts + files("static", ".css") + files("tests", ".js")
    chosen = {
        "mypy": [PYTHON, "-m", "mypy", *TYPED],
        "ruff": [PYTHON, "-m", "ruff", "check", *SOURCES],
        "ruff format": [PYTHON, "-m", "ruff", "format", "--check", *SOURCES],
        "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    }
    if templates:
        chosen["templates"] = [PYTHON, "-m", "djlint", "--lint", "--quiet", *templates]
        chosen["style of templates"] = [*DJADE, "--check", *templates]
    if scripts:
        config = "deploy/setup/eslint.config.js"
        chosen["scripts"] = ["node_modules/.bin/eslint", "--config", config, *scripts]
    if styled:
        chosen["style of scripts"] = ["node_modules/.bin/prettier", "--check", *styled]
    return chosen


def formatters() -> dict[str, list[str]]:
    """Commands that put files into the house style."""
    templates = files("templates", ".html")
    styled = files("static", ".js", ".css") + files("tests", ".js")
    chosen = {
        "ruff": [PYTHON, "-m", "ruff", "check", "--fix", *SOURCES],
        "ruff format": [PYTHON, "-m", "ruff", "format", *SOURCES],
    }
    if templates:
        chosen["templates"] = [*DJADE, *templates]
    if styled:
        chosen["scripts"] = ["node_modules/.bin/prettier", "--write", *styled]
    return chosen


def run(name: str, command: list[str], fine: tuple[int, ...] = (0,)) -> bool:
    """Run one check; its words are shown only when it ends with another code than a fine one."""
    started = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **ENVIRONMENT},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    passed = done.returncode in fine
    told = "" if passed else f"\n{done.stdout.rstrip()}"
    verdict = "ok" if passed else "FAILED"
    print(f"{name}: {verdict} ({time.monotonic() - started:.1f} s){told}", flush=True)
    return passed


def main(arguments: list[str]) -> int:
    """check looks only, two checks at a time; format changes files, one tool at a time."""
    if arguments == ["format"]:
        # djade ends with 1 when it changed a file, which is no failure here.
        fine = {"templates": (0, 1)}
        results = [
            run(name, command, fine.get(name, (0,))) for name, command in formatters().items()
        ]
        return 0 if all(results) else 1
    if arguments != ["check"]:
        print("usage: lint.py check|format", file=sys.stderr)
        return 2
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        results = list(pool.map(lambda check: run(*check), checks().items()))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
