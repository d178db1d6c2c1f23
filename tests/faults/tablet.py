"""A tablet that keeps a ledger: what it tried to send, and what the server acknowledged.

It decides as the page does (static/kiosk/delivery.js): only the echo of this very note counts.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import random
import uuid
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from boards.kiosk.content import canonical

REPLACED = "replaced"
PATIENCE = 1.0  # seconds for an answer
TEXTS = ("번호표를 뽑고 오래 기다렸어요", "친절한 설명 고맙습니다", "의자가 모자라요 🙂", "")


@dataclass(frozen=True)
class Waiting:
    note_id: uuid.UUID
    body: bytes
    digest: str
    side: str


def made(number: int, chance: random.Random, before: Sequence[Waiting] = ()) -> Waiting:
    """A note as the page makes it; it takes the place of those `before`."""
    side = chance.choice(["good", "regret"])
    content: dict[str, Any] = {
        "category": chance.choice(["waiting", "kindness", "facility"]),
        "language": "ko",
        "sequence": number,
        "side": side,
        "text": chance.choice(TEXTS),
    }
    if before:
        content["replaces"] = [str(note.note_id) for note in before]
    body = canonical(content)
    note_id = uuid.UUID(int=chance.getrandbits(128), version=4)
    return Waiting(note_id, body, hashlib.sha256(body).hexdigest(), side)


@dataclass
class Ledger:
    """The outbox and what left it; shared by the threads that deliver, as by two open tabs."""

    credential: str
    outbox: deque[Waiting] = field(default_factory=deque)
    attempted: dict[uuid.UUID, str] = field(default_factory=dict)
    acknowledged: dict[uuid.UUID, str] = field(default_factory=dict)

    def deliver_one(self, port: int) -> bool:
        """Send the oldest note; whether it was acknowledged, else it goes back into the outbox."""
        try:
            note = self.outbox.popleft()
        except IndexError:
            return False
        self.attempted[note.note_id] = note.side
        code = self._sent(note, port)
        if code is None:
            self.outbox.append(note)
            return False
        self.acknowledged[note.note_id] = code
        return True

    def _sent(self, note: Waiting, port: int) -> str | None:
        """The receipt code when the answer is this note's echo; REPLACED for one that came late."""
        peer = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        headers = {
            "Content-Type": "application/json",
            "X-Board-Client": "1",
            "Cookie": f"board-device={self.credential}",
            "Connection": "close",
        }
        try:
            peer.request("PUT", f"/kiosk/notes/{note.note_id}", note.body, headers)
            answer = peer.getresponse()
            echo = json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError):
            return None
        finally:
            peer.close()
        if not isinstance(echo, dict):
            return None
        if answer.status == 409 and echo.get("error") == REPLACED:
            return REPLACED
        is_echo = answer.status in (200, 201)
        if is_echo and (echo.get("id"), echo.get("digest")) == (str(note.note_id), note.digest):
            return str(echo["receipt_code"])
        return None
