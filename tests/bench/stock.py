"""The stock admin over the same rows, as a measure of the machine: what a list costs untouched.

A list as the tutorial has it: columns, related rows, filters, a search box and the dates on top.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.test import RequestFactory

from boards.models import Complaint, Note
from staff.models import User

SITE = admin.AdminSite(name="stock")


class StockComplaints(admin.ModelAdmin):
    list_display = ("received_at", "matter", "state", "route", "category", "assigned_to")
    list_filter = ("state", "route", "category", "office")
    list_select_related = ("office", "assigned_to")
    date_hierarchy = "received_at"
    search_fields = ("matter",)
    list_per_page = 50


class StockNotes(admin.ModelAdmin):
    list_display = ("received_at", "side", "text", "category", "desk")
    list_filter = ("side", "visibility", "category", "office")
    list_select_related = ("desk__office",)
    date_hierarchy = "received_at"
    search_fields = ("text",)
    list_per_page = 50


def stock_lists(user: User, clock: Callable[[], float]) -> dict[str, float]:
    """Milliseconds of the first page of each list, by its name; the best of three, without
    middleware, which the board's own pages pay as well."""
    found = {}
    for model, options in ((Complaint, StockComplaints), (Note, StockNotes)):
        stock: Any = options(model, SITE)
        took = []
        for _ in range(3):
            request = RequestFactory().get("/admin/")
            request.user = user
            started = clock()
            answer = stock.changelist_view(request)
            answer.render()
            took.append((clock() - started) * 1000)
            if answer.status_code != 200:
                raise RuntimeError(f"stock {model.__name__}: {answer.status_code}")
        found[str(model._meta.verbose_name_plural)] = min(took)
    return found
