"""What a note's text is taken apart into."""

import json
import re
from pathlib import Path

import pytest

from boards.models import Category
from boards.triage import features
from boards.triage.features import fold, matters, pieces

LABELLED = Path(__file__).parent.parent / "data/notes.jsonl"


def names(text: str) -> set[str]:
    return {piece.feature for piece in pieces(text)}


def keys(text: str) -> set[str]:
    return {matter.key for matter, _ in matters(fold(text))}


def test_no_number_and_no_address_becomes_a_feature():
    text = "제 번호는 ０１０-1234-5678, 주소는 lee_77@example.com 과 www.example.kr 입니다"
    joined = " ".join(names(text))
    assert not any(char.isdigit() for char in joined.replace("len:4", ""))
    assert "example" not in joined and "lee" not in joined


def test_a_missing_space_changes_little():
    whole, parted = names("번호표를 뽑았어요"), names("번호 표를 뽑았어요")
    assert "c:ticket" in whole & parted
    assert len(whole & parted) > len(whole ^ parted) / 2


def test_one_matter_is_known_in_four_languages():
    for text in ("휴지가 없어요", "No toilet paper!", "没有卫生纸了", "Hết giấy vệ sinh rồi"):
        assert "tissue" in keys(text), text


def test_vietnamese_without_accents_is_read_alike():
    assert keys("Het giay ve sinh") == keys("Hết giấy vệ sinh")


def test_latin_spellings_begin_at_a_word():
    assert "app" not in keys("I am happy")
    assert "app" in keys("The app fails")


def test_every_matter_has_a_category_of_the_board():
    table = features._table("concepts.txt", 4)
    assert {matter.category for matter in table} == set(Category.values)
    assert len({matter.key for matter in table}) == len(table)


def test_an_empty_text_has_no_words():
    assert names("") == {"len:0"}
    assert names(" \n!!! 123") == {"len:0"}


@pytest.mark.parametrize("name", ["concepts.txt", "cues.txt", "troubles.txt"])
def test_a_matter_is_found_by_the_first_of_its_spellings_that_the_text_holds(name):
    """The quick search by beginnings finds what reading every spelling finds."""
    columns = 4 if name == "concepts.txt" else 3
    texts = [json.loads(line)["text"] for line in LABELLED.read_text("utf-8").splitlines()]
    for folded in map(fold, [*texts, "", "줄", "?!", "물 이 새 요 물이새요"]):
        squeezed = re.sub(r"[\s.,!?~]+", "", folded)
        plainly = []
        for matter in features._table(name, columns):
            word = next((word for word in matter.words if word in squeezed), None)
            latin = matter.latin.search(folded) if matter.latin else None
            if word or latin:
                plainly.append((matter.key, word or latin.group()))
        assert [(m.key, word) for m, word in features._find(name, columns, folded)] == plainly
