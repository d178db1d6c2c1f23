"""Every sentence of the tablet in its four languages, as the catalogues say it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from boards.kiosk.words import WORDS, module
from boards.models.note import Category

HANGUL = re.compile("[가-힣]")
SLOT = re.compile(r"\{\w+\}")
SCRIPTS = "\n".join(
    path.read_text() for path in sorted((Path(settings.BASE_DIR) / "static/kiosk").glob("*.js"))
)
# Keys that scripts put together: of a hint, of a rule of publishing, of a word on the keyboard.
MADE_UP = re.compile(r"(?:good|regret)Hint|hangs_\w+|key[A-Z]\w+")


def flat(words: dict[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for key, said in words.items():
        if isinstance(said, dict):
            yield from flat(said, f"{before}{key}.")
        else:
            yield before + key, said


def served(language: str) -> dict[str, str]:
    answer = Client().get(f"/kiosk/words/{language}.js")
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    script = answer.content.decode()
    return dict(flat(json.loads(script.removeprefix("export default ").removesuffix(";\n"))))


@pytest.mark.parametrize("language", ["en", "zh", "vi"])
def test_no_language_lacks_a_sentence_or_a_slot(language: str) -> None:
    korean, other = served("ko"), served(language)
    assert len(korean) > 110
    assert list(other) == list(korean)
    for key, said in other.items():
        assert said.strip(), key
        assert not HANGUL.search(said), f"{key} is not translated"
        assert sorted(SLOT.findall(said)) == sorted(SLOT.findall(korean[key])), key


def test_every_category_has_its_words_on_both_sides() -> None:
    for side in ("goodOf", "regretOf"):
        assert list(json.loads(module("ko")[15:-2])[side]) == Category.values


def test_scripts_and_sentences_know_each_other() -> None:
    asked = set(re.findall(r"\bsay\([\w.\"]+, \"(\w+)\"", SCRIPTS))
    asked |= set(re.findall(r"\b(?:heading|titled)\(visit, \"(\w+)\"", SCRIPTS))
    assert len(asked) > 50
    assert asked - WORDS.keys() == set()
    named = set(re.findall(r"\"(\w+)\"|\.(\w+Of|kinds)\b", SCRIPTS))
    known = {word for pair in named for word in pair if word}
    assert {key for key in WORDS if key not in known and not MADE_UP.fullmatch(key)} == set()


def test_another_language_is_not_found() -> None:
    assert Client().get("/kiosk/words/fr.js").status_code == 404
