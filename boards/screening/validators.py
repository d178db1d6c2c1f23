"""The hygiene of text for Django's forms and models."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from boards.screening.hygiene import UnfitText, clean_text


def validate_visible_text(value: str) -> None:
    """Refuse text that `clean_text` refuses, with its sentence. Empty text is not its business."""
    if not value:
        return
    try:
        clean_text(value, max(len(value), 1))
    except UnfitText as unfit:
        raise ValidationError(str(unfit)) from None
