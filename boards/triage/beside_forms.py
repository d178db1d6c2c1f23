"""Forms of the doors beside the states."""

from __future__ import annotations

from typing import Any

from django import forms

from boards.models import AnswerPhoto, Complaint, Plan, Route, State, Theme
from boards.models.progress_notice import NOTICE_LENGTH
from boards.triage import beside, doors, progress
from boards.triage.forms import DATE, Case, ChangeForm, ReasonField, narrow, people_for
from boards.triage.photo_forms import PhotoForm, RemovePhotoForm
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
    help_line = "누가, 언제까지, 무엇을 할지 정합니다. 문장과 날은 바로 시민에게 보입니다."
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


class NoticeForm(ChangeForm):
    button = "시민에게 알리기"
    help_line = "접수 뒤 30일마다 알립니다(영 23조). 접수증 화면에 그대로 보입니다."
    text = forms.CharField(
        label="진행상황",
        max_length=NOTICE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": NOTICE_LENGTH}),
    )

    def prepare(self) -> None:
        complaint = self.case.complaint
        plan = Plan.objects.filter(complaint=complaint).first()
        self.initial.setdefault("text", progress.draft(complaint, plan, self.case.now))

    def carry_out(self) -> Complaint:
        progress.notify(self.key, self.hand, text=self.cleaned_data["text"])
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
    "photo": ("사진 붙이기", PhotoForm),
    "drop_photo": ("사진 지우기", RemovePhotoForm),
    "memo": ("내부 메모", MemoForm),
    "progress": ("진행상황 알리기", NoticeForm),
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
    told = ["progress"] if progress.is_due(case.complaint, case.now) else []
    return [*told, *of_plan(case, plan), *of_photos(case.complaint), "memo"]


def of_plan(case: Case, plan: Plan | None) -> list[str]:
    if case.complaint.joined_to_id:  # its visitors read the other one's promise
        return ["finish"] if plan and not plan.finished_at else []
    if plan is None:
        return ["plan"] if case.complaint.route == Route.LONG_TERM else []
    if plan.finished_at:
        return []
    approve = ["approve"] if not plan.approved_by and leads(case.user) else []
    return ["step", "promise", *approve, "finish"]


def of_photos(complaint: Complaint) -> list[str]:
    """Photos belong to what is or was handled; before and after are enough."""
    if complaint.state == State.CLOSED:
        return []
    kept = len(complaint.photos.all())
    return [
        *(["photo"] if kept < len(AnswerPhoto.Moment) else []),
        *(["drop_photo"] if kept else []),
    ]


def leads(user: User) -> bool:
    return user.has_perm("boards.lead_complaint")
