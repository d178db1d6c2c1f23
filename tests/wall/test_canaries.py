"""Canaries: what the public must not see is put everywhere it could leak from, and looked for on
every public page, in every feed, in the logs, in what processes keep, and on the disk."""

from __future__ import annotations

import io
import json
import logging
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from PIL import Image

from boards import staff_names
from boards.handles import handle_of
from boards.models import AnswerPhoto, Board, Complaint, Note
from boards.receipts import shown
from boards.thanks import take_back, thank
from boards.triage.beside import add_memo
from boards.triage.changing import Hand
from boards.triage.photos import keep_photo as keep_answer_photo
from boards.visibility import hide, show
from boards.wall import feed
from staff.models import Consent, Nameplate
from staff.nameplates.doors import give_consent, keep_photo, withdraw_consent
from suwon_board.logs import JsonFormatter
from tests.cast import Cast, Tablet
from tests.wall.helpers import later, settle, shown_note

pytestmark = pytest.mark.django_db

RESIDENT = "900101-1234568"
PIECES = ("1234568", "900101")
STROKES = {"pages": [[[137, 241, 613, 787]]], "width": 1000, "height": 1000}
DRAWN = "M137 241"  # how the strokes of the note by finger would be drawn
SHOWN = "누구나 읽는 쪽지"


class Birds(list[str]):
    """The words that must be nowhere."""

    def seen_in(self, text: str) -> list[str]:
        return [bird for bird in [*self, *PIECES, DRAWN] if bird in text]


def regret(tablet: Tablet, text: str, **values: Any) -> Note:
    return shown_note(tablet, side="regret", text=text, **values)


def held_and_hidden(tablet: Tablet, cast: Cast) -> list[Note]:
    """A note for each reason for which a note is not public, some of which were shown before."""
    now = timezone.now()
    notes = [
        regret(tablet, "카나리아하나 010-9876-5432 연락 주세요"),
        regret(tablet, f"카나리아둘 제 번호 {RESIDENT} 확인해 주세요"),
        regret(tablet, "카나리아셋 이 씨발 새끼들아"),
        regret(tablet, "카나리아넷 3번 창구 여자 직원이 반말로 소리를 질렀어요"),
        shown_note(tablet, text="", strokes=STROKES),
    ]
    hidden = [regret(tablet, "카나리아다섯"), shown_note(tablet, text="카나리아여섯")]
    coming = shown_note(tablet, text="카나리아일곱")
    Note.objects.filter(pk=coming.pk).update(publish_at=now + timedelta(hours=1))
    thank(hidden[1], cast.clerk, now, "카나리아여덟")
    settle(Complaint.objects.get(notes=hidden[0]), action_taken="카나리아아홉", answer="카나리아열")
    later()
    look_at_the_wall(cast)  # the memory holds them
    for note in hidden:
        hide(note, cast.clerk, now, "카나리아까닭")
    return [*notes, *hidden, coming]


def told_inside(tablet: Tablet, cast: Cast) -> list[Note]:
    """Shown notes around which the house said things that are not for the public."""
    now = timezone.now()
    note, praise = regret(tablet, f"{SHOWN} 하나"), shown_note(tablet, text=f"{SHOWN} 둘")
    complaint = Complaint.objects.get(notes=note)
    add_memo(complaint.pk, Hand(cast.clerk, now, complaint.version), text="카나리아메모")
    settle(
        complaint,
        state="done",
        answer="카나리아초안",
        answered_at=None,
        action_taken="카나리아조치",
    )
    Complaint.objects.filter(pk=complaint.pk).update(matter="카나리아요지")
    photo = ContentFile("카나리아사진".encode(), "photo.jpg")
    keep_answer_photo(
        complaint.pk, Hand(cast.clerk, now, complaint.version), moment="after", fresh=photo
    )
    thank(praise, cast.clerk, now, "카나리아거둔말")
    take_back(praise, cast.clerk, now)
    return [note, praise]


BIRDS = Birds(
    [
        *(f"카나리아{n}" for n in "하나 둘 셋 넷 다섯 여섯 일곱 여덟 아홉 열".split()),
        *(f"카나리아{n}" for n in "까닭 사진 메모 초안 조치 요지 거둔말 이름".split()),
        "9876-5432",
    ]
)


def look_at_the_wall(cast: Cast) -> None:
    for kind in ("wall", "tablet"):
        Tablet(cast.board, kind).client.get(f"/wall/{cast.board.slug}/notes")


def withdrawn_plate(cast: Cast) -> tuple[Nameplate, str, bytes]:
    """A plate whose photo was kept and whose consents were withdrawn; the file's name and bytes."""
    plate = Nameplate.objects.create(desk=cast.desk, person=cast.clerk, name="카나리아이름")
    for item in (Consent.Item.TABLET, Consent.Item.THANKS):
        give_consent(plate, item, date(2026, 1, 2))
    body = io.BytesIO()
    Image.new("RGB", (300, 400), (201, 33, 77)).save(body, "JPEG")
    keep_photo(plate, ContentFile(body.getvalue(), "photo.jpg"))
    return plate, plate.photo.name, body.getvalue()


# -- every public address --------------------------------------------------------------------------


def patterns(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Every address of the board but the admin's, as Django writes it."""
    for pattern in resolver.url_patterns:
        place = before + str(pattern.pattern)
        if place.startswith("admin/"):
            continue
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, place)
        elif isinstance(pattern, URLPattern):
            yield place


def addresses(cast: Cast, notes: list[Note], plate: Nameplate) -> dict[str, list[str]]:
    """What to ask for at each address. An address that is not listed here fails the test."""
    codes = [shown(note.receipt_code) for note in notes]
    return {
        "": [""],
        "healthz": ["healthz"],
        "readyz": ["readyz"],
        "kiosk/": ["kiosk/"],
        "kiosk/words/<str:language>.js": ["kiosk/words/ko.js", "kiosk/words/none.js"],
        "kiosk/sw.js": ["kiosk/sw.js"],
        "kiosk/manifest.json": ["kiosk/manifest.json"],
        "kiosk/notes/<uuid:note_id>": [f"kiosk/notes/{note.pk}" for note in notes],
        "kiosk/aside/<uuid:note_id>": [f"kiosk/aside/{note.pk}" for note in notes],
        "kiosk/pairing/": ["kiosk/pairing/"],
        "kiosk/pairing/claim": ["kiosk/pairing/claim"],
        "kiosk/invited/<str:secret>": ["kiosk/invited/x"],
        "kiosk/board.json": ["kiosk/board.json"],
        "kiosk/wall.json": ["kiosk/wall.json"],
        "kiosk/joins/<uuid:handle>": [f"kiosk/joins/{handle_of(note.pk)}" for note in notes],
        "kiosk/heartbeat": ["kiosk/heartbeat"],
        "kiosk/photos/<int:plate_id>.jpg": [f"kiosk/photos/{plate.pk}.jpg"],
        "photo/<uuid:key>.jpg": [f"photo/{photo.pk}.jpg" for photo in AnswerPhoto.objects.all()],
        "p/<slug:code>/": [f"p/{cast.desk.code}/"],
        "wall/": ["wall/"],
        "wall/<slug:slug>/": [f"wall/{cast.board.slug}/"],
        "wall/<slug:slug>/notes": [f"wall/{cast.board.slug}/notes"],
        "n/": ["n/"],
        "n/<str:code>/qr.svg": [f"n/{code}/qr.svg" for code in codes],
        "n/<str:code>/": [f"n/{code}/" for code in codes],
        "weekly/": ["weekly/"],
        "weekly/words/": ["weekly/words/"],
        "weekly/<slug:slug>/<str:monday>/": [f"weekly/{cast.office.slug}/2026-11-23/"],
        "weekly/<slug:slug>/<str:monday>/words/": [f"weekly/{cast.office.slug}/2026-11-23/words/"],
    }


def answers(clients: list[Client], places: list[str]) -> Iterator[tuple[str, str]]:
    """What everybody gets at every address: headers and body."""
    for client in clients:
        for place in places:
            for method in ("get", "post"):
                ask = getattr(client, method)
                response: HttpResponse = ask(f"/{place}", headers={"X-Board-Client": "1"})
                body = b"".join(response) if response.streaming else response.content
                yield f"{method} {place}", f"{response.headers}\n{body.decode(errors='replace')}"


def test_nothing_that_is_not_public_reaches_a_page_a_feed_a_log_or_a_memory(
    tablet: Tablet,
    cast: Cast,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: Any,
) -> None:
    caplog.set_level(logging.DEBUG)
    Board.objects.filter(pk=cast.board.pk).update(wall_is_open=True)
    plate, _, _ = withdrawn_plate(cast)
    notes = [*held_and_hidden(tablet, cast), *told_inside(tablet, cast)]
    with django_capture_on_commit_callbacks(execute=True):
        for item in (Consent.Item.TABLET, Consent.Item.THANKS):
            withdraw_consent(plate, item, timezone.now())
    staff_names.forget(cast.office.pk)
    later()

    asked = addresses(cast, notes, plate)
    assert set(patterns(get_resolver())) == set(asked), "a new address has no place in this test"
    places = [place for group in asked.values() for place in group]
    clients = [Client(), tablet.client, Tablet(cast.board, "wall").client]
    told = list(answers(clients, places))
    # The answer is the writer's: it stands on the page of the hidden note's own code alone.
    own = Note.objects.get(text="카나리아다섯").receipt_code
    answered = {f"{method} n/{shown(own)}/" for method in ("get", "post")}
    leaks = {place: BIRDS.seen_in(text) for place, text in told if BIRDS.seen_in(text)}
    assert set(leaks) == answered, leaks
    assert all(set(birds) == {"카나리아아홉", "카나리아열"} for birds in leaks.values()), leaks
    assert any(SHOWN in text for _, text in told), "the pages were really read"

    lines = [JsonFormatter().format(record) + repr(record.args) for record in caplog.records]
    assert [line for line in lines if BIRDS.seen_in(line)] == []
    assert BIRDS.seen_in(repr(feed._kept)) == []
    assert BIRDS.seen_in(repr(getattr(cache, "_cache", {}))) == []


def test_the_canaries_sing_where_they_may(tablet: Tablet, cast: Cast) -> None:
    """The test above can fail: once a clerk shows the note, its words are on the wall."""
    Board.objects.filter(pk=cast.board.pk).update(wall_is_open=True)
    note = regret(tablet, "카나리아하나 010-9876-5432 연락 주세요")
    show(note, cast.clerk, timezone.now())
    page = Client().get(f"/wall/{cast.board.slug}/notes").content.decode()
    assert BIRDS.seen_in(page) == ["카나리아하나"], "and the number stays masked even then"


# -- resident numbers, by every way in -------------------------------------------------------------


def everything_stored() -> str:
    """Every value of every row of every table."""
    return "\n".join(
        str(row) for model in apps.get_models() for row in model._base_manager.values_list()
    )


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_resident_number_is_stored_nowhere_by_whatever_way_it_came(
    tablet: Tablet, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    text = f"제 번호는 {RESIDENT} 이고 답이 없어요"
    note = regret(tablet, text)
    settle(Complaint.objects.get(notes=note))
    complaint = Complaint.objects.get(notes=note)
    assert complaint.answer_at
    phone = Client()
    phone.get(f"/p/{cast.desk.code}/")
    form = {"note_id": str(uuid.uuid4()), "side": "regret", "category": "other", "text": text}
    assert phone.post(f"/p/{cast.desk.code}/", form).status_code == 200
    said = {"answer": complaint.answer_at.isoformat(), "helped": "no", "reason": text}
    assert phone.post(f"/n/{shown(note.receipt_code)}/", said).status_code == 302
    phone.post("/n/", {"code": RESIDENT})
    phone.get(f"/n/{RESIDENT}/")
    assert tablet.put(tablet.note(text=text), note.pk).status_code == 409  # another note, same id
    tablet.put(json.dumps({"text": text}).encode())
    stored = everything_stored()
    assert "답이 없어요" in stored
    assert [piece for piece in PIECES if piece in stored] == []
    lines = [JsonFormatter().format(record) + repr(record.args) for record in caplog.records]
    assert [line for line in lines if any(piece in line for piece in PIECES)] == []
    for path in files_below(Path(settings.DATA_DIR)):
        if path.suffix != ".sqlite3" and "-" not in path.suffix:
            assert b"1234568" not in path.read_bytes(), path


# -- a withdrawn photo -----------------------------------------------------------------------------


def test_a_withdrawn_photo_is_gone_from_every_screen_and_from_the_disk(
    tablet: Tablet, cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    plate, name, body = withdrawn_plate(cast)
    address = f"/kiosk/photos/{plate.pk}.jpg"
    seen = tablet.client.get(address)
    assert b"".join(seen) == body
    assert "no-store" in seen["Cache-Control"]
    file = Path(settings.MEDIA_ROOT) / name
    assert file.exists()
    with django_capture_on_commit_callbacks(execute=True):
        for item in (Consent.Item.TABLET, Consent.Item.THANKS):
            withdraw_consent(plate, item, timezone.now())
    assert tablet.client.get(address).status_code == 404
    assert "photo" in tablet.call("GET", "/kiosk/board.json").content.decode()
    assert plate.name not in tablet.call("GET", "/kiosk/board.json").content.decode()
    assert not file.exists()
    media = Path(settings.MEDIA_ROOT)
    assert [path for path in files_below(media) if path.read_bytes() == body] == []
