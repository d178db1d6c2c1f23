"""Finds the Chromium that the browser tests drive, or brings it in through apt."""

import os
import shutil

import packages
from say import Stop

# Chromium without its windows, as Debian packs it: a third less work a test than the whole one.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome")


def ensure() -> None:
    """Make sure a browser is there; stop with the line to run where apt may not be used."""
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        if not shutil.which(chosen):
            raise Stop(f"CHROMIUM={chosen}을(를) 실행할 수 없습니다.", "CHROMIUM cannot be run.")
        return
    if shutil.which(SHELL):
        return
    if packages.apt_prefix() is None:
        if any(shutil.which(name) for name in NAMES):
            return
        line = f"sudo apt-get install -y {SHELL}"
        raise Stop(
            f"브라우저 시험에 Chromium이 필요합니다. 실행: {line}"
            " — 브라우저 없이 시험하려면: make test-quick",
            f"Run {line}, or leave the browser out with make test-quick.",
        )
    try:
        packages.install_with_apt(SHELL)
    except Stop:  # a Debian that does not pack it
        if not any(shutil.which(name) for name in NAMES):
            packages.install_with_apt("chromium")
