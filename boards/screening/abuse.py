"""Insults, threats, sexual harassment and slurs, also where they are veiled.

Two views of a text are searched: as written, and with jamo put together and everything that is
no letter left out between Hangul. Words that merely contain an insult are taken out first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from boards.screening.findings import Finding
from boards.screening.patterns import late

INNOCENT = late(
    r"(?:강아지|고양이|송아지|병아리|망아지|오리|돼지|토끼|동물|어미|길냥이|비둘기|까치|곰|호랑이|사자|물고기|염소|양) ?새끼"
    r"|새끼 ?(?:손가락|발가락|줄|고양이|강아지|오리|돼지|염소|양|새|곰|토끼|를 ?낳|치)"
    r"|시발 ?(?:점|역|지점|지(?![랄])|자동차|택시|차(?![가-힣])|열차|노선|정류장)|병신년(?![들이아])|시바견|시바스|시바 ?이누"
    r"|십팔 ?번|개나리|개념|개선|개방|개인|개월|개수|개설|개별|개나 |미친 ?듯이|미치도록|죽여 ?주|죽이게|죽도록"
    r"|지랄탄|염병을 ?예방|조카|족발|족구|쌍년도|쌍둥이|보지 ?(?:않|못|도|마|말|를|는|만|요|그|고|니)|자지 ?(?:않|못|도|마|말|러|르)"
    r"|(?:해|와|봐|가|찾아|물어|들여다|쳐다|알아|지켜|돌아|살펴|못|안) ?보지|잠 ?자지|[가-힣]시 ?발급|[0-9] ?시 ?발|씨 ?발급|다시 ?발|즉시 ?발|동시 ?발|임시 ?발|표시 ?발|접시 ?발|택시 ?발|역시 ?발|수시 ?발|일시 ?발|게시 ?발|도시 ?발|혹시 ?발|몇 ?시 ?발"
    r"|(?:불|등|화면|전등|전원|조명|모니터|컴퓨터|기계|에어컨|히터|난방|티비|TV|폰|전화기|키오스크)[이가은도]? ?(?:자꾸 |또 |다 |계속 |다시 |갑자기 )?꺼져"
)
_GAP = r"[\s\d.,!@#*~^_\-·ㆍ♡♥★☆%$&;:/|]{0,2}"


def _veiled(*syllables: str) -> str:
    """Syllables with at most two marks, digits or blanks between them."""
    return _GAP.join(syllables)


_HERE = r"(?<![가-힣])"
CURSES = late(
    "|".join(
        [
            rf"[씨씹쒸쓔쉬슈쓰]{_GAP}[발빨팔펄벌](?!급|표|생|송|전|명|상|동|달|견|행|부|휴|효|언)",
            rf"{_HERE}시{_GAP}[발빨팔펄벌](?!급|표|생|송|전|명|상|동|달|견|행|부|휴|효|언|걸|령|사|매|주|인|화|길|밑)",
            r"시발|시빨|씨바(?![른르])|씨부랄|시부랄|씌발|씻팔|시팔|싀발|씨8|시8(?!시)|18(?:놈|년|새)",
            r"ㅅ ?ㅂ|ㅆ ?ㅂ|ㅅㅣㅂ|ㅂ ?ㅅ(?![가-힣])|ㅄ|ㅈ ?ㄴ(?![가-힣])|ㅈ ?ㄹ(?![가-힣])|ㄱ ?ㅅ ?ㄲ|ㅅ ?ㄲ|ㄷ ?ㅊ(?![가-힣])|ㅁ ?ㅊ ?(?:ㄴ|ㄹ|놈|년)|ㄲ ?ㅈ(?![가-힣])|ㅗ+(?![가-힣])|ㅊㅁㅇㅊ|ㄴㄱㅁ",
            rf"{_veiled('[병븅빙벙]', '[신쉰싄]')}(?!년|월|청)",
            rf"(?:개|걔|게|십|씹|쌍|썅){_GAP}[새세쉐쌔색샊섀쉑섹]{_GAP}(?:[끼기키히]|ㄲ)|개{_GAP}[자좌]식|개색|개쉐|개같|개 같은|개년|개놈|개돼지|개소리|개지랄|개쓰레기|개판(?=치는 ?놈)",
            r"십새|씹새|씹할|씹년|[좆좃줫][가-힣까같만밥도]?|좆|존나|졸라(?=[ 개짜싫못느더])|존내|줜나|ㅈ같|ㅈ만",
            rf"지{_GAP}랄|염병|옘병|육시랄|우라질|니미|니기미|느금|니애미|니 ?에미|니 ?애비|애미 ?뒤|엠창|엿 ?(?:먹|이나)|후레 ?자식|호로 ?(?:새|자식)",
            r"미친 ?(?:놈|년|것|새|넘|쉐|색|개|자식|짓거리)|또라이|돌아이|똘아이|싸이코|사이코|정신병자|미쳤(?:냐|나보|구만)",
            r"(?:이|그|저|더러운|대머리|쓰레기|나쁜|못된|한심한|이런|그런|저런|거지|기생충|공무원|직원|놈의|노무|짱깨|빨갱이|양아치|버러지|벌레|어린|늙은|호모|게이|뻔뻔한) ?새끼|새끼(?:들|야|가 ?(?:어디|감히)|냐|네|ㅋ)|쉐끼|쉑히|색히|쌔끼|새꺄|색희|개색히",
            r"(?:다|당장|확|썩|그냥|좀|너나|니네|너네|집에나) ?꺼져|꺼져 ?(?:라|버려|이|새|제발)|^꺼져|닥쳐(?!서|왔|오|올|온|와|도 )|닥치(?:고 ?(?:있|가|앉)|라고|세)|아가리|주둥(?:아리|이)|대가리|눈깔|눈까리|면상|낯짝|쌍판|상판대기|모가지",
            r"싸가지|싹퉁|싹바가지|(?:쳐|처) ?(?:먹|웃|자고|자빠|놀고|앉|받)|받아쳐|자빠졌|자빠져|나자빠|지껄|씨부리|씨불|꼴값|육갑|꼬라지|꼬락서니",
            r"뒤져|뒤지(?:겠|고 ?싶|라|게 ?(?:맞|만)|기 ?전)|뒈[져지질진]|뒤질(?:래|라|것)|디질|디져|나가 ?뒤|죽어 ?(?:라|버려)|뒤[졌집](?=으면|어)",
            r"멍청(?:이|한 ?(?:놈|년|것|새|인간|공무원|직원))|등신|머저리|얼간이|천치|쓰레기 ?(?:같은|들|새|공무원|직원|만도)|벌레 ?(?:같|만도)|버러지|기생충|양아치|도둑 ?놈|사기꾼 ?(?:놈|새|들)|썩을 ?(?:놈|년|것)|망할 ?(?:놈|년|것)|빌어먹을|나쁜 ?(?:놈|년)|못된 ?(?:놈|년)|이 ?(?:년|놈)들|[쌍썅](?:놈|년)|썅|걸레 ?년|창녀|화냥|밥버러지|세금 ?도둑|철밥통 ?(?:새|놈|들아)",
            r"개새|개쌔|개쉑|개씨|개잡|잡년|잡놈|잡것|미친개|개만도",
        ]
    )
)
THREATS = late(
    "|".join(
        [
            r"칼 ?(?:들고|갖고|가지고|로 ?(?:찌|쑤|그)|맞|빵|침)|찔러 ?(?:죽|버)|목을? ?(?:따|조르|졸라)|목숨|밤길",
            r"죽여 ?(?:버|줄까|줄테|놓|야|라|뿔)|죽이(?:겠|러|고 ?싶|기 ?전)|죽일(?:거|테|꺼|놈|년|라)|죽인다(?!는 ?말)|쳐 ?죽|때려 ?(?:죽|패|부수|눕)|패 ?(?:버|죽|고 ?싶)|두들겨 ?패|쳐 ?맞|처 ?맞|맞아 ?죽|뒤통수 ?(?:조심|친)",
            r"불 ?(?:질러|지르|싸지|태워)|불을? ?(?:질러|지르|싸지)|폭파|폭탄|테러|염산|황산|신나 ?(?:뿌|들|붓)|휘발유 ?(?:뿌|들|붓)|총으로|가만 ?(?:안|두지 ?않|둘 ?줄)|각오 ?(?:해라|하라|해 ?두)|두고 ?보자|피를? ?볼|묻어 ?버|없애 ?버|집 ?(?:주소)? ?(?:알아|찾아)(?:냈|내서|간|갈)|찾아가서? ?(?:죽|패|엎|칼)|인생 ?(?:끝|망치|조져)|조져 ?(?:버|줄)|자식들? ?조심|퇴근 ?길 ?조심|길 ?조심해",
            r"\b(?:i(?:'ll| will| am going to|'m gonna)|gonna|wanna) (?:kill|stab|beat|burn|shoot|hurt|find) ?(?:you|u|him|her|them|this)?|\bkill (?:you|yourself|them all)|\bburn (?:it|this) (?:place )?down|you(?:'ll| will) (?:die|regret|pay for)",
            r"杀了你|弄死|打死|砍死|烧了|đốt (?:chỗ|cái)|giết (?:mày|chết)|đánh chết|chém chết",
        ]
    ),
    re.IGNORECASE,
)
SEXUAL = late(
    "|".join(
        [
            r"섹스|쎅스|색스|ㅅㅅ(?=하)|섹시|쎅시|야동|모텔|성관계|떡 ?(?:치|칠|한번)|따먹|빨아 ?(?:줘|봐|라)|핥|벗(?:어 ?(?:봐|라|줘)|겨 ?(?:보|줄))|몸매|가슴 ?(?:크|큰|작|만|보|죽|이 ?(?:크|죽|이쁘|예쁘))|엉덩이 ?(?:만|크|이|빵|죽)|젖(?:탱|통|가슴|꼭)|자지|보지|꼴린|꼴려|발정|변태|(?:한번|하룻밤|오빠랑|아저씨랑|나랑) ?(?:자자|잘래|자고|놀자|모텔|뒹)|애인 ?하자|만져 ?(?:보고|줘|줄)|허벅지|다리 ?(?:벌|죽이|예쁘|이쁘)|속옷|팬티|브라자|치마 ?(?:속|입|짧)|스타킹|뽀뽀|키스",
            r"\b(?:sexy|nice (?:ass|tits|boobs|legs)|tits|boobs|blow ?job|horny|sleep with me|take (?:it|your clothes) off)\b|性感|上床|操我|做爱|gợi cảm|ngủ với (?:anh|tôi)",
        ]
    ),
    re.IGNORECASE,
)
SLURS = late(
    "|".join(
        [
            r"짱깨|짱개|짱꼴라|쪽바리|쪽발이|똥남아|조센징|깜둥이|검둥이|흑형|튀기(?=(?:새|들|놈|년))|외노자|불체자 ?(?:새|놈|들|꺼)|빨갱이|홍어(?=새|들|놈|년)|전라디언|개쌍도|좌빨|수꼴|틀딱|급식충|맘충|한남충|한남(?=들|새)|김치녀|된장녀|페미(?=년|충|들)|메갈|일베충|똥꼬충|호모(?=새|들|놈)|게이(?=새|놈)|병신|애자(?![가-힣])|장애(?:자|인) ?(?:새|년|놈|같은)|찐따|맹인 ?새|벙어리 ?(?:새|냐)|절름발이|귀머거리 ?(?:냐|새)|영감탱|할망구|노친네|늙은 ?것|조선족 ?(?:새|놈|년|것)|탈북자 ?(?:새|놈|년)",
            r"\b(?:nigg(?:er|a)|chink|gook|faggot|fag|retard(?:ed)?|spic|paki|whore|slut)s?\b|棒子|黑鬼|高丽棒|bọn tàu|thằng tàu",
        ]
    ),
    re.IGNORECASE,
)
FOREIGN = late(
    "|".join(
        [
            r"\bf+[u*@#v]+c*k+\w*|\bf\*+k?\w*|\bfck\w*|\bshit(?:ty|s|head)?\b|\bsh[1!*]t\b|bull ?shit|\bb[i1!*]tch\w*|\bass ?holes?\b|\ba\*\*|\bbastards?\b|\bcunts?\b|\bdick ?heads?\b|\bpricks?\b|\bmotherf\w*|\bson of a b|\bidiots?\b|\bmorons?\b|\bimbeciles?\b|\bdumb ?(?:ass|fuck|people|staff|clerk|idiot)\w*|\bstupid (?:people|staff|clerk|woman|man|bitch|idiot|cow)|\bscum\b|\bgo to hell\b|\bscrew you\b|\bpiece of (?:crap|shit)|\bpiss off\b|\bwtf\b|\bstfu\b|\bcrap(?:py)? (?:people|staff)",
            r"傻[逼比屄BbXx]|煞笔|沙比|[操草肏艹日]你|[操草]你妈|你妈(?:的|逼)|他妈的?|[妈马]的(?=[!！,，。 ])|tmd|尼玛|混蛋|王八蛋|滚(?:蛋|开|出去|吧|!|！|$)|去死|白痴|蠢(?:货|猪|驴)|智障|脑残|贱(?:人|货|逼)|狗屁|狗(?:东西|官|娘)|废物|人渣|垃圾(?:人|东西|公务员|态度)|畜生|神经病|死(?:老太婆|胖子)|\bcnm\b|\bnmsl\b|\bsb\b",
            r"\bđ[ụịi]t\b|\bđ[éèê]o\b|\bđm+\b|\bđmm\b|\bdmm\b|\bđcm\b|\bvcl\b|\bvkl\b|\bvl\b|\bcl\b(?=[!. ])|\blồn\b|\bcặc\b|\bbuồi\b|đồ (?:ngu|chó|khốn|điên|rác)|\bngu (?:như|vãi|xuẩn|thế|ngốc|si)|ngu như (?:bò|chó|lợn)|(?:mẹ|má|bố|cha) (?:mày|nó|chúng mày)|chó (?:chết|má|đẻ)|thằng (?:chó|ngu|điên|khốn|mặt)|con (?:chó|đĩ|điên|mặt|khốn)|óc (?:chó|lợn|bò)|khốn (?:nạn|kiếp)|mất dạy|\bcút\b|vô học|súc vật|(?:bọn|lũ) (?:chó|khốn|ngu|ăn hại|vô)",
        ]
    ),
    re.IGNORECASE,
)
PATTERNS = (CURSES, THREATS, SEXUAL, SLURS, FOREIGN)
_LETTER_RUN = late(r"[ㄱ-ㅎㅏ-ㅣ]{3,40}")
_LEADS = {letter: n for n, letter in enumerate("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")}
_VOWELS = {letter: n for n, letter in enumerate("ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ")}
_TAILS = {
    letter: n
    for n, letter in enumerate("ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ", start=1)
}


def composed(jamo: str) -> str:
    """Syllables from letters written one after the other: 'ㅅㅣㅂㅏㄹ' to '시발'."""
    out, at = [], 0
    while at < len(jamo):
        lead, vowel = jamo[at], jamo[at + 1 : at + 2]
        if lead not in _LEADS or vowel not in _VOWELS:
            out.append(lead)
            at += 1
            continue
        tail, after = jamo[at + 2 : at + 3], jamo[at + 3 : at + 4]
        takes_tail = tail in _TAILS and after not in _VOWELS
        code = 0xAC00 + (_LEADS[lead] * 21 + _VOWELS[vowel]) * 28
        out.append(chr(code + (_TAILS[tail] if takes_tail else 0)))
        at += 3 if takes_tail else 2
    return "".join(out)


def _blanked(match: re.Match[str]) -> str:
    return "\u00a4" * len(match[0])


def look_alikes_folded(text: str) -> str:
    """Compatibility look-alikes as plain letters, only for finding; the length stays the same."""
    if unicodedata.is_normalized("NFKC", text):
        return text
    return "".join(
        folded
        if len(folded := unicodedata.normalize("NFKC", letter)) == 1 and not "ㄱ" <= letter <= "ㆎ"
        else letter
        for letter in text
    )


def abuse(text: str) -> Iterator[Finding]:
    """Abusive spans of a text, each with its place; overlaps are the caller's business."""
    plain = INNOCENT.sub(_blanked, look_alikes_folded(text))
    for pattern in PATTERNS:
        for match in pattern.finditer(plain):
            yield Finding("abuse", *match.span())
    for run in _LETTER_RUN.finditer(plain):
        word = composed(run[0])
        if word != run[0] and any(pattern.search(word) for pattern in PATTERNS):
            yield Finding("abuse", *run.span())
