"""The filters beside the list of complaints; each asks one question of a clerk's day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.utils import timezone

from boards.calendars import calendars_of
from boards.models import Note, Opinion, Plan, State
from boards.triage.clocks import end_of_today
from boards.triage.progress import EVERY as PROGRESS_EVERY
from staff.models import Desk
from staff.scope import office_ids, offices_of, person

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from boards.models.complaint import ComplaintQuerySet


class WorkFilter(admin.SimpleListFilter):
    """What is to do: the lists behind the badges of the desk view."""

    title = "할 일"
    parameter_name = "work"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, str]]:
        return [
            ("new", "새 민원(분류 전)"),
            ("today", "오늘 기한"),
            ("overdue", "기한경과"),
            ("open", "처리 중인 모든 민원"),
            ("mine", "내가 맡은 민원"),
            ("to_answer", "회신 대기"),
            ("asked_again", "다시 봐 달라는 요청"),
            ("progress", "진행상황 알릴 민원(30일)"),
            ("plans", "다시 살필 장기검토"),
            ("quiet", "30일 넘게 조용한 계획"),
            ("handled", "끝난 민원(지난 처리 참고)"),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> ComplaintQuerySet:
        return work(queryset, self.value(), request)


def work(rows: ComplaintQuerySet, kind: str | None, request: HttpRequest) -> ComplaintQuerySet:
    """The complaints of one badge; all of them for an unknown kind."""
    now = timezone.localtime()
    if kind == "new":
        return rows.unsorted()
    if kind == "today":
        offices, calendars = office_ids(person(request)), calendars_of(request)
        over_now, end = calendars.sorting_ran_out(offices), end_of_today(now)
        return rows.due_within(now, end, over_now, calendars.sorting_ran_out(offices, end))
    if kind == "overdue":
        offices = office_ids(person(request))
        return rows.overdue(now, calendars_of(request).sorting_ran_out(offices))
    if kind == "open":
        return rows.open_by_state()
    if kind == "mine":
        return rows.open().filter(assigned_to=person(request))
    if kind == "to_answer":
        return rows.waiting_for_answer()
    if kind == "asked_again":
        asked = Opinion.objects.waiting().readable_by(person(request))
        return rows.filter(pk__in=asked.values("complaint_id"))
    if kind == "progress":
        return rows.silent_since(now - PROGRESS_EVERY)
    if kind == "quiet":
        return rows.filter(pk__in=Plan.objects.quiet(now).values("complaint_id"))
    if kind == "handled":
        return rows.settled().exclude(state=State.CLOSED)
    if kind == "plans":
        return rows.filter(pk__in=Plan.objects.to_look_at(now.date()).values("complaint_id"))
    return rows


class OfficeFilter(admin.SimpleListFilter):
    """One office of the scope; nothing to choose for a clerk of one office."""

    title = "기관"
    parameter_name = "office"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, str]]:
        offices = offices_of(person(request))
        return [(str(o.pk), o.name) for o in offices] if len(offices) > 1 else []

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(office_id=self.value()) if self.known() else queryset

    def known(self) -> bool:
        return self.value() in {key for key, _ in self.lookup_choices}


class DeskFilter(admin.SimpleListFilter):
    """The desk at which a note was left: for reference to what was handled in one office."""

    title = "창구"
    parameter_name = "desk"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, str]]:
        offices = office_ids(person(request))
        if len(offices) != 1 or request.GET.get("work") != "handled":
            return []
        desks = Desk.objects.filter(office__in=offices).order_by("number")
        return [(str(desk.pk), f"{desk.number}번 {desk.duty}") for desk in desks]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() not in {key for key, _ in self.lookup_choices}:
            return queryset
        return queryset.filter(
            pk__in=Note.objects.filter(desk=int(self.value() or 0)).values("complaint_id")
        )
