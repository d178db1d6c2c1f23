"""The page behind a plate's QR: a note for that desk, from the visitor's own phone.

Works without JavaScript. A phone is limited by a cookie of its own and, more widely, by its
address: a lobby's visitors share one, and the paired tablet is counted in neither.
"""

from __future__ import annotations

import secrets
import uuid
from dataclasses import replace
from datetime import datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from boards import limits
from boards.kiosk.content import Content, Refused
from boards.kiosk.intake import Receipt, Source, already_stored, receive_note
from boards.kiosk.phone_form import PhoneNoteForm
from boards.languages import in_visitors_language
from boards.models import Board, Note, Visibility
from boards.receipts import shown
from staff.models import Desk

PER_PHONE = limits.Limit("phone", 5, timedelta(minutes=10))
PER_ADDRESS = limits.Limit("phone-address", 60, timedelta(minutes=10))
PHONE_COOKIE = "board-phone"
LAST_COOKIE = "board-phone-note"  # signed: the id of the note that this phone left last
LAST_FOR = timedelta(minutes=10)


def too_many(request: HttpRequest, phone: str, now: datetime) -> limits.Limit | None:
    """The limit that this phone or its address has reached, or None."""
    # Its own limit first: what a phone has no right to is not taken from its neighbours.
    if phone and not limits.use(PER_PHONE, phone, now):
        return PER_PHONE
    if not limits.use(PER_ADDRESS, limits.network_of(limits.client_address(request)), now):
        return PER_ADDRESS
    return None


def take(desk: Desk, note_id: uuid.UUID, content: Content, now: datetime) -> Receipt:
    """Hand the note to the one door."""
    board = Board.objects.filter(office=desk.office, is_active=True).order_by("pk").first()
    source = Source(desk.office_id, Note.Channel.PHONE, desk_id=desk.pk)
    if board is not None:
        source = replace(source, board_id=board.pk, publishing=board.publishing)
    return receive_note(note_id, content, source, now)


def left_before(request: HttpRequest, content: Content) -> Receipt | None:
    """The receipt of the note that this phone left last, when it said the same: who goes back and
    sends the page again has a new id, but no second note."""
    seconds = int(LAST_FOR.total_seconds())
    last = request.get_signed_cookie(LAST_COOKIE, "", salt=LAST_COOKIE, max_age=seconds)
    return already_stored(uuid.UUID(last), content) if last else None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@in_visitors_language
def note_for_desk(request: HttpRequest, code: str) -> HttpResponse:
    """The form, and after sending it the receipt code."""
    desk = get_object_or_404(Desk.objects.select_related("office"), code=code, is_active=True)
    if not desk.office.is_active:
        raise Http404("운영하지 않는 기관입니다.")
    language: str = request.visitors_language  # type: ignore[attr-defined]  # set by the decorator
    phone = request.COOKIES.get(PHONE_COOKIE, "")[:64]
    if request.method == "POST":
        form = PhoneNoteForm(request.POST, language=language, desk_code=code)
        response = posted(request, desk, form, phone)
    else:
        form = PhoneNoteForm(initial={"note_id": uuid.uuid4()}, language=language, desk_code=code)
        response = page(request, desk, form)
    if not phone:
        response.set_cookie(
            PHONE_COOKIE,
            secrets.token_urlsafe(16),
            max_age=24 * 3600,
            path="/p/",
            secure=request.is_secure(),
            httponly=True,
            samesite="Strict",
        )
    return response


def posted(request: HttpRequest, desk: Desk, form: PhoneNoteForm, phone: str) -> HttpResponse:
    """The receipt, or the form again with what was typed and the reason."""
    if not form.is_valid() or form.content is None:
        return page(request, desk, form, status=400)
    now = timezone.now()
    if limit := too_many(request, phone, now):
        sentence = _("쪽지가 한꺼번에 많이 왔습니다. 잠시 뒤에 다시 ‘붙이기’를 눌러 주세요.")
        form.add_error(None, sentence)
        response = page(request, desk, form, status=429)
        response["Retry-After"] = str(limit.retry_after(now))
        return response
    before = left_before(request, form.content)
    try:
        receipt = before or take(desk, form.cleaned_data["note_id"], form.content, now)
    except Refused as refused:
        form.add_error(None, refused.detail)
        return page(request, desk, form, status=refused.status)
    response = thanks(request, receipt, form.content, now, is_again=before is not None)
    response.set_signed_cookie(
        LAST_COOKIE,
        str(receipt.note_id),
        salt=LAST_COOKIE,
        max_age=int(LAST_FOR.total_seconds()),
        path="/p/",
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )
    return response


def thanks(
    request: HttpRequest, receipt: Receipt, content: Content, now: datetime, *, is_again: bool
) -> HttpResponse:
    """The receipt code, what was cut from the text, and when the wall shows the note."""
    note = Note.objects.filter(pk=receipt.note_id).first()  # a clerk's removal may be quicker
    context = {
        "receipt": shown(receipt.code),
        "is_again": is_again,
        "is_cut": note is not None and note.text != content.text,
        "hangs": hangs(note, now) if note is not None and note.board_id else "",
    }
    return render(request, "kiosk/phone_thanks.html", context)


def hangs(note: Note, now: datetime) -> str:
    """'now', 'later' by the board's hours, or 'held' until a clerk has looked."""
    if note.visibility != Visibility.PUBLIC or note.publish_at is None:
        return "held"
    return "now" if note.publish_at <= now else "later"


def page(request: HttpRequest, desk: Desk, form: PhoneNoteForm, status: int = 200) -> HttpResponse:
    return render(request, "kiosk/phone.html", {"desk": desk, "form": form}, status=status)
