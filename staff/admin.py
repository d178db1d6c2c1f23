"""People and places in the admin: offices, accounts, desks, closed days.

They are registered by boards.admin, which writes their changes into the trail.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group
from django.utils import timezone

from staff.models import ClosedDay, Role, User
from staff.scope import (
    PlainTitle,
    ScopedAdmin,
    ScopedMixin,
    ScopedRelatedFilter,
    has_whole_city,
    person,
)

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

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"office": person(request).office_id}


class ClosedDayForm(forms.ModelForm):
    def clean_date(self) -> date:
        day: date = self.cleaned_data["date"]
        if day < timezone.localdate():
            raise forms.ValidationError(
                "지난 날은 넣을 수 없습니다. 이미 지난 처리기한이 뒤늦게 바뀌게 됩니다."
            )
        return day


class ClosedDayAdmin(ScopedAdmin):
    form = ClosedDayForm
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

    def save_model(self, request: HttpRequest, obj: ClosedDay, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        whose = f"{obj.office}만" if obj.office else "모든 기관이"
        messages.info(request, f"{whose} 쉽니다. 이미 정해진 처리기한은 그대로 둡니다.")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field and not has_whole_city(person(request)):
            field.required = True  # a day for everybody is the city hall's to set
        return field

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_change_permission(request, obj) and not is_past(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not is_past(obj)


def is_past(day: Model | None) -> bool:
    """Whether a closed day is over: due times that ran by it stay as they were."""
    return isinstance(day, ClosedDay) and day.date < timezone.localdate()


class RolesField(forms.ModelMultipleChoiceField):
    """Roles by their Korean names."""

    def label_from_instance(self, obj: Group) -> str:
        return Role(obj.name).label if obj.name in Role.values else obj.name


class AccountForm(UserCreationForm):
    class Meta(UserCreationForm.Meta):
        model = User
        fields = ("username", "name", "office")


class AccountPasswordForm(AdminPasswordChangeForm):
    """Every account logs in by a password: the stock form's other ways are none of ours."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)
        for name in ("password1", "password2"):
            self.fields[name].required = True


class AccountChangeForm(UserChangeForm):
    """With what helps a person back in who lost the phone or locked the account."""

    resets_codes = forms.BooleanField(
        label="인증 앱 다시 등록",
        required=False,
        help_text="휴대전화를 잃었을 때: 다음 로그인 때 인증 앱을 새로 등록합니다. "
        "본인인지 먼저 확인해 주세요.",
    )
    unlocks = forms.BooleanField(
        label="로그인 잠금 풀기",
        required=False,
        help_text="다섯 번 틀려 잠긴 계정은 15분 뒤에 저절로 풀립니다. 바로 풀 때 고릅니다.",
    )

    def save(self, commit: bool = True) -> User:
        user = super().save(commit=False)
        if self.cleaned_data.get("resets_codes"):
            user.totp_secret = ""
        if self.cleaned_data.get("unlocks"):
            user.failed_logins, user.locked_until = 0, None
        if commit:
            user.save()
            self.save_m2m()
        return user


class AccountAdmin(ScopedMixin, PlainTitle, UserAdmin):
    """Accounts of the scope. What a person may do comes from roles alone."""

    form = AccountChangeForm
    change_password_form = AccountPasswordForm
    add_form = AccountForm
    show_full_result_count = False
    list_display = ("username", "name", "office", "roles", "is_active", "last_login")
    list_filter = (("office", ScopedRelatedFilter), "is_active")
    list_select_related = ("office",)
    search_fields = ("username", "name")
    ordering = ("username",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password", "name", "email", "office")}),
        ("권한", {"fields": ("groups", "is_active", "must_change_password")}),
        ("로그인 도움", {"fields": ("resets_codes", "unlocks")}),
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

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        if obj is None or obj != request.user:
            return super().get_fieldsets(request, obj)
        # Who takes the own rights away can't give them back, and may have been the last.
        (_, first), _, *others = self.fieldsets
        mine = {"fields": ("roles", "is_active", "must_change_password")}
        return ((None, first), ("권한", mine), *others)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple:
        mine = ("roles", "is_active", "office") if obj is not None and obj == request.user else ()
        return (*self.readonly_fields, *mine)

    @admin.display(description="역할")
    def roles(self, row: User) -> str:
        names = [group.name for group in row.groups.all()]
        return ", ".join(Role(name).label for name in names if name in Role.values)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field and not has_whole_city(person(request)):
            field.required = True  # an account of no office is in nobody's sight
        return field

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
