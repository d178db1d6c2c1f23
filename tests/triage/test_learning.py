"""What is learned from labelled notes, and what must not be."""

import json

import pytest

from boards.triage.labelled import STARTING_NOTES, from_file, without_findings
from boards.triage.learning import (
    MIN_CITY_NOTES,
    LabelledNote,
    Model,
    ModelFormatError,
    train,
)
from boards.triage.suggestion import suggest_by


@pytest.fixture(scope="module")
def starting_notes() -> list[LabelledNote]:
    return from_file(STARTING_NOTES)


@pytest.fixture(scope="module")
def few_notes(starting_notes) -> list[LabelledNote]:
    """A quarter of them, where the question is how a note counts and not what all of them say."""
    return starting_notes[::4]


@pytest.fixture(scope="module")
def model(starting_notes) -> Model:
    return train(starting_notes)


def test_the_same_notes_give_the_same_version_and_another_note_another(few_notes):
    version = train(few_notes).version
    more = LabelledNote("휠체어가 못 들어가요", "regret", "access", "long_term", invented=True)
    assert train(few_notes).version == version
    assert train([*few_notes, more]).version != version


def test_a_model_survives_its_own_json(model):
    again = Model.from_json(model.to_json())
    text = "번호표를 뽑고 한 시간을 기다렸어요"
    assert again == model
    assert suggest_by(again, text, "regret") == suggest_by(model, text, "regret")


@pytest.mark.parametrize("change", [{"format": 0}, {"features": ["n:가나"]}, {"counts": [1]}])
def test_a_model_of_another_format_is_refused(model, change):
    with pytest.raises(ModelFormatError):
        Model.from_json(json.dumps({**json.loads(model.to_json()), **change}))


@pytest.mark.parametrize("payload", ["", "[]", "{}", "null", "12"])
def test_what_is_no_model_is_refused(payload):
    with pytest.raises(ModelFormatError):
        Model.from_json(payload)


def test_words_of_too_few_visitors_are_not_kept(few_notes):
    def says(times: int) -> str:
        note = LabelledNote("뚜깔꿰쌍 씨 전화", "regret", "other", "quick_fix")
        return train([*few_notes, *[note] * times]).to_json()

    assert "뚜깔" not in says(MIN_CITY_NOTES - 1)
    assert "뚜깔" in says(MIN_CITY_NOTES)


def test_no_feature_of_the_model_holds_a_digit(model):
    assert not [f for f in model.features if not f.startswith("len:") and any(map(str.isdigit, f))]


def test_found_names_are_cut_out_before_learning():
    assert without_findings("홍길동 씨 고마워요", [{"start": 0, "end": 3}]) == "    씨 고마워요"
    assert without_findings("고마워요", [{"kind": "person_name"}]) == "고마워요"


def test_what_clerks_decide_is_learned(starting_notes, model):
    text = "달팽이관 앞 공기방울이 번쩍입니다"
    before = dict(suggest_by(model, text, "regret").category)
    decided = [
        LabelledNote(f"{place} 공기방울이 달팽이관에 있네", "regret", "parking", "long_term")
        for place in ("동쪽", "서쪽", "남쪽", "북쪽", "위쪽", "아래")
    ]
    after = suggest_by(train([*starting_notes, *decided]), text, "regret").category[0]
    assert after[0] == "parking"
    assert after[1] > before.get("parking", 0)


def test_trust_in_the_visitors_choice_follows_the_clerks(few_notes, model):
    def trust(category: str) -> float:
        note = LabelledNote("휴지가 없어요", "regret", category, "quick_fix", chip="cleanliness")
        return train([*few_notes, *[note] * 30]).chip_trust

    assert trust("facility") < model.chip_trust < trust("cleanliness")


def test_notes_of_one_route_alone_are_refused():
    with pytest.raises(ValueError, match="both routes"):
        train([LabelledNote("휴지가 없어요", "regret", "cleanliness", "quick_fix")])


def test_a_broken_line_of_labelled_notes_is_named(tmp_path):
    file = tmp_path / "notes.jsonl"
    file.write_text(
        '{"text": "가", "side": "good", "category": "other", "route": null}\n{"text": 1'
    )
    with pytest.raises(ValueError, match="notes.jsonl 2"):
        from_file(file)
