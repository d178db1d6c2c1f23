"""manage.py index_likeness: make older notes findable by their kin (once, or after retraining)."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from boards.models import Note, Side
from boards.triage.kin import index_note


class Command(BaseCommand):
    help = "아쉬워요 쪽지의 닮음 특징을 (다시) 만듭니다."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--missing", action="store_true", help="아직 특징이 없는 쪽지만 만듭니다"
        )

    def handle(self, **options: object) -> None:
        notes = Note.objects.filter(side=Side.REGRET).exclude(text="")
        if options["missing"]:
            notes = notes.without_likeness()
        count = 0
        for note in notes.only("pk", "side", "text", "office_id").iterator(chunk_size=1000):
            index_note(note)
            count += 1
        self.stdout.write(f"쪽지 {count}건")
