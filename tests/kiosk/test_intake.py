"""A note comes in exactly once, or not at all."""

import hashlib
import io
import json
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from boards.kiosk.content import canonical
from boards.models import Complaint, Device, Note, TrailEntry
from boards.receipts import receipt_code
from tests.cast import Cast, Tablet


def test_praise_is_stored_and_echoed_with_id_digest_and_receipt_code(tablet: Tablet) -> None:
    note_id, values = uuid.uuid4(), tablet.note(text="설명이 쉬웠어요")
    response = tablet.put(values, note_id)
    assert response.status_code == 201
    assert response.json() == {
        "id": str(note_id),
        "digest": hashlib.sha256(canonical(values)).hexdigest(),
        "receipt_code": receipt_code(note_id),
    }
    note = Note.objects.get()
    assert (note.pk, note.side, note.text) == (note_id, "good", "설명이 쉬웠어요")
    assert note.complaint is None
    assert note.office == tablet.device.board.office


def test_regret_opens_a_complaint_of_the_office_with_its_category(
    tablet: Tablet, cast: Cast
) -> None:
    tablet.put(tablet.note(side="regret", text="너무 오래 기다렸어요", category="waiting"))
    complaint = Complaint.objects.get()
    assert (complaint.office, complaint.category) == (cast.office, "waiting")
    assert (complaint.state, complaint.route) == ("received", "unsorted")
    assert list(complaint.notes.values_list("text", flat=True)) == ["너무 오래 기다렸어요"]


def test_each_note_starts_a_line_in_the_trail_without_its_text(tablet: Tablet) -> None:
    note_id = uuid.uuid4()
    tablet.put(tablet.note(text="비밀스러운 말"), note_id)
    line = TrailEntry.objects.get(subject=f"note:{note_id}")
    assert line.action == "note.received"
    assert line.digest == line.computed_digest()
    assert "비밀스러운" not in json.dumps(line.after, ensure_ascii=False)


def test_a_retry_gets_the_same_answer_and_stores_nothing_twice(tablet: Tablet) -> None:
    note_id, values = uuid.uuid4(), tablet.note(side="regret")
    first, second = tablet.put(values, note_id), tablet.put(values, note_id)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert (Note.objects.count(), Complaint.objects.count()) == (1, 1)
    assert TrailEntry.objects.count() == 1


def test_the_same_content_in_another_order_of_keys_is_a_retry(tablet: Tablet) -> None:
    note_id, values = uuid.uuid4(), tablet.note()
    tablet.put(values, note_id)
    shuffled = json.dumps(dict(reversed(values.items())), indent=2).encode()
    assert tablet.put(shuffled, note_id).status_code == 200


def test_the_same_id_with_other_content_is_refused_and_overwrites_nothing(tablet: Tablet) -> None:
    note_id, values = uuid.uuid4(), tablet.note(text="처음 글")
    tablet.put(values, note_id)
    response = tablet.put({**values, "text": "나중 글"}, note_id)
    assert response.status_code == 409
    assert "이미" in response.json()["detail"]
    assert Note.objects.get().text == "처음 글"
    assert Note.objects.count() == 1


def test_a_chip_alone_is_a_full_note(tablet: Tablet) -> None:
    assert tablet.put({"side": "good", "category": "kindness"}).status_code == 201


def test_a_note_names_a_desk_of_its_own_office_only(tablet: Tablet, cast: Cast) -> None:
    assert tablet.put(tablet.note(desk=cast.desk.code)).status_code == 201
    assert Note.objects.get().desk == cast.desk
    refused = tablet.put(tablet.note(desk=cast.other_desk.code))
    assert refused.status_code == 400
    assert "창구" in refused.json()["detail"]


@pytest.mark.parametrize(
    "values",
    [
        {"side": "neutral", "text": "글"},
        {"text": "글"},
        {"side": "good"},
        {"side": "good", "text": 3},
        {"side": "good", "text": "ㅤ"},
        {"side": "good", "text": "가" * 501},
        {"side": "good", "text": "글", "category": "weather"},
        {"side": "good", "text": "글", "language": "fr"},
        {"side": "good", "text": "글", "sequence": 0},
        {"side": "good", "text": "글", "sequence": 2**31},
        {"side": "good", "text": "글", "sequence": True},
        {"side": "good", "text": "글", "written_at": "어제"},
        {"side": "good", "text": "글", "helped": 1},
        {"side": "good", "text": "글", "strokes": {"pages": [[[5000, 1]]]}},
        {"side": "good", "text": "글", "nickname": "누구"},
        ["good"],
        None,
        7,
    ],
)
def test_bad_input_gets_a_korean_sentence_and_stores_nothing(
    tablet: Tablet, values: object
) -> None:
    response = tablet.put(values)
    assert 400 <= response.status_code < 500
    assert any("가" <= letter <= "힣" for letter in response.json()["detail"])
    assert Note.objects.count() == 0


@pytest.mark.parametrize(
    "body",
    [
        b'{"side":"good","te',
        b"\xff\xfe",
        b'{"side":"good","side":"regret","text":"a"}',
        b'{"side":"good","text":"a","sequence":NaN}',
        b"[" * 100_000,
        b'{"side":"good","text":"a","sequence":' + b"9" * 5000 + b"}",
    ],
)
def test_a_cut_off_or_broken_body_stores_nothing(tablet: Tablet, body: bytes) -> None:
    assert tablet.put(body).status_code == 400
    assert Note.objects.count() == 0


def test_a_body_shorter_than_announced_stores_nothing(tablet: Tablet) -> None:
    body = canonical(tablet.note())
    response = tablet.client.generic(
        "PUT",
        f"/kiosk/notes/{uuid.uuid4()}",
        body,
        content_type="application/json",
        headers={"X-Board-Client": "1"},
        **{"CONTENT_LENGTH": str(len(body) + 10), "wsgi.input": io.BytesIO(body)},
    )
    assert response.status_code == 400
    assert Note.objects.count() == 0


def test_a_huge_body_is_refused_before_it_is_read(tablet: Tablet) -> None:
    response = tablet.put(b'{"text":"' + b"a" * 300_000 + b'"}')
    assert response.status_code == 413


def test_only_json_is_taken(tablet: Tablet) -> None:
    response = tablet.client.put(
        f"/kiosk/notes/{uuid.uuid4()}",
        b"side=good",
        content_type="application/x-www-form-urlencoded",
        headers={"X-Board-Client": "1"},
    )
    assert response.status_code == 415


def test_an_unpaired_browser_is_refused(cast: Cast) -> None:
    response = Client().put(
        f"/kiosk/notes/{uuid.uuid4()}",
        canonical({"side": "good", "text": "글"}),
        content_type="application/json",
        headers={"X-Board-Client": "1"},
    )
    assert response.status_code == 401
    assert Note.objects.count() == 0


@pytest.mark.parametrize(
    ("site", "status"),
    [("same-origin", 201), ("same-site", 403), ("cross-site", 403), ("none", 403)],
)
def test_a_request_that_comes_from_elsewhere_by_its_browsers_word_is_refused(
    tablet: Tablet, site: str, status: int
) -> None:
    assert tablet.put(tablet.note(), **{"Sec-Fetch-Site": site}).status_code == status
    assert Note.objects.count() == (status == 201)


def test_a_request_without_our_own_header_is_refused(tablet: Tablet) -> None:
    response = tablet.client.put(
        f"/kiosk/notes/{uuid.uuid4()}",
        canonical(tablet.note()),
        content_type="application/json",
    )
    assert response.status_code == 403
    assert Note.objects.count() == 0


def test_a_revoked_tablet_is_refused_from_the_next_request_on(tablet: Tablet) -> None:
    assert tablet.put(tablet.note()).status_code == 201
    Device.objects.update(revoked_at=timezone.now())
    assert tablet.put(tablet.note()).status_code == 401


def test_a_wall_screen_cannot_post(cast: Cast) -> None:
    wall = Tablet(cast.board, Device.Kind.WALL)
    assert wall.put(wall.note()).status_code == 401


@pytest.mark.parametrize("clock", ["1969-12-31T00:00:00Z", "2138-01-19T03:14:08Z", "0001-01-01"])
def test_a_broken_clock_never_costs_a_note_or_moves_it(tablet: Tablet, clock: str) -> None:
    before = timezone.now()
    assert tablet.put(tablet.note(written_at=clock)).status_code == 201
    note = Note.objects.get()
    assert before <= note.received_at <= timezone.now()
    assert note.written_at is None


def test_other_methods_are_refused_with_a_sentence(tablet: Tablet) -> None:
    response = tablet.call("DELETE", f"/kiosk/notes/{uuid.uuid4()}")
    assert response.status_code == 405
    assert response["Allow"] == "PUT"


def test_a_resident_number_reaches_neither_text_nor_digest_nor_trail(tablet: Tablet) -> None:
    number, note_id = "900101-1234567", uuid.uuid4()
    values = tablet.note(text=f"제 번호는 {number} 입니다")
    assert tablet.put(values, note_id).status_code == 201
    note = Note.objects.get()
    stored = json.dumps([note.text, note.public_text, note.findings], ensure_ascii=False)
    assert "1234567" not in stored and "900101" not in stored
    whole_hash = hashlib.sha256(canonical(values)).hexdigest()
    assert note.digest != whole_hash
    assert whole_hash not in json.dumps(list(TrailEntry.objects.values("after")))
    assert tablet.put(values, note_id).status_code == 200, "a retry is still known as a retry"


@pytest.mark.parametrize(("side", "most"), [("good", 3), ("regret", 4)])
def test_intake_needs_at_most_four_queries(tablet: Tablet, side: str, most: int) -> None:
    tablet.put(tablet.note(side=side))  # names of staff are kept for half a minute
    with CaptureQueriesContext(connection) as queries:
        assert tablet.put(tablet.note(side=side)).status_code == 201
    # The savepoint stands for the transaction that a request has outside of tests.
    statements = [q["sql"] for q in queries if "SAVEPOINT" not in q["sql"]]
    assert len(statements) <= most, statements


def test_another_note_with_the_same_receipt_code_gets_the_next_one(
    tablet: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = iter(["AAAAAAAAAA", "AAAAAAAAAA", "BBBBBBBBBB"])
    monkeypatch.setattr("boards.kiosk.intake.receipt_code", lambda *args: next(codes))
    assert tablet.put(tablet.note()).json()["receipt_code"] == "AAAAAAAAAA"
    assert tablet.put(tablet.note()).json()["receipt_code"] == "BBBBBBBBBB"
