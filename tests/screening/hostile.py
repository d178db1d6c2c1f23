"""Text that breaks programs, and what an entry must answer to it: pure functions of the text.

What they say is asserted on each database, so that both answer the same.
"""

from __future__ import annotations

from django import forms
from hypothesis import strategies as st

from boards.kiosk.content import TEXT_LIMIT
from boards.screening.engine import screen
from boards.screening.hygiene import UnfitText, clean_text

PIECES = [
    *"가a1'\"%_\\<&;: \n\t",
    "\x00",
    "\x1b",
    "\x85",
    "\ud800",
    "\udfff",
    "\u202e",
    "\u2066",
    "\u200b",
    "\u3164",
    "\u2028",
    "\ufeff",
    "\uffff",
    "e" + "\u0301" * 30,
    "\u0958",  # NFC makes two of it
    "👨\u200d👩\u200d👧",
    "\U0010ffff",
    "\U000e0041",
    "ᄒᆞᆫ",
    "850101-1234567",
]
HOSTILE = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join)
# One of each kind that has broken an entry somewhere.
WORST = [
    "\x00",
    "의자\x00가",
    "\ud800",
    "\u200b\u3164",
    "\u202e의자 e" + "\u0301" * 40,
    "\u0958" * 80,
]
LONG = "가\u0301" * 50_000


def as_a_form_arrives(text: str) -> str:
    """What Django reads of the bytes of a form: half a character is three times U+FFFD."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def kept_of_a_note(text: str) -> str | None:
    """What an entry for visitors must store of a text; None when it must refuse it."""
    if not text:
        return ""
    try:
        return screen(clean_text(text, TEXT_LIMIT), side="regret").text
    except UnfitText:
        return None


def kept_by(field: forms.CharField, text: str) -> str | None:
    """What a form of staff must keep of a text in this field; None when it must refuse it."""
    typed = as_a_form_arrives(text)
    typed = typed.strip() if field.strip else typed
    if not typed:
        return None if field.required else ""
    if "\x00" in typed or len(typed) > (field.max_length or len(typed)):
        return None
    try:
        kept = clean_text(typed, len(typed))
    except UnfitText:
        return None
    fits = (field.min_length or 0) <= len(kept) <= (field.max_length or len(kept))
    return kept if fits and len(typed) >= (field.min_length or 0) else None
