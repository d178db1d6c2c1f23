"""The page on which staff thank for one praise: one sentence, seen as the wall will show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from boards.handles import handle_of
from boards.models.thanks import THANKS_LIMIT
from boards.screening.validators import FormOfVisibleText
from boards.thanks import own_plates, said_under, take_back, thank
from staff.models import Nameplate, User
from staff.scope import person

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from boards.models import Note


class ThanksForm(FormOfVisibleText):
    """`plate` is there for whoever agreed to be thanked by name, and for the own plate alone."""

    text = forms.CharField(
        label="고마움의 말",
        max_length=THANKS_LIMIT * 12,
        help_text=f"한 문장, {THANKS_LIMIT}자까지. 이름이나 번호는 적지 마세요.",
        error_messages={"required": "고마움의 말을 한 문장으로 적어 주세요."},
        widget=forms.TextInput(attrs={"size": 60, "autocomplete": "off"}),
    )
    plate = forms.ModelChoiceField(
        Nameplate.objects.none(),
        label="누가 전하나요",
        required=False,
        help_text="이름은 ‘게시판의 칭찬에 이름’에 동의한 본인만 밝힐 수 있습니다. "
        "동의를 거두면 이름도 바로 사라집니다.",
    )

    def __init__(self, *args: Any, user: User, note: Note, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plate = self.fields["plate"]
        plate.queryset = own_plates(user, note.office_id)  # type: ignore[attr-defined]  # a choice
        plate.empty_label = f"{note.office.name} 드림"  # type: ignore[attr-defined]  # likewise
        plate.label_from_instance = lambda own: f"{own.name} 드림"  # type: ignore[attr-defined]


def thanks_page(request: HttpRequest, note: Note, context: dict[str, Any]) -> HttpResponse:
    """Show the form, or put the thanks up or take them back, and go back to the list."""
    user, now = person(request), timezone.now()
    stands = said_under(note)
    form = ThanksForm(request.POST or None, user=user, note=note, initial={"text": stands.text})
    status = 200
    if request.method == "POST":
        try:
            if act(form, request, note, user):
                return HttpResponseRedirect(reverse("admin:boards_note_changelist") + "?side=good")
        except ValidationError as error:
            form.add_error(None, error)
        status = 422
    context |= {
        "title": "고마움 전하기",
        "note": note,
        "stands": stands,
        "form": form,
        "handle": handle_of(note.pk),
        "now": now,
    }
    return TemplateResponse(request, "admin/boards/note/thanks.html", context, status=status)


def act(form: ThanksForm, request: HttpRequest, note: Note, user: User) -> bool:
    """What the pressed button asks for; False when the form does not say it."""
    if "take_back" in request.POST:
        take_back(note, user, timezone.now())
        messages.success(request, "고마움의 말을 거두었습니다.")
        return True
    if not form.is_valid():
        return False
    thank(note, user, timezone.now(), form.cleaned_data["text"], form.cleaned_data["plate"])
    messages.success(request, "고마움의 말을 붙였습니다. 쪽지가 공개되는 동안 함께 보입니다.")
    return True
