"""The kin of a note in the database, and learning from what clerks decided."""

import io
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from boards.models import Complaint, Likeness, Note, SuggestionModel, TrailEntry
from boards.triage.kin import index_note, kin_of
from boards.triage.labelled import STARTING_NOTES, decided_by_clerks
from staff.models import Office

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 1, 1, 0, tzinfo=UTC)


@pytest.fixture
def city_hall() -> Office:
    return Office.objects.create(
        name="가나시청", short_name="가나시청", slug="hall", kind=Office.Kind.CITY_HALL
    )


@pytest.fixture
def centre(city_hall) -> Office:
    return Office.objects.create(
        name="다라동 행정복지센터",
        short_name="다라동",
        slug="dara",
        kind=Office.Kind.CENTRE,
        parent=city_hall,
    )


def regret(office: Office, text: str, *, indexed: bool = True, **decision: str) -> Note:
    complaint = Complaint.objects.create(
        office=office,
        received_office=office,
        received_at=NOW,
        due_at=NOW + timedelta(hours=3),
        **decision,
    )
    return note(office, text, side="regret", complaint=complaint, indexed=indexed)


def note(office: Office, text: str, *, indexed: bool = True, **fields: object) -> Note:
    key = uuid.uuid4()
    made = Note.objects.create(
        id=key,
        receipt_code=key.hex[:10],
        office=office,
        channel=Note.Channel.PHONE,
        text=text,
        received_at=NOW,
        visibility="hidden",
        **fields,
    )
    if indexed:
        index_note(made)
    return made


def kin_ids(of: Note, *offices: Office, **options: object) -> list[uuid.UUID]:
    among = Note.objects.filter(office__in=offices or [of.office])
    return [found.id for found in kin_of(of, among, **options)]


def test_kin_is_found_in_the_own_office(city_hall, django_assert_num_queries):
    one = regret(city_hall, "정수기 물이 안 나와요")
    other = regret(city_hall, "정수기가 고장났어요 물 좀 마십시다")
    regret(city_hall, "주차할 곳이 없어요")
    with django_assert_num_queries(2):
        [found] = kin_of(one, Note.objects.all())
    assert found.id == other.pk
    assert "정수기" in found.reason_korean


def test_kin_of_another_office_needs_to_be_asked_for(city_hall, centre):
    one = regret(city_hall, "정수기 물이 안 나와요")
    other = regret(centre, "정수기 물이 안 나옵니다")
    assert kin_ids(one) == []
    assert kin_ids(one, city_hall, centre) == [other.pk]


def test_a_pair_that_was_told_apart_stays_apart(city_hall):
    one = regret(city_hall, "정수기 물이 안 나와요")
    other = regret(city_hall, "정수기 물이 안 나옵니다")
    assert kin_ids(one, not_these=[other.pk]) == []


def test_joined_notes_are_not_proposed_again(city_hall):
    one = regret(city_hall, "정수기 물이 안 나와요")
    other = regret(city_hall, "정수기 물이 안 나옵니다")
    Note.objects.filter(pk=other.pk).update(complaint=one.complaint)
    assert kin_ids(one) == []


def test_praise_is_not_indexed_and_has_no_kin(city_hall):
    praise = note(city_hall, "정수기 물이 시원해요", side="good")
    assert not Likeness.objects.filter(note=praise).exists()
    assert kin_ids(praise) == []


def test_indexing_twice_changes_nothing(city_hall):
    one = regret(city_hall, "정수기 물이 안 나와요")
    before = set(Likeness.objects.values_list("note", "feature"))
    index_note(one)
    assert set(Likeness.objects.values_list("note", "feature")) == before


def test_features_go_with_their_note(city_hall):
    one = regret(city_hall, "정수기 물이 안 나와요")
    other = regret(city_hall, "정수기 물이 안 나옵니다")
    one.delete()
    assert set(Likeness.objects.values_list("note", flat=True)) == {other.pk}


def test_older_notes_are_indexed_by_a_command(city_hall):
    one = regret(city_hall, "정수기 물이 안 나와요", indexed=False)
    other = regret(city_hall, "정수기 물이 안 나옵니다")
    assert kin_ids(other) == []
    out = io.StringIO()
    call_command("index_likeness", missing=True, stdout=out)
    assert out.getvalue() == "쪽지 1건\n"
    assert kin_ids(other) == [one.pk]


def test_only_decided_notes_are_learned_from(city_hall):
    regret(city_hall, "아직 분류 전")
    regret(city_hall, "분야만 정함", category="waiting")
    note(city_hall, "칭찬은 분류하지 않음", side="good", category="waiting")
    regret(city_hall, "분류함", category="waiting", route="quick_fix")
    [learned] = decided_by_clerks()
    assert (learned.text, learned.category, learned.route) == ("분류함", "waiting", "quick_fix")
    assert not learned.invented


def test_retraining_puts_a_new_model_in_use_and_leaves_a_line(city_hall):
    for place in ("동쪽", "서쪽", "남쪽", "북쪽"):
        regret(city_hall, f"{place} 공기방울", category="parking", route="long_term")
    out = io.StringIO()
    call_command("train_suggestion", stdout=out)
    model = SuggestionModel.objects.get(is_active=True)
    assert "담당자 분류 4건" in out.getvalue()
    assert "공기방" in model.payload
    [line] = TrailEntry.objects.of("suggestion_model")
    assert line.after == {"version": model.version}


def test_going_back_to_the_shipped_model_leaves_a_line(tmp_path):
    few = tmp_path / "few.jsonl"
    few.write_text("".join(STARTING_NOTES.read_text().splitlines(keepends=True)[::4]))
    call_command("train_suggestion", labelled=[few], stdout=io.StringIO())
    call_command("train_suggestion", use_shipped=True, stdout=io.StringIO())
    assert SuggestionModel.objects.active_version() is None
    assert TrailEntry.objects.of("suggestion_model").count() == 2
