"""The desk view: what waits for a clerk now, counted once for the page and for its badges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import JsonResponse
from django.urls import reverse
from django.utils import timezone

from boards.models import Board, Complaint, Device, Note
from boards.triage.filters import work
from boards.triage.tablets import troubles
from staff.scope import person

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
    ("today", "오늘 기한", "오늘 안에 처리", "today"),
    ("overdue", "기한경과", "기한이 지남", "late"),
    ("to_answer", "회신 대기", "끝냈지만 알리지 않음", "soon"),
    ("asked_again", "다시 봐 달라는 요청", "도움이 안 되었다고 함", "soon"),
    ("plans", "장기검토", "다시 살필 날이 된 계획", "calm"),
)


def tiles(request: HttpRequest) -> list[Tile]:
    """The badges of the looker's scope; each count reads at most COUNT_CAP rows."""
    readable = Complaint.objects.readable_by(person(request))
    url = reverse("admin:boards_complaint_changelist")
    found = [
        Tile(key, label, hint, kind, capped(work(readable, key, request)), f"{url}?work={key}")
        for key, label, hint, kind in TILES
    ]
    held = capped(readable_notes(request).to_look_at(timezone.now()))
    held_url = f"{reverse('admin:boards_note_changelist')}?held=yes"
    silent = Tile(
        "tablets", "살필 태블릿", "조용하거나 쪽지가 비는 기기", "soon", *tablets(request)
    )
    return [
        *found,
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
    notes = Note.objects.visible_to(person(request))
    if person(request).has_perm("boards.lead_complaint"):
        return notes
    return notes.filter(is_abusive=False, accuses_person=False)


def capped(rows: QuerySet) -> int:
    return rows.order_by()[:COUNT_CAP].count()


def badges(request: HttpRequest) -> JsonResponse:
    """The counts alone, for the page's poll."""
    if not person(request).has_perm("boards.view_complaint"):
        return JsonResponse({}, status=403)
    return JsonResponse({tile.key: tile.shown for tile in tiles(request)})
