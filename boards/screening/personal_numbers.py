"""Personal data that has a form: numbers, addresses, e-mail (개인정보 보호법 2조, 24조, 24조의2).

Patterns run on folded text of the same length (boards.screening.folding). Every repetition is
bounded, so that time grows with the length of the text only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from boards.screening.findings import Finding
from boards.screening.patterns import late

NEAR = 30  # letters before and after in which a word can say what a number is

_D = r"[0-9][ .]?"
RESIDENT = late(
    r"(?<![0-9])"
    r"[0-9] ?[0-9] ?(?:0 ?[1-9]|1 ?[0-2]) ?(?:0 ?[1-9]|[12] ?[0-9]|3 ?[01])"
    r"(?:[ .\-_/~,:*=+()\[\]]{0,7}|[^0-9]{0,8}(?:뒷자리는?|뒤에|뒷번호|뒤|다시|대시|하이픈|빼기)[^0-9]{0,4})"
    rf"(?:{_D}){{6}}[0-9](?![0-9])"
)
# A birth date written out: with its century, or with dots.
LONG_RESIDENT = late(
    r"(?<![0-9])(?<![0-9][\-.])"
    r"(?P<year>(?:19|20)?[0-9]{2})[ .\-/]{0,2}(?:0[1-9]|1[0-2])[ .\-/]{0,2}(?:0[1-9]|[12][0-9]|3[01])"
    r"\.?(?P<joint> ?[\-~_/] ?| ?)(?P<serial>[0-9]{7})(?![0-9])(?! ?원)"
)
# The 7th digit of a resident number says the century of birth.
_CENTURY = {"19": "1256", "20": "3478"}
_SEP = r"[ .\-)/_~,*:]{0,3}"
MOBILE = late(
    rf"(?<![0-9])(?<![0-9]-)(?:(?:\+|(?<![0-9][ .\-]))82{_SEP}\(?0?\)? ?|\(?0)1[016789]{_SEP}[0-9]{{3,4}}{_SEP}[0-9]{{4}}(?![0-9])(?!-[0-9])"
)
SPACED_MOBILE = late(
    r"(?<![0-9])0 {0,2}1 {0,2}[016789](?:[ .\-/~_*,]{0,7}[0-9]){7,8}(?![ .\-/~_*,]{0,3}[0-9])"
)
LANDLINE = late(
    rf"(?<![0-9])(?<![0-9]-)(?:(?:\+|(?<![0-9][ .\-]))82{_SEP}|0)(?:2|[3-6][1-5]|70|50[2-8]?){_SEP}[0-9]{{3,4}}{_SEP}[0-9]{{4}}(?![0-9])(?!-[0-9])"
)
EMAIL = late(
    r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}"
    r"(?: ?@ ?| ?골뱅이 ?| ?\(at\) ?| ?\[at\] ?| at (?=[A-Za-z0-9\-]{1,30}(?: dot |\.)))"
    r"(?:[A-Za-z0-9\-]{1,63}|네이버|지메일|다음|한메일|네이트|카카오|구글|핫메일|아웃룩|야후)"
    r"(?:(?: ?\. ?| ?점 ?| ?닷 ?| dot )(?:[A-Za-z]{2,12}|컴|넷)|닷컴|닷넷|넷)(?:\.[A-Za-z]{2,12}){0,3}",
    re.IGNORECASE,
)
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
BARE_ACCOUNT = late(r"(?<![0-9A-Za-z\-])[0-9]{10,14}(?![0-9\-])")
PASSPORT = late(
    r"(?<![A-Za-z0-9])[MSRODGmsrodg](?:[0-9]{8}|[0-9]{3}[A-Za-z][0-9]{4})(?![A-Za-z0-9])"
)
ANY_PASSPORT = late(r"(?<![A-Za-z0-9])[A-Za-z]{1,2} ?[0-9]{7,8}(?![A-Za-z0-9])")
_REGIONS = "서울|부산|경기|강원|충북|충남|전북|전남|경북|경남|제주|대구|인천|광주|대전|울산|세종"
LICENCE = late(
    rf"(?<![0-9])(?<![0-9]-)(?:(?:1[1-9]|2[0-8])|(?:{_REGIONS}))[ \-.]{{0,2}}[0-9]{{2}}[ \-.][0-9]{{6}}[ \-.][0-9]{{2}}(?![0-9])"
)
BARE_LICENCE = late(r"(?<![0-9])(?:1[1-9]|2[0-8])[0-9]{2}[0-9]{6}[0-9]{2}(?![0-9])")
_PLATE_LETTERS = "가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주바사아자하허호배"
PLATE = late(
    rf"(?:(?:{_REGIONS}) ?)?(?<![0-9])[0-9]{{2,3}}[ \-.]{{0,2}}[{_PLATE_LETTERS}][ \-.]{{0,2}}[0-9]{{4}}(?![0-9])(?! ?(?:년|원(?![가-힣])|명(?!의)|번(?!호| ?차)|개|억|조 |만|초|호실|보))"
)
_CLEAR_PLATE = late(
    rf"^(?:{_REGIONS})|[0-9][ \-.]{{0,2}}[가나다라마거너더러머버서어저고노모보소누두루바사아자하허배]|[0-9][수우무로][0-9]"
)
_BUILDING = r"(?:,? ?(?:지하|지층|반지하|옥탑|[가-힣A-Za-z0-9]{1,10}(?:아파트|빌라|맨션|오피스텔|빌딩|하이츠))? ?(?:[0-9]{1,4}(?:동|층|호)(?![가-힣]{0,1}[번]) ?){0,3}(?:반지하|지층|지하|옥탑방)?)"
_PLACE = r"(?:[가-힣]{2,5}(?:특별시|광역시|시|도) ?)?(?:[가-힣]{1,5}시 ?)?(?:[가-힣]{1,4}구 ?)?(?:[가-힣]{1,6}[0-9]?[동읍면리] ?)?"
ROAD = late(
    rf"{_PLACE}(?<![가-힣])[가-힣]{{1,9}}[0-9]{{0,3}}(?:대로|로|길) ?(?:[0-9]{{1,4}}번?(?:가|나|다)?길 ?)?"
    rf"(?:지하 ?)?[0-9]{{1,4}}(?:-[0-9]{{1,4}})?(?:번지)?(?![0-9]){_BUILDING}"
)
LOT = late(
    rf"{_PLACE}(?<![가-힣])[가-힣]{{1,6}}[0-9]?(?:동|리|가) ?(?:산 ?)?[0-9]{{1,4}}(?:-[0-9]{{1,4}})? ?번지{_BUILDING}"
)
_ESTATES = "아파트|빌라|단지|마을|주공|푸르지오|자이|래미안|힐스테이트|이편한세상|편한세상|아이파크|캐슬|센트럴|타운|파크|하이츠|맨션|오피스텔|연립|주택|팰리스|뷰|시티|더샵|그린|휴먼시아|꿈에그린|스위첸|데시앙|벽산|삼성|현대|대우|한신|우방|풍림|두산|동문|신원|쌍용|한양|극동"
_AREAS = "수원|장안|권선|팔달|영통|정자|조원|세류|구운|금곡|호매실|매탄|원천|광교|망포|화서|우만|인계|율천|천천|신동|서둔|입북|송죽|연무|파장"
_DOORS = r"동[ \-]{0,2}[0-9]{2,4}호(?!실)"
UNIT = late(
    rf"(?<![가-힣])(?:(?:[가-힣]{{1,4}}[0-9]?동|{_AREAS}) ?)?[가-힣A-Za-z0-9]{{0,8}}(?:{_ESTATES})(?: ?[0-9]{{1,2}}(?:단지|차))? ?[0-9]{{1,4}}{_DOORS}"
    rf"|(?<![0-9])[0-9]{{2,4}}{_DOORS}"
)
_PLAIN_LOT = late(r"(?<![가-힣])[가-힣]{1,4}[0-9]?동 ?[0-9]{1,4}-[0-9]{1,4}(?![0-9\-])")
LATIN_ROAD = late(
    r"(?<![A-Za-z0-9\-])(?:[0-9]{1,4}(?:-[0-9]{1,4})?,? )?[A-Z][a-z]{2,15}-?(?:ro|gil|daero)(?:,? ?[0-9]{1,4}[ \-]?(?:beon-?|na-?|ga-?)?gil)?(?:,? [0-9]{1,4}(?:-[0-9]{1,4})?)?"
    r"(?:,? ?(?:Apt|Unit|Room|Rm|No|#)\.? ?[0-9]{1,5}(?:-[0-9]{1,4})?)?"
)
_STRONG_ROAD = late(
    r"[0-9]번?(?:가|나|다)?길 ?(?:지하 ?)?[0-9]|[0-9](?:호|층|동|번지)|^[가-힣]{2,6}(?:시|구) "
)
_PAIR = late(r"[0-9]-[0-9]")
_COUNTED = late(
    r" ?(?:분|시|원|번|개|명|년|월|일|층|회|장|초|대|점|줄|살|세|m|M|k|K|%|주|만|천|백|억|호선|페이지|쪽|도|차|가지|배|위|미터|킬로|학년|통|부|건|칸|인|팀)"
)

_BANK = late(
    r"은행|계좌|입금|송금|이체|통장|뱅크|농협|신협|수협|우체국|새마을금고|금고|예금|자동납부|카뱅|토스|환급|"
    r"bank|account|银行|账户|账号|ngân hàng|tài khoản",
    re.IGNORECASE,
)
_RESIDENT_WORD = late(
    r"주민|등록번호|앞자리|뒷자리|생년|외국인|본인|resident|registration|登录证|身份证|đăng ký",
    re.IGNORECASE,
)
_CARD_WORD = late(r"카드|신용|체크|card|卡|thẻ", re.IGNORECASE)
_PASSPORT_WORD = late(r"여권|passport|护照|hộ chiếu", re.IGNORECASE)
_LICENCE_WORD = late(r"면허|licen[cs]e|驾照|bằng lái", re.IGNORECASE)
_CAR_WORD = late(
    r"차|번호판|택시|렌트|버스|오토바이|트럭|승용|승합|운전|견인|과태료|시동|경적|그랜저|[쏘소]나타|아반떼|싼타페|산타페|투싼|[쏘소]렌토|카니발|모닝|스파크|제네시스|포터|봉고|스타렉스|벤츠|테슬라|아우디|코나|셀토스|캐스퍼|티볼리|"
    r"빼 ?(?:달|주|라|줘)|못 ?나[가감]|못 ?빠|막(?:고|아|혀)|세워|이중|감면|할인|car\b|van\b|truck|plate|suv|bmw|车|\bxe\b",
    re.IGNORECASE,
)
_COURT = late(r"판결|선고|대법|사건|법원|판례|결정문")
_HOME_WORD = late(
    r"주소|사는|살아|살고|거주|우리 ?집|집은|집이|집 앞|이사|전입|address|地址|住|địa chỉ",
    re.IGNORECASE,
)
_CODE_BEFORE = late(
    r"(?:배출|주문|송장|운송장|택배|관리|일련|승인|예약|바코드|상품|제품|전표|거래|영수증|물품|고지서|전자납부|납부) ?(?:번호|코드)[^0-9주민]{0,8}$|(?:바코드|송장|운송장|ISBN)[^0-9주민]{0,4}$|"
    r"(?:order|tracking|barcode|invoice)(?: no\.?| number| #)?[^0-9]{0,4}$",
    re.IGNORECASE,
)
_ORDER_WORD = late(r"주문|송장|운송장|관리번호|일련번호|문서|접수번호|제품|모델|품번|order|번째")


_A_DIGIT = late(r"\d")


def near(text: str, start: int, end: int) -> str:
    """What stands around a span."""
    return text[max(0, start - NEAR) : end + NEAR]


def luhn(digits: str) -> bool:
    """The check digit of payment cards (ISO/IEC 7812-1)."""
    total = 0
    for place, letter in enumerate(reversed(digits)):
        number = int(letter) * (2 if place % 2 else 1)
        total += number - 9 if number > 9 else number
    return total % 10 == 0


def _spans(pattern: re.Pattern[str], kind: str, text: str) -> Iterator[Finding]:
    for match in pattern.finditer(text):
        start, end = match.span()
        lead = len(match[0]) - len(match[0].lstrip(" ("))
        trail = len(match[0]) - len(match[0].rstrip(" ,.-"))
        yield Finding(kind, start + lead, end - trail)


def _residents(text: str) -> Iterator[Finding]:
    """Resident numbers; thirteen digits in a row after 'order number' and the like are none."""
    for finding in _spans(RESIDENT, "resident_number", text):
        value = text[finding.start : finding.end]
        before = text[max(0, finding.start - 16) : finding.start]
        if not (value.isdigit() and _CODE_BEFORE.search(before)):
            yield finding
    for match in LONG_RESIDENT.finditer(text):
        named = _RESIDENT_WORD.search(near(text, *match.span()))
        year, serial = match["year"], match["serial"]
        if len(year) == 4 and serial[0] not in _CENTURY[year[:2]]:
            continue
        before = text[max(0, match.start() - 16) : match.start()]
        if named or (match["joint"].strip() and not _CODE_BEFORE.search(before)):
            yield Finding("resident_number", *match.span())


def _digits(text: str, finding: Finding) -> str:
    return "".join(filter(str.isdigit, text[finding.start : finding.end]))


def _cards(text: str) -> Iterator[Finding]:
    for finding in _spans(CARD, "card", text):
        around = near(text, finding.start, finding.end)
        if _CARD_WORD.search(around) or (
            luhn(_digits(text, finding)) and not _ORDER_WORD.search(around)
        ):
            yield finding


def _accounts(text: str) -> Iterator[Finding]:
    for pattern in (ACCOUNT, BARE_ACCOUNT):
        for finding in _spans(pattern, "account", text):
            value = text[finding.start : finding.end]
            before = text[max(0, finding.start - 12) : finding.start]
            if not 10 <= len(_digits(text, finding)) <= 14 or _NO_ACCOUNT.search(value):
                continue
            if _BRAND.search(before) or _BANK.search(near(text, finding.start, finding.end)):
                yield finding


def _passports(text: str) -> Iterator[Finding]:
    for finding in _spans(PASSPORT, "passport", text):
        around = near(text, finding.start, finding.end)
        if _PASSPORT_WORD.search(around) or not _ORDER_WORD.search(around):
            yield finding
    for finding in _spans(ANY_PASSPORT, "passport", text):
        if _PASSPORT_WORD.search(near(text, finding.start, finding.end)):
            yield finding


def _licences(text: str) -> Iterator[Finding]:
    yield from _spans(LICENCE, "licence", text)
    for finding in _spans(BARE_LICENCE, "licence", text):
        if _LICENCE_WORD.search(near(text, finding.start, finding.end)):
            yield finding


def _plates(text: str) -> Iterator[Finding]:
    for finding in _spans(PLATE, "plate", text):
        value = text[finding.start : finding.end]
        if _COURT.search(near(text, finding.start, finding.end)):
            continue
        if _CLEAR_PLATE.search(value) or _CAR_WORD.search(near(text, finding.start, finding.end)):
            yield finding


def _addresses(text: str) -> Iterator[Finding]:
    for finding in _spans(ROAD, "address", text):
        value = text[finding.start : finding.end]
        strong = _STRONG_ROAD.search(value)
        if not strong and _COUNTED.match(text, finding.end):
            continue
        if strong or _PAIR.search(value) or _is_home(text, finding):
            yield finding
    yield from _spans(LOT, "address", text)
    yield from _spans(UNIT, "address", text)
    for finding in _spans(_PLAIN_LOT, "address", text):
        if not _COUNTED.match(text, finding.end) and _is_home(text, finding):
            yield finding
    for finding in _spans(LATIN_ROAD, "address", text):
        if _digits(text, finding):
            yield finding


def _is_home(text: str, finding: Finding) -> bool:
    return bool(_HOME_WORD.search(near(text, finding.start, finding.end)))


def numbers(text: str, said: str) -> Iterator[Finding]:
    """Findings in the order of their weight: a resident number wins over all others.

    `text` is folded by `folding.plain`, `said` by `folding.spoken` as well; both have the
    length of the original.
    """
    has_digits = _A_DIGIT.search(said) is not None
    if has_digits:
        for view in (text, said):
            yield from _residents(view)
    yield from _spans(EMAIL, "email", text)
    if not has_digits:
        return  # all other kinds hold digits, and most notes hold none
    yield from _licences(text)
    for view in (text, said):
        for pattern in (MOBILE, SPACED_MOBILE, LANDLINE):
            yield from _spans(pattern, "phone", view)
    for view in (text,) if text == said else (text, said):
        yield from _cards(view)
        yield from _accounts(view)
    yield from _passports(text)
    yield from _plates(text)
    yield from _addresses(text)
