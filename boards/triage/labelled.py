"""Where labelled notes come from: files of invented ones, and what this city's clerks decided."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from boards.models import Note
from boards.triage.features import DATA
from boards.triage.learning import LabelledNote

STARTING_NOTES = DATA / "starting_notes.jsonl"
MOST_DECIDED = 20_000  # the newest: habits of sorting change, and training stays under a minute


def from_file(path: Path) -> list[LabelledNote]:
    """Invented notes, one JSON object a line: text, side, category, route, perhaps group.

    Raises ValueError naming the line that is no such object.
    """
    notes = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            notes.append(_from_record(json.loads(line)))
        except (KeyError, TypeError, RecursionError, json.JSONDecodeError) as error:
            raise ValueError(f"{path.name} {number}: {error}") from error
    return notes


def decided_by_clerks() -> Iterator[LabelledNote]:
    """Regret notes of sorted complaints, the newest MOST_DECIDED of them."""
    rows = (
        Note.objects.decided()
        .exclude(text="")
        .newest_first()
        .values_list(
            "text", "findings", "side", "category", "complaint__category", "complaint__route",
            "complaint_id",
        )
    )  # fmt: skip
    for text, findings, side, chip, category, route, complaint in rows[:MOST_DECIDED]:
        yield LabelledNote(
            text=without_findings(text, findings),
            side=side,
            category=category,
            route=route,
            group=str(complaint),
            chip=chip or None,
        )


def without_findings(text: str, findings: Iterable[dict]) -> str:
    """The text with every found name, number and address cut out before it is learned from."""
    kept = list(text)
    for finding in findings:
        start, end = finding.get("start"), finding.get("end")
        if isinstance(start, int) and isinstance(end, int):
            kept[start:end] = " " * len(kept[start:end])
    return "".join(kept)


def _from_record(record: dict) -> LabelledNote:
    return LabelledNote(
        text=without_findings(record["text"], record.get("personal_data", ())),
        side=record["side"],
        category=record["category"],
        route=record["route"],
        group=record.get("group"),
        invented=True,
    )
