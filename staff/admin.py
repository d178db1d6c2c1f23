"""People and places in the admin: offices, accounts, desks, closed days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import Group

from staff.models import ClosedDay, Desk, Office, Role, User
from staff.scope import ScopedAdmin, ScopedMixin, ScopedRelatedFilter, person

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest

# Roles are the one table of boards.roles: nobody edits a group by hand.
admin.site.unregister(Group)


class OfficeAdmin(ScopedAdmin):
    office_lookup = "pk"
    list_display = ("name", "short_name", "kind", "parent", "is_active")
    list_filter = ("kind", "is_active")
    list_select_related = ("parent",)
    search_fields = ("name", "short_name")
    ordering = ("path",)
    fields = ("name", "short_name", "slug", "kind", "parent", "is_active")

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple:
        # The place in the tree decides the scope of every account: it is set once.
        return ("parent", "kind") if obj else ()


class DeskAdmin(ScopedAdmin):
    list_display = ("office", "number", "duty", "is_active")
    list_display_links = ("number", "duty")
    list_filter = (("office", ScopedRelatedFilter), "is_active")
    list_select_related = ("office",)
    search_fields = ("duty",)
    ordering = ("office__path", "number")
    autocomplete_fields = ("office",)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"office": person(request).office_id}


class ClosedDayAdmin(ScopedAdmin):
    shares_rows_of_no_office = True
    may_be_deleted = True  # a day entered by mistake must not close an office for ever
    list_display = ("date", "name", "for_whom")
    list_filter = (("office", ScopedRelatedFilter),)
    list_select_related = ("office",)
    ordering = ("-date",)

    @admin.display(description="쉬는 기관")
    def for_whom(self, row: ClosedDay) -> str:
        return str(row.office) if row.office else "모든 기관"

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"office": person(request).office_id}

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        home = person(request).office
        if field and (home is None or home.parent_id is not None):
            field.required = True  # a day for everybody is the city hall's to set
        return field


class RolesField(forms.ModelMultipleChoiceField):
    """Roles by their Korean names."""

    def label_from_instance(self, obj: Group) -> str:
        return Role(obj.name).label if obj.name in Role.values else obj.name


class AccountForm(UserCreationForm):
    class Meta(UserCreationForm.Meta):
        model = User
        fields = ("username", "name", "office")


class AccountAdmin(ScopedMixin, UserAdmin):
    """Accounts of the scope. What a person may do comes from roles alone."""

    add_form = AccountForm
    show_full_result_count = False
    list_display = ("username", "name", "office", "roles", "is_active", "last_login")
    list_filter = (("office", ScopedRelatedFilter), "is_active")
    list_select_related = ("office",)
    search_fields = ("username", "name")
    ordering = ("username",)
    filter_horizontal = ()
    autocomplete_fields = ("office",)
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password", "name", "email", "office")}),
        ("권한", {"fields": ("groups", "is_active", "must_change_password")}),
        ("기록", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("username", "name", "office", "groups", "password1", "password2"),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).filter(is_superuser=False).prefetch_related("groups")

    @admin.display(description="역할")
    def roles(self, row: User) -> str:
        names = [group.name for group in row.groups.all()]
        return ", ".join(Role(name).label for name in names if name in Role.values)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            return RolesField(
                Group.objects.filter(name__in=Role.values).order_by("pk"),
                label="역할",
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            obj.is_staff = True
            obj.must_change_password = True
        super().save_model(request, obj, form, change)


def register(site: admin.AdminSite) -> None:
    """Accounts are registered by boards.accounts, which writes grants into the trail."""
    site.register(Office, OfficeAdmin)
    site.register(Desk, DeskAdmin)
    site.register(ClosedDay, ClosedDayAdmin)


register(admin.site)
