"""`{% visibility_buttons note now %}`: show or hide a note in one touch, from where it is read.

`{{ note|unopened }}`, `{{ note|veiled }}`: its words before a recorded look, and whether one helps.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.urls import reverse

from boards import veil
from boards.handles import handle_of
from boards.models import Note, Opinion, Visibility

register = template.Library()


@register.filter
def unopened(row: Note | Opinion) -> str:
    return veil.unopened(row)


@register.filter
def veiled(row: Note | Opinion) -> bool:
    return veil.is_veiled(row)


@register.inclusion_tag("admin/triage/visibility_buttons.html")
def visibility_buttons(note: Note, now: datetime) -> dict[str, Any]:
    """Only what would change something: an abusive or accusing note is never shown."""
    handle, seen = handle_of(note.pk), note.visibility_at(now)
    show, hide = (
        reverse("admin:boards_note_release", args=[handle, what]) for what in ("show", "hide")
    )
    may_be_shown = not (note.is_abusive or note.accuses_person)
    return {
        "show": show if may_be_shown and seen != Visibility.PUBLIC else "",
        "hide": hide if seen != Visibility.HIDDEN else "",
    }
