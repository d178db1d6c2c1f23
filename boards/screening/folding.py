"""Text made plain for finding only; every letter knows its place, so spans stay true."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from boards.screening.patterns import late

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\u30fc\u3161\u2500\u00af"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u3164\u115f\u1160\uffa0\u2800\t\n\r\v\f\x85\u2028\u2029"
# Drawn as nothing, or over the letter before: they part no number and no word for a reader.
_UNSEEN = late(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2069\u206a-\u206f\u00ad\u034f\u061c\u180b-\u180f\ufe00-\ufe0f\ufeff"
    "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\U000e0000-\U000e0fff]"
)


_LAST_DIGIT = 0x1FBF9  # of Unicode: behind it stand ideographs and tags only


@cache
def _table() -> dict[int, str]:
    """Digits of any script or style ('⁹', '❾', '๙'), dashes, spaces and full-width signs to their
    plain form. Built at the first use: it takes a hundredth of a second."""
    table = {0xFF01 + n: chr(0x21 + n) for n in range(94)}
    table |= {
        code: str(digit)
        for code in range(0x80, _LAST_DIGIT + 1)
        if (digit := unicodedata.digit(chr(code), None)) is not None
    }
    table |= {0x2160 + n: str(n + 1) for n in range(9)} | {0x2170 + n: str(n + 1) for n in range(9)}
    table |= {ord(dash): "-" for dash in _DASHES} | {ord(space): " " for space in _SPACES}
    table |= {
        0x1F10B: "0",
        0x1F10C: "0",
        0x3007: "0",
        0xFF0E: ".",
        0x3002: ".",
        0x00B7: ".",
        0x318D: ".",
    }
    return table


# Digits as they are said; 공 and 영 are both 0. Only runs of them are turned.
_SAID = str.maketrans("공영일이삼사오육륙칠팔구", "001234566789")
_DIGITS = frozenset("공영일이삼사오육륙칠팔구0123456789")
_SAID_CHINESE = str.maketrans("零一二三四五六七八九", "0123456789")
_SAID_RUN = late(r"(?:[공영일이삼사오육륙칠팔구0-9][^0-9A-Za-z가-힣]{0,3}|다시 ?|에 ){6,60}")
_CHINESE_RUN = late(r"(?:[零一二三四五六七八九0-9][^0-9A-Za-z가-힣一-鿿]{0,3}){6,40}")
# '…삼삼구공이오', '…이요', '…이고': the number ends before the verb.
_VERB = late(r"이(?:오[ .]?)?$")
_MOBILE_START = late(r"01[016789]")
_BIRTH_APART = late(r"(?:[공영일이삼사오육륙칠팔구0-9] ?){6}(?:다시|에 |[ .\-])")
_RESIDENT_BEFORE = late(r"주민|등록번호")
_VERB_GOES_ON = frozenset("요고며라네구에")
_LOOK_ALIKES = str.maketrans("OoОоQDlI|ㅣㅇ", "00000011110")
_LOOK_ALIKE_RUN = late(r"[0-9OoОоQDlI|ㅣㅇ][0-9OoОоQDlI|ㅣㅇ .\-]{7,24}")


@dataclass(frozen=True)
class Letters:
    """A text for finding; `spans[n]` is where its letter n stands in the text that was given.

    Without `spans` each letter stands where it stood.
    """

    text: str
    spans: tuple[tuple[int, int], ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a span of `text` stands in the text that was given."""
        if self.spans is None:
            return start, end
        return self.spans[start][0], self.spans[end - 1][1]


def drawn(text: str) -> Letters:
    """The letters that a reader sees; marks and joiners belong to the letter before them."""
    if text.isascii() or not _UNSEEN.search(text):
        return Letters(text)
    hidden = {at for match in _UNSEEN.finditer(text) for at in range(*match.span())}
    places = [at for at in range(len(text)) if at not in hidden]
    ends = [*places[1:], len(text)][: len(places)]
    seen = "".join(text[at] for at in places)
    return Letters(seen, tuple(zip(places, ends, strict=True)))


def plain(text: str) -> str:
    """Full-width, styled and circled digits as digits, all dashes '-', all spaces ' '."""
    return text if text.isascii() and text.isprintable() else text.translate(_table())


def _said_digits(run: re.Match[str]) -> str:
    said = run[0].replace("다시", " -").replace("에 ", "- ")
    kept = len(said) - len(_verb_after(run))
    return said[:kept].translate(_SAID) + said[kept:]


def _verb_after(run: re.Match[str]) -> str:
    """What of a run of said digits is no digit but '이오', '이요' or '이고' after a full number."""
    verb = _VERB.search(run[0])
    if not verb:
        return ""
    goes_on = run.string[run.end() : run.end() + 1] in _VERB_GOES_ON
    if len(verb[0].rstrip(" .")) == 1 and not goes_on:
        return ""
    before = "".join(letter for letter in run[0][: verb.start()] if letter in _DIGITS)
    if len(before) == 13:
        return verb[0]
    resident = _BIRTH_APART.match(run[0]) or _RESIDENT_BEFORE.search(
        run.string[: run.start()][-16:]
    )
    mobile = _MOBILE_START.match(before.translate(_SAID)) and len(before) in (10, 11)
    return verb[0] if mobile and not resident else ""


def _digits_in_disguise(run: re.Match[str]) -> str:
    # A word such as 'Illo' is no number: most of a number is digits.
    real = sum(letter.isdigit() for letter in run[0])
    return run[0].translate(_LOOK_ALIKES) if real >= 6 else run[0]


def spoken(folded: str) -> str:
    """`plain` text with runs of said digits ('공일공') and look-alikes ('O1O') as digits."""
    folded = _SAID_RUN.sub(_said_digits, folded)
    folded = _CHINESE_RUN.sub(lambda run: run[0].translate(_SAID_CHINESE), folded)
    return _LOOK_ALIKE_RUN.sub(_digits_in_disguise, folded)
