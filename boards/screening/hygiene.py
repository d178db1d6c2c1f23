"""Text as it may be stored: the same on every database, and visible.

NFC is kept and NFKC never used: it would turn ㅋㅋㅋ into other letters.
"""

from __future__ import annotations

import unicodedata

import regex
from django.utils.translation import gettext as _

from boards.screening.patterns import late

MOST_MARKS = 4  # combining marks on one letter; Vietnamese needs 2 in NFD, old Hangul none
# Characters that change the direction of what stands around them.
BIDI_CONTROLS = late("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
# Control characters but for tab and line feed; NUL breaks PostgreSQL.
CONTROLS = late("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufff9-\ufffb\ufeff]")
SURROGATES = late("[\ud800-\udfff]")
LINE_ENDS = late("\r\n?|\u2028|\u2029|\x85")
# Marks of any script; joiners between them part no stack.
STACKED = regex.compile(r"([\p{Mn}\p{Me}\u200b-\u200d]{4})[\p{Mn}\p{Me}\u200b-\u200d]+")
JOINER = "\u200d"
MOST_JOINERS = 4  # in one emoji: a family of four needs three, and so does a kiss
# Tags and unassigned planes hide text inside text; flags of regions are left alone.
HIDDEN = late("[\U000e0000-\U000e0fff\u2060-\u2064\u206a-\u206f]")
# Letters that draw nothing: Hangul fillers, Braille blank, zero-width characters.
LOOKS_BLANK = late(
    "[\\s\u115f\u1160\u3164\uffa0\u2800\u200b-\u200f\u00ad\u034f\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f]+"
)
MANY_LINES = late("\n{4,}")
# Most texts hold none of the above and are not touched.
PLAIN = late("[ -~가-힣ㄱ-ㅎㅏ-ㅣ一-鿿]+(?:\n[ -~가-힣ㄱ-ㅎㅏ-ㅣ一-鿿]+)*")
GRAPHEME = regex.compile(r"\X")


class UnfitText(ValueError):
    """A text that cannot be taken; the message says what to do."""


def visible_length(text: str) -> int:
    """How many letters a person counts: an emoji family or a syllable is one."""
    return sum(1 for _letter in GRAPHEME.finditer(text))


def clean_text(text: str, limit: int) -> str:
    """The text to store: NFC, one kind of line end, nothing hidden; at most `limit` graphemes.

    Direction marks, control characters and hidden tags are dropped, more than four marks on one
    letter and joiners of an endless emoji are cut, at most three line ends follow each other. Raises UnfitText for half
    characters (lone surrogates), for what only looks empty, and for more than `limit`.
    """
    if len(text) > limit * 40:
        raise UnfitText(_("글이 너무 깁니다. %(limit)d자까지 쓸 수 있습니다.") % {"limit": limit})
    text = text.strip()
    if PLAIN.fullmatch(text):
        return _short_enough(text, limit)
    if SURROGATES.search(text):
        raise UnfitText(_("글에 깨진 글자가 있습니다. 그 글자를 지우고 다시 해 주세요."))
    text = LINE_ENDS.sub("\n", text)
    text = HIDDEN.sub("", CONTROLS.sub("", BIDI_CONTROLS.sub("", text)))
    text = unicodedata.normalize("NFC", text)
    if text.count(JOINER) > MOST_JOINERS:
        text = GRAPHEME.sub(_short_chain, text)
    text = MANY_LINES.sub("\n\n\n", STACKED.sub(r"\1", text)).strip()
    if not LOOKS_BLANK.sub("", text):
        raise UnfitText(_("보이는 글자가 없습니다. 글을 적거나 분야만 골라 주세요."))
    return _short_enough(text, limit)


def _short_chain(letter: regex.Match[str]) -> str:
    """An emoji that exists, as it is; a longer chain falls apart behind its first parts, for no
    typeface draws it."""
    parts = letter[0].split(JOINER)
    head, tail = parts[: MOST_JOINERS + 1], parts[MOST_JOINERS + 1 :]
    return JOINER.join(head) + "".join(tail)


def _short_enough(text: str, limit: int) -> str:
    """The text, unless a person would count more than `limit` letters."""
    if len(text) <= limit:
        return text  # never fewer code points than letters
    length = visible_length(text)
    if length > limit or len(text) > limit * 8:
        raise UnfitText(
            _("글이 너무 깁니다(%(length)d자). %(limit)d자까지 쓸 수 있습니다.")
            % {"length": length, "limit": limit}
        )
    return text
