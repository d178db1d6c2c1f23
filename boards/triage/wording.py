"""The checker of answers: what may never be told, and what a visitor would not understand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from boards.models import Outcome, Side
from boards.models.reply_template import SLOT, unfilled_slots
from boards.screening.abuse import abuse
from boards.screening.engine import personal_data
from boards.screening.folding import drawn, plain
from boards.screening.patterns import late

# 'Fixed' may be said only of what was fixed, in whole or in part. Each word with what makes a
# past of it: '고쳤습니다', '고쳐 두었습니다', '수리 완료', '수리함'.
_LEFT_SO = r"\s*(?:두었|뒀|놓았|놨|드렸|졌|지었|냈|주었|줬|둠|놓음|드림|짐)"
_DID = (
    r"(?:를|을|이|가)?\s*(?:모두|다|전부|깨끗이)?\s*"
    rf"(?:했|하였|되었|됐|마쳤|끝냈|드렸|해{_LEFT_SO}|완료|(?:함|됨|마침|끝냄)(?![가-힣]))"
)
FIXED = late(
    rf"(?:해결|수리|수선){_DID}"
    rf"|고(?:쳤|치었|쳐{_LEFT_SO}|쳐서? (?:이제|지금)|쳐진|침(?![가-힣]))"
    rf"|바로잡(?:았|아{_LEFT_SO}|음)|손(?:봤|보았|봐{_LEFT_SO})"
)
# What may also be done on the way, or in place of what can't be done.
DONE = late(
    rf"(?:완료|개선|조치|처리|교체|설치|보수|정비|청소){_DID}|바(?:꿨|꾸었|꿔{_LEFT_SO}|꾸어{_LEFT_SO}|꿈(?![가-힣]))"
)
_NOT = r"지\s*(?:못|않)|수\s*없|어렵|어려|불가"
TELLS_NOT = late(rf"{_NOT}|예정|계획")
# '고칠 수 없어 안내판을 설치했습니다'; not '쓸 수 없던 문을', nor '계획대로 교체했습니다'.
TELLS_NOT_BEFORE = late(rf"(?:{_NOT}|예정|계획)(?!\S*(?:[던는은운게]|이|대로)(?:\s|$))")
FIXED_FOR_NOW = late(r"임시")
DONE_FOR_NOW = late(r"임시|우선|먼저|대신")
WHOLLY = late(r"모두|전부|전체|완전|모든|말끔|빠짐없|(?<![가-힣])다\s|100\s?%")
IN_PART = late(r"일부|부분|나머지|남은|남아|남았|가운데|우선|먼저|아직|중에|중 ")
SENTENCE_ENDS = late(r"[.!?\n。．！？]")

KINDS = {
    "resident_number": "주민등록번호",
    "phone": "전화번호",
    "email": "전자우편 주소",
    "messenger": "메신저 아이디",
    "card": "카드 번호",
    "account": "계좌 번호",
    "passport": "여권 번호",
    "licence": "운전면허 번호",
    "plate": "차량 번호",
    "abuse": "시민이나 직원을 낮추는 말",
}
# Screening takes them for the examples of printed forms; in an answer a person may be meant.
OF_EXAMPLES = frozenset("홍길동 홍길순 김철수 김영희 이영희".split())
# An office is called there; a visitor may be told of an address, too.
CITY_NUMBER = late(r"031[\s.-]?\d{3,4}[\s.-]?\d{4}")

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


def check_answer(text: str, outcome: str, staff_names: frozenset[str] = frozenset()) -> AnswerCheck:
    """What stands in the way of telling the public `text` about a complaint with `outcome`.

    `staff_names` are those of the office's people: they are found without any title.
    """
    check = AnswerCheck()
    check.stops += [*_unfilled(text), *_untrue(text, outcome), *_personal(text, staff_names)]
    check.warnings += [
        f"'{word}'은(는) '{plain_word}'처럼 쉬운 말로 바꾸면 좋습니다."
        for word, plain_word in JARGON.items()
        if word in text
    ]
    return check


def _unfilled(text: str) -> Iterator[str]:
    seen = plain(text)  # full-width braces, too
    for slot in unfilled_slots(seen):
        yield f"빈자리 {{{slot}}}을(를) 채워 주세요."
    if re.search("[{}]", SLOT.sub("", seen)):
        yield "빈자리의 괄호({ })가 남아 있습니다. 채우거나 지워 주세요."


def _untrue(text: str, outcome: str) -> Iterator[str]:
    """A 'closed' told as 'fixed', and a part told as the whole."""
    if outcome == Outcome.RESOLVED:
        return
    sentences = [plain(each) for each in SENTENCE_ENDS.split(drawn(text).text)]
    if outcome == Outcome.PARTLY:
        said = _told_as_whole(sentences)
        why = "어디까지 고쳤고 무엇이 남았는지 써 주세요."
    else:
        said = next(filter(None, map(_told_as_fixed, sentences)), "")
        why = "해결된 것처럼 읽히지 않게 고쳐 주세요."
    if said:
        yield f"처리결과가 '{_label(outcome)}'인데 '{said}'(이)라고 썼습니다. {why}"


def _label(outcome: str) -> str:
    return Outcome(outcome).label if outcome else "처리 안 함"


def _told_as_fixed(sentence: str) -> str:
    for pattern in (FIXED, DONE):
        found = pattern.search(sentence)
        if not found or TELLS_NOT.search(sentence, found.end()):
            continue
        if pattern is FIXED:
            excused = FIXED_FOR_NOW.search(sentence)
        else:
            before = sentence[: found.start()]
            excused = DONE_FOR_NOW.search(sentence) or TELLS_NOT_BEFORE.search(before)
        if WHOLLY.search(sentence) or not excused:
            return found[0].strip()
    return ""


def _told_as_whole(sentences: list[str]) -> str:
    """'모두 고쳤습니다'; and '해결했습니다' where no word says that something is left."""
    tells_a_part = any(map(IN_PART.search, sentences))
    for sentence in sentences:
        found = FIXED.search(sentence) or DONE.search(sentence)
        if not found or IN_PART.search(sentence) or TELLS_NOT.search(sentence, found.end()):
            continue
        if WHOLLY.search(sentence) or (found[0].startswith("해결") and not tells_a_part):
            return found[0].strip()
    return ""


def _personal(text: str, staff_names: frozenset[str]) -> Iterator[str]:
    """What screening finds of people in a regret, but for the numbers of offices."""
    found = personal_data(text, Side.REGRET, staff_names | OF_EXAMPLES, frozenset())
    for each in sorted({*found, *abuse(text)}, key=lambda each: each.start):
        words = text[each.start : each.end]
        if each.kind == "person_name":
            yield f"사람 이름으로 보이는 '{words}'을(를) 빼 주세요. 부서나 역할로 써 주세요."
        elif each.kind in KINDS and not CITY_NUMBER.fullmatch(plain(words)):
            yield f"{KINDS[each.kind]}로 보이는 '{words}'을(를) 빼 주세요."
