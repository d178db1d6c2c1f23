"""The receipt page: state and answer for whoever holds the code, nothing for anybody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from boards.models import Complaint, Note, Outcome, Plan, State, Visibility
from boards.receipt.views import WRONG_CODES
from boards.receipts import shown
from tests.cast import Cast, Tablet

pytestmark = pytest.mark.django_db
UNKNOWN = "0000000000"


def note_of(tablet: Tablet, **values: object) -> Note:
    code = tablet.put(tablet.note(**values)).json()["receipt_code"]
    return Note.objects.get(receipt_code=code.replace("-", ""))


def text_of(note: Note) -> str:
    response = Client().get(f"/n/{shown(note.receipt_code)}/")
    assert response.status_code == 200
    return response.content.decode()


def test_the_code_leads_to_the_note_and_its_state(tablet: Tablet) -> None:
    text = text_of(note_of(tablet, side="regret", text="의자가 모자라요"))
    assert "받았습니다" in text
    assert "의자가 모자라요" in text


def test_a_typed_code_forgives_case_hyphens_and_look_alikes(tablet: Tablet) -> None:
    note = note_of(tablet)
    code = note.receipt_code
    typed = f" {code[:5]}-{code[5:]} ".lower().replace("0", "o").replace("1", "l")
    response = Client().post("/n/", {"code": typed})
    assert response["Location"] == f"/n/{shown(code)}/"


@pytest.mark.parametrize("typed", ["", "abc", "!!!!!!!!!!", "0" * 39, "가나다라마바사아자차"])
def test_what_cannot_be_a_code_is_told_in_a_sentence(typed: str, db: None) -> None:
    response = Client().post("/n/", {"code": typed})
    assert response.status_code == 400
    assert "번호" in response.content.decode()


def test_an_answer_is_read_with_its_outcome(tablet: Tablet) -> None:
    note = note_of(tablet, side="regret", text="의자가 모자라요")
    now = timezone.now()
    Complaint.objects.update(
        route="quick_fix",
        due_at=now + timedelta(days=7),
        state=State.REPLIED,
        outcome=Outcome.RESOLVED,
        action_taken="의자 네 개",
        answer="의자를 더 놓았습니다.",
        answered_at=now,
        settled_at=now,
    )
    text = text_of(note)
    assert "의자를 더 놓았습니다." in text
    assert "해결" in text


def test_an_answer_that_is_not_sent_yet_stays_unseen(tablet: Tablet) -> None:
    note = note_of(tablet, side="regret", text="의자가 모자라요")
    Complaint.objects.update(
        route="quick_fix",
        due_at=timezone.now() + timedelta(days=7),
        state=State.DONE,
        outcome=Outcome.RESOLVED,
        action_taken="내부 조치",
        answer="아직 다듬는 답변",
        settled_at=timezone.now(),
    )
    text = text_of(note)
    assert "아직 다듬는 답변" not in text
    assert "내부 조치" not in text


def test_due_day_is_promised_once_a_clerk_has_sorted(tablet: Tablet) -> None:
    note = note_of(tablet, side="regret", text="의자가 모자라요")
    due = timezone.now() + timedelta(days=3)
    Complaint.objects.update(route="quick_fix", state=State.IN_PROGRESS, due_at=due)
    day = timezone.localdate(due)
    assert f"{day.month}월 {day.day}일까지 답하겠습니다" in text_of(note)


@pytest.mark.parametrize("visibility", [Visibility.WAITING, Visibility.HIDDEN])
def test_a_text_that_is_not_public_is_not_shown_here_either(
    tablet: Tablet, visibility: str
) -> None:
    note = note_of(tablet, side="regret", text="카나리아 아쉬움")
    Note.objects.update(visibility=visibility, publish_at=None)
    assert "카나리아" not in text_of(note)


def test_only_the_masked_text_is_shown(tablet: Tablet, cast: Cast) -> None:
    note = note_of(tablet, side="regret", text="연락처 010-1234-5678 의자가 없어요")
    Note.objects.update(visibility=Visibility.PUBLIC, publish_at=timezone.now())
    text = text_of(note)
    assert "의자가 없어요" in text
    assert "1234" not in text


def test_unknown_mistyped_and_malformed_codes_get_one_and_the_same_answer(tablet: Tablet) -> None:
    note_of(tablet)
    answers = [Client().get(f"/n/{code}/") for code in (UNKNOWN, "ABCDE-FGHJK", "x", "가나다")]
    assert {answer.status_code for answer in answers} == {404}
    bodies = {answer.content.split(b"csrfmiddlewaretoken")[0] for answer in answers}
    assert len(bodies) == 1


def test_a_code_that_was_not_found_stands_there_to_be_compared(db: None) -> None:
    page = Client().get("/n/ABCDE-12345/")
    assert page.status_code == 404
    box = page.context["form"]["code"]
    assert box.value() == "ABCDE-12345"
    assert 'aria-invalid="true"' in page.content.decode()


def test_no_cache_keeps_it_and_no_search_engine_finds_it(tablet: Tablet) -> None:
    note = note_of(tablet)
    for code in (shown(note.receipt_code), UNKNOWN):
        headers = Client().get(f"/n/{code}/").headers
        assert "no-store" in headers["Cache-Control"]
        assert "noindex" in headers["X-Robots-Tag"]
        assert headers["Referrer-Policy"] == "same-origin"


def test_guessing_is_stopped_and_a_forged_address_does_not_help(tablet: Tablet) -> None:
    note = note_of(tablet)
    for number in range(WRONG_CODES.most):
        Client().get(f"/n/{UNKNOWN}/", headers={"X-Forwarded-For": f"203.0.113.{number}"})
    stopped = Client().get(f"/n/{shown(note.receipt_code)}/")
    assert stopped.status_code == 429
    assert int(stopped["Retry-After"]) > 0
    assert note.public_text not in stopped.content.decode()


def test_whoever_holds_a_code_may_read_it_as_often_as_they_like(tablet: Tablet) -> None:
    note = note_of(tablet)
    for _ in range(WRONG_CODES.most + 5):
        text_of(note)
    assert Client().get(f"/n/{UNKNOWN}/").status_code == 404, "nothing of the limit is used up"


def test_who_guesses_shuts_out_the_own_network_alone(tablet: Tablet, settings: Any) -> None:
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    note = note_of(tablet)

    def look(code: str, address: str) -> int:
        return Client().get(f"/n/{code}/", headers={"X-Forwarded-For": address}).status_code

    for number in range(WRONG_CODES.most):
        look(UNKNOWN, f"2001:db8:1:2::{number:x}")
    code = shown(note.receipt_code)
    assert look(code, "2001:db8:1:2:ffff::1") == 429, "one /64 is one guesser"
    assert look(code, "2001:db8:1:3::1") == 200
    assert look(code, "203.0.113.7") == 200


def test_a_kept_promise_a_moved_one_and_one_that_is_late_are_told(
    tablet: Tablet, cast: Cast
) -> None:
    note = note_of(tablet, side="regret", text="주차장이 좁아요")
    now = timezone.now()
    Complaint.objects.update(
        route="long_term", state=State.IN_PROGRESS, due_at=now + timedelta(days=9)
    )
    plan = Plan.objects.create(
        complaint=Complaint.objects.get(),
        owner=cast.clerk,
        theme="citizens",
        public_sentence="주차면을 다시 긋겠습니다.",
        promised_on=timezone.localdate(now) + timedelta(days=3),
        moved_reason="비가 와서 일주일 미룹니다",
        review_on=timezone.localdate(now),
        made_at=now,
        last_step_at=now,
    )
    text = text_of(note)
    assert "주차면을 다시 긋겠습니다." in text
    assert "비가 와서 일주일 미룹니다" in text
    assert "지났습니다" not in text
    Plan.objects.update(promised_on=timezone.localdate(now) - timedelta(days=1))
    assert "약속한 날이 지났습니다" in text_of(note)
    plan.finished_at = now
    plan.save(update_fields=["finished_at"])
    text = text_of(note)
    assert "약속한 일을 마쳤습니다" in text
    assert "지났습니다" not in text


def test_the_qr_is_a_drawing_of_the_pages_address(tablet: Tablet) -> None:
    drawing = Client().get(f"/n/{shown(note_of(tablet).receipt_code)}/qr.svg")
    assert drawing["Content-Type"] == "image/svg+xml"
    assert drawing.content.startswith(b"<svg")
    assert Client().get("/n/x/qr.svg").status_code == 404


def test_nothing_else_of_the_note_is_told(tablet: Tablet, cast: Cast) -> None:
    note = note_of(tablet, side="regret", text="의자가 모자라요", desk=cast.desk.code)
    text = text_of(note)
    for secret in (str(note.pk), note.digest, cast.clerk.name, note.device.name):
        assert secret not in text


@pytest.mark.django_db(transaction=True)
def test_a_browser_gets_from_the_code_to_the_page(page: Page, tablet: Tablet) -> None:
    note = note_of(tablet, side="good")
    page.goto("/n/")
    page.get_by_label("접수증 번호").fill(note.receipt_code)
    page.get_by_role("button", name="찾기").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("잘 받았습니다")


def test_praise_is_thanked_for(tablet: Tablet) -> None:
    assert "칭찬은 민원실 직원들에게 전합니다" in text_of(note_of(tablet, side="good"))
