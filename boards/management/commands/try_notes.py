"""Try screening, suggestions and alike notes on a file without storing anything."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from boards.models.note import Side
from boards.screening.engine import screen
from boards.screening.patterns import compile_all
from boards.screening.scores import Report
from boards.triage.trial import alike_for_trial, suggest_for_trial


class Command(BaseCommand):
    """One JSON line a note; with --score a report against the labels instead."""

    help = "쪽지 파일(JSONL)을 저장하지 않고 살펴봅니다. --score는 표시된 정답과 견줍니다."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="tests/data/notes.jsonl과 같은 형식, -는 표준 입력")
        parser.add_argument("--score", action="store_true", help="정밀도와 재현율을 출력합니다.")

    def handle(self, *args: Any, **options: Any) -> None:
        notes = read(options["file"])
        report = Report()
        compile_all()  # as a server does at its start; the first note is not timed for it
        alike = alike_for_trial(notes)
        for note in notes:
            started = time.perf_counter()
            screening = screen(note["text"], side=note["side"])
            seconds = time.perf_counter() - started
            suggestion = suggest_for_trial(note)
            if options["score"]:
                report.add(note, screening, seconds, suggestion)
                continue
            tried = {
                "id": note["id"],
                "personal_data": [found.as_dict() for found in screening.original_spans],
                "abusive": screening.abusive,
                "accuses_person": screening.accuses_person,
                "public": screening.public,
                "public_text": screening.public_text,
                "category": suggestion["category"],
                "among": suggestion["among"],
                "route": suggestion["route"],
                "alike": alike.get(note["id"], []),
                "reasons": list(screening.reasons),
            }
            self.stdout.write(json.dumps(tried, ensure_ascii=False))
        if options["score"]:
            self.stdout.write("\n".join(report.lines()))


def read(name: str) -> list[dict[str, Any]]:
    """The notes of a file. Raises CommandError with the line that cannot be read."""
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"파일을 읽을 수 없습니다: {error}") from None
    notes = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            note = json.loads(line)
            note = {"side": "regret", **note, "id": note["id"], "text": note["text"]}
        except (ValueError, KeyError, TypeError, RecursionError):
            note = None
        if note is None or not is_a_note(note):
            raise CommandError(f"{number}번째 줄이 쪽지의 형식이 아닙니다.")
        notes.append(note)
    return notes


def is_a_note(read: dict[str, Any]) -> bool:
    is_told = isinstance(read["text"], str) and isinstance(read["id"], (str, int))
    return is_told and read["side"] in Side.values
