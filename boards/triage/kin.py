"""The kin of a note: candidates from the database, judged by likeness."""

from collections.abc import Collection, Sequence
from uuid import UUID

from boards.models import Likeness, Note, Side
from boards.triage.alike import MOST_PROPOSED, Alike, alike, fingerprint, index_features

_JUDGED = 24  # candidates that are read and compared: a page's budget is 100 ms
# Over many offices a common matter alone would touch tens of thousands of rows.
_MANY_OFFICES = 8
_FEATURES_OVER_MANY = 3


def index_note(note: Note) -> None:
    """Make a regret note findable by its kin; call where a note is stored or moves its office."""
    if note.side == Side.REGRET and note.text:
        Likeness.objects.store(note, index_features(fingerprint(note.text, note.side)))


def kin_of(
    note: Note, office_ids: Sequence[int] = (), not_these: Collection[UUID] = ()
) -> list[Alike]:
    """The notes that a person would likely join with this one, likeliest first, at most three.

    Looks in the note's office, or in `office_ids` (its city-wide kin). `not_these` are the notes
    of which a clerk said 'not the same'. Notes of the same complaint are not proposed. Scope is
    the caller's: pass only offices that the user may see. Two queries.
    """
    if note.side != Side.REGRET or not note.text:
        return []
    own = fingerprint(note.text, note.side)
    offices = office_ids or [note.office_id]
    features = index_features(own)
    if len(offices) > _MANY_OFFICES:
        rarest = sorted(features, key=lambda feature: -features[feature])[:_FEATURES_OVER_MANY]
        features = {feature: features[feature] for feature in rarest}
    nearest = Likeness.objects.nearest(offices, features, _JUDGED + len(not_these) + 1)
    wanted = [key for key in nearest if key != note.pk and key not in not_these]
    rows = (
        Note.objects.filter(pk__in=wanted, side=Side.REGRET)
        .exclude(complaint_id=note.complaint_id)  # type: ignore[misc]  # None is a value here
        .values_list("pk", "text")
    )
    candidates = [(key, fingerprint(text, Side.REGRET)) for key, text in rows]
    return alike(own, candidates, MOST_PROPOSED)
