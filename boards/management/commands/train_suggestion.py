"""manage.py train_suggestion: learn from the labelled notes and from what the clerks decided."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from boards.models import SuggestionModel
from boards.models.trail import Line, record
from boards.triage.labelled import STARTING_NOTES, decided_by_clerks, from_file
from boards.triage.learning import LabelledNote, Model, train
from boards.triage.measuring import Figures, judge
from boards.triage.shelf import SHIPPED, forget, shipped_model

# Not unseen.jsonl: written to try the screening, it speaks of numbers more than of matters. Not
# dense*.jsonl: alike notes are measured on them.
LABELLED = (
    STARTING_NOTES,
    *(
        settings.BASE_DIR / "tests/data" / f"{name}.jsonl"
        for name in ("blind", "blind_2", "blind_3", "blind_4", "notes")
    ),
)


class Command(BaseCommand):
    help = "분야·처리구분 제안을 다시 학습해 사용합니다(처음 쪽지 + 담당자가 분류한 민원)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--labelled", type=Path, action="append", help="이름표 붙은 쪽지 파일(JSONL, 여러 번)"
        )
        parser.add_argument(
            "--ship", action="store_true", help="데이터베이스 대신 프로그램에 실릴 파일을 만듭니다"
        )
        parser.add_argument(
            "--measure",
            action="store_true",
            help="저장하지 않고, 파일마다 나머지로 학습해 맞힌 비율만 보여 줍니다",
        )
        parser.add_argument(
            "--use-shipped", action="store_true", help="프로그램에 실린 모델로 되돌립니다"
        )

    def handle(self, **options: Any) -> None:
        if options["use_shipped"]:
            self._use(None, shipped_model())
            return
        try:
            files = options["labelled"] or self._present()
            labelled = [from_file(path) for path in files]
        except (OSError, ValueError) as error:
            raise CommandError(f"쪽지 파일을 읽을 수 없습니다: {error}") from error
        if options["measure"]:
            self._measure([path.stem for path in files], labelled)
            return
        decided = [] if options["ship"] else list(decided_by_clerks())
        started = time.monotonic()
        learned_from = [*(note for notes in labelled for note in notes), *decided]
        if not learned_from:
            raise CommandError("배울 쪽지가 한 장도 없습니다.")
        model = train(learned_from)
        self.stdout.write(
            f"쪽지 {model.notes_count}건(담당자 분류 {len(decided)}건), "
            f"특징 {len(model.features)}개, {time.monotonic() - started:.1f}초"
        )
        if options["ship"]:
            SHIPPED.write_text(model.to_json() + "\n", encoding="utf-8")
        else:
            self._use(model.version, model)

    def _present(self) -> list[Path]:
        """An installation without the tests learns from the starting notes alone, and says so."""
        for path in LABELLED:
            if not path.exists():
                self.stderr.write(f"{path.name} 없음: 나머지 쪽지로 학습합니다.")
        return [path for path in LABELLED if path.exists()]

    def _measure(self, names: list[str], labelled: list[list[LabelledNote]]) -> None:
        """Each set but the first, judged by a model of all the others (leave one set out)."""
        for place, judged in enumerate(labelled[1:], start=1):
            others = [note for i, notes in enumerate(labelled) if i != place for note in notes]
            figures = Figures()
            judge(judged, [(range(len(judged)), train(others))], figures)
            self.stdout.write(f"{names[place]}: {figures}")

    def _use(self, version: str | None, model: Model) -> None:
        now = timezone.now()
        with transaction.atomic():
            before = SuggestionModel.objects.active_version()
            if version:
                SuggestionModel.objects.get_or_create(
                    version=version,
                    defaults={
                        "made_at": now,
                        "notes_count": model.notes_count,
                        "payload": model.to_json(),
                    },
                )
            SuggestionModel.objects.activate(version)
            line = Line(
                action="suggestion_model_used",
                subject="suggestion_model",
                actor_label="train_suggestion",
                before={"version": before},
                after={"version": version or model.version},
            )
            record(line, now)
        forget()
        self.stdout.write(f"사용 중인 모델: {model.version}")
