"""Which notes are proposed as telling of the same matter."""

import json
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from boards.triage.alike import (
    INDEX_FEATURES,
    MOST_PROPOSED,
    alike,
    fingerprint,
    index_features,
    likeness,
)
from boards.triage.labelled import STARTING_NOTES, from_file
from boards.triage.learning import train
from boards.triage.measuring import dealt_by_matter
from boards.triage.shelf import shipped_model
from boards.triage.trial import alike_for_trial, suggest_for_trial

LABELLED = Path(__file__).parent.parent / "data/notes.jsonl"
RECORDS = [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]


def prints(*texts: str, side: str = "regret"):
    return [fingerprint(text, side, shipped_model()) for text in texts]


def would_join(one: dict, other: dict) -> bool:
    return one["group"] is not None and one["group"] == other["group"]


@pytest.fixture(scope="module")
def unseen_proposals() -> dict[int, list[int]]:
    """For each labelled note what is proposed by a model that has seen no note of its matter."""
    notes, start = from_file(LABELLED), from_file(STARTING_NOTES)
    proposals = {}
    for left_out in dealt_by_matter(notes, folds=5, seed=0):
        rest = [note for i, note in enumerate(notes) if i not in set(left_out)]
        model = train([*start, *rest])
        found = [fingerprint(note.text, note.side, model) for note in notes]
        for i in left_out:
            room = [
                (j, found[j])
                for j, record in enumerate(RECORDS)
                if j != i
                and record["office"] == RECORDS[i]["office"]
                and record["side"] == RECORDS[i]["side"]
            ]
            proposals[i] = [near.id for near in alike(found[i], room)]
    return proposals


def test_pairs_that_people_would_join_are_proposed(unseen_proposals):
    pairs = [
        (i, j)
        for i, j in combinations(range(len(RECORDS)), 2)
        if would_join(RECORDS[i], RECORDS[j])
    ]
    found = sum(j in unseen_proposals[i] or i in unseen_proposals[j] for i, j in pairs)
    assert len(pairs) == 108
    assert found / len(pairs) >= 0.80  # measured 0.85; asked for 0.70


def test_few_proposals_are_wrong(unseen_proposals):
    proposed = [(i, j) for i, near in unseen_proposals.items() for j in near]
    wrong = sum(not would_join(RECORDS[i], RECORDS[j]) for i, j in proposed)
    assert len(proposed) > 150
    assert wrong / len(proposed) <= 0.15  # measured 0.08; asked for 0.30


def test_likeness_is_a_symmetric_probability():
    one, other = prints("정수기 물이 안 나와요", "목말라 죽겠는데 정수기 고장")
    assert 0.4 < likeness(one, other) == likeness(other, one) < 1


def test_the_same_words_are_liker_than_another_matter():
    one, twin, other = prints("변기가 막혔어요", "변기가 막혔네요", "주차할 곳이 없어요")
    assert likeness(one, twin) > 0.9
    assert likeness(one, other) < 0.1


def test_alike_notes_are_found_across_languages():
    korean, english = prints("화장실에 휴지가 없어요", "There is no toilet paper in the restroom")
    [found] = alike(korean, [("en", english)])
    assert found.id == "en"
    assert "휴지" in found.reason_korean


def test_at_most_three_are_proposed_and_the_likeliest_first():
    one, *others = prints(*["화장실에 휴지가 없어요"] * 6, "화장실 휴지 좀")
    found = alike(one, list(enumerate(others)))
    assert len(found) == MOST_PROPOSED
    assert [f.likeness for f in found] == sorted((f.likeness for f in found), reverse=True)


def test_greetings_are_no_matter():
    one, other = prints("감사합니다 최고", "정말 고맙습니다 짱", side="good")
    assert alike(one, [(1, other)]) == []


def test_an_empty_text_is_like_nothing():
    one, other = prints("", "")
    assert alike(one, [(1, other)]) == []
    assert index_features(one) == {}


def test_features_for_the_database_are_few_whole_numbers():
    [long] = prints("번호표를 뽑았는데 정수기도 고장이고 화장실 휴지도 없고 주차장도 좁아요 " * 9)
    features = index_features(long)
    assert 4 <= len(features) <= INDEX_FEATURES
    assert all(-(2**31) <= feature < 2**31 for feature in features)
    assert all(weight >= 0 for weight in features.values())


def test_alike_notes_share_a_feature_in_the_database():
    """Of the pairs that people would join, few may be out of reach of the index."""
    found = [index_features(prints(r["text"], side=r["side"])[0]).keys() for r in RECORDS]
    rooms = defaultdict(list)
    for i, record in enumerate(RECORDS):
        if record["group"] and record["side"] == "regret":
            rooms[record["group"]].append(i)
    pairs = [pair for room in rooms.values() for pair in combinations(room, 2)]
    reached = sum(bool(found[i] & found[j]) for i, j in pairs)
    assert reached / len(pairs) >= 0.9  # measured 0.95


@pytest.mark.django_db
def test_the_trial_answers_in_its_agreed_form():
    said = suggest_for_trial({"text": "화장실에 휴지가 없어요", "side": "regret"})
    assert said["category"][0] == "cleanliness"
    assert said["route"][0] == "quick_fix"
    assert suggest_for_trial({"text": "친절해요", "side": "good"})["route"] is None
    room = [
        {"id": "a", "office": "지동", "side": "regret", "text": "화장실에 휴지가 없어요"},
        {"id": "b", "office": "지동", "side": "regret", "text": "휴지 좀 채워주세요 화장실"},
        {"id": "c", "office": "평동", "side": "regret", "text": "화장실에 휴지가 없어요"},
    ]
    assert alike_for_trial(room) == {"a": ["b"], "b": ["a"], "c": []}
