"""Receipt codes: short, sayable, not guessable."""

from __future__ import annotations

import hashlib
import uuid

# Crockford's base 32: no I, L, O, U.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10  # 50 bits
LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def receipt_code(note_id: uuid.UUID, attempt: int = 0) -> str:
    """The code of a note, from the first 50 bits of a hash of its secret id.

    A tablet without network computes the same (attempt 0) and can show it at once. `attempt`
    grows only when another note already holds the code.
    """
    salt = f":{attempt}" if attempt else ""
    digest = hashlib.sha256(f"receipt:{note_id}{salt}".encode()).digest()
    bits = int.from_bytes(digest[:7], "big") >> 6
    return "".join(ALPHABET[bits >> shift & 31] for shift in range(45, -1, -5))


def shown(code: str) -> str:
    """As printed: two groups of five."""
    return f"{code[:5]}-{code[5:]}"


def normalised(typed: str) -> str | None:
    """What a person typed as a code, look-alikes forgiven; None when it cannot be one."""
    code = typed.strip().upper().translate(LOOK_ALIKES)
    if len(code) != LENGTH or any(letter not in ALPHABET for letter in code):
        return None
    return code
