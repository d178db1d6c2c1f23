"""Lists that stay quick at a million rows: counts are capped."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.utils.functional import cached_property

COUNT_CAP = 10_001


class CappedPaginator(Paginator):
    """Counts at most COUNT_CAP rows; a list says '10,000+' from there on."""

    @cached_property
    def count(self) -> int:
        rows = self.object_list.order_by()
        return rows[:COUNT_CAP].count()
