"""Hostile letters at every entry: never an error of the server, and one answer on both databases.

The answer is computed here by a pure function or written down, and asserted on each database:
so both say the same.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import pytest
from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from boards.models import Note
from staff.models import Role
from tests.cast import Cast, Tablet, make_user
from tests.kiosk.test_phone import address, filled
from tests.screening.entries import NOTES, STAFF, Entry, Stage
from tests.screening.hostile import HOSTILE, LONG, WORST, as_a_form_arrives, kept_by, kept_of_a_note
from tests.triage.helpers import make_complaint

few = settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@few
@given(HOSTILE)
@example("\x00")
@example("\ud800")
@example("\u3164")
def test_a_tablet_stores_the_text_that_hygiene_leaves_or_hears_what_to_do(
    tablet: Tablet, text: str
) -> None:
    cache.clear()
    note_id = uuid.uuid4()
    body = json.dumps(tablet.note(side="regret", text=text)).encode()
    response = tablet.put(body, note_id)
    expected = kept_of_a_note(text)
    assert response.status_code == (400 if expected is None else 201), response.content
    stored = Note.objects.filter(pk=note_id).values_list("text", flat=True).first()
    assert stored == expected


@few
@given(HOSTILE)
@example("\x00")
@example("\u3164")
def test_a_phone_stores_the_same_or_shows_the_form_again(cast: Cast, text: str) -> None:
    cache.clear()
    client, sent = Client(), as_a_form_arrives(text)
    values = filled(client, cast, text=sent)
    response = client.post(address(cast), values)
    expected = (
        None if "\x00" in sent else kept_of_a_note(sent)
    )  # a form refuses NUL; a tablet drops it
    if sent.strip():
        assert response.status_code == (400 if expected is None else 200)
    stored = Note.objects.filter(pk=values["note_id"]).values_list("text", flat=True).first()
    assert response.status_code in (200, 400)
    assert (stored is None) == (response.status_code == 400)
    if stored:
        assert stored == expected


def unbroken(response: HttpResponse, *allowed: int) -> None:
    assert response.status_code in allowed, (response.status_code, response.content[:300])


@few
@given(HOSTILE)
@example("\x00")
def test_codes_and_addresses_that_are_none_are_just_not_found(cast: Cast, text: str) -> None:
    cache.clear()
    client, raw = Client(), quote(text, safe="", errors="surrogatepass")
    unbroken(client.post("/n/", {"code": as_a_form_arrives(text)}), 400, 404)
    for path in ("/n/{}/", "/n/{}/qr.svg", "/wall/{}/", "/wall/{}/notes", "/p/{}/"):
        unbroken(client.get(path.format(raw)), 301, 302, 400, 404)
    for path in ("/kiosk/words/{}.js", "/kiosk/invited/{}", "/weekly/{}/2026-09-28/"):
        unbroken(client.get(path.format(raw)), 301, 302, 400, 403, 404, 405, 410)
    claimed = client.post(
        "/kiosk/pairing/claim",
        json.dumps({"secret": text}),
        content_type="application/json",
        headers={"X-Board-Client": "1"},
    )
    unbroken(claimed, 400, 404, 410)


def asked(model_admin: ModelAdmin) -> Iterator[str]:
    """What an address of a list may ask: the search box, and each filter in each way."""
    yield "q"
    for item in model_admin.list_filter:
        first = item[0] if isinstance(item, tuple) else item
        name = first if isinstance(first, str) else first.parameter_name
        yield from (name, f"{name}__exact") if isinstance(first, str) else (name,)


LISTS = [
    (f"/admin/{model._meta.app_label}/{model._meta.model_name}/", name)
    for model, model_admin in admin.site._registry.items()
    for name in asked(model_admin)
]
OTHERS = [
    ("/admin/boards/complaint/sort/", "pk"),
    ("/admin/boards/device/pair/", "code"),
    ("/", "lang"),
    ("/n/", "lang"),
    ("/admin/login/", "next"),
]
PLAIN = "없는말"


@few
@given(st.sampled_from([*LISTS, *OTHERS]), HOSTILE)
def test_what_an_address_asks_is_answered_as_any_other_word(
    everybody: Client, where: tuple[str, str], text: str
) -> None:
    """But for a NUL, which is refused before any database hears of it."""
    path, name = where
    plain = everybody.get(path, {name: PLAIN}).status_code
    raw = quote(text, safe="", errors="surrogatepass")
    unbroken(everybody.get(f"{path}?{name}={raw}"), 400 if "\x00" in text else plain)


def test_a_nul_in_any_address_or_cookie_is_refused_alike(everybody: Client) -> None:
    for path, name in (*LISTS, *OTHERS):
        response = everybody.get(f"{path}?{name}=a%00b")
        unbroken(response, 400)
    assert "주소" in response.content.decode() or "요청" in response.content.decode()
    cookies = {"cookie": 'sessionid="\\000aaaaaaaaaaaaaa"'}
    for path in ("/", "/admin/", "/n/", "/wall/", "/kiosk/"):
        unbroken(Client().get(path, headers=cookies), 400)
    unbroken(everybody.get("/admin/boards/complaint/1%00/change/"), 400)


@pytest.fixture
def everybody(cast: Cast) -> Client:
    """Somebody of the whole city who may open every list."""
    client = Client()
    client.force_login(make_user("everybody", cast.hall, *Role))
    make_complaint(cast.office, "의자가 모자라요")
    return client


@contextmanager
def forgotten() -> Iterator[None]:
    """What is stored here is taken back: each text meets the same board."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def stage(cast: Cast, tablet: Tablet) -> Stage:
    client = Client()
    client.force_login(cast.clerk)
    return Stage(cast, tablet, client)


SENTENCE = re.compile(r'class="error(?:list|note)[^>]*>\s*(?:<(?:ul|li|p)[^>]*>\s*)*[^<]*[가-힣]')


def says_why(response: HttpResponse) -> bool:
    return response.status_code == 422 and bool(SENTENCE.search(response.content.decode()))


def drive(stage: Stage, entry: Entry, examples: int, texts: tuple[str, ...]) -> None:
    entry.begin(stage)

    def one(text: str) -> None:
        expected = kept_by(entry.widget, text)
        if expected is not None and not entry.fits(stage, expected):
            expected = None
        with forgotten():
            response = entry.send(stage, text)
            if expected is None:
                assert says_why(response), (response.status_code, response.content[-2000:])
            else:
                unbroken(response, entry.taken)
                assert entry.stored is None or entry.stored(stage) == entry.written(expected)

    for text in (*texts, "\u0958" * (entry.widget.max_length or 80)):
        one(text)
    settings(few, max_examples=examples)(given(HOSTILE)(one))()


@pytest.mark.parametrize("entry", STAFF, ids=str)
def test_words_of_staff_are_kept_as_people_see_them_or_refused_with_a_sentence(
    stage: Stage, entry: Entry
) -> None:
    """Each entry its share of the worst: all share one hygiene."""
    drive(stage, entry, 1, ("\x00", WORST[STAFF.index(entry) % len(WORST)]))


@pytest.mark.soak
@pytest.mark.parametrize("entry", STAFF, ids=str)
def test_words_of_staff_are_kept_alike_whatever_they_are(stage: Stage, entry: Entry) -> None:
    drive(stage, entry, 60, tuple(WORST))


@pytest.mark.parametrize("entry", NOTES, ids=str)
def test_a_refused_note_is_taken_as_a_tablets_is(stage: Stage, entry: Entry) -> None:
    entry.begin(stage)
    for text in (*WORST, LONG, "번호표\u200b가"):
        sent = as_a_form_arrives(text)
        expected = None if "\x00" in sent else kept_of_a_note(sent)
        with forgotten():
            response = entry.send(stage, text)
            unbroken(response, *((302,) if expected else (400,) if text is LONG else (422,)))
            assert not expected or (entry.stored and entry.stored(stage) == expected)
