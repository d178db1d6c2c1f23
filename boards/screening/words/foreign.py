"""Abuse in English, Vietnamese and Chinese, the latter also in its Latin initials."""

from __future__ import annotations

import re

from boards.screening.patterns import either, late_words

LATIN = late_words(
    either(
        r"\bf+[u*@#v]+c*k+\w*|\bf\*+k?\w*|\bfck\w*|\b[s$]hit(?:ty|s|head)?\b|\b[s$]h[1!*]t\b|bull ?shit|\bb[i1!*]tch\w*",
        r"\ba[s$]{2} ?h[o0*]les?\b|\ba\*\*|\bbastards?\b|\bcunts?\b|\bdick ?heads?\b|\bpricks?\b|\bmotherf\w*",
        r"\bson of a b|\bidiots?\b(?!-? ?proof)|\bmorons?\b|\bimbeciles?\b",
        r"\bdumb ?(?:ass|fuck|people|staff|clerk|idiot)\w*|\bstupid (?:people|staff|clerk|woman|man|bitch|idiot|cow)",
        r"\bscum\b|\bwankers?\b|\bdip ?shits?\b|\bjack ?ass(?:es)?\b|\bsuck my\b",
        r"\buseless (?:idiots?|pigs?|morons?|bastards?|bitch\w*)",
        r"\b(?:lazy|fat|dirty|filthy) (?:pigs?|bastards?|cows?|bitch\w*)|\bgo to hell\b|\bscrew you\b",
        r"\bpiece of (?:crap|shit)|\bpiss off\b|\bwtf\b|\bstfu\b|\bcrap(?:py)? (?:people|staff)",
        r"\b(?:i(?:'ll| will| am going to|'m gonna)|gonna|wanna) (?:(?:kill|stab|beat|burn|shoot|hurt) (?:you|u|him|her|them|this place|everyone|all)|find (?:you|where you))\b",
        r"\bkill (?:you|yourself|them all)|\bburn (?:it|this) (?:place )?down",
        r"you(?:'ll| will) (?:die\b|regret|pay for (?:this|that|what)\b)|watch your back|\bhope (?:you|they)(?: all)? die",
        r"\bgo die\b|\bdrop dead|\bkys\b",
        r"\b(?:sexy|nice (?:ass|tits|boobs|legs)|tits|boobs|blow ?job|horny|sleep with me|take (?:it|your clothes) off)\b",
        r"\b(?:nigg(?:er|a)|chink|gook|faggot|fag|retard(?:ed)?|spic|paki|whore|slut)s?\b|\bđ[ụịi]t\b|\bđ[éèê]o\b",
        r"\bđm+\b|\bđmm\b|\bdmm\b|\bđcm\b|\bđ\.? ?m\b|\bvcl\b|\bvkl\b|\bvl\b|\bcl\b(?=[!. ])|\blồn\b|\bcặc\b|\bbuồi\b",
        r"đồ (?:ngu|chó|khốn|điên|rác)|\bngu (?:như|vãi|xuẩn|thế|ngốc|si)|ngu như (?:bò|chó|lợn)",
        r"(?:mẹ|má|bố|cha) (?:mày|chúng mày)|mẹ kiếp|súc sinh|\bđụ\b|vãi (?:lồn|l)|mặt (?:chó|lợn)|đồ mất",
        r"chó (?:chết|má|đẻ)|thằng (?:chó|ngu|điên|khốn|mặt)|con (?:đĩ|điên|khốn)|óc (?:chó|lợn|bò)",
        r"khốn (?:nạn|kiếp)|mất dạy|\bcút\b|vô học|súc vật|(?:bọn|lũ) (?:chó|khốn|ngu|ăn hại|vô)",
        r"đốt (?:chỗ|cái)|giết (?:mày|chết|hết)|đánh chết|chém chết|gợi cảm|ngủ với (?:anh|tôi)|bọn tàu",
        r"thằng tàu|\b(?:tmd|cnm|nmsl|sb)\b",
        r"\b(?:tlqkf|ssibal|sibal|shibal|byungshin|qudtls|wlfkf|rotorl|gaesaek\w*)|\bf[ .\-_*]?u[ .\-_*]?c[ .\-_*]?k\b|\byou(?:'re| are| guys are)(?: all)?(?: so)? (?:stupid|dumb|pathetic|trash|worthless)|chết đi\b",
    ),
    flags=re.IGNORECASE,
)
CHINESE = late_words(
    either(
        r"草泥马|去你妈|你他妈|狗日|婊子|王八|杂种|妈逼|不要脸|脑子有病|猪(?:头|狗)|傻 ?[逼比屄BbXx]|煞笔|沙比",
        r"[操草肏艹]\s?[你我]?妈|[操草肏艹日]你|你妈(?:的|逼)|他妈的|(?<![我你他她爸妈和的])[妈马]的(?=[!！,，。 ])|尼玛",
        r"混蛋|王八蛋|滚(?:蛋|开|出去|吧|!|！|$)|(?<!过)去死(?![板角])|白痴|蠢(?:货|猪|驴)|智障|脑残|贱(?:人|货|逼)|狗屁",
        r"狗(?:东西|官|娘)|废物|人渣|垃圾(?:人|东西|公务员|态度)|畜生|神经病|死(?:老太婆|胖子)|杀了你|弄死|打死|砍死",
        r"烧了(?:你|这)|砍(?:你|死)|弄你|死全家|小心你的|性感|上床|操我|做爱|脱(?:衣服|光)|棒子|黑鬼|高丽棒",
        r"(?:^|[我，,。!！ ])[操肏艹](?=$|[,，。!！ ])|[妈马]的$",
    )
)
