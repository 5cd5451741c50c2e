"""Which letters the bytes of a CSV file are: UTF-8 and UTF-16 as they say, GB 18030 where known Chinese words prove it."""

import codecs
import re
from functools import cache

from volmatch.errors import Fault, OptionError, ProblemError, quoted
from volmatch.io.tables.table_words import HEADERS, SHEETS, VALUES, plain
from volmatch.text import Text

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CHINESE = "gb18030"
#: Between the cells of a file, and between the words of a cell.
_BETWEEN = re.compile(r"[\s,;，；、|\"'()（）:：\d\-–—~]+")  # noqa: RUF001 - people type the wide ones
_MORE_WORDS = (
    "姓名",
    "名字",
    "电话",
    "手机",
    "邮箱",
    "备注",
    "有空",
    "没空",
    "可以",
    "不行",
    "必要时",
    "时间",
    "活动",
    "特长",
)
#: What questions of forms have in them; the cells around are other people's words.
_PHRASES = (
    "您的姓名", "你的姓名", "真实姓名", "请输入", "请填写", "请选择", "什么时候", "哪几天", "哪天有空", "何时有空", "多选题", "单选题", "出生年月", "手机号", "电话号码", "联系方式", "志愿者", "报名表",
    "有时间", "可参加", "能参加", "最多能", "您最多", "愿意参加",
)  # fmt: skip
_SHORTEST, _SHORTEST_PHRASE = 2, 3
_WANTED = Text(
    "wanted a text in UTF-8: save it as CSV UTF-8, or say which encoding it has; taken for another one, it would give "
    "people other names"
)


def decoded(name: str, raw: bytes, encoding: str | None = None) -> str:
    """Return the text of a file; `encoding` says which it has, where somebody knows.

    Bytes that are not UTF-8 are nearly always text in GB 18030 too, whoever wrote them, only with other letters. So they
    count as Chinese only where a word in them is one that sheets and forms are known to have, or a phrase of their questions.

    Raises
    ------
    ProblemError
        If the encoding cannot be told for sure.
    OptionError
        If there is no encoding of the name given.
    """
    if encoding is not None:
        return _decoded_as(name, raw, encoding)
    if raw.startswith(_UTF_16):
        return _decoded_as(name, raw, "utf-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = raw.decode(_CHINESE)
    except UnicodeDecodeError:
        text = ""
    if not _chinese_words().isdisjoint(_BETWEEN.split(text)) or any(phrase in text for phrase in _chinese_phrases()):
        return text
    raise ProblemError([Fault(name, _WANTED)])


def _decoded_as(name: str, raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding).removeprefix("\ufeff")
    except (LookupError, TypeError) as error:
        wanted = Text(
            "there is no encoding {encoding}; wanted one such as utf-8, gb18030 or cp1252",
            {"encoding": quoted(encoding)},
        )
        raise OptionError(wanted) from error
    except ValueError as error:
        raise ProblemError([Fault(name, Text("wanted a text in {encoding}", {"encoding": encoding}))]) from error


@cache
def _chinese_words() -> frozenset[str]:
    """Return the words of two letters and more that stand in Chinese sheets."""
    known = {word for words in (SHEETS, HEADERS, VALUES) for told in words.values() for word in told.get("zh", ())}
    return frozenset(plain(word) for word in (*known, *_MORE_WORDS) if len(word) >= _SHORTEST)


@cache
def _chinese_phrases() -> tuple[str, ...]:
    """Return what proves a text Chinese within a longer one: three letters and more, which other letters are not by chance."""
    words = (word for word in _chinese_words() if len(word) >= _SHORTEST_PHRASE and not word.isascii())
    return tuple(sorted({*words, *_PHRASES}))
