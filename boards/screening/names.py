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
# Words that look like a name before a title, or a title before a word like a name.
NO_NAMES = frozenset(
    """홍길동 홍길순 김아무개 김철수 이몽룡 성춘향 선생 고객 민원 민원인 안내 안내원 안내인 공무원 담당 담당자 주무 주무관 주사 주임 원장 이장 통장 반장 조장 시장 구청장 동장 국장 과장
    계장 팀장 부장 차장 사장 회장 의장 소장 실장 위원 의원 이사 감사 기사 교사 교수 변호사 상담사 상담원 복지사 간호사 의사 목사 신부 신부님 도우미 부모
    아버 어머 어머니 아버지 형 누 손 임금 주인 장모 장인 고모 이모 조카 남편 아내 마님 하느 하나 선배 후배 선임 신입 신규 남자 여자 여성 남성 남녀 연세 어른
    어린 아저 아가 마음 마음씨 말 글 날 솜 맘 불 볍 조용 친절 고운 예쁜 이쁜 착한 성실 정직 한분 두분 여러 모든 우리 이번 저번 지난 다음 오늘 어제 내일
    전화 여권 주차 지적 민방위 현장 방문 방문객 이용 이용객 주민 시민 국민 신청 신청인 대기 대기자 접수 안전 경비 경비원 청소 미화 미화원 보안 보안관 봉사 봉사자 명예
    전담 전입 전출 정문 후문 공익 공무 사회 복지 노인 노약자 장애 장애인 임신 임산부 유아 영유아 어르신 나이 연배 사복 유니폼 안경 임시 정규 계약 인턴 신분 성함
    이름 우수 최고 최우수 모범 주인공 한마디 정말 진짜 너무 매우 아주 원래 전부 전혀 여기 저기 거기 이쪽 저쪽 나머지 다른 같은 이런 그런 저런 어떤 무슨 해당
    남의 나의 저의 여러분 문의 문의처 공공 공용 현재 차량 차례 순서 순번 번호 서류 서식 도장 인감 등본 초본 지방세 세무 세금 재산 건축 환경 위생 교통 문화 체육 도서
    기분 기계 기타 고생 수고 감동 감사 고마 고맙 미안 죄송 사과 인사 미소 표정 태도 말투 목소리 응대 상담 설명 처리 업무 점심 점심시간 오전 오후 아침 저녁 하루 한참
    이분 저분 그분 한사람 두사람 전직원 남직원 여직원 남자직원 여자직원 신입직원 안내직원 담당직원 젊은 조선 한국 외국 중국 수원 팔달 장안 권선 영통 인계 매탄 원천 우만 정자
    조원 연무 파장 강아지 고양이 송아지 망아지 율천 송죽 영화 세류 서둔 구운 금곡 호매실 곡선 입북 행궁 매교 매산 고등 화서 망포 광교""".split()
)
# Work, things and places whose letters could be a name's.
NO_NAMES_EITHER = frozenset(
    """민원실 도서관 지하철 노인정 복지관 경비실 전산실 방송실 상담실 회의실 주민계 우체국 주차장 주차원 경로당 안내소 정수기 전화기 선풍기 음수대 지하도 주소지 신분증 인감증 용지함
    우산대 우산꽂이 유모차 유아실 수유실 화장실 대기실 여권실 민원대 민원과 민원팀 여권과 세무과 지적과 전산과 주택과 공보실 구내식당 은행원 이용자 대기자 민원기 안내판 안내문 공지문
    공지판 고지서 전자정부 이번주 이번달 지난주 임산부 신혼부부 외국인 한국인 중국인 조선족 장애인 신청자 방문자 보호자 인솔자 이웃분 주인분 주민분 양산시 수원시 용인시 성남시 화성시
    오산시 안산시 안양시 전주시 원주시 여주시 경기도 강원도 제주도 전라도 경상도 남문시장 지동시장 구운동 고등동 지동 신동 원천동 하동 이의동 상현동 연무동 조원동 송죽동 정자동 영화동
    방화문 소화기 소독기 제세동기 안마기 혈압기 온도계 체온계 공기청정 유리문 자동문 정문앞 문구점 인주 도장 연필 볼펜 종이 의자 소파 조명 전등 난로 온풍기 방석 우산 연못 정원 화단 선거 주소
    표지 표지판 공사 도로 주거 주택 보육 총무 서무 홍보 정보 예산 방역 하수 상수 조사 지원 고용 노동 공보 인사 구매 경리 신고 전산 공원 산림 농정 경제 감사실 지방 여성팀 명예 안심 심사
    현금 수납 문서 기록 기획 정책 민방위 여권팀 가족 가정 아동 청년 청소년 노년 보건 진료 방문자 의료 차량계 등록 증명 인감계 병무 국방 재난 안전팀 주정차 공동 주민자치 자원 환경과 산업 관광 도시
    건설 하천 지역 마을 공영 시설 경로 장수 기초 연금 수당 급여 원어민 통역 번역 모범 명장 연장자 고령자 이장님 사무실 공사장 현장 시공 용역 경비팀 미화팀 조리 영양 주방 배식 전문 정식 임시직 계약직
    신입 고참 막내 선임 후임 동료 옆자리 앞자리 뒷자리 오늘도 이곳 이분도 한마음 온동네 주말 평일 공휴일 정오 하반기 상반기 올해도 내년 작년 구청 시청 동사무소 주민센 정성 정말로 진심 심지어 성심 성의
    유일 최근 최대한 최소한 최선 전반 전부다 전체 전원 모두 모든분 양심 인내 인심 인상 표준 기준 원리 원칙 공정 공평 공감 공기 방음 소음 소리 음성 음악 노래 안정 안도 안녕 이후 이전 이런저런 이동 이사 이유 이의 이제 이하
    전자 전문가 전광판 정리 정비 정산 정해진 주의 주문 주변 지금 지도 지정 지하 지연 진행 진정 차단 차선 최종 추석 추진 하지만 한동안 한글 한자 현수막 현황 형광 형식 형태 홍보물 황금 서로 서류철 서식 서명 선물 선정 설명서
    설문 성명 성인 소개 소문 소식 손님 손자 손녀 송금 수원 신속 신용 신원 심리 안내도 양식 양보 양해 어디서 여기저기 여유 연결 연락 연령 연휴 염려 영수증 영어 예약 예정 오래 오히려 온라인 온종일 왕복 용도 용지 우려 우리 우선 원인 위치
    유도 유료 유리 유지 육아 은근 은행 음료 음식 이름 이용 인원 인형 임대 임신 장소 장점 장마 전기 전달 전용 전통 정도 정보지 정상 제공 제도 제안 제출 조금 조심 조언 조정 조치 주기 주머 주먹 주소록 지갑 지식 지하수 지하주 진료 진짜 차이 천장 천천 청결
    추가 추천 표기 하나하나 하루종일 한가 한국어 한눈 한두 한산 한참 할인 함께 현관 현지 호출 호의 홍삼 화면 화분 황당 효율 국가 국어 기간 기능 기다 기록 기본 기부 기사 기상 기온 기운 기일 길이 남은 남의 노력 노선 노약 마을버스 마이크 명단 명찰 명패 명함 모기 모니터 모두 모자
    목요일 문구 문서 문의 문자 문제 문화 민간 민감 민원서 민원대기 반갑 반납 반대 반드 반려 반복 방법 방송 방식 배려 배송 배정 백신 백일 범위 변경 변호 보관 복도 복사 복사기 봉사단 봉투 사람 사례 사무 사실 사연 사용 사진 사항 상담 상당 상시 상태 상품""".split()
)
# Rooms, offices and stops: rarely the end of a name, and before '직원' nearly always a place.
_PLACE_ENDS = "실과소점역계팀센국청당장"
_ATTRIBUTES = "신한던된할인은는"
_WORD_ENDS = _PLACE_ENDS + "창세금관교회표방문음로"
# Nouns that take a further syllable: 배려석, 정기권, 지원금.
_STEMS = frozenset(
    """민원 주차 전기 정기 배려 지원 안내 주민 전화 도서 주소 임산 공영 시설 장애 노인 고객 복지 우편 여권 인감 전자 무인 공공 이용 방문 예약 접수
    신분 안심 노상 공지 홍보 교통 하수 상수 보건 기초 연금 서비 지하 구내 신청 증명 제증 담당 조용 차분 성실 정직 진심 전반 안전 유리 공무""".split()
)
_AFTER_PARTICLE = frozenset(["", *" ,.!"])
_PARTICLES = "은는이가을를의도와과에"
_NEVER_LAST = "이는가를을의도와과에로"  # 은 ends many names


def _looks_like_name(name: str) -> bool:
    if {name, name[:-1] if len(name) > 2 else name} & (NO_NAMES | NO_NAMES_EITHER):
        # '표지가', '공기는': a word and its particle; '김아무개' never, '전산' neither.
        whole = name in NO_NAMES or name in NO_NAMES_EITHER
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
            if pattern is BARE and (name[-1] in _WORD_ENDS or name[:2] in _STEMS):
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
