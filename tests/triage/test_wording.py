"""The checker of answers."""

from __future__ import annotations

import pytest

from boards.models import Outcome
from boards.triage.wording import check_answer


@pytest.mark.parametrize(
    "text",
    [
        "말씀하신 일을 모두 해결했습니다.",
        "기계를 수리하였습니다.",
        "안내판을 교체했습니다. 고맙습니다.",
        "조치를 완료했습니다.",
    ],
)
def test_what_is_not_fixed_is_not_told_as_fixed(text: str) -> None:
    assert check_answer(text, Outcome.NOT_POSSIBLE).stops
    assert check_answer(text, Outcome.LONG_TERM).stops
    assert not check_answer(text, Outcome.RESOLVED).stops


@pytest.mark.parametrize(
    "text",
    [
        "자리가 없어 하기 어렵습니다.",
        "내년 3월까지 교체할 예정입니다.",
        "바로 해결하지 못했습니다.",
        "예산을 신청하겠습니다.",
    ],
)
def test_honest_words_about_what_is_not_fixed_pass(text: str) -> None:
    assert check_answer(text, Outcome.LONG_TERM).stops == []


@pytest.mark.parametrize(
    "text",
    [
        "김민수 주무관이 고쳤습니다.",
        "010-1234-5678로 전화 주세요.",
        "board@example.com 으로 보내 주세요.",
        "12가 3456 차량을 옮겼습니다.",
        "900101-1234567",
    ],
)
def test_names_and_numbers_of_people_are_stopped(text: str) -> None:
    assert check_answer(text, Outcome.RESOLVED).stops


@pytest.mark.parametrize(
    "text",
    [
        "주민님의 말씀 고맙습니다.",
        "고객님, 031-228-1234로 전화 주세요.",
        "담당 팀장이 살폈습니다.",
        "2026. 9. 21.에 고쳤습니다.",
        "1층 3번 창구로 오세요.",
    ],
)
def test_roles_and_the_citys_own_number_pass(text: str) -> None:
    assert check_answer(text, Outcome.RESOLVED).stops == []


def test_jargon_is_warned_of_with_a_plain_word() -> None:
    assert check_answer("익일 내방해 주세요.", Outcome.RESOLVED).warnings == [
        "'익일'은(는) '다음 날'처럼 쉬운 말로 바꾸면 좋습니다.",
        "'내방'은(는) '방문'처럼 쉬운 말로 바꾸면 좋습니다.",
    ]
