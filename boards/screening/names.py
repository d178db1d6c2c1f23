"""Names of people in a text, Korean ones here: low confidence by nature; a clerk decides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from boards.screening.findings import Finding
from boards.screening.given_names import GIVEN_NAMES, GIVEN_WORDS
from boards.screening.names_abroad import foreign_names
from boards.screening.names_not import EXAMPLES, NO_NAMES, NOUN_STEMS, ORDINARY
from boards.screening.patterns import late, late_words
from boards.screening.staff_in_text import staff_spans

SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류유홍전고문양손배백허남심노하곽성차주우구민나진지엄채원천방공현함변염여추도소석"
    "선설마길연위표명기반왕금옥육인맹제모탁국어은편용예봉경사부황목태피두감음빈동복호형좌라"
)
DOUBLE_SURNAMES = "남궁|황보|제갈|사공|선우|독고|서문|동방|어금"
# Syllables that given names are made of; others make a bare word no name.
GIVEN = frozenset(
    "가강건겸경계고관광교구국권규균근금기길나남노누눈늘능니다단달담대덕도돈동두라란람래량려련렬령례로록론룡루류리린림마만말명모목무묵문미"
    "민바반배백범법별병보복봉부분비빈빛사산삼상새샘서석선설섭성세소솔송수숙순술슬승시식신실심아안애양언엄여연열염엽영예오옥온완용우욱운웅원월유윤율은을음"
    "의이익인일임자장재전정제조종주준중지직진찬창채천철초춘충치칠탁태택판평표필하학한해향헌혁현협형혜호홍화환황회효후훈휘희흠흥힘랑롱봄결름운찬별솜본득갑막응엄항슬람늬쁨률"
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
_OTHER_TITLES = "선생|여사|어르신|할머니|할아버지|아주머니|아저씨|대표|사장|기사|반장|통장|회장|총무|부장|대리|원장|관장|강사|교수|매니저|통역사?|미화원|경비|요원|간호사|봉사자|청년|학생|언니|누나|오빠|이모|형님|아가씨|쌤(?![가-힣])|양(?![가-힣])|군(?![가-힣])"
TITLED = late(
    rf"(?<![가-힣])(?P<name>{_SHORT_OR_FULL}) ?(?P<title>(?:{CLERK_TITLES}|{_OTHER_TITLES}) ?(?:선생)?님?|님|씨(?![가-힣]{{0,1}}앗))"
)
_BLAMED = late(r"[가-힣]{0,3} ?(?:때문|불친절|반말|화[를내냈]|짜증|소리|무시|욕)")
# Surnames that are no word before a rank, and those that are one too ('이 팀장', '전 과장').
_PLAIN_DOUBLES = "남궁|황보|제갈|사공|독고"
_ONLY_SURNAMES = "김박최정강조윤임오서권황안송류유홍문양손배백허심노하곽성엄채천방공함변염추석설길연표명왕옥육인맹탁편용예봉피감진민마"
_ALSO_WORDS = "나이장한신고차우주전남구지원현여도소선부국"
# Of these and a few more, those that a blank may part from a rank that is spoken to or of.
_WORDS_APART = "장신한고차우주남지여도소선국목"
_RANKS_ALONE = "주무관|팀장|과장|계장|국장|사무관|서기관|주사보|주임|실장|센터장|담당관"
_QUOTES = "'\"\u2018\u2019\u201c\u201d"
TITLE_FIRST = late(
    rf"(?<![가-힣])(?P<title>{CLERK_TITLES}|창구|민원팀|[가-힣]{{1,6}}(?:과|팀|계|(?<!화장)(?<!휴게)(?<!회의)(?<!대기)(?<!수유)(?<!사무)실|센터)|담당|직원 ?이름(?:은|이)?|이름표에?|명찰에?|명패에?|(?:이름표|명찰|명패|명함)[을에엔]{{0,2}} ?(?:보니까?|봤더니|보면)) (?:인 |이신 |은 )?[{_QUOTES}]?(?P<name>{_NAME})(?=[{_QUOTES}]|(?:님|씨|이?라|이[신던시더]|[은는이가을를의도와과께,. ]|$))"
)
SELF = late(
    rf"(?:제 ?이름은|이름(?= )|내 ?이름은|이름[은이]|성함[은이]|성명[은이]?:?|저는|나는|(?<![가-힣])[저나](?= )|본인은|사는|신청인:?|민원인:?|작성자:?|보내는 ?사람:?) ?(?P<name>{_NAME})"
    r"(?=\(| ?(?:이?라고|입니다|이라 ?[합하]|이에요|예요|이오|이요|올림|드림|인데|맞|이고|이며|이던|이었|이[신셨시]|[,.]|$))"
)
CALLED = late(
    rf"(?<![가-힣])(?P<name>{_NAME}) ?이?라(?:는|고 ?(?:하는|하시는|써|쓰여|쓴|적|되어|불리|합니다|해요)) ?(?:직원|분|사람|공무원|여자|남자|여직원|주무관|팀장|담당|이름|명찰|있)"
    rf"|담당(?:자|관)?(?:[이은가는]|님이)? (?P<second>{_NAME})(?=이?라(?:는데|던데|고))"
)
# A name without a title shows itself only by what is said of it.
BARE = late(
    rf"(?<![가-힣])(?P<name>(?:{DOUBLE_SURNAMES}|[{COMMON_SURNAMES}])[가-힣]{{2}})(?:(?= ?(?:{_PRAISED}))|(?=(?:이가|가|이|은|는|께서|이는) (?:[가-힣]{{1,4}} )?(?:{_DID})))"
)
SPACED = late(
    rf"(?<![가-힣])(?:(?P<name>[{SURNAMES}] [가-힣] [가-힣])(?= ?(?:{RANKS}|님|씨(?![가-힣])))|(?P<second>[김박최강윤임황홍권송] (?:[가-힣]{{2}}|모))(?= ?(?:{RANKS}|님|씨(?![가-힣]))))"
)
ALSO = late_words(
    rf" ?(?:{CLERK_TITLES}|님|씨)? ?(?:, ?|·|/| 및 |와 |과 |하고 |이랑 |랑 |& ?)(?P<name>{_NAME})(?=님|씨|[은는이가을를도께]|[ ,.!]|$)"
)
# Who writes a number down writes the name before it; so does who has a thing '이름으로'.
NUMBERED = late(
    rf"(?<![가-힣])(?P<name>{_NAME})(?= 이름으로)|(?<![가-힣])(?P<second>{_NAME})[ (:,]{{1,2}}(?:연락처|전화 ?번호|전화|핸드폰|휴대폰|폰|H\.?P)?[ :]{{0,2}}(?=[0-9]{{6}}[ \-]?[0-9]{{7}}|01[016789][ \-.]?[0-9])"
)
# Whose matter it is, or who speaks: '아들 김준서', '예금주 김말순', '김복순(78세)', '조만식이올시다'.
_KIN = r"아들|딸|손자|손녀|손주|남편|아내|집사람|며느리|사위|어머니|아버지|모친|부친|시어머니|장모님|친구|예금주:?|세대주|민원인|신청자|신청인|위임인|대리인|고인|故|소지자|수령인|담당자? ?이름은?"
KIN = late(
    rf"(?<![가-힣])(?:(?:{_KIN}) |(?:{_KIN}|엄마|아빠|할머니|할아버지)\()(?P<name>(?:{DOUBLE_SURNAMES}|[{SURNAMES}])[가-힣]{{2}})(?=[ ,.()]|$|[이가은는을를의도]|입니다)"
)
IN_BRACKETS = late(rf"(?:{_KIN}|엄마|아빠|할머니|할아버지)\((?P<name>[가-힣]{{3}})\)")
HOLDER = late(
    rf"(?:예금주|수취인|받는 ?분)(?:[은는이가]|:)? ?:?(?P<name>[{SURNAMES}][가-힣](?![이가는를을의도에로])[가-힣])(?![가-힣])"
)
OF_A_TEAM = late(
    r"(?:여권|민원|세무|복지|주민|행정|건축|위생|교통|지적|총무|징수|환경|청소|경제|재무|문화|도시|안전|토지|차량|등록|가족|여성|노인|보육|보건|인감|전입|증명)(?:과|팀|계|실|창구|담당) (?P<name>[가-힣]{2})(?=님(?![가-힣]))"
)
_A_TITLE = late(rf"{CLERK_TITLES}|{_OTHER_TITLES}|시장|의원|회원|서장|시민|사모")
SPEAKS = late(
    rf"(?:^|[.!?\n] ?|(?<![가-힣])[저나] |[ ](?=[가-힣]{{3}}이?올시다))(?P<name>{_NAME})(?=이?올시다| ?입니다|이라 ?합|이라고 ?(?:합|해)|이오(?=[ .]|$))|(?<![가-힣])(?P<second>{_NAME})(?= ?\((?:만 ?)?[0-9]{{1,3}} ?[세살])"
)
SIGNED = late(rf"(?:^|[\s.!~,\-(])(?P<name>{_NAME}) ?(?:올림|드림|배상|拜上)(?![가-힣])")
TWO_PEOPLE = late(
    rf"(?<![가-힣])(?P<name>{_NAME})[, ](?: ?(?P<second>{_NAME}))? ?(?:두 ?분|세 ?분|두 ?사람|선생)"
)
# Particles, endings and titles that a name is followed by when nothing else says that it is one.
_AFTER_NAME = r"[^가-힣]|$|이?(?:[은는이가을를도의랑와과만여]|하고|께|에게|한테|처럼)(?![가-힣])|께서|입니다|이?[요여](?![가-힣])|이?라[고는]|이?라 ?[하합]|이?에요|예요|이?올시다|이?(?:[고구][요여]?|며)(?![가-힣])|인데요?(?![가-힣])|임(?![가-힣])|이?던데|올림|드림|[님씨]"
# Who is spoken of, or to, in the next word: '도재필 이분', '백승우 그 사람', '노미란 너'.
POINTED_AT = late(
    rf"(?<![가-힣])(?P<name>(?:{DOUBLE_SURNAMES})[가-힣]{{1,2}}|[{SURNAMES}][가-힣]{{2}})(?= (?:[이그저] ?(?:[가-힣]{{2,4}} ?[가-힣]{{0,2}} )?(?:분|사람|양반|인간|여자|남자|직원|새끼|놈|년|ㅅㄲ)|너(?=[ ,!])|당신(?=[ ,!])|네 ?이놈))"
)
# A rank with nothing but the surname: few at one office share both.
RANKED = late(
    rf"(?<![가-힣0-9])(?P<name>(?:[{_ONLY_SURNAMES}]|{_PLAIN_DOUBLES}) ?(?:{_RANKS_ALONE}|(?:선생|여사)(?=님))|[{_ALSO_WORDS}](?:주무관|팀장|과장|계장)|[{_WORDS_APART}] (?:{_RANKS_ALONE})(?=님|이란|이라는))(?=[님이은는을를도의와과께한에랑만]|[ ,.!~?]|$)"
)
# A given name alone beside a word for who bears it: '딸 예슬이가', '순자 할머니', '이름이 예슬인데'.
GIVEN_ALONE = late(
    r"(?<![가-힣])(?:딸|아들|손주|손녀|손자|막내|조카|동생|아이|애|아기|이름[이은])(?:내미)? (?P<name>(?!이름)[가-힣]{2})(?=이 |이?(?:[가는를랑도]|한테|에게|이름|하고)(?![가-힣])|인데|이?에요|예요|입니다|이?라고|이?고[,. ]|[,.)])"
    r"|(?<![가-힣])(?P<second>[가-힣]{2}) (?=할머니|할아버지|어르신|아줌마|아주머니|언니|누나|이모|삼촌|쌤|엄마|아빠)"
)
# These surnames of two syllables are no words.
DOUBLED = late(rf"(?<![가-힣])(?P<name>(?:{_PLAIN_DOUBLES})[가-힣]{{1,2}}?)(?={_AFTER_NAME})")
# At the very end, letter by letter or behind a number: '고맙수 엄 기 순'.
AT_THE_END = late(
    rf"(?<=[ \n])(?P<name>[{SURNAMES}] [가-힣] [가-힣]|(?:{DOUBLE_SURNAMES}|[{SURNAMES}])[가-힣]{{2}})[ .!~]{{0,3}}$"
)
_A_NUMBER = late(r"[0-9공일이삼사오육칠팔구](?:[ \-.]?[0-9공일이삼사오육칠팔구]){8}")
_VEILED_INSULT = r"[이저그]? ?(?:ㄱ ?ㅅ ?ㄲ|ㅅ ?ㄲ|ㅆ ?ㅂ|ㅅ ?ㅂ(?!ㅅ)|ㅂ ?ㅅ|ㅄ|ㅁ ?ㅊ|ㅈ ?[ㄴㄹ]|ㅆ ?[ㄴㄹ]|ㄷ ?ㅊ|ㄱㅐ)"
INSULTED = late(
    rf"(?<![가-힣])(?P<name>{_NAME}) ?(?:[이가저그너야]|이 )? ?(?=개새|개쌔|씨발|시발|병신|미친|[이저그] ?새끼|새끼|{_VEILED_INSULT})"
)
KNOWN = late(
    rf"(?<![가-힣])(?P<second>(?P<alone>[가-힣]{{2}}))(?= ?(?:씨(?![가-힣])|님(?![가-힣])|쌤|주무관))"
    rf"|(?<![가-힣])(?P<name>(?:{DOUBLE_SURNAMES}|[{SURNAMES}])(?P<given>[가-힣]{{2}}))(?={_AFTER_NAME})"
)
# What nobody says of a name in an example.
_OF_SOMEBODY = (SELF, SIGNED, NUMBERED, KIN, SPEAKS, POINTED_AT, INSULTED)
# Where a form's example is spoken of, its name is nobody's.
_BESIDE = 16  # letters
_PRINTED = late(r"예시|예제|견본|샘플|작성 ?[례예법]|서식|양식|이라고 ?(?:다 )?(?:써|쓰여|적)")
_MISTER = late(r" ?씨(?![가-힣]{2})")
_NO_WORDS_BEFORE = "김박최윤황홍권"  # surnames that are hardly ever a word of their own
# As many Vietnamese are called in Korea.
IN_HANGUL = late(
    r"(?<![가-힣])(?P<name>(?:응우옌|응웬|누엔|쩐티|레티|팜티|부이티)(?: ?[가-힣]{1,4}){0,2}?)(?= ?(?:씨|님|이라고|라고|입니다))"
)
# Rooms, offices and stops: rarely the end of a name, and before '직원' nearly always a place.
_PLACE_ENDS = "실과소점역계팀센국청당장"
_ATTRIBUTES = "신한던된할인은는"
_WORD_ENDS = _PLACE_ENDS + "창세금관교회표방문음로"
_AFTER_PARTICLE = frozenset(["", *" ,.!"])
_PARTICLES = "은는이가을를의도와과에"
_VERBS = late(r"(?:[다라]고|시고|는데|니다|[세아어네]요|겠)$")
_NEVER_LAST = "이는가를을의도와과에로"  # 은 ends many names


def _looks_like_name(name: str) -> bool:
    if {name, name[:-1] if len(name) > 2 else name} & NO_NAMES:
        # '표지가', '공기는': a word and its particle; '김아무개' never, '전산' neither.
        whole = name in NO_NAMES
        rare_with_particle = name[-1] == "은" and name[0] not in COMMON_SURNAMES
        if whole or name[-1] in _NEVER_LAST or rare_with_particle:
            return False
    if _VERBS.search(name):
        return False
    given = name[2:] if re.match(DOUBLE_SURNAMES, name) and len(name) > 2 else name[1:]
    return all(letter in GIVEN for letter in given)


def _is_borne(name: str, text: str, start: int) -> bool:
    """Whether a name of printed examples is somebody's here: no example is spoken of beside it."""
    if name not in EXAMPLES:
        return False
    around = text[max(0, start - _BESIDE) : start + len(name) + _BESIDE]
    return not _PRINTED.search(around)


def _is_ordinary(name: str, text: str, start: int) -> bool:
    return name in ORDINARY and _is_borne(name, text, start)


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
        # Printed examples bear these names; so do people, when one is blamed or has a rank.
        borne = (
            name in EXAMPLES
            and (re.match(RANKS, match["title"]) or _BLAMED.match(text, match.end()))
        ) or _is_ordinary(name, text, match.start("name"))
        if borne or _looks_like_name(name):
            yield Finding("person_name", match.start("name"), match.end("name"))


def _by_context(pattern: re.Pattern[str], text: str) -> Iterator[Finding]:
    for match in pattern.finditer(text):
        for group in ("name", "second"):
            if group not in pattern.groupindex or not match[group]:
                continue
            name = _trimmed(match[group])
            if pattern is KIN and name[-1] == "이" and name[:-1] in GIVEN_NAMES:
                name = name[:-1]  # '딸 하윤이가'
                yield Finding("person_name", match.start(group), match.start(group) + len(name))
                continue
            if pattern in (BARE, KIN, SPEAKS) and (
                name[-1] in _WORD_ENDS or name[:2] in NOUN_STEMS
            ):
                continue
            if (
                name[-1] in "가의을를는에도와과로"
                and text[match.end(group) :][:1] in _AFTER_PARTICLE
            ):
                continue
            borne = pattern in _OF_SOMEBODY and _is_borne(name, text, match.start(group))
            looks_like_one = len(name) >= 3 and _looks_like_name(name.replace(" ", ""))
            if pattern is IN_HANGUL or borne or looks_like_one:
                start = match.start(group)
                yield Finding("person_name", start, start + len(name))


def _known(text: str) -> Iterator[Finding]:
    """Names that many people bear; those that are words too need a surname that is none, or 씨."""
    for match in KNOWN.finditer(text):
        given = match["given"] or match["alone"]
        name = match["name"] or given
        is_borne = _is_ordinary(name, text, match.start())
        if given not in GIVEN_NAMES or (name in NO_NAMES and not is_borne):
            continue
        if match["alone"] and (called := _MISTER.match(text, match.end())):
            # '지수 씨 덕분에': whoever is called so is known by it.
            yield Finding("person_name", match.start(), called.end())
            continue
        # '안경은', '이동하고', '정도'
        if name[:2] in NO_NAMES and name[-1] in "은이인도":
            continue
        if (given in GIVEN_WORDS or given[-1] in "하한") and name[0] not in _NO_WORDS_BEFORE:
            continue
        yield Finding("person_name", *match.span("name" if match["name"] else "second"))


def _given_alone(text: str) -> Iterator[Finding]:
    for match in GIVEN_ALONE.finditer(text):
        group = "name" if match["name"] else "second"
        if match[group] in GIVEN_NAMES and match[group] not in GIVEN_WORDS:
            yield Finding("person_name", *match.span(group))


def _at_the_end(text: str) -> Iterator[Finding]:
    """A name that stands for a signature: in single letters, or in a note with a number."""
    match = AT_THE_END.search(text)
    if not match:
        return
    given = match["name"].replace(" ", "")[-2:]
    if given in GIVEN_NAMES and (" " in match["name"] or _A_NUMBER.search(text)):
        yield Finding("person_name", *match.span("name"))


def _behind_a_word(text: str) -> Iterator[Finding]:
    """'엄마(라순임)', '예금주 배강토', '여권과 하늬님': the word before says that a name comes, so
    rare surnames, rare syllables and given names alone do."""
    for match in IN_BRACKETS.finditer(text):
        if match["name"] not in NO_NAMES and GIVEN.issuperset(match["name"][1:]):
            yield Finding("person_name", *match.span("name"))
    for match in HOLDER.finditer(text):
        name = match["name"]
        if name[:2] not in NO_NAMES | NOUN_STEMS and name not in NO_NAMES:
            yield Finding("person_name", *match.span("name"))
    for match in OF_A_TEAM.finditer(text):
        name = match["name"]
        if name not in NO_NAMES and not _A_TITLE.fullmatch(name) and GIVEN.issuperset(name):
            yield Finding("person_name", *match.span("name"))


def _companions(text: str, found: list[Finding]) -> Iterator[Finding]:
    """'임채원, 오다은, 한서준 감사합니다': names behind a name that was found, each tried once."""
    tried: set[int] = set()
    for finding in found:
        end: int | None = finding.end
        while end is not None and end not in tried:
            tried.add(end)
            match, end = ALSO.match(text, end), None
            if match and len(match["name"]) >= 3 and _looks_like_name(match["name"]):
                yield Finding("person_name", *match.span("name"))
                end = match.end("name")


def names(
    text: str, staff_names: frozenset[str], agreed_names: frozenset[str], side: str
) -> Iterator[Finding]:
    """Names of people. Staff who agreed to be thanked by name stay in praise, and only there."""
    kept = agreed_names if side == "good" else frozenset()
    for start, end in staff_spans(text, staff_names - kept):
        yield Finding("person_name", start, end)
    found = [*_titled(text)]
    for pattern in (
        TITLE_FIRST,
        SELF,
        SIGNED,
        TWO_PEOPLE,
        INSULTED,
        POINTED_AT,
        DOUBLED,
        CALLED,
        SPACED,
        NUMBERED,
        BARE,
        KIN,
        SPEAKS,
        IN_HANGUL,
    ):
        found += _by_context(pattern, text)
    found += [Finding("person_name", *match.span("name")) for match in RANKED.finditer(text)]
    found += _given_alone(text)
    found += _known(text)
    found += _at_the_end(text)
    found += _behind_a_word(text)
    found += [*_companions(text, found)]
    found += foreign_names(text)
    for finding in found:
        if text[finding.start : finding.end] not in kept:
            yield finding
