"""Whether the answer helped: what a visitor reads, may say, and what is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from boards.models import Complaint, Decision, Note, Opinion, State, TrailEntry
from boards.models.opinion import Tally
from boards.receipt.views import WRONG_CODES
from boards.receipts import shown
from boards.screening.findings import CUT
from boards.triage import doors
from tests.cast import Cast
from tests.receipt.helpers import (
    ACCUSING,
    ANSWERED,
    QUESTION,
    REASON,
    address,
    answered,
    do,
    page,
    say,
    staff_page,
    waiting_for,
)
from tests.triage.helpers import hand, make_complaint

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def after_the_answer(request: pytest.FixtureRequest) -> Iterator[None]:
    """An hour after the answer; a browser keeps its own time."""
    if "browser" in request.fixturenames:
        yield
        return
    with time_machine.travel(ANSWERED + timedelta(hours=1), tick=False):
        yield


# -- what the visitor reads and sends -------------------------------------------------------------


def test_an_answered_regret_asks_whether_it_helped(cast: Cast) -> None:
    text = page(answered(cast))
    assert QUESTION in text
    assert "2026. 10. 5.(월" in text
    assert "까지 한 번 보낼 수 있습니다" in text


def test_an_open_regret_and_praise_are_not_asked_about(cast: Cast) -> None:
    complaint = make_complaint(cast.office)
    assert QUESTION not in page(complaint)
    assert say(complaint, "yes", answer=ANSWERED.isoformat()).status_code == 409
    praise = Note.objects.get()
    Note.objects.filter(pk=praise.pk).update(side="good", complaint=None)
    place = f"/n/{shown(praise.receipt_code)}/"
    assert QUESTION not in Client().get(place).content.decode()
    posted = {"answer": ANSWERED.isoformat(), "helped": "yes"}
    assert Client().post(place, posted).status_code == 409
    assert not Opinion.objects.exists()


@pytest.mark.parametrize("state", [State.DONE, State.CLOSED])
def test_done_and_closed_are_asked_about_from_the_moment_they_were_settled(
    cast: Cast, state: str
) -> None:
    complaint = answered(cast)
    Complaint.objects.filter(pk=complaint.pk).update(
        state=state, answered_at=None, answer="", closing_ground="withdrawn"
    )
    assert QUESTION in page(complaint)
    assert say(complaint, "yes").status_code == 302
    assert Opinion.objects.get().answer_at == complaint.settled_at


def test_yes_is_kept_and_thanked_for_and_asks_nobody(cast: Cast) -> None:
    complaint = answered(cast)
    response = say(complaint, "yes")
    assert response["Location"] == f"{address(complaint)}#opinion"
    opinion = Opinion.objects.get()
    assert (opinion.helped, opinion.decision) == (True, Decision.NONE)
    text = page(complaint)
    assert "도움이 되었다는 의견을 받았습니다. 고맙습니다." in text
    assert QUESTION not in text
    assert waiting_for(cast.clerk) == "0"


def test_no_without_a_reason_is_counted_and_asks_nobody(cast: Cast) -> None:
    complaint = answered(cast)
    assert say(complaint, "no", "  \r\n ").status_code == 302
    assert Opinion.objects.get().decision == Decision.NONE
    assert "도움이 되지 않았다는 의견을 받았습니다" in page(complaint)
    assert waiting_for(cast.clerk) == "0"


def test_no_with_a_reason_asks_and_opens_nothing_by_itself(cast: Cast) -> None:
    complaint = answered(cast)
    say(complaint, "no", REASON)
    opinion = Opinion.objects.get()
    assert (opinion.reason, opinion.decision) == (REASON, Decision.WAITING)
    text = page(complaint)
    assert "다시 봐 달라는 요청을 받았습니다." in text
    assert REASON not in text  # another visitor of the same matter may hold a code too
    stands = Complaint.objects.get(pk=complaint.pk)
    assert (stands.state, stands.version) == (State.REPLIED, complaint.version)
    assert waiting_for(cast.clerk) == "1"


def test_sending_again_is_the_same_answer_and_other_words_are_refused(cast: Cast) -> None:
    complaint = answered(cast)
    first, again = say(complaint, "no", REASON), say(complaint, "no", REASON)
    assert (first.status_code, again.status_code) == (302, 302)
    assert first["Location"] == again["Location"]
    other = say(complaint, "no", "마음이 바뀐 글")
    assert other.status_code == 409
    assert "이미 의견을 받았습니다" in other.content.decode()
    assert "마음이 바뀐 글" in other.content.decode()  # what was typed is not lost
    assert Opinion.objects.get().reason == REASON
    assert TrailEntry.objects.filter(action="opinion.given").count() == 1


def test_a_retry_after_the_decision_is_still_the_same_answer(cast: Cast) -> None:
    complaint = answered(cast)
    say(complaint, "no", REASON)
    do(cast.clerk, complaint, "look_again", reason="현장을 다시 봄")
    assert say(complaint, "no", REASON, answer=ANSWERED.isoformat()).status_code == 302
    assert Opinion.objects.count() == 1


def test_the_database_holds_one_opinion_a_complaint_and_answer(cast: Cast) -> None:
    complaint = answered(cast)
    row = {"complaint": complaint, "answer_at": ANSWERED, "at": ANSWERED}
    Opinion.objects.create(helped=True, **row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Opinion.objects.create(helped=False, **row)


def test_a_mended_answer_is_asked_about_anew_and_an_old_page_is_told(cast: Cast) -> None:
    complaint = answered(cast)
    say(complaint, "yes")
    mended = ANSWERED + timedelta(minutes=30)
    text = "의자 여섯 개를 더 놓았습니다."
    seen = hand(cast.clerk, complaint, mended)
    doors.correct(complaint.pk, seen, answer=text, reason="수를 고침")
    assert QUESTION in page(complaint)
    old = say(complaint, "no", REASON, answer=(ANSWERED - timedelta(days=1)).isoformat())
    assert old.status_code == 409
    assert "그사이 답변이 바뀌었습니다" in old.content.decode()
    assert REASON in old.content.decode()
    assert mended.astimezone().isoformat()[:10] in old.content.decode()
    assert say(complaint, "no", REASON).status_code == 302
    assert Opinion.objects.count() == 2


@pytest.mark.parametrize(("day", "minute", "open_still"), [(5, "23:59", True), (6, "00:00", False)])
def test_until_the_end_of_the_fourteenth_day(
    cast: Cast, day: int, minute: str, open_still: bool
) -> None:
    complaint = answered(cast)
    hour, minutes = (int(part) for part in minute.split(":"))
    with time_machine.travel(ANSWERED.replace(month=10, day=day, hour=hour, minute=minutes)):
        text = page(complaint)
        assert (QUESTION in text) is open_still
        assert ("14일이 지나 의견을 더 받지 않습니다" in text) is not open_still
        response = say(complaint, "no", REASON)
        assert response.status_code == (302 if open_still else 409)
        if not open_still:
            assert REASON in response.content.decode()
    assert Opinion.objects.exists() is open_still


def test_what_was_said_in_time_is_still_told_later(cast: Cast) -> None:
    complaint = answered(cast)
    say(complaint, "no", REASON)
    with time_machine.travel(ANSWERED + timedelta(days=40)):
        assert "다시 봐 달라는 요청을 받았습니다." in page(complaint)


@pytest.mark.parametrize("language", ["en", "zh", "vi"])
def test_visitors_are_asked_and_answered_in_their_language(cast: Cast, language: str) -> None:
    complaint = answered(cast)
    assert QUESTION not in page(complaint, f"?lang={language}")
    place = f"{address(complaint)}?lang={language}"
    posted = {"answer": ANSWERED.isoformat(), "helped": "no", "reason": "Still no chairs"}
    response = Client().post(place, posted)
    assert response["Location"] == f"{place}#opinion"
    assert Opinion.objects.get().language == language


# -- what is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "reason",
    ["\x00", "글\x00자", "\u3164\u2800\u200b", "가" * 501, "e" + "\u0301" * 30000, "\u202e" * 9],
)
def test_hostile_text_is_refused_with_a_sentence(cast: Cast, reason: str) -> None:
    response = say(answered(cast), "no", reason)
    assert response.status_code == 400
    assert "다시 확인해 주세요" in response.content.decode()
    assert not Opinion.objects.exists()


@pytest.mark.parametrize(
    "values",
    [
        {"helped": ""},
        {"helped": "maybe"},
        {"answer": ""},
        {"answer": "어제"},
        {"answer": "\x00"},
        {"answer": "0001-01-01T00:00:00+14:00"},
        {"answer": "9999-12-31T23:59:59-12:00"},
    ],
)
def test_a_form_that_was_tampered_with_is_refused(cast: Cast, values: dict[str, str]) -> None:
    response = say(answered(cast), **{"helped": "no", "reason": REASON, **values})
    assert response.status_code == 400
    assert REASON in response.content.decode()
    assert not Opinion.objects.exists()


def test_markup_is_text_on_every_page(cast: Cast) -> None:
    complaint = answered(cast)
    say(complaint, "no", "<script>alert(1)</script> 의자가 모자라요")
    assert "<script>alert" not in staff_page(cast.clerk, complaint).content.decode()
    late = say(complaint, "no", "<script>alert(2)</script>")
    assert "<script>alert" not in late.content.decode()


def test_a_form_without_its_token_is_refused(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    posted = {"answer": ANSWERED.isoformat(), "helped": "yes"}
    assert strict.post(address(answered(cast)), posted).status_code == 403
    assert not Opinion.objects.exists()


def test_whoever_guessed_too_often_cannot_say_anything_either(cast: Cast) -> None:
    complaint = answered(cast)
    for _ in range(WRONG_CODES.most):
        Client().post("/n/0000000000/", {"helped": "no"})
    stopped = say(complaint, "no", REASON)
    assert stopped.status_code == 429
    assert int(stopped["Retry-After"]) > 0
    assert REASON in stopped.content.decode()
    assert not Opinion.objects.exists()


def test_unknown_codes_answer_as_they_do_to_a_look_up(cast: Cast) -> None:
    response = Client().post("/n/0000000000/", {"helped": "yes"})
    assert response.status_code == 404


def test_a_resident_number_is_cut_before_anything_is_stored(cast: Cast) -> None:
    complaint = answered(cast)
    reason = "제 번호 900101-1234568 로 확인해 주세요. 전화 010-1234-5678"
    assert say(complaint, "no", reason).status_code == 302
    opinion = Opinion.objects.get()
    assert "1234568" not in opinion.reason
    assert CUT in opinion.reason
    assert {finding["kind"] for finding in opinion.findings} == {"resident_number", "phone"}
    lines = str(list(TrailEntry.objects.values()))
    assert "1234568" not in lines
    assert "확인해" not in lines
    assert say(complaint, "no", reason).status_code == 302  # the retry is known without the number


def test_the_page_reads_few_rows(cast: Cast, django_assert_num_queries: Callable[..., Any]) -> None:
    """The visitor's page: the limit, the note, what was split off, the photos, the last opinion;
    no more with an opinion."""
    complaint = answered(cast)
    place = address(complaint)
    Client().get(place)
    with django_assert_num_queries(5):
        Client().get(place)
    say(complaint, "no", REASON)
    with django_assert_num_queries(5):
        Client().get(place)


# -- the week -------------------------------------------------------------------------------------


def test_yes_and_no_are_counted_by_office_and_time(cast: Cast) -> None:
    for helped, reason in (("yes", ""), ("no", ""), ("no", REASON), ("no", ACCUSING)):
        say(answered(cast), helped, reason)
    now = timezone.now()
    week = (now - timedelta(days=1), now + timedelta(seconds=1))
    count = Opinion.objects.tally
    assert count(cast.office.path, *week) == count(cast.hall.path, *week) == Tally(1, 3)
    assert count(cast.other_office.path, *week) == Tally(0, 0)
    assert count(cast.office.path, week[0], now) == Tally(0, 0)  # the end is not included


# -- in a real browser, without any script --------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_it_works_without_javascript_and_is_accessible(
    browser: Browser, page: Page, axe: Callable[..., None], live_server: Any, cast: Cast
) -> None:
    complaint = answered(cast, timezone.localtime() - timedelta(days=1))
    place = address(complaint)
    page.goto(place)
    axe(page)
    context = browser.new_context(
        java_script_enabled=False, base_url=live_server.url, locale="ko-KR"
    )
    plain = context.new_page()
    plain.goto(place)
    plain.get_by_label("아니요", exact=True).check()
    plain.get_by_label("‘아니요’라면 까닭을 적어 주세요").fill(REASON)
    plain.get_by_role("button", name="의견 보내기").click()
    expect(plain.get_by_text("다시 봐 달라는 요청을 받았습니다.")).to_be_visible()
    context.close()
    assert Opinion.objects.get().reason == REASON
    page.goto(place)
    axe(page)


def test_a_reproach_about_a_note_for_a_desk_is_the_team_leaders(cast: Cast) -> None:
    for desk, grave in ((cast.desk, True), (None, False)):
        complaint = answered(cast, desk=desk)
        say(complaint, reason="여전히 불친절해요")
        assert complaint.opinions.get().accuses_person is grave
