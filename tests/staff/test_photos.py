"""A photo comes in as a phone took it and is kept as pixels, and as nothing else."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image, PngImagePlugin

from staff.nameplates.photos import HEIGHT, LARGEST_FILE, WIDTH, UnfitPhoto, plate_photo

RED, BLUE = (200, 30, 30), (30, 30, 200)
MOST_MEMORY = 400  # MB: a worker that draws the largest photo, Django not counted
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def file_of(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    body = io.BytesIO()
    picture.save(body, kind, **options)
    return body.getvalue()


def portrait() -> Image.Image:
    """Red above, blue below."""
    picture = Image.new("RGB", (600, 800), RED)
    picture.paste(BLUE, (0, 400, 600, 800))
    return picture


def drawn(body: bytes) -> Image.Image:
    return Image.open(io.BytesIO(plate_photo(io.BytesIO(body), len(body)).read()))


def refusal(body: bytes, size: int | None = None) -> str:
    with pytest.raises(UnfitPhoto) as refused:
        plate_photo(io.BytesIO(body), len(body) if size is None else size)
    return str(refused.value)


def is_near(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 24 for one, other in zip(pixel, colour, strict=True))


def stands_upright(picture: Image.Image) -> bool:
    above, below = picture.getpixel((WIDTH // 2, 40)), picture.getpixel((WIDTH // 2, HEIGHT - 40))
    return is_near(above, RED) and is_near(below, BLUE)


# How a camera stores a picture that is to be turned by this orientation.
STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.mark.parametrize("orientation", STORED)
def test_a_photo_stands_upright_however_the_phone_was_held(orientation: int) -> None:
    turn = STORED[orientation]
    stored = portrait() if turn is None else portrait().transpose(turn)
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    assert stands_upright(drawn(file_of(stored, exif=exif)))


def test_a_large_photo_is_turned_too() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    stored = portrait().resize((4500, 6000)).transpose(Image.Transpose.ROTATE_90)
    assert stands_upright(drawn(file_of(stored, exif=exif)))


@pytest.mark.parametrize("size", [(300, 300), (1200, 900), (3000, 400), (400, 3000)])
def test_every_photo_is_cropped_to_three_by_four(size: tuple[int, int]) -> None:
    picture = drawn(file_of(Image.new("RGB", size, RED)))
    assert picture.size == (WIDTH, HEIGHT) == (900, 1200)
    assert (picture.format, picture.mode) == ("JPEG", "RGB")


def test_nothing_but_the_pixels_is_kept() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "CANARY-CAMERA"
    exif[ExifTags.Base.Artist] = "CANARY-NAME"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (37.0, 15.0, 48.0)
    body = file_of(portrait(), exif=exif, comment=b"CANARY-COMMENT", icc_profile=b"CANARY-PROFILE")
    assert body.count(b"CANARY") >= 4
    # A second file behind the end of the picture, as some phones put it there.
    kept = plate_photo(io.BytesIO(body + b"CANARY-TAIL"), len(body)).read()
    assert b"CANARY" not in kept
    picture = Image.open(io.BytesIO(kept))
    assert dict(picture.getexif()) == {}
    assert {"exif", "icc_profile", "comment", "xmp", "photoshop"} & set(picture.info) == set()


def test_words_of_a_png_are_not_kept() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "CANARY-NAME")
    body = file_of(portrait(), "PNG", pnginfo=words)
    assert b"CANARY" not in plate_photo(io.BytesIO(body), len(body)).read()


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGBA"), ("PNG", "LA"), ("WEBP", "RGBA")])
def test_transparent_parts_become_white(kind: str, mode: str) -> None:
    clear = Image.new(mode, (600, 800), 0)
    assert is_near(drawn(file_of(clear, kind)).getpixel((10, 10)), (255, 255, 255))


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("JPEG", "L"), ("JPEG", "CMYK"), ("PNG", "P"), ("PNG", "1"), ("PNG", "I;16"), ("WEBP", "RGB")],
)
def test_pictures_of_all_kinds_of_colour_are_drawn(kind: str, mode: str) -> None:
    assert drawn(file_of(Image.new(mode, (600, 800)), kind)).size == (WIDTH, HEIGHT)


@pytest.mark.parametrize(
    "body", [SVG, b"", b"GIF89a", b"%PDF-1.7", b"<html>", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"]
)
def test_what_is_no_photo_is_refused_with_a_sentence(body: bytes) -> None:
    assert refusal(body).endswith("올려 주세요.")


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "ICO", "PPM"])
def test_other_formats_are_refused_even_when_they_are_pictures(kind: str) -> None:
    assert "JPEG, PNG, WebP" in refusal(file_of(Image.new("RGB", (256, 256)), kind))


def test_a_file_that_ends_too_soon_is_refused() -> None:
    body = file_of(portrait().resize((1200, 1600)))
    assert "온전하지 않습니다" in refusal(body[: len(body) // 2])


def test_too_small_and_too_heavy_are_refused() -> None:
    assert "너무 작습니다" in refusal(file_of(Image.new("RGB", (299, 900))))
    assert "너무 큽니다" in refusal(file_of(portrait()), LARGEST_FILE + 1)


def png_that_claims(width: int, height: int) -> bytes:
    """A few bytes that announce a huge picture: a decompression bomb."""

    def chunk(name: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(5_000, 4_001), (20_000, 20_000), (2_000_000, 300)])
def test_a_bomb_is_refused_before_it_is_opened(size: tuple[int, int]) -> None:
    assert refusal(png_that_claims(*size)).endswith("올려 주세요.")


def test_a_picture_that_promises_more_than_it_holds_is_refused() -> None:
    assert "온전하지 않습니다" in refusal(png_that_claims(2000, 2000))


@given(st.binary(max_size=400), st.integers(0, 2000))
def test_broken_bytes_are_refused_and_never_raise_anything_else(noise: bytes, place: int) -> None:
    body = bytearray(file_of(Image.new("RGB", (320, 420), RED)))
    body[place : place + len(noise)] = noise
    try:
        plate_photo(io.BytesIO(bytes(body)), len(body))
    except UnfitPhoto as refused:
        assert str(refused).endswith(("주세요.", "합니다."))


@pytest.mark.parametrize(("kind", "side"), [("JPEG", 7700), ("PNG", 4470), ("WEBP", 4470)])
def test_the_largest_photo_stays_within_a_workers_memory(
    kind: str, side: int, tmp_path: Path
) -> None:
    file = tmp_path / "large"
    Image.new("RGBA" if kind == "PNG" else "RGB", (side, side), RED).save(file, kind)
    # The kernel's own mark of this process alone: `ru_maxrss` keeps what its parent held.
    draw = (
        "import io, re, sys; from pathlib import Path\n"
        "from staff.nameplates.photos import plate_photo\n"
        "body = Path(sys.argv[1]).read_bytes(); plate_photo(io.BytesIO(body), 1)\n"
        "status = Path('/proc/self/status').read_text()\n"
        "print(int(re.search(r'VmHWM:\\s+(\\d+)', status)[1]) // 1024)"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", draw, str(file)],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(done.stdout) < MOST_MEMORY
