"""What the demonstration's clerks did about last week's regrets, through the real doors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from boards.models import Category, Complaint, Note, Outcome, Route
from boards.models.plan import Theme
from boards.receipt.opinion import give
from boards.triage import beside, doors
from boards.triage.changing import Hand
from boards.triage.clocks import calendar_of
from boards.visibility import show
from staff.models import User

SORTED_AFTER = timedelta(hours=1)
BEGUN_AFTER = timedelta(hours=2)
PLANNED_AFTER = timedelta(hours=3)
ASKED_AGAIN_AFTER = timedelta(hours=20)
PROMISED_IN = 45  # days


@dataclass(frozen=True)
class Fixed:
    """A quick fix: what was done, what the visitor was told, and after how many hours."""

    action: str
    answer: str
    hours: int
    asked_again: str = ""  # what the visitor found missing a day later


@dataclass(frozen=True)
class Planned:
    """A long-term review: what is promised in public."""

    sentence: str
    theme: Theme


# Labels of tests/data/notes.jsonl → what became of the note.
STORIES: dict[str, Fixed | Planned] = {
    "n276": Fixed(
        "외국인 창구 안내판을 네 언어로 바꿨습니다",
        "좋은 지적 고맙습니다. 외국인 창구 안내판을 한국어·영어·중국어·베트남어로 바꿔 달았습니다.",
        26,
    ),
    "n083": Fixed(
        "무인발급기 지폐 인식기를 교체했습니다",
        "불편을 드려 죄송합니다. 지폐를 읽는 부품을 교체했습니다. 이제 지폐를 쓰실 수 있습니다.",
        5,
        asked_again="지폐는 되는데 이제 동전이 안 들어가요. 한 번만 더 봐 주세요.",
    ),
    "n032": Fixed(
        "출입구 앞 주차를 막는 봉을 세웠습니다",
        "출입구 앞에 차를 댈 수 없게 봉을 세웠습니다. 알려 주셔서 고맙습니다.",
        50,
    ),
    "n155": Planned("연말까지 1층에 수유실과 기저귀 갈이대를 마련하겠습니다.", Theme.CITIZENS),
    "n027": Planned("옆 공영주차장과 민원인 30분 무료 주차를 협의하고 있습니다.", Theme.CITIZENS),
}


def handle(complaint: Complaint, label: str, by: User, leader: User, now: datetime) -> None:
    """Take one complaint as far as its story had come by `now`."""
    story = STORIES[label]
    if complaint.received_at + SORTED_AFTER >= now:
        return
    route = Route.QUICK_FIX if isinstance(story, Fixed) else Route.LONG_TERM
    category = complaint.category or Category.OTHER

    def hand(after: timedelta, who: User = by) -> Hand:
        version = Complaint.objects.values_list("version", flat=True).get(pk=complaint.pk)
        return Hand(who, complaint.received_at + after, version)

    calendar = calendar_of(complaint.office, complaint.received_at)
    doors.sort(complaint.pk, hand(SORTED_AFTER), route=route, calendar=calendar, category=category)
    if complaint.received_at + PLANNED_AFTER >= now:
        return
    doors.start(complaint.pk, hand(BEGUN_AFTER))
    if isinstance(story, Planned):
        promised = timezone.localdate(now) + timedelta(days=PROMISED_IN)
        beside.make_plan(
            complaint.pk,
            hand(PLANNED_AFTER),
            owner=leader,
            theme=story.theme,
            public_sentence=story.sentence,
            promised_on=promised,
        )
        return
    done = timedelta(hours=story.hours)
    if complaint.received_at + done + timedelta(hours=1) >= now:
        return
    doors.settle(complaint.pk, hand(done), outcome=Outcome.RESOLVED, action_taken=story.action)
    doors.reply(complaint.pk, hand(done + timedelta(minutes=30)), answer=story.answer)
    for note in Note.objects.held().filter(complaint=complaint):
        show(note, by, complaint.received_at + done)
    if story.asked_again:
        ask_again(complaint, story.asked_again, now)


def ask_again(complaint: Complaint, reason: str, now: datetime) -> None:
    """The visitor's 'no' on the receipt page, when its time had come by `now`."""
    note = Note.objects.select_related("complaint").get(complaint=complaint)
    answer_at = note.complaint and note.complaint.answer_at
    if note.complaint and answer_at and answer_at + ASKED_AGAIN_AFTER < now:
        at = answer_at + ASKED_AGAIN_AFTER
        give(note.complaint, answer_at, helped=False, reason=reason, language=note.language, now=at)
