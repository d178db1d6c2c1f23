"""Names of people in a text: low confidence by nature; a clerk decides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from boards.screening.findings import Finding
from boards.screening.names_not import NO_NAMES, NOUN_STEMS
from boards.screening.patterns import late

SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류유홍전고문양손배백허남심노하곽성차주우구민나진지엄채원천방공현함변염여추도소석"
    "선설마길연위표명기반왕금옥육인맹제모탁국어은편용예봉경사부황목태피두감음빈동복호형"
)
DOUBLE_SURNAMES = "남궁|황보|제갈|사공|선우|독고|서문|동방|어금"
# Syllables that given names are made of; others make a bare word no name.
GIVEN = frozenset(
    "가강건겸경계고관광교구국권규균근금기길나남노누눈늘능니다단달담대덕도돈동두라란람래량려련렬령례로록론룡루류리린림마만말명모목무묵문미"
    "민바반배백범법별병보복봉부분비빈빛사산삼상새샘서석선설섭성세소솔송수숙순술슬승시식신실심아안애양언엄여연열염엽영예오옥온완용우욱운웅원월유윤율은을음"
    "의이익인일임자장재전정제조종주준중지직진찬창채천철초춘충치칠탁태택판평표필하학한해향헌혁현협형혜호홍화환황회효훈휘희흠흥힘랑롱봄결름운찬별솜본득갑막응엄항슬람늬"
)
_NAME = rf"(?:(?:{DOUBLE_SURNAMES})[가-힣]{{1,2}}|[{SURNAMES}][가-힣]{{1,2}})"
_SHORT_OR_FULL = rf"(?:(?:{DOUBLE_SURNAMES})[가-힣]{{1,3}}|[{SURNAMES}][가-힣]{{1,3}})"
RANKS = "주무관|팀장|과장|계장|국장|동장|구청장|사무관|서기관|서기보|서기|주사보|주사|주임|실장|소장|센터장|담당관"
# Whom a word before means as often by work or place ('도서관 직원') as by name.
CALLINGS = "담당자|공무관|사회복지사|복지사|상담사|상담원|안내원|직원|공무원"
CLERK_TITLES = f"{RANKS}|{CALLINGS}"
# Without a title only the surnames of most people count: the others start too many words.
COMMON_SURNAMES = "김이박최정강조윤장임한오서신권황안송류유홍전고문양손배백허남심노하곽성차주우구민나진지엄채방변염"
_PRAISED = r"최고|칭찬|짱|감사|고마|고맙|굿|추천|수고|화이팅|파이팅|덕분|덕에|너무|정말|진짜|참 |항상|늘 |불친절|친절|반말|미소|사랑|대박|별로|실망|왜 "
_DID = r"도와|도움|알려|설명|챙겨|안내|해결|처리|친절|웃|인사|응대|불친절|반말|소리|짜증|한숨|직접|끝까지|대신|먼저|제일|최고|너무|정말|진짜|해 ?[줬주]|봐 ?[줬주]"
_OTHER_TITLES = "선생|여사|어르신|할머니|할아버지|아주머니|아저씨|대표|사장|기사|반장|통장|간호사|봉사자|청년|학생|언니|누나|오빠|이모|형님|아가씨|양(?![가-힣])|군(?![가-힣])"
TITLED = late(
    rf"(?<![가-힣])(?P<name>{_SHORT_OR_FULL}) ?(?P<title>(?:{CLERK_TITLES}|{_OTHER_TITLES}) ?(?:선생)?님?|님|씨(?![가-힣]{{0,1}}앗))"
)
TITLE_FIRST = late(
    rf"(?<![가-힣])(?P<title>{CLERK_TITLES}|창구|민원팀|[가-힣]{{1,6}}(?:과|팀|계|실|센터)|담당|직원 ?이름(?:은|이)?|이름표에?|명찰에?|명패에?) (?:인 |이신 |은 )?(?P<name>{_NAME})(?=(?:님|씨|이?라|이신|[은는이가을를의도와과께,. ]|$))"
)
SELF = late(
    rf"(?:제 ?이름은|이름(?= )|내 ?이름은|이름[은이]|성함[은이]|성명[은이]?:?|저는|나는|본인은|사는|신청인:?|민원인:?|작성자:?|보내는 ?사람:?) ?(?P<name>{_NAME})"
    r"(?=\(| ?(?:이?라고|입니다|이라 ?합|이에요|예요|이오|이요|올림|드림|인데|맞|이고|이며|이던|이었|이신|[,.]|$))"
)
CALLED = late(
    rf"(?<![가-힣])(?P<name>{_NAME}) ?이?라(?:는|고 ?(?:하는|하시는|써|쓰여|쓴|적|되어|불리|합니다|해요)) ?(?:직원|분|사람|공무원|여자|남자|여직원|주무관|팀장|담당|이름|명찰|있)"
)
# A name without a title shows itself only by what is said of it.
BARE = late(
    rf"(?<![가-힣])(?P<name>(?:{DOUBLE_SURNAMES}|[{COMMON_SURNAMES}])[가-힣]{{2}})(?:(?= ?(?:{_PRAISED}))|(?=(?:이가|가|이|은|는|께서|이는) (?:[가-힣]{{1,4}} )?(?:{_DID})))"
)
SPACED = late(
    rf"(?<![가-힣])(?:(?P<name>[{SURNAMES}] [가-힣] [가-힣])(?= ?(?:{RANKS}|님|씨(?![가-힣])))|(?P<second>[김박최강윤임황홍권송] [가-힣]{{2}})(?= ?(?:{RANKS}|님|씨(?![가-힣]))))"
)
ALSO = late(
    rf" ?(?:{CLERK_TITLES}|님|씨)? ?(?:, ?|·|/| 및 |와 |과 |하고 |이랑 |랑 |& ?)(?P<name>{_NAME})(?=님|씨|[은는이가을를도께]|[ ,.!]|$)"
)
# Who writes a number down writes the name before it.
NUMBERED = late(
    rf"(?<![가-힣])(?P<name>{_NAME})[ (:,]{{1,2}}(?=[0-9]{{6}}[ \-]?[0-9]{{7}}|01[016789][ \-.]?[0-9])"
)
SIGNED = late(rf"(?:^|[\s.!~,\-(])(?P<name>{_NAME}) ?(?:올림|드림|배상|拜上)(?![가-힣])")
TWO_PEOPLE = late(
    rf"(?<![가-힣])(?P<name>{_NAME})[, ](?: ?(?P<second>{_NAME}))? ?(?:두 ?분|세 ?분|두 ?사람|선생)"
)
INSULTED = late(
    rf"(?<![가-힣])(?P<name>{_NAME}) ?(?:이|가|저|너|야|이 )? ?(?=개새|개쌔|씨발|시발|병신|미친|이 ?새끼|저 ?새끼|새끼)"
)
LATIN = late(
    r"(?:\b(?:Mr|Mrs|Ms|Miss|Dr)\.? |(?i:\b(?:my name is|name's|this is|thanks? to|thank you,?|to thank|thank|staff(?: member)? named|officer|clerk named|I am|I'm)) )"
    r"(?P<name>[A-Z][a-z]{1,14}(?:[ -][A-Z][a-z]{1,14}){0,3})\b"
    r"|\b(?P<second>[A-Z][a-z]{1,12}(?:-[a-z]{2,8})? [A-Z][a-z]{1,12}(?:-[a-z]{2,8})?)(?= (?:helped|assisted|explained|(?:was|is) (?:so|very|really|extremely|incredibly) (?:kind|nice|helpful|patient|rude|friendly|polite)))"
)
_UPPER = "A-Z" + "".join(
    letter for letter in map(chr, [*range(0xC0, 0x1B1), *range(0x1E00, 0x1EFA)]) if letter.isupper()
)
VIETNAMESE = late(
    rf"(?i:\b(?:tôi là|tên(?: tôi)? là|tên|(?:anh|chị|cô|chú|bác|em|ông|bà)))\s(?P<name>[{_UPPER}][a-zà-ỹđ]{{1,7}}(?: [{_UPPER}][a-zà-ỹđ]{{1,7}}){{1,3}})"
)
CHINESE = late(
    r"(?:我叫|我是|名叫|姓名是?:?|叫做)(?P<name>[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕金朴崔][\u4e00-\u9fff]{1,2})(?=[,，。.!！ ]|$|的)"
    r"|(?P<titled>[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕金朴崔][\u4e00-\u9fff]{1,2})(?=先生|女士|小姐|主任|科长|老师)"
)
# Rooms, offices and stops: rarely the end of a name, and before '직원' nearly always a place.
_PLACE_ENDS = "실과소점역계팀센국청당장"
_ATTRIBUTES = "신한던된할인은는"
_WORD_ENDS = _PLACE_ENDS + "창세금관교회표방문음로"
_AFTER_PARTICLE = frozenset(["", *" ,.!"])
_PARTICLES = "은는이가을를의도와과에"
_NEVER_LAST = "이는가를을의도와과에로"  # 은 ends many names


def _looks_like_name(name: str) -> bool:
    if {name, name[:-1] if len(name) > 2 else name} & NO_NAMES:
        # '표지가', '공기는': a word and its particle; '김아무개' never, '전산' neither.
        whole = name in NO_NAMES
        rare_with_particle = name[-1] == "은" and name[0] not in COMMON_SURNAMES
        if whole or name[-1] in _NEVER_LAST or rare_with_particle:
            return False
    given = name[2:] if re.match(DOUBLE_SURNAMES, name) and len(name) > 2 else name[1:]
    return all(letter in GIVEN for letter in given)


def _trimmed(name: str) -> str:
    """'김태준이' before a title keeps three syllables: the fourth is a particle."""
    if len(name) == 4 and not re.match(DOUBLE_SURNAMES, name):
        return name[:3] if name[3] in _PARTICLES else name
    return name


def _titled(text: str) -> Iterator[Finding]:
    for match in TITLED.finditer(text):
        name = match["name"]
        if len(name) == 4 and not re.match(DOUBLE_SURNAMES, name):
            continue  # four syllables with a single surname are a word
        if len(name) == 2 and not re.match(RANKS, match["title"]):
            continue  # '고운님', '마음씨', '구한 직원': too often a word
        if len(name) == 2 and name[-1] in _ATTRIBUTES:
            continue  # '오신 팀장님'
        if name[-1] in _PLACE_ENDS and re.match(CALLINGS, match["title"]):
            continue
        if _looks_like_name(name):
            yield Finding("person_name", match.start("name"), match.end("name"))


def _by_context(pattern: re.Pattern[str], text: str) -> Iterator[Finding]:
    for match in pattern.finditer(text):
        for group in ("name", "second"):
            if group not in pattern.groupindex or not match[group]:
                continue
            name = _trimmed(match[group])
            if pattern is BARE and (name[-1] in _WORD_ENDS or name[:2] in NOUN_STEMS):
                continue
            if (
                name[-1] in "가의을를는에도와과로"
                and text[match.end(group) :][:1] in _AFTER_PARTICLE
            ):
                continue
            if len(name) >= 3 and _looks_like_name(name.replace(" ", "")):
                start = match.start(group)
                yield Finding("person_name", start, start + len(name))


def _companions(text: str, found: list[Finding]) -> Iterator[Finding]:
    """'임채원, 오다은 감사합니다': a name that a name was found before."""
    for finding in found:
        match = ALSO.match(text, finding.end)
        if match and _looks_like_name(match["name"]) and len(match["name"]) >= 3:
            yield Finding("person_name", *match.span("name"))


def _foreign(text: str) -> Iterator[Finding]:
    if _LATIN_LETTER.search(text):
        yield from _in_latin_letters(text)
    for match in CHINESE.finditer(text):
        group = "name" if match["name"] else "titled"
        yield Finding("person_name", match.start(group), match.end(group))


def _in_latin_letters(text: str) -> Iterator[Finding]:
    for match in LATIN.finditer(text):
        group = "name" if match["name"] else "second"
        words = match[group].split()
        if group == "second" and words[-1] == "Park":
            continue  # 'Central Park is very nice'
        if not _NO_LATIN_NAMES.intersection(words):
            yield Finding("person_name", match.start(group), match.end(group))
    for match in VIETNAMESE.finditer(text):
        yield Finding("person_name", match.start("name"), match.end("name"))


_LATIN_LETTER = late("[A-Za-z]")
_NO_LATIN_NAMES = frozenset(
    """The Very So My Your Our This That It Korean English Chinese Vietnamese Foreign Suwon Korea Please Not A An
    Everyone Staff All You Happy Glad Just From Really Truly Thank Thanks Here Still Always Never Also Window Counter
    National Hall River Street Library City Office Center Centre Team Road Station The District
    American British Canadian Indian Filipino Russian Thai Japanese""".split()
)


def names(
    text: str, staff_names: frozenset[str], agreed_names: frozenset[str], side: str
) -> Iterator[Finding]:
    """Names of people. Staff who agreed to be thanked by name stay in praise, and only there."""
    kept = agreed_names if side == "good" else frozenset()
    for name in staff_names:
        if len(name) < 2 or name in kept:
            continue
        for match in re.finditer(re.escape(name), text):
            yield Finding("person_name", *match.span())
    found = [*_titled(text)]
    for pattern in (
        TITLE_FIRST,
        SELF,
        SIGNED,
        TWO_PEOPLE,
        INSULTED,
        CALLED,
        SPACED,
        NUMBERED,
        BARE,
    ):
        found += _by_context(pattern, text)
    found += _companions(text, found)
    found += _foreign(text)
    for finding in found:
        if text[finding.start : finding.end] not in kept:
            yield finding
