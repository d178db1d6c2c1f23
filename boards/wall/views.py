"""The wall's page and its feed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from boards.devices import cookie_name, credential_hash, paired_device, set_credential
from boards.models import Board, Device
from boards.wall import feed
from boards.wall.page import page_version

if TYPE_CHECKING:
    from staff.models import User

MOST_WALLS = 50
TRY_AGAIN = 15  # seconds


def may_see(request: HttpRequest, board: Board) -> bool:
    """Open by a setting, or a paired screen of this board, or staff who may read its notes."""
    if board.wall_is_open:
        return True
    device = paired_device(request)
    if device is not None and device.board_id == board.pk:
        return True
    user = cast("User", request.user)
    return (
        user.is_authenticated
        and user.has_perm("boards.view_note")
        and Board.objects.visible_to(user).filter(pk=board.pk).exists()
    )


def board_for(request: HttpRequest, slug: str) -> Board:
    """The board behind an address. Raises Http404, or PermissionDenied with a sentence."""
    board = Board.objects.filter(slug=slug, is_active=True).select_related("office").first()
    if board is None:
        feed.drop(slug)
        raise Http404("그런 게시판이 없습니다.")
    if not may_see(request, board):
        raise PermissionDenied("이 게시판 화면은 연결된 기기에서만 열립니다.")
    return board


def strong(tag: str) -> str:
    """The tag as we gave it: a proxy that compresses the answer marks it as weak."""
    return tag.removeprefix("W/")


def _with_tag(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache, private"
    response["X-Robots-Tag"] = "noindex"  # as the page around them
    return response


@require_safe
def notes(request: HttpRequest, slug: str) -> HttpResponse:
    """The post-its as HTML; 304 when the screen has them.

    A screen that may not have them is told by a header of ours, so that it can tell our refusal
    from a page of whoever stands between.
    """
    seen = strong(request.headers.get("If-None-Match", ""))
    if feed.is_unchanged(slug, seen, credential_hash(request)):
        return _with_tag(HttpResponseNotModified(), seen)
    try:
        body = feed.body_of(board_for(request, slug))
    except (Http404, PermissionDenied) as refused:
        status = 404 if isinstance(refused, Http404) else 403
        return HttpResponse(str(refused), status=status, headers={"X-Wall": "closed"})
    if seen == body.etag:
        return _with_tag(HttpResponseNotModified(), body.etag)
    return _with_tag(HttpResponse(body.html), body.etag)


@require_safe
def wall(request: HttpRequest, slug: str) -> HttpResponse:
    """The page around the post-its, which the screen fetches by itself and keeps.

    A paired screen gets its credential for another 400 days: it never posts, and so has no other
    moment to have it renewed.
    """
    try:
        device = paired_device(request)
        # Its own screen gets the page even while the board is out of service, and waits with it.
        is_own = device is not None and device.board.slug == slug
        board = device.board if device and is_own else board_for(request, slug)
        response = render(
            request, "wall/wall.html", {"board": board, "page_version": page_version()}
        )
        if device is not None:
            set_credential(request, response, request.COOKIES[cookie_name(request)])
            Device.objects.filter(pk=device.pk).update(last_contact_at=timezone.now())
    except DatabaseError:
        # A screen that was switched on too early has nobody to reload it.
        response = render(request, "500.html", status=503)
        response["Refresh"] = str(TRY_AGAIN)
        return response
    response["Cache-Control"] = "no-cache, private"
    return response


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """A paired screen goes straight to its wall; else the open walls, and a way to pair."""
    device = paired_device(request)
    if device is not None:
        return redirect("wall:wall", device.board.slug)
    boards = Board.objects.filter(is_active=True, wall_is_open=True).select_related("office")
    return render(request, "wall/home.html", {"walls": boards[:MOST_WALLS]})
