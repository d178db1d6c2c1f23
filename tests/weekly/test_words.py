"""A trainer reads what visitors said, persons removed; an administrator one number for a reason."""

from __future__ import annotations

import pytest
from django.test import Client

from boards.models import Note, Side, TrailEntry
from boards.receipts import shown
from boards.screening.engine import screen
from boards.weekly.words import without_persons
from staff.models import Nameplate, Office, Role
from tests.cast import Cast, make_user
from tests.triage.helpers import make_note

ADDRESS = "/weekly/ingye-dong/2026-09-21/words/"
HELD = "/admin/boards/note/held/"


def screened(office: Office, text: str, side: str = Side.REGRET, **values: object) -> Note:
    found = screen(text, side=side)
    return make_note(
        office,
        found.text,
        side=side,
        findings=[finding.as_dict() for finding in found.findings],
        is_abusive=found.abusive,
        accuses_person=found.accuses_person,
        public_text=found.public_text,
        **values,
    )


def body(client: Client, address: str = ADDRESS) -> str:
    return client.get(address).content.decode()


@pytest.fixture
def trainer(cast: Cast, client: Client) -> Client:
    client.force_login(cast.trainer)
    return client


def test_a_trainer_reads_the_week_with_persons_removed(cast: Cast, trainer: Client) -> None:
    Nameplate.objects.create(desk=cast.desk, name="한도윤", duty="인감")
    screened(cast.office, "번호표가 안 나와요 010-2345-6789로 연락 주세요")
    screened(cast.office, "한도윤님과 박서준 주무관님이 고마워요", Side.GOOD)
    text = body(trainer)
    assert "번호표가 안 나와요 [전화번호]" in text
    for part in ("6789", "한도윤", "박서준", "박**", cast.clerk.name):
        assert part not in text, part
    assert "○○○" in text


def test_abuse_accusations_and_hidden_notes_are_left_out(cast: Cast, trainer: Client) -> None:
    for words in ("3번 창구 직원이 반말을 했어요", "이 씨발놈들아 의자가 없다"):
        note = screened(cast.office, words)
        assert note.accuses_person or note.is_abusive
    screened(cast.office, "가려 둔 글", visibility="hidden")
    text = body(trainer)
    assert "이번 주에 읽을 글이 없습니다" in text


def test_the_words_hold_the_scope_and_the_week(cast: Cast, client: Client) -> None:
    screened(cast.office, "우리 동 의자가 모자라요")
    screened(cast.other_office, "남의 동 의자가 모자라요")
    client.force_login(make_user("near", cast.district, Role.TRAINER))
    text = body(client, "/weekly/paldal/2026-09-21/words/")
    assert "우리 동" in text and "남의 동" not in text
    assert client.get("/weekly/woncheon-dong/2026-09-21/words/").status_code == 404
    assert "우리 동" not in body(client, "/weekly/paldal/2026-09-14/words/")


@pytest.mark.parametrize("who", ["clerk", "administrator"])
def test_only_trainers_and_managers_read_the_words(cast: Cast, client: Client, who: str) -> None:
    client.force_login(getattr(cast, who))
    assert client.get(ADDRESS).status_code == 403
    assert "words/" not in body(client, "/weekly/ingye-dong/2026-09-21/")
    client.force_login(cast.manager)
    assert client.get(ADDRESS).status_code == 200
    assert ADDRESS in body(client, "/weekly/ingye-dong/2026-09-21/")


def test_what_masks_leave_is_taken_away() -> None:
    text = without_persons("김** 010-****-5678 별 **강조**", ["한도윤"])
    assert text.startswith("○○○ [전화번호] 별")


# -- an administrator --------------------------------------------------------------------------


@pytest.fixture
def administrator(cast: Cast, client: Client) -> Client:
    client.force_login(cast.administrator)
    return client


def test_an_administrator_reads_by_number_for_a_recorded_reason(
    cast: Cast, administrator: Client
) -> None:
    note = screened(cast.office, "3번 창구 직원이 반말을 했어요")
    assert HELD in body(administrator, "/admin/")
    for number in (note.complaint.reference, shown(note.receipt_code)):
        values = {"number": number, "reason": "본인의 열람 요청"}
        opened = administrator.post(HELD, values, REMOTE_ADDR="192.0.2.7")
        assert "반말" in opened.content.decode()
    lines = TrailEntry.objects.order_by("pk")
    assert [(line.subject, line.reason, line.after) for line in lines] == [
        (f"complaint:{note.complaint_id}", "본인의 열람 요청", {"from": "192.0.2.7"}),
        (f"note:{note.pk}", "본인의 열람 요청", {"from": "192.0.2.7"}),
    ]
    assert {line.actor for line in lines} == {cast.administrator}
    assert {line.office for line in lines} == {cast.office}


@pytest.mark.parametrize("reason", ["", "   ", "그냥"])
def test_nothing_is_opened_without_a_reason(cast: Cast, administrator: Client, reason: str) -> None:
    note = screened(cast.office, "3번 창구 직원이 반말을 했어요")
    values = {"number": note.complaint.reference, "reason": reason}
    refused = administrator.post(HELD, values)
    assert refused.status_code == 422
    assert "반말" not in refused.content.decode()
    assert not TrailEntry.objects.exists()
    for address in ("/admin/boards/note/", f"/admin/boards/complaint/{note.complaint_id}/change/"):
        assert administrator.get(address).status_code == 403


def test_numbers_of_another_office_are_unknown(cast: Cast, client: Client) -> None:
    client.force_login(make_user("local", cast.district, Role.ADMINISTRATOR))
    note = screened(cast.other_office, "남의 동 직원이 반말을 했어요")
    unknown = client.post(HELD, {"number": "2026-원천-999999", "reason": "본인의 열람 요청"})
    for number in (note.complaint.reference, shown(note.receipt_code)):
        answer = client.post(HELD, {"number": number, "reason": "본인의 열람 요청"})
        assert answer.status_code == unknown.status_code == 422
        assert "반말" not in answer.content.decode()
    assert not TrailEntry.objects.exists()


@pytest.mark.parametrize("who", ["clerk", "manager", "trainer"])
def test_the_path_is_the_administrators_alone(cast: Cast, client: Client, who: str) -> None:
    client.force_login(getattr(cast, who))
    assert client.get(HELD).status_code == 403


def test_a_trainer_who_comes_in_at_the_admin_is_led_to_what_may_be_read(trainer: Client) -> None:
    page = trainer.get("/admin/").content.decode()
    assert "권한이 없습니다" not in page
    for address, label in (("/weekly/", "주간보고 보기"), ("/weekly/words/", "시민의 글 보기")):
        assert f'href="{address}"' in page and label in page
        assert trainer.get(address, follow=True).status_code == 200


def test_an_account_without_office_or_role_is_told_whom_to_ask(cast: Cast, client: Client) -> None:
    client.force_login(make_user("lost", cast.office))
    page = client.get("/admin/").content.decode()
    assert "시스템관리자에게 물어봐 주세요" in page
    assert client.get("/weekly/words/").status_code == 403
