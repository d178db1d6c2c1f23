"""What is typed on the receipt pages: a code, and whether the answer helped."""

from __future__ import annotations

from datetime import UTC, datetime

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from boards.models.note import TEXT_LIMIT
from boards.receipts import normalised
from boards.screening.hygiene import LOOKS_BLANK, UnfitText, clean_text

LONGEST_TYPED = 40  # spaces and hyphens forgiven
NOT_A_CODE = _("번호는 글자 열 개입니다. 접수증을 보고 다시 넣어 주세요.")
OPEN_ANEW = _("이 화면을 새로 열고 다시 적어 주세요.")
CHOOSE = _("‘네’와 ‘아니요’ 가운데 하나를 골라 주세요.")


class CodeForm(forms.Form):
    """`code` comes out in its one written form."""

    code = forms.CharField(
        label=_("접수증 번호"),
        max_length=LONGEST_TYPED,
        help_text=_("쪽지를 붙인 뒤에 받은 글자 열 개입니다. 줄(-)은 없어도 됩니다."),
        error_messages={
            "required": _("접수증 번호를 넣어 주세요."),
            "max_length": NOT_A_CODE,
            "null_characters_not_allowed": NOT_A_CODE,
        },
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "placeholder": "ABCDE-12345",
            }
        ),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("code")

    def clean_code(self) -> str:
        code = normalised(self.cleaned_data["code"])
        if code is None:
            raise forms.ValidationError(NOT_A_CODE)
        return code


class OpinionForm(forms.Form):
    """`matter` comes out as the number of the matter, `answer` as the moment of the answer that was
    read, `reason` fit to be screened."""

    matter = forms.IntegerField(
        required=False,
        min_value=0,
        widget=forms.HiddenInput,
        error_messages={"invalid": OPEN_ANEW, "min_value": OPEN_ANEW},
    )

    answer = forms.CharField(
        label=_("답변"),
        widget=forms.HiddenInput,
        error_messages={"required": OPEN_ANEW, "null_characters_not_allowed": OPEN_ANEW},
    )
    helped = forms.ChoiceField(
        label=_("도움이 되었나요?"),
        choices=[("yes", _("네")), ("no", _("아니요"))],
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    reason = forms.CharField(
        label=_("‘아니요’라면 까닭을 적어 주세요"),
        required=False,
        strip=False,  # length and all else: boards.screening.hygiene, with its own sentences
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "까닭을 적으면 담당자가 다시 볼지 살펴보고 이 화면에 알려 드립니다. "
            "이름·전화번호·주민등록번호는 적지 마세요. 500자까지 쓸 수 있습니다."
        ),
        error_messages={
            "null_characters_not_allowed": _(
                "글에 깨진 글자가 있습니다. 그 글자를 지우고 다시 해 주세요."
            )
        },
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("matter", "answer", "helped", "reason")

    def clean_matter(self) -> int:
        return int(self.cleaned_data["matter"] or 0)

    def clean_answer(self) -> datetime:
        try:
            moment = datetime.fromisoformat(self.cleaned_data["answer"])
            return moment.astimezone(UTC)
        except (ValueError, OverflowError):
            raise forms.ValidationError(OPEN_ANEW) from None

    def clean_reason(self) -> str:
        text: str = self.cleaned_data["reason"].strip()
        if not text:
            return ""
        if not LOOKS_BLANK.sub("", text):
            raise forms.ValidationError(_("보이는 글자가 없습니다. 까닭을 다시 적어 주세요."))
        try:
            return clean_text(text, TEXT_LIMIT)
        except UnfitText as unfit:
            raise forms.ValidationError(str(unfit)) from None
