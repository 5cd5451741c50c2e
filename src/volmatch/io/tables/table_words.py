"""How sheets, columns and values are called in a table, in English and in Chinese."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

#: The words for one thing by language; the first of each is what is written, the others are understood as well.
Words = Mapping[str, tuple[str, ...]]
_LONGEST = 100

_ACTIVITIES: Words = {
    "en": ("sessions", "programme", "activities", "events", "shifts", "program", "activity list", "shift list", "tasks", "classes", "courses", "projects"),
    "zh": ("场次", "活动", "日程", "活动安排", "活动计划", "活动表", "活动列表", "日程安排", "项目", "项目表", "项目安排", "项目列表", "服务项目", "班次", "班次表", "课程", "课程表", "课程安排", "任务", "任务表"),
}  # fmt: skip
SHEETS: Mapping[str, Words] = {
    "problem": {"en": ("problem", "general"), "zh": ("总体", "概况")},
    "volunteers": {
        "en": ("volunteers", "people", "volunteer list", "helpers"),
        "zh": ("志愿者", "志愿者名单", "人员", "名单", "人员名单", "志愿者信息"),
    },
    "availability": {"en": ("availability", "available"), "zh": ("空闲时间", "可服务时间")},
    "away": {"en": ("away", "absences"), "zh": ("请假", "不在")},
    "limits": {"en": ("limits",), "zh": ("上限", "次数和时长")},
    "wishes": {"en": ("wishes",), "zh": ("意愿",)},
    "skills": {"en": ("skills",), "zh": ("技能",)},
    "sessions": _ACTIVITIES,
    "roles": {"en": ("roles",), "zh": ("岗位",)},
    "places": {"en": ("places",), "zh": ("地点",)},
    "rooms": {"en": ("rooms",), "zh": ("房间", "教室")},
    "closed": {"en": ("closed",), "zh": ("房间停用",)},
    "travel": {"en": ("travel",), "zh": ("路程",)},
    "history": {"en": ("history", "duties before"), "zh": ("以往服务", "服务记录")},
    "rules": {"en": ("rules",), "zh": ("规则",)},
}

HEADERS: Mapping[str, Words] = {
    "attendance": {"en": ("attendance", "guests"), "zh": ("参加人数", "来宾人数")},
    "audiences": {"en": ("audiences",), "zh": ("服务对象",)},
    "available": {"en": ("available",), "zh": ("是否有空",)},
    "busy": {
        "en": (
            "when not free",
            "not free",
            "not available",
            "unavailable",
            "unavailable dates",
            "dates not available",
            "busy",
            "absent",
        ),
        "zh": ("何时没空", "没空时间", "什么时候没空", "不可用时间", "不能来的时间", "没空的时间"),
    },
    "capacity": {"en": ("capacity",), "zh": ("容纳人数",)},
    "cost": {"en": ("cost",), "zh": ("费用",)},
    "cost_per_hour": {"en": ("cost per hour",), "zh": ("每小时费用",)},
    "data": {"en": ("data",), "zh": ("资料",)},
    "date": {"en": ("date", "day", "start date", "dates"), "zh": ("日期", "开始日期", "活动日期")},
    "day_starts": {"en": ("day starts", "day begins"), "zh": ("一天开始", "一天起于")},
    "default_travel_minutes": {"en": ("default travel minutes",), "zh": ("默认路程分钟",)},
    "born": {
        "en": ("born", "date of birth", "birth date", "birthday", "dob"),
        "zh": ("出生日期", "出生年月日", "生日", "出生年月", "出生"),
    },
    "effort_hours": {"en": ("effort hours",), "zh": ("计入小时",)},
    "end": {
        "en": ("end", "end time", "ends at", "ends", "finish", "finish time", "until", "to"),
        "zh": ("结束", "结束时间", "终止时间"),
    },
    "end_date": {"en": ("end date",), "zh": ("结束日期",)},
    "equipment": {"en": ("equipment",), "zh": ("设备",)},
    "every": {"en": ("every n weeks", "every"), "zh": ("每几周", "隔几周")},
    "nth": {"en": ("of the month", "nth"), "zh": ("每月第几个", "第几个")},
    "except": {"en": ("except",), "zh": ("除外日期",)},
    "features": {"en": ("features",), "zh": ("设施",)},
    "free": {
        "en": (
            "when free",
            "free",
            "availability",
            "free times",
            "available times",
            "when available",
            "times available",
        ),
        "zh": ("何时有空", "有空时间", "空闲时间", "可服务时间", "可参加时间", "什么时候有空", "可用时间"),
    },
    "from": {"en": ("from", "time"), "zh": ("从", "开始时间", "时间")},
    "home": {"en": ("home",), "zh": ("住处", "出发地")},
    "id": {"en": ("id",), "zh": ("编号",)},
    "if_needed": {"en": ("if needed",), "zh": ("必要时才来",)},
    "kind": {"en": ("kind", "type"), "zh": ("类型",)},
    "level": {"en": ("level",), "zh": ("层级",)},
    "max": {"en": ("max", "people at most"), "zh": ("最多人数",)},
    "max_hours": {"en": ("max hours",), "zh": ("最多小时",)},
    "max_sessions": {"en": ("max sessions",), "zh": ("最多场次",)},
    "max_travel_minutes": {"en": ("max travel minutes",), "zh": ("最多路程分钟",)},
    "min": {
        "en": (
            "min",
            "people",
            "people needed",
            "number of people",
            "volunteers needed",
            "number of volunteers",
            "helpers needed",
            "needed",
            "number of helpers",
            "no. of people",
            "no. of volunteers",
            "no. of helpers",
            "people required",
            "volunteers required",
            "how many",
            "how many people",
            "head count",
            "headcount",
        ),
        "zh": (
            "最少人数",
            "人数",
            "需要人数",
            "所需人数",
            "需求人数",
            "志愿者人数",
            "招募人数",
            "需要几人",
            "几人",
            "人数要求",
        ),
    },
    "min_hours": {"en": ("min hours",), "zh": ("最少小时",)},
    "min_sessions": {"en": ("min sessions",), "zh": ("最少场次",)},
    "minutes": {"en": ("minutes", "length", "duration"), "zh": ("分钟", "时长", "持续时间")},
    "name": {
        "en": ("name", "activity", "event", "activity name", "event name"),
        "zh": ("名称", "活动", "活动名称"),
    },
    "only": {"en": ("only these rules",), "zh": ("只用这些规则",)},
    "alternatives": {
        "en": ("or failing that", "or, failing that", "alternative skills", "failing that", "or else"),
        "zh": ("替代技能", "可替代技能", "没有时可用", "备选技能"),
    },
    "one_desk": {
        "en": ("one for all roles", "one person for all roles", "roles go together"),
        "zh": ("可兼任", "可一人兼任", "岗位可兼任", "兼任"),
    },
    "only_with": {
        "en": ("serves only with", "only with", "accompanied by", "must be accompanied by"),
        "zh": ("须由谁陪同", "陪同人", "由谁陪同", "必须有谁陪同"),
    },
    "optional": {"en": ("optional",), "zh": ("可取消",)},
    "parent": {"en": ("inside", "parent"), "zh": ("属于",)},
    "per": {"en": ("per", "period"), "zh": ("每", "周期")},
    "person_name": {
        "en": ("name", "full name", "volunteer name", "volunteer", "person"),
        "zh": ("姓名", "名称", "名字", "志愿者姓名", "志愿者"),
    },
    "place": {"en": ("place", "location", "venue", "where"), "zh": ("地点", "活动地点", "场地", "服务地点")},
    "place_a": {"en": ("place", "from"), "zh": ("地点", "从")},
    "place_b": {"en": ("other place", "to"), "zh": ("另一地点", "到")},
    "priority": {"en": ("priority",), "zh": ("优先级",)},
    "role": {"en": ("role",), "zh": ("岗位",)},
    "room": {"en": ("room", "rooms"), "zh": ("房间", "教室")},
    "needed_features": {"en": ("room must have",), "zh": ("房间必备设施",)},
    "wanted_features": {"en": ("room should have",), "zh": ("房间最好有",)},
    "rule": {"en": ("rule",), "zh": ("规则",)},
    "score": {"en": ("score",), "zh": ("分值",)},
    "series": {"en": ("series",), "zh": ("系列",)},
    "served_hours": {"en": ("hours before", "served hours"), "zh": ("以往服务小时",)},
    "session": {"en": ("session",), "zh": ("场次",)},
    "settings": {"en": ("settings",), "zh": ("设置",)},
    "show_rate": {"en": ("show rate",), "zh": ("到场率",)},
    "since": {"en": ("since", "first day"), "zh": ("起始日", "自")},
    "skill": {
        "en": ("skill", "skill needed", "skills needed", "required skill"),
        "zh": ("技能", "所需特长", "所需技能", "技能要求", "特长要求"),
    },
    "skill_level": {"en": ("skill level", "level"), "zh": ("技能级别", "级别")},
    "skills": {"en": ("skills", "strengths"), "zh": ("技能", "特长", "技能特长", "擅长")},
    "split_at": {
        "en": ("split at", "hand over at", "handover at", "hand-over at", "shift change at"),
        "zh": ("换班时间", "交接时间", "换人时间", "交班时间"),
    },
    "standby": {"en": ("on call", "standby"), "zh": ("待命", "替补", "机动")},
    "start": {
        "en": (
            "start",
            "start time",
            "time",
            "times",
            "starts at",
            "begin",
            "begins",
            "begins at",
            "from",
            "date and time",
            "date/time",
            "date & time",
        ),
        "zh": (
            "开始",
            "开始时间",
            "时间",
            "活动时间",
            "时间段",
            "服务时间",
            "时段",
            "起止时间",
            "日期时间",
            "日期和时间",
        ),
    },
    "starts": {"en": ("possible starts", "starts"), "zh": ("可选开始时间",)},
    "tags": {"en": ("tags",), "zh": ("标签",)},
    "target": {"en": ("target", "people wanted"), "zh": ("理想人数",)},
    "teams": {"en": ("teams", "team"), "zh": ("团队",)},
    "timezone": {"en": ("time zone", "timezone"), "zh": ("时区",)},
    "to": {"en": ("to",), "zh": ("到", "结束时间")},
    "traits": {"en": ("traits",), "zh": ("特征",)},
    "turnaround_minutes": {"en": ("turnaround minutes",), "zh": ("整理分钟",)},
    "words": {"en": ("words to come", "words"), "zh": ("备用词",)},
    "until": {"en": ("until", "last day"), "zh": ("截止日", "至")},
    "valid_from": {"en": ("valid from",), "zh": ("有效自", "生效日")},
    "volunteer": {"en": ("volunteer", "person"), "zh": ("志愿者",)},
    "weekdays": {"en": ("weekdays", "weekly"), "zh": ("星期", "每周")},
    "weight": {"en": ("weight",), "zh": ("权重",)},
}

VALUES: Mapping[str, Words] = {
    "yes": {"en": ("yes", "y", "true", "x", "1"), "zh": ("是", "有", "对", "✓", "√", "✔")},
    "no": {"en": ("no", "n", "false", "0"), "zh": ("否", "无", "不", "✗", "×")},  # noqa: RUF001 - people type it
    "never": {"en": ("never",), "zh": ("从不", "没空")},
    "day": {"en": ("day", "daily"), "zh": ("天", "日", "每天")},
    "week": {"en": ("week", "weekly", "wk"), "zh": ("周", "星期", "每周")},
    "month": {"en": ("month", "monthly"), "zh": ("月", "每月", "个月")},
    "quarter": {"en": ("quarter", "quarterly"), "zh": ("季度", "每季度", "季", "每季")},
    "year": {"en": ("year", "yearly", "annual"), "zh": ("年", "每年", "年度")},
    "horizon": {"en": ("horizon", "all", "in total", "altogether"), "zh": ("全程", "总共")},
    "mon": {"en": ("mon", "monday"), "zh": ("周一", "星期一", "礼拜一", "一")},
    "tue": {"en": ("tue", "tues", "tuesday"), "zh": ("周二", "星期二", "礼拜二", "二")},
    "wed": {"en": ("wed", "wednesday"), "zh": ("周三", "星期三", "礼拜三", "三")},
    "thu": {"en": ("thu", "thur", "thurs", "thursday"), "zh": ("周四", "星期四", "礼拜四", "四")},
    "fri": {"en": ("fri", "friday"), "zh": ("周五", "星期五", "礼拜五", "五")},
    "sat": {"en": ("sat", "saturday"), "zh": ("周六", "星期六", "礼拜六", "六")},
    "sun": {"en": ("sun", "sunday"), "zh": ("周日", "周天", "星期日", "星期天", "礼拜天", "日", "天")},
}


@lru_cache(maxsize=8192)
def plain(word: str) -> str:
    """Return a word as it is compared: wide letters narrow, capitals small, underlines and hyphens as spaces."""
    narrow = unicodedata.normalize("NFKC", word).casefold()
    return re.sub(r"[\s_-]+", " ", narrow).strip(" :*")


def written(words: Words, lang: str) -> str:
    """Return what is written for a thing in a language."""
    return words.get(lang, words["en"])[0]


def understood(things: Mapping[str, Words], names: Iterable[str] | None = None) -> dict[str, str]:
    """Return which thing each word means, for all things or those of some names; what is written goes before what is merely understood."""
    chosen = {name: things[name] for name in (things if names is None else names)}
    meaning: dict[str, str] = {}
    for rank in range(max(len(words) for told in chosen.values() for words in told.values())):
        for name, told in chosen.items():
            for words in told.values():
                for word in words[rank : rank + 1]:
                    meaning.setdefault(plain(word), name)
    for name in chosen:
        meaning.setdefault(plain(name), name)
    return meaning


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that a misspelt one resembles, or ``None``."""
    found = difflib.get_close_matches(plain(word), list(known), n=1) if len(word) <= _LONGEST else []
    return found[0] if found else None
