"""The scope of an account in the admin: its own office and all below it, everywhere.

Every ModelAdmin of the house builds on `ScopedAdmin`. One attribute says how a row finds its
office; lists, related choices, autocompletes, posted keys, filters, histories and single objects
follow from it. What the mixin forbids (raw id fields, filters over hidden fields, deleting) it
forbids because the stock behaviour would show a row of another office.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.contrib.admin.views.main import ERROR_FLAG
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from staff.models import Office
from staff.paging import CappedPaginator, KeyedChangeList

if TYPE_CHECKING:
    from django.db.models import Field, ForeignKey
    from django.db.models.fields.related import RelatedField

    from staff.models import User

# What a link of a list filter may ask about a field; anything else is answered 400.
MOST_DIGITS = 18  # of a key that any database holds
FILTER_LOOKUPS = ("", "__exact", "__isnull", "__in", "__gte", "__lt")


def person(request: HttpRequest) -> User:
    """Who asks, behind the admin's door: somebody logged in."""
    return cast("User", request.user)


def offices_of(user: User) -> list[Office]:
    """The offices in a user's scope in official order, read once an account object."""
    if not hasattr(user, "_offices"):
        rows = Office.objects.visible_to(user).in_official_order()
        user._offices = list(rows)  # type: ignore[attr-defined]  # kept for this request
    return user._offices  # type: ignore[attr-defined]  # set above


def office_ids(user: User) -> list[int]:
    """Keys of the offices in a user's scope.

    Keys instead of a join by path: with one office the index (office, -received_at) serves a list.
    """
    return [office.pk for office in offices_of(user)]


def has_whole_city(user: User) -> bool:
    """Whether the scope is the city hall and all below it."""
    return user.office is not None and user.office.parent_id is None


class ScopedRelatedFilter(admin.RelatedFieldListFilter):
    """A filter over a related row that offers rows of the scope only."""

    def field_choices(
        self, field: Field, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[Any, Any]]:
        rows = model_admin.get_field_queryset(None, cast("ForeignKey", field), request)
        return [(row.pk, str(row)) for row in rows or ()]


# The mixin stands in front of some ModelAdmin; only the type checker needs to know which.
if TYPE_CHECKING:
    _Admin = admin.ModelAdmin
else:
    _Admin = object


class ScopedMixin(_Admin):
    """What `ScopedAdmin` adds; mix it in front of another ModelAdmin such as UserAdmin.

    `office_lookup`: the path from the model to its office ("office", "desk__office"); "pk" for
    the office itself. `shares_rows_of_no_office`: rows without an office are for everybody to
    see (a national closed day) and for those with the whole city to change.
    """

    office_lookup = "office"
    shares_rows_of_no_office = False
    may_be_deleted = False

    def __init_subclass__(cls, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        if cls.raw_id_fields:
            # Its widget prints the name of whatever key was posted, of any office.
            raise ImproperlyConfigured(f"{cls.__name__}: raw_id_fields ignore the scope.")

    def scope(self, user: User) -> Q:
        """The condition for a row to be in the user's scope."""
        condition = Q(**{f"{self.office_lookup}__in": office_ids(user)})
        if self.shares_rows_of_no_office:
            condition |= Q(**{f"{self.office_lookup}__isnull": True})
        return condition

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).filter(self.scope(person(request)))

    def in_scope(self, request: HttpRequest, row: Model | None) -> bool:
        """Whether a row may be seen; True for no row, as Django asks about lists that way."""
        if row is None or row.pk is None:
            return True
        return type(row)._base_manager.filter(self.scope(person(request)), pk=row.pk).exists()

    def in_charge(self, request: HttpRequest, row: Model | None) -> bool:
        """Whether a row may be changed: a row for everybody belongs to the city hall."""
        if row is None or not self.shares_rows_of_no_office:
            return self.in_scope(request, row)
        office = getattr(row, self.office_lookup)
        whole_city = has_whole_city(person(request))
        return whole_city if office is None else self.in_scope(request, row)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_view_permission(request, obj) and self.in_scope(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_change_permission(request, obj) and self.in_charge(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        if not self.may_be_deleted:
            return False
        return super().has_delete_permission(request, obj) and self.in_charge(request, obj)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = {"title": f"{self.opts.verbose_name} 바뀐 기록", **(extra_context or {})}
        return super().history_view(request, object_id, title)

    def get_field_queryset(
        self, db: str | None, db_field: RelatedField, request: HttpRequest
    ) -> QuerySet:
        """Related rows of the scope, for choices, posted keys and filters alike."""
        related = db_field.related_model
        if not self.admin_site.is_registered(related):
            if _has_an_office(related):
                return related._default_manager.none()
            return related._default_manager.all()
        queryset = self.admin_site.get_model_admin(related).get_queryset(request)
        return queryset.order_by(*self.admin_site.get_model_admin(related).get_ordering(request))

    def lookup_allowed(
        self, lookup: str, value: object, request: HttpRequest | None = None
    ) -> bool:
        """Only what a filter beside the list offers: a hidden field can't be probed letter by
        letter."""
        filters = self.get_list_filter(request) if request else self.list_filter
        fields = [item[0] if isinstance(item, tuple) else item for item in filters]
        names = [name for name in fields if isinstance(name, str)]
        allowed = {f"{name}{how}" for name in names for how in FILTER_LOOKUPS}
        allowed |= {f"{name}__id__exact" for name in names}
        allowed |= {getattr(item, "parameter_name", "") for item in fields}
        return lookup in allowed


def _has_an_office(model: type[Model]) -> bool:
    return any(field.name == "office" for field in model._meta.get_fields())


def filters_of(request: HttpRequest) -> list[str]:
    """What an address asks of a list, without the words that are searched for."""
    return [typed for name in request.GET if name != "q" for typed in request.GET.getlist(name)]


class PlainTitle(admin.ModelAdmin):
    """Pages are titled by what they hold, not by what one may do with it."""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if any(len(typed) > MOST_DIGITS and typed.isdecimal() for typed in filters_of(request)):
            return HttpResponseRedirect(f"{request.path}?{ERROR_FLAG}=1")  # as any other misuse
        title = {"title": self.opts.verbose_name_plural, **(extra_context or {})}
        return super().changelist_view(request, title)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        name = self.opts.verbose_name
        title = {"title": name if object_id else f"{name} 추가", **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, title)


class ScopedAdmin(ScopedMixin, PlainTitle):
    """The ModelAdmin of the house: scope, no full counts, nothing deleted."""

    paginator = CappedPaginator

    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # a count beside each choice reads the whole table
    view_on_site = False
    list_per_page = 30  # three screens of a 10-inch tablet; drawing a row is most of its time

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[KeyedChangeList]:
        return KeyedChangeList
