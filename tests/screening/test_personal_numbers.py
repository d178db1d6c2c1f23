"""Numbers are found however they are written, and nothing of them is shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boards.screening.engine import screen
from boards.screening.findings import CUT
from boards.screening.personal_numbers import luhn
from tests.screening import spellings
from tests.screening.spellings import JOINTS, SENTENCES, SPELLINGS, births, digits

Spelling = Callable[[str], str]


def found(text: str, kind: str) -> list[str]:
    """What was found of a kind, as it stood in the text that came in."""
    spans = screen(text, side="regret").original_spans
    return [text[each.start : each.end] for each in spans if each.kind == kind]


def shown_digits(text: str) -> str:
    return "".join(filter(str.isdigit, screen(text, side="regret").public_text))


@given(births(), digits(7), JOINTS, SPELLINGS, SENTENCES)
def test_resident_number_is_cut_in_any_spelling(
    birth: str, serial: str, joint: str, spelling: Spelling, sentence: str
) -> None:
    number = spelling(birth + joint + serial).strip()
    result = screen(sentence.format(number), side="regret")
    assert CUT in result.text
    assert "resident_number" in {finding.kind for finding in result.findings}
    assert not [letter for letter in result.text if letter.isdigit()], result.text


@given(births(), digits(7), SENTENCES)
def test_span_of_a_resident_number_is_the_number_in_the_text_that_came_in(
    birth: str, serial: str, sentence: str
) -> None:
    number = f"{birth}-{serial}"
    assert found(sentence.format(number), "resident_number") == [number]


@given(births(), digits(7))
def test_resident_number_that_is_said_is_cut(birth: str, serial: str) -> None:
    number = f"{spellings.said(birth)} 다시 {spellings.said(serial)}"
    text = f"주민번호는 {number} 입니다"
    assert found(text, "resident_number") == [number]
    assert screen(text, side="good").text == f"주민번호는 {CUT} 입니다"


@given(
    births(), digits(7), st.sampled_from(["뒷자리 ", " 뒷자리는 ", " 이고 뒷자리는 ", " 뒤에는 "])
)
def test_resident_number_in_two_parts_is_cut(birth: str, serial: str, words: str) -> None:
    result = screen(f"앞자리 {birth}{words}{serial} 입니다", side="regret")
    assert serial not in result.text
    assert birth not in result.text


@given(births(), digits(6), st.sampled_from(["19", "20"]), st.data())
def test_resident_number_with_its_century_is_cut(
    birth: str, serial: str, century: str, data: st.DataObject
) -> None:
    sex = data.draw(st.sampled_from("1256" if century == "19" else "3478"))
    result = screen(f"번호 {century}{birth}-{sex}{serial}", side="regret")
    assert result.text == f"번호 {CUT}"


@given(births(), digits(7))
def test_two_resident_numbers_leave_the_words_between_them(birth: str, serial: str) -> None:
    text = f"저 {birth}-{serial} 남편 {birth}-{serial} 입니다"
    assert screen(text, side="regret").text == f"저 {CUT} 남편 {CUT} 입니다"


@given(st.sampled_from("016789"), digits(4), digits(4), JOINTS, SPELLINGS, SENTENCES)
def test_mobile_number_is_found_and_its_middle_is_hidden(
    third: str, middle: str, last: str, joint: str, spelling: Spelling, sentence: str
) -> None:
    number = spelling(joint.join([f"01{third}", middle, last]))
    result = screen(sentence.format(number), side="good")
    assert result.findings, number
    assert result.public == "mask"
    if {finding.kind for finding in result.findings} == {"phone"}:
        assert shown_digits(sentence.format(number)) in ("", f"01{third}{last}")


@given(digits(4), digits(4), st.sampled_from([" ", "-", "", ", "]))
def test_mobile_number_that_is_said_is_found(middle: str, last: str, joint: str) -> None:
    number = joint.join(map(spellings.said, ("010", middle, last)))
    text = f"전화는 {number} 입니다"
    assert found(text, "phone") == [number]
    assert screen(text, side="good").public_text == "전화는 [전화번호] 입니다"


def test_a_verb_after_a_said_number_is_no_digit() -> None:
    assert found("내 번호는 공일공팔이일사삼삼구공이오", "phone") == ["공일공팔이일사삼삼구공"]
    assert found("번호 공일공이이일사삼삼구삼이고요", "phone") == ["공일공이이일사삼삼구삼"]


@given(st.sampled_from(["02", "031", "032", "051", "070", "0505"]), digits(3), digits(4))
def test_landline_is_found(area: str, middle: str, last: str) -> None:
    for number in (f"{area}-{middle}-{last}", f"{area}){middle}-{last}", f"{area}.{middle}.{last}"):
        assert found(f"집 {number} 입니다", "phone") == [number]


@given(
    st.from_regex(r"[a-z][a-z0-9]{1,9}[._]?[a-z0-9]{1,5}", fullmatch=True),
    st.sampled_from(["naver.com", "gmail.com", "ajou.ac.kr", "mail.suwon.go.kr"]),
    st.sampled_from(["@", " @ ", "골뱅이", " 골뱅이 ", "(at)"]),
)
def test_email_is_found_to_its_last_letter(name: str, host: str, at: str) -> None:
    assert found(f"메일은 {name}{at}{host}입니다", "email") == [f"{name}{at}{host}"]
    assert screen(f"메일은 {name}{at}{host}", side="good").public_text == "메일은 [이메일]"


@given(
    st.sampled_from("3456789"),
    digits(3),
    st.lists(digits(4), min_size=3, max_size=3),
    st.sampled_from(["-", " ", "", "."]),
)
def test_card_after_its_word_is_hidden(
    first: str, rest: str, groups: list[str], joint: str
) -> None:
    text = "신용카드 " + joint.join([first + rest, *groups])
    assert screen(text, side="regret").public_text == "신용카드 [카드번호]"


@given(digits(15))
def test_sixteen_digits_with_a_check_digit_are_a_card_without_any_word(body: str) -> None:
    number = next(body + check for check in "0123456789" if luhn(body + check))
    groups = "-".join(number[at : at + 4] for at in range(0, 16, 4))
    assert "card" in {finding.kind for finding in screen(groups, side="good").findings}


@given(digits(3), digits(3), digits(6), st.sampled_from(["신한", "국민은행", "입금계좌", "카뱅"]))
def test_account_is_found_beside_its_bank(a: str, b: str, c: str, bank: str) -> None:
    text = f"{bank} {a}-{b}-{c} 로 주세요"
    assert screen(text, side="regret").findings
    assert shown_digits(text) in ("", a + c[-4:]) if a.startswith("0") else not shown_digits(text)


@pytest.mark.parametrize(
    "kind, value",
    [
        ("passport", "M12345678"),
        ("passport", "M123A4567"),
        ("licence", "13-08-274918-52"),
        ("licence", "경기 04-128374-22"),
        ("plate", "12가3456"),
        ("plate", "123하 4567"),
        ("plate", "서울 82바 1947"),
        ("address", "팔달구 인계로 124번길 8, 302호"),
        ("address", "정자동 914-2번지"),
        ("address", "우만주공 204동 1103호"),
        ("plate", "27 러 5 5 0 8"),
        ("address", "우만동 해오름APT 4-1507"),
        ("address", "영통구 봉영로 2917 햇살타운 612동 1104호"),
        ("address", "화서동 꽃뫼빌라 나동 203호"),
        ("address", "권선로 702번길 33, 가동 지하1호"),
        ("address", "Rm 402, 27-6 Maeyeong-ro 310beon-gil, Yeongtong-gu"),
        ("address", "서둔로 155번길 41 B01호"),
        ("address", "수원천로 278 가동 118호"),
        ("address", "팔달구 화산로 88번안길 6, 201호"),
        ("address", "밤밭로92번길 11 다솔빌 302"),
        ("address", "정자천로188번길 40, 5 4 2 동 1 1 0 1 호"),
        ("address", "수원시 장안구 정자동 한솔마을 206동 1104호"),
        ("address", "정자2동 동신아파트 115-904"),
        ("address", "매탄주공 오공칠동 천이백삼호"),
        ("address", "15-3 Gwonseon-ro 694beon-gil, Apt 302"),
        ("address", "#402, 18 Gwongwang-ro 142beon-gil"),
        ("address", "45-3 Maesan-ro 2-ga, tầng 2"),
    ],
)
@pytest.mark.parametrize("spelling", [spellings.as_typed, spellings.full_width])
def test_each_other_kind_is_found_and_hidden(kind: str, value: str, spelling: Spelling) -> None:
    text = f"오늘 {spelling(value)} 때문에 왔습니다"
    assert found(text, kind) == [spelling(value)]
    assert not shown_digits(text)


def test_what_stands_before_an_address_is_no_part_of_it() -> None:
    for text in ("주소도 {}로 바뀜", "우편이면 {}으로", "다시 {}에 가 보니"):
        assert found(text.format("정자천로188번길 40"), "address") == ["정자천로188번길 40"]
    assert found("地址是高登洞 高梅路38号 地下B02，谢谢", "address") == [
        "高登洞 高梅路38号 地下B02"
    ]


def test_account_behind_its_bank_is_no_phone_and_a_mobile_phone_is_no_account() -> None:
    assert found("기업은행 0104-773-8829 로", "account") == ["0104-773-8829"]
    assert found("기업은행 010-4773-8829 로", "phone") == ["010-4773-8829"]


def test_plate_that_is_said_is_found_beside_a_car() -> None:
    assert found("오사호 이이일칠 봉고 차 빼 주세요", "plate") == ["오사호 이이일칠"]
    assert found("오사호 이이일칠 방에서 만나요", "plate") == []


@pytest.mark.parametrize(
    "text",
    [
        "접수번호 2026-인계-000123 처리 안 됨",
        "2026.03.12. 14:30 에 왔습니다",
        "수수료 1,000원인데 10000원을 넣었어요",
        "개인정보 보호법 제24조의2 제1항",
        "콜센터 1899-3300 통화중",
        "구청 대표전화 031-228-5114 로 걸라네요",
        "접수번호 제2026-004817-23호",
        "접수번호 26-09-100234-01 진행상황",
        "031-228-2114 로 걸라고 해서 걸었더니",
        "기다란 번호 20260311-7724-0091 불러 주니",
        "우편이면 3번 창구, 문서면 2번",
        "1588-2188 로 걸라고 합니다",
        "바코드 8801062638109",
        "주문번호 20260312-1048227",
        "통장에서 2026-03-31 150000원 빠져나감",
        "사업자번호 124-81-00998 은행 제출용",
        "대법원 99다1234 판결",
        "번호표 순서대로 12-15번 부르기",
        "점심시간 평일로 12-13시",
        "그대로 3년째",
        "별관 3동 201호실",
        "ISBN 9788912345678 책",
        "10시 1000명이 몰렸어요",
        "30분 3000원",
        "국민신문고 1AA-2603-0412345",
        "850312-1****** 로 가려 주세요",
        "인스타 @suwon_official",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert screen(text, side="good").findings == ()
