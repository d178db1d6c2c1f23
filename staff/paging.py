"""Lists that stay quick at a million rows: counts are capped."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.core.paginator import Paginator
from django.utils.functional import cached_property

if TYPE_CHECKING:
    from django.db.models import QuerySet

COUNT_CAP = 10_001


class CappedPaginator(Paginator):
    """Counts at most COUNT_CAP rows; a list says '10,000+' from there on."""

    @cached_property
    def count(self) -> int:
        rows = cast("QuerySet", self.object_list)
        return rows.order_by()[:COUNT_CAP].count()
