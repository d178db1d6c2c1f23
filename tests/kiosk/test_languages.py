"""Visitors who read English, Chinese or Vietnamese find every public page in their language."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from django.test import Client

from boards.models import Note
from tests.cast import Cast

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("en", "zh_Hans", "vi")
HANGUL = re.compile("[가-힣]")
SLOT = re.compile(r"%\(\w+\)s|\{\w*\}|<[^>]+>")
# Names of places, duties and languages stay Korean and are marked so.
MARKED_KOREAN = re.compile(r'<(\w+)[^>]*\blang="(?:ko|zh-Hans|vi|en)"[^>]*>.*?</\1>', re.DOTALL)


@pytest.fixture(scope="module")
def words() -> ModuleType:
    spec = importlib.util.spec_from_file_location("words", ROOT / "deploy/setup/words.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def left_in_korean(page: str) -> list[str]:
    """Korean text of a page that is not marked as Korean."""
    body = MARKED_KOREAN.sub("", page.split("<main", 1)[1])
    return [text for text in re.findall(r">([^<]+)<", body) if HANGUL.search(text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_marked_sentence_is_translated(words: ModuleType, language: str) -> None:
    catalog = words.read(language)
    translated = {(said.context, said.id) for said in catalog if said.id and said.string}
    marked = {(said.context, said.id) for said in words.marked() if said.id}
    assert marked - translated == set()
    assert translated - marked == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_slots_and_marks_survive_the_translation(words: ModuleType, language: str) -> None:
    for message in words.read(language):
        if message.id:
            assert sorted(SLOT.findall(message.string)) == sorted(SLOT.findall(message.id))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_served_is_what_the_catalogue_says(words: ModuleType, language: str) -> None:
    assert words.path_of(language, "mo").read_bytes() == words.compiled(words.read(language))


@pytest.mark.parametrize("language", ["en", "zh", "vi"])
def test_the_phone_form_speaks_the_language_asked_for(cast: Cast, language: str) -> None:
    page = Client().get(f"/p/{cast.desk.code}/?lang={language}")
    assert page.status_code == 200
    assert page.headers["Content-Language"].startswith(language)
    assert left_in_korean(page.content.decode()) == []


@pytest.mark.parametrize("language", ["en", "zh", "vi"])
@pytest.mark.parametrize("path", ["/", "/n/", "/n/AAAAAAAAAA/", "/nowhere/"])
def test_public_pages_and_errors_speak_it_too(cast: Cast, path: str, language: str) -> None:
    page = Client().get(path, headers={"Accept-Language": f"{language},ko;q=0.5"})
    assert left_in_korean(page.content.decode()) == []


def test_a_mistake_is_told_in_the_language_of_the_form(cast: Cast) -> None:
    page = Client().post(f"/p/{cast.desk.code}/?lang=vi", {"note_id": "x", "text": "\x00"})
    assert page.status_code == 400
    assert left_in_korean(page.content.decode()) == []
    assert not Note.objects.exists()


def test_staff_read_korean_whatever_their_browser_prefers(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.clerk)
    page = client.get("/admin/", headers={"Accept-Language": "en"})
    assert '<html lang="ko"' in page.content.decode()


def test_a_language_chosen_by_hand_is_kept_on_the_way(cast: Cast) -> None:
    page = Client().get("/n/?lang=en", headers={"Accept-Language": "vi"}).content.decode()
    assert 'action="/n/?lang=en"' in page
    assert 'href="/?lang=en"' in page
