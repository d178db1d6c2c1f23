"""One note through the whole screening, and the scores on labelled notes."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boards.screening.engine import VERSION, Screening, screen
from boards.screening.findings import CUT, Finding, replaced, without_overlaps
from boards.screening.scores import STRUCTURED, Report

DATA = Path(__file__).parent.parent / "data"
PIECES = st.sampled_from(
    [
        *"가나 0123456789-.@\n",
        *[
            "850101-1234567",
            "010-1234-5678",
            "김민서님",
            "씨발",
            "ㅅㅂ",
            "\u200b",
            "\u0301",
            "👨\u200d👩",
        ],
        *[
            "인계로 12번길 3",
            "12가3456",
            "a@b.com",
            "계좌 110-222-333444",
            "M12345678",
            "\ud800",
            "\x00",
        ],
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)


def report_on(name: str) -> Report:
    """The scores on a file of labelled notes."""
    report = Report()
    nothing = {"category": None, "route": None}
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        note = json.loads(line)
        started = time.process_time()
        screening = screen(note["text"], side=note["side"])
        report.add(note, screening, time.process_time() - started, nothing)
    return report


@pytest.fixture(scope="module", params=["notes.jsonl", "unseen.jsonl", "fresh.jsonl"])
def scores(request: pytest.FixtureRequest) -> Report:
    return report_on(request.param)


def precision(report: Report, *kinds: str) -> float:
    right = sum(report.right[kind] for kind in kinds)
    return right / (right + sum(report.wrong[kind] for kind in kinds))


def recall(report: Report, *kinds: str) -> float:
    right = sum(report.right[kind] for kind in kinds)
    return right / (right + sum(report.missed[kind] for kind in kinds))


@pytest.mark.parametrize("name", ["blind.jsonl", *(f"blind_{n}.jsonl" for n in range(2, 9))])
def test_notes_of_writers_who_did_not_know_the_rules_reach_what_a_clerk_may_rely_on(
    name: str,
) -> None:
    scores = report_on(name)
    assert recall(scores, "resident_number") == 1.0
    assert recall(scores, *STRUCTURED) >= 0.97  # an English address is found but for its flat
    assert precision(scores, *STRUCTURED) >= 0.97
    assert recall(scores, "person_name") >= 0.8
    assert precision(scores, "person_name") >= 0.8
    assert recall(scores, "abusive") >= 0.9
    assert scores.clean_held <= 0.02 * scores.clean


def test_no_labelled_resident_number_is_missed(scores: Report) -> None:
    assert scores.right["resident_number"] >= 4
    assert recall(scores, "resident_number") == 1.0


def test_personal_data_with_a_form_is_found_with_few_mistakes(scores: Report) -> None:
    assert all(scores.right[kind] for kind in STRUCTURED)
    assert recall(scores, *STRUCTURED) >= 0.98
    assert precision(scores, *STRUCTURED) >= 0.97


def test_names_are_found_with_some_mistakes(scores: Report) -> None:
    assert recall(scores, "person_name") >= 0.8
    assert precision(scores, "person_name") >= 0.8


def test_abuse_is_found_and_clean_notes_are_not_held(scores: Report) -> None:
    assert recall(scores, "abusive") >= 0.9
    assert scores.clean >= 40
    assert scores.clean_held / scores.clean <= 0.02


def test_notes_that_accuse_one_person_are_mostly_told_apart(scores: Report) -> None:
    assert recall(scores, "accuses_person") >= 0.8
    assert precision(scores, "accuses_person") >= 0.8


@given(TEXTS)
def test_spans_lie_in_their_texts_in_order_and_apart(text: str) -> None:
    result = screen(text, side="regret")
    for spans, where in ((result.findings, result.text), (result.original_spans, text)):
        edges = [edge for each in spans for edge in (each.start, each.end)]
        assert edges == sorted(edges)
        assert all(each.start < each.end <= len(where) for each in spans)


@given(TEXTS)
def test_text_without_its_resident_numbers_is_otherwise_as_it_came(text: str) -> None:
    result = screen(text, side="regret")
    cut = [each for each in result.original_spans if each.kind == "resident_number"]
    assert result.text == replaced(text, cut)
    assert result.text.count(CUT) == len(cut)


@given(TEXTS)
def test_what_was_stored_holds_no_resident_number_any_more(text: str) -> None:
    stored = screen(text, side="regret").text
    again = screen(stored, side="regret").original_spans
    assert "resident_number" not in {each.kind for each in again}


@given(TEXTS)
def test_note_with_findings_is_never_shown_as_it_is(text: str) -> None:
    result = screen(text, side="good")
    assert (result.public == "show") == (not result.findings)
    assert bool(result.findings) == bool(result.reasons)
    if not result.findings:
        assert result.public_text == text


@given(st.text(max_size=200))
def test_any_text_at_all_is_screened(text: str) -> None:
    result = screen(text, side="regret")
    assert isinstance(result, Screening)
    assert result.version == VERSION


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=20))
def test_of_overlapping_findings_the_first_named_stays(places: list[tuple[int, int]]) -> None:
    findings = [Finding("phone", start, start + length) for start, length in places]
    kept = without_overlaps(findings)
    for at, finding in enumerate(findings):
        before = [each for each in findings[:at] if each in kept]
        free = all(finding.end <= each.start or finding.start >= each.end for each in before)
        assert (finding in kept) == (free or finding in before)


def test_findings_hold_nothing_of_the_text() -> None:
    result = screen("저는 850101-1234567 이고 010-1234-5678", side="regret")
    said: list[dict[str, Any]] = [each.as_dict() for each in result.findings]
    assert [set(each) for each in said] == [{"kind", "start", "end"}] * 2
    assert "1234567" not in repr(result.findings) + "".join(result.reasons)


@pytest.mark.parametrize(
    "text, public",
    [
        ("친절하고 빨라요", "show"),
        ("연락은 010-1234-5678 로 주세요", "mask"),
        ("씨발 빨리 해라", "hold"),
        ("3번 창구 직원이 반말합니다", "hold"),
    ],
)
def test_the_wall_shows_masks_or_holds(text: str, public: str) -> None:
    assert screen(text, side="regret").public == public


def test_praise_of_one_desk_is_not_held() -> None:
    assert screen("3번 창구 직원이 참 친절합니다", side="good").public == "show"
