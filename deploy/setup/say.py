"""Words to whoever runs make: one clear sentence in Korean, then in English."""

import errno
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Stop(Exception):
    """Ends the run with one sentence and no traceback."""

    def __init__(self, korean: str, english: str) -> None:
        super().__init__(f"{korean} ({english})")


def tell(korean: str, english: str) -> None:
    """One line of progress."""
    print(f"· {korean} ({english})", file=sys.stderr, flush=True)


def explain(error: OSError, folder: Path) -> Stop:
    """The sentence for a folder that cannot be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Stop(
            f"디스크에 남은 공간이 없습니다: {folder}. 공간을 비우고 다시 실행해 주세요.",
            "The disk is full.",
        )
    return Stop(
        f"이 폴더에 쓸 수 없습니다: {folder}. 쓸 수 있는 곳에 두고 다시 실행해 주세요.",
        f"The folder cannot be written: {error.strerror}.",
    )


def require_writable(folder: Path) -> None:
    """Make the folder if needed and prove that a file can be kept in it."""
    probe = folder / ".write-test"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"x" * 4096)
        probe.unlink()
    except OSError as error:
        raise explain(error, folder) from error
