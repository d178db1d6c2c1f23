"""Numbers are found when their digits stand apart, whatever stands between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boards.screening.engine import screen
from boards.screening.findings import CUT
from tests.screening.spellings import births, digits, said

SIGNS = st.sampled_from(
    [".", "-", ",", "/", " ", "😀", "·", "..", "…", " - ", "*", "\n", "。", "_"]
)
GAPS = st.sampled_from(
    [
        " " * 10,
        "……",
        "😀",
        " 그리고 ",
        " 이고요 뒤는 ",
        "\n\n\n",
        " / / / ",
        "❤️❤️",
        "입니다. ",
        "~~~~~~~~~",
    ]
)
STYLES = [
    "⁰¹²³⁴⁵⁶⁷⁸⁹",
    "₀₁₂₃₄₅₆₇₈₉",
    "⓿❶❷❸❹❺❻❼❽❾",
    "⓪①②③④⑤⑥⑦⑧⑨",
    "🄋➀➁➂➃➄➅➆➇➈",
    "零一二三四五六七八九",
]
STYLES += ["".join(chr(ord(zero) + n) for n in range(10)) for zero in "０𝟎𝟘٠۰०০๐໐០᠐"]


def stored(text: str) -> str:
    return screen(text, side="regret").text


def in_style(number: str, style: str) -> str:
    return number.translate(str.maketrans("0123456789", style))


@given(births(), digits(7), SIGNS, st.booleans())
def test_resident_number_parted_digit_by_digit_is_cut(
    birth: str, serial: str, sign: str, is_said: bool
) -> None:
    number = birth + serial
    parted = sign.join(said(number) if is_said else number)
    assert stored(f"번호는 {parted}") == f"번호는 {CUT}"


@given(births(), digits(7), st.sampled_from(["x", "ㅋ", "가", ":", " a ", "숫자"]))
def test_resident_number_threaded_with_letters_is_cut(birth: str, serial: str, thread: str) -> None:
    assert stored(thread.join(birth + serial)) == CUT


@given(births(), digits(7))
def test_resident_number_with_its_second_half_first_is_cut(birth: str, serial: str) -> None:
    assert stored(f"뒷자리 {serial} 앞자리 {birth}") == CUT


@given(births(), digits(7), GAPS)
def test_resident_number_with_a_wide_gap_between_its_halves_is_cut(
    birth: str, serial: str, gap: str
) -> None:
    assert stored(f"{birth}{gap}{serial}") == CUT


@given(births(), digits(7), st.sampled_from(STYLES), st.sampled_from(["", "-", " "]))
def test_resident_number_in_the_digits_of_any_script_is_cut(
    birth: str, serial: str, style: str, joint: str
) -> None:
    assert stored(in_style(birth + joint + serial, style)) == CUT


@given(
    births(),
    digits(6),
    st.sampled_from(
        [
            "{}년 {}월 {}일생 뒷자리 ",
            "{}년{}월{}일 ",
            "{}년생 {}월 {}일 뒷자리 ",
            "{}.{}.{}-",
            "{}. {}. {}. 뒷번호 ",
        ]
    ),
)
def test_resident_number_whose_birth_is_a_date_is_cut(birth: str, serial: str, form: str) -> None:
    year, month, day = birth[:2], int(birth[2:4]), int(birth[4:])
    assert stored(form.format(year, month, day) + "1" + serial) == CUT
    assert stored(form.format("19" + year, month, day) + "2" + serial) == CUT
    assert stored(f"19{birth} 뒷자리 2{serial}") == CUT


@given(digits(8), SIGNS, st.booleans())
def test_mobile_number_parted_digit_by_digit_is_masked(line: str, sign: str, is_said: bool) -> None:
    number = "010" + line
    shown = screen(sign.join(said(number) if is_said else number), side="regret").public_text
    assert sum(map(str.isdigit, shown)) in (0, 7), shown
    assert not set("공일이삼사오육칠팔구") & set(shown)


@given(digits(4), digits(4), SIGNS)
def test_mobile_number_with_any_sign_between_its_parts_is_masked(
    first: str, last: str, sign: str
) -> None:
    assert screen(f"010{sign}{first}{sign}{last}", side="good").public_text == f"010-****-{last}"


@pytest.mark.parametrize(
    "text",
    [
        "26.11.26 9:00~10:30 사이에 갔는데 닫혀 있었습니다",
        "2026년 11월 26일 접수번호 1234567 처리 바랍니다",
        "2026.11.26. 1234567번 문서",
        "2025. 3. 4. 오후 2시 30분에 10명 대기",
        "수수료 250101 기준 1,234,567원",
        "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11번 창구 모두",
        "1,000,000,000,000원",
        "농협 301-0123-4567-81",
        "구구단도 아니고 이 일 저 일 이것저것",
    ],
)
def test_dates_times_sums_and_accounts_are_no_resident_numbers(text: str) -> None:
    assert CUT not in stored(text)


def test_mobile_number_in_look_alikes_shows_none_of_its_middle() -> None:
    assert screen("o1o-2345-5678", side="regret").public_text == "[전화번호]"


@given(births(), digits(7), digits(3))
def test_further_digits_behind_it_hide_no_resident_number(
    birth: str, serial: str, more: str
) -> None:
    for text in (f"주민번호 {birth}-{serial}{more}", f"제 것은 {birth}-{serial}010-1234-5678"):
        assert birth not in screen(text, side="regret").text, text


@given(births(), digits(7))
def test_halves_that_are_told_in_other_ways_are_cut(birth: str, serial: str) -> None:
    sex = "1"
    for text in (
        f"주민등록번호가 {' '.join(birth)} 다음 {' '.join(serial)}",
        f"생년월일 {birth} 성별 {sex} 나머지 {serial[1:]}",
        f"{serial}이 뒷자리고 {birth}이 앞자리",
    ):
        stored = screen(text, side="regret").text
        assert CUT in stored, text
        assert serial[1:] not in stored.replace(" ", ""), text


def test_an_order_and_an_account_of_a_bank_with_such_digits_stay() -> None:
    assert CUT not in screen("주문번호 900101-123456789", side="regret").text
    assert CUT not in screen("국민 110111-12345678 로 환급", side="regret").text
