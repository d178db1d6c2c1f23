"""Lists that stay quick at a million rows: counts are capped, rows are read by their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Page, Paginator
from django.db.models import IntegerField
from django.db.models.sql.where import WhereNode
from django.utils.functional import cached_property

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

COUNT_CAP = 10_001


class CappedPaginator(Paginator):
    """Reads keys first, which an index alone can tell, then the rows of one page by their keys.

    Whole numbers are read all at once, up to COUNT_CAP, and counted here; other keys weigh more
    than a second query that counts them. A list says '10,000+' from COUNT_CAP on.
    """

    @cached_property
    def keys(self) -> list[Any]:
        rows = cast("QuerySet", self.object_list)
        return list(rows.values_list("pk", flat=True)[:COUNT_CAP])

    @cached_property
    def count(self) -> int:
        rows = cast("QuerySet", self.object_list)
        if isinstance(rows.model._meta.pk, IntegerField):
            return len(self.keys)
        return rows.order_by()[:COUNT_CAP].count()

    def keys_between(self, start: int, end: int) -> list[Any]:
        rows = cast("QuerySet", self.object_list)
        if isinstance(rows.model._meta.pk, IntegerField):
            return self.keys[start:end]
        return list(rows.values_list("pk", flat=True)[start:end])

    def page(self, number: int | str) -> Page:
        valid = self.validate_number(number)
        start = (valid - 1) * self.per_page
        return Page(self.rows(start, start + self.per_page), valid, self)

    def rows(self, start: int = 0, end: int = COUNT_CAP) -> QuerySet:
        """The rows from `start` (included) to `end` (excluded), in the order of the list.

        By their keys alone: the conditions under which these were found would only lead the
        database to another index.
        """
        rows = cast("QuerySet", self.object_list).all()
        rows.query.where = WhereNode()
        return rows.filter(pk__in=self.keys_between(start, end))


class KeyedChangeList(ChangeList):
    """A list whose rows are read by their keys, one page or all of a short list."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        if (self.show_all and self.can_show_all) or not self.multi_page:
            self.result_list = cast("CappedPaginator", self.paginator).rows()
