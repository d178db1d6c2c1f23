"""The wall's page and its feed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from boards.devices import paired_device
from boards.models import Board
from boards.wall import feed

if TYPE_CHECKING:
    from staff.models import User

MOST_WALLS = 50
# slug → board id of walls that need no pairing; filled by a full look, emptied when one changes.
_open_walls: dict[str, int] = {}


def forget() -> None:
    """Hold nothing, as a process that has just begun."""
    _open_walls.clear()
    feed.forget()


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
        _open_walls.pop(slug, None)
        raise Http404("그런 게시판이 없습니다.")
    if board.wall_is_open:
        _open_walls[slug] = board.pk
    else:
        _open_walls.pop(slug, None)
    if not may_see(request, board):
        raise PermissionDenied("이 게시판 화면은 연결된 기기에서만 열립니다.")
    return board


def _with_tag(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    return response


def tag_still_shown(slug: str, tag: str) -> bool:
    """Whether an open wall is, a moment ago, the one that this tag names: no query."""
    board_id = _open_walls.get(slug)
    return board_id is not None and tag == feed.etag_in_memory(board_id)


@require_safe
def notes(request: HttpRequest, slug: str) -> HttpResponse:
    """The post-its as HTML; 304 when the screen has them."""
    seen = request.headers.get("If-None-Match", "")
    if tag_still_shown(slug, seen):
        return _with_tag(HttpResponseNotModified(), seen)
    body = feed.body_of(board_for(request, slug))
    if seen == body.etag:
        return _with_tag(HttpResponseNotModified(), body.etag)
    return _with_tag(HttpResponse(body.html), body.etag)


@require_safe
def wall(request: HttpRequest, slug: str) -> HttpResponse:
    """The page around the post-its, which the screen fetches by itself and keeps."""
    board = board_for(request, slug)
    return render(request, "wall/wall.html", {"board": board})


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """A paired screen goes straight to its wall; else the open walls, and a way to pair."""
    device = paired_device(request)
    if device is not None:
        return redirect("wall:wall", device.board.slug)
    boards = Board.objects.filter(is_active=True, wall_is_open=True).select_related("office")
    return render(request, "wall/home.html", {"walls": boards[:MOST_WALLS]})
