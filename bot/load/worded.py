"""How figures are written in words: fractions, bands, halves and doubles; on folded text."""

from __future__ import annotations

HAN = "(?:[零〇一二两三四五六七八九十百千万亿兆廿卅壹贰叁肆柒捌玖佰仟]|[伍陆拾](?=[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]))"
"""A Chinese numeral; 伍, 陆 and 拾 only before another: 队伍, 大陆 and 收拾 count nothing."""
CIPHER = "[一二三四五六七八九]"
NUMBER = rf"{HAN}+(?:点[零〇一二三四五六七八九]+)?[万亿兆]*"
"""A number in Chinese numerals."""

_FRACTION = rf"{HAN}+分之{NUMBER}[强弱多]?"
_LEADING = rf"(?<![以之此目眼先从向往])前[二三四五六七八九十百]{HAN}*(?:[强甲名大位的]|(?=[,。;、]|$))"
# 百万级 and 十亿 are numbers; 数千万, 几百亿 and 十几亿 only say how large.
_LARGE = rf"(?:{HAN}+[几多余]|[数几]{HAN}*)[万亿兆]+|(?<=[超逾近破过约上达])千万(?=[元人名户次个条的,。;、]|$)"
_HAN_WORDS = (
    "一个百分点|一个点(?=[左右多,。;、的]|以上|$)",
    rf"{CIPHER}{{2}}开(?![始放发通启])",
    "打?对折|腰斩|半[价成]|双倍|加倍|一倍半|成千上万|数以[十百千万亿]+计|归零|[½⅓⅔¼¾⅛]",
    "翻了?[一两几]?番|翻了?倍|成倍|倍增|减半|过半|半数|一大?半|[数几]倍|几?[几数](?:毛|块)钱?",
    "(?:中高|中低|[高中低])?[个单双两三四]位数",
)
_COUNT = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety"
_ENGLISH_WORDS = (
    r"(?:doubl|tripl|quadrupl|halv)(?:ed|es|ing|e)|twice|thrice|(?<!first )(?<!second )half (?:of|the)",
    rf"(?:an?|one|{_COUNT})[- ](?:third|fifth|tenth)s?(?: of)?|(?:an?|one|three)[- ]quarters? of",
    rf"(?:an?|one|{_COUNT})[- ](?:hundred|thousand|million|billion|trillion|dozen)",
    rf"(?:one|{_COUNT})[- ](?:percent|per cent|(?:percentage )?points?|times|fold)|(?:two|three|four|five|ten)fold",
    "(?:dozens|hundreds|thousands|millions|billions) of",
    "(?:low|mid|high)-(?:single|double|triple)[- ]digits?|(?:low|mid|high)[- ](?:teens|twenties|thirties|forties)",
)

FRACTION = f"{_FRACTION}|{_LEADING}|{_LARGE}"
BAND = "|".join((*_HAN_WORDS, rf"(?<![a-z])(?:{'|'.join(_ENGLISH_WORDS)})(?![a-z])"))
"""A figure that is a word, or whose numeral is no plain number."""
