"""A clerk of office A walks every address of the admin with every key of office B: not one byte.

The names of offices themselves are public (they stand in the choice of an office to transfer to);
everything else of B is planted with a canary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from boards.handles import handle_of
from boards.models import Board, Complaint, Device, Memo, Note, Opinion, Plan, Route
from boards.models.trail import Line, record
from boards.triage import doors
from staff.models import ClosedDay, Consent, Desk, Nameplate, Role, User
from tests.cast import Cast, make_user
from tests.triage.helpers import LATER, calendar, hand, make_complaint, make_note

CANARY = "카나리아비밀"
SLUG = "canary-secret"


@dataclass
class Planted:
    """Every kind of row of office B, by the name of its model."""

    rows: list[models.Model]
    note: Note
    complaint: Complaint

    def keys(self) -> set[str]:
        return {str(row.pk) for row in self.rows} | {str(handle_of(self.note.pk))}


@pytest.fixture
def planted(cast: Cast) -> Planted:
    other = cast.other_office
    # Keys of B must not be keys of A by chance.
    for _ in range(7):
        make_complaint(other, CANARY)
    Desk.objects.filter(office=other).update(duty=CANARY)
    Board.objects.filter(office=other).update(name=CANARY, slug=SLUG)
    User.objects.filter(pk=cast.outsider.pk).update(name=CANARY, username=SLUG)
    complaint = make_complaint(other, CANARY, desk=cast.other_desk)
    complaint.matter = complaint.action_taken = complaint.answer = CANARY
    complaint.save()
    doors.sort(
        complaint.pk,
        hand(cast.outsider, complaint),
        route=Route.LONG_TERM,
        calendar=calendar(other),
    )
    note = complaint.notes.get()
    device = Device.objects.create(
        board=cast.other_board,
        kind=Device.Kind.TABLET,
        name=CANARY,
        credential_hash="c" * 64,
        paired_at=LATER,
    )
    plate = Nameplate.objects.create(desk=cast.other_desk, name=CANARY, duty=CANARY)
    rows: list[models.Model] = [
        complaint,
        note,
        device,
        plate,
        cast.outsider,
        cast.other_desk,
        cast.other_board,
        Consent.objects.create(nameplate=plate, item="plate", given_on=date(2026, 9, 1)),
        ClosedDay.objects.create(office=other, date=date(2026, 9, 30), name=CANARY),
        Memo.objects.create(complaint=complaint, text=CANARY, by=cast.outsider, at=LATER),
        Opinion.objects.create(
            complaint=complaint,
            answer_at=LATER,
            helped=False,
            reason=CANARY,
            at=LATER,
            decision="waiting",
        ),
        Plan.objects.create(
            complaint=complaint,
            owner=cast.outsider,
            theme="citizens",
            public_sentence=CANARY,
            promised_on=date(2026, 12, 1),
            review_on=date(2026, 9, 1),
            made_at=LATER,
            last_step_at=LATER,
        ),
        record(
            Line("start", f"complaint:{complaint.pk}", other.pk, cast.outsider, reason=CANARY),
            LATER,
        ),
    ]
    return Planted(rows, note, complaint)


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


def addresses(planted: Planted) -> Iterator[str]:
    """Every address of the admin, each argument filled with every key of B."""
    names = ["sort", "assign", "transfer", "reply", "join", "show", "hide", "open", "memo"]
    names += ["look_again", "keep_answer"]
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


def assert_clean(answer: Any, where: str) -> None:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = str(answer.headers.items())
    assert answer.status_code < 500, where
    for secret in (CANARY, SLUG):
        assert secret not in body.decode(errors="replace"), where
        assert secret not in headers, where


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
        for query in ("", "?_popup=1", f"?q={CANARY}", "?_to_field=id"):
            assert_clean(walker.get(address + query), address + query)
        assert_clean(walker.post(address, {"version": 2, "post": "yes"}), f"POST {address}")
        walked += 1
    assert walked > 100
    planted.complaint.refresh_from_db()
    planted.note.refresh_from_db()
    assert (planted.complaint.version, planted.note.visibility) == (2, "waiting")


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
        if walker.get(address).status_code != 200:
            continue
        shown = {offered(item) for item in model_admin.list_filter}
        for field in meta.concrete_fields:
            if field.name in shown:
                continue
            for lookup in (f"{field.name}__startswith", field.name, f"{field.name}__regex"):
                answer = walker.get(address, {lookup: "a"})
                if model_admin.__module__.startswith(("boards", "staff")) and hasattr(
                    model_admin, "office_lookup"
                ):
                    assert answer.status_code == 400, f"{address}?{lookup}"
                assert_clean(answer, f"{address}?{lookup}")
        for lookup in ("office__name__startswith", "notes__text__contains", "password"):
            assert_clean(walker.get(address, {lookup: CANARY[:2]}), f"{address}?{lookup}")


def test_filters_by_keys_of_another_office_show_nothing(
    walker: Client, planted: Planted, cast: Cast
) -> None:
    for model in admin.site._registry:
        address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        for name in ("office", "office__id__exact", "desk__id__exact", "work", "o", "p", "all"):
            assert_clean(walker.get(address, {name: cast.other_office.pk}), f"{address}?{name}")


def test_keys_of_another_office_posted_into_own_forms_are_refused(
    cast: Cast, planted: Planted, client: Client
) -> None:
    client.force_login(cast.clerk)
    own = make_complaint(cast.office)
    doors.sort(own.pk, hand(cast.clerk, own), route=Route.QUICK_FIX, calendar=calendar(cast.office))
    for name, values in (
        ("assign", {"person": cast.outsider.pk}),
        ("join", {"target": planted.complaint.pk}),
    ):
        answer = client.post(
            f"/admin/boards/complaint/{own.pk}/do/{name}/", {"version": 2, **values}
        )
        assert answer.status_code == 422
        assert_clean(answer, name)
    desk = client.post(
        "/admin/staff/desk/add/", {"office": cast.other_office.pk, "number": 9, "duty": "새 창구"}
    )
    assert desk.status_code == 200
    assert not Desk.objects.filter(number=9).exists()
    pairing = client.post(
        "/admin/boards/device/pair/", {"code": "X", "board": cast.other_board.pk, "name": "나"}
    )
    assert pairing.status_code == 422
    assert_clean(pairing, "pairing")
    sort = client.post(
        "/admin/boards/complaint/sort/",
        {"choice": "quick_fix", "pk": planted.complaint.pk, "version": 2},
    )
    assert sort.status_code == 404


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
