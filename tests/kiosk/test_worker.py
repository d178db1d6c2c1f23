"""The list that the tablet's worker keeps: every file, as it is served, or no update at all."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any
from urllib.request import urlopen

import pytest
from django.test import Client

from boards.kiosk import page, words
from tests.cast import Cast


def listed(script: str) -> dict[str, str]:
    plain = re.sub(r"\\u(00[0-9A-F]{2})", lambda match: chr(int(match[1], 16)), script)
    return dict(re.findall(r"\['([^']+)', '(sha256-[^']+)'\]", plain))


def worker(query: str = "") -> str:
    answer = Client().get(f"/kiosk/sw.js{query}")
    assert answer["Content-Type"].startswith("text/javascript")
    return answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_each_file_is_listed_with_the_digest_of_what_is_served(live_server: Any) -> None:
    files = listed(worker())
    assert len(files) == len(page.PRECACHED) + 1 + len(page.CATALOGUES)
    for address, digest in files.items():
        with urlopen(live_server.url + address) as answer:  # noqa: S310 - our own server
            body = answer.read()
        assert digest == "sha256-" + base64.b64encode(hashlib.sha256(body).digest()).decode()


def test_every_module_of_the_tablet_is_kept(cast: Cast) -> None:
    files = listed(worker())
    root = page.finders.find("kiosk")
    modules = {f"/static/kiosk/{path.relative_to(root)}" for path in page.Path(root).rglob("*.js")}
    assert modules - files.keys() == set()


def test_no_module_of_the_tablet_stands_in_a_circle() -> None:
    """`collectstatic` could not name them by what is in them."""
    root = page.Path(page.finders.find("kiosk"))
    imports = {
        path: {
            (path.parent / name).resolve()
            for name in re.findall(r"""(?:from|import)\s*\(?\s*"(\.[^"]+)\"""", path.read_text())
        }
        for path in root.rglob("*.js")
    }
    assert sum(map(len, imports.values())) > 30
    while ends := [path for path, named in imports.items() if not named & imports.keys()]:
        for path in ends:
            del imports[path]
    assert not imports, f"in or above a circle: {[path.name for path in imports]}"


def test_another_shell_is_another_version(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    before = worker()
    monkeypatch.setattr(page, "SCRIPTS", page.SCRIPTS[:-1])
    assert worker() != before
    assert re.search("board-kiosk-[0-9a-f]{12}", before)


def test_other_words_are_another_version(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    before = worker()
    monkeypatch.setitem(words.WORDS, "home", "맨 처음으로")
    words.module.cache_clear()
    after = worker()
    words.module.cache_clear()
    changed = dict(listed(after).items() - listed(before).items())
    assert changed.keys() == {f"/kiosk/words/{key}.js" for key in ("ko", "en", "zh", "vi")}
    assert after.split("FILES")[0] != before.split("FILES")[0], "kept under the same name"


def test_a_browser_without_modules_in_workers_gets_a_plain_one(cast: Cast) -> None:
    assert re.search(r"^import ", worker(), re.M)
    assert not re.search(r"^import ", worker("?plain=1"), re.M)
    assert listed(worker()) == listed(worker("?plain=1"))
