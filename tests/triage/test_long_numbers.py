"""A number of any length in an address or a form is one that names nothing, never an error."""

from __future__ import annotations

import pytest
from django.test import Client

from boards.models import Complaint
from boards.typed_keys import NO_KEY, key_of
from tests.cast import Cast
from tests.triage.helpers import make_complaint

LONG = ["99999999999999999999", "9" * 30, "9" * 5000]


@pytest.mark.parametrize("typed", ["", "-1", "²", "1.5", "x", *LONG])
def test_what_is_no_key_is_no_rows_key(typed: str) -> None:
    assert key_of(typed) == NO_KEY


def test_a_key_is_read() -> None:
    assert key_of("0123") == 123


@pytest.mark.parametrize("long", LONG)
def test_a_complaint_is_not_joined_to_a_number_that_names_none(
    cast: Cast, client: Client, long: str
) -> None:
    complaint = make_complaint(cast.office)
    client.force_login(cast.clerk)
    at = f"/admin/boards/complaint/{complaint.pk}/do/join/"
    answer = client.post(at, {"version": complaint.version, "target": long})
    assert answer.status_code == 422
    for choice in ("join", "not_same", "transfer"):
        posted = {"choice": choice, "pk": complaint.pk, "version": 1, "target": long}
        sent = client.post("/admin/boards/complaint/sort/", {**posted, "office": long})
        assert sent.status_code == 302
    assert Complaint.objects.get(pk=complaint.pk).version == complaint.version


@pytest.mark.parametrize("long", LONG)
def test_every_number_of_a_staff_form_may_be_too_long(
    cast: Cast, client: Client, long: str
) -> None:
    complaint = make_complaint(cast.office)
    client.force_login(cast.manager)
    values = ("version", "up_to", "owner", "person", "office", "photo", "promised_on", "due_at")
    posted = {**dict.fromkeys(values, long), "reason": "봄", "told": "봄", "text": "봄"}
    for name in ("memo", "hold", "keep_answer", "plan", "assign", "transfer", "drop_photo"):
        at = f"/admin/boards/complaint/{complaint.pk}/do/{name}/"
        for version in (long, complaint.version):
            sent = client.post(at, {**posted, "version": version})
            assert sent.status_code in (302, 409, 422), (name, sent.status_code)
    posted = {"choice": "skip", "pk": long, "version": long}
    assert client.post("/admin/boards/complaint/sort/", posted).status_code == 404


@pytest.mark.parametrize("long", LONG)
def test_an_address_with_such_a_number_is_not_found(cast: Cast, client: Client, long: str) -> None:
    key = "00000000-0000-4000-8000-000000000000"
    client.force_login(cast.administrator)
    for path in ("nameplate/{}/photo/", "nameplate/{}/plate.pdf", "nameplate/{}/change/"):
        assert client.get(f"/admin/staff/{path.format(long)}").status_code in (301, 302, 403, 404)
    for path in ("board/{}/change/", "device/{}/revoke/", "replytemplate/{}/change/"):
        assert client.get(f"/admin/boards/{path.format(long)}").status_code in (301, 302, 403, 404)
    assert client.get(f"/kiosk/photos/{long}.jpg").status_code in (401, 403, 404)
    client.force_login(cast.clerk)
    for path in ("change", "history", "here", "do/memo", f"photo/{key}.jpg"):
        address = f"/admin/boards/complaint/{long}/{path}{'' if '.' in path else '/'}"
        assert client.get(address).status_code in (301, 302, 404), path
    for query in (f"?q={long}", f"?q=2026-인계-{long}", f"?office={long}", f"?p={long}"):
        assert client.get(f"/admin/boards/complaint/{query}").status_code in (200, 302, 400)
    assert client.get(f"/admin/boards/complaint/sort/?pk={long}").status_code == 200
    complaint = make_complaint(cast.office)
    page = f"/admin/boards/complaint/{complaint.pk}/change/?template={long}"
    assert client.get(page).status_code == 200
