"""Whether a regret points at one person at a desk, by number, by look or by name."""

from __future__ import annotations

import re

from boards.screening.patterns import late

_PERSON = "직원|공무원|담당|여자|남자|여직원|남직원|사람|분이|분은|분께|분 |언니|아저씨|아줌마|아가씨|총각|새끼|놈|년|주무관|팀장|상담원|상담사"
_DESK = late(
    rf"[0-9]{{1,2}} ?번 ?(?:언니|아저씨|아줌마|아가씨|총각|여자|남자|여직원|남직원|직원|년|놈)|안내 ?(?:데스크|대)[^\n.!?]{{0,4}}(?:여직원|남직원|여자|남자|언니|아가씨)|^(?:여직원|남직원)(?! ?(?:분들|들|휴))|(?<![가-힣])(?:저|그) ?(?:언니|아줌마|아가씨|총각|여직원|남직원)|[0-9]{{1,2}} ?번? ?(?:창구|자리|데스크|번 ?자리)[^\n.!?]{{0,14}}?(?:{_PERSON})|(?:{_PERSON})[^\n.!?]{{0,6}}[0-9]{{1,2}} ?번 ?창구"
)
_LOOK = late(
    r"(?:안경|파마|퍼머|단발|긴 ?머리|머리 ?긴|짧은 ?머리|대머리|뿔테|키 ?(?:큰|작은)|뚱뚱|마른|조끼|셔츠|가디건|점퍼|넥타이|곱슬|염색|노랑 ?머리|수염|마스크|귀걸이|블라우스|원피스)"
    rf"[^\n.!?]{{0,16}}?(?:{_PERSON}|여자분|남자분|분)"
)
_ONE = late(
    r"(?:그|저|이|상담(?:하신|해 ?준|했던)|담당(?:하신)?|접수(?:하신|받은|받던)|응대(?:하신|한)|앉아 ?계신|맨 ?(?:앞|끝|왼쪽|오른쪽)|입구 ?쪽?|왼쪽|오른쪽|구석) ?"
    r"(?:[가-힣]{1,6} ?){0,2}(?:여자|남자|여|남|젊은|나이 ?든) ?(?:직원|분|공무원|담당자)"
)
_CLERK = late(
    r"님|씨|주무관|주사|주임|서기|팀장|과장|계장|실장|동장|직원|공무원|담당|상담|복지사|이?라는|이?라고 ?(?:하는|써|적|되)|[이가은는]? ?(?:왜|불친절|반말|짜증|태도)"
)
_LATIN = late(
    r"\b(?:(?:counter|window|desk) (?:no\.? ?|number )?[0-9]{1,2}|the (?:lady|man|woman|guy) (?:at|with|in)\b)",
    re.IGNORECASE,
)
_FAULT = late(
    r"rude|yell|shout|ignor|attitude|impolite|unkind|wrong|mistake|scold|laugh|roll|never|didn't|refus",
    re.IGNORECASE,
)
# A desk that is named for its queue or its machine, not for its person.
_THING = late(
    r"^[0-9]{1,2} ?번? ?(?:창구|자리)[^\n]{0,4}(?:의자|모니터|스피커|벨|호출|번호판|볼펜|프린터|기계|유리|칸막이)"
)


def accuses(text: str, side: str, has_clerks_name: bool) -> bool:
    """True for a regret about one identifiable clerk. Praise accuses nobody."""
    if side != "regret":
        return False
    if has_clerks_name:
        return True
    desk = _DESK.search(text)
    if desk and not _THING.match(desk[0]):
        return True
    if _LOOK.search(text) or _ONE.search(text):
        return True
    return bool(_LATIN.search(text) and _FAULT.search(text))


def names_a_clerk(text: str, start: int, end: int) -> bool:
    """Whether a name is followed by a title, so that it is a clerk's and not the visitor's own."""
    return bool(_CLERK.match(text[end : end + 8].lstrip()))
