"""The desk view: what waits for a clerk now, counted once for the page and for its badges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import JsonResponse
from django.urls import reverse
from django.utils import timezone

from boards.models import Board, Complaint, Device, Note, RefusedNote
from boards.triage.filters import work
from boards.triage.tablets import troubles
from staff.scope import office_ids, person

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from boards.models.note import NoteQuerySet

COUNT_CAP = 100


@dataclass(frozen=True)
class Tile:
    """One badge: `kind` is its colour, `shown` its count, capped at '99+'."""

    key: str
    label: str
    hint: str
    kind: str
    count: int
    url: str

    @property
    def shown(self) -> str:
        return f"{COUNT_CAP - 1}+" if self.count >= COUNT_CAP else str(self.count)


# key, label, hint, colour
TILES = (
    ("new", "새 민원", "아직 분류하지 않음", "new"),
    ("today", "오늘 기한", "오늘 안에 분류·처리", "today"),
    ("overdue", "기한경과", "기한이 지남", "late"),
    ("to_answer", "회신 대기", "끝냈지만 알리지 않음", "soon"),
    ("asked_again", "다시 봐 달라는 요청", "도움이 안 되었다고 함", "soon"),
    ("progress", "진행상황 알림", "30일째 소식이 없음", "soon"),
    ("plans", "장기검토", "다시 살필 날이 된 계획", "calm"),
)
# Shown only when there are any: most offices never see one.
REFUSED = ("refused", "받지 못한 쪽지", "태블릿이 따로 둔 쪽지")
# What rises to whoever leads: nobody took a step for 30 days.
LEADERS_TILES = (("quiet", "조용한 개선계획", "30일 넘게 진행이 없음", "late"),)


def tiles(request: HttpRequest) -> list[Tile]:
    """The badges of the looker's scope; each count reads at most COUNT_CAP rows."""
    offices = office_ids(person(request))
    readable = Complaint.objects.filter(office__in=offices).not_kept_from(person(request))
    url = reverse("admin:boards_complaint_changelist")
    leads = person(request).has_perm("boards.lead_complaint")
    shown_tiles = TILES + LEADERS_TILES if leads else TILES
    found = [
        Tile(key, label, hint, kind, capped(work(readable, key, request)), f"{url}?work={key}")
        for key, label, hint, kind in shown_tiles
    ]
    held = capped(readable_notes(request).to_look_at(timezone.now()))
    held_url = f"{reverse('admin:boards_note_changelist')}?held=yes"
    silent = Tile(
        "tablets", "살필 태블릿", "조용하거나 쪽지가 비는 기기", "soon", *tablets(request)
    )
    refused = RefusedNote.objects.readable_by(person(request)).waiting()
    refused_url = reverse("admin:boards_refusednote_changelist")
    odd = Tile(*REFUSED, "soon", capped(refused), refused_url)
    return [
        *found,
        *([odd] if odd.count else []),
        Tile("held", "공개 대기 쪽지", "보고 공개하거나 가림", "soon", held, held_url),
        silent,
    ]


def tablets(request: HttpRequest) -> tuple[int, str]:
    """How many tablets of the scope need a look, and where they are listed."""
    devices = Device.objects.paired().filter(kind=Device.Kind.TABLET, board__is_active=True)
    seen = devices.filter(board__in=Board.objects.visible_to(person(request)))
    found = troubles(list(seen.select_related("board")), timezone.now())
    return len(found), reverse("admin:boards_device_changelist")


def readable_notes(request: HttpRequest) -> NoteQuerySet:
    """The notes of the scope; accusing and abusive ones are the team leader's."""
    offices = office_ids(person(request))
    return Note.objects.filter(office__in=offices).not_kept_from(person(request))


def capped(rows: QuerySet) -> int:
    return rows.order_by()[:COUNT_CAP].count()


def badges(request: HttpRequest) -> JsonResponse:
    """The counts alone, for the page's poll."""
    if not person(request).has_perm("boards.view_complaint"):
        return JsonResponse({}, status=403)
    return JsonResponse({tile.key: tile.shown for tile in tiles(request)})
