"""What is suggested to a clerk, how surely, and why."""

import logging
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from boards.models import Category, SuggestionModel
from boards.triage import shelf
from boards.triage.labelled import from_file
from boards.triage.learning import Model
from boards.triage.measuring import Figures, judge
from boards.triage.shelf import Shelf, shipped_model
from boards.triage.suggestion import KNOWN_FROM, suggest_by

LABELLED = Path(__file__).parent.parent / "data/notes.jsonl"


def suggest(text: str, side: str = "regret", chip: str | None = None):
    return suggest_by(shipped_model(), text, side, chip)


@pytest.fixture(scope="module")
def figures(models_of_others):
    found = Figures()
    judge(from_file(LABELLED), models_of_others, found)
    return found


def test_unseen_notes_get_the_right_category(figures):
    assert figures.notes == 320
    assert figures.first / figures.notes >= 0.78  # measured 0.85; asked for 0.70
    assert figures.among_three / figures.notes >= 0.94  # measured 0.97; asked for 0.88


def test_unseen_regrets_get_the_right_route(figures):
    assert figures.routes == 146
    assert figures.route_right / figures.routes >= 0.83  # measured 0.88; asked for 0.78


def test_confidence_means_what_it_says(figures):
    assert figures.calibration_error < 0.08  # measured 0.06
    assert figures.known_right / figures.known > figures.first / figures.notes


def test_reason_quotes_the_visitor_and_names_the_category():
    said = suggest("번호표를 뽑고 너무 오래 기다렸어요")
    assert said.category[0][0] == "waiting"
    assert '"번호표' in said.reasons_korean[0]
    assert said.reasons_korean[0].endswith("→ 대기·순번")


def test_reason_for_the_route_is_told_apart():
    said = suggest("휠체어가 못 올라갑니다. 경사로를 설치해 주세요")
    assert said.route[0] == "long_term"
    assert said.reasons_korean[-1].endswith("→ 장기검토")


def test_words_are_quoted_as_the_visitor_wrote_them():
    said = suggest("Nhà vệ sinh bẩn quá")
    assert said.category[0][0] == "cleanliness"
    assert '"vệ' in said.reasons_korean[0] or '"Nhà' in said.reasons_korean[0]


def test_curses_are_not_repeated_in_the_reasons():
    said = suggest("씨발 화장실 존나 더럽네 병신들")
    joined = " ".join(said.reasons_korean)
    assert "화장실" in joined
    assert not any(word in joined for word in ("씨발", "존나", "병신"))


def test_praise_has_no_route():
    assert suggest("직원분이 친절해요", "good").route is None


def test_below_the_threshold_it_says_that_it_does_not_know():
    said = suggest("뷁쀍 쒫쭯")
    assert said.category[0][1] < KNOWN_FROM
    assert not said.known
    assert said.reasons_korean == ()


def test_the_visitors_own_choice_tips_the_balance():
    unsure = suggest("뷁쀍 쒫쭯", chip="parking")
    assert unsure.category[0][0] == "parking"
    assert unsure.known
    assert unsure.reasons_korean == ("방문자가 고른 분야 → 주차·교통",)


def test_a_clear_text_outweighs_a_wrong_choice():
    said = suggest("화장실에 휴지가 없고 더러워요", chip="parking")
    assert said.category[0][0] == "cleanliness"


@pytest.mark.parametrize("text", ["", "👍", "\u0000", "ㅋ" * 4000, "1" * 4000, "(" * 300, "\ud800"])
def test_no_text_is_too_odd(text):
    said = suggest(text, chip="no such category")
    assert len(said.category) == 3
    assert all(key in Category.values and 0 <= p <= 1 for key, p in said.category)


def test_a_suggestion_is_quick():
    notes = from_file(LABELLED)
    suggest("준비")
    spent = []
    for note in notes:
        started = time.process_time()
        suggest(note.text, note.side)
        spent.append(time.process_time() - started)
    assert sorted(spent)[int(len(spent) * 0.95)] < 0.005


def stored(model: Model, version: str, now, payload: str | None = None) -> SuggestionModel:
    return SuggestionModel.objects.create(
        version=version, made_at=now, notes_count=1, payload=payload or model.to_json()
    )


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def moment():
    return datetime(2026, 10, 1, 1, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_without_a_trained_model_the_shipped_one_serves():
    assert Shelf().model().version == shipped_model().version


@pytest.mark.django_db
def test_a_model_made_active_elsewhere_is_seen_within_a_minute(moment, django_assert_num_queries):
    clock = Clock()
    held = Shelf(clock)
    assert held.model() is shipped_model()
    other = Model(**{**vars(shipped_model()), "version": "other"})
    stored(other, "other", moment)
    SuggestionModel.objects.activate("other")
    clock.now += 59
    with django_assert_num_queries(0):
        assert held.model() is shipped_model()
    clock.now += 1
    with django_assert_num_queries(2):
        assert held.model().version == "other"
    clock.now += 60
    with django_assert_num_queries(1):
        assert held.model().version == "other"
    SuggestionModel.objects.activate(None)
    clock.now += 60
    assert held.model() is shipped_model()


@pytest.mark.django_db
def test_a_stored_model_of_another_format_never_breaks_the_desk(moment, caplog):
    stored(shipped_model(), "old", moment, payload='{"format": 0}')
    SuggestionModel.objects.activate("old")
    with caplog.at_level(logging.WARNING):
        assert Shelf().model() is shipped_model()
    assert "another format" in caplog.text


@pytest.mark.django_db
def test_only_one_model_is_in_use(moment):
    for version in ("one", "two"):
        stored(shipped_model(), version, moment)
        SuggestionModel.objects.activate(version)
    assert SuggestionModel.objects.filter(is_active=True).count() == 1
    assert SuggestionModel.objects.active_version() == "two"


@pytest.mark.django_db
def test_an_unknown_version_is_not_activated(moment):
    stored(shipped_model(), "one", moment)
    SuggestionModel.objects.activate("one")
    with pytest.raises(SuggestionModel.DoesNotExist):
        SuggestionModel.objects.activate("none such")
    assert SuggestionModel.objects.active_version() == "one"


def test_a_server_starts_without_the_model_and_then_looks_for_garbage_as_usual():
    code = (
        "import gc; usual = gc.get_threshold(); import suwon_board.wsgi; "
        "from boards.triage import features, shelf; "
        "print(shelf.shipped_model.cache_info().currsize, features._table.cache_info().currsize, "
        "gc.isenabled(), gc.get_threshold() == usual, gc.get_freeze_count() > 50_000)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "0", "True", "True", "True"]


def test_the_shipped_file_is_small():
    assert shelf.SHIPPED.stat().st_size < 1_000_000
