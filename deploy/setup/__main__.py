"""Prepares the folder for `make`: python3 deploy/setup packages|dev|test|chromium|record|run.

Uses the standard library only, because it runs before anything is installed. This file
alone stays readable by old Pythons, so that they get a sentence and not a traceback.
"""
# ruff: noqa: UP031, UP032, UP036 - an old Python must be able to read this far

import os
import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Python 3.11 이상이 필요합니다. 지금은 %d.%d입니다: make PYTHON=python3.11 … "
        "(Python 3.11 or newer is needed.)" % sys.version_info[:2]
    )

import chromium
import packages
import start
import vendor
from say import Stop


def main(arguments):
    """Run one job; every expected failure ends in one sentence and exit code 1."""
    jobs = {
        "packages": lambda: packages.install(dev=False),
        "dev": lambda: packages.install(dev=True),
        "test": lambda: packages.install(True, chromium.ensure),
        "chromium": chromium.ensure,
        "record": vendor.record,
        "run": lambda: start.run(os.environ),
    }
    if len(arguments) != 1 or arguments[0] not in jobs:
        return "usage: python3 deploy/setup " + "|".join(jobs)
    try:
        jobs[arguments[0]]()
    except Stop as stop:
        return str(stop)
    except KeyboardInterrupt:
        return "중단했습니다. (Stopped.)"
    except OSError as error:
        return "파일을 쓰거나 읽지 못했습니다: {} (A file could not be used.)".format(error)
    return 0


sys.exit(main(sys.argv[1:]))
