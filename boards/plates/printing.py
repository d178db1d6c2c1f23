"""The plate as a PDF: an A-shaped tent of A4, folded in the middle, with the desk's QR."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import segno
from django.conf import settings
from django.urls import reverse

from staff.models import Consent, Nameplate

TEMPLATE = settings.BASE_DIR / "templates" / "print" / "nameplate.typ"
TYPESET = """
import sys, typst
root, fonts = sys.argv[1:]
pdf = typst.compile(root + "/plate.typ", root=root, font_paths=[fonts], ignore_system_fonts=True)
sys.stdout.buffer.write(pdf)
"""
FONTS = settings.BASE_DIR / "static" / "vendor" / "print"


def plate_pdf(plate: Nameplate) -> bytes:
    """One page of A4, both faces of the tent. Name and photo only while the person agrees."""
    agreed = plate.consents.standing().filter(item=Consent.Item.PLATE).exists()
    has_photo = bool(agreed and plate.photo)
    said = {
        "office": plate.desk.office.name,
        "number": str(plate.desk.number),
        "name": plate.name if agreed else "",
        "duty": plate.duty or plate.desk.duty,
        "greeting": plate.greeting,
        "photo": "photo.jpg" if has_photo else "",
    }
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "plate.typ").write_bytes(TEMPLATE.read_bytes())
        (root / "plate.json").write_text(json.dumps(said), encoding="utf-8")
        (root / "qr.svg").write_bytes(desk_qr(plate.desk.code))
        if has_photo:
            with plate.photo.open() as photo:
                (root / "photo.jpg").write_bytes(photo.read())
        return typeset(root)


def typeset(root: Path) -> bytes:
    """The PDF of `root`/plate.typ.

    In a process of its own: the typesetter would stay in every worker's memory for a page that
    is printed a few times a year, and a fault of it must not take a worker along.
    """
    done = subprocess.run(  # noqa: S603 - our own program on our own folder
        [sys.executable, "-c", TYPESET, str(root), str(FONTS)],
        stdout=subprocess.PIPE,
        timeout=30,
        check=True,
    )
    return done.stdout


def desk_qr(code: str) -> bytes:
    """The address of the desk's phone page as an SVG of black on white."""
    drawing = io.BytesIO()
    address = settings.BASE_URL + reverse("phone", args=[code])
    segno.make(address, error="m", micro=False).save(
        drawing, kind="svg", border=4, light="#fff", scale=4
    )
    return drawing.getvalue()
