"""What staff tell the public, held to one check whatever the form: answers, what was done, plans,
moved promises, notices, reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from boards.staff_names import names_of_house
from boards.triage.changing import required
from boards.triage.wording import AnswerCheck, check_answer

if TYPE_CHECKING:
    from boards.models import Complaint

NOT_FIXED = ""  # an open complaint has no outcome: nothing may be told as fixed


def checked(complaint: Complaint, text: str, outcome: str) -> AnswerCheck:
    """What the checker says of words about this complaint, the names of its house known."""
    return check_answer(text, outcome, names_of_house(complaint.office_id))


def fit_to_tell(
    complaint: Complaint, text: str, name: str, asked: str, outcome: str, longest: int
) -> str:
    """The words as they may be shown, `longest` letters at most.

    ValidationError under the field `name`: `asked` when there are none, else what to mend.
    """
    words = required(text, name, asked)[:longest]
    if stops := checked(complaint, words, outcome).stops:
        raise ValidationError({name: stops})
    return words
