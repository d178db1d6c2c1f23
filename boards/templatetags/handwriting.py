"""`{% handwriting note.strokes %}`: a note written by finger, drawn."""

from __future__ import annotations

from typing import Any

from django import template

from boards.handwriting import drawn_pages

register = template.Library()


@register.inclusion_tag("handwriting.html")
def handwriting(strokes: dict[str, Any] | None) -> dict[str, Any]:
    return {"pages": drawn_pages(strokes)}
