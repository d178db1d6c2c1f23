"""What was learned from the clerks' decisions, shared by all machines."""

from __future__ import annotations

from django.db import models, transaction
from django.db.models import Q


class SuggestionModelQuerySet(models.QuerySet["SuggestionModel"]):
    def active_version(self) -> str | None:
        """The version in use, without its payload; None: the one that comes with the program."""
        return self.filter(is_active=True).values_list("version", flat=True).first()

    def activate(self, version: str | None) -> None:
        """Put one version in use (None: the shipped one). Raises DoesNotExist for an unknown."""
        with transaction.atomic():
            chosen = version and self.select_for_update().get(version=version)
            self.filter(is_active=True).update(is_active=False)
            if chosen:
                self.filter(pk=chosen.pk).update(is_active=True)


class SuggestionModel(models.Model):
    """A trained model: weights of pieces of words that many notes share, no text of any note."""

    version = models.CharField("버전", max_length=12, unique=True, editable=False)
    made_at = models.DateTimeField("만든 시각", editable=False)
    notes_count = models.PositiveIntegerField("배운 쪽지 수", editable=False)
    payload = models.TextField("내용", editable=False)
    is_active = models.BooleanField("사용 중", default=False, editable=False)

    objects = SuggestionModelQuerySet.as_manager()

    class Meta:
        verbose_name = "제안 모델"
        verbose_name_plural = "제안 모델"
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_active"], condition=Q(is_active=True), name="one_model_in_use"
            ),
        ]

    def __str__(self) -> str:
        return self.version
