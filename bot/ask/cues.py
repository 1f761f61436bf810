"""The words that say what to do with a figure, in three scripts (simplified here; traditional is folded).

An owner may add a row; a cue must not be a name of the catalogue.
"""

from __future__ import annotations

from bot.core.ledger import Name

CUES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "yoy",
        (
            "yoy",
            "y/y",
            "y o y",
            "year on year",
            "year over year",
            "on the year",
            "annual growth",
            "growth",
            "growth rate",
            "同比",
            "同比增长",
            "同比增速",
            "年增",
            "年增长",
            "增速",
            "增长",
            "增长率",
            "增幅",
        ),
    ),
    (
        "qoq",
        (
            "qoq",
            "q/q",
            "q o q",
            "quarter on quarter",
            "quarter over quarter",
            "on the quarter",
            "sequential",
            "sequential growth",
            "环比",
            "环比增长",
            "环比增速",
            "季增",
        ),
    ),
    (
        "gap",
        (
            "gap",
            "vs",
            "versus",
            "against",
            "compared with",
            "compared to",
            "compare",
            "compare with",
            "difference",
            "behind",
            "差距",
            "差多少",
            "对比",
            "相比",
            "比较",
        ),
    ),
    (
        "prices",
        (
            "price",
            "prices",
            "pricing",
            "price list",
            "price ladder",
            "price moves",
            "price cut",
            "price cuts",
            "how much does it cost",
            "价格",
            "定价",
            "价格表",
            "多少钱",
            "收费",
            "月费",
            "会员费",
            "会员价格",
            "降价",
            "价格战",
        ),
    ),
    ("all_prices", ("all prices", "all the prices", "prices of all", "全部价格", "所有价格", "各家价格")),
    (
        "guidance",
        (
            "guidance",
            "outlook",
            "target",
            "targets",
            "forecast",
            "guide",
            "指引",
            "目标",
            "预期",
            "全年目标",
            "全年指引",
        ),
    ),
    (
        "list",
        (
            "by quarter",
            "all quarters",
            "every quarter",
            "each quarter",
            "quarters",
            "quarterly",
            "over time",
            "trend",
            "trajectory",
            "history",
            "list",
            "逐季",
            "各季度",
            "各季",
            "每季度",
            "每个季度",
            "每季",
            "所有季度",
            "走势",
            "趋势",
            "历史",
            "轨迹",
            "how did it move",
            "how has it moved",
            "怎么变",
            "怎么变化",
            "变化",
        ),
    ),
    ("implied", ("implied", "left for the year", "minus year to date", "left for q4", "隐含", "剩余", "还剩")),
    ("share", ("share", "proportion", "占比", "占", "比重")),
    ("cumulative", ("cumulative", "cumulative to", "cumulatively", "since launch", "since it began", "累计", "累计到")),
    ("overview", ("overview", "summary", "profile", "everything", "概览", "概况", "总览", "简介")),
    (
        "source",
        (
            "source",
            "sources",
            "where from",
            "who said",
            "who said so",
            "says who",
            "来源",
            "出处",
            "谁说的",
            "哪来的",
            "依据",
        ),
    ),
    ("why", ("why", "why not", "why cant you tell", "how come", "为什么", "为何", "怎么算", "为什么不能判断")),
    (
        "conflicts",
        (
            "conflict",
            "conflicts",
            "conflicting",
            "contradiction",
            "contradictions",
            "contradict",
            "discrepancies",
            "inconsistencies",
            "矛盾",
            "冲突",
            "互相矛盾",
            "不一致",
            "对不上",
        ),
    ),
    ("digest", ("digest", "briefing", "简报", "季报摘要", "摘要")),
    ("help", ("help", "usage", "commands", "what can you do", "帮助", "怎么用", "你会什么", "用法")),
    (
        "thanks",
        (
            "thanks",
            "thank you",
            "thx",
            "ty",
            "ok",
            "okay",
            "great",
            "cool",
            "nice",
            "got it",
            "lol",
            "谢谢",
            "多谢",
            "好的",
            "收到",
            "明白",
            "了解",
            "辛苦了",
            "不错",
        ),
    ),
)

PINYIN: tuple[tuple[str, str], ...] = (
    ("tongbi", "yoy"),
    ("huanbi", "qoq"),
    ("chaju", "gap"),
    ("jiage", "prices"),
    ("zhiyin", "guidance"),
    ("zhanbi", "share"),
    ("laiyuan", "source"),
    ("maodun", "conflicts"),
    ("chongtu", "conflicts"),
    ("weishenme", "why"),
)
"""Cues in pinyin: whoever types them is answered in Chinese."""

_ENGLISH = (
    "a about actually change day again amount an and are as at be bot by can could current data did do does "
    "figure figures for from full give got has have hello hey hi how i in instead is it it's its just "
    "according kwai let level made make many me mean meant much my no not now number numbers of on only or our "
    "plan plans please pls rather re s say says show so sorry tell than that the their them then these they this "
    "to total us was we were what what's when whats which who whole will with would you your "
)
_CHINESE = (
    "一下不与时候且个为么之也了什从们会何你共其再几到前占又及只同后吗吧呀告呢和啊嘛在多"
    "如季家对少年度得怎想成我截日是月有查样涨现由的看知约给而能自至要诉说请跟近还这"
    "道那都里问间降"
)
_MARKS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~“”…、。！（），：；？"

FILLERS: frozenset[str] = frozenset((*_ENGLISH.split(), *_CHINESE, *_MARKS))
"""Words that carry nothing of a question."""


def cue_names() -> tuple[Name, ...]:
    """The cues as names, so that one index finds both and a misspelt cue is mended like any name."""
    spelled = tuple(Name(word, "word", cue, pinyin=True) for word, cue in PINYIN)
    return (*(Name(words, "word", cue) for cue, phrases in CUES for words in phrases), *spelled)
