"""A photo as it may be kept: turned upright, drawn anew, nothing else in it. That of a person is
cropped 3:4 for the plate, that of a place stays whole.

Pillow takes a twentieth of a process's memory: only one to which somebody brings a photo loads it.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, BinaryIO

from django.core.files.base import ContentFile

WIDTH, HEIGHT = 900, 1200  # pixels, 3:4: sharp on a printed plate of 60 mm
PLACE_SIDE = 1600  # pixels: sharp on a wall, where it takes a part of the screen
SMALLEST_SIDE = 300  # pixels: less looks blurred on a plate
LARGEST_FILE = 15 * 1024 * 1024  # bytes


class UnfitPhoto(ValueError):
    """A file that cannot be kept as a photo; the message says what to do."""


def _pixels() -> Any:
    """What draws them, loaded with Pillow for the first photo."""
    return import_module("staff.nameplates.pixels")


def plate_photo(file: BinaryIO, size: int) -> ContentFile:
    """The photo for a plate as a new JPEG of 900×1200 pixels.

    `size` is the length of the file in bytes. Raises UnfitPhoto with a Korean sentence. Nothing
    of the file is kept but its pixels: no EXIF, no place, no profile, no thumbnail, no name.
    """
    return _pixels().plate(file, size)


def place_photo(file: BinaryIO, size: int) -> ContentFile:
    """The photo of a place as a new JPEG, whole, its longer side at most PLACE_SIDE pixels.

    Takes, refuses and forgets as `plate_photo` does.
    """
    return _pixels().place(file, size)
