"""Pages for the tests of the browser fixtures: a good one, and one for each fault."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

BODY = """<!doctype html><html lang="ko">
<head><meta charset="utf-8"><title>시험 쪽</title></head>
<body><main><h1>시험</h1>{}</main></body></html>"""
FAULTS = {
    "clean": '<button type="button">좋아요</button>',
    "inline": "<script>document.title = 'inline'</script>",
    "elsewhere": '<img alt="" src="http://127.0.0.1:9/pixel.png">',
    "missing": '<img alt="" src="/not/there.png">',
    "unnamed": '<button type="button"></button>',
}


def show(request: HttpRequest, fault: str) -> HttpResponse:
    return HttpResponse(BODY.format(FAULTS[fault]))


def no_icon(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=204)


urlpatterns = [path("favicon.ico", no_icon), path("<str:fault>/", show)]
