"""An answer before it is sent, through the receipt page's and the wall's own eyes."""

from __future__ import annotations

import copy
from datetime import datetime
from typing import Any

from django.utils import timezone

from boards.models import Complaint, Note, State
from boards.receipt.story import steps, told
from boards.staff_names import names_not_agreed
from boards.triage.complaint_admin import ComplaintAdmin
from boards.wall.cards import card_of

MOST_CARDS = 3


def seen(complaint: Complaint, answer: str, now: datetime) -> dict[str, Any]:
    """What the receipt page and the wall would show if `answer` were sent at `now`; nothing is
    stored. `cards` are the first MOST_CARDS of the notes that the public may see."""
    sent = copy.copy(complaint)
    sent.state, sent.answer, sent.answered_at = State.REPLIED, answer, now
    sent.settled_at = sent.settled_at or now
    notes = Note.objects.filter(complaint=complaint).published(now).with_joins().newest_first()
    cards = []
    for note in notes.select_related("office", "thanks__plate")[:MOST_CARDS]:
        note.complaint = sent
        names = names_not_agreed(note.office_id)
        cards.append(card_of(note, timezone.localdate(now), names))
    return {"matter": told(sent, 0, now), "story": {"steps": steps()}, "cards": cards}


class PreviewingComplaintAdmin(ComplaintAdmin):
    """The page of a complaint, whose room knows neither the receipt page nor the wall."""

    def seen(self, complaint: Complaint, answer: str, now: datetime) -> dict[str, Any]:
        return seen(complaint, answer, now)
