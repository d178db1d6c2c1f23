"""Plates of invented people for the demonstration, with drawn faces."""

from __future__ import annotations

import io
from datetime import datetime

from PIL import Image, ImageDraw

from boards.plates.doors import Wish, change
from staff.models import Consent, Desk, Nameplate, Office, User
from staff.nameplates.photos import plate_photo

PEOPLE = (("홍길동", "#dbe8ff", "#3b2b20"), ("성춘향", "#ffe9d6", "#20160f"))
SKIN, LIPS = "#f6d2ae", "#b8453a"
SIZE = (900, 1200)


def make_plates(office: Office, by: User, now: datetime) -> None:
    """The first desks get a plate; whoever has none shows that a plate is no duty."""
    for desk, (name, ground, hair) in zip(
        Desk.objects.open().filter(office=office), PEOPLE, strict=False
    ):
        drawn = drawn_smile(ground, hair)
        wish = Wish(
            items=frozenset(Consent.Item.values),
            consented_on=now.date(),
            photo=plate_photo(io.BytesIO(drawn), len(drawn)),
        )
        change(Nameplate(desk=desk, name=name, started_on=now.date()), wish, by, now, {})


def drawn_smile(ground: str, hair: str) -> bytes:
    """A simple drawn face as a PNG: nobody's."""
    picture = Image.new("RGB", SIZE, ground)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((230, 180, 670, 760), fill=hair)
    draw.rounded_rectangle((140, 860, 760, 1300), 180, fill="#3f5f9f")
    draw.rectangle((390, 720, 510, 900), fill=SKIN)
    draw.ellipse((275, 260, 625, 780), fill=SKIN)
    draw.pieslice((255, 190, 645, 560), 180, 360, fill=hair)
    for left in (350, 500):
        draw.arc((left, 480, left + 60, 530), 190, 350, fill="#2b1d14", width=9)
    draw.chord((375, 560, 525, 690), 15, 165, fill=LIPS)
    draw.chord((392, 575, 508, 650), 15, 165, fill="white")
    body = io.BytesIO()
    picture.save(body, "PNG")
    return body.getvalue()
