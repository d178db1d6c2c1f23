"""Reminders by mail: new, to be sorted today, due on the next working day, overdue, 30 days, quiet
plans.

Each is written once into the outbox under a key of its own; running again writes nothing new.
No mail holds a visitor's words: it names the complaint and leads to the admin.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from boards import mail
from boards.calendars import Calendars
from boards.models import Complaint, OutgoingMail, Plan
from boards.triage.clocks import sorting_due, started_sorting_at
from staff.models import Office, Role, User
from staff.periods import LEGAL_COUNTS
from staff.working_time import next_working_day

PROGRESS_EVERY = LEGAL_COUNTS["progress_notice"].number  # days, 영 23조


def prepare(now: datetime) -> None:
    """Write every reminder that is due at `now` (in Seoul)."""
    remind_of_new(now)
    remind_of_due(now)
    remind_of_progress(now)
    remind_of_quiet_plans(now)


def addresses(office: Office, role: Role) -> list[str]:
    """Mail addresses of an office's people in a role; where it has none, of the nearest above."""
    path = office.path
    for end in range(len(path), 0, -5):
        found = User.objects.filter(
            is_active=True, office__path=path[:end], groups__name=role.value
        ).exclude(email="")
        if found:
            return sorted(user.email for user in found)
    return []


def link(complaint: Complaint) -> str:
    return settings.BASE_URL + reverse("admin:boards_complaint_change", args=[complaint.pk])


def write(kind: str, complaint: Complaint, to: Iterable[str], what: str, now: datetime) -> None:
    reference = complaint.reference
    subject = f"[칭찬게시판] {reference} {what}"
    body = f"{complaint.office}\n{reference}: {what}\n{link(complaint)}\n"
    mail.put(f"{kind}:{complaint.pk}", to, subject, body, now)


def remind_of_new(now: datetime) -> None:
    """Once a day and office: how many complaints wait for sorting, and which must be sorted today.

    What comes after that mail and must be sorted today is told to the clerks, what was not sorted
    in time to the team leader (영 13조).
    """
    waiting = Complaint.objects.unsorted().select_related("office", "received_office")
    rows = list(waiting.order_by("office", "pk"))
    calendars = Calendars({row.office_id for row in rows}, now)
    for office, group in groupby(rows, key=lambda row: row.office):
        mine = [(row, sorting_due(row, calendars.of(office.pk)).moment) for row in group]
        key = f"new:{office.pk}:{now.date()}:"
        told = OutgoingMail.objects.filter(key__startswith=key).order_by("created_at").first()
        if told is None:
            _tell_of_new(office, [due for _, due in mine], now)
        for row, due in mine:
            if due < now:
                what = f"분류 기한경과 ({_spoken(due)})"
                write(f"unsorted:{due:%m%d%H%M}", row, addresses(office, Role.MANAGER), what, now)
            elif told and due.date() == now.date() and started_sorting_at(row) > told.created_at:
                what = f"오늘 {due:%H:%M}까지 분류"
                write(f"sort:{due:%m%d%H%M}", row, addresses(office, Role.CLERK), what, now)


def _tell_of_new(office: Office, dues: list[datetime], now: datetime) -> None:
    today = [due for due in dues if now <= due and due.date() == now.date()]
    late = sum(due < now for due in dues)
    lines = [f"분류를 기다리는 민원이 {len(dues)}건 있습니다."]
    if today:
        lines.append(f"오늘 안에 분류할 민원: {len(today)}건(가장 이른 기한 {min(today):%H:%M})")
    if late:
        lines.append(f"분류 기한이 지난 민원: {late}건")
    body = "\n".join([*lines, settings.BASE_URL + reverse("admin:boards_complaint_sort"), ""])
    subject = f"[칭찬게시판] {office} 새 민원 {len(dues)}건"
    if today or late:
        subject += f"(오늘까지 분류 {len(today) + late}건)"
    mail.put(f"new:{office.pk}:{now.date()}", addresses(office, Role.CLERK), subject, body, now)


def remind_of_due(now: datetime) -> None:
    """Due by the next working day: whoever handles it; overdue: the team leader."""
    soon = Complaint.objects.due_before(now + timedelta(days=14)).select_related(
        "office", "received_office", "assigned_to"
    )
    rows = list(soon)
    calendars = Calendars({row.office_id for row in rows}, now)
    for row in rows:
        if row.due_at is None:
            continue
        due = timezone.localtime(row.due_at)
        told = _spoken(due)
        if due < now:
            to = addresses(row.office, Role.MANAGER)
            write(f"overdue:{due:%m%d%H%M}", row, to, f"기한경과 ({told})", now)
        elif due.date() <= next_working_day(now.date(), calendars.of(row.office_id)):
            write(f"due:{due:%m%d%H%M}", row, handlers(row), f"기한이 다가옴 ({told})", now)


def _spoken(due: datetime) -> str:
    return f"{due:%Y. %-m. %-d. %H:%M}"


def handlers(complaint: Complaint) -> list[str]:
    """Who handles it; before it is given to somebody, the office's clerks."""
    person = complaint.assigned_to
    return [person.email] if person and person.email else addresses(complaint.office, Role.CLERK)


def remind_of_progress(now: datetime) -> None:
    """At 30 days and every 30 after: tell the visitor how far it is (영 23조)."""
    old = Complaint.objects.open().filter(received_at__lte=now - timedelta(days=PROGRESS_EVERY))
    for row in old.select_related("office", "received_office", "assigned_to"):
        times = (now - row.clock_starts_at).days // PROGRESS_EVERY
        if times:
            what = f"접수 {times * PROGRESS_EVERY}일: 진행상황을 알릴 때입니다(영 23조)"
            write(f"progress{times}", row, handlers(row), what, now)


def remind_of_quiet_plans(now: datetime) -> None:
    """A plan without a step for 30 days rises to the manager, once a month."""
    for plan in Plan.objects.quiet(now).select_related(
        "complaint__office", "complaint__received_office"
    ):
        to = addresses(plan.complaint.office, Role.MANAGER)
        what = "개선계획이 30일 넘게 조용합니다"
        write(f"quiet:{now:%Y%m}", plan.complaint, to, what, now)
