"""Answers that an office can start from; an administrator changes them in the admin."""

from __future__ import annotations

from boards.models import Category, Outcome, ReplyTemplate

# (title, category or "", outcome, body)
TEMPLATES: tuple[tuple[str, str, str, str], ...] = (
    (
        "바로 고쳤습니다",
        "",
        Outcome.RESOLVED,
        "말씀해 주셔서 고맙습니다. {조치한 날}에 {조치내용}. 다시 불편하시면 쪽지를 남겨 주세요.",
    ),
    (
        "일부 고쳤습니다",
        "",
        Outcome.PARTLY,
        "말씀해 주셔서 고맙습니다. {조치내용}. 남은 {남은 일}은 {약속한 날}까지 살펴보겠습니다.",
    ),
    (
        "길게 살펴보겠습니다",
        "",
        Outcome.LONG_TERM,
        "말씀하신 {사안}은 {까닭} 때문에 바로 고치기 어렵습니다. {약속한 날}까지 {할 일}을 하고 "
        "이 자리에 알려 드리겠습니다.",
    ),
    (
        "하기 어렵습니다",
        "",
        Outcome.NOT_POSSIBLE,
        "말씀하신 {사안}은 {까닭} 때문에 하기 어렵습니다. 대신 {다른 방법}을 이용하실 수 있습니다.",
    ),
    (
        "응대에 대해 사과드립니다",
        Category.KINDNESS,
        Outcome.RESOLVED,
        "불편을 드려 죄송합니다. 팀장이 직접 확인하였고 {조치내용}. 앞으로 더 친절히 모시겠습니다.",
    ),
    (
        "안내문을 바꿨습니다",
        Category.GUIDANCE,
        Outcome.RESOLVED,
        "헷갈리게 해 드려 죄송합니다. {조치한 날}에 {바꾼 안내문}을 알기 쉽게 바꾸었습니다.",
    ),
    (
        "기다림을 줄였습니다",
        Category.WAITING,
        Outcome.RESOLVED,
        "오래 기다리시게 해 죄송합니다. {붐비는 때}에는 {조치내용}.",
    ),
    (
        "다시 확인해 바로잡았습니다",
        Category.ACCURACY,
        Outcome.RESOLVED,
        "실수가 있었습니다. 죄송합니다. {조치한 날}에 다시 확인해 {조치내용}.",
    ),
    (
        "담당을 바로 이어 드립니다",
        Category.CONNECTION,
        Outcome.RESOLVED,
        "여러 곳을 거치시게 해 죄송합니다. {조치내용}. 앞으로는 {대표 창구}에서 이어 드리겠습니다.",
    ),
    (
        "주차 안내",
        Category.PARKING,
        Outcome.PARTLY,
        "주차가 불편하셨지요. 가까운 {주차장}을 이용하시면 {혜택}. "
        "주차면은 {할 일}을 살펴보겠습니다.",
    ),
    (
        "비품을 채우고 고쳤습니다",
        Category.FACILITY,
        Outcome.RESOLVED,
        "알려 주셔서 고맙습니다. {조치한 날}에 {비품}을 {조치내용}.",
    ),
    (
        "그날 바로 청소했습니다",
        Category.CLEANLINESS,
        Outcome.RESOLVED,
        "깨끗하지 못해 죄송합니다. {조치한 날}에 바로 청소하였고 {앞으로 할 일}.",
    ),
    (
        "온도와 소음을 맞췄습니다",
        Category.COMFORT,
        Outcome.RESOLVED,
        "불편을 드려 죄송합니다. {조치한 날}에 {조치내용}.",
    ),
    (
        "기계를 고쳤습니다",
        Category.MACHINES,
        Outcome.RESOLVED,
        "기계 때문에 불편하셨지요. {조치한 날}에 {조치내용}. 옆에서 도와드리는 직원을 두겠습니다.",
    ),
    (
        "도움을 마련했습니다",
        Category.ACCESS,
        Outcome.RESOLVED,
        "이용이 어려우셨지요. 죄송합니다. {조치내용}. 언제든 가까운 직원에게 말씀해 주세요.",
    ),
    (
        "안내표지를 바꿨습니다",
        Category.SIGNAGE,
        Outcome.RESOLVED,
        "찾기 어려우셨지요. {조치한 날}에 {표지}를 {조치내용}.",
    ),
    (
        "담당 부서에 전했습니다",
        Category.POLICY,
        Outcome.LONG_TERM,
        "좋은 제안 고맙습니다. {담당 부서}에 전했고, "
        "{약속한 날}까지 검토 결과를 알려 드리겠습니다.",
    ),
)


def make_reply_templates() -> int:
    """Make the templates that are missing by title; returns how many were made."""
    known = set(ReplyTemplate.objects.values_list("title", flat=True))
    missing = [
        ReplyTemplate(title=title, category=category, outcome=outcome, body=body)
        for title, category, outcome, body in TEMPLATES
        if title not in known
    ]
    return len(ReplyTemplate.objects.bulk_create(missing))
