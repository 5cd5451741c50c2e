"""Headers under which people's own columns count, in any file or in one that asks for what they say."""

from collections.abc import Callable, Iterator
from typing import Any

from volmatch.io.tables.alike_words import alike
from volmatch.io.tables.asking_headers import asked_in
from volmatch.io.tables.limit_headers import limit_in
from volmatch.io.tables.numbered_questions import unnumbered
from volmatch.io.tables.table_words import plain

#: What people write above a column of things that somebody can do, or has a paper for.
OF_SKILLS = frozenset(
    map(
        plain,
        ("languages", "language", "spoken languages", "languages spoken", "certificates", "certifications", "qualifications", "licences", "licenses", "licence",
         "license", "training", "trainings", "abilities", "can do", "what can you do", "what are you good at", "what skills do you have", "what are your skills", "your skills", "skills and experience", "talents", "talent", "strengths", "语言", "会说的语言", "掌握语言", "证书", "资格", "资质", "能力", "会什么", "会做什么", "您会什么", "你会什么", "您会做什么", "你会做什么", "有什么特长", "您有什么特长", "你有什么特长", "您的特长", "你的特长", "您的技能", "技能特长", "培训"),
    )
)  # fmt: skip
#: What they write above a column of activities that names who is there already.
ASSIGNED = frozenset(
    ("volunteer", "volunteers", "assigned", "assigned to", "assigned volunteers", "assigned people", "who", "who is on", "who's on", "on duty", "staff", "staffed by", "helper", "helpers", "people assigned", "confirmed volunteers",
     "signed up volunteers", "fixed", "team members", "crew", "已安排", "已安排人员", "安排人员", "已排", "已定人员", "志愿者", "义工", "人员", "人员安排", "志愿者安排", "服务人员", "值班", "值班人员", "参与志愿者", "服务志愿者", "已确定人员", "固定人员")
)  # fmt: skip
#: What they write above a column that says which activities are cancelled, or are not, or in words.
CANCELLED = frozenset(
    ("cancelled", "canceled", "is cancelled", "is canceled", "called off", "postponed", "abgesagt", "取消", "已取消", "是否取消", "延期", "是否延期")
)  # fmt: skip
HELD = frozenset(
    (
        "takes place",
        "taking place",
        "is held",
        "going ahead",
        "confirmed",
        "findet statt",
        "是否举行",
        "是否举办",
        "照常举行",
    )
)
STATES = frozenset(("status", "state", "状态", "活动状态"))
#: What they write above the days on which people are free, whose hours may stand elsewhere.
DAYS_FREE = frozenset(
    ("days available", "available days", "days free", "free days", "which days", "which days are you free", "which days can you come", "which days are you available", "days you can come", "days of the week",
     "available dates", "dates available", "可服务日期", "有空的日子", "哪几天有空", "哪几天", "可参加日期", "可来的日子", "空闲日期")
)  # fmt: skip
#: What they write above the ages of people.
AGES = frozenset(("age", "ages", "age in years", "how old", "how old are you", "alter", "年龄", "岁数", "周岁", "年纪"))
#: What they write above one that says who takes part, or who does not.
TAKES_PART = frozenset(
    ("active", "is active", "active member", "active volunteer", "still active", "currently active", "participating", "is participating", "taking part", "takes part", "attending", "is attending",
     "coming", "is coming", "joining", "will attend", "rsvp", "status", "signed up", "aktiv", "nimmt teil", "参加", "是否参加", "参与", "是否参与", "在职", "是否在职", "在岗", "是否在岗", "活跃", "是否活跃", "出席", "是否出席", "状态", "能否参加", "报名状态")
)  # fmt: skip
TAKES_NO_PART = frozenset(
    ("inactive", "is inactive", "left", "has left", "withdrawn", "withdrew", "dropped out", "on leave", "paused", "cancelled", "canceled", "退出", "已退出", "是否退出", "离职", "已离职", "停用", "暂停", "不参加", "取消", "已取消")
)  # fmt: skip


def is_of_skills(header: str) -> bool:
    """Whether words under a header are what somebody can do; it may be a question with a number."""
    return plain(unnumbered(header)).rstrip("?？: ") in OF_SKILLS  # noqa: RUF001 - people type the wide one


def words_in(*parts: Any) -> Iterator[str]:
    """Yield all texts within records."""
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, dict):
            yield from words_in(*part.values())
        elif isinstance(part, (list, tuple)):
            yield from words_in(*part)


def counting(words: Iterator[str]) -> Callable[[str], bool]:
    """Return what says whether a column with a header may count in a file with some words; such data stay in the column of data."""
    asked = (
        frozenset(map(alike, words))
        | AGES
        | ASSIGNED
        | DAYS_FREE
        | CANCELLED
        | HELD
        | STATES
        | TAKES_PART
        | TAKES_NO_PART
    )

    def counts(header: str) -> bool:
        return is_of_skills(header) or limit_in(header) is not None or not asked.isdisjoint(asked_in(header))

    return counts
