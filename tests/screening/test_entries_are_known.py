"""No place to type words stands outside the table; and the forms of the admin, which are walked."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from boards.handles import handle_of
from boards.kiosk.phone_form import PhoneNoteForm
from boards.models import Opinion, RefusedNote, ReplyTemplate, RoutingRule, TrailEntry
from boards.receipt.forms import CodeForm as ReceiptCodeForm
from boards.receipt.forms import OpinionForm
from boards.screening.engine import screen
from boards.screening.hygiene import LOOKS_BLANK
from boards.screening.validators import KeepsVisibleText, is_typed
from staff.models import ClosedDay, Nameplate, Role
from tests.cast import Cast, Tablet, make_user
from tests.receipt.helpers import address, answered
from tests.screening.entries import NOTES, STAFF, as_raw_bytes
from tests.screening.hostile import LONG, WORST, as_a_form_arrives, kept_by, kept_of_a_note
from tests.triage.helpers import make_complaint
from tests.triage.test_crawler import patterns

OURS = ("boards", "staff", "suwon_board")
VISITORS = {(PhoneNoteForm, "text"), (ReceiptCodeForm, "code"), (OpinionForm, "reason")}
# Words that a view reads by itself. A new name must be driven somewhere before it stands here.
# By test_every_entry, or a key, a flag, or an address that is only compared.
ASKED = {"lang", "code", "work", "pk", "template", "left", "next"}
TYPED = {
    "answer",  # of a preview, which stores nothing
    "category", "choice", "do", "ground", "office", "pk", "target", "version",  # keys
    "matter", "reason", "suggested_by", "transfer_reason",  # below
    "next", "rules_seen",  # compared, never stored
}  # fmt: skip
# Those of the second line are checked to their form.
IN_JSON = {
    "text", "body", "reason", "secret", "now",  # here and in test_every_entry
    "kind", "side", "replaces", "written_at", "desk", "strokes", "helped", "device", "visit",
}  # fmt: skip


def forms_of_ours(kind: type = forms.BaseForm) -> Iterator[type[forms.BaseForm]]:
    for each in kind.__subclasses__():
        if each.__module__.partition(".")[0] in OURS:
            yield each
        yield from forms_of_ours(each)


def test_every_form_that_is_no_models_stands_in_the_table() -> None:
    get_resolver()  # imports every view
    typed = {
        (form, name)
        for form in forms_of_ours()
        if not issubclass(form, forms.ModelForm)
        for name, field in form.base_fields.items()
        if is_typed(field)
    }
    assert typed == {(entry.form, entry.field) for entry in (*STAFF, *NOTES)} | VISITORS


def read_in_source(pattern: str, folders: tuple[str, ...] = OURS) -> set[str]:
    root = Path(settings.BASE_DIR)
    paths = [path for folder in folders for path in (root / folder).rglob("*.py")]
    return {name for path in paths for name in re.findall(pattern, path.read_text())}


def test_every_word_that_a_view_reads_by_itself_is_known() -> None:
    assert read_in_source(r'GET(?:\.get\(|\[)"(\w+)"') == ASKED
    assert read_in_source(r'POST(?:\.get\(|\[)"(\w+)"') == TYPED
    in_json = read_in_source(r'(?:values|_body\(request\)\))\.get\("(\w+)"', ("boards/kiosk",))
    assert in_json == IN_JSON


# -- forms of the admin --------------------------------------------------------------------------


@pytest.fixture
def rows(cast: Cast) -> dict[str, Any]:
    """A row for each form of the admin."""
    day = date(2026, 12, 24)
    return {
        "board": cast.board,
        "closedday": ClosedDay.objects.create(office=cast.office, date=day, name="이전"),
        "desk": cast.desk,
        "nameplate": Nameplate.objects.create(desk=cast.desk, name="나시험"),
        "office": cast.office,
        "replytemplate": ReplyTemplate.objects.create(title="글", outcome="resolved", body="글"),
        "routingrule": RoutingRule.objects.create(
            office=cast.office, category="waiting", route="quick_fix"
        ),
        "user": cast.clerk,
    }


@pytest.fixture
def everybody(cast: Cast) -> Client:
    client = Client()
    client.force_login(make_user("everybody", cast.hall, *Role))
    return client


def as_posted(form: forms.BaseForm) -> dict[str, Any]:
    """What a browser sends of a form that nobody touched."""
    values = {bound.html_name: bound.value() for bound in form}
    return {
        name: [each for each in value] if isinstance(value, list) else value
        for name, value in values.items()
        if value not in (None, False)
    }


def form_at(client: Client, path: str) -> forms.BaseForm:
    return client.get(path).context["adminform"].form


def test_every_form_of_the_admin_keeps_words_as_people_see_them(
    everybody: Client, rows: dict[str, Any]
) -> None:
    driven = set()
    for model in admin.site._registry:
        name = f"{model._meta.app_label}/{model._meta.model_name}"
        added = everybody.get(f"/admin/{name}/add/")
        if added.status_code != 200:
            assert model._meta.model_name not in rows
            continue
        assert isinstance(added.context["adminform"].form, KeepsVisibleText)
        path = f"/admin/{name}/{rows[model._meta.model_name].pk}/change/"
        form = form_at(everybody, path)
        driven |= {f"{model._meta.model_name}.{key}" for key in typed_of(form)}
        drive(everybody, path, form, rows[model._meta.model_name])
        add_a_row_with_everything_hostile(everybody, f"/admin/{name}/add/")
    assert len(driven) >= 15, driven


def typed_of(form: forms.BaseForm) -> dict[str, forms.CharField]:
    return {key: cast_to(field) for key, field in form.fields.items() if is_typed(field)}


def cast_to(field: forms.Field) -> forms.CharField:
    assert isinstance(field, forms.CharField)
    return field


def drive(client: Client, path: str, form: forms.BaseForm, row: Any) -> None:
    """One text in every field at once: what hygiene refuses is told beside its field."""
    typed = typed_of(form)
    shortest = min((field.max_length or 80 for field in typed.values()), default=80)
    for text in ("\x00", *WORST[3:5], "\u0958" * shortest, "\u0958" * 9):
        kept = {key: kept_by(field, text) for key, field in typed.items()}
        with transaction.atomic():
            response = as_raw_bytes(client, path, {**as_posted(form), **dict.fromkeys(typed, text)})
            assert response.status_code in (200, 302), (path, ascii(text))
            if response.status_code == 302:
                stored = type(row).objects.get(pk=row.pk)
                assert {key: getattr(stored, key) for key in typed} == kept, path
            else:
                errors = response.context["adminform"].form.errors
                assert {key for key in typed if kept[key] is None} <= set(errors), (path, errors)
                assert all(re.search("[가-힣]", str(each)) for each in errors.values())
            transaction.set_rollback(True)


def add_a_row_with_everything_hostile(client: Client, path: str) -> None:
    form = form_at(client, path)
    for text in ("\x00", "\u3164", "\u202e\U000e0041a" + "\u0958" * 9):
        words = dict.fromkeys(typed_of(form), text)
        with transaction.atomic():
            response = as_raw_bytes(client, path, {**as_posted(form), **words})
            assert response.status_code in (200, 302), (path, ascii(text))
            transaction.set_rollback(True)


# -- words that views read by themselves -----------------------------------------------------------


def sort_page(client: Client, complaint: Any, choice: str, **typed: str) -> HttpResponse:
    values = {"pk": complaint.pk, "version": complaint.version, "choice": choice, **typed}
    return as_raw_bytes(client, "/admin/boards/complaint/sort/", values)


def test_words_of_the_sorting_page_are_kept_alike(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.clerk)
    complaint = make_complaint(cast.office, "의자가 모자라요")
    line = forms.CharField(max_length=80)
    for text in (*WORST, "둘째\u202e 일"):
        for choice, typed in (
            ("split", {"matter": text}),
            ("transfer", {"office": str(cast.district.pk), "transfer_reason": text}),
            ("quick_fix", {"suggested_by": text, "rules_seen": text}),
        ):
            with transaction.atomic():
                response = sort_page(client, complaint, choice, **typed)
                assert response.status_code == 302
                kept = kept_by(line, text)
                if choice == "split":
                    parts = [
                        part.matter for part in type(complaint).objects.exclude(pk=complaint.pk)
                    ]
                    assert [part for part in parts if part] == ([kept] if kept else [])
                transaction.set_rollback(True)


def test_a_reason_for_hiding_is_kept_alike(cast: Cast, tablet: Tablet) -> None:
    client = Client()
    client.force_login(cast.clerk)
    complaint = make_complaint(cast.office, "의자가 모자라요")
    note = complaint.notes.get()
    path = f"/admin/boards/note/{handle_of(note.pk)}/hide/"
    for text in WORST:
        with transaction.atomic():
            assert as_raw_bytes(client, path, {"reason": text}).status_code == 302
            kept = kept_by(forms.CharField(), text)
            line = TrailEntry.objects.of(f"note:{note.pk}").last()
            assert (line.reason if line else None) == kept
            transaction.set_rollback(True)


# -- visitors and tablets --------------------------------------------------------------------------


def test_a_reason_of_a_visitor_is_kept_as_a_note_is(cast: Cast) -> None:
    complaint = answered(cast, at=timezone.now())
    answer = complaint.answer_at.isoformat() if complaint.answer_at else ""
    for text in (*WORST, "\u202e여전해요"):
        cache.clear()
        arrived = as_a_form_arrives(text).strip()
        kept = None if "\x00" in arrived or not LOOKS_BLANK.sub("", arrived) else arrived
        kept = kept_of_a_note(kept) if kept else None
        with transaction.atomic():
            values = {"answer": answer, "helped": "no", "reason": text}
            response = as_raw_bytes(Client(), address(complaint), values)
            assert response.status_code == (302 if kept else 400), ascii(text)
            assert list(Opinion.objects.values_list("reason", flat=True)) == (
                [kept] if kept else []
            )
            transaction.set_rollback(True)


def test_what_a_tablet_sends_beside_notes_breaks_nothing(tablet: Tablet) -> None:
    for text in (*WORST, LONG):
        for method, path, values, allowed in (
            ("PUT", f"/kiosk/aside/{uuid.uuid4()}", {"body": text, "reason": text}, (201,)),
            ("POST", "/kiosk/pairing/claim", {"secret": text}, (410,)),
            ("POST", "/kiosk/pairing/", {"kind": text}, (400,)),
            ("POST", "/kiosk/heartbeat", {"now": text}, (200,)),
            ("POST", f"/kiosk/joins/{uuid.uuid4()}", {"visit": text}, (400,)),
        ):
            with transaction.atomic():
                response = tablet.call(method, path, values)
                assert response.status_code in (*allowed, 413), (path, ascii(text[:9]))
                if response.status_code == 201:
                    kept = RefusedNote.objects.get()
                    plain = text.encode("utf-8", "replace").decode().replace("\x00", "")
                    assert json.loads(kept.content)["text"] == screen(plain, side="regret").text
                    assert "\x00" not in kept.reason + kept.content
                transaction.set_rollback(True)


def test_every_address_with_words_in_it_is_known() -> None:
    """tests/screening/test_every_entry.py and the crawler of the admin fill them."""
    worded = {
        re.sub(r"\w+:", "", argument)
        for route in patterns(get_resolver())
        for argument in re.findall(r"<((?:str|slug|path):\w+|\w+)>", route)
    }
    assert worded <= {
        "code", "language", "secret", "slug", "monday", "what", "name", "id", "object_id",
        "app_label", "url",
    }  # fmt: skip
