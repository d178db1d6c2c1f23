"""The record of abuse of an office, for the duty to protect staff (민원처리법 4조, 영 4조).

Only team leaders see it; the words themselves come out by an export alone, which asks for its
purpose and leaves a line.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from boards.limits import client_address
from boards.models import Complaint, Note, Opinion, TrailEntry
from boards.models.trail import Line, record
from boards.screening.findings import ABUSE
from boards.screening.validators import FormOfVisibleText
from boards.veil import NOTE_OPENED
from staff.models import Office
from staff.scope import offices_of, person

if TYPE_CHECKING:
    from django.contrib.admin import AdminSite
    from django.http import HttpRequest

    from staff.models import User

FIRST_SPAN = timedelta(days=90)
MOST_SHOWN = 200
MOST_EXPORTED = 10_000
HEAD = (
    "접수일시",
    "기관",
    "창구",
    "접수경로",
    "구분",
    "접수번호",
    "처리상태",
    "폭언으로 본 곳",
    "내용",
    "열어 본 사람",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would carry out


@dataclass(frozen=True)
class Incident:
    """One abusive text as the record tells it; `opened` says who unveiled it and when."""

    at: datetime
    office: Office
    desk: str
    channel: str
    kind: str
    complaint: Complaint | None
    places: int
    text: str
    opened: tuple[str, ...]


FIRST_YEAR, LAST_YEAR = 2000, 2100  # no calendar of the house goes further


class SpanForm(FormOfVisibleText):
    """From which day to which, at which office; `purpose` is asked for an export only."""

    since = forms.DateField(label="부터", widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="까지", widget=forms.DateInput(attrs={"type": "date"}))
    office = forms.ModelChoiceField(
        Office.objects.none(), label="기관", required=False, empty_label="맡은 기관 모두"
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        kwargs["label_suffix"] = ""
        super().__init__(*args, **kwargs)
        rows = Office.objects.visible_to(user).in_official_order()
        self.fields["office"].queryset = rows  # type: ignore[attr-defined]  # a choice of rows

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        since, until = values.get("since"), values.get("until")
        for name, day in (("since", since), ("until", until)):
            if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
                self.add_error(name, f"{FIRST_YEAR}년부터 {LAST_YEAR}년 사이의 날을 골라 주세요.")
        if since and until and since > until:
            self.add_error("until", "'부터'보다 뒤의 날을 골라 주세요.")
        return values


class ExportForm(SpanForm):
    purpose = forms.CharField(
        label="내보내는 까닭",
        max_length=200,
        help_text="누가 언제 어디서 무엇을 위해 내보냈는지 기록에 남습니다.",
        widget=forms.TextInput(attrs={"maxlength": 200}),
        error_messages={"required": "내보내는 까닭을 적어 주세요."},
    )


def show(request: HttpRequest, site: AdminSite, opts: Any) -> HttpResponse:
    """The record without its words; POST hands out the file with them."""
    user = person(request)
    if user.office is None or not user.has_perm("boards.lead_complaint"):
        raise PermissionDenied
    today = timezone.localdate()
    first = {"since": today - FIRST_SPAN, "until": today}
    asked = {**first, **{name: request.GET[name] for name in request.GET if name in FIELDS}}
    span = SpanForm(asked, user=user)
    export = ExportForm(request.POST or None, user=user, initial=asked, auto_id="id_export_%s")
    if request.method == "POST" and export.is_valid():
        return exported(request, user.office, export.cleaned_data)
    rows = list(incidents(user, MOST_SHOWN, **span.cleaned_data)) if span.is_valid() else []
    context = {
        **site.each_context(request),
        "title": "폭언 기록",
        "opts": opts,
        "span": span,
        "export": export,
        "incidents": rows,
        "is_cut": len(rows) == MOST_SHOWN,
    }
    status = 422 if span.errors or export.errors else 200
    return TemplateResponse(request, "admin/boards/complaint/abuse.html", context, status=status)


FIELDS = ("since", "until", "office")


def incidents(
    user: User, most: int, *, since: date, until: date, office: Office | None
) -> Iterator[Incident]:
    """Abusive notes and opinions of the user's scope, received from `since` to `until` (both
    included, days in Seoul), newest first, at most `most`."""
    offices = [office] if office else offices_of(user)
    zone = timezone.get_current_timezone()
    start = datetime.combine(since, time.min, zone)
    end = datetime.combine(until + timedelta(days=1), time.min, zone)
    notes = Note.objects.filter(office__in=offices).abusive().received_between(start, end)
    said = Opinion.objects.filter(complaint__office__in=offices, is_abusive=True)
    said = said.filter(at__gte=start, at__lt=end).order_by("-at")
    found: list[Note | Opinion] = [
        *notes.select_related(
            "office", "desk__office", "complaint__received_office", "complaint__office"
        ).newest_first()[:most],
        *said.select_related("complaint__office", "complaint__received_office")[:most],
    ]
    found.sort(key=moment_of, reverse=True)
    looks = openings({subject for row in found[:most] for subject in subjects_of(row)}, offices)
    for row in found[:most]:
        opened = tuple(look for subject in subjects_of(row) for look in looks.get(subject, ()))
        yield of_note(row, offices, opened) if isinstance(row, Note) else of_opinion(row, opened)


def moment_of(row: Note | Opinion) -> datetime:
    return row.received_at if isinstance(row, Note) else row.at


def subjects_of(row: Note | Opinion) -> list[str]:
    """The chains that tell who opened it."""
    of_complaint = [f"complaint:{row.complaint_id}"] if row.complaint_id else []
    return [*of_complaint, f"note:{row.pk}"] if isinstance(row, Note) else of_complaint


def openings(subjects: set[str], offices: list[Office]) -> dict[str, list[str]]:
    """Who of these offices unveiled the words of each, and when; one query. What happened after a
    transfer is the other office's to tell."""
    found: dict[str, list[str]] = {}
    looks = ("opened_text", NOTE_OPENED)
    rows = TrailEntry.objects.filter(subject__in=subjects, action__in=looks, office__in=offices)
    for line in rows.order_by("at"):
        told = f"{line.actor_label} {timezone.localtime(line.at):%Y-%m-%d %H:%M}"
        found.setdefault(line.subject, []).append(told)
    return found


def of_note(note: Note, offices: list[Office], opened: tuple[str, ...]) -> Incident:
    """A note at the office that received it; how a transferred complaint fares is not told."""
    complaint = note.complaint
    return Incident(
        at=note.received_at,
        office=note.office,
        desk=str(note.desk) if note.desk else "",
        channel=note.get_channel_display(),
        kind=f"쪽지({note.get_side_display()})",
        complaint=complaint if complaint and complaint.office in offices else None,
        places=places_of(note.findings),
        text=note.text,
        opened=opened,
    )


def of_opinion(opinion: Opinion, opened: tuple[str, ...]) -> Incident:
    return Incident(
        at=opinion.at,
        office=opinion.complaint.office,
        desk="",
        channel="접수증 화면",
        kind="답변에 대한 의견",
        complaint=opinion.complaint,
        places=places_of(opinion.findings),
        text=opinion.reason,
        opened=opened,
    )


def places_of(findings: list[dict[str, Any]]) -> int:
    return sum(found["kind"] == ABUSE for found in findings)


def exported(request: HttpRequest, home: Office, wanted: dict[str, Any]) -> HttpResponse:
    """The record as CSV, with a line about who took it, when, from where and what for."""
    user, now = person(request), timezone.now()
    purpose = wanted.pop("purpose")
    rows = list(incidents(user, MOST_EXPORTED, **wanted))
    office = wanted["office"] or home
    with transaction.atomic():
        # The row of the office holds the place of the line against another export.
        Office.objects.select_for_update().get(pk=office.pk)
        record(
            Line(
                action="abuse_exported",
                subject=f"office:{office.pk}",
                office_id=office.pk,
                actor=user,
                after={
                    "from": client_address(request),
                    "since": wanted["since"].isoformat(),
                    "until": wanted["until"].isoformat(),
                    "rows": len(rows),
                },
                reason=purpose,
            ),
            now,
        )
    name = f"abuse-{office.slug}-{wanted['since']}-{wanted['until']}.csv"
    response = HttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def as_csv(rows: Iterable[Incident]) -> bytes:
    """UTF-8 with a mark at the beginning, as spreadsheets want it; no cell is a formula."""
    body = io.StringIO()
    writer = csv.writer(body)
    writer.writerow(HEAD)
    for row in rows:
        cells = (
            f"{timezone.localtime(row.at):%Y-%m-%d %H:%M}",
            row.office.name,
            row.desk,
            row.channel,
            row.kind,
            row.complaint.reference if row.complaint else "",
            row.complaint.get_state_display() if row.complaint else "",
            str(row.places),
            row.text,
            "; ".join(row.opened),
        )
        writer.writerow(f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells)
    return body.getvalue().encode("utf-8-sig")
