"""What `manage.py try_notes` asks of the sorting: a note as a dict, no database row needed."""

from collections import defaultdict

from boards.triage.alike import alike, fingerprint
from boards.triage.suggestion import suggest


def suggest_for_trial(note: dict) -> dict[str, list | None]:
    """{"category": [key, confidence], "among": [three keys], "route": [key, confidence] or None}.

    The keys are given even when the suggestion would be shown as 'not known'.
    """
    said = suggest(note["text"], note["side"], note.get("chip"))
    return {
        "category": list(said.category[0]),
        "among": [key for key, _ in said.category],
        "route": list(said.route) if said.route else None,
    }


def alike_for_trial(notes: list[dict]) -> dict[str, list[str]]:
    """For each note's id the ids proposed as alike, best first, at most three.

    As in the product, only notes of one office and one side are compared.
    """
    rooms: dict[tuple[str, str], list] = defaultdict(list)
    for note in notes:
        room = rooms[note.get("office", ""), note["side"]]
        room.append((note["id"], fingerprint(note["text"], note["side"])))
    return {
        key: [str(found.id) for found in alike(own, [pair for pair in room if pair[0] != key])]
        for room in rooms.values()
        for key, own in room
    }
