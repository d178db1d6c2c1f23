"""The hygiene of text for Django's forms and for the doors behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from boards.screening.hygiene import UnfitText, clean_text

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin
    from django.http import HttpRequest

    _Form = forms.BaseForm
    _Admin = ModelAdmin
else:
    _Form = _Admin = object

BROKEN = "글에 깨진 글자가 있습니다. 그 글자를 지우고 다시 해 주세요."


def visible_text(text: str, longest: int | None = None) -> str:
    """What staff typed as `clean_text` leaves it, at most `longest` code points, which is what a
    column holds. Empty text stays empty. ValidationError with its sentence."""
    if not text.strip():
        return ""
    if "\x00" in text:
        raise ValidationError(BROKEN)
    try:
        clean = clean_text(text, len(text))
    except UnfitText as unfit:
        raise ValidationError(str(unfit)) from None
    # A letter may become two: NFC takes a few apart (U+0958).
    if longest is not None and len(clean) > longest:
        raise ValidationError(f"글이 너무 깁니다. {longest}자까지 쓸 수 있습니다.")
    return clean


def is_typed(field: forms.Field) -> bool:
    """Whether people type words into it. A password is kept by no column and changed by nobody."""
    hidden = field.widget.is_hidden or isinstance(field.widget, forms.PasswordInput)
    return isinstance(field, forms.CharField) and not hidden


class KeepsVisibleText(_Form):
    """Mixed into a form: its typed words come out as `visible_text` leaves them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.CharField):
                field.error_messages.setdefault("null_characters_not_allowed", BROKEN)

    def _post_clean(self) -> None:
        """Before a form of a model hands its words to the row."""
        for name, value in list(self.cleaned_data.items()):
            field = self.fields[name]
            if type(value) is str and is_typed(field):
                try:
                    self.cleaned_data[name] = clean = visible_text(value)
                    if clean != value:
                        field.run_validators(clean)  # of the length and all else, once more
                except ValidationError as unfit:
                    self.add_error(name, unfit)
        super()._post_clean()  # type: ignore[misc]  # Django's hook, unknown to its stubs


class FormOfVisibleText(KeepsVisibleText, forms.Form):
    """A form whose typed words are kept as `clean_text` leaves them, or refused with its sentence."""


class AdminOfVisibleText(_Admin):
    """Mixed into a ModelAdmin: so are the words of its forms."""

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        return type(form)(form.__name__, (KeepsVisibleText, form), {})
