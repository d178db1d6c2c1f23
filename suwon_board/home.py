"""The page at `/`: where each visitor goes on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boards.languages import in_visitors_language
from boards.models import Board

MOST_WALLS = 50


@require_safe
@in_visitors_language
def home(request: HttpRequest) -> HttpResponse:
    """Doors to the tablet, the receipt page, the walls that are open, and the staff's pages."""
    walls = Board.objects.filter(is_active=True, wall_is_open=True).select_related("office")
    return render(request, "home.html", {"walls": walls[:MOST_WALLS]})
