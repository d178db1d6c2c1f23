"""Whether a regret points at one person at a desk, by number, by look or by name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from boards.screening.patterns import either, late, late_words

_CLERK_WORDS = "직원|공무원|여직원|남직원|안내원|청원경찰|경비원|보안요원|도우미|여자|남자|언니|아저씨|아줌마|아주머니|아가씨|총각|새끼|놈|년|주무관|팀장|상담원|상담사"
# Might be a visitor as well, or a duty: needs a fault beside it.
_ANYBODY = "사람|그분|양반|분이|분은|분께|분 |담당|젊은 ?분|젊은 ?애"
_NUMBER = "(?:[0-9]{1,2}|(?<![가-힣])[일이삼사오육칠팔구](?= ?번))"
# What happened to a visitor at one desk: whoever sat there did it.
_DONE_AT_A_DESK = late_words(rf"{_NUMBER} ?번? ?(?:창구|자리|데스크)(?:에서|서|요)(?![가-힣])")
# Abuse is aimed at somebody: the number of a desk or a look says at whom.
_AIMED = late_words(
    rf"{_NUMBER} ?번? ?(?:창구|자리|데스크)|^[0-9]{{1,2}} ?번 (?!전화|물어|왔|와|갔|가|말|방문|찾|신청|기다|이나|들|다시|연속)|(?:quầy|cửa|bàn|counter|window|desk|窗口|柜台)(?: số| no\.?| number)? ?[0-9]{{1,2}}|[0-9] ?号(?:窗口|柜台)",
    flags=re.IGNORECASE,
)
_DESK = late_words(
    either(
        r"[0-9]{1,2} ?번 ?(?:언니|아저씨|아줌마|아가씨|총각|여자|남자|여직원|남직원|직원|년|놈)",
        r"안내 ?(?:데스크|대)[^\n.!?]{0,4}(?:여직원|남직원|여자|남자|언니|아가씨)|^(?:여직원|남직원)(?! ?(?:분들|들|휴))",
        rf"[0-9]{{1,2}} ?번(?:에|쪽에?)? ?(?:앉은|앉아 ?있[던는]|앉아 ?계[신시던]{{1,2}}|계신) ?(?:{_CLERK_WORDS}|분)",
        rf"(?:맨|제일) ?(?:앞|끝|왼쪽|오른쪽) ?(?:창구|자리)[^\n.!?]{{0,12}}?(?:{_CLERK_WORDS})",
        r"(?<![가-힣])[김이박최정강조윤장임한오서신권황안송류유홍전문양손배백허남노하곽성차우구민나진지엄채원천] ?모 ?(?:주무관|팀장|주사|직원|공무원)",
        r"(?<![가-힣])(?:저|그) ?(?:언니|아줌마|아가씨|총각|여직원|남직원)",
        r"[0-9]{1,2} ?번? ?(?:창구|자리|데스크) ?(?:에 ?)?(?:분(?=[이은께 ,])|그분|그 ?사람|양반|젊은 ?(?:분|양반|사람))",
        rf"{_NUMBER} ?번? ?(?:창구|자리|데스크|번 ?자리)[^\n.!?]{{0,14}}?(?:{_CLERK_WORDS})|(?:{_CLERK_WORDS})[^\n.!?]{{0,6}}[0-9]{{1,2}} ?번 ?창구",
    )
)
_DESK_OF_SOMEBODY = late_words(
    rf"[0-9]{{1,2}} ?번? ?(?:창구|자리|데스크)[^\n.!?]{{0,14}}?(?:{_ANYBODY})|창구 ?[0-9]{{1,2}} ?번"
)
# A numbered desk, and what no machine does: whoever sits there did it.
_NUMBERED = late_words(
    r"(?:[0-9]{1,2}|(?<![가-힣])[일이삼사오육칠팔구]) ?번 ?(?:창구|자리|데스크|직원)|창구 ?[0-9]{1,2} ?번(?! ?(?:정도|이나|넘게|째))"
)
_DEED = late_words(
    either(
        "반말|불친절|말투|막말|비웃|째려|노려|우기[고는며더심]|우[긴김겼]|(?<![가-힣])수다|수다 ?떨|잡담|통화하|졸[고았]|신경질|틱틱|툭툭|퉁명|무뚝뚝|꼬치꼬치|캐[묻물]",
        "한숨(?:을|부터|만)? ?(?:푹|쉬|쉼|쉰)|짜증(?:을|스런|부터|만)? ?(?:내|냄|부리|부림|섞|투)|귀찮(?:다는|다고|단|은 ?(?:듯|티|표정)|아 ?하)|껌을? ?(?:씹|질겅)",
        "던지|던졌|던져|큰 ?소리로 ?(?:읽|말|떠들|얘기|통화|웃)|소리 ?(?:를 ?)?(?:지르|질러|질렀|치|쳤)|(?<![전대문])화[를내냈](?!용|역)",
        "(?:빼먹|빠뜨리|빠트리)고 ?(?:줬|줘|주|보내|처리|접수|발급|떼)|(?:서류|신청서|접수증)[을를]? ?잃어버|불러 ?놓",
        "(?:말|설명|안내|얘기|대답|인사)[을를도]? ?(?:(?:하나도|전혀|잘|제대로|아예) )?(?:안|못) ?(?:해|하|했)|안 ?(?:알려|알랴|가르쳐)|잘못 ?(?:알려|안내|입력|발급|읽)|잘못 ?(?:써|적어|쳐|찍어|떼) ?[줘줬주]",
        "(?:눈|얼굴)도? ?안 ?(?:마주|쳐다)|쳐다도|쳐다보지도|폰만 ?(?:보|봐|봄|본|만지|하)",
        "나무라|나무랐|(?<![결이재])혼[내냈]|면박|핀잔|손가락질|삿대|떠넘",
    )
)
# What the writer felt, or did: no fault of a desk.
_OWN_TROUBLE = late(
    r"귀찮(?:아|았|고)|짜증 ?(?:나|났|남)|한숨만|잘못 ?(?:써|적어|쳐|가|와|눌러|알아|들어|찾아|뽑아)서|(?:빼먹|빠뜨리|빠트리)고 ?(?:와|왔|가)"
)
# Visitors quarrel at desks, too.
_BY_A_VISITOR = late_words(
    r"(?:민원인|손님|방문객|방문자|아이|애|취객|어떤 ?(?:사람|아저씨|분|할아버지)|옆 ?사람|뒷사람|다른 ?사람)(?:들|분|분들)?(?:이(?!랑)|가|은|는|께서) |옆 ?(?:아저씨|아줌마|아주머니|할머니|할아버지|손님)|[는던한] ?(?:민원인|손님|방문객|취객)"
)
# What follows a person who was pointed at and says that a trouble came of it.
_BECAUSE_OF = late_words(
    rf"[0-9]{{1,2}} ?번? ?(?:창구|자리|데스크)[^\n.!?]{{0,8}}?(?:{_ANYBODY}|{_CLERK_WORDS}) ?(?:땜에|때문에|탓)"
)
_LOOKS = either(
    "안경|파마|퍼머|단발|긴 ?머리|짧은 ?머리|흰 ?머리|노랑 ?머리|대머리|백발|뿔테|곱슬|염색|수염|문신|뚱뚱|마른|키 ?(?:큰|작은)",
    "머리 ?(?:가 ?|를 ?)?(?:긴|짧은|묶은|노란|하얀|희끗|벗겨)",
    "조끼|셔츠|가디건|점퍼|넥타이|마스크|귀걸이|목걸이|블라우스|원피스|빨간 ?옷|체크 ?남방|후드",
)
_LOOK_ALONE = late_words(_LOOKS)
# Who was meant by the desk in the sentence before.
_THAT_ONE = late_words(r"(?<![가-힣])(?:그 ?분|그 ?사람|그 ?직원|걔)(?![들])")
_LOOK = late_words(rf"(?:{_LOOKS})[^\n.!?]{{0,16}}?(?:{_CLERK_WORDS})")
_LOOK_OF_SOMEBODY = late_words(rf"(?:{_LOOKS})[^\n.!?]{{0,16}}?(?:{_ANYBODY}|분)")
# Looked for first: `_ONE` is slow where it never ends.
_ONES_END = late_words(r"(?:여자|남자|여|남|젊은|든) ?(?:직원|분|공무원|담당자)")
_ONE = late_words(
    r"(?:그|저|이|상담(?:하신|해 ?준|했던)|담당(?:하신)?|접수(?:하신|받은|받던)|응대(?:하신|한)|앉아 ?계신|맨 ?(?:앞|끝|왼쪽|오른쪽)|입구 ?쪽?|왼쪽|오른쪽|구석) ?"
    r"(?:[가-힣]{1,6} ?){0,3}(?:여자|남자|여|남|젊은|나이 ?든) ?(?:직원|분|공무원|담당자)"
)
_FAULT = late_words(
    either(
        "불친절|반말|짜증|한숨|무시|소리 ?(?:를|지|질|치)|큰 ?소리|고함|태도|표정|인상|말투|퉁명|껌|휴대폰|핸드폰|폰만|쳐다|눈도|화[를내냈]",
        "째려|노려|틱틱|툭툭|건성|대충|귀찮|무례|잘못|틀리|틀린|실수|사과|비웃|떠들|잡담|통화|딴짓|졸고|자고 ?있|느리|느려|느릿|거짓",
        "모른|교육|기분|불쾌|황당|어이|던지|던졌|던져|무뚝뚝|쌀쌀|냉정|차갑|차가[운웠워]|심드렁|고압|명령|삿대|신경질|성질|욕|막말|나무라|타박|치켜|우[기긴김]|떠넘|손가락질",
        "빼먹|빠뜨|빠트|누락|큰 ?소리|말(?:을|도)? ?안 ?해|안 ?말해|귀먹|놀리|놀렸|비꼬|빈정|훑어|딴소리|딴청|뻔뻔|건방|시큰둥|거들먹|턱짓|턱으로|까딱|남의 ?(?:서류|통장|신분증|증명서)",
        "혼내|혼냈|핀잔|면박|꾸중|설명[도을]? ?(?:안|없)|안내[도를]? ?(?:안|없)|약속|소식 ?없|안 ?(?:받|알려|해 ?[주줘])",
        "친절(?:하지 ?(?:않|못)|이라고는|과는|은 ?커녕| ?교육)",
    )
)
# Said of a desk: nobody is there; or praise beside a regret about something else.
_ABSENT = late_words(
    r"(?:직원|분|담당자?|사람)[가-힣]{0,4} ?(?:자리[에를]? ?)?(?:없|안 ?계|비어|비었|비우|비운|부족|모자|한 ?명|혼자|많|적)"
)
_PRAISE = late_words(
    r"친절|감사|고맙|고마|수고|고생|잘 ?(?:해|알려|설명|도와|대해)|도와 ?주|덕분|덕에"
)
_CLERK = late(
    r"님|씨|주무관|주사|주임|서기|팀장|과장|계장|실장|동장|직원|공무원|담당|상담|복지사|이?라는(?! ?사람)|이?라고 ?(?:하는|써|적|되)|[이가은는]? ?(?:왜|불친절|반말|짜증|태도)"
)
_RANK_WITHIN = late(r"(?:주무관|[팀과계국실]장|센터장|주임|주사보|사무관|서기관|담당관)$")
_SOMEBODY = late(r" ?(?:(?:이?라는 ?|[이그저] ?)(?:분|사람|양반|인간|여자|남자)|너 )")
_CLERK_ABROAD = late(
    r"(?:\b(?:officer|clerk|employee|staff(?: member)?)(?: named| called)?|\b(?:Mr|Mrs|Ms|Miss)\.?) $",
    re.IGNORECASE,
)
_QUOTES = " '\"\u2019\u201d"
_AT_A_DESK = late(r"창구|담당|명찰|명패|이름표|직원|주무관|공무원|상담")
_LATIN = late_words(
    r"\b(?:(?:counter|window|desk) (?:no\.? ?|number )?[0-9]{1,2}|the (?:lady|man|woman|guy|girl|clerk) (?:at|with|in)\b)",
    flags=re.IGNORECASE,
)
_LATIN_FAULT = late_words(
    r"rude|yell|shout|ignor|attitude|impolite|unkind|unfriendly|wrong|mistake|scold|laugh|roll|never|didn't|refus|sigh|phone|cold|threw|impatient",
    flags=re.IGNORECASE,
)
_CHINESE = late_words(
    r"[0-9一二三四五六七八九十]{1,2} ?号(?:窗口|柜台|台)[^。!！\n]{0,6}(?:职员|工作人员|员工|女士|小姐|阿姨|大姐|先生|男的|女的|那个)|(?:戴眼镜|长头发|短头发)的[^。!！\n]{0,6}(?:职员|工作人员|员工|女|男)"
)
_VIETNAMESE = late_words(
    r"(?:(?:nhân viên|anh|chị|cô|bà|ông)\b.{0,20}\b(?:quầy|cửa|bàn)(?: số)? ?[0-9]{1,2}|(?:quầy|cửa|bàn)(?: số)? ?[0-9]{1,2}.{0,20}\b(?:nhân viên|anh|chị|cô))",
    flags=re.IGNORECASE,
)
_VIETNAMESE_FAULT = late_words(
    r"khó chịu|thô lỗ|bất lịch sự|quát|mắng|thái độ|cáu|gắt|lạnh lùng|coi thường|lớn tiếng|sai\b|nói trống|khinh|nói (?:rất |quá )?to|sợ",
    flags=re.IGNORECASE,
)
# A desk that is named for its queue or its machine, not for its person.
_THING = late(
    r"^[0-9]{1,2} ?번? ?(?:창구|자리)[^\n]{0,4}(?:의자|모니터|스피커|벨|호출|번호판|볼펜|프린터|기계|유리|칸막이)"
)


# A crime, violence, corruption, harassment: to be looked at first, whoever of the staff is meant.
_GRAVE = either(
    "성추행|성희롱|성폭[력행]|강제 ?추행|더듬|(?:몸|엉덩이|가슴|손목|허벅지)[을를]? ?(?:만[지졌져]|잡|주물)|몰카|불법 ?촬영|스토킹",
    "뇌물|횡령|촌지|향응|금품|뒷돈|리베이트|청탁|특혜|비리|(?:돈|현금|봉투|급행료)[을를]? ?(?:달라|요구|받[았고아는])",
    "빼돌|(?:개인 ?)?정보[를을]? ?(?:유출|흘[리렸]|팔[았아])|훔[쳐쳤친치]|절도|도둑|위조|공금|음주|술 ?(?:냄새|에 ?취|먹고|마시)|마약",
    "폭행|폭력|때[려렸린리]|밀[쳐쳤친치]|멱살|뺨|발로 ?[차찼]|목을 ?(?:조|졸)|주먹|(?:서류|물건|볼펜)[을를]? ?(?:집어)?던|협박|감금|갑질",
)
_STAFF = "직원|담당자|담당 ?(?:분|공무원)|공무원|주무관|팀장|과장|계장|동장|주사|상담[사원]|창구 ?분|이 ?분|그 ?분|저 ?분"
_CRIME = late_words(
    rf"(?:{_STAFF})[^\n.!?]{{0,40}}?(?:{_GRAVE})|(?:{_GRAVE})[^\n.!?]{{0,16}}(?:{_STAFF})"
)
_CRIME_ABROAD = late_words(
    r"\b(?:staff|clerk|officer|employee|official|worker)s?\b[^\n.!?]{0,50}\b(?:brib\w+|embezzl\w+|molest\w+|harass\w+|assault\w*|hit me|pushed me|shoved|slapped|punched|grop\w+|touched me|stole|threaten\w*|corrupt\w*)",
    flags=re.IGNORECASE,
)
# Written for one desk, each of these is said of who sits there.
_PERSON = late_words(rf"{_STAFF}|{_CLERK_WORDS}|{_ANYBODY}")
_OF_A_PERSON = late_words(
    r"불친절|반말|짜증|한숨|막말|욕설|고함|소리 ?(?:를|지|질|치)|말투|표정|태도|무례|비웃|째려|노려|틱틱|퉁명|무뚝뚝|쌀쌀|신경질|rude|impolite|unfriendly"
)


def accuses(
    text: str, side: str, has_clerks_name: bool, *, at_desk: bool = False, is_abusive: bool = False
) -> bool:
    """True for a regret about one identifiable clerk, or about a crime of any. Praise accuses
    nobody. `at_desk`: the note was written for one desk, whose person is known by it."""
    if side != "regret":
        return False
    if _CRIME.search(text) or _CRIME_ABROAD.search(text):
        return True
    if is_abusive and (_AIMED.search(text) or _LOOK_ALONE.search(text)):
        return True
    fault = _FAULT.search(text) is not None
    if at_desk and (_OF_A_PERSON.search(text) or (fault and _PERSON.search(text))):
        return True
    by_a_visitor = _BY_A_VISITOR.search(text) is not None
    if _BECAUSE_OF.search(text):
        return True
    if not by_a_visitor and _DEED.search(text) and _numbered_desk(text):
        return True
    if not fault and (_ABSENT.search(text) or _PRAISE.search(text)):
        return False
    if has_clerks_name or _points_at_a_clerk(text):
        return True
    if fault and (_DESK_OF_SOMEBODY.search(text) or _LOOK_OF_SOMEBODY.search(text)):
        return True
    if fault and _THAT_ONE.search(text) and _numbered_desk(text):
        return True
    if fault and not by_a_visitor and _DONE_AT_A_DESK.search(text):
        return _FAULT.search(_OWN_TROUBLE.sub("", text)) is not None
    return _accuses_in_another_language(text)


def _numbered_desk(text: str) -> bool:
    """Whether a desk is named by its number, and not for one of its things alone."""
    return any(
        not _THING.match(text[match.start() : match.end() + 10])
        for match in _NUMBERED.finditer(text)
    )


def _points_at_a_clerk(text: str) -> bool:
    desk = _DESK.search(text)
    if desk and not _THING.match(desk[0]):
        return True
    return bool(_LOOK.search(text) or (_ONES_END.search(text) and _ONE.search(text)))


def _accuses_in_another_language(text: str) -> bool:
    if _LATIN.search(text) and _LATIN_FAULT.search(text):
        return True
    if _VIETNAMESE.search(text) and _VIETNAMESE_FAULT.search(text):
        return True
    return _CHINESE.search(text) is not None


def names_a_clerk(text: str, name_spans: Sequence[tuple[int, int]]) -> bool:
    """Whether one of the names is a clerk's and not the visitor's own: a title follows it, or a
    desk and, behind a name, a fault are spoken of."""
    if any(_CLERK.match(text[end : end + 8].lstrip(_QUOTES)) for _start, end in name_spans):
        return True
    for start, end in name_spans:
        if _RANK_WITHIN.search(text[start:end]):
            return True
        if _SOMEBODY.match(text, end) and _FAULT.search(text, end):
            return True
        if _CLERK_ABROAD.search(text[max(0, start - 30) : start]) and _LATIN_FAULT.search(text):
            return True
    if not name_spans or not _AT_A_DESK.search(text):
        return False
    return _FAULT.search(text, name_spans[0][1]) is not None
