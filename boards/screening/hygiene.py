import unicodedata

import regex


class UnfitText(ValueError):
    pass


def clean_text(text, limit):
    t = unicodedata.normalize("NFC", text).replace("\x00", "")
    if not regex.sub(r"[\s\u3164\u200b]", "", t):
        raise UnfitText("글이 비어 있습니다.")
    if len(regex.findall(r"\X", t)) > limit:
        raise UnfitText("너무 깁니다.")
    return t.strip()
