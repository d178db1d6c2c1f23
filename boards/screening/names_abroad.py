"""Names of people in Latin and Chinese letters: low confidence by nature; a clerk decides."""

from __future__ import annotations

from collections.abc import Iterator

from boards.screening.findings import Finding
from boards.screening.patterns import late

LATIN = late(
    r"(?:\b(?:Mr|Mrs|Ms|Miss|Dr)\.? |(?i:\b(?:my name is|name:?|should be|spelled|name's|this is|thanks? to|thanks(?: a lot| so much)?,?|thank you(?: so much| very much)?,?|to thank|thank|(?:staff(?: member)?|officer|clerk|employee|lady|man|woman|guy) named|officer|clerk|I am|I'm)) )"
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?(?P<name>(?!(?:Mr|Mrs|Ms|Miss|Dr)\b)[A-Z][a-z]{1,14}(?:-[a-z]{2,8})?(?:[ -][A-Z][a-z]{1,14}(?:-[a-z]{2,8})?){0,3})\b"
    r"|\b(?P<second>[A-Z][a-z]{2,12}(?= (?:helped|assisted) (?:me|us)\b)|[A-Z][a-z]{1,12}(?:-[a-z]{2,8})? [A-Z][a-z]{1,12}(?:-[a-z]{2,8})?)(?= (?:helped|assisted|explained|(?:was|is) (?:so|very|really|extremely|incredibly) (?:kind|nice|helpful|patient|rude|friendly|polite)))"
)
_UPPER = "A-Z" + "".join(
    letter for letter in map(chr, [*range(0xC0, 0x1B1), *range(0x1E00, 0x1EFA)]) if letter.isupper()
)
VIETNAMESE = late(
    rf"(?i:\b(?:tôi là|tên(?: tôi)? là|tên|con (?:gái|trai)(?: tôi)?|(?:mẹ|bố|vợ|chồng) tôi|(?:anh|chị|cô|chú|bác|em|ông|bà)))\s(?P<name>[{_UPPER}][a-zà-ỹđ]{{1,7}}(?:-[a-z]{{2,8}})?(?: [{_UPPER}][a-zà-ỹđ]{{1,7}}(?:-[a-z]{{2,8}})?){{0,3}})"
)
_NO_VIETNAMESE_NAMES = frozenset("Hàn Việt Suwon Trung Nam Korea Seoul Nhân Quầy".split())
_CHINESE = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕金朴崔孟苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟"
    "汪田任姜范方石姚谭廖邹熊陆郝孔白康毛邱秦江史顾侯邵龙万段雷钱汤尹黎易常武乔贺赖龚文南"
)
_DOUBLE_CHINESE = "欧阳|司马|上官|诸葛|东方|皇甫|公孙|慕容|令狐|司徒|南宫|夏侯|端木"
CHINESE = late(
    rf"(?:我叫|我是|名叫|姓名是?:?|叫做|名字是?)(?P<name>(?:{_DOUBLE_CHINESE}|[{_CHINESE}])[\u4e00-\u9fff]{{1,2}})(?=[,，。.!！ ]|$|[的打写被])"
    rf"|(?P<titled>(?:{_DOUBLE_CHINESE}|[{_CHINESE}])(?:(?!的)[\u4e00-\u9fff]){{1,2}})(?=先生|女士|小姐|主任|科长|老师|主务官|组长|队长|职员|大姐)"
)
_LATIN_LETTER = late("[A-Za-z]")
_NO_LATIN_NAMES = frozenset(
    """The Very So My Your Our This That It Korean English Chinese Vietnamese Foreign Suwon Korea Please Not A An
    Everyone Staff All You Happy Glad Just From Really Truly Thank Thanks Here Still Always Never Also Window Counter
    National Hall River Street Library City Office Center Centre Team Road Station The District
    Somebody Someone Nobody Officer Clerk Lady He She They One Who Again And But Hello Guys Sir Madam
    American British Canadian Indian Filipino Russian Thai Japanese""".split()
)


def foreign_names(text: str) -> Iterator[Finding]:
    """English, Vietnamese and Chinese names, by the words beside them."""
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
        if match["name"].split()[0] not in _NO_VIETNAMESE_NAMES:
            yield Finding("person_name", match.start("name"), match.end("name"))
