"""Names of people in a text: low confidence by nature; a clerk decides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from boards.screening.findings import Finding
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
    "의이익인일임자장재전정제조종주준중지직진찬창채천철초춘충치칠탁태택판평표필하학한해향헌혁현협형혜호홍화환황회효훈휘희흠흥힘랑롱봄결름운찬별솜"
)
_NAME = rf"(?:(?:{DOUBLE_SURNAMES})[가-힣]{{1,2}}|[{SURNAMES}][가-힣]{{1,2}})"
_SHORT_OR_FULL = rf"(?:(?:{DOUBLE_SURNAMES})[가-힣]{{1,3}}|[{SURNAMES}][가-힣]{{1,3}})"
CLERK_TITLES = (
    "주무관|팀장|과장|계장|국장|동장|구청장|사무관|서기관|서기보|서기|주사보|주사|주임|실장|소장|센터장|담당관|담당자|"
    "공무관|사회복지사|복지사|상담사|상담원|안내원|직원|공무원"
)
_OTHER_TITLES = "선생|여사|어르신|할머니|할아버지|아주머니|아저씨|대표|사장|기사|반장|통장|간호사|봉사자|청년|학생|양(?![가-힣])|군(?![가-힣])"
TITLED = late(
    rf"(?<![가-힣])(?P<name>{_SHORT_OR_FULL}) ?(?P<title>(?:{CLERK_TITLES}|{_OTHER_TITLES}) ?(?:선생)?님?|님|씨(?![가-힣]{{0,1}}앗))"
)
TITLE_FIRST = late(
    rf"(?<![가-힣])(?P<title>{CLERK_TITLES}|창구|민원팀|[가-힣]{{1,6}}(?:과|팀|계|실|센터)|담당|직원 ?이름(?:은|이)?|이름표에?|명찰에?|명패에?) (?:인 |이신 |은 )?(?P<name>{_NAME})(?=(?:님|씨|이?라|이신|[은는이가을를의도와과께,. ]|$))"
)
SELF = late(
    rf"(?:제 ?이름은|내 ?이름은|이름은|성함은|성명은?:?|저는|나는|본인은|사는|신청인:?|민원인:?|작성자:?|보내는 ?사람:?) ?(?P<name>{_NAME})"
    r"(?=\(| ?(?:이?라고|입니다|이라 ?합|이에요|예요|이오|이요|올림|드림|인데|이고|이며|[,.]|$))"
)
SIGNED = late(rf"(?:^|[\s.!~,\-(])(?P<name>{_NAME}) ?(?:올림|드림|배상|拜上)(?![가-힣])")
TWO_PEOPLE = late(
    rf"(?<![가-힣])(?P<name>{_NAME})[, ](?: ?(?P<second>{_NAME}))? ?(?:두 ?분|세 ?분|두 ?사람|선생)"
)
INSULTED = late(
    rf"(?<![가-힣])(?P<name>{_NAME}) ?(?:이|가|저|너|야|이 )? ?(?=개새|개쌔|씨발|시발|병신|미친|이 ?새끼|저 ?새끼|새끼)"
)
LATIN = late(
    r"(?:\b(?:Mr|Mrs|Ms|Miss|Dr)\.? |(?i:\b(?:my name is|name's|this is|thanks? to|thank you,?|staff(?: member)? named|officer|clerk named|I am|I'm)) )"
    r"(?P<name>[A-Z][a-z]{1,14}(?:[ -][A-Z][a-z]{1,14}){0,3})\b"
)
VIETNAMESE = late(
    r"(?i:\b(?:tôi là|tên(?: tôi)? là|tên|(?:anh|chị|cô|chú|bác|em|ông|bà)))\s(?P<name>[A-ZĐÀ-Ỹ][a-zà-ỹđ]{1,7}(?: [A-ZĐÀ-Ỹ][a-zà-ỹđ]{1,7}){1,3})"
)
CHINESE = late(
    r"(?:我叫|我是|名叫|姓名是?:?|叫做)(?P<name>[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕金朴崔][\u4e00-\u9fff]{1,2})(?=[,，。.!！ ]|$|的)"
    r"|(?P<titled>[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕金朴崔][\u4e00-\u9fff]{1,2})(?=先生|女士|小姐|主任|科长|老师)"
)
# Words that look like a name before a title, or a title before a word like a name.
NO_NAMES = frozenset(
    """홍길동 홍길순 김아무개 김철수 이몽룡 성춘향 선생 고객 민원 민원인 안내 안내원 안내인 공무원 담당 담당자 주무 주무관 주사 주임 원장 이장 통장 반장 조장 시장 구청장 동장 국장 과장
    계장 팀장 부장 차장 사장 회장 의장 소장 실장 위원 의원 이사 감사 기사 강사 교사 교수 변호사 상담사 상담원 복지사 간호사 의사 목사 신부 신부님 도우미 부모
    아버 어머 어머니 아버지 형 누 손 임금 주인 장모 장인 고모 이모 조카 남편 아내 마님 하느 하나 선배 후배 선임 신입 신규 남자 여자 여성 남성 남녀 연세 어른
    어린 아저 아가 마음 마음씨 말 글 날 솜 맘 불 볍 조용 친절 고운 예쁜 이쁜 착한 성실 정직 한분 두분 여러 모든 우리 이번 저번 지난 다음 오늘 어제 내일
    전화 여권 주차 지적 민방위 현장 방문 방문객 이용 이용객 주민 시민 국민 신청 신청인 대기 대기자 접수 안전 경비 경비원 청소 미화 미화원 보안 보안관 봉사 봉사자 명예
    전담 전입 전출 정문 후문 공익 공무 사회 복지 노인 노약자 장애 장애인 임신 임산부 유아 영유아 어르신 나이 연배 사복 유니폼 안경 임시 정규 계약 인턴 신분 성함
    이름 우수 최고 최우수 모범 주인공 한마디 정말 진짜 너무 매우 아주 원래 전부 전혀 여기 저기 거기 이쪽 저쪽 나머지 다른 같은 이런 그런 저런 어떤 무슨 해당
    남의 나의 저의 여러분 문의 문의처 공공 공용 현재 차량 차례 순서 순번 번호 서류 서식 도장 인감 등본 초본 지방세 세무 세금 재산 건축 환경 위생 교통 문화 체육 도서
    기분 기계 기타 고생 수고 감동 감사 고마 고맙 미안 죄송 사과 인사 미소 표정 태도 말투 목소리 응대 상담 설명 처리 업무 점심 점심시간 오전 오후 아침 저녁 하루 한참
    이분 저분 그분 한사람 두사람 전직원 남직원 여직원 남자직원 여자직원 신입직원 안내직원 담당직원 젊은 조선 한국 외국 중국 수원 팔달 장안 권선 영통 인계 매탄 원천 우만 정자
    조원 연무 파장 율천 송죽 영화 세류 서둔 구운 금곡 호매실 곡선 입북 행궁 매교 매산 고등 화서 망포 광교""".split()
)
_PARTICLES = "은는이가을를의도와과께에"


def _looks_like_name(name: str, given_only: bool) -> bool:
    if name in NO_NAMES or name[:2] in NO_NAMES and len(name) == 2:
        return False
    given = name[2:] if re.match(DOUBLE_SURNAMES, name) and len(name) > 2 else name[1:]
    return not given_only or all(letter in GIVEN for letter in given)


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
        clerk = bool(re.match(CLERK_TITLES, match["title"]))
        if len(name) == 2 and not clerk:
            continue  # '고운님', '마음씨': two syllables before 님 or 씨 are too often a word
        if _looks_like_name(name, given_only=True):
            yield Finding("person_name", match.start("name"), match.end("name"))


def _by_context(pattern: re.Pattern[str], text: str) -> Iterator[Finding]:
    for match in pattern.finditer(text):
        for group in ("name", "second"):
            if group not in pattern.groupindex or not match[group]:
                continue
            name = _trimmed(match[group])
            if len(name) >= 3 and _looks_like_name(name, given_only=True):
                start = match.start(group)
                yield Finding("person_name", start, start + len(name))


def _foreign(text: str) -> Iterator[Finding]:
    for match in LATIN.finditer(text):
        if match["name"].split()[0] not in _NO_LATIN_NAMES:
            yield Finding("person_name", match.start("name"), match.end("name"))
    for match in VIETNAMESE.finditer(text):
        yield Finding("person_name", match.start("name"), match.end("name"))
    for match in CHINESE.finditer(text):
        group = "name" if match["name"] else "titled"
        yield Finding("person_name", match.start(group), match.end(group))


_NO_LATIN_NAMES = frozenset(
    """The Very So My Your Our This That It Korean English Chinese Vietnamese Foreign Suwon Korea Please Not A An
    Everyone Staff All You Happy Glad Just From Really Truly Thank Thanks Here Still Always Never Also Window Counter
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
    for pattern in (TITLE_FIRST, SELF, SIGNED, TWO_PEOPLE, INSULTED):
        found += _by_context(pattern, text)
    found += _foreign(text)
    for finding in found:
        if text[finding.start : finding.end] not in kept:
            yield finding
