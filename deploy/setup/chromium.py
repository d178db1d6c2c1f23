"""Finds the Chromium that the browser tests drive, or brings it in through apt."""

import os
import shutil

import packages
from say import Stop

NAMES = ("chromium", "chromium-browser", "google-chrome")


def ensure() -> None:
    """Make sure a browser is there; stop with the line to run where apt may not be used."""
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        if not shutil.which(chosen):
            raise Stop(f"CHROMIUM={chosen}을(를) 실행할 수 없습니다.", "CHROMIUM cannot be run.")
        return
    if any(shutil.which(name) for name in NAMES):
        return
    if packages.apt_prefix() is None:
        line = "sudo apt-get install -y chromium"
        raise Stop(
            f"브라우저 시험에 Chromium이 필요합니다. 실행: {line}"
            " — 브라우저 없이 시험하려면: make test-quick",
            f"Run {line}, or leave the browser out with make test-quick.",
        )
    packages.install_with_apt("chromium")
