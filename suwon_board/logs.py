"""Log lines as JSON, one a line, that never hold what a visitor wrote."""

import json
import logging
import re
from datetime import UTC, datetime

from boards.screening.engine import without_resident_numbers

# Fields that a caller may add with `extra=`; anything else is left out, so that
# no text of a note reaches a log by accident.
ALLOWED_EXTRA = ("event", "office", "device", "note", "status", "seconds", "count", "reason")
# What follows /n/ opens somebody's receipt page; a code as printed may stand anywhere.
_RECEIPTS = re.compile(
    r"(?<=/n/)(?:\[주민등록번호 삭제\]|[^\s/?'\"])+|\b[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}\b"
)


def without_secrets(line: str) -> str:
    """A line without receipt codes and resident numbers, whatever address or header bore them."""
    return _RECEIPTS.sub("***", without_resident_numbers(line))


class WithoutSecrets(logging.Filter):
    """Lets every record pass, its message and extras without receipt codes and resident numbers:
    the server and the framework name an address or a header that they refuse."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = without_secrets(record.getMessage()), ()
        for name in ALLOWED_EXTRA:
            if isinstance(value := getattr(record, name, None), str):
                setattr(record, name, without_secrets(value))
        return True


class JsonFormatter(logging.Formatter):
    """Formats a record as one JSON object: time, level, logger, message, allowed extras."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line.update(
            {name: getattr(record, name) for name in ALLOWED_EXTRA if hasattr(record, name)}
        )
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = where(record)
        return json.dumps(line, ensure_ascii=False, default=str)


def where(record: logging.LogRecord) -> list[str]:
    """The frames of a traceback as file:line, without values: values may hold a note."""
    frames = []
    trace = record.exc_info[2] if record.exc_info else None
    while trace:
        frames.append(f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}")
        trace = trace.tb_next
    return frames[-8:]
