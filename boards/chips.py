"""What can be touched on the tablet instead of writing: each category, worded for the side."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boards.models.note import Category, Side

CHIPS = {
    Side.GOOD: {
        Category.KINDNESS: _("친절했어요"),
        Category.GUIDANCE: _("설명이 쉬웠어요"),
        Category.WAITING: _("금방 됐어요"),
        Category.ACCURACY: _("빠르고 정확했어요"),
        Category.CONNECTION: _("잘 이어 줬어요"),
        Category.PARKING: _("주차가 편했어요"),
        Category.FACILITY: _("시설이 좋아요"),
        Category.CLEANLINESS: _("깨끗해요"),
        Category.COMFORT: _("쾌적해요"),
        Category.MACHINES: _("기계가 편했어요"),
        Category.ACCESS: _("도움을 잘 줬어요"),
        Category.SIGNAGE: _("찾기 쉬웠어요"),
        Category.POLICY: _("제도가 좋아요"),
        Category.OTHER: _("그 밖에"),
    },
    Side.REGRET: {
        Category.KINDNESS: _("불친절했어요"),
        Category.GUIDANCE: _("설명이 어려웠어요"),
        Category.WAITING: _("오래 기다렸어요"),
        Category.ACCURACY: _("느리거나 틀렸어요"),
        Category.CONNECTION: _("여기저기 돌았어요"),
        Category.PARKING: _("주차가 힘들어요"),
        Category.FACILITY: _("시설이 불편해요"),
        Category.CLEANLINESS: _("지저분해요"),
        Category.COMFORT: _("덥거나 시끄러워요"),
        Category.MACHINES: _("기계가 안 돼요"),
        Category.ACCESS: _("이용이 힘들어요"),
        Category.SIGNAGE: _("찾기 어려워요"),
        Category.POLICY: _("제도를 바꿔 주세요"),
        Category.OTHER: _("그 밖에"),
    },
}
