"""Words that tell the bot to be quiet, or to listen again."""

from __future__ import annotations

import re

from bot.core.preference import Attention
from bot.words.script import fold

_HERE = r"(?:,? (?:please|pls|now|here|again|in this (?:thread|channel)))*"
_QUIET = re.compile(
    rf"(?:(?:please |pls )?(?:be |go |stay |keep )?(?:quiet|silent|mute)|hush|shush|shh+"
    rf"|(?:please )?(?:stop (?:listening|replying|answering|interrupting)|don'?t (?:interrupt|reply|answer))){_HERE}"
    r"|请?(?:先|保持)?(?:安静|静音|闭嘴|禁言|(?:别|不要|勿|停止)(?:插话|插嘴|说话|回复|出声))(?:一下|一点|点|吧|了)?"
)
_LISTEN = re.compile(
    rf"(?:please |pls )?(?:(?:keep |start |resume )?listen(?:ing)?|unmute|speak(?: up)?){_HERE}"
    r"|请?(?:(?:继续|接着|恢复)(?:听|回复|插话|说话)|听|听着|(?:取消|解除)(?:静音|安静|禁言)|可以(?:插话|说话|回复))(?:吧|了)?"
)
_AROUND = " .,!?;:。!?…~～"


def read_attention(text: str) -> Attention | None:
    """What a text tells the bot to be; None where it says anything else."""
    said = fold(text).strip(_AROUND)
    if _QUIET.fullmatch(said):
        return "quiet"
    return "listening" if _LISTEN.fullmatch(said) else None
