"""How people write numbers: generated for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

FULL_WIDTH = str.maketrans("0123456789-", "０１２３４５６７８９－")
SAID = str.maketrans("0123456789", "공일이삼사오육칠팔구")
CIRCLED = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")
MATHEMATICAL = str.maketrans({str(n): chr(0x1D7CE + n) for n in range(10)})


def as_typed(number: str) -> str:
    return number


def full_width(number: str) -> str:
    return number.translate(FULL_WIDTH)


def circled(number: str) -> str:
    return number.translate(CIRCLED)


def mathematical(number: str) -> str:
    return number.translate(MATHEMATICAL)


def with_hidden_marks(number: str) -> str:
    return "\u200b".join(number)


def underlined(number: str) -> str:
    return "".join(letter + "\u0332" if letter.isdigit() else letter for letter in number)


def spaced(number: str) -> str:
    return " ".join(number)


def said(number: str) -> str:
    return number.translate(SAID)


SPELLINGS = st.sampled_from(
    [as_typed, full_width, circled, mathematical, with_hidden_marks, spaced]
)
JOINTS = st.sampled_from(["-", " ", "", "－", "–", "ㅡ", ".", "/", " - ", "\n", "~"])
SENTENCES = st.sampled_from(
    [
        "{}",
        "제 번호는 {} 입니다",
        "번호{}확인해주세요",
        "여기요({})",
        "급해요.\n{}\n봐 주세요",
        "{}요",
    ]
)


def digits(length: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=length, max_size=length)


@st.composite
def births(draw: st.DrawFn) -> str:
    year, month, day = (draw(st.integers(*span)) for span in ((0, 99), (1, 12), (1, 31)))
    return f"{year:02}{month:02}{day:02}"
