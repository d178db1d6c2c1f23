"""A clerk of office A walks every address of the admin with every key of office B: not one byte.

The names of offices themselves are public (they stand in the choice of an office to transfer to);
everything else of B is planted with a canary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from boards.models import (
    Note,
)
from staff.models import Role, User
from tests.cast import Cast, make_user
from tests.triage.canaries import CANARY, SLUG, Planted, assert_clean
from tests.triage.helpers import make_note


@pytest.fixture(params=["clerk", "manager", "local_administrator"])
def walker(request: pytest.FixtureRequest, cast: Cast, client: Client) -> Client:
    """Somebody of office A: a clerk, the manager above, an administrator of that district."""
    client.raise_request_exception = False
    if request.param == "local_administrator":
        client.force_login(make_user("local", cast.district, Role.ADMINISTRATOR))
    else:
        client.force_login(getattr(cast, request.param))
    return client


def patterns(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield route


def admin_routes() -> list[str]:
    return [route for route in patterns(get_resolver()) if route.startswith("admin/")]


KNOWN_ARGUMENTS = {"app_label", "handle", "id", "key", "name", "object_id", "pk", "url", "what"}


def addresses(planted: Planted) -> Iterator[str]:
    """Every address of the admin, each argument filled with every key of B."""
    names = ["sort", "assign", "transfer", "reply", "join", "show", "hide", "open", "memo"]
    names += ["look_again", "keep_answer", "photo", "drop_photo", "progress", "plan"]
    for route in admin_routes():
        if route.startswith("admin/^") or "(?P" in route:
            continue  # the index of an app and the catch-all, below
        arguments = re.findall(r"<(?:\w+:)?(\w+)>", route)
        choices = [names if a in ("name", "what") else sorted(planted.keys()) for a in arguments]
        for values in product(*choices):
            address = route
            for value in values:
                address = re.sub(r"<(?:\w+:)?\w+>", value, address, count=1)
            yield "/" + address
    yield from ("/admin/boards/", "/admin/staff/", "/admin/nowhere/at/all/")


def test_the_crawler_would_see_a_leak(cast: Cast, planted: Planted, client: Client) -> None:
    client.force_login(cast.manager)
    User.objects.filter(pk=cast.manager.pk).update(office=cast.hall)
    address = f"/admin/boards/complaint/{planted.complaint.pk}/change/"
    with pytest.raises(AssertionError):
        assert_clean(client.get(address), address)
    with pytest.raises(AssertionError):
        assert_clean(client.get("/admin/boards/complaint/"), "list")


def test_no_address_of_the_admin_tells_of_another_office(walker: Client, planted: Planted) -> None:
    walked = 0
    for address in addresses(planted):
        for query in ("", f"?_popup=1&_to_field=id&q={CANARY}"):
            assert_clean(walker.get(address + query), address + query)
        assert_clean(walker.post(address, {"version": 2, "post": "yes"}), f"POST {address}")
        walked += 1
    assert walked > 100
    planted.complaint.refresh_from_db()
    planted.note.refresh_from_db()
    assert (planted.complaint.version, planted.note.visibility) == (2, "waiting")


def test_the_crawler_knows_every_kind_of_address() -> None:
    """An address that it can't fill would be left out: there are two, walked by hand."""
    left_out = [route for route in admin_routes() if "(?P" in route]
    assert left_out == ["admin/^(?P<app_label>staff|boards)/$", "admin/(?P<url>.*)$"], left_out
    arguments = {
        name for route in admin_routes() for name in re.findall(r"<(?:\w+:)?(\w+)>", route)
    }
    assert arguments <= KNOWN_ARGUMENTS, arguments - KNOWN_ARGUMENTS


def test_the_shortcut_to_a_row_is_gone(walker: Client, planted: Planted) -> None:
    for row in planted.rows:
        kind = ContentType.objects.get_for_model(row)
        there = walker.get(f"/admin/r/{kind.pk}/{row.pk}/")
        nowhere = walker.get(f"/admin/r/{kind.pk}/987654321/")
        assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content)
        assert_clean(there, "shortcut")


def test_autocomplete_offers_rows_of_the_scope_only(walker: Client, planted: Planted) -> None:
    for model in admin.site._registry:
        for field in model._meta.get_fields():
            if not isinstance(field, models.ForeignKey | models.ManyToManyField):
                continue
            where = f"{model.__name__}.{field.name}"
            for term in ("", CANARY, SLUG):
                query = {
                    "app_label": model._meta.app_label,
                    "model_name": model._meta.model_name,
                    "field_name": field.name,
                    "term": term,
                }
                assert_clean(walker.get("/admin/autocomplete/", query), where)


def offered(item: Any) -> str:
    """What a filter beside a list asks about."""
    first = item[0] if isinstance(item, tuple) else item
    return first if isinstance(first, str) else first.parameter_name


def test_a_hidden_field_cannot_be_asked_by_a_filter(walker: Client, planted: Planted) -> None:
    for model, model_admin in admin.site._registry.items():
        meta = model._meta
        address = f"/admin/{meta.app_label}/{meta.model_name}/"
        listed = walker.get(address)
        if listed.status_code != 200:
            continue
        ours = hasattr(model_admin, "office_lookup")
        shown = {offered(item) for item in model_admin.list_filter}
        for field in meta.concrete_fields:
            if field.name in shown:
                continue
            answer = walker.get(address, {f"{field.name}__startswith": "a"})
            assert_clean(answer, f"{address}?{field.name}")
            assert answer.status_code == 400 or not ours, f"{address}?{field.name}"
            # The other lookups meet the same gate; asking it is quicker than a page for each.
            for lookup in (field.name, f"{field.name}__regex"):
                request = listed.wsgi_request
                assert not (ours and model_admin.lookup_allowed(lookup, "a", request)), lookup
        for lookup in ("office__name__startswith", "notes__text__contains", "password"):
            assert_clean(walker.get(address, {lookup: CANARY[:2]}), f"{address}?{lookup}")


def test_filters_by_keys_of_another_office_show_nothing(
    walker: Client, planted: Planted, cast: Cast
) -> None:
    for model in admin.site._registry:
        address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        for name in ("office", "office__id__exact", "desk__id__exact", "work", "o", "p", "all"):
            assert_clean(walker.get(address, {name: cast.other_office.pk}), f"{address}?{name}")


def test_nobody_deletes(cast: Cast, client: Client) -> None:
    note = make_note(cast.office, at=timezone.now())
    desk = cast.desk
    for user in (cast.clerk, cast.manager, cast.administrator):
        client.force_login(user)
        for address in (
            f"/admin/boards/complaint/{note.complaint_id}/delete/",
            f"/admin/staff/desk/{desk.pk}/delete/",
            f"/admin/staff/user/{cast.clerk.pk}/delete/",
            f"/admin/boards/board/{cast.board.pk}/delete/",
        ):
            assert client.post(address, {"post": "yes"}).status_code in (403, 404)
    assert Note.objects.filter(pk=note.pk).exists()
