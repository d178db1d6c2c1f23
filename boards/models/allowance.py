"""How often somebody did something within a window: the store of rate limits."""

from django.db import models


class Allowance(models.Model):
    """A count for one keyed hash in one window; swept when old. Holds no address."""

    key = models.CharField(max_length=64)
    window = models.DateTimeField(db_index=True)
    used = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "사용량"
        verbose_name_plural = "사용량"
        constraints = [
            models.UniqueConstraint(fields=["key", "window"], name="one_allowance_a_window"),
        ]

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.window:%H:%M}"
