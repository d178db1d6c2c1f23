"""The forms of the doors: one a change, each carrying the version that was seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.utils import timezone

from boards.models import Category, Complaint, Outcome, Route
from boards.models.complaint import ClosingGround
from boards.screening.validators import FormOfVisibleText
from boards.triage import doors, joining, routing
from boards.triage.changing import Hand
from staff.models import Office, Role, User
from staff.periods import Period
from staff.working_time import Calendar, extension_limit

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import QueryDict

SAME_OR_OTHER = [("", "고른 분야 그대로"), *Category.choices]
ROUTES = [(route.value, route.label) for route in (Route.QUICK_FIX, Route.LONG_TERM)]
DATE = {"type": "date"}


@dataclass(frozen=True)
class Case:
    """A complaint on the table: who looks at it, when, under which calendar."""

    complaint: Complaint
    user: User
    now: datetime
    calendar: Calendar


def people_for(case: Case) -> QuerySet[User]:
    """Who may be given the complaint: of the looker's scope and in charge of its office."""
    path = case.complaint.office.path
    above = [path[:end] for end in range(5, len(path) + 1, 5)]
    people = User.objects.filter(
        is_active=True,
        office__in=Office.objects.visible_to(case.user),
        office__path__in=above,
        groups__name__in=[Role.CLERK, Role.MANAGER],
    )
    return people.select_related("office").distinct().order_by("name")


class ChangeForm(FormOfVisibleText):
    """A door's form. `carry_out` goes through the door and raises what the door raises."""

    button: ClassVar[str] = ""
    help_line: ClassVar[str] = ""
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("version", case.complaint.version)
        kwargs["label_suffix"] = ""
        # Many forms stand on one page: each needs ids of its own.
        kwargs["auto_id"] = f"id_{type(self).__name__.lower()}_%s"
        super().__init__(*args, **kwargs)
        self.case = case
        self.prepare()

    def prepare(self) -> None:
        """Narrow choices to the case."""

    def on_version(self, posted: QueryDict, version: int) -> ChangeForm:
        """The same words on top of another version."""
        data = posted.copy()
        data["version"] = str(version)
        return type(self)(data, case=self.case)

    @property
    def key(self) -> int:
        return self.case.complaint.pk

    @property
    def hand(self) -> Hand:
        return Hand(self.case.user, self.case.now, self.cleaned_data["version"])

    def carry_out(self) -> Complaint:
        raise NotImplementedError


def narrow(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """Let a field choose among `rows` only, posted keys included."""
    cast(forms.ModelChoiceField, form.fields[name]).queryset = rows


class ReasonField(forms.CharField):
    def __init__(self, label: str = "사유", **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"maxlength": 200})
        super().__init__(label=label, max_length=200, widget=widget, **kwargs)


class SortForm(ChangeForm):
    button = "분류하기"
    route = forms.ChoiceField(label="분류", choices=ROUTES, widget=forms.RadioSelect)
    category = forms.ChoiceField(label="분야", choices=SAME_OR_OTHER, required=False)
    unfair = forms.BooleanField(
        label="부당한 대우를 호소함",
        required=False,
        help_text="장기검토 기한이 14일에서 7일로 줄어듭니다(고충민원, 영 17조).",
    )
    # The rules of the routing table as this page showed them.
    rules_seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def prepare(self) -> None:
        rules = routing.rulings(self.case.complaint.office)
        self.initial["rules_seen"] = " ".join(found.key for found in rules.values())
        category = cast("forms.ChoiceField", self.fields["category"])
        kept = self.case.complaint.get_category_display() or "없음"
        category.choices = [("", f"고른 분야 그대로({kept})"), *Category.choices]
        if found := rules.get(self.case.complaint.category):
            category.help_text = f"배정 규칙: {found.says}. {found.why}"

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("route", "category", "unfair")}

    def carry_out(self) -> Complaint:
        routing.sort(
            self.case.complaint,
            self.hand,
            calendar=self.case.calendar,
            seen=self.cleaned_data["rules_seen"].split(),
            **self.values(),
        )
        return self.case.complaint


class ResortForm(SortForm):
    button = "분류 바꾸기"
    rules_seen = None  # type: ignore[assignment]  # a change of mind follows no rule
    reason = ReasonField()

    def prepare(self) -> None:
        """Nothing to narrow."""

    def carry_out(self) -> Complaint:
        return doors.resort(
            self.key,
            self.hand,
            calendar=self.case.calendar,
            reason=self.cleaned_data["reason"],
            **self.values(),
        )


class AssignForm(ChangeForm):
    button = "담당자 지정"
    person = forms.ModelChoiceField(User.objects.none(), label="담당자", empty_label="고르기")

    def prepare(self) -> None:
        narrow(self, "person", people_for(self.case))
        complaint = self.case.complaint
        found = routing.ruling(complaint.office, complaint.category)
        person = found.person if found else None
        if found and person:
            self.fields["person"].help_text = f"배정 규칙: {found.says}. {found.why}"
        likely = complaint.assigned_to or person or self.case.user
        self.initial.setdefault("person", likely.pk)

    def carry_out(self) -> Complaint:
        return doors.assign(self.key, self.hand, person=self.cleaned_data["person"])


class StartForm(ChangeForm):
    button = "내가 처리 시작"

    def carry_out(self) -> Complaint:
        return doors.start(self.key, self.hand)


class HoldForm(ChangeForm):
    button = "보류"
    help_line = "보류해도 처리기한은 계속 흐릅니다."
    reason = ReasonField()

    def carry_out(self) -> Complaint:
        return doors.hold(self.key, self.hand, reason=self.cleaned_data["reason"])


class ResumeForm(ChangeForm):
    button = "보류 해제"

    def carry_out(self) -> Complaint:
        return doors.resume(self.key, self.hand)


class ExtendForm(ChangeForm):
    button = "기한 연장"
    help_line = "한 번만, 처음 처리기간만큼까지 연장할 수 있습니다(영 21조)."
    due_at = forms.DateTimeField(
        label="새 기한",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    reason = ReasonField()

    def prepare(self) -> None:
        complaint = self.case.complaint
        if complaint.due_at and complaint.period and "due_at" not in self.initial:
            period = Period.parse(complaint.period)
            limit = extension_limit(complaint.due_at, period, self.case.calendar)
            if limit > self.case.now:
                self.initial["due_at"] = timezone.localtime(limit)
            else:
                self.fields["due_at"].help_text = doors.TOO_LATE

    def carry_out(self) -> Complaint:
        return doors.extend(
            self.key,
            self.hand,
            due_at=self.cleaned_data["due_at"],
            reason=self.cleaned_data["reason"],
            calendar=self.case.calendar,
        )


class TransferForm(ChangeForm):
    """The one form that names offices out of scope: their names are public, and a complaint
    must be able to reach the right one."""

    button = "이송하기"
    help_line = "받는 기관에 바로 새 민원으로 보입니다. 접수일시는 그대로입니다."
    office = forms.ModelChoiceField(Office.objects.none(), label="받을 기관", empty_label="고르기")
    reason = ReasonField()

    def prepare(self) -> None:
        others = Office.objects.filter(is_active=True).exclude(pk=self.case.complaint.office_id)
        narrow(self, "office", others.in_official_order())

    def carry_out(self) -> Complaint:
        return doors.transfer(
            self.key,
            self.hand,
            office=self.cleaned_data["office"],
            reason=self.cleaned_data["reason"],
            calendar=self.case.calendar,
        )


class SettleForm(ChangeForm):
    button = "완료로 저장"
    help_line = "완료는 '해결'이 아닙니다. 처리결과를 그대로 골라 주세요."
    outcome = forms.ChoiceField(label="처리결과", choices=Outcome.choices, widget=forms.RadioSelect)
    action_taken = ReasonField("조치내용", help_text="벽 화면에도 보이는 한 줄입니다.")
    promised_on = forms.DateField(
        label="약속한 날",
        required=False,
        widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
        help_text="장기과제일 때 꼭 정합니다.",
    )

    def carry_out(self) -> Complaint:
        values = {
            name: self.cleaned_data[name] for name in ("outcome", "action_taken", "promised_on")
        }
        return doors.settle(self.key, self.hand, **values)


class ReplyForm(ChangeForm):
    button = "회신하기"
    answer = forms.CharField(
        label="답변", max_length=2000, widget=forms.Textarea(attrs={"rows": 6, "maxlength": 2000})
    )

    def carry_out(self) -> Complaint:
        return doors.reply(self.key, self.hand, answer=self.cleaned_data["answer"])


class CorrectForm(ReplyForm):
    button = "답변 정정"
    reason = ReasonField("정정 사유")

    def prepare(self) -> None:
        self.initial.setdefault("answer", self.case.complaint.answer)

    def carry_out(self) -> Complaint:
        answer, reason = self.cleaned_data["answer"], self.cleaned_data["reason"]
        return doors.correct(self.key, self.hand, answer=answer, reason=reason)


class CloseForm(ChangeForm):
    button = "종결"
    help_line = "처리하지 않고 끝냅니다. '해결'로 세지 않습니다."
    ground = forms.ChoiceField(
        label="종결 사유", choices=ClosingGround.choices, widget=forms.RadioSelect
    )
    reason = ReasonField("덧붙일 말", required=False)

    def carry_out(self) -> Complaint:
        ground, reason = self.cleaned_data["ground"], self.cleaned_data["reason"]
        return doors.close(self.key, self.hand, ground=ground, reason=reason)


class JoinForm(ChangeForm):
    button = "합치기"
    help_line = (
        "쪽지를 아래 번호의 민원으로 옮기고 이 민원은 '중복'으로 종결합니다. "
        "계획을 약속한 민원은 그대로 두고, 다른 민원을 그 민원에 합칩니다."
    )
    target = forms.IntegerField(
        label="합칠 민원의 일련번호", help_text="접수번호의 마지막 숫자, 예: 123", min_value=1
    )

    def carry_out(self) -> Complaint:
        return joining.join(self.key, self.hand, target=self.cleaned_data["target"])


class SplitForm(ChangeForm):
    button = "나누기"
    help_line = "한 쪽지가 두 가지를 말할 때, 둘째 일을 새 민원으로 만듭니다."
    matter = forms.CharField(label="둘째 일의 요지", max_length=80)

    def carry_out(self) -> Complaint:
        joining.split(self.key, self.hand, matter=self.cleaned_data["matter"])
        return self.case.complaint


class ReopenForm(ChangeForm):
    button = "다시 열기"
    help_line = "새 민원처럼 접수 상태로 돌아가고, 지금부터 기한을 다시 셉니다."
    reason = ReasonField()

    def carry_out(self) -> Complaint:
        return doors.reopen(self.key, self.hand, reason=self.cleaned_data["reason"])


FORMS: dict[str, type[ChangeForm]] = {
    "sort": SortForm,
    "resort": ResortForm,
    "assign": AssignForm,
    "start": StartForm,
    "hold": HoldForm,
    "resume": ResumeForm,
    "extend": ExtendForm,
    "transfer": TransferForm,
    "settle": SettleForm,
    "reply": ReplyForm,
    "correct": CorrectForm,
    "close": CloseForm,
    "join": JoinForm,
    "split": SplitForm,
    "reopen": ReopenForm,
}
