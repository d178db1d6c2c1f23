"""Pairing a new screen with a board: ask, approve by staff, claim once."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.db.models import F

from boards.devices import hashed, new_credential
from boards.models.board import Board, Device
from boards.models.pairing import PairingRequest
from boards.models.trail import Line, first_line, record
from staff.models import User

# 20 letters and digits without look-alikes: 20 ** 8 is 34.6 bits.
CODE_ALPHABET = "ACDEFHJKMNPRTWXY3479"
CODE_LENGTH = 8
VALID_FOR = timedelta(minutes=10)


class PairingFailed(Exception):
    """Why a code cannot be approved, as a sentence for staff."""


@dataclass(frozen=True)
class Asked:
    """What the new screen gets: the code to show, the secret to keep."""

    code: str
    secret: str
    expires_at: datetime


def hashed_code(code: str) -> str:
    """Keyed, because 34 bits alone could be found by trying."""
    return hmac.new(settings.SECRET_KEY.encode(), code.encode(), sha256).hexdigest()


def normalised_code(typed: str) -> str:
    return "".join(typed.split()).replace("-", "").upper()


def ask(kind: str, now: datetime) -> Asked:
    """A code for a new screen, good for ten minutes and one use."""
    PairingRequest.objects.filter(expires_at__lt=now - timedelta(days=1)).delete()
    code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
    secret = secrets.token_urlsafe(32)
    expires_at = now + VALID_FOR
    PairingRequest.objects.create(
        code_hash=hashed_code(code),
        secret_hash=hashed(secret),
        kind=kind,
        asked_at=now,
        expires_at=expires_at,
    )
    return Asked(code, secret, expires_at)


def approve(typed: str, board: Board, name: str, by: User, now: datetime) -> Device:
    """A member of staff gives the screen with this code to a board of their scope.

    Raises PairingFailed for a wrong, used, expired or dead code, or a board out of scope. The
    caller limits how often a person may try (five wrong tries kill what waits).
    """
    if by.office is None or not by.office.contains(board.office):
        raise PairingFailed("이 게시판은 담당 기관의 게시판이 아닙니다.")
    with transaction.atomic():
        asked = (
            PairingRequest.objects.select_for_update()
            .waiting(now)
            .filter(code_hash=hashed_code(normalised_code(typed)))
            .first()
        )
        if asked is not None:
            return _give(asked, board, name, by, now)
    count_wrong_try(now)
    raise PairingFailed(
        "코드가 맞지 않거나 시간이 지났습니다. 화면에 보이는 코드를 다시 확인해 주세요."
    )


def _give(asked: PairingRequest, board: Board, name: str, by: User | None, now: datetime) -> Device:
    # The credential itself is made when the screen claims it; until then nothing fits this hash.
    device = Device.objects.create(
        board=board,
        kind=asked.kind,
        name=name,
        credential_hash=hashed(new_credential()),
        paired_at=now,
        paired_by=by,
    )
    asked.device = device
    asked.save(update_fields=["device"])
    first_line(
        Line(
            action="device.paired",
            subject=f"device:{device.pk}",
            office_id=board.office_id,
            actor=by,
            actor_label="" if by else "shell",
            after={"board": board.pk, "kind": device.kind, "name": name},
        ),
        at=now,
    )
    return device


def count_wrong_try(now: datetime) -> None:
    """A wrong code counts against every request that waits: nobody may guess around."""
    PairingRequest.objects.waiting(now).update(wrong_tries=F("wrong_tries") + 1)


def claim(secret: str, now: datetime, before: Device | None = None) -> tuple[str, str | None]:
    """What became of a request: ('waiting', None), ('paired', credential) or ('gone', None).

    The credential is handed out once; a second claim finds 'gone'. `before` is what the claiming
    browser was until now: its pairing ends, and notes that wait there still find their board.
    """
    with transaction.atomic():
        asked = (
            PairingRequest.objects.select_for_update(of=("self",))
            .filter(secret_hash=hashed(secret))
            .select_related("device")
            .first()
        )
        if asked is None or asked.claimed_at is not None or asked.expires_at <= now:
            return "gone", None
        if asked.device is None:
            dead = asked.wrong_tries >= PairingRequest.MOST_WRONG_TRIES
            return ("gone" if dead else "waiting"), None
        credential = new_credential()
        asked.device.credential_hash = hashed(credential)
        asked.device.last_contact_at = now
        asked.device.replaces = before
        asked.device.save(update_fields=["credential_hash", "last_contact_at", "replaces"])
        if before is not None:
            revoke(before, None, now, "같은 화면을 다시 연결함", label="기기")
        asked.claimed_at = now
        asked.save(update_fields=["claimed_at"])
        return "paired", credential


def revoke(
    device: Device, by: User | None, now: datetime, reason: str = "", label: str = "shell"
) -> None:
    """Close the door for a device from its next request on; its queue stays on the device.

    `label` names who did it when no person did.
    """
    with transaction.atomic():
        changed = Device.objects.paired().filter(pk=device.pk).update(revoked_at=now)
        if changed:
            record(
                Line(
                    action="device.revoked",
                    subject=f"device:{device.pk}",
                    office_id=device.board.office_id,
                    actor=by,
                    actor_label="" if by else label,
                    reason=reason,
                ),
                at=now,
            )


def invite(board: Board, kind: str, now: datetime) -> str:
    """A secret that pairs whoever opens it first within ten minutes; for the shell only."""
    asked = ask(kind, now)
    with transaction.atomic():
        waiting = PairingRequest.objects.get(secret_hash=hashed(asked.secret))
        _give(waiting, board, f"{Device.Kind(kind).label} {now:%m%d-%H%M}", None, now)
    return asked.secret
