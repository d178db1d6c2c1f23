"""Whether the answer helped: what a visitor may say, and what a person of staff decides on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page

from boards.models import Complaint, Decision, Note, Opinion, Outcome, Route, State, TrailEntry
from boards.models.opinion import Tally
from boards.receipt.views import LOOK_UPS
from boards.receipts import shown
from boards.screening.findings import CUT
from boards.triage import doors, joining
from boards.triage.beside import add_memo
from boards.triage.desk import TILES
from tests.cast import Cast
from tests.triage.helpers import LATER, calendar, hand, make_complaint

pytestmark = pytest.mark.django_db
ANSWERED = LATER + timedelta(hours=2)
REASON = "의자를 더 놓았다는데 여전히 모자라요"
ACCUSING = "3번 창구 직원이 또 반말하고 무시했어요"
ABUSIVE = "씨발 장난하냐"
QUESTION = "도움이 되었나요?"
SENTENCE = "지금 자리에는 의자를 더 놓을 곳이 없어 옆방을 열어 두겠습니다."


@pytest.fixture(autouse=True)
def after_the_answer(request: pytest.FixtureRequest) -> Iterator[None]:
    """An hour after the answer; a browser keeps its own time."""
    if "browser" in request.fixturenames:
        yield
        return
    with time_machine.travel(ANSWERED + timedelta(hours=1), tick=False):
        yield


def answered(cast: Cast, at: datetime = ANSWERED, **values: Any) -> Complaint:
    complaint = make_complaint(cast.office, "의자가 모자라요", at=at - timedelta(hours=3), **values)

    def seen(hours: int) -> Any:
        return hand(cast.clerk, complaint, at - timedelta(hours=hours))

    doors.sort(complaint.pk, seen(2), route=Route.QUICK_FIX, calendar=calendar(cast.office))
    doors.settle(
        complaint.pk, seen(1), outcome=Outcome.RESOLVED, action_taken="의자 네 개를 더 놓음"
    )
    return doors.reply(complaint.pk, seen(0), answer="의자 네 개를 더 놓았습니다.")


def address(complaint: Complaint) -> str:
    return f"/n/{shown(Note.objects.get(complaint=complaint).receipt_code)}/"


def page(complaint: Complaint, query: str = "") -> str:
    response = Client().get(address(complaint) + query)
    assert response.status_code == 200
    return response.content.decode()


def say(complaint: Complaint, helped: str = "no", reason: str = "", **values: Any) -> HttpResponse:
    """Send the form as the page that stands now carries it."""
    answer = Complaint.objects.get(pk=complaint.pk).answer_at
    posted = {"answer": answer.isoformat() if answer else "", "helped": helped, "reason": reason}
    return Client().post(address(complaint), {**posted, **values})


def do(who: Any, complaint: Complaint, name: str, **values: Any) -> HttpResponse:
    """A change by a person on the complaint's page, on the version that stands."""
    client = Client()
    client.force_login(who)
    version = Complaint.objects.get(pk=complaint.pk).version
    return client.post(
        f"/admin/boards/complaint/{complaint.pk}/do/{name}/", {"version": version, **values}
    )


def staff_page(who: Any, complaint: Complaint) -> HttpResponse:
    client = Client()
    client.force_login(who)
    return client.get(f"/admin/boards/complaint/{complaint.pk}/change/")


def waiting_for(who: Any) -> str:
    """The count on the badge of the desk view."""
    client = Client()
    client.force_login(who)
    return client.get("/admin/badges.json").json()["asked_again"]


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


def test_opinions_are_counted_with_the_look_ups_of_an_address(cast: Cast) -> None:
    complaint = answered(cast)
    for _ in range(LOOK_UPS.most):
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


# -- what staff decide ----------------------------------------------------------------------------


def test_the_desk_view_leads_to_the_requests(cast: Cast, client: Client) -> None:
    complaint, quiet = answered(cast), answered(cast)
    say(complaint, "no", REASON)
    assert "다시 봐 달라는 요청" in {label for _, label, _, _ in TILES}
    client.force_login(cast.clerk)
    assert "?work=asked_again" in client.get("/admin/").content.decode()
    listed = client.get("/admin/boards/complaint/?work=asked_again").content.decode()
    assert complaint.reference in listed
    assert quiet.reference not in listed
    text = staff_page(cast.clerk, complaint).content.decode()
    assert REASON in text
    assert "door-look_again" in text
    assert "door-look_again" not in staff_page(cast.clerk, quiet).content.decode()


def test_granting_opens_the_complaint_with_a_line_and_a_new_clock(cast: Cast) -> None:
    complaint = answered(cast)
    say(complaint, "no", REASON)
    response = do(cast.clerk, complaint, "look_again", reason="현장을 다시 봄")
    assert response.status_code == 302
    opened = Complaint.objects.get(pk=complaint.pk)
    now = timezone.now()
    assert (opened.state, opened.reopened_at, opened.due_at) == (State.RECEIVED, now, None)
    line = TrailEntry.objects.of(f"complaint:{complaint.pk}").last()
    assert (line.action, line.actor, line.reason) == ("reopen", cast.clerk, "현장을 다시 봄")
    opinion = Opinion.objects.get()
    assert (opinion.decision, opinion.decided_by) == (Decision.GRANTED, cast.clerk)
    chain = TrailEntry.objects.of(f"opinion:{opinion.pk}").values_list("action", flat=True)
    assert list(chain) == ["opinion.given", "opinion.granted"]
    assert "다시 봐 달라고 하셔서" in page(complaint)
    assert waiting_for(cast.clerk) == "0"
    seen = hand(cast.clerk, opened, now)
    doors.sort(opened.pk, seen, route=Route.QUICK_FIX, calendar=calendar(cast.office))
    assert Complaint.objects.get(pk=complaint.pk).due_at > now


def test_the_answer_after_a_second_look_is_asked_about_again(cast: Cast) -> None:
    complaint = answered(cast)
    say(complaint, "no", REASON)
    do(cast.clerk, complaint, "look_again", reason="현장을 다시 봄")
    now = timezone.now()

    def seen() -> Any:
        return hand(cast.clerk, complaint, now)

    doors.sort(complaint.pk, seen(), route=Route.QUICK_FIX, calendar=calendar(cast.office))
    doors.settle(complaint.pk, seen(), outcome=Outcome.RESOLVED, action_taken="옆방도 엶")
    doors.reply(complaint.pk, seen(), answer="옆방을 열어 의자를 더 놓았습니다.")
    assert QUESTION in page(complaint)
    assert say(complaint, "yes").status_code == 302
    assert Opinion.objects.count() == 2


def test_declining_tells_the_visitor_why_and_leaves_the_answer(cast: Cast) -> None:
    complaint = answered(cast)
    say(complaint, "no", REASON)
    up_to = Opinion.objects.get().pk
    response = do(cast.clerk, complaint, "keep_answer", told=SENTENCE, up_to=up_to)
    assert response.status_code == 302
    assert Complaint.objects.get(pk=complaint.pk).state == State.REPLIED
    opinion = Opinion.objects.get()
    assert (opinion.decision, opinion.told) == (Decision.DECLINED, SENTENCE)
    text = page(complaint)
    assert SENTENCE in text
    assert "답변을 그대로 두었습니다" in text
    assert QUESTION not in text
    assert cast.clerk.name not in text
    line = TrailEntry.objects.of(f"opinion:{opinion.pk}").last()
    assert (line.action, line.actor, line.reason) == ("opinion.declined", cast.clerk, SENTENCE)


@pytest.mark.parametrize(
    "told", ["", " ", "박서준 주무관이 다시 보았습니다.", "전화 010-1234-5678"]
)
def test_the_sentence_is_asked_for_and_held_to_the_rules_of_answers(cast: Cast, told: str) -> None:
    complaint = answered(cast)
    say(complaint, "no", REASON)
    up_to = Opinion.objects.get().pk
    assert do(cast.clerk, complaint, "keep_answer", told=told, up_to=up_to).status_code == 422
    assert Opinion.objects.get().decision == Decision.WAITING


def test_of_two_deciding_at_once_the_second_is_told(cast: Cast) -> None:
    complaint = answered(cast)
    say(complaint, "no", REASON)
    up_to = Opinion.objects.get().pk
    do(cast.clerk, complaint, "keep_answer", told=SENTENCE, up_to=up_to)
    for name, values in (
        ("look_again", {"reason": "다시 봄"}),
        ("keep_answer", {"told": "다른 문장입니다.", "up_to": up_to}),
    ):
        late = do(cast.manager, complaint, name, **values)
        assert late.status_code == 422
        assert "살펴볼 요청이 없습니다" in late.content.decode()
    assert Opinion.objects.get().told == SENTENCE


def test_a_request_that_came_after_the_page_is_not_declined_unseen(cast: Cast) -> None:
    complaint = answered(cast)
    say(complaint, "no", REASON)
    late = do(cast.clerk, complaint, "keep_answer", told=SENTENCE, up_to=0)
    assert late.status_code == 422
    assert Opinion.objects.get().decision == Decision.WAITING


def test_declining_an_older_version_is_told_as_with_every_change(cast: Cast) -> None:
    complaint = answered(cast)
    say(complaint, "no", REASON)
    values = {"version": complaint.version - 1, "told": SENTENCE, "up_to": 10**6}
    assert do(cast.clerk, complaint, "keep_answer", **values).status_code == 409
    assert Opinion.objects.get().decision == Decision.WAITING


def test_the_plain_door_grants_what_waits_too(cast: Cast) -> None:
    complaint = answered(cast)
    say(complaint, "no", REASON)
    do(cast.clerk, complaint, "reopen", reason="전화로도 들음")
    assert Opinion.objects.get().decision == Decision.GRANTED


def test_undoing_a_close_grants_what_waits_too(cast: Cast) -> None:
    complaint = make_complaint(cast.office)
    closing = hand(cast.clerk, complaint, ANSWERED)
    doors.close(complaint.pk, closing, ground="withdrawn")
    say(complaint, "no", REASON)
    line = TrailEntry.objects.of(f"complaint:{complaint.pk}").last()
    joining.undo(line.pk, cast.clerk, timezone.now())
    assert Opinion.objects.get().decision == Decision.GRANTED


# -- who sees it ----------------------------------------------------------------------------------


def test_a_clerk_of_another_office_finds_nothing_of_it(cast: Cast) -> None:
    complaint = answered(cast)
    say(complaint, "no", REASON)
    up_to = Opinion.objects.get().pk
    assert waiting_for(cast.outsider) == "0"
    assert staff_page(cast.outsider, complaint).status_code == 404
    for name, values in (
        ("look_again", {"reason": "남의 일"}),
        ("keep_answer", {"told": "남의 일", "up_to": up_to}),
    ):
        refused = do(cast.outsider, complaint, name, **values)
        assert refused.status_code == 404
        assert REASON not in refused.content.decode()
    client = Client()
    client.force_login(cast.outsider)
    listed = client.get("/admin/boards/complaint/?work=asked_again").content.decode()
    assert complaint.reference not in listed
    assert not Opinion.objects.readable_by(cast.outsider).exists()
    assert Opinion.objects.get().decision == Decision.WAITING


@pytest.mark.parametrize("reason", [ACCUSING, ABUSIVE])
def test_an_accusing_or_abusive_reason_is_the_team_leaders(cast: Cast, reason: str) -> None:
    complaint = answered(cast)
    say(complaint, "no", reason)
    opinion = Opinion.objects.get()
    assert opinion.accuses_person or opinion.is_abusive
    assert (waiting_for(cast.clerk), waiting_for(cast.manager)) == ("0", "1")
    text = staff_page(cast.clerk, complaint).content.decode()
    assert reason not in text
    assert "답변에 대한 의견" not in text
    told = {"told": SENTENCE, "up_to": opinion.pk}
    for name, values in (("look_again", {"reason": "봄"}), ("keep_answer", told)):
        assert do(cast.clerk, complaint, name, **values).status_code == 422
    assert "door-look_again" in staff_page(cast.manager, complaint).content.decode()
    assert do(cast.manager, complaint, "keep_answer", **told).status_code == 302
    assert SENTENCE in page(complaint)
    assert SENTENCE not in staff_page(cast.clerk, complaint).content.decode()


def test_what_is_opened_for_an_accusation_is_the_leaders_until_given(cast: Cast) -> None:
    complaint = answered(cast)
    say(complaint, "no", ACCUSING)
    do(cast.manager, complaint, "look_again", reason="면담하기로 함")
    assert Complaint.objects.get(pk=complaint.pk).for_leader
    assert staff_page(cast.clerk, complaint).status_code == 404
    seen = hand(cast.manager, complaint, timezone.now())
    doors.sort(complaint.pk, seen, route=Route.LONG_TERM, calendar=calendar(cast.office))
    seen = hand(cast.manager, complaint, timezone.now())
    doors.assign(complaint.pk, seen, person=cast.clerk)
    assert ACCUSING in staff_page(cast.clerk, complaint).content.decode()


def test_an_abusive_reason_is_veiled_until_opened_and_the_opening_is_recorded(cast: Cast) -> None:
    complaint = answered(cast)
    say(complaint, "no", ABUSIVE)
    assert ABUSIVE not in staff_page(cast.manager, complaint).content.decode()
    assert ABUSIVE in do(cast.manager, complaint, "open").content.decode()
    last = TrailEntry.objects.of(f"complaint:{complaint.pk}").last()
    assert last.action == "opened_text"


def test_the_page_reads_one_row_more(
    cast: Cast, django_assert_num_queries: Callable[..., Any]
) -> None:
    """The visitor's page: the limit, the note, the last opinion; no more with an opinion."""
    complaint = answered(cast)
    place = address(complaint)
    Client().get(place)
    with django_assert_num_queries(6):
        Client().get(place)
    say(complaint, "no", REASON)
    add_memo(complaint.pk, hand(cast.clerk, complaint), text="전화함")
    with django_assert_num_queries(6):
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
    assert plain.get_by_text("다시 봐 달라는 요청을 받았습니다.").is_visible()
    context.close()
    assert Opinion.objects.get().reason == REASON
    page.goto(place)
    axe(page)
