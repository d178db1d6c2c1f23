"""Every place where staff type words, as a table: how to get there, and what it stores.

tests/screening/test_entries_are_known.py fails for a field that is not here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from boards.board_admin import PairingForm, RevokingForm
from boards.handles import handle_of
from boards.kiosk.aside_admin import DroppingForm, TakingForm
from boards.log_in import LogInForm
from boards.models import (
    Complaint,
    Device,
    Note,
    Outcome,
    Plan,
    PlanStep,
    ProgressNotice,
    RefusedNote,
    Route,
    Thanks,
    TrailEntry,
)
from boards.models.opinion import Opinion
from boards.pairing import ask
from boards.thanks import checked as fit_thanks
from boards.triage import beside_forms, doors
from boards.triage import forms as change_forms
from boards.triage.abuse_record import ExportForm
from boards.triage.held_reading import ReadingForm
from boards.triage.public_words import checked
from boards.triage.thanks_page import ThanksForm
from staff.second_factor import CodeForm
from tests.cast import Cast, Tablet
from tests.kiosk.test_aside import as_body, handed_over, page_of
from tests.receipt.helpers import REASON, answered, say
from tests.triage.helpers import calendar, hand, make_complaint, make_note

Send = Callable[["Stage", str], HttpResponse]


@dataclass
class Stage:
    """A complaint in the state that an entry asks for, and who acts."""

    cast: Cast
    tablet: Any
    client: Client
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def complaint(self) -> Complaint:
        return Complaint.objects.get(pk=self.values["complaint"])

    def post(self, path: str, **values: Any) -> HttpResponse:
        return as_raw_bytes(self.client, path, values)

    def line(self) -> TrailEntry:
        line = TrailEntry.objects.order_by("-pk").first()
        assert line
        return line


def as_raw_bytes(client: Client, path: str, values: dict[str, Any]) -> HttpResponse:
    """Half characters, too, which no browser sends but anybody can."""
    body = urlencode(values, errors="surrogatepass")
    return client.post(path, body, content_type="application/x-www-form-urlencoded")


@dataclass(frozen=True)
class Entry:
    """`begin` makes what the words are about, `send` sends them. `stored` reads what stands after
    an accepted text; without it nothing is kept of the words. `fits` says what the door refuses
    beside the hygiene."""

    form: type[forms.BaseForm]
    field: str
    send: Send
    stored: Callable[[Stage], str] | None = None
    fits: Callable[[Stage, str], bool] = lambda stage, text: True
    begin: Callable[[Stage], None] = lambda stage: None
    taken: int = 302  # the status of an accepted text
    written: Callable[[str], str] = str  # how the door writes it: on one line, say

    def __str__(self) -> str:
        return f"{self.form.__name__}.{self.field}"

    @property
    def widget(self) -> forms.CharField:
        found = self.form.base_fields[self.field]
        assert isinstance(found, forms.CharField)
        return found


# -- stages ------------------------------------------------------------------------------------


def opened(cast: Cast, route: str = Route.QUICK_FIX, start: bool = True) -> Complaint:
    complaint = make_complaint(
        cast.office, "의자가 모자라요", at=timezone.now() - timedelta(hours=1)
    )
    if start:
        seen = hand(cast.clerk, complaint, timezone.now())
        doors.sort(complaint.pk, seen, route=route, calendar=calendar(cast.office))
    return complaint


def done(cast: Cast) -> Complaint:
    complaint = opened(cast)
    seen = hand(cast.clerk, complaint, timezone.now())
    doors.settle(complaint.pk, seen, outcome=Outcome.RESOLVED, action_taken="의자를 더 놓음")
    return complaint


def planned(cast: Cast) -> Complaint:
    complaint, now = opened(cast, Route.LONG_TERM), timezone.now()
    Plan.objects.create(
        complaint=complaint,
        owner=cast.clerk,
        theme="citizens",
        public_sentence="의자를 더 놓겠습니다.",
        promised_on=timezone.localdate() + timedelta(days=30),
        review_on=timezone.localdate(),
        made_at=now,
        last_step_at=now,
    )
    return complaint


def asked_again(cast: Cast) -> Complaint:
    complaint = answered(cast, at=timezone.now())
    assert say(complaint, reason=REASON).status_code == 302
    return complaint


def change(
    name: str, form: Any, typed: str, stored: Any, begun: Any, fits: Any, **more: Any
) -> Entry:
    """An entry of a complaint's own page."""

    def begin(stage: Stage) -> None:
        stage.values["complaint"] = begun(stage.cast).pk

    def send(stage: Stage, text: str) -> HttpResponse:
        complaint = stage.complaint
        values = {key: each(stage) if callable(each) else each for key, each in more.items()}
        path = f"/admin/boards/complaint/{complaint.pk}/do/{name}/"
        return stage.post(path, version=complaint.version, **values, **{typed: text})

    return Entry(form, typed, send, stored, fits, begin)


def anything(stage: Stage, text: str) -> bool:
    return True


def told(outcome: str) -> Callable[[Stage, str], bool]:
    """Words that the public reads are held to the checker of answers."""
    return lambda stage, text: not checked(stage.complaint, text, outcome).stops


def of_complaint(name: str) -> Callable[[Stage], str]:
    return lambda stage: str(getattr(stage.complaint, name))


def reason(stage: Stage) -> str:
    return stage.line().reason


def later(days: int) -> Callable[[Stage], str]:
    return lambda stage: (timezone.localdate() + timedelta(days=days)).isoformat()


def last(model: Any, name: str) -> Callable[[Stage], str]:
    return lambda stage: str(getattr(model.objects.order_by("-pk").first(), name))


F, B = change_forms, beside_forms
NONE, FIXED = told(""), told(Outcome.RESOLVED)
CHANGES = [
    change("resort", F.ResortForm, "reason", reason, opened, anything, route="long_term"),
    change("hold", F.HoldForm, "reason", of_complaint("hold_reason"), opened, anything),
    change(
        "extend",
        F.ExtendForm,
        "reason",
        of_complaint("extension_reason"),
        lambda cast: opened(cast, Route.LONG_TERM),
        anything,
        due_at=lambda stage: f"{stage.complaint.due_at + timedelta(days=1):%Y-%m-%dT%H:%M}",
    ),
    change(
        "transfer", F.TransferForm, "reason", reason, opened, anything,
        office=lambda stage: stage.cast.district.pk,
    ),
    change(
        "settle", F.SettleForm, "action_taken", of_complaint("action_taken"), opened, FIXED,
        outcome="resolved",
    ),
    change("reply", F.ReplyForm, "answer", of_complaint("answer"), done, FIXED),
    change(
        "correct", F.CorrectForm, "answer", of_complaint("answer"), answered, FIXED, reason="오타"
    ),
    change(
        "correct", F.CorrectForm, "reason", reason, answered, anything, answer="의자를 놓았습니다."
    ),
    change("close", F.CloseForm, "reason", reason, opened, anything, ground="withdrawn"),
    change(
        "split", F.SplitForm, "matter", last(Complaint, "matter"),
        lambda cast: opened(cast, start=False), anything,
    ),
    change("reopen", F.ReopenForm, "reason", reason, answered, anything),
    change("memo", B.MemoForm, "text", lambda s: s.complaint.memos.get().text, opened, anything),
    change(
        "plan", B.PlanForm, "public_sentence", last(Plan, "public_sentence"),
        lambda cast: opened(cast, Route.LONG_TERM), NONE,
        owner=lambda stage: stage.cast.clerk.pk, theme="citizens", promised_on=later(30),
    ),
    change("progress", B.NoticeForm, "text", last(ProgressNotice, "text"), opened, NONE),
    change("step", B.StepForm, "text", last(PlanStep, "text"), planned, anything),
    change(
        "promise", B.PromiseForm, "reason", last(Plan, "moved_reason"), planned, NONE,
        promised_on=later(40),
    ),
    change("look_again", B.LookAgainForm, "reason", reason, asked_again, anything),
    change(
        "keep_answer", B.KeepAnswerForm, "told", last(Opinion, "told"), asked_again, FIXED,
        up_to=lambda stage: Opinion.objects.latest("pk").pk,
    ),
]  # fmt: skip


# -- other pages -------------------------------------------------------------------------------


def praised(stage: Stage) -> None:
    stage.values["note"] = make_note(stage.cast.office, "친절해요", side="good")


def thanks(stage: Stage, text: str) -> HttpResponse:
    handle = handle_of(stage.values["note"].pk)
    return stage.post(f"/admin/boards/note/{handle}/thanks/", text=text)


def is_fit_for_thanks(stage: Stage, text: str) -> bool:
    try:
        return bool(fit_thanks(text, stage.cast.office.pk))
    except forms.ValidationError:
        return False


def refused(stage: Stage) -> None:
    body = as_body(stage.tablet.note(side="regret", text="멈췄어요", desk="gone1234"))
    assert handed_over(stage.tablet, body).status_code == 201
    stage.values["page"] = page_of(RefusedNote.objects.get())


def take(stage: Stage, text: str) -> HttpResponse:
    values = {"do": "take", "side": "regret", "category": "", "desk": "", "text": text}
    return stage.post(stage.values["page"], **values)


def drop(stage: Stage, text: str) -> HttpResponse:
    return stage.post(stage.values["page"], do="drop", reason=text)


def pair(stage: Stage, **typed: str) -> HttpResponse:
    code = ask("tablet", timezone.now()).code
    values = {"code": code, "name": "태블릿", "board": stage.cast.board.pk, **typed}
    return stage.post("/admin/boards/device/pair/", **values)


def revoke(stage: Stage, text: str) -> HttpResponse:
    device = Tablet(stage.cast.board).device
    return stage.post(f"/admin/boards/device/{device.pk}/revoke/", reason=text)


HELD, ABUSE = "/admin/boards/note/held/", "/admin/boards/complaint/abuse/"


def held(stage: Stage) -> None:
    """An administrator, who has no list, reads a held note by its number."""
    note = make_note(stage.cast.office, "3번 창구 직원이 반말했어요", accuses_person=True)
    stage.values["complaint"] = note.complaint_id
    stage.client.force_login(stage.cast.administrator)


def leads(stage: Stage) -> None:
    stage.client.force_login(stage.cast.manager)


def span() -> dict[str, str]:
    today = timezone.localdate()
    return {"since": f"{today - timedelta(days=7)}", "until": f"{today}"}


PAGES = [
    Entry(
        ThanksForm, "text", thanks, last(Thanks, "text"), is_fit_for_thanks, praised,
        written=lambda text: " ".join(text.split()),
    ),
    Entry(DroppingForm, "reason", drop, reason, begin=refused),
    Entry(PairingForm, "name", lambda s, text: pair(s, name=text), last(Device, "name")),
    Entry(PairingForm, "code", lambda s, text: pair(s, code=text), fits=lambda s, text: False),
    Entry(RevokingForm, "reason", revoke, reason),
    Entry(
        CodeForm, "code", lambda s, text: s.post("/admin/second-factor/", code=text),
        fits=lambda s, text: False,
    ),
    Entry(
        LogInForm, "username",
        lambda s, text: as_raw_bytes(
            Client(), "/admin/login/", {"username": text, "password": "x"}
        ),
        fits=lambda s, text: False,
    ),
]  # fmt: skip
BY_RIGHT = [
    Entry(
        ReadingForm, "reason",
        lambda s, text: s.post(HELD, number=s.complaint.reference, reason=text),
        lambda s: TrailEntry.objects.exclude(reason="").latest("pk").reason, begin=held,
        taken=200,
    ),
    Entry(
        ReadingForm, "number", lambda s, text: s.post(HELD, number=text, reason="살펴보려고요"),
        fits=lambda s, text: False, begin=held,
    ),
    Entry(
        ExportForm, "purpose",
        lambda s, text: s.post(ABUSE, purpose=text, **span()), reason, begin=leads,
        taken=200,
    ),
]  # fmt: skip
STAFF = [*CHANGES, *PAGES, *BY_RIGHT]
# Notes go through the hygiene of notes: driven beside the tablet.
NOTES = [Entry(TakingForm, "text", take, lambda s: Note.objects.get().text, begin=refused)]
