"""Names of an office's own staff in a text: with anything between the syllables, by the given name
alone, and in Latin letters. What is known to be a name needs less of a hint than other words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from boards.screening.given_names import GIVEN_WORDS
from boards.screening.patterns import late

_GAP = r"[^0-9A-Za-z가-힣ㄱ-ㅣ]{0,4}"
_CALLED = r" ?(?:씨|님|쌤|주무관|주사|주임|팀장|과장|계장|직원|공무원|담당|선생|이(?:가|는|도|를|한테|랑|네|야|씨)|이라는)"
_PARTICLE = r"이?(?:[은는이가을를도의랑와과만]|하고|께서?|에게|한테|씨|님)?(?![가-힣])"
_WORDLIKE = "이정고전신한조유문주민변배하구성공기원안장임우차지방"  # surnames that are words too
_NO_HANGUL = late(r"[^가-힣]+")
_LATIN = late(r"[A-Za-z]{2}")
_FIRST = "[gk] kk n [dt] tt [rl] m [bp] pp s ss - (?:j|ch) jj ch k t p h".split()
_MIDDLE = "ah? a[ei] ya yae (?:eo|u|o) e (?:yeo|you|yu|yo) ye oh? wa wae oe yo (?:w?oo|w?u) (?:wo|weo|ue) we wi yu eu (?:ui|ee|i) (?:i|ee|y)".split()
_LAST = "|[kg]|[kg]|[kg]|n|n|n|[td]|[lr]|[kg]|m|[lr]|[lr]|[lr]|p|[lr]|m|[pb]|[pb]|[ts]|[ts]|ng|[tj]|t|k|t|p|h".split(
    "|"
)


def staff_spans(text: str, staff_names: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where names of the office's staff stand. Most notes hold none and are read once a name."""
    letters = _NO_HANGUL.sub("", text)
    in_latin = _LATIN.search(text) is not None
    for name in staff_names:
        if len(name) < 2:
            continue
        if name[-2:] in letters:
            for match in _in_hangul(name).finditer(text):
                yield match.span()
        elif name in text:  # not in Hangul
            yield from (match.span() for match in re.finditer(re.escape(name), text))
        if in_latin and len(name) > 2 and all("가" <= letter <= "힣" for letter in name[-2:]):
            yield from (match.span() for match in _in_latin(name).finditer(text))


@lru_cache(maxsize=4096)
def _in_hangul(name: str) -> re.Pattern[str]:
    """The name with gaps, and from three syllables on the given name alone."""
    parted = _GAP.join(map(re.escape, name))
    given = _GAP.join(map(re.escape, name[-2:]))
    is_word = name[-2:] in GIVEN_WORDS
    if len(name) < 3:
        return re.compile(rf"{re.escape(name)}|(?<![가-힣]){parted}(?={_CALLED})")
    # '이 수정 사항': a word behind a word is no name unless somebody is called so.
    whole = parted + (rf"(?={_CALLED})" if is_word and name[0] in _WORDLIKE else "")
    alone = rf"{given}(?={_CALLED}{'' if is_word else '|' + _PARTICLE})"
    return re.compile(rf"{re.escape(name)}|(?<![가-힣])(?:{whole}|{alone})")


def _syllable(letter: str) -> str:
    """One syllable as people write it in Latin letters: the official way and the usual ones."""
    code = ord(letter) - 0xAC00
    first, middle, last = code // 588, code % 588 // 28, code % 28
    return _FIRST[first].strip("-") + _MIDDLE[middle] + _LAST[last]


@lru_cache(maxsize=4096)
def _in_latin(name: str) -> re.Pattern[str]:
    """'Hong Gildong', 'gil-dong Hong', 'Gil Dong': the given name, and a word of a surname."""
    given = r"[ \-]?".join(map(_syllable, name[-2:]))
    return re.compile(
        rf"(?<![A-Za-z])(?:{_syllable(name[0])}[a-z]?[ ,\-]{{1,2}})?{given}(?![A-Za-z])",
        re.IGNORECASE,
    )
