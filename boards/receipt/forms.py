"""The field in which a receipt code is typed."""

from __future__ import annotations

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from boards.receipts import normalised

LONGEST_TYPED = 40  # spaces and hyphens forgiven
NOT_A_CODE = _("번호는 글자 열 개입니다. 접수증을 보고 다시 넣어 주세요.")


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
