"""What tests of opinions share: an answered regret, a visitor who says, a person who decides."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client

from boards.models import Complaint, Note, Outcome, Route
from boards.receipts import shown
from boards.triage import doors
from tests.cast import Cast
from tests.triage.helpers import LATER, calendar, hand, make_complaint

ANSWERED = LATER + timedelta(hours=2)
REASON = "의자를 더 놓았다는데 여전히 모자라요"
ACCUSING = "3번 창구 직원이 또 반말하고 무시했어요"
ABUSIVE = "씨발 장난하냐"
QUESTION = "도움이 되었나요?"
SENTENCE = "지금 자리에는 의자를 더 놓을 곳이 없어 옆방을 열어 두겠습니다."


def answered(cast: Cast, at: datetime = ANSWERED, **values: Any) -> Complaint:
    complaint = make_complaint(cast.office, "의자가 모자라요", at=at - timedelta(hours=3), **values)

    def seen(hours: int) -> Any:
        return hand(cast.clerk, complaint, at - timedelta(hours=hours))

    doors.sort(complaint.pk, seen(2), route=Route.QUICK_FIX, calendar=calendar(cast.office))
    doors.settle(
        complaint.pk, seen(1), outcome=Outcome.RESOLVED, action_taken="의자 네 개를 더 놓음"
    )
    return doors.reply(complaint.pk, seen(0), answer="의자 네 개를 더 놓았습니다.")


def address(complaint: Complaint) -> str:
    return f"/n/{shown(Note.objects.get(complaint=complaint).receipt_code)}/"


def page(complaint: Complaint, query: str = "") -> str:
    response = Client().get(address(complaint) + query)
    assert response.status_code == 200
    return response.content.decode()


def say(complaint: Complaint, helped: str = "no", reason: str = "", **values: Any) -> HttpResponse:
    """Send the form as the page that stands now carries it."""
    answer = Complaint.objects.get(pk=complaint.pk).answer_at
    posted = {"answer": answer.isoformat() if answer else "", "helped": helped, "reason": reason}
    return Client().post(address(complaint), {**posted, **values})


def do(who: Any, complaint: Complaint, name: str, **values: Any) -> HttpResponse:
    """A change by a person on the complaint's page, on the version that stands."""
    client = Client()
    client.force_login(who)
    version = Complaint.objects.get(pk=complaint.pk).version
    return client.post(
        f"/admin/boards/complaint/{complaint.pk}/do/{name}/", {"version": version, **values}
    )


def staff_page(who: Any, complaint: Complaint) -> HttpResponse:
    client = Client()
    client.force_login(who)
    return client.get(f"/admin/boards/complaint/{complaint.pk}/change/")


def waiting_for(who: Any) -> str:
    """The count on the badge of the desk view."""
    client = Client()
    client.force_login(who)
    return client.get("/admin/badges.json").json()["asked_again"]
