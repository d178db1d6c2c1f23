"""A visitor's own phone leaves a note for the desk of the plate, without JavaScript."""

import re
import uuid

import pytest
from django.test import Client

from boards.kiosk.phone import LAST_COOKIE, PER_PHONE
from boards.models import Complaint, Note
from tests.cast import Cast, Tablet


def address(cast: Cast) -> str:
    return f"/p/{cast.desk.code}/"


def filled(client: Client, cast: Cast, **values: str) -> dict[str, str]:
    """The form as a browser would send it: with the id that came with the page."""
    html = client.get(address(cast)).content.decode()
    match = re.search(r'name="note_id" value="([0-9a-f-]{36})"', html)
    assert match
    return {"note_id": match[1], "side": "regret", "category": "waiting", "text": "", **values}


def test_a_phone_leaves_a_note_for_the_desk(cast: Cast) -> None:
    client = Client()
    values = filled(client, cast, text="번호표가 없어요")
    response = client.post(address(cast), values)
    assert response.status_code == 200
    note = Note.objects.get()
    assert (note.desk, note.channel, note.office) == (cast.desk, "phone", cast.office)
    assert note.receipt_code[:5] in response.content.decode()
    assert Complaint.objects.count() == 1


def test_sending_the_same_page_twice_is_one_note(cast: Cast) -> None:
    client = Client()
    values = filled(client, cast)
    assert client.post(address(cast), values).status_code == 200
    assert client.post(address(cast), values).status_code == 200
    assert Note.objects.count() == 1


def test_going_back_and_sending_again_is_one_note_and_other_words_are_another(cast: Cast) -> None:
    client = Client()
    first = client.post(address(cast), filled(client, cast, text="번호표가 없어요"))
    again = client.post(address(cast), filled(client, cast, text="번호표가 없어요"))
    note = Note.objects.get()
    for answer in (first, again):
        assert note.receipt_code[:5] in answer.content.decode()
    assert "쪽지 하나로 두었습니다" in again.content.decode()
    assert "쪽지 하나로 두었습니다" not in first.content.decode()
    client.post(address(cast), filled(client, cast, text="의자도 없어요"))
    Client().post(address(cast), filled(client, cast, text="의자도 없어요"))
    assert Note.objects.count() == 3, "another phone may say the same"
    client.cookies[LAST_COOKIE] = f"{note.pk}:forged"
    client.post(address(cast), filled(client, cast, text="번호표가 없어요"))
    assert Note.objects.count() == 4, "nobody asks by a cookie for another's note"


def test_the_visitor_learns_when_the_note_hangs_and_what_was_cut(cast: Cast) -> None:
    def told(text: str) -> str:
        client = Client()
        return client.post(address(cast), filled(client, cast, text=text)).content.decode()

    assert "쪽지가 벽에 걸렸습니다" in told("번호표가 없어요")
    held = told("주민번호 900101-1234567 인데요")
    assert "직원이 살펴본 뒤에 벽에 걸립니다" in held
    assert "주민등록번호로 보이는 숫자는 지우고" in held
    waits = told("010-1234-5678 로 전화 주세요")
    assert "직원이 살펴본 뒤에" in waits
    assert "숫자는 지우고" not in waits
    cast.board.publishing = "after_look"
    cast.board.save()
    assert "근무일 10시나 15시에" in told("의자가 없어요")
    cast.board.is_active = False
    cast.board.save()
    assert "벽에" not in told("의자가 모자라요")


def test_the_same_page_with_other_words_is_told_apart(cast: Cast) -> None:
    client = Client()
    values = filled(client, cast, text="처음")
    client.post(address(cast), values)
    response = client.post(address(cast), {**values, "text": "나중"})
    assert response.status_code == 409
    assert "나중" in response.content.decode(), "what was typed is not lost"


@pytest.mark.parametrize(
    "values", [{"side": ""}, {"category": ""}, {"text": "\u3164"}, {"text": "가" * 501}]
)
def test_a_form_with_a_mistake_comes_back_with_what_was_typed(
    cast: Cast, values: dict[str, str]
) -> None:
    client = Client()
    response = client.post(address(cast), {**filled(client, cast), **values})
    assert response.status_code == 400
    assert Note.objects.count() == 0
    if values.get("text", "").strip("\u3164"):
        assert values["text"] in response.content.decode()


def test_a_phone_above_its_limit_keeps_its_text_and_learns_when(cast: Cast) -> None:
    client = Client()
    for _ in range(PER_PHONE.most):
        assert client.post(address(cast), filled(client, cast)).status_code == 200
    response = client.post(address(cast), filled(client, cast, text="여섯째 쪽지"))
    assert response.status_code == 429
    assert int(response["Retry-After"]) >= 1
    assert "여섯째 쪽지" in response.content.decode()


def test_a_forged_forwarded_address_does_not_reset_the_limit(cast: Cast) -> None:
    for number in range(60):
        client = Client()
        response = client.post(
            address(cast), filled(client, cast), headers={"X-Forwarded-For": f"10.0.0.{number}"}
        )
        assert response.status_code == 200
    client = Client()
    response = client.post(
        address(cast), filled(client, cast), headers={"X-Forwarded-For": "10.9.9.9"}
    )
    assert response.status_code == 429


def test_phones_never_starve_the_lobby_tablet_behind_the_same_address(
    cast: Cast, tablet: Tablet
) -> None:
    for _ in range(61):
        client = Client()
        client.post(address(cast), filled(client, cast))
    assert tablet.put(tablet.note()).status_code == 201


def test_an_unknown_desk_is_not_found(cast: Cast) -> None:
    assert Client().get("/p/zzzzzzzz/").status_code == 404


def test_the_form_asks_for_no_name_and_says_that_it_is_no_petition(cast: Cast) -> None:
    html = Client().get(address(cast)).content.decode()
    assert "정식 민원이 아니" in html
    assert set(re.findall(r'name="(\w+)"', html)) - {"viewport"} == {
        "csrfmiddlewaretoken",
        "note_id",
        "side",
        "category",
        "text",
    }


def test_a_bad_note_id_is_refused_without_a_crash(cast: Cast) -> None:
    client = Client()
    values = {**filled(client, cast), "note_id": "x" * 50}
    assert client.post(address(cast), values).status_code == 400
    assert client.post(address(cast), {**values, "note_id": str(uuid.uuid4())}).status_code == 200
