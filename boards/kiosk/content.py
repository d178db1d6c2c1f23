"""What a tablet sends, checked: JSON in, `Content` or a sentence out."""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from boards.kiosk.strokes import BadStrokes, checked_strokes
from boards.models.note import TEXT_LIMIT, Category, Language, Side
from boards.screening.hygiene import UnfitText, clean_text

LARGEST_SEQUENCE = 2_147_483_647
LARGEST_DEVICE = 2**63 - 1
EARLIEST, LATEST = 1970, 2100  # years of a tablet's clock that are worth keeping
CHOOSE_SIDE = gettext_noop("‘좋아요’와 ‘아쉬워요’ 가운데 하나를 다시 골라 주세요.")
CHOOSE_CATEGORY = gettext_noop("분야를 다시 골라 주세요.")
CHOOSE_LANGUAGE = gettext_noop("언어를 다시 골라 주세요.")

BAD_SEQUENCE = "기기의 쪽지 번호가 맞지 않습니다."
BAD_DEVICE = "쪽지를 적은 기기의 번호가 맞지 않습니다."
BAD_REPLACED = "고쳐 쓰기 전 쪽지의 번호가 맞지 않습니다."
MOST_REPLACED = 20  # tries of one visit, each with other words


class Refused(Exception):
    """A note that cannot be taken: the status, a key for programs, a sentence for people."""

    def __init__(
        self, status: int, error: str, detail: str, retry_after: int | None = None
    ) -> None:
        super().__init__(detail)
        self.status, self.error, self.detail, self.retry_after = status, error, detail, retry_after


@dataclass(frozen=True)
class Content:
    """What the visitor left, after cleaning. `desk` is the code on the desk's plate."""

    side: str
    text: str
    category: str
    desk: str | None
    language: str
    written_at: datetime | None
    sequence: int | None
    strokes: dict[str, Any] | None
    helped: bool
    # The pairing under which a tablet wrote it. Says where the note belongs, not what it says.
    device: int | None = None
    # The ids of what this visitor tried to stick on before, in other words; often none.
    replaces: tuple[str, ...] = ()

    def digest(self) -> str:
        """SHA-256 over the canonical form; call it only after resident numbers are cut."""
        values = dict(self.__dict__)
        del values["device"]
        if not self.replaces:
            del values["replaces"]  # as before there was such a field: retries stay known
        values["written_at"] = self.written_at.isoformat() if self.written_at else None
        return hashlib.sha256(canonical(values)).hexdigest()


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical(value: object) -> bytes:
    """One form for one content: keys sorted, no spaces, UTF-8."""
    return _CANONICAL.encode(value).encode("utf-8", "surrogatepass")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = dict(pairs)
    if len(keys) != len(pairs):
        raise ValueError("a key stands twice")
    return keys


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


def parsed(body: bytes) -> dict[str, Any]:
    """The JSON object of a body; a cut-off or otherwise broken body is refused."""
    try:
        value = json.loads(body, object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Refused(
            400, "broken", "쪽지가 온전히 도착하지 않았습니다. 그대로 다시 보내 주세요."
        ) from None
    if not isinstance(value, dict):
        raise Refused(400, "broken", "쪽지의 형식이 맞지 않습니다. 화면을 새로 열어 주세요.")
    return value


def _choice(
    values: dict[str, Any], key: str, allowed: frozenset[str], default: str, refusal: str
) -> str:
    value = values.get(key)
    value = default if value is None else value
    if not isinstance(value, str) or value not in allowed:
        raise Refused(400, key, _(refusal))
    return value


def _text(values: dict[str, Any]) -> str:
    text = values.get("text")
    if text is None or text == "":
        return ""
    if not isinstance(text, str):
        raise Refused(400, "text", _("쪽지의 글을 읽을 수 없습니다. 다시 적어 주세요."))
    try:
        return clean_text(text, TEXT_LIMIT)
    except UnfitText as unfit:
        raise Refused(400, "text", str(unfit)) from None


def _written_at(values: dict[str, Any]) -> datetime | None:
    written = values.get("written_at")
    if written is None:
        return None
    try:
        moment = datetime.fromisoformat(written)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        if not EARLIEST < moment.year < LATEST:
            return None  # a broken clock never costs a note
        return moment.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        raise Refused(400, "written_at", "작성 시각의 형식이 맞지 않습니다(ISO 8601).") from None


def _number(values: dict[str, Any], key: str, most: int, refusal: str) -> int | None:
    number = values.get(key)
    if number is None:
        return None
    if type(number) is not int or not 1 <= number <= most:
        raise Refused(400, key, refusal)
    return number


def _desk(values: dict[str, Any]) -> str | None:
    desk = values.get("desk")
    if desk is None or desk == "":
        return None
    if not isinstance(desk, str) or len(desk) > 12 or not desk.isalnum() or not desk.isascii():
        raise Refused(400, "desk", _("창구를 다시 골라 주세요."))
    return desk


def _strokes(values: dict[str, Any]) -> dict[str, Any] | None:
    try:
        return checked_strokes(values.get("strokes"))
    except BadStrokes as bad:
        raise Refused(400, "strokes", str(bad)) from None


def _helped(values: dict[str, Any]) -> bool:
    helped = values.get("helped")
    if helped is not None and not isinstance(helped, bool):
        raise Refused(400, "helped", "‘대신 적음’ 표시가 맞지 않습니다.")
    return bool(helped)


def _replaces(values: dict[str, Any]) -> tuple[str, ...]:
    tried = values.get("replaces")
    try:
        if tried is None:
            return ()
        if not isinstance(tried, list) or len(tried) > MOST_REPLACED:
            raise ValueError
        return tuple(str(uuid.UUID(key)) for key in tried)
    except (ValueError, TypeError, AttributeError):
        raise Refused(400, "replaces", BAD_REPLACED) from None


SIDES, CATEGORIES, LANGUAGES = (
    frozenset(Side.values),
    frozenset(["", *Category.values]),
    frozenset(Language.values),
)
KNOWN_KEYS = frozenset(Content.__dataclass_fields__)


def checked(values: dict[str, Any]) -> Content:
    """Every field checked. Raises `Refused` with a sentence that says what to do."""
    if unknown := values.keys() - KNOWN_KEYS:
        # Dropping a field that we do not know would lose what somebody said.
        shown = ", ".join(sorted(unknown)[:3])[:60].encode("ascii", "backslashreplace").decode()
        raise Refused(400, "unknown_field", f"알 수 없는 항목이 있습니다: {shown}")
    content = Content(
        side=_choice(values, "side", SIDES, "", CHOOSE_SIDE),
        text=_text(values),
        category=_choice(values, "category", CATEGORIES, "", CHOOSE_CATEGORY),
        desk=_desk(values),
        language=_choice(values, "language", LANGUAGES, "ko", CHOOSE_LANGUAGE),
        written_at=_written_at(values),
        sequence=_number(values, "sequence", LARGEST_SEQUENCE, BAD_SEQUENCE),
        strokes=_strokes(values),
        helped=_helped(values),
        device=_number(values, "device", LARGEST_DEVICE, BAD_DEVICE),
        replaces=_replaces(values),
    )
    if not (content.text or content.category or content.strokes):
        raise Refused(400, "empty", _("분야를 고르거나 글을 적어 주세요."))
    return content
