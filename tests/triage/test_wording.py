"""The checker of answers."""

from __future__ import annotations

import pytest

from boards.models import Outcome
from boards.models.reply_template import SLOT
from boards.seed.reply_templates import TEMPLATES
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


R, P, L, N = Outcome.RESOLVED, Outcome.PARTLY, Outcome.LONG_TERM, Outcome.NOT_POSSIBLE


@pytest.mark.parametrize(
    ("outcome", "text"),
    [
        (N, "고쳤습니다."),
        (N, "번호표가 나오지 않아 고쳤습니다."),
        (N, "쓸 수 없던 문을 교체했습니다."),
        (N, "예정대로 모두 해결했습니다."),
        (N, "수리 완료"),
        (N, "먼저 해결했습니다."),
        (N, "이미 고쳐진 상태입니다."),
        (N, "고\u200b쳤습니다."),
        (N, "새것으로 바꿔 놓았습니다."),
        (L, "해결해 드렸습니다."),
        (L, "모두 고쳐 두었습니다. {약속한 날 까지"),
        (L, "{약속한 날 까지 바꾸겠습니다."),
        (L, "｛약속한 날｝까지 바꾸겠습니다."),
        (P, "모두 고쳤습니다."),
        (P, "해결했습니다."),
        (P, "모두 고쳤습니다. 해결했습니다."),
        (R, "담당 김철수가 고쳤습니다."),
        (R, "홍길동이 봤습니다. 문의 ０１０－１２３４－５６７８"),
        (R, "도윤슬이 봤습니다."),
    ],
)
def test_what_a_clerk_would_not_mean_to_say_is_stopped(outcome: str, text: str) -> None:
    assert check_answer(text, outcome, frozenset({"도윤슬"})).stops


@pytest.mark.parametrize(
    ("outcome", "text"),
    [
        (N, "고칠 수 없습니다."),
        (N, "고치지 못했습니다."),
        (N, "자리가 좁아 넓히기 어려워 안내판을 설치했습니다."),
        (N, "고칠 수 없어 죄송합니다. 대신 옆 창구를 열었습니다."),
        (N, "조치 불가"),
        (L, "우선 안내문을 교체했습니다. 기계는 내년에 바꾸겠습니다."),
        (L, "임시로 고쳤습니다. 내년에 바꾸겠습니다."),
        (L, "검토를 마쳤습니다."),
        (P, "일부를 고쳤습니다."),
        (P, "벨을 고쳐 해결했습니다. 남은 창구는 다음 달에 고치겠습니다."),
        (P, "예산이 부족해 다 고치지 못했습니다."),
        (R, "모두 고쳤습니다."),
        (R, "담당 부서인 도로교통과에 전달했습니다."),
        (R, "1층 3번 창구(효원로 241)로 오세요."),
    ],
)
def test_honest_words_pass(outcome: str, text: str) -> None:
    assert check_answer(text, outcome, frozenset({"도윤슬"})).stops == []


def test_prepared_answers_pass_once_their_slots_are_filled() -> None:
    for _title, _category, outcome, body in TEMPLATES:
        assert check_answer(SLOT.sub("9월", body), outcome).stops == []
