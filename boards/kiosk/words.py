"""Every sentence of the tablet; its scripts know them by their keys.

A name in braces is filled in by the tablet. The other languages stand in boards/locale.
"""

from __future__ import annotations

import json
from functools import cache

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from boards.chips import CHIPS
from boards.languages import CATALOGUES
from boards.models.note import Side

WORDS = {
    "title": _("민원실에 하고 싶은 말씀을 붙여 주세요"),
    "good": _("좋아요"),
    "goodHint": _("고마웠던 일을 남겨요"),
    "regret": _("아쉬워요"),
    "regretHint": _("불편했던 일을 알려요"),
    "anonymous": _(
        "이름을 묻지 않는 쪽지입니다. 법에 따른 정식 민원이 아니며, "
        "정식 민원은 국민신문고(epeople.go.kr)에 낼 수 있습니다."
    ),
    "home": pgettext_lazy("the tablet", "처음으로"),
    "back": _("이전"),
    "next": _("다음"),
    "step": _("{now}/{all} 단계"),
    "forWhom": _("어느 창구에 대한 말씀인가요?"),
    "desk": _("{number}번 창구"),
    "noDesk": _("창구와 상관없어요"),
    "aboutGood": _("무엇이 좋았나요?"),
    "aboutRegret": _("무엇이 아쉬웠나요?"),
    "write": _("하고 싶은 말씀을 적어 주세요"),
    "writeHint": _("이름·전화번호·주민등록번호는 적지 마세요."),
    "left": _("{count}자 남음"),
    "over": _("{count}자를 줄여 주세요"),
    "review": _("이렇게 붙일까요?"),
    "mend": _("고치기"),
    "stick": _("붙이기"),
    "thanks": _("쪽지를 붙였습니다. 고맙습니다!"),
    "thanksOffline": _("쪽지를 이 태블릿에 안전하게 보관했습니다. 연결되면 바로 붙습니다."),
    "code": _("접수증 번호"),
    "codeHint": _("휴대전화로 {address} 에서 이 번호를 넣으면 답을 볼 수 있습니다."),
    "returning": _("{seconds}초 뒤에 처음으로 돌아갑니다. 화면을 만지면 더 기다립니다."),
    "notSaved": _("아직 저장되지 않았습니다. 화면을 끄지 말고 직원에게 알려 주세요."),
    "again": _("다시 해 보기"),
    "residentNumber": _("주민등록번호는 적을 수 없습니다. 빼고 다시 해 주세요."),
    "hiddenFromStaff": _("지금 이 화면은 직원에게 보이지 않습니다"),
    "bigText": _("큰 글씨"),
    "contrast": _("선명한 화면"),
    "lowMode": _("낮은 화면"),
    "aids": _("보기 도움"),
    "languages": _("언어"),
    "stillThere": _("계속 쓰고 계신가요?"),
    "stillThereHint": _("{seconds}초 뒤에 적은 글을 지우고 처음으로 돌아갑니다."),
    "stay": _("계속 쓰기"),
    "leaving": _("적은 것을 지우고 처음으로 갈까요?"),
    "leave": _("지우고 처음으로"),
    "stickNow": _("이대로 붙이기"),
    "ready": _("이대로 붙일까요?"),
    "readyHint": _("{seconds}초 뒤에 이대로 붙습니다. 화면을 만지면 기다립니다."),
    "writeByKeys": _("글로 적기"),
    "writeByFinger": _("손으로 쓰기"),
    "draw": _("손가락으로 써 주세요"),
    "drawHere": _("손으로 쓰는 종이"),
    "drawnPage": _("손으로 쓴 {number}쪽"),
    "drawnFull": _("더 쓸 자리가 없습니다. 지우거나 이대로 붙여 주세요."),
    "tools": _("필기 도구"),
    "pen": _("펜"),
    "rubber": _("지우개"),
    "undo": _("되돌리기"),
    "newPage": _("새 장"),
    "page": _("{number}장"),
    "takeBack": _("떼어 내기 ({seconds}초)"),
    "takenBack": _("쪽지를 떼어 냈습니다. 아무것도 보내지 않았습니다."),
    "mendAndStick": _("고쳐서 다시 붙이기"),
    "voice": _("음성"),
    "isChosen": _("선택됨"),
    "touchAgain": _("한 번 더 누르면 됩니다"),
    "readAgain": _("다시 듣기"),
    "stopReading": _("멈추기"),
    "helped": _("대신 적어 드려요"),
    "helping": _("대신 적어 드리는 쪽지입니다"),
    "looksLike": _("{kind} 같습니다: {found}"),
    "kinds": {
        "resident": _("주민등록번호"),
        "phone": _("전화번호"),
        "email": _("전자우편 주소"),
        "messenger": _("메신저 아이디"),
        "plate": _("차량번호"),
        "card": _("카드번호"),
        "account": _("계좌번호"),
        "passport": _("여권번호"),
        "licence": _("면허번호"),
        "address": _("집 주소"),
    },
    "personalHint": _("적지 않아도 처리할 수 있습니다. 빼는 것이 안전합니다."),
    "removeThis": _("빼기"),
    "petitionQr": _("국민신문고 누리집 QR 코드"),
    "receiptQr": _("이 쪽지의 답을 볼 수 있는 QR 코드"),
    "others": _("다른 분들의 쪽지"),
    "seeOthers": _("다른 쪽지 보기"),
    "join": _("나도요"),
    "joinCount": _("나도요 {count}"),
    "joinLater": _("지금은 누를 수 없습니다. 잠시 뒤에 다시 눌러 주세요."),
    "noOthers": _("아직 볼 수 있는 쪽지가 없습니다."),
    "newer": _("앞 쪽지"),
    "older": _("다음 쪽지"),
    "pickDesk": _("창구 고르기"),
    "hangs_at_once": _("붙이면 벽에 바로 걸립니다. 살펴볼 말이 있으면 직원이 본 뒤에 걸립니다."),
    "hangs_after_look": _(
        "근무일 10시나 15시에 벽에 걸립니다. 살펴볼 말이 있으면 직원이 본 뒤에 걸립니다."
    ),
    "hangs_held": _("직원이 살펴본 뒤에 벽에 걸립니다."),
    "noVoice": _("이 태블릿에는 이 말을 읽어 줄 목소리가 없습니다."),
    "keyboard": _("화면 자판"),
    "keyLayouts": _("자판 고르기"),
    "keyDubeol": _("두벌식"),
    "keyCheonjiin": _("천지인"),
    "keyLatin": _("영문"),
    "keyTelex": _("베트남어"),
    "keySigns": _("숫자·기호"),
    "keyErase": _("지우기"),
    "keyEnter": _("줄바꿈"),
    "keySpace": _("띄어쓰기"),
    "keyDouble": _("쌍자음"),
    "keyShift": _("대문자"),
    "keyCaps": _("대문자 고정"),
    "keyLeft": _("왼쪽으로"),
    "keyRight": _("오른쪽으로"),
    "keyNext": _("다음 글자"),
    "keyDot": _("점 ㆍ"),
    "goodOf": CHIPS[Side.GOOD],
    "regretOf": CHIPS[Side.REGRET],
}


@cache
def module(language: str) -> bytes:
    """The sentences in a language (a note's stored key) as a module of JavaScript."""
    with translation.override(CATALOGUES[language]):
        words = json.dumps(WORDS, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))
    return f"export default {words};\n".encode()
