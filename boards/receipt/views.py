"""The receipt page: whoever holds the code sees what became of the note, and nothing else."""

from __future__ import annotations

import io
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
from boards.receipt.forms import CodeForm, OpinionForm
from boards.receipt.opinion import NotTaken, asking_of, give
from boards.receipt.story import note_behind, story_of
from boards.receipts import normalised, shown

# 50 bits stand behind a code; the limit is there so that nobody even begins. A whole house may
# share one address, so that it is wide.
LOOK_UPS = limits.Limit("receipt", 120, timedelta(minutes=10))


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
        return redirect(place + kept_choice(request))
    status = 400 if request.method == "POST" else 200
    return private(render(request, "receipt/find.html", {"form": form}, status=status))


@require_http_methods(["GET", "HEAD", "POST"])
@in_visitors_language
def show(request: HttpRequest, code: str) -> HttpResponse:
    """The story of a note, and whether its answer helped. Unknown, mistyped, never given: one and
    the same answer."""
    now = timezone.now()
    if not limits.use(LOOK_UPS, limits.client_address(request), now):
        response = found_nothing(
            request, _("너무 많이 찾았습니다. 잠시 뒤에 다시 찾아 주세요."), status=429
        )
        response["Retry-After"] = str(LOOK_UPS.retry_after(now))
        return response
    note = note_behind(normalised(code) or "")
    if note is None:
        return found_nothing(
            request, _("이 번호의 쪽지가 없습니다. 번호를 다시 살펴봐 주세요."), status=404
        )
    if request.method == "POST":
        return judged(request, note, now)
    return page(request, note, now)


def judged(request: HttpRequest, note: Note, now: datetime) -> HttpResponse:
    """Back to the page with what the visitor said of the answer, or with what was wrong."""
    form = OpinionForm(request.POST)
    if not form.is_valid():
        return page(request, note, now, form, status=400)
    language: str = request.visitors_language  # type: ignore[attr-defined]  # set by the decorator
    try:
        give(
            note,
            form.cleaned_data["answer"],
            helped=form.cleaned_data["helped"] == "yes",
            reason=form.cleaned_data["reason"],
            language=language,
            now=now,
        )
    except NotTaken as refused:
        return page(request, note, now, form, status=409, refused=str(refused))
    place = reverse("receipt:show", args=[shown(note.receipt_code)])
    return private(redirect(f"{place}{kept_choice(request)}#opinion"))


def page(
    request: HttpRequest,
    note: Note,
    now: datetime,
    form: OpinionForm | None = None,
    status: int = 200,
    refused: str = "",
) -> HttpResponse:
    """The page; of a form that was refused, what was typed stands on it in any case."""
    asking = asking_of(note, now)
    answer = asking.answer_at.isoformat() if asking.answer_at else ""
    if refused and form is not None:
        # About the answer that stands now: sending it again must not be refused again.
        form = OpinionForm(initial={**request.POST.dict(), "answer": answer})
    context = {
        "story": story_of(note, now),
        "code": shown(note.receipt_code),
        "asking": asking,
        "opinion_form": form or OpinionForm(initial={"answer": answer}),
        "refused": refused,
        "typed": request.POST.get("reason", ""),
    }
    return private(render(request, "receipt/show.html", context, status=status))


def found_nothing(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    """The page to look up a code; what was typed about an answer stands on it."""
    typed = request.POST.get("reason", "")
    context = {"form": CodeForm(), "sentence": sentence, "typed": typed}
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
