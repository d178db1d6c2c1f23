"""The weekly page for whoever answers for an office."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boards.weekly.figures import MOST_ACTIONS
from boards.weekly.snapshots import told
from boards.weekly.weeks import Week
from boards.weekly.words import MOST, figures_without_persons, words_of
from staff.models import Office

if TYPE_CHECKING:
    from staff.models import User

FIRST_YEAR = 2013  # the campaign began; nothing can be older


def week_of(text: str, now: datetime) -> Week | date:
    """The week of an address; a day that is no Monday comes back as it is. Raises Http404."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Http404("주를 찾을 수 없습니다.") from None
    if not FIRST_YEAR <= day.year <= now.year + 1:
        raise Http404("주를 찾을 수 없습니다.")
    if day > Week.of(now).sunday:
        raise Http404("아직 오지 않은 주입니다.")
    return day if day.weekday() else Week(day)


@never_cache
@require_safe
@login_required
@permission_required("boards.view_weeklysnapshot", raise_exception=True)
def home(request: HttpRequest) -> HttpResponse:
    """This week of the account's own office."""
    return this_week(request, "weekly:week")


@never_cache
@require_safe
@login_required
@permission_required("boards.read_words", raise_exception=True)
def words_home(request: HttpRequest) -> HttpResponse:
    """The words of this week at the account's own office."""
    return this_week(request, "weekly:words")


def this_week(request: HttpRequest, page: str) -> HttpResponse:
    office = cast("User", request.user).office
    if office is None:
        raise Http404("소속 기관이 없습니다. 관리자에게 알려 주세요.")
    return redirect(page, office.slug, Week.of(timezone.now()).monday.isoformat())


@never_cache
@require_safe
@login_required
@permission_required("boards.view_weeklysnapshot", raise_exception=True)
def week(request: HttpRequest, slug: str, monday: str) -> HttpResponse:
    """One week of one office in the account's scope and all below it."""
    now = timezone.now()
    offices = Office.objects.visible_to(cast("User", request.user))
    office = get_object_or_404(offices, slug=slug)
    asked = week_of(monday, now)
    if not isinstance(asked, Week):
        return redirect("weekly:week", slug, Week.of_day(asked).monday.isoformat())
    figures, kept_at = told(office, asked, now)
    names_shown = request.user.has_perm("boards.view_complaint")
    if not names_shown:
        figures = figures_without_persons(figures, office)
    return render(
        request,
        "weekly/week.html",
        {
            "figures": figures,
            "names_shown": names_shown,
            "most_actions": MOST_ACTIONS,
            "kept_at": kept_at,
            "office": office,
            "week": asked,
            "next_week": asked.after if asked.end <= now else None,
            "is_running": asked.end > now,
        },
    )


@never_cache
@require_safe
@login_required
@permission_required("boards.read_words", raise_exception=True)
def words(request: HttpRequest, slug: str, monday: str) -> HttpResponse:
    """What visitors said in a week, persons removed: for the training of who works there."""
    now = timezone.now()
    offices = Office.objects.visible_to(cast("User", request.user))
    office = get_object_or_404(offices, slug=slug)
    asked = week_of(monday, now)
    if not isinstance(asked, Week):
        return redirect("weekly:words", slug, Week.of_day(asked).monday.isoformat())
    found = words_of(office, asked)
    context = {
        "title": f"{office.name} 한 주의 글({asked.name}, {asked.span})",
        "words": found,
        "office": office,
        "week": asked,
        "next_week": asked.after if asked.end <= now else None,
        "is_cut": len(found) == MOST,
        "most": MOST,
    }
    return render(request, "weekly/words.html", context)
