"""A line of the trail in the words of the counter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from boards.models import AnswerPhoto, Category, Outcome, Route, State, TrailEntry
from boards.models.complaint import ClosingGround
from boards.triage.states import CHANGES
from staff.models import Office, User

ACTIONS = {
    "joined": "다른 민원을 합쳐 받음",
    "join_undone": "합치기가 되돌려짐",
    "split_off": "나뉘어 생김",
    "split_undone": "나누기가 되돌려짐",
    "undo": "되돌림",
    "memo": "메모",
    "photo_kept": "답변 사진 붙임",
    "photo_removed": "답변 사진 지움",
    "photo_opened": "답변 사진 열어 봄",
    "abuse_exported": "폭언 기록 내보냄",
    "progress_told": "진행상황 알림",
    "opened_text": "가린 내용 열어 봄",
    "plan": "개선계획 세움",
    "plan_approved": "개선계획 승인",
    "plan_finished": "개선계획 끝냄",
    "step": "개선계획 진행",
    "promise_moved": "약속한 날 옮김",
    "opinion.given": "답변에 대한 의견 받음",
    "opinion.granted": "다시 보기로 함",
    "opinion.declined": "답변 그대로 둠",
    "rule.made": "배정 규칙 만듦",
    "rule.changed": "배정 규칙 고침",
    "note.thanked": "고마움의 말 붙임",
    "note.thanks_taken_back": "고마움의 말 거둠",
    "note.received": "쪽지 받음",
    "note.replaced": "고쳐 쓴 쪽지로 바뀜",
    "note.rewritten": "고쳐 쓴 쪽지가 따로 있음",
    "rewritten": "방문자가 고쳐 쓴 쪽지를 함께 둠",
    "note.shown": "쪽지 공개",
    "note.hidden": "쪽지 가림",
    "note.held": "쪽지 공개 미룸",
    "note.opened": "쪽지 원문 열어 봄",
    "note.judged_anew": "잘못된 판정 풂",
    "office.made": "기관 만듦",
    "office.changed": "기관 고침",
    "desk.made": "창구 만듦",
    "desk.changed": "창구 고침",
    "closedday.made": "휴무일 넣음",
    "closedday.changed": "휴무일 고침",
    "closedday.deleted": "휴무일 지움",
    "board.made": "게시판 만듦",
    "board.changed": "게시판 고침",
    "replytemplate.made": "답변 문안 만듦",
    "replytemplate.changed": "답변 문안 고침",
    "user.created": "계정 만듦",
    "user.changed": "계정·권한 바꿈",
    "user.password_set": "비밀번호 새로 정해 줌",
    "user.password_changed": "비밀번호 바꿈",
    "suggestion_model_used": "제안 모델 바꿈",
    "nameplate.made": "명패 만듦",
    "nameplate.changed": "명패 고침",
    "nameplate.printed": "명패 인쇄",
    "consent.given": "동의 받음",
    "consent.withdrawn": "동의 철회",
    "photo.kept": "사진 올림",
    "photo.deleted": "사진 지움",
    "photo.opened": "사진 열어 봄",
    "device.paired": "기기 연결",
    "device.revoked": "기기 연결 해제",
    "refused.handed_over": "태블릿에서 넘겨받음",
    "refused.taken": "쪽지로 받음",
    "refused.opened": "받지 못한 쪽지 열어 봄",
    "refused.dropped": "받지 않음",
    **{name: change.label for name, change in CHANGES.items()},
}
FIELD_LABELS = {
    "office_id": "기관",
    "category": "분야",
    "matter": "요지",
    "route": "분류",
    "state": "상태",
    "due_at": "처리기한",
    "assigned_to_id": "담당자",
    "outcome": "처리결과",
    "closing_ground": "종결 사유",
    "action_taken": "조치내용",
    "answer": "답변",
    "promised_on": "약속한 날",
    "joined_to_id": "합친 민원",
    "undone": "되돌린 일",
    "suggested_by": "참고한 제안",
    "rule": "따른 배정 규칙",
    "part": "나눈 민원",
    "moment": "사진",
}
LABELS: dict[str, dict[str, str]] = {
    "category": dict(Category.choices),
    "route": dict(Route.choices),
    "state": dict(State.choices),
    "outcome": dict(Outcome.choices),
    "closing_ground": dict(ClosingGround.choices),
    "undone": ACTIONS,
    "moment": dict(AnswerPhoto.Moment.choices),
}


@dataclass(frozen=True)
class Told:
    """Who did what when, with the changes as (label, before, after)."""

    at: datetime
    who: str
    what: str
    reason: str
    changes: list[tuple[str, str, str]]


def told(line: TrailEntry) -> Told:
    """One line in words."""
    before, after = line.before or {}, line.after or {}
    names = [name for name in FIELD_LABELS if name in before or name in after]
    return Told(
        at=line.at,
        who=line.actor_label,
        what=ACTIONS.get(line.action, line.action),
        reason=line.reason,
        changes=[
            (FIELD_LABELS[n], _spoken(n, before.get(n)), _spoken(n, after.get(n))) for n in names
        ],
    )


def _spoken(name: str, value: Any) -> str:
    if value in (None, ""):
        return "–"
    if name in LABELS:
        return LABELS[name].get(value, str(value))
    if name == "due_at":
        return f"{timezone.localtime(datetime.fromisoformat(value)):%Y. %-m. %-d. %H:%M}"
    if name == "assigned_to_id":
        return str(User.objects.filter(pk=value).first() or value)
    if name == "office_id":
        return str(Office.objects.filter(pk=value).first() or value)
    return str(value)
