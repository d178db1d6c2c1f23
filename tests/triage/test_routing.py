"""The routing table: which rule applies and why, who may set it, what it does when clerks sort."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from boards.models import Complaint, Route, RoutingRule, State, TrailEntry
from boards.triage import routing
from boards.triage.routing import ruling
from staff.models import Office, Role, User
from tests.cast import Cast, make_user
from tests.triage.helpers import LATER, hand, make_complaint

LIST = "/admin/boards/routingrule/"
SORT = "/admin/boards/complaint/sort/"


def rule(office: Office | None, category: str = "waiting", **says: Any) -> RoutingRule:
    return RoutingRule.objects.create(office=office, category=category, **says)


def posted(**values: Any) -> dict[str, Any]:
    empty = {"category": "waiting", "office": "", "route": "", "department": "", "person": ""}
    return {**empty, "because": "", "is_active": "on", "seen": 1, **values}


# -- which rule --------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_nearest_rule_applies_and_names_those_it_overrides(cast: Cast) -> None:
    city = rule(None, route="long_term")
    district = rule(cast.district, route="quick_fix")
    own = rule(cast.office, person=cast.clerk)
    rule(cast.other_office, route="long_term")
    found = ruling(cast.office, "waiting")
    assert found is not None
    assert (found.rule, found.overridden) == (own, (district, city))
    assert "이 기관에 정한 규칙" in found.why
    found = ruling(cast.district, "waiting")
    assert found is not None
    assert (found.rule, found.overridden) == (district, (city,))
    found = ruling(cast.other_district, "waiting")
    assert found is not None
    assert (found.rule, found.overridden) == (city, ())
    assert "모든 기관" in found.why
    assert ruling(cast.office, "parking") is None


@pytest.mark.django_db
def test_all_rules_of_an_office_are_one_question(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    for category in ("waiting", "parking", "comfort"):
        rule(None, category, route="long_term")
        rule(cast.office, category, person=cast.clerk)
    with django_assert_num_queries(1):
        found = routing.rulings(cast.office)
        assert [str(one.says) for one in found.values()] == [f"담당 {cast.clerk}"] * 3


@pytest.mark.django_db
def test_a_rule_that_is_switched_off_leaves_the_next_one(cast: Cast) -> None:
    city = rule(None, route="long_term")
    rule(cast.office, route="quick_fix", is_active=False)
    found = ruling(cast.office, "waiting")
    assert found is not None
    assert (found.rule, found.overridden) == (city, ())


@pytest.mark.django_db
def test_a_person_who_left_is_named_but_not_given_anything(cast: Cast) -> None:
    rule(cast.office, route="quick_fix", person=cast.clerk)
    User.objects.filter(pk=cast.clerk.pk).update(office=cast.other_office)
    found = ruling(cast.office, "waiting")
    assert found is not None
    assert found.person is None
    assert "지정하지 않음" in found.says


# -- two rules never fight ---------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    "bad",
    [
        {"office": "office", "route": "quick_fix"},  # a second one of the same office
        {"office": None, "route": "quick_fix"},  # a second one of the city
        {"office": "district"},  # says nothing
        {"office": None, "category": "parking", "person": "clerk"},
        {"office": "district", "department": "hall", "route": "quick_fix"},
        {"office": "district", "department": "district"},
    ],
)
def test_the_database_refuses_rules_that_would_fight_or_say_nothing(
    cast: Cast, bad: dict[str, Any]
) -> None:
    rule(cast.office, route="long_term")
    rule(None, route="long_term")
    values = {
        key: getattr(cast, value) if key in ("office", "department", "person") and value else value
        for key, value in bad.items()
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        RoutingRule.objects.create(**{"category": "waiting", **values})


@pytest.mark.django_db
def test_offices_cannot_send_a_matter_round_in_a_circle(cast: Cast) -> None:
    there = RoutingRule(category="waiting", office=cast.office, department=cast.district)
    routing.keep(there, cast.manager, LATER)
    back = RoutingRule(category="waiting", office=cast.district, department=cast.office)
    # The district's rule covers the office as well, but the office's own is nearer.
    with pytest.raises(ValidationError, match="되보냅니다"):
        routing.keep(back, cast.manager, LATER)
    harmless = RoutingRule(category="parking", office=cast.district, department=cast.office)
    routing.keep(harmless, cast.manager, LATER)
    city = RoutingRule(category="waiting", department=cast.office)
    with pytest.raises(ValidationError, match="되보냅니다"):
        routing.keep(city, cast.administrator, LATER)


@pytest.mark.django_db
def test_a_changed_rule_leaves_a_line_and_an_old_version_is_refused(cast: Cast) -> None:
    made = routing.keep(
        RoutingRule(category="waiting", office=cast.office, route="quick_fix"), cast.manager, LATER
    )
    mine, theirs = (RoutingRule.objects.get(pk=made.pk) for _ in range(2))
    theirs.route = "long_term"
    routing.keep(theirs, cast.manager, LATER)
    mine.because = "늦은 손"
    with pytest.raises(routing.RuleChanged):
        routing.keep(mine, cast.clerk, LATER)
    made_line, changed = TrailEntry.objects.of(f"routing_rule:{made.pk}")
    assert (made_line.action, changed.action) == ("rule.made", "rule.changed")
    assert (changed.before, changed.after) == ({"route": "quick_fix"}, {"route": "long_term"})


# -- who may set what --------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_manager_sets_the_rules_of_the_own_offices_only(cast: Cast, client: Client) -> None:
    city = rule(None, "parking", route="long_term")
    theirs = rule(cast.other_office, "comfort", route="quick_fix", because="남의 규칙")
    client.force_login(cast.manager)
    answer = client.post(
        f"{LIST}add/", posted(office=cast.office.pk, route="quick_fix", person=cast.clerk.pk)
    )
    assert answer.status_code == 302
    assert RoutingRule.objects.get(office=cast.office).person == cast.clerk
    for values in (
        {"office": ""},
        {"office": cast.other_office.pk},
        {"office": cast.office.pk, "person": cast.outsider.pk},
    ):
        refused = client.post(f"{LIST}add/", posted(category="policy", route="quick_fix", **values))
        assert refused.status_code == 200
    assert not RoutingRule.objects.filter(category="policy").exists()
    body = client.get(LIST).content.decode()
    assert "모든 기관" in body
    assert "남의 규칙" not in body
    assert client.get(f"{LIST}{theirs.pk}/change/").status_code == 302
    assert client.get(f"{LIST}{city.pk}/change/").status_code == 200
    assert client.post(f"{LIST}{city.pk}/change/", posted()).status_code == 403


@pytest.mark.django_db
def test_only_an_administrator_of_the_whole_city_sets_the_citys_rules(
    cast: Cast, client: Client
) -> None:
    hall_manager = make_user("hallmanager", cast.hall, Role.MANAGER)
    local = make_user("local", cast.district, Role.ADMINISTRATOR)
    for user, status in ((hall_manager, 200), (local, 200), (cast.administrator, 302)):
        client.force_login(user)
        answer = client.post(f"{LIST}add/", posted(route="long_term"))
        assert answer.status_code == status, user
    assert RoutingRule.objects.get().office is None


@pytest.mark.django_db
def test_a_clerk_reads_the_rules_that_rule_and_sets_none(cast: Cast, client: Client) -> None:
    above = rule(cast.district, route="quick_fix", because="구청에서 정함")
    client.force_login(cast.clerk)
    assert "팔달구청" in client.get(LIST).content.decode()
    assert client.get(f"{LIST}{above.pk}/change/").status_code == 200
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{above.pk}/change/", posted()).status_code == 403


@pytest.mark.django_db
def test_a_second_rule_of_one_office_is_refused_with_a_sentence(cast: Cast, client: Client) -> None:
    rule(cast.office, route="quick_fix")
    rule(None, route="quick_fix")
    client.force_login(cast.manager)
    body = client.post(
        f"{LIST}add/", posted(office=cast.office.pk, route="long_term")
    ).content.decode()
    assert "이미 있습니다" in body
    client.force_login(cast.administrator)
    assert "이미 있습니다" in client.post(f"{LIST}add/", posted(route="long_term")).content.decode()
    assert RoutingRule.objects.count() == 2


@pytest.mark.django_db
def test_two_managers_never_overwrite_each_others_rule(cast: Cast, client: Client) -> None:
    made = rule(cast.office, route="quick_fix")
    client.force_login(cast.manager)
    address = f"{LIST}{made.pk}/change/"
    values = posted(office=cast.office.pk, route="long_term")
    assert client.post(address, values).status_code == 302
    late = client.post(address, {**values, "because": "늦은 손"})
    assert late.status_code == 200
    assert "그사이" in late.content.decode()
    made.refresh_from_db()
    assert (made.route, made.because, made.version) == ("long_term", "", 2)


@pytest.mark.django_db
def test_the_list_tells_which_rule_goes_first(cast: Cast, client: Client) -> None:
    rule(None, route="long_term")
    rule(cast.office, route="quick_fix")
    rule(cast.district, "parking", route="quick_fix")
    client.force_login(cast.manager)
    body = client.get(LIST).content.decode()
    assert "모든 기관 규칙보다 먼저" in body
    assert "인계동 행정복지센터에서는 그 기관의 규칙이 먼저" in body
    assert "겹치는 규칙 없음" in body


# -- sorting by a rule -------------------------------------------------------------------------


def sort_by_page(client: Client, complaint: Complaint, **values: Any) -> Any:
    page = client.get(SORT, {"pk": complaint.pk})
    body = {
        "pk": complaint.pk,
        "version": complaint.version,
        "choice": "quick_fix",
        "category": "waiting",
        "rules_seen": page.context["rules_seen"] if page.context else "",
    }
    return client.post(SORT, {**body, **values})


@pytest.fixture
def desk(cast: Cast, client: Client) -> Client:
    client.force_login(cast.clerk)
    return client


def test_one_key_sorts_assigns_and_names_the_rule(cast: Cast, desk: Client) -> None:
    made = rule(cast.office, route="quick_fix", person=cast.manager, because="번호표는 팀장이")
    rule(None, route="long_term")
    complaint = make_complaint(cast.office)
    body = desk.get(SORT).content.decode()
    assert f"즉시처리 · 담당 {cast.manager}" in body
    assert "번호표는 팀장이" in body
    assert "밀린 규칙: 모든 기관(장기검토)" in body
    sort_by_page(desk, complaint, rules_seen=f"{made.pk}:1")
    complaint.refresh_from_db()
    assert (complaint.state, complaint.assigned_to) == (State.ASSIGNED, cast.manager)
    lines = list(TrailEntry.objects.of(f"complaint:{complaint.pk}"))
    assert [line.action for line in lines] == ["sort", "assign"]
    for line in lines:
        assert line.after is not None
        assert line.after["rule"].startswith(f"{made.pk}번 인계동")
    page = desk.get(f"/admin/boards/complaint/{complaint.pk}/change/").content.decode()
    assert "따른 배정 규칙" in page


def test_one_undo_takes_both_lines_back_and_the_one_before_can_follow(
    cast: Cast, desk: Client
) -> None:
    made = rule(cast.office, route="quick_fix", person=cast.manager)
    complaint = make_complaint(cast.office)
    sort_by_page(desk, complaint, choice="split", matter="둘째 일")
    complaint.refresh_from_db()
    sort_by_page(desk, complaint, rules_seen=f"{made.pk}:1")
    desk.post(SORT, {"choice": "undo"})
    complaint.refresh_from_db()
    assert (complaint.state, complaint.assigned_to) == (State.RECEIVED, None)
    desk.post(SORT, {"choice": "undo"})
    part = Complaint.objects.get(split_from=complaint)
    assert part.state == State.CLOSED


def test_a_clerk_who_decides_otherwise_follows_no_rule(cast: Cast, desk: Client) -> None:
    made = rule(cast.office, route="quick_fix", person=cast.manager)
    complaint = make_complaint(cast.office)
    sort_by_page(desk, complaint, choice="long_term", rules_seen=f"{made.pk}:1")
    complaint.refresh_from_db()
    assert (complaint.route, complaint.assigned_to) == (Route.LONG_TERM, None)
    [line] = TrailEntry.objects.of(f"complaint:{complaint.pk}")
    assert "rule" not in (line.after or {})


def test_a_rule_that_changed_since_the_page_is_left_aside(cast: Cast, desk: Client) -> None:
    made = rule(cast.office, route="quick_fix", person=cast.manager)
    complaint = make_complaint(cast.office)
    RoutingRule.objects.filter(pk=made.pk).update(version=2, person=cast.clerk)
    sort_by_page(desk, complaint, rules_seen=f"{made.pk}:1")
    complaint.refresh_from_db()
    assert (complaint.state, complaint.assigned_to) == (State.SORTED, None)


def test_a_rule_that_hands_over_stands_ready_at_the_transfer(cast: Cast, desk: Client) -> None:
    made = rule(cast.office, "parking", department=cast.other_district)
    complaint = make_complaint(cast.office, "주차장이 좁아요", category="parking")
    page = desk.get(SORT).content.decode()
    assert f'value="{cast.other_district.pk}" selected' in page
    sort_by_page(
        desk,
        complaint,
        choice="transfer",
        category="parking",
        office=cast.other_district.pk,
        transfer_reason="소관이 아님",
        rules_seen=f"{made.pk}:1",
    )
    complaint.refresh_from_db()
    assert complaint.office == cast.other_district
    [line] = TrailEntry.objects.of(f"complaint:{complaint.pk}")
    assert line.after is not None
    assert line.after["rule"].startswith(f"{made.pk}번")


def test_the_page_of_one_complaint_follows_the_same_rule(cast: Cast, desk: Client) -> None:
    made = rule(cast.office, route="quick_fix", person=cast.clerk)
    complaint = make_complaint(cast.office)
    address = f"/admin/boards/complaint/{complaint.pk}/"
    assert "배정 규칙: 즉시처리" in desk.get(f"{address}change/").content.decode()
    seen = hand(cast.clerk, complaint)
    values = {"version": seen.version, "route": "quick_fix", "rules_seen": f"{made.pk}:1"}
    assert desk.post(f"{address}do/sort/", values).status_code == 302
    complaint.refresh_from_db()
    assert complaint.assigned_to == cast.clerk
