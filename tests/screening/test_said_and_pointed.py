"""What is said in words and who is pointed at: general rules, tried on what nobody wrote down."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boards.screening.engine import screen
from boards.screening.findings import CUT
from boards.screening.given_names import GIVEN_NAMES, GIVEN_WORDS
from tests.screening.spellings import births, digits, said

NUMERALS = ["", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"]
MONTHS = "일 이 삼 사 오 유 칠 팔 구 시 십일 십이".split()


def in_words(number: int) -> str:
    """38 as it is said: '삼십팔'."""
    tens, ones = divmod(number, 10)
    return ("십" if tens == 1 else NUMERALS[tens] + "십" if tens else "") + NUMERALS[ones]


def stored(text: str) -> str:
    return screen(text, side="regret").text


@given(
    st.integers(1, 99),
    st.integers(1, 12),
    st.integers(1, 31),
    digits(7),
    st.sampled_from(
        ["{}년 {}월 {}일생 뒷자리 ", "{}년{}월{}일생이고 뒤는 ", "천구백{}년 {}월 {}일 "]
    ),
    st.booleans(),
)
def test_resident_number_whose_birth_is_said_as_a_date_is_cut(
    year: int, month: int, day: int, serial: str, form: str, is_said: bool
) -> None:
    birth = form.format(in_words(year), MONTHS[month - 1], in_words(day))
    assert stored(f"저는 {birth}{said(serial) if is_said else serial}") == f"저는 {CUT}"


@pytest.mark.parametrize(
    "text", ["구십년 일월에 이사 왔어요", "일년 이월 삼일 동안 기다림", "오월 오일 어린이날 행사"]
)
def test_dates_that_are_said_stay(text: str) -> None:
    assert stored(text) == text


@given(births(), digits(7), st.integers(1, 6))
def test_resident_number_with_a_colon_in_its_second_half_is_cut(
    birth: str, serial: str, at: int
) -> None:
    assert stored(f"{birth}-{serial[:at]}:{serial[at:]}") == CUT


@given(st.integers(0, 23), st.integers(0, 59), st.sampled_from(["~", "-", " - "]))
def test_hours_behind_a_date_stay(hour: int, minute: int, to: str) -> None:
    for text in (
        f"26.11.26 {hour}:{minute:02}{to}10:30 사이에 닫혀 있었어요",
        f"261126 {hour:02}:{minute:02}에 번호표를 뽑음",
    ):
        assert stored(text) == text


@given(
    st.integers(15, 29),
    st.integers(1, 12),
    st.integers(1, 28),
    st.sampled_from(["문의", "전화", "접수번호", "콜센터로 연락"]),
    st.sampled_from("23456789"),
    digits(6),
)
def test_a_date_and_a_line_are_no_resident_number(
    year: int, month: int, day: int, word: str, first: str, rest: str
) -> None:
    text = f"{year}{month:02}{day:02} {word} {first}{rest}"
    assert stored(text) == text
    # Whoever speaks of such a number means one; and no line starts with 1.
    assert CUT in stored(f"주민번호 {text}")
    assert CUT in stored(f"{year}{month:02}{day:02} {word} 1{rest}")


@given(
    st.sampled_from(["신나무실", "벽적골", "두견마을", "한일촌"]),
    st.sampled_from(["주공", "풍림", "현대", "삼성래미안"]),
    st.integers(101, 999),
    st.integers(101, 2505),
)
def test_the_name_of_a_block_belongs_to_the_address(
    village: str, builder: str, block: int, door: int
) -> None:
    address = f"{village} {builder} {block}동 {door}호"
    result = screen(f"저희 집 {address} 앞 가로등", side="regret")
    assert result.public_text == "저희 집 [주소] 앞 가로등"
    assert screen(f"정자동 동신 {block}동 {door}호", side="good").public_text == "[주소]"


NAMES = st.builds(
    str.__add__,
    st.sampled_from("김박최윤황홍권"),
    st.sampled_from(sorted(GIVEN_NAMES - GIVEN_WORDS)).filter(
        lambda name: name[-1] not in "은하한"
    ),
)


@given(NAMES, st.sampled_from(["이고요", "인데요", "이구요", "이며", "임"]))
def test_whoever_names_oneself_with_an_ending_is_masked(name: str, ending: str) -> None:
    assert screen(f"{name}{ending} 전화 주세요", side="regret").public_text.startswith(
        name[0] + "**"
    )


@given(
    NAMES,
    st.sampled_from(["이 ㅅㄲ", "저 ㅆㄹㄱ", "그 ㅅ ㄲ", "ㅂㅅ", "이 ㄱㅅㄲ", "ㅈㄴ 무능함"]),
)
def test_a_veiled_insult_behind_a_name_is_at_its_bearer(name: str, insult: str) -> None:
    result = screen(f"{name} {insult} 전화를 왜 끊냐", side="regret")
    assert result.accuses_person and result.abusive
    assert name not in result.public_text


DESKS = st.one_of(
    st.integers(1, 20).map(lambda n: f"{n}번 창구"),
    st.integers(1, 20).map(lambda n: f"{n}번 자리"),
    st.sampled_from("일삼사오육칠팔구").map(lambda n: f"{n}번 창구"),
)
DEEDS = [
    "에서 서류를 휙 던졌어요",
    " 한숨부터 쉬고 대답함",
    "에서 설명을 하나도 안 해줘요",
    " 불친절",
    " 물어봤더니 짜증부터 내요",
    "가 제 번호를 큰소리로 읽음",
    " 핸드폰만 보고 있음",
    " ㅂㅅ같은게",
    " 단발머리 ㅁㅊㄴ",
]


@given(DESKS, st.sampled_from(DEEDS))
def test_what_only_a_person_does_at_a_numbered_desk_accuses_that_person(
    desk: str, deed: str
) -> None:
    assert screen(desk + deed, side="regret").accuses_person
    assert not screen(desk + deed, side="good").accuses_person


@pytest.mark.parametrize(
    "text",
    [
        "유다온 그 사람 또 민원인한테 짜증냄",
        "Mrs. Kang ignored me and was rude",
        "The officer named Lee Sun laughed at me",
        "2번 데스크 사람 때문에 기분 상했습니다",
        "6번 ㅅㄲ야 똑바로 해라",
    ],
)
def test_whoever_is_pointed_at_otherwise_is_accused(text: str) -> None:
    assert screen(text, side="regret").accuses_person


@pytest.mark.parametrize(
    "text",
    [
        "3번 창구 의자가 낮아요",
        "4번 창구에서 서류 떼는데 30분 걸림",
        "5번 창구 마이크 소리가 작아요. 큰 소리로 안내해 주세요",
        "7번 창구 앞에서 지갑을 잃어버렸어요",
        "2번 창구에서 소리지르는 민원인 좀 말려 주세요",
        "3번 창구 번호 안 불러서 짜증나요",
        "3번 창구 줄 보고 한숨만 나와요",
        "3번 창구에서 4번 창구로 왔다갔다 귀찮아요",
        "3번 창구 밑에 껌이 붙어 있어요",
        "우기에 3번 창구 천장에서 물이 새요",
        "서류를 빼먹고 와서 2번 창구 줄을 다시 섰어요. 목록을 붙여 주세요",
        "서식을 잘못 써서 3번 창구에서 다시 썼어요 예시가 필요해요",
        "5번 창구 전화내역 안내가 없어요",
        "3번 왔는데 다 점심시간이에요",
        "10번 넘게 전화했는데 통화중이에요",
        "이번 창구 공사로 시끄러웠어요",
    ],
)
def test_a_desk_that_is_named_for_a_thing_or_a_queue_accuses_nobody(text: str) -> None:
    assert screen(text, side="regret").public == "show"
