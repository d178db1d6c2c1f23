"""The note as a form on a visitor's own phone."""

from __future__ import annotations

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from boards.kiosk.content import (
    CHOOSE_CATEGORY,
    CHOOSE_SIDE,
    Content,
    Refused,
    checked,
)
from boards.models.note import Category, Side

OPEN_ANEW = _("이 화면을 새로 열고 다시 적어 주세요.")
CATEGORY_CHOICES = [("", _("고르지 않음")), *[(key, _(label)) for key, label in Category.choices]]


class PhoneNoteForm(forms.Form):
    """`note_id` is made with the page, so that sending twice is one note."""

    note_id = forms.UUIDField(
        label=_("쪽지"),
        widget=forms.HiddenInput,
        error_messages={"required": OPEN_ANEW, "invalid": OPEN_ANEW},
    )
    side = forms.ChoiceField(
        label=_("어떠셨나요?"),
        choices=[(key, _(label)) for key, label in Side.choices],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("‘좋아요’와 ‘아쉬워요’ 가운데 하나를 골라 주세요."),
            "invalid_choice": _(CHOOSE_SIDE),
        },
    )
    category = forms.ChoiceField(
        label=_("무엇에 대한 이야기인가요?"),
        choices=CATEGORY_CHOICES,
        required=False,
        error_messages={"invalid_choice": _(CHOOSE_CATEGORY)},
    )
    text = forms.CharField(
        label=_("하고 싶은 말씀"),
        required=False,
        strip=False,  # length and all else: boards.screening.hygiene, with its own sentences
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("이름·전화번호·주민등록번호는 적지 마세요. 500자까지 쓸 수 있습니다."),
        error_messages={
            "null_characters_not_allowed": _(
                "글에 깨진 글자가 있습니다. 그 글자를 지우고 다시 해 주세요."
            )
        },
    )

    def __init__(self, *args: object, language: str, desk_code: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature
        self.language, self.desk_code = language, desk_code
        self.content: Content | None = None
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("note_id", "side", "category", "text")

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        try:
            self.content = checked(
                {
                    "side": cleaned["side"],
                    "text": cleaned["text"],
                    "category": cleaned["category"],
                    "desk": self.desk_code,
                    "language": self.language,
                }
            )
        except Refused as refused:
            self.add_error("text", refused.detail)
        return cleaned
