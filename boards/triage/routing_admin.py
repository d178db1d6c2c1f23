"""The routing table in the admin: each office its own rules, administrators those of the city."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.db import IntegrityError
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.utils import timezone

from boards.models import RoutingRule
from boards.triage import routing
from staff.models import Office, Role, User
from staff.scope import ScopedAdmin, ScopedRelatedFilter, office_ids, person

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import HttpRequest

LEVEL = 5  # characters of an office's path a level
QUICKER = "그사이 다른 사람이 이 규칙을 고쳤습니다. 다시 열어 견주어 주세요."


class PersonField(forms.ModelChoiceField):
    """People by name and office: a manager chooses among several offices."""

    def label_from_instance(self, obj: User) -> str:
        return f"{obj} ({obj.office})"


class RuleForm(forms.ModelForm):
    """Carries the version that was read: two people never overwrite each other's rule."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = RoutingRule
        fields = ("category", "office", "route", "department", "person", "because", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "seen" in self.fields:
            self.fields["seen"].initial = self.instance.version

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        rule = self.instance
        if rule.pk and values.get("seen") != rule.version:
            raise routing.RuleChanged(QUICKER)
        return values

    def _post_clean(self) -> None:
        """After the fields stand in the rule: a matter must not go in a circle."""
        super()._post_clean()  # type: ignore[misc]  # Django's own hook
        if not self.errors:
            try:
                routing.refuse_circles(self.instance)
            except forms.ValidationError as error:
                self.add_error(None, error)


class RoutingRuleAdmin(ScopedAdmin):
    """Rules that concern the scope; those of offices above and of the city are there to read."""

    shares_rows_of_no_office = True
    form = RuleForm
    list_display = ("category", "whose", "says", "place", "is_active")
    list_display_links = ("category",)
    list_filter = ("category", ("office", ScopedRelatedFilter), "route", "is_active")
    list_select_related = ("office", "department", "person")
    actions = None
    sortable_by = ()

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        shown = RuleForm.Meta.fields
        return (*shown, "seen") if self.has_change_permission(request, obj) else shown

    # -- scope ---------------------------------------------------------------------------------

    def scope(self, user: User) -> Q:
        """Own offices, and what rules over them: the offices above and the whole city."""
        path = user.office.path if user.office else ""
        above = [path[:end] for end in range(LEVEL, len(path), LEVEL)]
        return super().scope(user) | Q(office__path__in=above)

    def in_charge(self, request: HttpRequest, row: Model | None) -> bool:
        if not isinstance(row, RoutingRule) or row.pk is None:
            return True
        stored = RoutingRule.objects.get(pk=row.pk)  # a form may hold another office already
        if stored.office_id is None:
            return may_route_whole_city(person(request))
        return stored.office_id in office_ids(person(request))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        user = person(request)
        if db_field.name == "department":
            # The one choice beyond the scope, as with a transfer: names of offices are public.
            kwargs["queryset"] = Office.objects.filter(is_active=True).in_official_order()
        if db_field.name == "person":
            people = User.objects.filter(
                is_active=True,
                office__in=office_ids(user),
                groups__name__in=[Role.CLERK, Role.MANAGER],
            )
            kwargs["queryset"] = people.select_related("office").distinct().order_by("name")
            kwargs["form_class"] = PersonField
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field and db_field.name == "office" and not may_route_whole_city(user):
            field.required = True
            field.empty_label = None if len(office_ids(user)) == 1 else field.empty_label
        return field

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Without the stock links to add or change a related row, which lead to shut doors."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        for name in ("can_add_related", "can_change_related", "can_view_related"):
            if field and hasattr(field.widget, name):
                setattr(field.widget, name, False)
        return field

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"office": person(request).office_id, **super().get_changeform_initial_data(request)}

    def save_model(self, request: HttpRequest, obj: RoutingRule, form: Any, change: bool) -> None:
        routing.keep(obj, person(request), timezone.now())

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """A rule that somebody else stored in the same moment is told, not overwritten."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except (routing.RuleChanged, IntegrityError):
            messages.error(request, QUICKER)
            return HttpResponseRedirect(request.get_full_path())

    # -- the list ------------------------------------------------------------------------------

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The list with every rule of the scope beside it, asked for once: which one is nearer?"""
        changelist = super().get_changelist_instance(request)
        rows = list(changelist.result_list)
        rules = list(self.get_queryset(request).filter(is_active=True).select_related("office"))
        for row in rows:
            row.place_words = place_of(row, rules)
        changelist.result_list = rows
        return changelist

    @admin.display(description="적용할 기관")
    def whose(self, row: RoutingRule) -> str:
        return row.whose

    @admin.display(description="규칙")
    def says(self, row: RoutingRule) -> str:
        return row.says

    @admin.display(description="다른 규칙과의 순서")
    def place(self, row: RoutingRule) -> str:
        return row.place_words  # type: ignore[attr-defined]  # set for the list


def may_route_whole_city(user: User) -> bool:
    whole_city = user.office is not None and user.office.parent_id is None
    return whole_city and user.has_perm("boards.route_whole_city")


def place_of(rule: RoutingRule, rules: list[RoutingRule]) -> str:
    """Which rules of the same category this one overrides, and which override it."""
    if not rule.is_active:
        return "쓰지 않음"
    same = [other for other in rules if other.category == rule.category and other.pk != rule.pk]
    over = [o.whose for o in same if _is_above(o, rule)]
    under = [o.whose for o in same if _is_above(rule, o)]
    said = [f"{', '.join(over)} 규칙보다 먼저" if over else "", _behind(under)]
    return " · ".join(part for part in said if part) or "겹치는 규칙 없음"


def _behind(under: list[str]) -> str:
    if not under:
        return ""
    more = f" 외 {len(under) - 2}곳" if len(under) > 2 else ""
    return f"{', '.join(under[:2])}{more}에서는 그 기관의 규칙이 먼저"


def _is_above(one: RoutingRule, other: RoutingRule) -> bool:
    """Whether `one` covers the office of `other` and more."""
    if one.office is None or other.office is None:
        return one.office is None and other.office is not None
    return one.office_id != other.office_id and one.office.contains(other.office)
