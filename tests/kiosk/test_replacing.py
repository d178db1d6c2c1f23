"""What a visitor changed after 'not saved yet' stands once, in the newer words, whichever came."""

from __future__ import annotations

import json
import threading
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from boards import visibility
from boards.models import Complaint, Join, Note, Presence, RefusedNote, TrailEntry
from tests.cast import Cast, Tablet

OLD, NEW = "의자가 모자라요", "의자가 하나 더 있으면 좋겠어요"
ROUNDS = 20


class Pair:
    """Two tries of one visit: the older note, and the newer that replaces it."""

    def __init__(self, tablet: Tablet, side: str = "regret", new_side: str = "") -> None:
        self.tablet = tablet
        self.old, self.new = uuid.uuid4(), uuid.uuid4()
        self.older = tablet.note(side=side, text=OLD)
        self.newer = {**self.older, "side": new_side or side, "text": NEW}
        self.newer["replaces"] = [str(self.old)]

    def put_old(self) -> int:
        return self.tablet.put(self.older, self.old).status_code

    def put_new(self) -> int:
        return self.tablet.put(self.newer, self.new).status_code

    def actions(self) -> list[str]:
        return [line.action for line in TrailEntry.objects.of(f"note:{self.old}")]

    def stands_alone(self) -> None:
        """Only the newer note is there, with a complaint of its own for a regret."""
        note = Note.objects.get()
        assert (note.pk, note.text) == (self.new, NEW)
        assert Complaint.objects.count() == (note.side == "regret")
        assert note.sequence == self.older["sequence"]


@pytest.mark.parametrize("side", ["good", "regret"])
@pytest.mark.parametrize("new_side", ["good", "regret"])
def test_an_older_note_that_was_stored_gives_way_and_stays_traceable(
    tablet: Tablet, side: str, new_side: str
) -> None:
    pair = Pair(tablet, side, new_side)
    assert (pair.put_old(), pair.put_new()) == (201, 201)
    pair.stands_alone()
    assert pair.actions() == ["note.received", "note.replaced"]
    said = TrailEntry.objects.of(f"note:{pair.old}").last()
    assert said and said.after == {"by": str(pair.new)}
    kept = RefusedNote.objects.get()
    assert (kept.pk, kept.decision) == (pair.old, "replaced")
    assert json.loads(kept.content)["text"] == OLD
    assert not RefusedNote.objects.waiting().exists()
    call_command("verify_trail")


def test_an_older_note_that_comes_later_is_refused(tablet: Tablet) -> None:
    pair = Pair(tablet)
    assert pair.put_new() == 201
    refused = tablet.put(pair.older, pair.old)
    assert (refused.status_code, refused.json()["error"]) == (409, "replaced")
    pair.stands_alone()
    assert pair.actions() == ["note.replaced"]


def test_retries_of_both_change_nothing(tablet: Tablet) -> None:
    pair = Pair(tablet)
    assert [pair.put_old(), pair.put_new(), pair.put_new(), pair.put_old()] == [201, 201, 200, 409]
    pair.stands_alone()
    assert TrailEntry.objects.count() == 3


def test_words_that_were_changed_twice_stand_once(tablet: Tablet) -> None:
    pair = Pair(tablet)
    last, newest = uuid.uuid4(), {**pair.newer, "replaces": [str(pair.old), str(pair.new)]}
    assert [pair.put_old(), pair.put_new(), tablet.put(newest, last).status_code] == [201] * 3
    assert Note.objects.get().pk == last
    assert pair.put_new() == 409


def test_a_note_that_names_itself_stands(tablet: Tablet) -> None:
    pair = Pair(tablet)
    pair.newer["replaces"] = [str(pair.new)]
    assert (pair.put_new(), pair.put_new()) == (201, 200)
    pair.stands_alone()


def looked_at(pair: Pair, cast: Cast) -> None:
    complaint = Complaint.objects.get()
    Presence.objects.create(complaint=complaint, user=cast.clerk, seen_at=timezone.now())


def hidden(pair: Pair, cast: Cast) -> None:
    visibility.hide(Note.objects.get(), cast.clerk, timezone.now(), "확인 중")


def joined(pair: Pair, cast: Cast) -> None:
    Join.objects.create(note_id=pair.old, mark="x" * 64)


def long_ago(pair: Pair, cast: Cast) -> None:
    Note.objects.update(received_at=timezone.now() - timedelta(minutes=11))


@pytest.mark.parametrize("happens", [looked_at, hidden, joined, long_ago])
def test_what_somebody_took_up_stands_and_both_are_one_complaint(
    tablet: Tablet, cast: Cast, happens: Any
) -> None:
    pair = Pair(tablet)
    pair.put_old()
    before = Complaint.objects.get()
    happens(pair, cast)
    assert pair.put_new() == 201
    assert Note.objects.count() == 2
    after = Complaint.objects.get()
    assert (after.pk, after.version) == (before.pk, before.version + 1)
    assert after.notes.count() == 2
    line = TrailEntry.objects.of(f"complaint:{after.pk}").last()
    assert line and (line.action, line.after) == ("rewritten", {"by": str(pair.new)})
    assert "note.rewritten" in pair.actions()
    assert pair.put_old() == 200


def test_a_praise_that_somebody_took_up_stands_beside_the_newer(tablet: Tablet, cast: Cast) -> None:
    pair = Pair(tablet, "good")
    pair.put_old()
    joined(pair, cast)
    assert pair.put_new() == 201
    assert Note.objects.count() == 2
    assert pair.actions() == ["note.received", "note.rewritten"]


def test_another_tablet_withdraws_nothing(tablet: Tablet, cast: Cast) -> None:
    pair = Pair(tablet)
    pair.put_old()
    pair.tablet = Tablet(cast.board)
    assert pair.put_new() == 201
    assert Note.objects.filter(pk=pair.old).exists()
    assert pair.actions() == ["note.received"]


@pytest.mark.parametrize("replaces", ["x", [1], ["x"], [None], {}, [str(uuid.uuid4())] * 21])
def test_ids_that_are_none_are_refused(tablet: Tablet, replaces: Any) -> None:
    assert tablet.put(tablet.note(replaces=replaces)).status_code == 400
    assert not Note.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_at_the_same_moment_only_the_newer_words_stand(cast: Cast) -> None:
    for _ in range(ROUNDS):
        pair = Pair(Tablet(cast.board))
        gate, told = threading.Barrier(3), []

        def put(send: Any, gate: threading.Barrier = gate, told: list[int] = told) -> None:
            gate.wait()
            told.append(send())
            connection.close()

        sends = [pair.put_old, pair.put_new, pair.put_new]
        threads = [threading.Thread(target=put, args=(send,)) for send in sends]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(told) in ([200, 201, 201], [200, 201, 409])
        assert Note.objects.get().pk == pair.new
        assert Complaint.objects.count() == 1
        assert pair.actions()[-1] == "note.replaced"
        Note.objects.all().delete()
        Complaint.objects.all().delete()
