"""What is wrong with a tablet, in words for the office: silence, gaps, a full outbox, its clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Max
from django.utils import timezone

from boards.calendars import Calendars
from boards.models import Device, Note
from staff.working_time import Calendar, working_hours_between

WINDOW = 200  # numbers: a gap further back was shown while it was fresh
SKEW = timedelta(minutes=5)  # a clock as wrong as this is worth setting
WAITING = timedelta(minutes=5)  # notes that wait longer are stuck, not on their way


@dataclass(frozen=True)
class Arrived:
    """What came from a tablet: how many of its last `WINDOW` numbers, and the newest note."""

    numbers: int = 0
    newest: datetime | None = None


def arrived_from(devices: Iterable[int]) -> dict[int, Arrived]:
    """For each device what the database holds of it; one query."""
    recent = Note.objects.filter(
        device__in=list(devices),
        sequence__gt=F("device__last_sequence") - WINDOW,
        sequence__lte=F("device__last_sequence"),
    )
    rows = recent.order_by().values_list("device")
    told = rows.annotate(Count("sequence", distinct=True), Max("received_at"))
    return {device: Arrived(numbers, newest) for device, numbers, newest in told}


def troubles(devices: list[Device], now: datetime) -> dict[int, list[str]]:
    """Sentences for each device that needs a look; two queries for all of them."""
    calendars = Calendars({device.board.office_id for device in devices}, now)
    arrived = arrived_from(device.pk for device in devices)
    found = {
        device.pk: troubles_of(
            device,
            arrived.get(device.pk, Arrived()),
            calendars.of(device.board.office_id),
            now,
        )
        for device in devices
        if device.revoked_at is None
        and device.kind == Device.Kind.TABLET
        and device.board.is_active
    }
    return {key: said for key, said in found.items() if said}


def troubles_of(device: Device, arrived: Arrived, calendar: Calendar, now: datetime) -> list[str]:
    """What the office should look at, the gravest first. Empty when all is well."""
    said = [
        _missing(device, arrived),
        _set_aside(device),
        _silence(device, arrived, calendar, now),
        _waiting(device, now),
        _clock(device),
    ]
    if device.storage_is_persistent is False:
        said.append("브라우저가 저장소를 지울 수 있습니다. 화면을 홈 화면 앱으로 설치해 주세요.")
    if device.connection_is_secure is False:
        said.append("https가 아니어서 연결이 끊기면 화면을 다시 열 수 없습니다.")
    return [sentence for sentence in said if sentence]


def _missing(device: Device, arrived: Arrived) -> str:
    """Each tablet numbers its notes: what it neither sent nor holds is lost on the way."""
    sent = min(device.last_sequence, WINDOW) - device.queue_length - device.set_aside_count
    missing = sent - arrived.numbers
    return f"쪽지 번호 {missing}개가 비어 있습니다." if missing > 0 else ""


def _set_aside(device: Device) -> str:
    count = device.set_aside_count
    return f"받지 못한 쪽지 {count}개를 태블릿에 따로 두었습니다." if count else ""


def _silence(device: Device, arrived: Arrived, calendar: Calendar, now: datetime) -> str:
    """No contact, or no note, for the board's number of open hours."""
    most = timedelta(hours=device.board.quiet_hours)
    contact = device.last_contact_at or device.paired_at
    if working_hours_between(contact, now, calendar) > most:
        return f"{_when(contact)}부터 연락이 없습니다."
    newest = max(arrived.newest or device.paired_at, device.paired_at)
    if working_hours_between(newest, now, calendar) > most:
        return f"{_when(newest)}부터 쪽지가 없습니다. 화면이 켜져 있는지 보아 주세요."
    return ""


def _waiting(device: Device, now: datetime) -> str:
    contact = device.last_contact_at
    if not device.queue_length or contact is None or now - contact < WAITING:
        return ""
    return f"쪽지 {device.queue_length}개가 태블릿에서 기다리고 있습니다."


def _clock(device: Device) -> str:
    skew = timedelta(seconds=device.clock_skew_seconds)
    if abs(skew) < SKEW:
        return ""
    way = "빠릅니다" if skew > timedelta(0) else "느립니다"
    return f"태블릿 시계가 {_span(abs(skew))} {way}. 접수 시각은 서버 시계로 적습니다."


def _span(span: timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    if minutes < 60:
        return f"{minutes}분"
    return f"{minutes // 60}시간" if minutes < 48 * 60 else f"{minutes // 1440}일"


def _when(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%-m. %-d. %H:%M}"
