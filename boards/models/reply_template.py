"""Prepared answers with slots."""

from __future__ import annotations

import re

from django.db import models

from boards.models.complaint import Outcome
from boards.models.note import Category

SLOT = re.compile(r"\{([^{}]{1,30})\}")


class ReplyTemplate(models.Model):
    """A text for one outcome, for one category or for all. `{조치내용}` marks a slot to fill."""

    title = models.CharField("제목", max_length=60, unique=True)
    category = models.CharField(
        "분야", max_length=16, choices=Category, blank=True, help_text="비우면 모든 분야"
    )
    outcome = models.CharField("처리결과", max_length=12, choices=Outcome)
    body = models.TextField("본문", max_length=2000, help_text="{조치내용}처럼 채울 자리를 표시")
    is_active = models.BooleanField("사용", default=True)

    class Meta:
        verbose_name = "답변 문안"
        verbose_name_plural = "답변 문안"
        ordering = ["outcome", "category", "title"]

    def __str__(self) -> str:
        return self.title

    @property
    def slots(self) -> list[str]:
        """Names of the slots, in the order of the text, each once."""
        return list(dict.fromkeys(SLOT.findall(self.body)))


def unfilled_slots(text: str) -> list[str]:
    """Slots that still stand in a text, so that no visitor reads '{조치내용}'."""
    return list(dict.fromkeys(SLOT.findall(text)))
