"""The language of a text, as far as fonts and screen readers need it."""

from __future__ import annotations

import re
from functools import lru_cache

HAN = re.compile(r"[㐀-鿿豈-﫿]")
# Frequent characters that only traditional writing has.
TRADITIONAL = frozenset("億萬靈營銷無說與國電這為後過個們會計數據環視頻戶價額兩處內庫媒體財經鈦虧報開關點")
SIMPLIFIED = frozenset("亿万灵营销无说与国电这为后过个们会计数据环视频户价额两处内库体财经钛亏报开关点")


@lru_cache(maxsize=4096)
def language(text: str) -> str:
    """zh-Hans, zh-Hant, or nothing for a text that only quotes Chinese words."""
    han = len(HAN.findall(text))
    # One Chinese character says about as much as three letters.
    if han * 3 < sum(letter.isalpha() for letter in text) - han:
        return ""
    if not han:
        return ""
    letters = set(text)
    traditional = len(letters & (TRADITIONAL - SIMPLIFIED))
    simplified = len(letters & (SIMPLIFIED - TRADITIONAL))
    return "zh-Hant" if traditional > simplified else "zh-Hans"
