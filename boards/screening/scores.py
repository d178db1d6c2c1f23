"""Precision and recall of screening against labels."""

from __future__ import annotations

from collections import Counter
from typing import Any

from boards.screening.engine import Screening

STRUCTURED = (
    "resident_number",
    "phone",
    "email",
    "card",
    "account",
    "passport",
    "licence",
    "plate",
    "address",
)


def share(part: int, whole: int) -> str:
    """'0.97 (35/36)'; '-' of nothing."""
    return f"{part / whole:.3f} ({part}/{whole})" if whole else "-"


class Report:
    """Counts while notes are tried; `lines` says the result."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.wrong: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()
        self.clean_held = self.clean = 0
        self.seconds: list[float] = []

    def add(
        self,
        note: dict[str, Any],
        screening: Screening,
        seconds: float,
        suggestion: dict[str, Any],
    ) -> None:
        """Count one labelled note. A span is right when kind, start and end agree."""
        self.seconds.append(seconds)
        found = {(item.kind, item.start, item.end) for item in screening.original_spans}
        labelled = {
            (item["kind"], item["start"], item["end"]) for item in note.get("personal_data", [])
        }
        self.right.update(kind for kind, *_ in found & labelled)
        self.wrong.update(kind for kind, *_ in found - labelled)
        self.missed.update(kind for kind, *_ in labelled - found)
        self._flag("abusive", screening.abusive, bool(note.get("abusive")))
        self._flag("accuses_person", screening.accuses_person, bool(note.get("accuses_person")))
        if not labelled and not note.get("abusive") and not note.get("accuses_person"):
            self.clean += 1
            self.clean_held += screening.public == "hold"
        for what in ("category", "route"):
            if note.get(what) and suggestion[what]:
                self._flag(what, suggestion[what][0] == note[what], True)

    def _flag(self, what: str, said: bool, true: bool) -> None:
        self.right[what] += said and true
        self.wrong[what] += said and not true
        self.missed[what] += true and not said

    def lines(self) -> list[str]:
        """The report, one line a kind."""
        rows = ["kind              precision            recall"]
        for kind in (*STRUCTURED, "person_name", "abusive", "accuses_person"):
            rows.append(self._row(kind, self.right[kind], self.wrong[kind], self.missed[kind]))
        sums = [
            sum(counter[kind] for kind in STRUCTURED)
            for counter in (self.right, self.wrong, self.missed)
        ]
        rows.append(self._row("all structured", *sums))
        for what in ("category", "route"):
            whole = self.right[what] + self.missed[what]
            rows.append(f"{what:<17} first right {share(self.right[what], whole)}")
        rows.append(f"clean notes held  {share(self.clean_held, self.clean)}")
        ordered = sorted(self.seconds) or [0.0]
        p95 = ordered[int(0.95 * (len(ordered) - 1))] * 1000
        rows.append(f"screening p95     {p95:.2f} ms")
        return rows

    @staticmethod
    def _row(kind: str, right: int, wrong: int, missed: int) -> str:
        return f"{kind:<17} {share(right, right + wrong):<20} {share(right, right + missed)}"
