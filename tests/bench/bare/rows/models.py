from django.db import models


class Row(models.Model):
    """A row as wide as a short note."""

    text = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.text
