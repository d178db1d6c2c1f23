"""Text is stored as people see it: nothing hidden, nothing broken, nothing changed besides."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boards.screening.hygiene import MOST_MARKS, UnfitText, clean_text, visible_length

HOSTILE = st.text(
    st.sampled_from(
        [
            *"가힣ㅋㅎa1 \n\t\r",
            "\x00",
            "\x1b",
            "\u202e",
            "\u2066",
            "\u200f",
            "\u200b",
            "\u3164",
            "\u0301",
            "\u0489",
            "\u20e3",
            "\ufe0f",
            "\u200d",
            "👨",
            "👩",
            "🏳",
            "\U000e0061",
            "\ufeff",
            "\u1100",
            "\u1161",
            "\u11a8",
            "\u119e",
            "\u2028",
            "\x85",
            "ﬁ",
            "①",
            "½",
        ]
    ),
    min_size=1,
    max_size=60,
)
FAMILY = "👨\u200d👩\u200d👧\u200d👦"


def cleaned(text: str) -> str | None:
    try:
        return clean_text(text, 1000)
    except UnfitText:
        return None


@given(HOSTILE)
def test_what_is_stored_holds_no_control_and_no_direction(text: str) -> None:
    stored = cleaned(text)
    if stored is not None:
        bad = {"\x00", "\x1b", "\u202e", "\u2066", "\u200f", "\ufeff", "\u2028", "\x85", "\r"}
        assert not bad & set(stored)
        assert "\n" * 4 not in stored
        assert stored.encode("utf-8").decode("utf-8") == stored


@given(HOSTILE)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    stored = cleaned(text)
    if stored is not None:
        assert cleaned(stored) == stored
        assert unicodedata.is_normalized("NFC", stored)


@given(HOSTILE)
def test_what_is_stored_can_be_seen(text: str) -> None:
    stored = cleaned(text)
    if stored is not None:
        seen = [
            letter
            for letter in stored
            if unicodedata.category(letter)[0] in "LNPS" and letter not in "\u3164\u115f\u1160"
        ]
        marks = [letter for letter in stored if unicodedata.category(letter)[0] == "M"]
        assert seen or marks


@pytest.mark.parametrize("text", ["\ud800", "가\udfff나", "\ud83d"])
def test_half_characters_are_refused(text: str) -> None:
    with pytest.raises(UnfitText):
        clean_text(text, 100)


@pytest.mark.parametrize("text", ["\u200b\u200b", "\u3164", "\u2800 \u3164", "\u1160", "\ufe0f"])
def test_text_that_only_looks_empty_is_refused(text: str) -> None:
    with pytest.raises(UnfitText):
        clean_text(text, 100)


def test_nul_is_dropped_and_the_rest_stays() -> None:
    assert clean_text("친\x00절", 100) == "친절"


def test_direction_controls_are_dropped() -> None:
    assert clean_text("\u202e최고\u202c \u2066좋아요\u2069", 100) == "최고 좋아요"


@given(st.integers(0, 200))
def test_marks_stacked_on_a_letter_are_cut(count: int) -> None:
    stored = clean_text("Z" + "\u0335" * count + "!", 100)
    assert stored.count("\u0335") == min(count, MOST_MARKS)
    assert stored.endswith("!")


@pytest.mark.parametrize("mark", ["\u0e47", "\u0651", "\u093c", "\u0301", "\u20dd", "\ufe0f"])
@pytest.mark.parametrize("between", ["", "\u200d", "\u200b"])
def test_marks_of_any_script_are_cut_even_with_joiners_between(mark: str, between: str) -> None:
    stored = clean_text("ก" + (mark + between) * 50 + "!", 100)
    assert stored.startswith("ก")
    assert stored.endswith("!")
    assert len(stored) <= 2 + MOST_MARKS


@pytest.mark.parametrize("parts", [6, 50, 240])
def test_endless_emoji_falls_apart_into_letters_that_are_drawn_and_counted(parts: int) -> None:
    chain = "\u200d".join("👩" * parts)
    stored = clean_text(chain, 1000)
    assert stored.count("👩") == parts
    assert stored.count("\u200d") == 4
    assert clean_text(stored, 1000) == stored
    assert visible_length(stored) == parts - 4


@pytest.mark.parametrize(
    "text",
    [
        "👩🏽\u200d❤\ufe0f\u200d💋\u200d👨🏾" * 3,
        "Tiếng Việt ở quầy số 5 rất tốt",
        "ที่นี่ดีมาก น้ำ",
        "क्षत्रिय हिन्दी",
        "1\ufe0f\u20e3 2\ufe0f\u20e3",
        "나랏〮말〯ᄊᆞ미",
    ],
)
def test_marks_and_joiners_of_real_writing_stay(text: str) -> None:
    assert clean_text(text, 100) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    "text",
    [
        "ㅋㅋㅋㅋ",
        "ㅠㅠ",
        "①번 창구",
        "ﬁne",
        "㈜수원",
        "½ 컵",
        "ＡＢＣ",
        "나랏〮말〯ᄊᆞ미 듕귁에 달아",
        "ㆍㆍ아래아",
    ],
)
def test_letters_are_kept_as_they_were_typed(text: str) -> None:
    assert clean_text(text, 100) == text


def test_letters_in_parts_are_put_together() -> None:
    assert clean_text(unicodedata.normalize("NFD", "친절 Tiếng Việt"), 100) == "친절 Tiếng Việt"


@pytest.mark.parametrize("emoji", [FAMILY, "🏳\ufe0f\u200d🌈", "1\ufe0f\u20e3", "👍🏽", "🇰🇷"])
def test_emoji_of_several_parts_stays_whole_and_counts_as_one(emoji: str) -> None:
    assert clean_text(f"최고 {emoji}", 100) == f"최고 {emoji}"
    assert visible_length(emoji) == 1


def test_length_counts_what_a_person_counts() -> None:
    assert clean_text(FAMILY * 5, 5) == FAMILY * 5
    with pytest.raises(UnfitText):
        clean_text(FAMILY * 6, 5)
    with pytest.raises(UnfitText):
        clean_text("가" * 6, 5)
