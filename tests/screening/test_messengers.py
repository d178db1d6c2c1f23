"""By a name in a messenger a person is found as by a telephone number."""

from __future__ import annotations

import pytest

from boards.screening.engine import screen


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("제 카톡 아이디 hong_gd77 입니다", "제 카톡 아이디 [아이디] 입니다"),
        ("카톡ID: honggildong", "카톡ID: [아이디]"),
        ("텔레그램 @hong77 로 주세요", "텔레그램 @[아이디] 로 주세요"),
        ("인스타그램 @gil.dong", "인스타그램 @[아이디]"),
        ("카톡 hong77로 연락 주세요", "카톡 [아이디]로 연락 주세요"),
        ("my kakao id is john_77", "my kakao id is [아이디]"),
        ("微信号 abc12345", "微信号 [아이디]"),
        ("Zalo: minh.anh88", "Zalo: [아이디]"),
        ("@hong77 친추 해 주세요", "@[아이디] 친추 해 주세요"),
        ("t.me/honggd 로 주세요", "t.me/[아이디] 로 주세요"),
        ("http://blog.naver.com/hong1234 보세요", "http://blog.naver.com/[아이디] 보세요"),
    ],
)
def test_a_name_in_a_messenger_waits_for_a_clerk_and_is_hidden(text: str, shown: str) -> None:
    result = screen(text, side="regret")
    assert [finding.kind for finding in result.findings] == ["messenger"]
    assert result.public_text == shown


@pytest.mark.parametrize(
    "text",
    [
        "인스타 @suwon_city 보고 왔어요",
        "카톡 채널 수원시청 추가했어요",
        "카톡 QR 찍어도 안돼요",
        "알림톡 2번 왔어요",
        "정부24 아이디 admin 안돼요",
        "라인 2번 창구",
        "online 24h service is good",
        "line A12 was long",
        "see you @3pm",
        "kakao map app is wrong",
    ],
)
def test_what_names_nobody_there_stays(text: str) -> None:
    assert screen(text, side="regret").public_text == text


def test_an_address_of_mail_stays_one() -> None:
    for written in ("hong77@naver.com", "hong77 (at) naver (dot) com", "hong77[at]naver[dot]com"):
        result = screen(f"카톡 말고 {written} 으로", side="regret")
        assert [finding.kind for finding in result.findings] == ["email"], written
