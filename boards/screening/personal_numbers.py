"""Personal data that has a form: numbers, addresses, e-mail (개인정보 보호법 2조, 24조, 24조의2).

Patterns run on folded text of the same length (boards.screening.folding). Every repetition is
bounded, so that time grows with the length of the text only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from boards.screening.findings import Finding
from boards.screening.messengers import messengers
from boards.screening.patterns import late, late_words
from boards.screening.resident_numbers import SIGN, near, residents, spans

_SEP = r"[ .\-)/_~,*:]{0,3}"
MOBILE = late(
    rf"(?<![0-9])(?<![0-9]-)(?:(?:\+|00|(?<![0-9][ .\-]))82{_SEP}\(?0?\)?[ \-]?|\(?0)1[016789]{_SEP}[0-9]{{3,4}}{_SEP}[0-9]{{4}}(?![0-9])(?!-[0-9])"
)
SPACED_MOBILE = late(
    rf"(?<![0-9])0{SIGN}{{0,3}}1{SIGN}{{0,3}}[016789](?:{SIGN}{{0,7}}[0-9]){{7,8}}(?!{SIGN}{{0,3}}[0-9])"
)
# Any number of a line, digit by digit: '0.3.1.1.2.3.4.5.6.7'.
SPACED_LANDLINE = late(
    rf"(?<![0-9])0{SIGN}{{1,3}}[2-7](?:{SIGN}{{1,3}}[0-9]){{7,9}}(?!{SIGN}{{0,3}}[0-9])"
)
LANDLINE = late(
    rf"(?<![0-9])(?<![0-9]-)(?:(?:\+|(?<![0-9][ .\-]))82{_SEP}|0)(?:2|[3-6][1-5]|70|50[2-8]?){_SEP}[0-9]{{3,4}}{_SEP}[0-9]{{4}}(?![0-9])(?!-[0-9])"
)
# An office's own number is nobody's: '대표전화 031-…'.
_PUBLIC_BEFORE = late(r"(?:대표 ?(?:전화|번호)|콜센터|고객센터)(?:번호)?[은는이가:]?[ (]{0,2}$")
# The switchboards of the city hall and its four district offices.
_OF_THE_CITY = late(r"^0?31228[25678]114$")
EMAIL = late(
    r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}"
    r"(?: ?@ ?| ?골뱅이 ?| ?\(at\) ?| ?\[at\] ?| at (?=[A-Za-z0-9\-]{1,30}(?: dot |\.[A-Za-z]))(?![^ ]{1,64} ?(?:@|\[at\]|\(at\)|골뱅이)))"
    r"(?:[A-Za-z0-9\-]{1,63}|네이버|지메일|다음|한메일|네이트|카카오|구글|핫메일|아웃룩|야후)"
    r"(?:(?: ?\. ?| ?점 ?| ?닷 ?| dot | ?[\[(] ?dot ?[\])] ?)(?:[A-Za-z]{2,12}|컴|넷)|닷컴|닷넷|넷)(?:\.[A-Za-z]{2,12}){0,3}",
    re.IGNORECASE,
)
_UNEVEN_GROUPS = late(r"^[0-9]{8}[ .\-]{1,2}[0-9]{4}[ .\-]")  # '20260311-7724-0091'
CARD = late(
    r"(?<![0-9])(?<![0-9]-)(?:[0-9]{4}[ .\-]{0,2}[0-9]{4}[ .\-]{0,2}[0-9]{4}[ .\-]{0,2}[0-9]{4}"
    r"|3[47][0-9]{2}[ .\-]?[0-9]{6}[ .\-]?[0-9]{5})(?![0-9])(?!-[0-9])"
)
ACCOUNT = late(
    r"(?<![0-9A-Za-z])(?<![0-9]-)[0-9]{2,8}(?:[ \-.]{1,3}[0-9]{1,8}){1,4}(?![0-9])(?!-[0-9])"
)
# Dates, amounts beside dates and the number of a business (3-2-5) are no account.
_NO_ACCOUNT = late(
    r"^(?:19|20)[0-9]{2}[ .\-]{1,3}(?:0?[1-9]|1[0-2])[ .\-]{1,3}[0-3]?[0-9](?![0-9])|^[0-9]{3}-[0-9]{2}-[0-9]{5}$"
)
_BRAND = late(
    r"(?:국민|신한|우리|하나|기업|제일|씨티|산업|토스|케이|카카오|대구|부산|광주|전북|경남|외환|한국씨티|KB|IBK|NH|SC|MG|K뱅크|kb|nh)(?:은행|뱅크)?[ :(]{0,2}$"
)
# '기업은행 0104-773-8829': the bank says what it is, unless it has the groups of a mobile phone.
_OF_A_PHONE = late(r"^01[016789][ \-.]{0,3}[0-9]{3,4}[ \-.]{0,3}[0-9]{4}$")
BARE_ACCOUNT = late(r"(?<![0-9A-Za-z\-])[0-9]{10,14}(?![0-9\-])")
PASSPORT = late(
    r"(?<![A-Za-z0-9])[MSRODGmsrodg](?:[0-9]{8}|[0-9]{3}[A-Za-z][0-9]{4})(?![A-Za-z0-9])"
)
ANY_PASSPORT = late(
    r"(?<![A-Za-z0-9])(?:[A-Za-z]{1,2} ?[0-9]{7,8}|[A-Za-z](?: [0-9]){8}|[A-Za-z] ?[0-9]{4}[ \-][0-9]{4}|[A-Za-z] ?[0-9]{3}[ \-]?[A-Za-z][ \-]?[0-9]{4})(?![A-Za-z0-9])"
)
_REGIONS = "서울|부산|경기|강원|충북|충남|전북|전남|경북|경남|제주|대구|인천|광주|대전|울산|세종"
LICENCE = late(
    rf"(?<![0-9])(?<![0-9]-)(?:(?:1[1-9]|2[0-8])|(?:{_REGIONS}))[ \-.]{{0,3}}[0-9]{{2}}[ \-.]{{1,3}}[0-9]{{6}}[ \-.]{{1,3}}[0-9]{{2}}(?![0-9])"
)
_NUMBER_OF_A_PAPER = late(
    r"제 ?(?:20|19)?$|(?:접수|문서|관리|민원) ?번호[는은이가:]? ?$"
)  # '제2026-004817-23호'
BARE_LICENCE = late(r"(?<![0-9])(?:1[1-9]|2[0-8])[0-9]{2}[0-9]{6}[0-9]{2}(?![0-9])")
_PLATE_LETTERS = "가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주바사아자하허호배"
PLATE = late(
    rf"(?:(?:{_REGIONS}) ?)?(?<![0-9])[0-9]{{2,3}}[ \-.]{{0,2}}[{_PLATE_LETTERS}][ \-.]{{0,2}}[0-9](?: ?[0-9]){{3}}(?! ?[0-9])(?! ?(?:년|원(?![가-힣])|명(?!의)|번(?!호| ?차)|개|억|조 |만|초(?!보)|호실|보))"
)
# As it is said: '오사호 이이일칠'.
_SAID_DIGIT = "[공영일이삼사오육륙칠팔구]"
_FOUR_SAID = late(rf"{_SAID_DIGIT}(?: ?{_SAID_DIGIT}){{3}}")
SAID_PLATE = late(
    rf"(?:(?:{_REGIONS}) ?)?(?<![가-힣])(?<!공일공 )(?!공일[공일육칠팔구]){_SAID_DIGIT}{{2,3}} ?[{_PLATE_LETTERS}][ \-.]{{0,2}}{_SAID_DIGIT}(?: ?{_SAID_DIGIT}){{3}}(?![가-힣])"
)
_CLEAR_PLATE = late(
    rf"^(?:{_REGIONS})|[0-9][ \-.]{{0,2}}[가나다라마거너더러머버서어저고노모보소누두루바사아자하허배]|[0-9][수우무로][0-9]"
)
_SAID_NUMBER = "[일이삼사오육륙칠팔구공영백천십]"
_BELOW = "반지하|지층|지하|옥탑방"
_NAMED = "아파트|빌라|맨션|오피스텔|빌딩|하이츠|빌리지|타워|하우스|팰리스|원룸|주택|빌"
_BUILDING = (
    rf"(?:,? ?(?:{_BELOW}|옥탑|[가-힣A-Za-z0-9]{{1,10}}(?:{_NAMED})(?: ?[A-D]?[0-9]{{2,4}}(?![0-9동층호]| ?[분시원번개명]))?|[가-힣A-Za-z0-9]{{1,10}}(?:타운|마을|단지|캐슬|파크|푸르지오|자이|래미안|주공|연립|힐스테이트)(?= ?[0-9]{{1,4}}동))?"
    rf" ?(?:(?:[0-9](?: ?[0-9]){{0,3}} ?|[가나다라A-D]|[A-DBb][0-9]{{1,4}}|[일이삼사오육칠팔구](?=층))(?:동|층|호)(?![가-힣]?번) ?|지하 ?[0-9]{{1,3}}호 ?){{0,3}}(?:{_BELOW})?)"
)
_PROVINCES = (
    "경기|강원|강원특별자치|충청[남북]|전라[남북]|전북특별자치|경상[남북]|제주|제주특별자치"
)
_NO_CITIES = "다시|혹시|역시|잠시|즉시|몇시|일시|표시|임시|필시|반드시"
_PLACE = (
    rf"(?:(?:(?:{_PROVINCES})도|[가-힣]{{2}}(?:특별시|광역시|특별자치시)) ?)?(?:(?!{_NO_CITIES})[가-힣]{{1,5}}시 ?)?"
    r"(?:[가-힣]{1,4}구 ?)?(?:[가-힣]{1,6}[0-9]?[동읍면리](?<![이하가오다라니으시되]면) ?)?"
)
ROAD = late(
    rf"(?<![가-힣])[가-힣]{{1,9}}로 ?[0-9]{{1,4}}번길 ?{_SAID_NUMBER}{{1,5}}(?=[, ]|번지)(?:번지)?{_BUILDING}|"
    rf"{_PLACE}(?<![가-힣])[가-힣]{{1,9}}[0-9]{{0,3}}(?:대로|로|길) ?(?:[0-9]{{1,4}}번?(?:안|가|나|다)?길 ?)?"
    rf"(?:지하 ?)?[0-9]{{1,4}}(?:-[0-9]{{1,4}})?(?:번지)?(?![0-9]){_BUILDING}"
)
LOT = late(
    rf"{_PLACE}(?<![가-힣])[가-힣]{{1,6}}[0-9]?(?:동|리|가) ?(?:산 ?)?[0-9]{{1,4}}(?:-[0-9]{{1,4}})? ?번지{_BUILDING}"
)
_ESTATES = "아파트|APT|apt|빌라|단지|마을|주공|푸르지오|자이|래미안|힐스테이트|이편한세상|편한세상|아이파크|캐슬|센트럴|타운|파크|하이츠|맨션|오피스텔|연립|주택|팰리스|뷰|시티|더샵|그린|휴먼시아|꿈에그린|스위첸|데시앙|벽산|삼성|현대|대우|한신|우방|풍림|두산|동문|신원|쌍용|한양|극동"
_CLEAR_ESTATES = "아파트|APT|apt|빌라|주공|연립|맨션|오피스텔|단지|푸르지오|래미안|힐스테이트|아이파크|하이츠|팰리스"
_AREAS = "수원|장안|권선|팔달|영통|정자|조원|세류|구운|금곡|호매실|매탄|원천|광교|망포|화서|우만|인계|율천|천천|신동|서둔|입북|송죽|연무|파장"
_DOORS = r" ?동[ \-]{0,2}[0-9](?: ?[0-9]){1,3} ?호(?!실)"
# Before a door these are no block's name.
_NO_BLOCK = "(?!사는|살고|사시|살아|저희|우리|거주|사람|주민|이웃)"
UNIT = late(
    rf"(?<![가-힣])(?:(?:[가-힣]{{1,4}}시 )?(?:[가-힣]{{1,3}}구 )?(?:[가-힣]{{1,4}}[0-9]?동|{_AREAS}) ?|[가-힣]{{1,5}}(?:마을|실|골|촌) )?[가-힣A-Za-z0-9]{{0,8}}(?:{_ESTATES})(?: ?{_NO_BLOCK}[가-힣A-Za-z]{{2,8}})??(?: ?[0-9]{{1,2}}(?:단지|차))? ?[0-9](?: ?[0-9]){{0,3}}{_DOORS}"
    rf"|(?<![가-힣])(?:[가-힣]{{1,4}}[0-9]?동|{_AREAS}|[가-힣]{{1,5}}(?:마을|골|촌)) {_NO_BLOCK}[가-힣A-Za-z0-9]{{2,10}}(?<![은는이가을를의에서도로])(?: ?[0-9]{{1,2}}(?:단지|차))? [0-9]{{1,4}}{_DOORS}"
    rf"|(?<![가-힣])(?:[가-힣]{{1,4}}[0-9]?동 ?)?[가-힣A-Za-z0-9]{{1,8}}(?:{_CLEAR_ESTATES})(?: ?[0-9]{{1,2}}(?:단지|차))?(?: ?[0-9]{{1,4}}-[0-9]{{2,4}}(?![0-9\-])| ?[가나다라A-D]동 ?[0-9]{{1,4}}호)"
    rf"|(?<![0-9])(?<![0-9] )[0-9](?: ?[0-9]){{1,3}}{_DOORS}"
)
SAID_UNIT = late(  # '오공칠동 천이백삼호'
    rf"(?:(?<![가-힣])[가-힣]{{0,6}}(?:{_ESTATES}) ?)?(?<![가-힣]){_SAID_NUMBER}{{2,6}}동 ?{_SAID_NUMBER}{{2,7}}호(?!선)"
)
_PLAIN_LOT = late(
    rf"(?<![가-힣])(?:[가-힣]{{1,4}}[0-9]?동 )?[가-힣]{{1,4}}[0-9]?동 ?[0-9]{{1,4}}(?:-|의 ?)[0-9]{{1,4}}(?![0-9\-])(?: ?(?:[0-9]{{1,4}}호|[0-9]층|{_BELOW}))?"
)
_DOOR_ABROAD = r"(?:(?:Apt|Unit|Room|Rm|No|#|tầng|phòng|căn hộ|[Ff]loor)\.? ?[0-9]{1,5}(?:-[0-9]{1,4})?|[0-9]{1,2}F)"
LATIN_ROAD = late(
    rf"(?<![A-Za-z0-9\-#])(?:{_DOOR_ABROAD},? )?(?:[0-9]{{1,4}}(?:-[0-9]{{1,4}})?,? )?[A-Z][a-z]{{2,15}}-?(?:ro|gil|daero)(?![a-z])(?:[ \-]?[0-9]-?ga\b)?(?:,? ?[0-9]{{1,4}}[ \-]?(?:beon-?|na-?|ga-?)?gil)?(?:,? [0-9]{{1,4}}(?:-[0-9]{{1,4}})?)?"
    rf"(?:,? ?{_DOOR_ABROAD})?(?:, ?[A-Z][a-z]{{2,12}}-(?:gu|dong|si|eup|myeon)\b){{0,3}}(?:, Suwon(?:-si)?\b)?"
)
CHINESE_ROAD = late(
    r"(?![是在住到于])(?:[\u4e00-\u9fff]{2,3}市 ?)?(?:[\u4e00-\u9fff]{2,3}区 ?)?(?:(?![是在住到于])[\u4e00-\u9fff]{2,3}洞 ?)?(?![是在住到于])[\u4e00-\u9fff]{2,5}(?:大路|路|街|洞) ?[0-9]{1,4}(?:-[0-9]{1,4})?(?:号|號|番地|(?![0-9]))"
    r"(?: ?(?:地下|[0-9]{1,4}(?:栋|楼|层))? ?[A-Z]?[0-9]{2,4}(?:号|室|户)?)?"
)
_STRONG_ROAD = late(
    r"[0-9]번?(?:안|가|나|다)?길 ?(?:지하 ?)?[0-9]|[0-9](?:호|층|동|번지)|^[가-힣]{2,6}(?:시|구) "
)
_BESIDE = late(r" ?(?:앞|옆|뒤|맞은편|건너편)")
_PAIR = late(r"[0-9]-[0-9]")
_COUNTED = late(
    r" ?(?:분|시|원|번|개|명|년|월|일|층|회|장|초|대|점|줄|살|세|m|M|k|K|%|주|만|천|백|억|호선|페이지|쪽|도|차|가지|배|위|미터|킬로|학년|통|부|건|칸|인|팀)"
)

_BANK = late_words(
    r"은행|계좌|입금|송금|이체|통장|뱅크|농협|신협|수협|우체국|새마을금고|금고|예금|자동납부|카뱅|토스|환급|"
    r"bank|account|银行|账户|账号|ngân hàng|tài khoản",
    flags=re.IGNORECASE,
)
_CARD_WORD = late(r"카드|신용|체크|card|卡|thẻ", re.IGNORECASE)
_PASSPORT_WORD = late(r"여권|passport|护照|hộ chiếu", re.IGNORECASE)
_LICENCE_WORD = late(r"면허|licen[cs]e|驾照|bằng lái", re.IGNORECASE)
_CAR_WORD = late_words(
    r"차|번호판|택시|렌트|버스|오토바이|트럭|승용|승합|운전|견인|과태료|시동|라이트|방전|비상등|경적|그랜저|[쏘소]나타|아반떼|싼타페|산타페|투싼|[쏘소]렌토|카니발|모닝|스파크|제네시스|포터|봉고|스타렉스|벤츠|테슬라|아우디|코나|셀토스|캐스퍼|티볼리|"
    r"빼 ?(?:달|주|라|줘)|(?:자리|칸)에 ?(?:대[는고던놓]|댄|댔)|못 ?나[가감]|못 ?빠|막(?:고|아|혀)|세워|이중|감면|할인|car\b|van\b|truck|plate|suv|bmw|车|\bxe\b",
    flags=re.IGNORECASE,
)
_COURT = late(r"판결|선고|대법|사건|법원|판례|결정문")
_HOME_WORD = late(
    r"주소|사는|살아|살고|거주|우리 ?집|여기로|날[아라][오와옵]|우편|집은|집이|집 앞|이사|전입|address|地址|住|địa chỉ",
    re.IGNORECASE,
)
_ORDER_WORD = late(r"주문|송장|운송장|관리번호|일련번호|문서|접수번호|제품|모델|품번|order|번째")


_A_DIGIT = late(r"\d")


def luhn(digits: str) -> bool:
    """The check digit of payment cards (ISO/IEC 7812-1)."""
    total = 0
    for place, letter in enumerate(reversed(digits)):
        number = int(letter) * (2 if place % 2 else 1)
        total += number - 9 if number > 9 else number
    return total % 10 == 0


def _digits(text: str, finding: Finding) -> str:
    return "".join(filter(str.isdigit, text[finding.start : finding.end]))


def _cards(text: str) -> Iterator[Finding]:
    for finding in spans(CARD, "card", text):
        around = near(text, finding.start, finding.end)
        if _CARD_WORD.search(around) or (
            luhn(_digits(text, finding))
            and not _ORDER_WORD.search(around)
            and not _UNEVEN_GROUPS.search(text[finding.start : finding.end])
        ):
            yield finding


def _named_accounts(text: str) -> Iterator[Finding]:
    """Behind the name of a bank."""
    for finding in spans(ACCOUNT, "account", text):
        value = text[finding.start : finding.end]
        before = text[max(0, finding.start - 12) : finding.start]
        if not 10 <= len(_digits(text, finding)) <= 14 or _OF_A_PHONE.search(value):
            continue
        if _BRAND.search(before) and not _NO_ACCOUNT.search(value):
            yield finding


def _accounts(text: str) -> Iterator[Finding]:
    for pattern in (ACCOUNT, BARE_ACCOUNT):
        for finding in spans(pattern, "account", text):
            value = text[finding.start : finding.end]
            before = text[max(0, finding.start - 12) : finding.start]
            if not 10 <= len(_digits(text, finding)) <= 14 or _NO_ACCOUNT.search(value):
                continue
            if _BRAND.search(before) or _BANK.search(near(text, finding.start, finding.end)):
                yield finding


def _passports(text: str) -> Iterator[Finding]:
    for finding in spans(PASSPORT, "passport", text):
        around = near(text, finding.start, finding.end)
        if _PASSPORT_WORD.search(around) or not _ORDER_WORD.search(around):
            yield finding
    for finding in spans(ANY_PASSPORT, "passport", text):
        before = text[max(0, finding.start - 8) : finding.start]
        if _ORDER_WORD.search(before):
            continue
        if _PASSPORT_WORD.search(near(text, finding.start, finding.end)):
            yield finding


def _licences(text: str) -> Iterator[Finding]:
    for finding in spans(LICENCE, "licence", text):
        if not _NUMBER_OF_A_PAPER.search(text[max(0, finding.start - 8) : finding.start]):
            yield finding
    for finding in spans(BARE_LICENCE, "licence", text):
        if _LICENCE_WORD.search(near(text, finding.start, finding.end)):
            yield finding


def _plates(text: str) -> Iterator[Finding]:
    for finding in spans(PLATE, "plate", text):
        value = text[finding.start : finding.end]
        if _COURT.search(near(text, finding.start, finding.end)):
            continue
        if _CLEAR_PLATE.search(value) or _CAR_WORD.search(near(text, finding.start, finding.end)):
            yield finding


def _said(text: str) -> Iterator[Finding]:
    """Doors and plates in words, of which most notes hold none."""
    if "동" in text and "호" in text:
        yield from spans(SAID_UNIT, "address", text)
    if not _FOUR_SAID.search(text):
        return
    for finding in spans(SAID_PLATE, "plate", text):
        if _CAR_WORD.search(near(text, finding.start, finding.end)):
            yield finding


def _addresses(text: str) -> Iterator[Finding]:
    for finding in spans(ROAD, "address", text):
        value = text[finding.start : finding.end]
        strong = _STRONG_ROAD.search(value)
        if not strong and _COUNTED.match(text, finding.end):
            continue
        if strong or _PAIR.search(value) or _is_home(text, finding):
            yield finding
    yield from spans(LOT, "address", text)
    yield from spans(UNIT, "address", text)
    for finding in spans(_PLAIN_LOT, "address", text):
        if _COUNTED.match(text, finding.end):
            continue
        if (
            text[finding.end - 1] in "호층"
            or _BESIDE.match(text, finding.end)
            or _is_home(text, finding)
        ):
            yield finding
    for finding in spans(LATIN_ROAD, "address", text):
        if _digits(text, finding):
            yield finding
    for finding in spans(CHINESE_ROAD, "address", text):
        if _HOME_WORD.search(near(text, finding.start, finding.end)):
            yield finding


def _is_home(text: str, finding: Finding) -> bool:
    return bool(_HOME_WORD.search(near(text, finding.start, finding.end)))


def numbers(text: str, said: str) -> Iterator[Finding]:
    """Findings in the order of their weight: a resident number wins over all others.

    `text` is folded by `folding.plain`, `said` by `folding.spoken` as well; both have the
    length of the original.
    """
    has_digits = _A_DIGIT.search(said) is not None
    views = (text,) if text == said else (text, said)
    if has_digits:
        for view in views:
            yield from residents(view)
    yield from spans(EMAIL, "email", text)
    yield from messengers(text)
    yield from _said(text)
    if not has_digits:
        return  # all other kinds hold digits, and most notes hold none
    yield from _licences(text)
    yield from _named_accounts(text)
    for view in views:  # before phones: '8210 0000 …' starts as a number from abroad
        yield from _cards(view)
    for view in views:
        for pattern in (MOBILE, SPACED_MOBILE, LANDLINE, SPACED_LANDLINE):
            for finding in spans(pattern, "phone", view):
                before = view[max(0, finding.start - 12) : finding.start]
                value = _digits(view, finding)
                if not _PUBLIC_BEFORE.search(before) and not _OF_THE_CITY.search(value):
                    yield finding
    for view in views:
        yield from _accounts(view)
    yield from _passports(text)
    yield from _plates(text)
    yield from _addresses(text)
