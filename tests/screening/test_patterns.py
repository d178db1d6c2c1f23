"""Words tried only where their first letters stand are found as if they were tried everywhere."""

from __future__ import annotations

import json
import re
import runpy
import threading
from functools import cache
from pathlib import Path
from re import _compiler, _parser  # type: ignore[attr-defined]

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boards.screening.patterns import (
    _ALL,
    LatePattern,
    compile_all,
    compile_quickly,
    either,
    first_letters,
    late_words,
)
from boards.screening.words.curses import CURSES
from boards.screening.words.harassment import SEXUAL, SLURS
from boards.screening.words.innocent import INNOCENT
from boards.screening.words.threats import THREATS

ROOT = Path(__file__).parent.parent.parent
DATA = ROOT / "tests" / "data"
PATTERNS = {
    "innocent": INNOCENT,
    "curses": CURSES,
    "threats": THREATS,
    "sexual": SEXUAL,
    "slurs": SLURS,
}
NAMES = tuple(PATTERNS)


def spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]


@cache
def unguarded(name: str) -> re.Pattern[str]:
    """The pattern as it was written, before the look at the first letter was put in front."""
    late = PATTERNS[name]
    assert isinstance(late, LatePattern) and isinstance(late._source, tuple)
    assert PATTERNS[name].pattern.startswith("(?=["), f"{name} has no guard"
    return re.compile(either(*late._source))


@pytest.mark.parametrize("name", NAMES)
def test_labelled_notes_give_the_same_spans(name: str) -> None:
    written, guarded = unguarded(name), PATTERNS[name]
    for file in ("notes.jsonl", "unseen.jsonl"):
        for line in (DATA / file).read_text(encoding="utf-8").splitlines():
            text = json.loads(line)["text"]
            assert spans(guarded, text) == spans(written, text), text


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from("시씨발병신 개새끼칼로불쥐ㅅㅂㅗ18년놈.!\n아이강지죽여미친")
        | st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3),
        max_size=40,
    )
)
def test_any_text_gives_the_same_spans(name: str, letters: list[str]) -> None:
    text = "".join(letters)
    assert spans(PATTERNS[name], text) == spans(unguarded(name), text)


@pytest.mark.parametrize(
    ("source", "letters"),
    [
        ("abc|de", "ad"),
        ("a?b", "ab"),
        (r"(?<!x)(?:a|(b)c)+d", "ab"),
        ("[a-c]x", "abc"),
        ("a*", None),  # may be empty
        (r"\w+", None),
        ("[^a]b", None),
        (".b", None),
        ("a|.", None),
    ],
)
def test_first_letters_of_a_pattern(source: str, letters: str | None) -> None:
    found = first_letters(_parser.parse(source))
    assert found == (None if letters is None else set(map(ord, letters)))


def test_a_pattern_whose_letters_cannot_be_told_stays_as_it_is() -> None:
    assert spans(late_words(".b|c"), "ab c") == [(0, 2), (3, 4)]


def test_parts_of_words_are_one_pattern_and_keep_their_flags() -> None:
    pattern = late_words("ab|cd", "e?f", "g", flags=re.IGNORECASE)
    assert spans(pattern, "xAB cd EF f G a") == [(1, 3), (4, 6), (7, 9), (10, 11), (12, 13)]


def test_every_pattern_is_what_python_makes_of_it() -> None:
    compile_all()
    stock = _compiler._optimize_charset
    for late in _ALL:
        quick = compile_quickly(late.pattern, late._flags)
        re.purge()
        assert quick is not (usual := re.compile(late.pattern, late._flags))
        assert quick == usual, late.pattern
    assert _compiler._optimize_charset is stock


def test_a_class_is_told_apart_by_its_flags() -> None:
    for flags in (0, re.IGNORECASE, re.ASCII, re.IGNORECASE | re.ASCII, 0):
        pattern = compile_quickly("[a-zé가-힣]+", flags)
        whole = pattern.fullmatch("Aé가É"), pattern.fullmatch("aé가")
        assert [found is not None for found in whole] == [
            bool(flags & re.IGNORECASE and not flags & re.ASCII),
            True,
        ]


def test_everything_can_be_compiled_at_once() -> None:
    late = late_words("우산", "우비")
    assert "search" not in vars(late)
    assert compile_all() > 60
    assert "search" in vars(late)


def test_each_process_of_the_application_server_does_so_beside_its_first_answers() -> None:
    settings = runpy.run_path(str(ROOT / "deploy" / "gunicorn.conf.py"))
    late = late_words("양산")
    assert settings["preload_app"]
    settings["post_worker_init"](None)
    assert "search" not in vars(late), "the start waits for it"
    (timer,) = [each for each in threading.enumerate() if isinstance(each, threading.Timer)]
    assert timer.daemon, "the end of the server waits for it"
    timer.join()
    assert "search" in vars(late)


def test_notes_that_come_meanwhile_find_every_pattern() -> None:
    made = [late_words("가나", "[가-힣]다") for _ in range(300)]
    compiling = threading.Thread(target=compile_all)
    compiling.start()
    assert all(spans(late, "가나 라다") == [(0, 2), (3, 5)] for late in reversed(made))
    compiling.join()
