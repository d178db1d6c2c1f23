"""Keys of another office posted into the forms of one's own: refused, and nothing is told."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from boards.handles import handle_of
from boards.models import (
    AnswerPhoto,
    Device,
    Opinion,
    Plan,
    RefusedNote,
    Route,
    RoutingRule,
)
from boards.triage import doors
from staff.models import Desk, Nameplate
from tests.cast import Cast
from tests.triage.canaries import Planted, assert_clean
from tests.triage.helpers import LATER, calendar, hand, make_complaint, make_note


def test_keys_of_another_office_posted_into_own_forms_are_refused(
    cast: Cast, planted: Planted, client: Client
) -> None:
    client.force_login(cast.clerk)
    own = make_complaint(cast.office)
    doors.sort(own.pk, hand(cast.clerk, own), route=Route.QUICK_FIX, calendar=calendar(cast.office))
    for name, values in (
        ("assign", {"person": cast.outsider.pk}),
        ("join", {"target": planted.complaint.pk}),
    ):
        answer = client.post(
            f"/admin/boards/complaint/{own.pk}/do/{name}/", {"version": 2, **values}
        )
        assert answer.status_code == 422
        assert_clean(answer, name)
    desk = client.post(
        "/admin/staff/desk/add/", {"office": cast.other_office.pk, "number": 9, "duty": "새 창구"}
    )
    assert desk.status_code == 200
    assert not Desk.objects.filter(number=9).exists()
    pairing = client.post(
        "/admin/boards/device/pair/", {"code": "X", "board": cast.other_board.pk, "name": "나"}
    )
    assert pairing.status_code == 422
    assert_clean(pairing, "pairing")
    sort = client.post(
        "/admin/boards/complaint/sort/",
        {"choice": "quick_fix", "pk": planted.complaint.pk, "version": 2},
    )
    assert sort.status_code == 404


@pytest.mark.parametrize("door", ["plan", "drop_photo", "keep_answer", "join"])
def test_keys_of_another_office_are_refused_by_the_doors_of_a_complaint(
    cast: Cast, planted: Planted, client: Client, door: str
) -> None:
    client.force_login(cast.manager)
    own = make_complaint(cast.office)
    route = Route.LONG_TERM
    doors.sort(own.pk, hand(cast.clerk, own), route=route, calendar=calendar(cast.office))
    values = {
        "plan": {
            "owner": cast.outsider.pk,
            "theme": "citizens",
            "public_sentence": "바꾸겠습니다.",
            "promised_on": "2030-12-01",
        },
        "drop_photo": {"photo": planted.of(AnswerPhoto).pk},
        "keep_answer": {"told": "그대로 둡니다.", "up_to": planted.of(Opinion).pk},
        "join": {"target": planted.complaint.pk},
    }[door]
    address = f"/admin/boards/complaint/{own.pk}/do/{door}/"
    answer = client.post(address, {"version": 2, **values})
    assert answer.status_code in (422, 409), answer.status_code
    assert_clean(answer, door)
    assert Plan.objects.count() == AnswerPhoto.objects.count() == 1
    assert planted.of(Opinion).decision == "waiting"


@pytest.mark.parametrize("mine", [True, False])
def test_keys_of_another_office_are_refused_by_a_routing_rule(
    cast: Cast, planted: Planted, client: Client, mine: bool
) -> None:
    client.force_login(cast.manager)
    values = {
        "office": cast.office.pk if mine else cast.other_office.pk,
        "category": "parking",
        "route": "quick_fix",
        "person": cast.outsider.pk if mine else "",
        "because": "주차는 우리 일",
        "is_active": "on",
    }
    answer = client.post("/admin/boards/routingrule/add/", values)
    assert answer.status_code in (200, 422)
    assert set(answer.context["adminform"].form.errors) == {"person" if mine else "office"}
    assert_clean(answer, "rule")
    assert not RoutingRule.objects.filter(category="parking").exists()


def test_a_plate_of_another_office_gives_no_thanks(
    cast: Cast, planted: Planted, client: Client
) -> None:
    client.force_login(cast.clerk)
    praise = make_note(cast.office, "고맙습니다", side="good")
    address = f"/admin/boards/note/{handle_of(praise.pk)}/thanks/"
    values = {"text": "고맙습니다.", "plate": planted.of(Nameplate).pk}
    answer = client.post(address, values)
    assert answer.status_code == 422
    assert_clean(answer, "thanks")


def test_a_desk_of_another_office_takes_no_refused_note(
    cast: Cast, planted: Planted, client: Client
) -> None:
    client.force_login(cast.clerk)
    device = Device.objects.create(
        board=cast.board,
        kind=Device.Kind.TABLET,
        name="우리 태블릿",
        credential_hash="d" * 64,
        paired_at=LATER,
    )
    refused = RefusedNote.objects.create(
        id=uuid4(), office=cast.office, device=device, content="{}", reason="창구", handed_at=LATER
    )
    address = f"/admin/boards/refusednote/{handle_of(refused.pk)}/"
    values = {"do": "take", "side": "good", "text": "고맙습니다", "desk": cast.other_desk.pk}
    answer = client.post(address, values)
    assert answer.status_code == 422
    assert_clean(answer, "refused note")
    refused.refresh_from_db()
    assert refused.decision == ""
