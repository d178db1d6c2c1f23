"""An administrator reads held words: for a reason, by number, never by browsing.

Whoever keeps accounts and devices has no list of notes. What a duty asks for (a request of the
person concerned, an audit) is opened one number at a time, with who, when, from where, whose and
why in the trail before a word is shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils import timezone

from boards.limits import client_address
from boards.models import Complaint, Note
from boards.receipts import normalised
from boards.screening.validators import FormOfVisibleText
from boards.triage.beside import record_opening
from boards.triage.changing import Hand
from boards.triage.page import notes_of
from boards.typed_keys import key_of
from boards.veil import record_look
from staff.scope import person

if TYPE_CHECKING:
    from django.contrib.admin import AdminSite
    from django.http import HttpRequest, HttpResponse

    from staff.models import User

NOT_HERE = "맡은 기관에 이 번호의 쪽지나 민원이 없습니다."


class ReadingForm(FormOfVisibleText):
    number = forms.CharField(
        label="접수번호나 접수증 번호",
        max_length=40,
        help_text="예: 2026-인계-000123 또는 ABCDE-12345",
        error_messages={"required": "번호를 넣어 주세요."},
    )
    reason = forms.CharField(
        label="열어 보는 까닭",
        min_length=5,
        max_length=200,
        help_text="누가 언제 어디서 누구의 글을 왜 열었는지 기록에 남습니다.",
        error_messages={
            "required": "까닭을 적어 주세요.",
            "min_length": "까닭을 다섯 글자 이상으로 적어 주세요.",
        },
    )


@dataclass
class Read:
    """What was opened: one complaint with its notes, or one note alone."""

    complaint: Complaint | None = None
    notes: list[Note] = field(default_factory=list)


def find(number: str, user: User) -> Read | None:
    """By the full 접수번호 of a complaint or the code of one note, in the user's scope."""
    tail = number.strip().rpartition("-")[2]
    if tail.isdecimal():
        rows = Complaint.objects.visible_to(user).select_related("received_office")
        complaint = rows.filter(pk=key_of(tail)).first()
        if complaint is not None and complaint.reference == number.strip():
            return Read(complaint, notes_of(complaint))
    code = normalised(number)
    notes = Note.objects.visible_to(user).select_related("office", "desk")
    found = list(notes.filter(receipt_code=code)) if code else []
    return Read(notes=found) if found else None


def record_reading(read: Read, user: User, at: datetime, address: str, reason: str) -> None:
    """One line in the chain of what was opened."""
    if read.complaint is not None:
        hand = Hand(user, at, read.complaint.version)
        record_opening(read.complaint.pk, hand, address=address, reason=reason)
        return
    for note in read.notes:
        record_look(note, user, at, address=address, reason=reason)


def show(request: HttpRequest, site: AdminSite, opts: Any) -> HttpResponse:
    """Ask for a number and a reason; then the words, once."""
    user = person(request)
    if user.office is None or not user.has_perm("boards.open_held_note"):
        raise PermissionDenied
    form = ReadingForm(request.POST or None, label_suffix="")
    context = {**site.each_context(request), "opts": opts, "title": "까닭을 적고 원문 열기"}
    if request.method == "POST" and form.is_valid():
        read = find(form.cleaned_data["number"], user)
        if read is not None:
            now, reason = timezone.now(), form.cleaned_data["reason"]
            record_reading(read, user, now, client_address(request), reason)
            context |= {"notes": read.notes, "now": now, "text_is_open": True}
            return TemplateResponse(request, "admin/boards/note/opened.html", context)
        form.add_error("number", NOT_HERE)
    status = 422 if form.errors else 200
    context |= {"form": form}
    return TemplateResponse(request, "admin/boards/note/held.html", context, status=status)
