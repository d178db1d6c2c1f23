"""Names by which people are called in messengers: as good as a telephone number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from boards.screening.findings import Finding
from boards.screening.patterns import late

_MESSENGERS = (
    r"카(?:카오)?톡|오픈채팅|텔레(?:그램)?|위챗|웨이신|왓츠앱|잘로|인스타(?:그램)?|페(?:이스)?북|페메|"
    r"디스코드|스냅챗|微信|kakao ?(?:talk)?|telegram|wechat|weixin|zalo|whats ?app|insta(?:gram)?|facebook|"
    r"messenger|discord"
)
_OR_LINE = rf"(?<![A-Za-z])(?:{_MESSENGERS}|(?<!온)라인|line)"  # which is a row of people, too
_HANDLE = r"[A-Za-z0-9][A-Za-z0-9._\-]{2,29}(?<![.\-_])"
# The word for it says that what follows is one; without that word a handle shows itself by '@', or
# by a digit or a line low between its letters.
MESSENGER = late(
    rf"{_OR_LINE} ?(?:으?로 ?)?(?:아이디|계정|친추|ID|account|号码?)(?:[은는이가를:= ]|is){{0,3}}@?(?P<named>{_HANDLE})"
    rf"|{_OR_LINE}[은는:= ]{{0,3}}@ ?(?P<at>{_HANDLE})"
    rf"|(?<![A-Za-z])(?:{_MESSENGERS})[은는:= ]{{1,3}}(?P<odd>(?=[A-Za-z0-9._\-]*[0-9_])(?=[0-9._\-]*[A-Za-z]){_HANDLE})"
    rf"|(?<![A-Za-z0-9._%+\-])@(?P<alone>(?=[A-Za-z])(?=[A-Za-z0-9._\-]*[0-9_])(?=[0-9._\-]*[A-Za-z]){_HANDLE})"
    r"|(?:\b(?:t|wa|line|zalo)\.me|open\.kakao\.com|instagram\.com|facebook\.com|blog\.naver\.com|twitter\.com|\bx\.com)"
    r"/(?P<linked>[A-Za-z0-9@._\-/]{2,60})",
    re.IGNORECASE,
)
_PLACE_FOR_ONE = late(r"@|[A-Za-z0-9][A-Za-z0-9._\-]{2}")
_OF_THE_CITY = late(r"suwon|gov|office", re.IGNORECASE)


def messengers(text: str) -> Iterator[Finding]:
    """'카톡 아이디 hong_77', 'telegram @hong77'; not what the city is called there."""
    if not _PLACE_FOR_ONE.search(text):
        return
    for match in MESSENGER.finditer(text):
        group = match.lastgroup or "named"
        if not _OF_THE_CITY.search(match[group]):
            yield Finding("messenger", *match.span(group))
