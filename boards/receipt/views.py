"""The receipt page: whoever holds the code sees what became of the note, and nothing else."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime, timedelta

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from boards import limits
from boards.languages import in_visitors_language, kept_choice
from boards.models import Note
from boards.receipt.forms import LONGEST_TYPED, CodeForm, OpinionForm
from boards.receipt.matters import matters_of
from boards.receipt.opinion import NotTaken, give
from boards.receipt.story import Matter, note_behind, story_of
from boards.receipts import normalised, shown

# 50 bits stand behind a code; the limit is there so that nobody even begins. What was found is not
# counted: whoever holds a code is not shut out by reading it often, nor by a house of others who do
# so behind the same address.
WRONG_CODES = limits.Limit("receipt", 60, timedelta(minutes=10))


def private(response: HttpResponse) -> HttpResponse:
    """Kept by no cache, found by no search engine, told to no other site."""
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    # With no-referrer browsers send a form's origin as `null`, and the form would be refused.
    response["Referrer-Policy"] = "same-origin"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@in_visitors_language
def find(request: HttpRequest) -> HttpResponse:
    """Type the code; goes to its page whether there is such a note or not."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        place = reverse("receipt:show", args=[shown(form.cleaned_data["code"])])
        return private(redirect(place + kept_choice(request)))
    status = 400 if request.method == "POST" else 200
    return private(render(request, "receipt/find.html", {"form": form}, status=status))


@require_http_methods(["GET", "HEAD", "POST"])
@in_visitors_language
def show(request: HttpRequest, code: str) -> HttpResponse:
    """The story of a note, and whether its answer helped. Unknown, mistyped, never given: one and
    the same answer."""
    now, who = timezone.now(), limits.network_of(limits.client_address(request))
    note = None
    is_free = limits.is_free(WRONG_CODES, who, now)
    if is_free:
        note = note_behind(normalised(code) or "")
    if note is None:
        if not is_free or not limits.use(WRONG_CODES, who, now):
            return stopped(request, now)
        return found_nothing(
            request, _("이 번호의 쪽지가 없습니다. 번호를 다시 살펴봐 주세요."), 404, code
        )
    if request.method == "POST":
        return judged(request, note, now)
    return page(request, note, now)


def stopped(request: HttpRequest, now: datetime) -> HttpResponse:
    """Too many wrong codes from one place: nothing is looked up for a while."""
    sentence = _("너무 많이 찾았습니다. 잠시 뒤에 다시 찾아 주세요.")
    response = found_nothing(request, sentence, status=429)
    response["Retry-After"] = str(WRONG_CODES.retry_after(now))
    return response


def judged(request: HttpRequest, note: Note, now: datetime) -> HttpResponse:
    """Back to the page with what the visitor said of an answer, or with what was wrong."""
    form = OpinionForm(request.POST)
    if not form.is_valid():
        return page(request, note, now, form, status=400)
    matters = dict(enumerate(matters_of(note)))
    language: str = request.visitors_language  # type: ignore[attr-defined]  # set by the decorator
    try:
        complaint = matters.get(form.cleaned_data["matter"])
        if complaint is None:
            raise NotTaken(_("이 쪽지에는 의견을 묻지 않습니다."))
        give(
            complaint,
            form.cleaned_data["answer"],
            helped=form.cleaned_data["helped"] == "yes",
            reason=form.cleaned_data["reason"],
            language=language,
            now=now,
        )
    except NotTaken as refused:
        return page(request, note, now, form, status=409, refused=str(refused))
    place = reverse("receipt:show", args=[shown(note.receipt_code)])
    number = form.cleaned_data["matter"] or ""
    return private(redirect(f"{place}{kept_choice(request)}#opinion{number}"))


@dataclass(frozen=True)
class Asked:
    """A matter with the form below it, and what came back of one that was refused."""

    matter: Matter | None
    form: OpinionForm
    refused: str = ""
    typed: str = ""


def page(
    request: HttpRequest,
    note: Note,
    now: datetime,
    form: OpinionForm | None = None,
    status: int = 200,
    refused: str = "",
) -> HttpResponse:
    """The page; of a form that was refused, what was typed stands on it in any case."""
    story = story_of(note, now)
    posted = request.POST.get("matter", "0") or "0"
    place = int(posted) if form is not None and posted in {"0", "1", "2", "3", "4"} else 0
    asked = [Asked(matter, empty(matter)) for matter in story.matters]
    if form is not None:
        matter = asked[place].matter if place < len(asked) else None
        if refused and matter is not None:
            # About the answer that stands now: sending it again must not be refused again.
            form = empty(matter, request.POST.dict())
        answered = Asked(matter, form, refused, request.POST.get("reason", ""))
        asked = [each if each.matter is not matter else answered for each in asked] or [answered]
    context = {"story": story, "code": shown(note.receipt_code), "asked": asked}
    return private(render(request, "receipt/show.html", context, status=status))


def empty(matter: Matter, typed: dict[str, str] | None = None) -> OpinionForm:
    """The form about the answer of a matter as it stands."""
    answer = matter.asking.answer_at.isoformat() if matter.asking.answer_at else ""
    names = f"id_{matter.number}_%s" if matter.number else "id_%s"
    initial = {**(typed or {}), "matter": str(matter.number), "answer": answer}
    return OpinionForm(initial=initial, auto_id=names)


def found_nothing(request: HttpRequest, sentence: str, status: int, code: str = "") -> HttpResponse:
    """The page to look up a code; the code that was not found, to be compared with the receipt,
    and what was typed about an answer stand on it."""
    typed = request.POST.get("reason", "")
    form = CodeForm(initial={"code": code[:LONGEST_TYPED]})
    if code:
        form.fields["code"].widget.attrs |= {"aria-invalid": "true", "autofocus": True}
    context = {"form": form, "sentence": sentence, "typed": typed}
    return private(render(request, "receipt/find.html", context, status=status))


@require_safe
def qr(request: HttpRequest, code: str) -> HttpResponse:
    """The page's address as a QR code in SVG; drawn for any well-formed code, known or not."""
    written = normalised(code)
    if written is None:
        raise Http404("그런 접수증 번호가 없습니다.")
    address = settings.BASE_URL + reverse("receipt:show", args=[shown(written)])
    drawing = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawing, kind="svg", scale=6, border=4, light="#fff", xmldecl=False
    )
    return private(HttpResponse(drawing.getvalue(), content_type="image/svg+xml"))
