"""The words that say what to do with a figure, in three scripts (simplified here; traditional is folded).

An owner may add a row; a cue must not be a name of the catalogue.
"""

from __future__ import annotations

from bot.core.ledger import Name

_SAID = {
    "yoy": (
        "yoy; double; doubled; 翻倍; 翻番; y/y; y o y; year on year; year over year; on the year; annual growth; "
        "growth; growth rate; grow; grew; rise; rose; increase; increased; 同比; 同比增长; 同比增速; 年增; "
        "年增长; 增速; 增长; 增长率; 增幅"
    ),
    "qoq": (
        "qoq; q/q; q o q; quarter on quarter; quarter over quarter; on the quarter; sequential; "
        "sequential growth; 环比; 环比增长; 环比增速; 季增"
    ),
    "gap": (
        "gap; vs; versus; against; compared with; compared to; compare; compare with; difference; behind; 差距; "
        "比; 差多少; 对比; 相比; 比较"
    ),
    "prices": (
        "price; prices; pricing; price list; price ladder; price moves; price cut; price cuts; "
        "how much does it cost; most expensive; cheapest; dearest; cheaper; 价格; 定价; 价格表; 多少钱; 几钱; "
        "收费; 月费; 会员费; 会员价格; 降价; 降价多少; 价格战; 最贵; 最便宜; 会员; 套餐; membership; "
        "memberships; 谁最贵; 谁最便宜; 便宜; 便宜多少; 便宜了多少"
    ),
    "guidance": (
        "guidance; guidance path; path of guidance; outlook; target; targets; forecast; guide; 指引; 目标; 预期; "
        "全年目标; 全年指引; 指引路径"
    ),
    "revised": (
        "raised by how much; by how much was it raised; how much was it raised; how much has it been raised; "
        "上调了多少; 上调多少; 上调幅度; 上调了几成; 调高了多少"
    ),
    "per:year": (
        "per year; per annum; a year; annual price; annual fee; annual plan; yearly; yearly price; yearly fee; "
        "年费; 年价; 包年; 年付; 年卡; 每年"
    ),
    "per:month": "per month; 每月; 包月; 月付; 月卡",
    "per:week": "per week; 周费; 包周; 每周",
    "per:day": "per day; 日费; 每天; 每日",
    "all_prices": "all prices; all the prices; prices of all; 全部价格; 所有价格; 各家价格",
    "list": (
        "by quarter; all quarters; every quarter; each quarter; quarters; quarterly; over time; trend; "
        "trajectory; history; list; 逐季; 各季度; 各季; 每季度; 每个季度; 每季; 所有季度; 走势; 趋势; 历史; "
        "轨迹; how did it move; how has it moved; 怎么变; 怎么变化; 变化"
    ),
    "estimate": (
        "estimate; estimates; broker estimate; broker estimates; analyst estimates; analyst forecasts; "
        "consensus; 券商预测; 券商预期; 分析师预测; 机构预测; 一致预期; 预测"
    ),
    "implied": (
        "implied; left for the year; left for the rest of the year; minus year to date; left for q4; left; "
        "left after ytd; 隐含; 剩余; 还剩; 还剩多少; 剩多少"
    ),
    "total": "total; totals; 总额; 总数",
    "sum": (
        "sum; plus; total of; add up; added up; add them up; combined; altogether; in total; 合计; 总和; 加起来; "
        "加总; 相加; 共计; 一共; 总共"
    ),
    "compound": (
        "cagr; cqgr; compound growth; compound growth rate; compound annual growth; compound annual growth rate; "
        "compound quarterly growth; compound quarterly growth rate; compounded; compounded growth; 复合增长; "
        "复合增长率; 复合增速; 年复合增长率; 复合年增长率; 年均复合增长率; 复合季度增长率"
    ),
    "less": "minus; less; 减; 减去; 扣除",
    "level": "amount; the amount; level; absolute; in absolute terms; 金额; 金额多少; 绝对值; 绝对额; 数额",
    "times": "how many times; times; multiple of; 几倍; 多少倍; 倍",
    "ratio": (
        "ratio; ratio of; ratio to; divided by; per; relative to; as a percentage of; as percentage of; "
        "as a percent of; as % of; as a % of; as a share of; /; ÷; 除以; 之比; 比值; 的比例"
    ),
    "rank": (
        "rank; rank by; rank them by; rank everyone by; rank among; ranked by; who has the most; who has more; "
        "who has the highest; who has the largest; who has the biggest; who leads in; who is biggest; "
        "who is largest; who is the largest; who is the biggest; who is first; largest by; biggest by; sort by; "
        "highest; largest; biggest; 谁最多; 谁最高; 谁最大; 谁第一; 谁更多; 谁更高; 谁领先; 最高; 最多; 最大; "
        "哪家; 排第几; 排名; 排个序; 按大小排"
    ),
    "score": (
        "guidance score; score; score the guidance; scorecard; hit guidance; meet guidance; met guidance; "
        "beat guidance; miss guidance; missed guidance; hit its guidance; hit the guidance; met its guidance; "
        "hit the target; hit its target; hit target; meet the target; met its target; met the target; on track; "
        "actual vs guidance; actual against guidance; against its guidance; against guidance; vs guidance; "
        "versus guidance; 完成度; 完成率; 完成了几成; 完成几成; 完成了多少; 达标; 达成; 达成率; 完成了吗; "
        "完成指引; 完成目标; 完成多少; 实现了吗; 兑现; 兑现了吗"
    ),
    "everything": (
        "everything; everything about; everything on; all about; all figures; all figures for; all the figures; "
        "all metrics; all numbers; all data; all you have; all you have on; 一切; 全部数据; 所有数据; 全部指标; "
        "所有指标; 全部数字; 所有数字; 所有信息"
    ),
    "news": (
        "what is new; what's new; whats new; new since; anything new; anything new since; news since; "
        "updates since; changed since; what has changed; what changed; 新增; 有什么新; 有什么新的; 有什么新内容; "
        "有哪些新; 有啥新的; 新消息; 更新了什么; 有何更新"
    ),
    "both": "both; both of them; the two; 两者; 两家; 双方",
    "now": "now; right now; currently; at present; today; 现在; 目前; 如今; 眼下",
    "so_far": "as known; known by; had been said; said by; at the time; back then; 当时; 那时",
    "form:csv": "csv; as csv; as a csv; to csv; export; export csv; 导出; 导出csv; csv格式",
    "form:text": (
        "as text; as a paragraph; one paragraph; a paragraph; paragraph; to paste; in words; 写成一段话; "
        "写成一段; 一段话; 写成文字; 用文字; 文字版"
    ),
    "form:chart": "chart; a chart; as a chart; as chart; graph; plot; 画图; 画个图; 图表; 画成图",
    "form:table": "table; a table; as a table; as table; 列表; 表格; 列个表; 做成表格; 列成表",
    "money:USD": (
        "in usd; in us$; in dollars; in us dollars; to usd; to dollars; convert to usd; convert to dollars; "
        "in $; usd; 美元; 美金; 换成美元; 换算成美元; 折合美元; 合多少美元; 折合多少美元; 以美元计"
    ),
    "money:CNY": (
        "in rmb; in cny; in yuan; in renminbi; to rmb; to cny; convert to rmb; rmb; cny; 人民币; 换成人民币; "
        "换算成人民币; 折合人民币; 合多少人民币; 合多少元; 折合多少元; 以人民币计"
    ),
    "money:HKD": "in hkd; in hk$; in hong kong dollars; to hkd; hkd; 港元; 港币; 换成港元; 换算成港元; 合多少港元",
    "scale:bn": "in billions; in billion; in bn; billions; 以十亿计; 十亿为单位",
    "scale:m": "in millions; in million; in m; millions; 以百万计; 百万为单位",
    "scale:yi": "in yi; in 100 millions; 以亿计; 以亿为单位; 亿为单位; 用亿; 按亿; 换成亿",
    "scale:wan": "in wan; in 10 thousands; 以万计; 以万为单位; 万为单位; 用万; 按万; 换成万",
    "language:en": "in english; 用英文; 英文; 用英语; 英语; 换成英文",
    "language:zh-Hans": (
        "in chinese; in simplified; in simplified chinese; in mandarin; 用中文; 中文; 简体; 用简体; 换成中文; 换成简体"
    ),
    "language:zh-Hant": "in traditional; in traditional chinese; 繁体; 用繁体; 换成繁体; 繁体中文",
    "share": "share; proportion; 占比; 占; 比重",
    "cumulative": (
        "cumulative; cumulative to; cumulatively; since launch; since it began; since it started charging; "
        "since it began to charge; since it began charging; 开始收费以来; 收费以来; 累计; 累计到"
    ),
    "to_date": "ytd; year to date; the year to date; so far in the year; 年初至今; 年内累计; 今年累计; 本年累计",
    "overview": "overview; summary; profile; 概览; 概况; 总览; 简介",
    "source": "source; sources; where from; who said; who said so; says who; 来源; 出处; 谁说的; 哪来的; 依据",
    "why": "why; why not; why cant you tell; how come; 为什么; 为何; 怎么算; 为什么不能判断",
    "conflicts": (
        "conflict; conflicts; conflicting; contradiction; contradictions; contradict; discrepancies; "
        "inconsistencies; more conflicts; the other conflicts; all conflicts; 矛盾; 冲突; 互相矛盾; 不一致; 对不上; "
        "更多矛盾; 其他矛盾; 其余矛盾; 全部矛盾"
    ),
    "conflict:contradiction": (
        "two prints; different prints; prints that differ; conflicts contradiction; conflicts contradictions; "
        "两种说法; 两种印法"
    ),
    "conflict:tenfold": (
        "tenfold; tenfold slip; tenfold slips; slip of scale; slips of scale; scale slips; 数量级; 数量级之误"
    ),
    "conflict:misprint": (
        "misprint; misprints; misprinted; typo; typos; garble; garbles; 误印; 错印; 印错; 原文有误; 笔误"
    ),
    "conflict:shares": (
        "shares that do not add up; conflicts shares; conflicts share; shares conflicts; share conflicts; "
        "conflicts in shares; 占比不合; 占比之和"
    ),
    "conflict:growth": (
        "growth that does not fit; growth that disagrees; conflicts growth; growth conflicts; "
        "conflicts in growth; 增速不合"
    ),
    "conflict:record": (
        "record disproved; records disproved; disproved records; false records; conflicts records; "
        "record conflicts; 纪录不成立; 纪录说法不成立; 不成立的纪录"
    ),
    "conflict:same_target": (
        "one target, two ways; one target two ways; same target; same targets; one target; 同一目标; 同一目标两种说法"
    ),
    "conflict:look_alike": "look alike; look alikes; look-alike; look-alikes; lookalike; lookalikes; 形似; 易混",
    "conflict:rounding": "rounding; rounding only; roundings; rounded; 舍入; 仅舍入; 四舍五入; 仅四舍五入之差",
    "conflict:withheld": (
        "withheld; what is withheld; not served; unserved; kept back; 不予提供; 未予提供; 不提供; 不采用"
    ),
    "digest": "digest; briefing; 简报; 季报摘要; 摘要",
    "help": "help; usage; commands; what can you do; 帮助; 使用说明; 怎么用; 点用; 你会什么; 用法",
    "thanks": (
        "thanks; thank you; thx; ty; ok; okay; great; cool; nice; got it; lol; haha; hahaha; cheers; ta; bye; "
        "谢谢; 谢了; 唔该; 唔该晒; 哈哈; 哈哈哈; 呵呵; 多谢; 好的; 收到; 明白; 了解; 辛苦了; 不错"
    ),
}
"""What people type for each cue; "money:USD" and its like name how an answer is to be shown, "per:year" what a
price is paid for."""

CUES: tuple[tuple[str, tuple[str, ...]], ...] = tuple((cue, tuple(said.split("; "))) for cue, said in _SAID.items())

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
    "a about according actual actually actuals after again amount an and are as at be book bot by can change "
    "company could current data day did do does ever far figure figures for from full generated give got has "
    "have hello hey hi how i in instead is it it's its just kwai left let lets level made make many me mean "
    "meant much my no not number numbers of on one ones only or our own plan plans please pls rather re s say "
    "says show so sorry take tell than that the their them then these they this to told total us was we were "
    "what what's whats when which who whole will with would you your ytd "
)
_CHINESE = (
    "一下不与时候且个为么之也了什从们会何你共其再几到前占又及只同后吗吧呀告呢和啊嘛在多如季家对"
    "少年度得怎想成我截日是月有查样涨现由的看知约给而能自至要诉说请跟近还这道那都里问间降亿万元"
    "换离己公司系嘅咗冇晒点实际低高贵每各关于等级全球库书中"
)
_MARKS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~“”…、。！（），：；？"

FILLERS: frozenset[str] = frozenset((*_ENGLISH.split(), *_CHINESE, *_MARKS))
"""Words that carry nothing of a question."""


ANY_STEP: frozenset[str] = frozenset(
    "growth;growth rate;grow;grew;rise;rose;increase;increased;增速;增长;增长率;增幅".split(";")
)
"""Words for growth on the year that leave the step to a word beside them: "growth qoq"."""


def cue_names() -> tuple[Name, ...]:
    """The cues as names, so that one index finds both and a misspelt cue is mended like any name."""
    spelled = tuple(Name(word, "word", cue, pinyin=True) for word, cue in PINYIN)
    return (*(Name(words, "word", cue) for cue, phrases in CUES for words in phrases), *spelled)
