"""Resident numbers, however written (개인정보 보호법 24조의2): recall weighs more than anything.

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
# What stands between two digits and is no letter: signs, blanks, emoji. Not the colon of a time.
SIGN = r"[^0-9A-Za-z가-힣:]"
_SERIAL = rf"(?P<serial>[0-9]{{7}}|[0-9](?:{SIGN}{{1,3}}[0-9]){{6}})(?![0-9])(?! ?원)"
# Its thirteen digits, parted anyhow by signs; `_parted_as_a_resident_number` looks at the parts.
PARTED_RESIDENT = late(
    rf"(?<![0-9])(?P<birth>[0-9]{SIGN}{{0,3}}[0-9]{SIGN}{{0,3}}"
    rf"(?:0{SIGN}{{0,3}}[1-9]|1{SIGN}{{0,3}}[0-2]){SIGN}{{0,3}}"
    rf"(?:0{SIGN}{{0,3}}[1-9]|[12]{SIGN}{{0,3}}[0-9]|3{SIGN}{{0,3}}[01]))"
    rf"(?P<joint>[^0-9A-Za-z가-힣]{{0,16}})(?P<serial>[0-9](?:{SIGN}{{0,3}}[0-9]){{6}})(?![0-9])(?! ?원)"
)
# A colon too, where no hour of the day stands: '900101-12:34568', not '26.11.26 9:00~10:30'.
TIMED_RESIDENT = late(
    r"(?<![0-9])(?P<birth>[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))"
    r"(?P<joint>[^0-9A-Za-z가-힣]{0,8})(?=[^:]{0,14}:)"
    r"[0-9](?:[^0-9A-Za-z가-힣]{0,3}[0-9]){6}(?![0-9])(?! ?원)"
)
_HOURS = late(r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9][^0-9:]{1,3}(?:[01]?[0-9]|2[0-4]):[0-5][0-9]$")
_HOUR = late(r"(?<![0-9])(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?![0-9])")
# Words between its halves: '900101 그리고 1234568'.
WORDED_RESIDENT = late(
    rf"(?<![0-9])(?P<century>19|20)?[0-9]{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?P<joint>[^0-9]{{1,16}}){_SERIAL}"
)
# The birth as a date: '90년 1월 1일생 뒷자리 1234568', '90.1.1-1234568'.
DATED_RESIDENT = late(
    r"(?<![0-9])(?P<year>(?:19|20)?[0-9]{2}) ?(?:년생?|[.\-/]) ?(?:0?[1-9]|1[0-2]) ?[월.\-/] ?(?:[12][0-9]|3[01]|0?[1-9])"
    rf"(?P<joint>[^0-9]{{1,20}}){_SERIAL}"
)
# The birth in words: '구십년 일월 일일생 뒷자리 일이삼사오육팔'.
_SAID = "공영일이삼사오육륙칠팔구"
SAID_RESIDENT = late(
    rf"(?<![가-힣0-9])(?:[천백십{_SAID}]{{1,7}}|(?:19|20)?[0-9]{{2}}) ?년생? ?"
    rf"(?:십[일이]|[일이삼사오육유칠팔구십시]|[0-9]{{1,2}}) ?월 ?(?:[이삼]?십?[일이삼사오육륙칠팔구]?|[0-9]{{1,2}}) ?일"
    rf"(?P<joint>[^0-9\n]{{0,20}}?)[{_SAID}0-9](?:[ .,\-]{{0,3}}[{_SAID}0-9]){{6}}(?![0-9])"
)
# Between a date of these years and seven digits: a line to call, a number to quote.
_OTHER_NUMBER = late(
    r"문의|전화|연락|내선|대표|통화|팩스|콜센터|접수 ?번호|문서|예약|민원 ?번호|상담|tel|fax|call|phone|电话|điện thoại",
    re.IGNORECASE,
)
# The 7th digit of a resident number says the century of birth.
_CENTURY = {"19": "1256", "20": "3478"}
# One and the same thing between all digits, a letter too: '9x0x0x…'.
THREADED_RESIDENT = late(
    r"(?<![0-9])[0-9](?P<thread>[^0-9]{1,4})[0-9](?:(?P=thread)[0-9]){11}(?![0-9])"
)
# The second half first: '뒷자리 1234568 앞자리 900101'.
TURNED_RESIDENT = late(
    rf"(?:뒷자리|뒷번호|뒤)[^0-9]{{0,8}}{_SERIAL}[^0-9]{{1,16}}[0-9]{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9])"
)
# The same said behind each half: '1234568이 뒷자리고 900101이 앞자리'.
TURNED_AROUND = late(
    r"(?<![0-9])[0-9]{7}[^0-9]{0,4}(?:뒷자리|뒷번호|뒤)[^0-9]{1,16}[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9])"
)
# Further digits run on behind it, a phone's or too many: '900101-1234568010-…'. They go with it.
RUN_ON_RESIDENT = late(
    r"(?<![0-9])[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]) ?[\-~_/] ?[0-9]{7}(?:01[016-9][ .\-]?[0-9]{3,4}[ .\-]?[0-9]{4}|[0-9]{1,4}(?![0-9\-]))"
)
_BANK_BEFORE = late(r"은행|계좌|통장|국민|농협|신한|우리|하나|기업|카카오|토스|신협|새마을")
# Its digits one by one, with a word between the halves; the seventh told by itself as the sex.
SINGLE_RESIDENT = late(
    r"(?<![0-9])[0-9](?: [0-9]){5}[^0-9]{1,16}[0-9](?: ?[0-9]){6}(?![0-9])"
    r"|(?<![0-9])[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[^0-9]{0,8}성별[^0-9]{0,6}[1-8][^0-9]{1,10}[0-9]{6}(?![0-9])"
)
_BIRTH = late(r"[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_RESIDENT_WORD = late(
    r"주민|등록번호|앞자리|뒷자리|생년|외국인|본인|resident|registration|登录证|身份证|đăng ký",
    re.IGNORECASE,
)
CODE_BEFORE = late(
    r"(?:배출|주문|송장|운송장|택배|관리|일련|승인|예약|바코드|상품|제품|전표|거래|영수증|물품|고지서|전자납부|납부) ?(?:번호|코드)[^0-9주민]{0,8}$|(?:바코드|송장|운송장|ISBN)[^0-9주민]{0,4}$|"
    r"(?:order|tracking|barcode|invoice)(?: no\.?| number| #)?[^0-9]{0,4}$",
    re.IGNORECASE,
)
_DIGIT_RUN = late(r"[0-9]+")
# Thirteen digits, or eleven where the birth is written as 90.1.1; only said ones have fewer.
_ENOUGH_DIGITS = late(r"(?:[^0-9]*[0-9]){11}")
_NO_LETTER = late(r"일?[^A-Za-z가-힣]+")
_BIRTH_WORD = late(r"생|뒷|뒤|주민|등록|^일 ?$")


def near(text: str, start: int, end: int) -> str:
    """What stands around a span."""
    return text[max(0, start - NEAR) : end + NEAR]


def spans(pattern: re.Pattern[str], kind: str, text: str) -> Iterator[Finding]:
    for match in pattern.finditer(text):
        start, end = match.span()
        # '(010) 1234-5678' keeps its bracket, '번호(010) 1234-5678)' does not
        own = ")" in match[0] and not text[max(0, start - 1) : start].strip()
        before = " " if own else " ("
        lead = len(match[0]) - len(match[0].lstrip(before))
        trail = len(match[0]) - len(match[0].rstrip(" ,.-"))
        yield Finding(kind, start + lead, end - trail)


def _sizes(digits: str) -> list[int]:
    return [len(run) for run in _DIGIT_RUN.findall(digits)]


def _parted_as_a_resident_number(match: re.Match[str]) -> bool:
    """Whether the parts are a birth's and a serial's: an account may have a date's digits too, and
    a date may stand before any number."""
    if not match["joint"]:
        return len(_sizes(match[0])) > 7
    is_date = _sizes(match["birth"]) == [2, 2, 2]
    return not is_date or bool(match["joint"].strip(" .,")) or _sizes(match["serial"])[0] == 1


def _residents_in_words(text: str) -> Iterator[Finding]:
    """Resident numbers with signs between their digits, words between their halves, or a date."""
    for match in PARTED_RESIDENT.finditer(text):
        if _parted_as_a_resident_number(match):
            yield Finding("resident_number", *match.span())
    for match in THREADED_RESIDENT.finditer(text):
        if _BIRTH.match("".join(_DIGIT_RUN.findall(match[0]))):
            yield Finding("resident_number", *match.span())
    for pattern in (TURNED_RESIDENT, TURNED_AROUND):
        for match in pattern.finditer(text):
            yield Finding("resident_number", *match.span())
    for pattern in (SINGLE_RESIDENT, RUN_ON_RESIDENT):
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 16) : match.start()]
            digits = "".join(_DIGIT_RUN.findall(match[0]))
            is_other = CODE_BEFORE.search(before) or _BANK_BEFORE.search(before)
            if _BIRTH.match(digits) and not is_other:
                yield Finding("resident_number", *match.span())
    for match in WORDED_RESIDENT.finditer(text):
        if _is_a_date_and_a_line(text, match):
            continue
        if not match["century"] or _BIRTH_WORD.search(match["joint"]):
            yield Finding("resident_number", *match.span())
    if ":" in text:
        yield from _residents_with_a_colon(text)
    yield from _residents_whose_birth_is_said(text)
    for match in DATED_RESIDENT.finditer(text):
        year, joint = match["year"], match["joint"]
        if len(year) == 4 and match["serial"][0] not in _CENTURY[year[:2]]:
            continue
        before = text[max(0, match.start() - 16) : match.start()]
        # No paper of today bears a date of the last century: who writes it was born then.
        marked = joint.strip(" .,") or "30" < year[-2:]
        joined = _NO_LETTER.fullmatch(joint) and marked and not CODE_BEFORE.search(before)
        if joined or _BIRTH_WORD.search(joint) or _RESIDENT_WORD.search(before):
            yield Finding("resident_number", *match.span())


def _is_a_date_and_a_line(text: str, match: re.Match[str]) -> bool:
    """'240101 문의 2281234': a day of these years, a word of calling, and a number as lines have.
    A line starts with no 1 and no 0; nothing around speaks of resident numbers."""
    birth = match[0][2:] if match["century"] else match[0]
    if not "15" <= birth[:2] <= "39" or match["serial"][0] in "01":
        return False
    around = text[max(0, match.start() - 16) : match.end()]
    spoken_of = _RESIDENT_WORD.search(around) or _BIRTH_WORD.search(match["joint"])
    return bool(_OTHER_NUMBER.search(match["joint"])) and not spoken_of


def _residents_with_a_colon(text: str) -> Iterator[Finding]:
    for match in TIMED_RESIDENT.finditer(text):
        if _HOURS.search(match[0]):
            continue
        if match["joint"].strip(" .,") or not _HOUR.search(match[0]):
            yield Finding("resident_number", *match.span())


def _residents_whose_birth_is_said(text: str) -> Iterator[Finding]:
    if "년" not in text or "월" not in text:
        return
    for match in SAID_RESIDENT.finditer(text):
        joint, before = match["joint"], text[max(0, match.start() - 16) : match.start()]
        told = _BIRTH_WORD.search(joint) or _RESIDENT_WORD.search(before)
        if told or not any(letter.isalpha() for letter in joint):
            yield Finding("resident_number", *match.span())


def residents(text: str) -> Iterator[Finding]:
    """Resident numbers; thirteen digits in a row after 'order number' and the like are none."""
    if not _ENOUGH_DIGITS.match(text):  # as in most notes
        yield from _residents_whose_birth_is_said(text)
        return
    for finding in spans(RESIDENT, "resident_number", text):
        value = text[finding.start : finding.end]
        before = text[max(0, finding.start - 16) : finding.start]
        if not (value.isdigit() and CODE_BEFORE.search(before)):
            yield finding
    yield from _residents_in_words(text)
    for match in LONG_RESIDENT.finditer(text):
        named = _RESIDENT_WORD.search(near(text, *match.span()))
        year, serial = match["year"], match["serial"]
        if len(year) == 4 and serial[0] not in _CENTURY[year[:2]]:
            continue
        before = text[max(0, match.start() - 16) : match.start()]
        if named or (match["joint"].strip() and not CODE_BEFORE.search(before)):
            yield Finding("resident_number", *match.span())
