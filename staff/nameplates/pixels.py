"""What Pillow does to a photo: read with its limits, turned upright, drawn anew."""

from __future__ import annotations

import io
import warnings
from typing import BinaryIO

from django.core.files.base import ContentFile
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from staff.nameplates.photos import (
    HEIGHT,
    LARGEST_FILE,
    PLACE_SIDE,
    SMALLEST_SIDE,
    WIDTH,
    UnfitPhoto,
)

# Pixels. Phone cameras write JPEG, which is made smaller while it is read; the others are held
# whole (measured: 60 million pixels of WebP take 900 MB), so that less of them is allowed.
LARGEST_PICTURE = {"JPEG": 60_000_000, "PNG": 20_000_000, "WEBP": 20_000_000}
FORMATS = ("JPEG", "PNG", "WEBP")  # of a phone's MPO the JPEG plugin reads the first picture
QUALITY = 88
REDUCIBLE = ("L", "RGB", "RGBA", "CMYK", "YCbCr")
# EXIF orientation → how the pixels are turned upright (CIPA DC-008, 4.6.4 A).
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _opened(file: BinaryIO) -> Image.Image:
    """The picture, its size checked before any pixel is read (decompression bombs)."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(file, formats=FORMATS)
    except UnidentifiedImageError:
        raise UnfitPhoto(
            "JPEG, PNG, WebP 사진만 쓸 수 있습니다. 사진 파일을 올려 주세요."
        ) from None
    except (Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        raise UnfitPhoto("사진을 읽을 수 없습니다. 다른 사진을 올려 주세요.") from None
    most = LARGEST_PICTURE[str(picture.format)]
    if picture.width * picture.height > most:
        raise UnfitPhoto(
            f"사진이 너무 큽니다. {most // 10_000_000}천만 화소보다 작은 사진을 올려 주세요."
        )
    if min(picture.size) < SMALLEST_SIDE:
        raise UnfitPhoto(f"사진이 너무 작습니다. 짧은 쪽이 {SMALLEST_SIDE}픽셀은 되어야 합니다.")
    return picture


def _upright(picture: Image.Image) -> Image.Image:
    """Pixels decoded and turned as the camera was held; a cut-off file is refused here.

    What is much larger than a plate needs is made smaller before it is turned: every further step
    would hold another copy of the whole.
    """
    try:
        picture.draft("RGB", (WIDTH * 2, HEIGHT * 2))
        picture.load()
        turn = picture.getexif().get(ExifTags.Base.Orientation, 1)
        spare = max(1, min(picture.size) // (WIDTH * 2))
        if spare > 1 and picture.mode in REDUCIBLE:
            picture = picture.reduce(spare)
        return picture.transpose(TURNS[turn]) if turn in TURNS else picture
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise UnfitPhoto("사진이 온전하지 않습니다. 다른 사진을 올려 주세요.") from None


def _on_white(picture: Image.Image) -> Image.Image:
    """Transparent parts become white; other colour spaces become RGB."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        with_alpha = picture.convert("RGBA")
        white = Image.new("RGB", picture.size, "white")
        white.paste(with_alpha, mask=with_alpha.getchannel("A"))
        return white
    return picture.convert("RGB")


def _ready(file: BinaryIO, size: int) -> Image.Image:
    """The pixels of an upload of `size` bytes, upright and in RGB. Raises UnfitPhoto."""
    if size > LARGEST_FILE:
        raise UnfitPhoto("사진 파일이 너무 큽니다. 15 MB보다 작은 사진을 올려 주세요.")
    return _on_white(_upright(_opened(file)))


def _drawn(picture: Image.Image) -> ContentFile:
    """Drawn anew from the pixels alone, so that nothing else of the file comes along."""
    drawn = Image.frombytes("RGB", picture.size, picture.tobytes())
    body = io.BytesIO()
    drawn.save(body, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return ContentFile(body.getvalue(), name="photo.jpg")


def plate(file: BinaryIO, size: int) -> ContentFile:
    """A face sits in the upper part of a portrait, so that what is cut goes from below."""
    return _drawn(
        ImageOps.fit(
            _ready(file, size),
            (WIDTH, HEIGHT),
            Image.Resampling.LANCZOS,
            centering=(0.5, 0.35),
        )
    )


def place(file: BinaryIO, size: int) -> ContentFile:
    picture = _ready(file, size)
    picture.thumbnail((PLACE_SIDE, PLACE_SIDE), Image.Resampling.LANCZOS)
    return _drawn(picture)
