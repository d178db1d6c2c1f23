"""The checker of answers: what may never be told, and what a visitor would not understand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from boards.models import Outcome
from boards.models.reply_template import unfilled_slots

# 'Fixed' may be said only of what was fixed, in whole or in part.
TELLS_FIXED = re.compile(
    r"(해결|완료|개선|조치|수리|처리|교체|설치|보수|정비)"
    r"(?:를|을|이|가)?\s*(?:모두|다|전부)?\s*"
    r"(?:했습니다|하였습니다|되었습니다|됐습니다|마쳤습니다|드렸습니다|완료)"
)
TELLS_NOT = re.compile(r"(지\s*(못|않)|예정|계획|어렵|불가|할 수 없)")
FIXED_OUTCOMES = (Outcome.RESOLVED, Outcome.PARTLY)

# Surname and given name before a title: a visitor is answered by an office, not by a person.
SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성"
    "차주우구나진지엄채원천방공현"
)
TITLES = "주무관|팀장|과장|동장|계장|국장|구청장|실무관|민원인|선생님|님|씨"
NAME = re.compile(rf"(?<![가-힣])[{SURNAMES}][가-힣]{{1,2}}\s?(?:{TITLES})(?![가-힣]{{2}})")
NOT_NAMES = re.compile(
    r"(?:고객|주민|시민|방문|이용자|민원인|어르신|선생|손|부모|임산부|담당|장애인|고령자|한분|지금|강사|원장|이장|차주|차장|조합|전문|주차|안내|방문자|신청|신청인|이웃|주인)\s?(?:님|씨|주무관|팀장)?$"
)
NUMBERS = (
    ("주민등록번호", re.compile(r"\d{2}[01]\d[0-3]\d[\s-]?[0-9]\d{6}")),
    ("휴대전화 번호", re.compile(r"(?:\+82[\s-]?)?0?1[016789][\s.-]?\d{3,4}[\s.-]?\d{4}")),
    ("전자우편 주소", re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")),
    ("카드·계좌 번호", re.compile(r"\d{3,6}-\d{2,6}-\d{4,8}|\d{4}[\s-]\d{4}[\s-]\d{4}[\s-]\d{4}")),
    ("차량 번호", re.compile(r"\d{2,3}[가-힣]\s?\d{4}")),
)
CITY_NUMBER = re.compile(r"031[\s.-]?\d{3,4}[\s.-]?\d{4}")

# Words of the house and what a visitor would say.
JARGON = {
    "익일": "다음 날",
    "금일": "오늘",
    "명일": "내일",
    "기 조치": "이미 한 조치",
    "기조치": "이미 한 조치",
    "제반": "여러",
    "소관": "맡은",
    "불요": "필요 없음",
    "가급적": "되도록",
    "지득": "알게 됨",
    "송부": "보냄",
    "상신": "보고",
    "차기": "다음",
    "수범": "모범",
    "만전을 기": "빈틈없이 하",
    "내방": "방문",
    "징구": "받음",
    "유선으로": "전화로",
    "유선상": "전화로",
    "당 센터": "저희 센터",
    "동건": "이 일",
    "해당건": "이 일",
    "시정조치": "바로잡음",
    "검토 중에 있": "살펴보고 있",
}


@dataclass
class AnswerCheck:
    """`stops` must be mended before sending; `warnings` are for the clerk to weigh."""

    stops: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def check_answer(text: str, outcome: str) -> AnswerCheck:
    """What stands in the way of sending `text` as the answer of a complaint with `outcome`."""
    check = AnswerCheck()
    for slot in unfilled_slots(text):
        check.stops.append(f"빈자리 {{{slot}}}을(를) 채워 주세요.")
    if outcome not in FIXED_OUTCOMES and (said := _told_as_fixed(text)):
        check.stops.append(
            f"처리결과가 '{_label(outcome)}'인데 '{said}'라고 썼습니다. "
            "해결된 것처럼 읽히지 않게 고쳐 주세요."
        )
    for name in _names(text):
        check.stops.append(
            f"사람 이름으로 보이는 '{name}'을(를) 빼 주세요. 부서나 역할로 써 주세요."
        )
    for kind, found in _numbers(text):
        check.stops.append(f"{kind}로 보이는 '{found}'을(를) 빼 주세요.")
    check.warnings += [
        f"'{word}'은(는) '{plain}'처럼 쉬운 말로 바꾸면 좋습니다."
        for word, plain in JARGON.items()
        if word in text
    ]
    return check


def _label(outcome: str) -> str:
    return Outcome(outcome).label if outcome else "처리 안 함"


def _told_as_fixed(text: str) -> str:
    for sentence in re.split(r"[.!?\n]", text):
        found = TELLS_FIXED.search(sentence)
        if found and not TELLS_NOT.search(sentence):
            return found.group()
    return ""


def _names(text: str) -> list[str]:
    return [m.group() for m in NAME.finditer(text) if not NOT_NAMES.match(m.group())]


def _numbers(text: str) -> list[tuple[str, str]]:
    without_city = CITY_NUMBER.sub(lambda m: "_" * len(m.group()), text)
    return [(kind, m.group()) for kind, p in NUMBERS for m in p.finditer(without_city)]
