"""The two views that the board is measured against."""

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from tests.bench.bare.rows.models import Row


def ok(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"ok")


def insert(request: HttpRequest) -> JsonResponse:
    row = Row.objects.create(text=json.loads(request.body)["text"])
    return JsonResponse({"id": row.pk})


urlpatterns = [path("ok", ok), path("insert", insert)]
