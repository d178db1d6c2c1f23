"""Places, boards and reply templates in the admin, with each change in the trail.

A closed day moves due times, a board's rule decides what the public sees, a template is sent to
visitors: who changed what stands where every other change stands. The pages of places are staff's;
they stand here because staff knows nothing of the trail.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db import transaction
from django.utils import timezone

from boards.models.trail import Line, record
from staff.admin import ClosedDayAdmin, DeskAdmin, OfficeAdmin
from staff.models import Office
from staff.scope import person

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest

    _Admin = admin.ModelAdmin
else:
    _Admin = object


def values_of(row: Model | None) -> dict[str, Any]:
    """What a row says, as the trail keeps it; nothing of none."""
    if row is None:
        return {}
    fields = [field.attname for field in row._meta.concrete_fields if not field.primary_key]
    return {name: _plain(getattr(row, name)) for name in fields}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


class Recorded(_Admin):
    """Saves and deletes in one transaction with the line that tells of it."""

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        with transaction.atomic():
            # Locked: of two who save at once, each line tells of what it really replaced.
            rows = type(obj)._base_manager.select_for_update()
            stored = rows.filter(pk=obj.pk).first() if change else None
            super().save_model(request, obj, form, change)
            self.leave_line(request, obj, "changed" if change else "made", stored)

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        with transaction.atomic():
            self.leave_line(request, obj, "deleted", obj)
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        with transaction.atomic():
            for row in queryset:
                self.leave_line(request, row, "deleted", row)
            super().delete_queryset(request, queryset)

    def leave_line(self, request: HttpRequest, row: Model, what: str, stored: Model | None) -> None:
        """A line about what differs; none when nothing does."""
        before, after = values_of(stored), {} if what == "deleted" else values_of(row)
        names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
        if not names:
            return
        by = person(request)
        kind = row._meta.model_name
        office_id = row.pk if isinstance(row, Office) else getattr(row, "office_id", None)
        record(
            Line(
                action=f"{kind}.{what}",
                subject=f"{kind}:{row.pk}",
                # What holds for the whole city is read where it was changed, and above.
                office_id=office_id or by.office_id,
                actor=by,
                before={name: before[name] for name in names if name in before},
                after={name: after[name] for name in names if name in after},
            ),
            timezone.now(),
        )


class RecordedOfficeAdmin(Recorded, OfficeAdmin):
    pass


class RecordedDeskAdmin(Recorded, DeskAdmin):
    pass


class RecordedClosedDayAdmin(Recorded, ClosedDayAdmin):
    pass
