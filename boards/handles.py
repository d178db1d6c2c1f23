"""Handles of notes for pages of staff: a note's own id is secret, for its receipt code is made
of it and the code opens the answer to whoever knows it.

A handle is the id under a keyed permutation (a Feistel network of four rounds over its 128 bits,
HMAC-SHA-256 as the round function): one to one, nothing stored, unreadable without SECRET_KEY.
"""

from __future__ import annotations

import hmac
from hashlib import sha256
from uuid import UUID

from django.conf import settings

ROUNDS = 4
HALF = 8  # bytes


def _round(number: int, half: bytes) -> int:
    message = b"note-handle" + bytes([number]) + half
    return int.from_bytes(hmac.digest(settings.SECRET_KEY.encode(), message, sha256)[:HALF], "big")


def handle_of(note_id: UUID) -> UUID:
    """The handle of a note's id, itself in the form of a UUID."""
    left, right = note_id.bytes[:HALF], note_id.bytes[HALF:]
    for number in range(ROUNDS):
        mixed = int.from_bytes(left, "big") ^ _round(number, right)
        left, right = right, mixed.to_bytes(HALF, "big")
    return UUID(bytes=left + right)


def note_id_of(handle: UUID) -> UUID:
    """The way back. Any UUID leads somewhere: whether such a note exists is the database's."""
    left, right = handle.bytes[:HALF], handle.bytes[HALF:]
    for number in reversed(range(ROUNDS)):
        mixed = int.from_bytes(right, "big") ^ _round(number, left)
        left, right = mixed.to_bytes(HALF, "big"), left
    return UUID(bytes=left + right)
