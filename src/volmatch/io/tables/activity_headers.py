"""Headers that name activities where no other column does: 项目, 课程, task, shift; beside a name they are people's own."""

from collections.abc import Collection, Mapping, Sequence

from volmatch.io.tables.cells import Cell
from volmatch.io.tables.sheet import is_empty
from volmatch.io.tables.table_words import plain

#: The likelier ones in front.
_IN_ORDER = tuple(
    map(
        plain,
        (
            "项目名称", "项目", "服务项目", "活动项目", "活动主题", "课程名称", "课程", "任务名称", "任务", "班次名称", "班次", "活动内容", "内容", "服务内容", "主题", "事项",
            "session name", "session", "task name", "task", "shift name", "shift", "class", "course", "project", "workshop", "title", "what", "duty", "job",
        ),
    )
)  # fmt: skip
NAMES_OF_ACTIVITIES = frozenset(_IN_ORDER)


def names_activities(word: str, headers: Sequence[Cell], known: Mapping[str, str], keys: Collection[str]) -> str | None:
    """Return ``name`` for the likeliest of such headers where no other column says which activity it is, or else ``None``."""
    words = [plain(str(one)) for one in headers if not is_empty(one)]
    if any(known.get(one) in keys for one in words):
        return None
    likeliest = next(one for one in _IN_ORDER if one in words)
    return "name" if word == likeliest else None
