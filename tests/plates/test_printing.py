"""The printed plate: one page, what the person agreed to, nothing read as markup."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from pypdf import PdfReader

from boards.plates.printing import plate_pdf
from staff.models import Consent, Nameplate
from staff.nameplates.doors import give_consent, keep_photo
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def plate(cast: Cast) -> Nameplate:
    return Nameplate.objects.create(desk=cast.desk, name="홍길동", duty="전입신고·인감")


def read(plate: Nameplate) -> tuple[str, Any]:
    pages = PdfReader(io.BytesIO(plate_pdf(plate))).pages
    assert len(pages) == 1
    return pages[0].extract_text(), pages[0]


def test_the_plate_says_desk_name_duty_and_greeting(plate: Nameplate) -> None:
    give_consent(plate, Consent.Item.PLATE, date(2026, 9, 21))
    text, page = read(plate)
    for words in ("홍길동", "전입신고·인감", plate.greeting, f"{plate.desk.number}번 창구"):
        assert words in text
    assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (595, 842)


def test_without_consent_neither_name_nor_photo_is_printed(plate: Nameplate) -> None:
    give_consent(plate, Consent.Item.TABLET, date(2026, 9, 21))
    body = io.BytesIO()
    Image.new("RGB", (900, 1200), "#f6d7b0").save(body, "JPEG")
    keep_photo(plate, ContentFile(body.getvalue(), name="photo.jpg"))
    text, page = read(plate)
    assert "홍길동" not in text
    assert [image for image in page.images if image.image.size == (900, 1200)] == []


def test_the_photo_is_printed_while_its_person_agrees(plate: Nameplate) -> None:
    give_consent(plate, Consent.Item.PLATE, date(2026, 9, 21))
    body = io.BytesIO()
    Image.new("RGB", (900, 1200), "#f6d7b0").save(body, "JPEG")
    keep_photo(plate, ContentFile(body.getvalue(), name="photo.jpg"))
    _, page = read(plate)
    assert any(image.image.size == (900, 1200) for image in page.images)


@pytest.mark.parametrize(
    "name",
    ["#panic()", "$x$ *굵게* _기울임_", "[목록] \\ 역사선", '"따옴표" {중괄호}', "<라벨> @참조"],
)
def test_signs_of_the_typesetter_are_printed_as_they_are(plate: Nameplate, name: str) -> None:
    give_consent(plate, Consent.Item.PLATE, date(2026, 9, 21))
    plate.name = name
    assert name.replace(" ", "") in read(plate)[0].replace(" ", "")


def test_the_longest_words_stay_on_one_page(plate: Nameplate) -> None:
    give_consent(plate, Consent.Item.PLATE, date(2026, 9, 21))
    plate.name, plate.duty, plate.greeting = "가" * 40, "나" * 60, "다" * 60
    read(plate)
