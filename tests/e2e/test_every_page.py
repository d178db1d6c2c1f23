"""Every page: nothing from elsewhere, nothing the policy forbids, no error.

Pages of staff are walked by a plain client, which is quick, and opened in a real browser as soon
as they show a kind of element that this page has not shown before, to this role or another.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from playwright.sync_api import Page

from boards.models import Note
from boards.receipts import shown
from suwon_board.security import CONTENT_SECURITY_POLICY
from tests.browser import Watch, log_in
from tests.cast import Cast, Tablet

pytestmark = pytest.mark.django_db(transaction=True)
MOST_PAGES = 60
NOT_PAIRED = r"status of 401 .*/kiosk/board\.json"  # this browser is nobody's tablet
# Leaving, files to download, and the ways of sorting and filtering that lead in circles.
NOT_FOLLOWED = re.compile(r"/logout|/jsi18n|\.pdf|\.csv|\.jpg|/export|/static/")


# What a page of staff says by itself: not what people typed, nor names of accounts, nor the first
# letters of a password's hash (`cabdac****`).
LATIN = re.compile(
    r"(?<![\w@./:=-])(?!(?:QR|PDF|CSV|JPEG|PNG|WebP|MB|D|Day|KRDS)\b)"
    r"(?!(?:clerk|manager|trainer|administrator|outsider|paldal|yeongtong)\b)[A-Za-z]{3,}(?![\w@:=*-])"
)


@pytest.fixture(autouse=True)
def each_request(page: Page, watch: Watch) -> None:
    """Whatever a page asks for is judged here, request by request."""
    watch.requests(page.context)


def open_page(page: Page, address: str, status: int = 200) -> None:
    """Open one page; `watch` fails the test for whatever the browser complains of."""
    response = page.goto(address)
    assert response is not None
    assert response.headers["content-security-policy"] == CONTENT_SECURITY_POLICY, address
    assert response.status == status, address


def shape(path: str) -> str:
    """Pages that differ only by a number, a date or the office of a week are one page."""
    path = re.sub(r"^/weekly/[^/]+/", "/weekly/0/", path)
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+", "0", path)


@pytest.fixture
def filled(cast: Cast) -> Cast:
    """A board with an open wall and two notes."""
    cast.board.wall_is_open = True
    cast.board.save()
    tablet = Tablet(cast.board)
    tablet.put(tablet.note())
    tablet.put(tablet.note(side="regret", text="의자가 모자라요", desk=cast.desk.code))
    return cast


def test_public_pages_keep_the_policy(page: Page, filled: Cast, watch: Watch) -> None:
    watch.allow(NOT_PAIRED)
    code = shown(Note.objects.filter(side="regret").values_list("receipt_code", flat=True)[0])
    for address in (
        "/",
        "/kiosk/",
        "/wall/",
        f"/wall/{filled.board.slug}/",
        "/n/",
        f"/n/{code}/",
        f"/p/{filled.desk.code}/",
        "/admin/login/",
    ):
        open_page(page, address)


def test_pages_that_are_not_there_keep_the_policy(page: Page, filled: Cast, watch: Watch) -> None:
    watch.allow("status of 40")
    open_page(page, "/n/00000-00000/", status=404)
    open_page(page, "/no-such-page/", status=404)
    filled.board.wall_is_open = False
    filled.board.save()
    open_page(page, f"/wall/{filled.board.slug}/", status=403)


ROLES = ("administrator", "manager", "clerk", "trainer")  # who sees most comes first
SILENT = {"script", "style", "template"}


@dataclass
class Read(HTMLParser):
    """One page as it was sent: its words, its links, and the kinds of its elements."""

    html: str
    words: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    inside: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.inside = tag
        if tag == "a" and found.get("href"):
            self.links.append(str(found["href"]))
        names = " ".join(sorted(found))
        look = [found.get(name) or "" for name in ("class", "type", "role", "rel")]
        self.kinds.add(shape(f"{tag} {names} {look}"))

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside not in SILENT:
            self.words.append(data)


def walk(client: Client) -> Iterator[tuple[str, Read]]:
    """Every page that links lead to, each kind of address once."""
    waiting, seen = deque(["/admin/", "/weekly/"]), {"/admin/", "/weekly/"}
    opened = 0
    while waiting:
        address = waiting.popleft()
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        assert answer["Content-Security-Policy"] == CONTENT_SECURITY_POLICY, address
        here = answer.redirect_chain[-1][0] if answer.redirect_chain else address
        found = Read(answer.content.decode())
        yield address, found
        opened += 1
        for link in found.links:
            path = urlsplit(urljoin(here, link)).path
            if shape(path) not in seen and not NOT_FOLLOWED.search(path):
                seen.add(shape(path))
                waiting.append(path)
    assert 3 < opened < MOST_PAGES


@pytest.mark.long
def test_every_page_that_staff_can_reach_keeps_the_policy(
    page: Page, axe: Callable[..., None], filled: Cast, watch: Watch
) -> None:
    watch.allow(NOT_PAIRED)
    shown: dict[str, set[str]] = defaultdict(set)
    for role in ROLES:
        client = Client()
        client.force_login(getattr(filled, role))
        log_in(page, getattr(filled, role))
        for address, found in walk(client):
            if address.startswith("/admin/"):
                latin = LATIN.search("\n".join(found.words))
                assert not latin, (role, address, latin)
            if not found.kinds <= shown[shape(address)]:
                shown[shape(address)] |= found.kinds
                open_page(page, address)
                axe(page)
    assert len(shown) > 20
