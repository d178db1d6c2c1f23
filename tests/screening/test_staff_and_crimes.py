"""Staff of the office are known by their names however these are written; a crime of any of the
staff, and a reproach written for a desk, are a team leader's to read first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boards.screening.engine import screen

STAFF = frozenset(["홍길동", "성춘향", "이수정", "허준"])
GAPS = st.sampled_from(["", " ", ".", "·", "\n", " . ", "-", "~", "♥", "_"])


def public(text: str) -> str:
    return screen(text, side="regret", staff_names=STAFF).public_text


@given(st.sampled_from(["홍길동", "성춘향"]), GAPS, GAPS)
def test_name_of_staff_is_masked_with_anything_between_its_syllables(
    name: str, first: str, second: str
) -> None:
    parted = f"{name[0]}{first}{name[1]}{second}{name[2]}"
    result = screen(f"어제 {parted} 화냄", side="regret", staff_names=STAFF)
    assert result.public_text == f"어제 {name[0]}** 화냄"
    assert result.accuses_person


@pytest.mark.parametrize(
    "text, shown",
    [
        ("길동이가 반말함", "길**이가 반말함"),
        ("춘향씨가 화냄", "춘**씨가 화냄"),
        ("춘향이 화냄", "춘**이 화냄"),
        ("반말한 춘향", "반말한 춘**"),
        ("Hong Gildong was rude", "H** was rude"),
        ("gil-dong shouted at me", "g** shouted at me"),
        ("Sung Choonhyang ignored me", "S** ignored me"),
        ("허 준 주무관 반말", "허** 주무관 반말"),
    ],
)
def test_name_of_staff_is_masked_in_part_and_in_latin_letters(text: str, shown: str) -> None:
    assert public(text) == shown


@pytest.mark.parametrize(
    "text",
    ["이 수정 사항을 반영", "수정이 필요합니다", "서류 수정", "허, 준비가 안 됨", "길 동쪽 간판"],
)
def test_words_that_are_parts_of_names_stay(text: str) -> None:
    assert public(text) == text


@pytest.mark.parametrize("text", ["김철수 팀장이 불친절", "이순신 씨 때문에 늦었다"])
def test_name_of_a_printed_example_with_a_rank_or_a_blame_is_a_name(text: str) -> None:
    assert screen(text, side="regret").public_text == text[0] + "**" + text[3:]


@pytest.mark.parametrize(
    "text",
    [
        "담당자가 성추행함",
        "직원이 뇌물을 요구했습니다",
        "이 직원 횡령합니다",
        "이 직원이 제 개인정보를 빼돌렸어요",
        "직원이 저를 밀쳤어요",
        "공무원이 돈을 받고 봐줬다",
        "민원인을 폭행한 직원",
        "주무관이 제 손목을 잡고",
        "A clerk pushed me",
        "The officer asked for a bribe",
    ],
)
def test_crime_of_any_of_the_staff_waits(text: str) -> None:
    result = screen(text, side="regret")
    assert result.accuses_person
    assert result.public == "hold"


@pytest.mark.parametrize(
    "text",
    [
        "개인정보 동의서 글씨가 작아요",
        "3번 물어봐도 답이 없는 기계",
        "2번 창구에 분이 안 계셔서 기다림",
        "좌영민이라는 사람 차가 제 차를 막았어요",
        "문을 밀치고 들어오는 사람이 많아요",
        "직원이 부족해요",
        "도난 방지 자물쇠가 없어요",
    ],
)
def test_other_regrets_accuse_nobody(text: str) -> None:
    assert not screen(text, side="regret", at_desk=True).accuses_person


@pytest.mark.parametrize(
    "text",
    [
        "7번 창구 분이 도장을 흐리게 찍어 줬어요",
        "3번 자리 그분 땜에 늦었어요",
        "5번 자리 젊은 양반, 허허 웃던데",
        "오번 창구 여직원이 한숨부터 쉼",
        "8번 창구에서 제 번호를 큰소리로 읽었어요",
        "백승우 그 사람 한숨만 쉬어요",
        "7번 창구만 줄이 안 줄어요. 그분 통화하시는 거 다 들림",
        "접수대 단발머리 ㅂㅅ아",
        "함주무관 모니터만 봄",
        "2번 ㅂㅅ아 빨리 해",
        "Thằng ở quầy số 1 đồ ngu như chó",
        "Mr. Jang was rude",
        "The officer named Bae Do-hyun laughed and was rude",
        "빨간 조끼 입은 콧수염 안내원이 턱으로 까딱",
    ],
)
def test_regret_about_whoever_sat_at_a_desk_accuses(text: str) -> None:
    assert screen(text, side="regret").accuses_person
    assert not screen(text, side="good").accuses_person


@pytest.mark.parametrize("text", ["이 직원 설명을 안 해줘요", "이분 반말하심", "불친절해요"])
def test_reproach_written_for_a_desk_accuses_its_person(text: str) -> None:
    assert screen(text, side="regret", at_desk=True).accuses_person
    assert not screen(text, side="good", at_desk=True).accuses_person
