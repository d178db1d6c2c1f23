"""The public address of a photo of an answer."""

from __future__ import annotations

from uuid import UUID

from django.core.files.storage import Storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from boards.models import AnswerPhoto


@require_safe
def answer_photo(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The file while the answer stands. Kept copies ask each time whether they may still be
    shown: a removed photo is gone from every screen at its next look."""
    photo = AnswerPhoto.objects.told().filter(pk=key).first()
    if photo is None:
        raise Http404("사진이 없습니다.")
    response = jpeg(photo)
    response["Cache-Control"] = "private, no-cache"
    tag = response["ETag"] = f'"{photo.pk.hex}"'
    return get_conditional_response(request, etag=tag, response=response) or response


def jpeg(photo: AnswerPhoto) -> HttpResponse:
    """The file itself. Http404 when the storage has lost it."""
    storage: Storage = photo.file.storage
    try:
        with storage.open(str(photo.file.name)) as file:
            return HttpResponse(file.read(), content_type="image/jpeg")
    except FileNotFoundError:
        raise Http404("사진 파일이 없습니다.") from None
