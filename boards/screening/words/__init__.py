"""Words that hurt, each group one pattern."""

from boards.screening.patterns import late
from boards.screening.words.curses import CURSES
from boards.screening.words.foreign import CHINESE, LATIN
from boards.screening.words.harassment import SEXUAL, SLURS
from boards.screening.words.threats import THREATS

# Which letters a group needs: most notes are Korean only, and try no more than the first four.
GROUPS = (
    (None, (CURSES, THREATS, SEXUAL, SLURS)),
    (late("[A-Za-z]"), (LATIN,)),
    (late("[\u4e00-\u9fff]"), (CHINESE,)),
)
