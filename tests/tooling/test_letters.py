"""What is sent in other letters than UTF-8 is refused with a page, on every address."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast


@pytest.mark.django_db
@pytest.mark.parametrize("charset", ["euc-kr", "latin-1", "utf-16", "utf-7", "utf_8"])
@pytest.mark.parametrize("where", ["/p/{desk}/", "/n/", "/n/00000-00000/", "/admin/login/", "/no/"])
def test_a_form_in_other_letters_is_refused_in_words(cast: Cast, where: str, charset: str) -> None:
    visitor = Client(enforce_csrf_checks=True, raise_request_exception=False)
    address = where.format(desk=cast.desk.code)
    visitor.get(f"/p/{cast.desk.code}/")  # the cookie of the form's token
    form = f"application/x-www-form-urlencoded; charset={charset}"
    answer = visitor.post(address, "text=x&csrfmiddlewaretoken=x", content_type=form)
    assert answer.status_code == 400
    assert "알아볼 수 없습니다" in answer.content.decode()
