"""What keys become in Hangul and Vietnamese, asked of the browser that runs on the tablet."""

from __future__ import annotations

import json
import random
import unicodedata
from typing import Any

import pytest

SYLLABLES = [chr(code) for code in range(0xAC00, 0xD7A4)]
LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
TAILS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
DOUBLE = {
    "ㅘ": "ㅗㅏ", "ㅙ": "ㅗㅐ", "ㅚ": "ㅗㅣ", "ㅝ": "ㅜㅓ", "ㅞ": "ㅜㅔ", "ㅟ": "ㅜㅣ",
    "ㅢ": "ㅡㅣ", "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ",
    "ㄼ": "ㄹㅂ", "ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ",
}  # fmt: skip
STROKES = dict(
    zip(
        VOWELS,
        "ㅣㆍ ㅣㆍㅣ ㅣㆍㆍ ㅣㆍㆍㅣ ㆍㅣ ㆍㅣㅣ ㆍㆍㅣ ㆍㆍㅣㅣ "
        "ㆍㅡ ㆍㅡㅣㆍ ㆍㅡㅣㆍㅣ ㆍㅡㅣ ㆍㆍㅡ ㅡㆍ ㅡㆍㆍㅣ "
        "ㅡㆍㆍㅣㅣ ㅡㆍㅣ ㅡㆍㆍ ㅡ ㅡㅣ ㅣ".split(),
        strict=True,
    )
)
CYCLES = ("ㄱㅋㄲ", "ㄴㄹ", "ㄷㅌㄸ", "ㅂㅍㅃ", "ㅅㅎㅆ", "ㅈㅊㅉ", "ㅇㅁ")
SEAL, ERASE = "다음", "지우기"

WRITTEN: list[tuple[list[str], str]] = [
    (["ㄱ", "ㅏ", "ㅂ", "ㅅ", "ㅣ"], "갑시"),  # a double final gives its second half
    (["ㄱ", "ㅏ", "ㄲ", "ㅏ"], "가까"),
    (["ㄱ", "ㅏ", "ㄸ"], "가ㄸ"),  # no final
    (["ㄱ", "ㅅ"], "ㄱㅅ"),
    (["ㅋ", "ㅋ", "ㅋ"], "ㅋㅋㅋ"),
    (["ㅠ", "ㅠ"], "ㅠㅠ"),
    (["ㅗ", "ㅏ", "ㄴ"], "ㅘㄴ"),
    # The syllable before the one under composition is done with.
    (["ㄱ", "ㅏ", "ㄱ", "ㅏ", ERASE], "가ㄱ"),
    (["ㄱ", "ㅏ", "ㄱ", "ㅏ", ERASE, ERASE], "가"),
    (["ㄱ", "ㅏ", "ㄱ", "ㅏ", ERASE, ERASE, ERASE], ""),
    (["ㄱ", "ㅏ", "ㅂ", ERASE, "ㄴ"], "간"),
    (["ㄱㅋㄲ"] * 4, "ㄱ"),
    (["ㄱㅋㄲ", SEAL, "ㄱㅋㄲ"], "ㄱㄱ"),
    (["ㄱㅋㄲ", "ㅣ", "ㆍ", "ㆍ"], "갸"),
    (["ㄱㅋㄲ", "ㅣ", "ㆍ", "ㆍ", "ㆍ"], "가"),
    (["ㄱㅋㄲ", "ㆍ", "ㆍ"], "ㄱㆍㆍ"),
    (["ㄱㅋㄲ", "ㅣ", "ㆍ", *["ㄷㅌㄸ"] * 3], "가ㄸ"),
    (["ㄱㅋㄲ", "ㅣ", "ㆍ", *["ㄷㅌㄸ"] * 4], "갇"),
    # 'Next letter' parts consonants only: a vowel still takes the final with it.
    (["ㄱㅋㄲ", "ㅣ", "ㆍ", "ㄱㅋㄲ", SEAL, "ㅣ", "ㆍ"], "가가"),
    ([ERASE, SEAL, ERASE], ""),
]

# Types each list of keys; answers the text after all of them, and how it shrinks key by key. In and
# out as JSON: handed over value by value, they would take most of the time.
RUN = """async (runs) => {
  const { EMPTY, backspace, seal, textOf, type } = await import('/static/kiosk/hangul.js');
  return JSON.stringify(JSON.parse(runs).map((keys) => {
    let state = EMPTY;
    for (const key of keys)
      state = key === '다음' ? seal(state) : key === '지우기' ? backspace(state) : type(state, key);
    const text = textOf(state);
    const shrinking = [];
    for (let touches = 0; textOf(state) && touches < 500; touches += 1) {
      state = backspace(state);
      shrinking.push(textOf(state));
    }
    return [text, shrinking];
  }));
}"""
TELEX = """async (words) => {
  const { telex } = await import('/static/kiosk/telex.js');
  return JSON.stringify(
    JSON.parse(words).map((keys) => [...keys].reduce((word, key) => telex(word, key), '')));
}"""


def jamo(text: str) -> list[str]:
    """Single jamo of a text; other characters stand as they are."""
    found = []
    for part in unicodedata.normalize("NFD", text):
        code = ord(part)
        if 0x1100 <= code < 0x1113:
            found.append(LEADS[code - 0x1100])
        elif 0x1161 <= code < 0x1176:
            found.append(VOWELS[code - 0x1161])
        elif 0x11A8 <= code < 0x11C3:
            found.append(TAILS[code - 0x11A8])
        else:
            found.append(part)
    return found


def by_two_sets(text: str) -> list[str]:
    """Keys of 두벌식."""
    return [key for part in jamo(text) for key in DOUBLE.get(part, part)]


def by_strokes(text: str) -> list[str]:
    """Keys of 천지인: '다음' wherever the same consonant key follows itself."""
    keys: list[str] = []
    for part in jamo(text):
        if part in STROKES:
            keys += STROKES[part]
            continue
        for consonant in DOUBLE.get(part, part):
            cycle = next((cycle for cycle in CYCLES if consonant in cycle), None)
            if cycle is None:
                keys.append(consonant)
                continue
            if keys and keys[-1] == cycle:
                keys.append(SEAL)
            keys += [cycle] * (cycle.index(consonant) + 1)
    return keys


def asked(page: Any, script: str, what: list[Any]) -> Any:
    return json.loads(page.evaluate(script, json.dumps(what)))


@pytest.fixture
def scripts(page: Any, live_server: Any, watch: Any) -> Any:
    """A page from which the modules can be imported."""
    watch.allow("favicon.ico")
    page.goto(f"{live_server.url}/static/kiosk/hangul.js")
    return page


@pytest.mark.django_db(transaction=True)
def test_every_syllable_comes_of_its_jamo_and_goes_again(scripts: Any) -> None:
    assert len(SYLLABLES) == 11_172
    runs = [by_two_sets(syllable) for syllable in SYLLABLES]
    answers = asked(scripts, RUN, runs)
    assert [text for text, _ in answers] == SYLLABLES
    # Each touch undoes one key, and the last leaves nothing.
    assert [len(shrinking) for _, shrinking in answers] == [len(keys) for keys in runs]
    assert {shrinking[-1] for _, shrinking in answers} == {""}
    assert answers[SYLLABLES.index("값")][1] == ["갑", "가", "ㄱ", ""]
    assert answers[SYLLABLES.index("괅")][1] == ["괄", "과", "고", "ㄱ", ""]


@pytest.mark.django_db(transaction=True)
def test_every_syllable_comes_of_strokes_and_goes_again(scripts: Any) -> None:
    answers = asked(scripts, RUN, [by_strokes(syllable) for syllable in SYLLABLES])
    assert [text for text, _ in answers] == SYLLABLES
    assert {shrinking[-1] for _, shrinking in answers} == {""}
    assert answers[SYLLABLES.index("않")][1] == ["안", "아", "이", "ㅇ", ""]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("spell", [by_two_sets, by_strokes])
def test_syllables_side_by_side_keep_their_own_finals(scripts: Any, spell: Any) -> None:
    chance = random.Random(1446)  # noqa: S311  the same words every time
    words = ["".join(chance.choices(SYLLABLES, k=8)) for _ in range(2_000)]
    words += [
        "국가",
        "각각",
        "없었습니다",
        "않았다",
        "핥았던",
        "삶이란",
        "읽고",
        "앉아서",
        "꽃꽂이",
    ]
    answers = asked(scripts, RUN, [spell(word) for word in words])
    assert [text for text, _ in answers] == words
    assert {shrinking[-1] for _, shrinking in answers} == {""}


@pytest.mark.django_db(transaction=True)
def test_what_keys_write(scripts: Any) -> None:
    answers = asked(scripts, RUN, [keys for keys, _ in WRITTEN])
    assert [text for text, _ in answers] == [text for _, text in WRITTEN]


@pytest.mark.django_db(transaction=True)
def test_any_keys_in_any_order_write_letters(scripts: Any) -> None:
    chance = random.Random(28)  # noqa: S311  the same keys every time
    keys = [*LEADS, *VOWELS, *CYCLES, "ㅣ", "ㆍ", "ㅡ", SEAL, ERASE, ERASE]
    runs = [chance.choices(keys, k=chance.randrange(60)) for _ in range(1_500)]
    letters = set(LEADS) | set(VOWELS) | set(SYLLABLES) | {"ㆍ"}
    for text, shrinking in asked(scripts, RUN, runs):
        assert set(text) <= letters
        assert [*shrinking, ""][-1] == ""


@pytest.mark.django_db(transaction=True)
def test_telex_writes_vietnamese(scripts: Any) -> None:
    words = {
        "tieengs": "tiếng", "Vieejt": "Việt", "VIEEJT": "VIỆT", "ddaays": "đấy", "DDaf": "Đà",
        "nguwowif": "người", "nguowif": "người", "nguoiwf": "người", "truowngf": "trường",
        "ruowuj": "rượu", "thuowr": "thuở", "hoaf": "hòa", "hoafn": "hoàn", "hoanf": "hoàn",
        "thuys": "thúy", "quys": "quý", "quaan": "quân", "quoocs": "quốc", "gif": "gì",
        "giaf": "già", "giuwowngf": "giường", "nghieeng": "nghiêng", "muaw": "mưa",
        "oong": "ông", "hoawcj": "hoặc", "toois": "tối", "khoer": "khỏe", "ngoaif": "ngoài",
        "chuyeenj": "chuyện", "khuyur": "khuỷu", "nuwowcs": "nước", "yeeu": "yêu", "uwu": "ưu",
        "xooong": "xoong", "tienges": "tiếng", "vietje": "việt", "nhaanj": "nhận",
        "camr": "cảm", "own": "ơn", "cos": "có", "laij": "lại", "huowng": "hương",
        # Taken back by a second touch, and words that are not Vietnamese.
        "ass": "as", "aaa": "aa", "oww": "ow", "ddd": "dd", "asz": "a", "class": "class",
        "street": "street", "windows": "windows", "zalo": "zalo", "ngoeo": "ngoeo", "w": "w",
    }  # fmt: skip
    written = dict(zip(words, asked(scripts, TELEX, list(words)), strict=True))
    assert written == words


@pytest.mark.django_db(transaction=True)
def test_telex_loses_no_letter_whatever_is_typed(scripts: Any) -> None:
    chance = random.Random(1651)  # noqa: S311  the same keys every time
    runs = ["".join(chance.choices("aeiouydwsfrxjzntghcmAEOWD", k=12)) for _ in range(3_000)]
    for keys, word in zip(runs, asked(scripts, TELEX, runs), strict=True):
        assert word == unicodedata.normalize("NFC", word)
        assert 0 < len(word) <= len(keys)
