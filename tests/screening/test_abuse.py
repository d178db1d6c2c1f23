"""Abuse is found behind its veils, and everyday words that resemble it are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boards.screening.engine import screen
from boards.screening.veils import unveiled

CURSES = ["씨발", "병신", "개새끼", "미친놈", "지랄"]
MARKS = st.sampled_from(list("1.*~^_@!♡-,") + ["..", "11", "\u200b", "\u0332"])


def abusive(text: str) -> bool:
    return screen(text, side="regret").abusive


def taken_apart(word: str) -> str:
    """The letters of syllables one after the other: '시발' to 'ㅅㅣㅂㅏㄹ'."""
    leads, vowels = (
        "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ",
        "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ",
    )
    tails = ["", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"]
    letters = []
    for syllable in word:
        code = ord(syllable) - 0xAC00
        letters += [leads[code // 588], vowels[code // 28 % 21], tails[code % 28]]
    return "".join(letters)


@given(st.sampled_from(CURSES), MARKS)
def test_mark_between_the_syllables_hides_no_curse(word: str, mark: str) -> None:
    assert abusive(mark.join(word) + " 하고 있네")


@given(st.sampled_from(CURSES))
def test_blanks_between_the_syllables_hide_no_curse(word: str) -> None:
    assert abusive(" ".join(word) + " 진짜")


@given(st.sampled_from(CURSES), st.integers(0, 2))
def test_letters_taken_apart_hide_no_curse(word: str, whole: int) -> None:
    assert abusive(word[:whole] + taken_apart(word[whole:]))


@given(st.integers(1, 6))
def test_drawn_out_vowels_hide_no_curse(length: int) -> None:
    assert abusive("시" + "이" * length + "발")
    assert abusive("벼" + "어" * (length - 1) + "엉신")


@given(st.sampled_from(CURSES), MARKS)
def test_span_of_a_veiled_curse_covers_it_in_the_text_as_written(word: str, mark: str) -> None:
    veiled = mark.join(word)
    result = screen(f"정말 {veiled} 같네", side="regret")
    spans = [result.text[each.start : each.end] for each in result.findings]
    assert spans == [veiled]
    assert result.public_text == "정말 [●●] 같네"


@given(st.text(st.sampled_from(list("가시이발ㅅㅣㅂㅏㄹ1. *아병신ㅋ")), max_size=40))
def test_each_letter_without_its_veil_knows_its_place(text: str) -> None:
    bare = unveiled(text)
    if bare is None:
        return
    assert bare.spans is not None and len(bare.spans) == len(bare.text)
    ends = [0, *(end for _, end in bare.spans)]
    assert all(start >= before for (start, _), before in zip(bare.spans, ends, strict=False))
    assert ends[-1] <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "ㅅㅂ 또 기다려",
        "ㅂㅅ들",
        "ㅈㄹ하네",
        "10새끼들",
        "ㅗ",
        "G랄",
        "개색희",
        "다 죽여버린다",
        "칼 들고 간다",
        "밤길 조심해라",
        "불 질러버릴까",
        "너네 집 어딘지 다 안다",
        "가슴 만지고 싶다",
        "모텔 가자",
        "한번 자자",
        "벗고 일해라",
        "짱깨 꺼져",
        "틀딱들 때문에",
        "귀머거리냐",
        "외국인 새끼들",
        "정신지체냐",
        "fucking idiots",
        "what a bunch of a$$holes",
        "I will kill you",
        "操你妈",
        "địt mẹ",
    ],
)
def test_insult_threat_harassment_and_slur_are_held(text: str) -> None:
    result = screen(text, side="good")
    assert result.abusive
    assert result.public == "hold"


@pytest.mark.parametrize(
    "text",
    [
        "강아지 새끼를 낳았어요",
        "활성화의 시발점",
        "병신년(2016)",
        "2018년에 왔을 때",
        "개나리가 예쁩니다",
        "노래가 제 십팔번",
        "분실 시 발급 수수료",
        "입장 시 발 닦는 매트",
        "우리 아저씨 발을 밟고",
        "글씨 빨리 못 쓰는",
        "질병 신고 절차",
        "감염병 예방",
        "무지개 색 기둥",
        "1개 세기 조절",
        "10시8분에 끝",
        "다시 발송해 주세요",
        "목숨을 구한 직원",
        "밤길이 어두워요",
        "모텔 건너편 주차장",
        "아이가 볼에 뽀뽀했네요",
        "젖은 우산",
        "가슴이 뭉클",
        "정수기 주둥이",
        "전봇대 애자가 깨짐",
        "장애인 같은 교통약자",
        "색소폰 소리",
        "더워 죽겠어요",
        "세금 폭탄",
        "칼국수집",
        "창구 불이 꺼져 있어",
        "미쳤다 등본 1분컷",
        "ㅗㅜㅑ 좋네",
        "ㄱㅅㄱㅅ",
        "ㅋㅋㅋㅋ ㅠㅠ",
        "연락처 받아 가시고",
        "상처받았습니다",
        "골목 따라 오면",
        "카드를 뒤집으면",
        "홈페이지를 다 뒤져도",
        "명패 버린 자리",
        "커피 볼 수 있게",
        "길고양이 발정난 소리",
        "마스크 벗어 봐",
        "Idiot-proof kiosk",
        "you will pay for parking",
        "Con chó của tôi đi lạc",
        "这是我妈的，谢谢",
        "过去死板的做法",
    ],
)
def test_everyday_words_are_left_alone(text: str) -> None:
    result = screen(text, side="good")
    assert not result.abusive, result.public_text
    assert result.public != "hold"


@pytest.mark.parametrize(
    "text", ["ㅅ ㅣ ㅂ ㅏ ㄹ", "ㅂ ㅕ ㅇ ㅅ ㅣ ㄴ 들", "f.u.c.k", "61조 2290 이 ㅆㄴ"]
)
def test_letters_set_apart_are_read_together(text: str) -> None:
    assert screen(text, side="regret").abusive


@pytest.mark.parametrize(
    "text", ["ㅠ ㅠ 너무 좋아요 ㅋ ㅋ", "ㄱ ㅏ ㅁ ㅅ ㅏ", "수원이 등신대 귀여워요"]
)
def test_letters_set_apart_that_say_nothing_bad_are_left_alone(text: str) -> None:
    assert not screen(text, side="good").abusive
