"""Forms of the doors beside the states."""

from __future__ import annotations

from typing import Any

from django import forms

from boards.models import Complaint, Plan, Theme
from boards.triage import beside, doors
from boards.triage.forms import DATE, Case, ChangeForm, ReasonField, narrow, people_for
from boards.triage.second_look import decline, requests
from staff.models import User


def day_field(label: str, **kwargs: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"), **kwargs
    )


class MemoForm(ChangeForm):
    button = "메모 남기기"
    help_line = "직원끼리만 봅니다. 시민에게 보이지 않습니다."
    text = forms.CharField(
        label="메모", max_length=1000, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000})
    )

    def carry_out(self) -> Complaint:
        beside.add_memo(self.key, self.hand, text=self.cleaned_data["text"])
        return self.case.complaint


class PlanForm(ChangeForm):
    button = "계획 세우기"
    help_line = "누가, 언제까지, 무엇을 할지 정합니다. 문장과 날은 시민에게 보입니다."
    owner = forms.ModelChoiceField(User.objects.none(), label="책임자", empty_label="고르기")
    theme = forms.ChoiceField(label="주제", choices=Theme.choices)
    public_sentence = forms.CharField(label="시민에게 보이는 문장", max_length=200)
    promised_on = day_field("약속한 날")

    def prepare(self) -> None:
        narrow(self, "owner", people_for(self.case))
        self.initial.setdefault("owner", self.case.user.pk)

    def carry_out(self) -> Complaint:
        names = ("owner", "theme", "public_sentence", "promised_on")
        values = {name: self.cleaned_data[name] for name in names}
        beside.make_plan(self.key, self.hand, **values)
        return self.case.complaint


class StepForm(ChangeForm):
    button = "진행 적기"
    text = ReasonField("한 일")
    review_on = day_field("다시 살필 날", required=False, help_text="비우면 14일 뒤입니다.")

    def carry_out(self) -> Complaint:
        text, day = self.cleaned_data["text"], self.cleaned_data["review_on"]
        beside.add_step(self.key, self.hand, text=text, review_on=day)
        return self.case.complaint


class PromiseForm(ChangeForm):
    button = "약속한 날 옮기기"
    help_line = "새 날과 까닭이 시민에게 그대로 보입니다."
    promised_on = day_field("새로 약속할 날")
    reason = ReasonField("시민에게 알릴 까닭")

    def carry_out(self) -> Complaint:
        day, reason = self.cleaned_data["promised_on"], self.cleaned_data["reason"]
        beside.move_promise(self.key, self.hand, promised_on=day, reason=reason)
        return self.case.complaint


class ApproveForm(ChangeForm):
    button = "계획 승인"

    def carry_out(self) -> Complaint:
        beside.approve_plan(self.key, self.hand)
        return self.case.complaint


class FinishForm(ChangeForm):
    button = "계획 끝냄"

    def carry_out(self) -> Complaint:
        beside.finish_plan(self.key, self.hand)
        return self.case.complaint


class LookAgainForm(ChangeForm):
    button = "다시 보기"
    help_line = "민원을 다시 엽니다. 접수 상태로 돌아가고, 지금부터 기한을 다시 셉니다."
    reason = ReasonField()

    def carry_out(self) -> Complaint:
        return doors.look_again(self.key, self.hand, reason=self.cleaned_data["reason"])


class KeepAnswerForm(ChangeForm):
    """`up_to` is the last request on the page: one that came later is not declined unseen."""

    button = "답변 그대로 두기"
    help_line = "까닭이 시민에게 그대로 보입니다."
    up_to = forms.IntegerField(widget=forms.HiddenInput)
    told = ReasonField("시민에게 알릴 까닭")

    def prepare(self) -> None:
        last = requests(self.case.complaint, self.case.user).order_by("pk").last()
        self.initial.setdefault("up_to", last.pk if last else None)

    def carry_out(self) -> Complaint:
        told, up_to = self.cleaned_data["told"], self.cleaned_data["up_to"]
        return decline(self.key, self.hand, told=told, up_to=up_to)


# Name of the form in an address, its title on the page, the form.
BESIDE: dict[str, tuple[str, type[ChangeForm]]] = {
    "look_again": ("다시 보기", LookAgainForm),
    "keep_answer": ("답변 그대로 두기", KeepAnswerForm),
    "memo": ("내부 메모", MemoForm),
    "plan": ("개선계획 세우기", PlanForm),
    "step": ("진행 단계", StepForm),
    "promise": ("약속한 날 옮기기", PromiseForm),
    "approve": ("계획 승인", ApproveForm),
    "finish": ("계획 끝냄", FinishForm),
}


# What a request to look again asks of a clerk.
ASKED_AGAIN = ("look_again", "keep_answer")


def offered(case: Case, plan: Plan | None) -> list[str]:
    """Which of them a page offers for this case."""
    if plan is None:
        long_term = case.complaint.route == "long_term"
        return ["plan", "memo"] if long_term else ["memo"]
    if plan.finished_at:
        return ["memo"]
    approve = ["approve"] if not plan.approved_by and leads(case.user) else []
    return ["step", "promise", *approve, "finish", "memo"]


def leads(user: User) -> bool:
    return user.has_perm("boards.lead_complaint")
