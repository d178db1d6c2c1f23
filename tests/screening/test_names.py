"""Names of people are found where something says that they are names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boards.screening.engine import screen

SURNAMES = st.sampled_from("김이박최정강조윤장임한오서신권황안송류홍")
GIVEN_NAMES = st.sampled_from(
    ["민서", "도윤", "하은", "지우", "서준", "영숙", "춘자", "병철", "수빈", "예린", "가람", "경태"]
)
TITLES = st.sampled_from(
    ["님", " 님", "씨", " 주무관", " 주무관님", " 팀장님", " 주임님", " 선생님"]
)


def people(text: str, **options: object) -> list[str]:
    spans = screen(text, side="good", **options).original_spans  # type: ignore[arg-type]
    return [text[each.start : each.end] for each in spans if each.kind == "person_name"]


@given(SURNAMES, GIVEN_NAMES, TITLES)
def test_name_before_a_title_is_found_and_masked(surname: str, given: str, title: str) -> None:
    name = surname + given
    text = f"어제 {name}{title} 고맙습니다"
    assert people(text) == [name]
    assert screen(text, side="good").public_text == f"어제 {surname}**{title} 고맙습니다"


@given(SURNAMES, GIVEN_NAMES)
def test_name_without_a_title_is_found_beside_praise_or_blame(surname: str, given: str) -> None:
    for text in ("{} 최고", "{} 칭찬합니다", "{}이 도와줬어요", "{} 불친절합니다"):
        assert people(text.format(surname + given)) == [surname + given]


@given(SURNAMES, GIVEN_NAMES)
def test_name_that_a_visitor_gives_is_found(surname: str, given: str) -> None:
    name = surname + given
    for text in (
        "저는 {}입니다",
        "제 이름은 {}이고 손주가 있어요",
        "신청인: {}, 아직입니다",
        "- {} 드림",
    ):
        assert people(text.format(name)) == [name]


@pytest.mark.parametrize(
    "text, names",
    [
        ("남궁민수 팀장님께서 설명", ["남궁민수"]),
        ("정은비님 문소라님 두 분", ["정은비", "문소라"]),
        ("민원팀 임채원, 오다은 감사합니다", ["임채원", "오다은"]),
        ("송 하 은 주무관님 짱", ["송 하 은"]),
        ("우상민이라는 직원", ["우상민"]),
        ("허준 주무관님 설명", ["허준"]),
        ("안소희주무관님너무친절하세요", ["안소희"]),
        ("Ms. Park Jiyoung helped me", ["Park Jiyoung"]),
        ("Big thanks to Choi Eunji for everything", ["Choi Eunji"]),
        ("Cảm ơn chị Nguyễn Thị Hoa đã giúp", ["Nguyễn Thị Hoa"]),
        ("我叫王小明，谢谢", ["王小明"]),
        ("谢谢欧阳静女士", ["欧阳静"]),
        ("Cảm ơn chị Noh Hye-jin nhiều", ["Noh Hye-jin"]),
        ("탁 팀장님 덕에 풀렸어요", ["탁 팀장"]),
        ("저 안유정인데 전화 주세요", ["안유정"]),
        ("우리 아이 도윤이 약 발라 주신 분", ["도윤"]),
        ("It should be Grace Hwang", ["Grace Hwang"]),
        ("옥 선생님께 꼭 전해주세요", ["옥 선생"]),
        ("남궁 주무관님 목소리", ["남궁 주무관"]),
        ("나는 탁봉례라 하오", ["탁봉례"]),
        ("cho con gái Lê Ngọc Bích nhé", ["Lê Ngọc Bích"]),
        ("把我名字朴海兰打错了", ["朴海兰"]),
        ("함주무관이 인사도 안 받음", ["함주무관"]),
        ("명찰 보니 곽도현이던데요", ["곽도현"]),
        ("도재필 이분한테 물었더니", ["도재필"]),
        ("노미란 너, 왜 그래", ["노미란"]),
        ("고맙수 엄 기 순", ["엄 기 순"]),
        ("남궁옥자 010-1234-5678", ["남궁옥자"]),
        ("이름 한자가 틀려요(제갈윤입니다)", ["제갈윤"]),
        ("우리 딸 하윤이가 또 가재요", ["하윤"]),
        ("딸 이름이 예슬인데 틀렸어요", ["예슬"]),
        ("순자 할머니 오셨어요 하더라", ["순자"]),
        ("엄마(라순임) 모시고", ["라순임"]),
        # Names of printed examples that people bear.
        ("저는 김영희입니다", ["김영희"]),
        ("김영희인데요 전화 주세요", ["김영희"]),
        ("김영희 씨 덕분에 빨리 끝났어요", ["김영희"]),
        ("김철수가 또 그러네요", ["김철수"]),
        ("아들 홍길동이 왔어요", ["홍길동"]),
        ("신청 서식이 너무 어려워서 두 번 왔습니다. 저는 김영희입니다", ["김영희"]),
        ("홍길동 010-2345-6789", ["홍길동"]),
        ("홍길동 이 사람 뭡니까", ["홍길동"]),
    ],
)
def test_name_is_found_to_its_last_letter(text: str, names: list[str]) -> None:
    assert people(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "홍길동 님으로 된 작성 예시",
        "김영희 님이라고 된 견본이 작아요",
        "서식에 성명: 홍길동",
        "정약용 선생님이 지은 화성",
        "이순신이며 유관순이며 다 그려져 있어요",
        "고운 마음씨 예쁜 말씨",
        "고객님 민원인님 선생님",
        "도서관 직원분들도 친절",
        "지하철 직원과 헷갈렸어요",
        "민원실 직원 여러분",
        "노인정 어르신들 모시고",
        "홍보 담당자는 어디 있나요",
        "공원 담당자님께도 감사",
        "목숨을 구한 직원분들",
        "정수기가 너무 낡았어요",
        "주차장이 정말 좁아요",
        "임산부 배려석 감사합니다",
        "주민센터 정말 최고",
        "강아지 새끼를 낳았는데",
        "정조대왕님 행차",
        "화장실 표지가 없음",
        "남자화장실 문고리가 헛돌아요",
        "예금주는 마누라 통장이라",
        "이 팀장님 저 팀장님 말이 달라요",
        "전 과장님이 한 약속",
        "구 주무관이랑 동 주무관 말이 달라요",
        "팀장 두 명이서 주임 한 명",
        "우리 손주사위 삼고 싶네",
        "어제는 그분이 안 계셨어요",
        "请安排一位会中文的职员",
        "장마철인데 바닥이 안 질척여요",
        "저 장애인인데 문이 무거워요",
        "사진관 안 가고 사진 스캔도",
        "나이든 사람은 힘들어요",
        "정원이 예쁘고 우리 딸 호수가 좋대요",
        "손주 방학에 같이 왔어요",
        "전입신고 담당자가 바뀌었어요",
        "The Han River map was very nice.",
        "Central Park is very nice",
    ],
)
def test_words_that_look_like_names_are_left_alone(text: str) -> None:
    assert people(text) == []


def test_name_of_the_offices_own_staff_is_found_without_any_hint() -> None:
    assert people("오늘 표가을 봤음", staff_names=frozenset(["표가을"])) == ["표가을"]
    assert people("오늘 표가을 봤음") == []


def test_agreed_name_stays_in_praise_and_is_masked_in_a_regret() -> None:
    options = {"staff_names": frozenset(["김하람"]), "agreed_names": frozenset(["김하람"])}
    praise = screen("김하람 주무관님 최고", side="good", **options)
    assert (praise.public, praise.public_text) == ("show", "김하람 주무관님 최고")
    regret = screen("김하람 주무관 전화 끊음", side="regret", **options)
    assert (regret.public, regret.accuses_person) == ("hold", True)
    assert "김하람" not in regret.public_text


@pytest.mark.parametrize(
    "text",
    [
        "유능한 직원 최고",
        "성실한 주무관님 고마워요",
        "마지막 직원이 퇴근해서 문이 닫힘",
        "유일한 직원이 자리를 비움",
        "소수의 직원만 있어서 대기가 길어요",
        "차분한 직원 배치 부탁",
        "고구마 씨앗 나눔 좋아요",
    ],
)
@pytest.mark.parametrize("side", ["good", "regret"])
def test_what_a_clerk_is_like_is_no_name(text: str, side: str) -> None:
    result = screen(text, side=side)
    assert result.public_text == text
    assert not result.accuses_person
