"""All labelled notes together: what was once found stays found, what was left alone stays so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from boards.screening.engine import screen
from boards.screening.scores import STRUCTURED, Report

DATA = Path(__file__).parent.parent / "data"
NO_SUGGESTION = {"category": None, "route": None}


@pytest.fixture(scope="module")
def report() -> Report:
    """Every set of the folder that has labels for personal data."""
    counted = Report()
    for path in sorted(DATA.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            note = json.loads(line)
            counted.add(note, screen(note["text"], side=note["side"]), 0.0, NO_SUGGESTION)
    return counted


def recall(report: Report, *kinds: str) -> float:
    right = sum(report.right[kind] for kind in kinds)
    return right / (right + sum(report.missed[kind] for kind in kinds))


def precision(report: Report, *kinds: str) -> float:
    right = sum(report.right[kind] for kind in kinds)
    return right / (right + sum(report.wrong[kind] for kind in kinds))


def test_no_resident_number_is_missed(report: Report) -> None:
    assert report.right["resident_number"] > 100
    assert report.missed["resident_number"] == 0


@pytest.mark.parametrize("kind", STRUCTURED)
def test_what_has_a_form_is_found_to_the_letter(report: Report, kind: str) -> None:
    assert report.right[kind] > 20
    assert recall(report, kind) >= 0.98
    assert precision(report, kind) >= 0.97


def test_names_and_abuse_are_found(report: Report) -> None:
    assert recall(report, "person_name") >= 0.95
    assert precision(report, "person_name") >= 0.95
    assert recall(report, "abusive") >= 0.98


def test_few_clean_notes_are_held(report: Report) -> None:
    assert report.clean > 1000
    assert report.clean_held / report.clean <= 0.005
