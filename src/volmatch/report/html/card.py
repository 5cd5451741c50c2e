"""Cards for notebooks: a problem, a schedule or an outcome in a few lines of HTML, without any other package."""

from collections.abc import Iterable, Sequence
from html import escape

from volmatch.doors import door
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.report.board_words import NOTHING, costs, share, status
from volmatch.report.summary import closing
from volmatch.schedule import Schedule
from volmatch.text import Text

#: A card shows no more lines than this of anything.
MOST_ROWS = 20
_BOX = "border:1px solid #8886;border-radius:8px;padding:8px 12px;max-width:60em;overflow-x:auto"
_CELL = "text-align:left;padding:2px 12px 2px 0"
#: Letters that turn the direction of what follows, or print nothing.
_HIDDEN = dict.fromkeys(
    [*range(32), *range(127, 160), *range(0x2028, 0x202F), *range(0x2066, 0x206A)], "\N{REPLACEMENT CHARACTER}"
)


@door
def card(found: Problem | Schedule | Outcome, *, lang: str = "en") -> str:
    """Return a piece of HTML for a notebook; it names no people but those in the assignments of a schedule.

    Parameters
    ----------
    found
        What to show.
    lang
        ``en`` or ``zh``.
    """
    if isinstance(found, Problem):
        parts = _problem(found, lang)
    elif isinstance(found, Schedule):
        parts = _schedule(found, lang)
    else:
        parts = _outcome(found, lang)
    return f'<div style="{_BOX}">{"".join(parts)}</div>'


def _problem(problem: Problem, lang: str) -> list[str]:
    roles = [role for session in problem.sessions for role in session.roles]
    counts = [
        (Text("volunteers"), len(problem.volunteers)),
        (Text("sessions"), len(problem.sessions)),
        (Text("seats, at least"), sum(role.min for role in roles)),
        (Text("seats, at best"), sum(role.target for role in roles)),
        (Text("places"), len(problem.places)),
        (Text("rooms"), len(problem.rooms)),
        (Text("rules"), len(problem.rules)),
    ]
    rows = [(words.sentence(lang), str(count)) for words, count in counts]
    if problem.days:
        span = Text("{first} to {last}", {"first": problem.days[0], "last": problem.days[-1]})
        rows.append((Text("days").sentence(lang), span.sentence(lang)))
    return [_title(Text("problem"), lang), _table((), rows)]


def _schedule(schedule: Schedule, lang: str) -> list[str]:
    counts = {
        "duties": len(schedule.assignments),
        "held": len(schedule.placements),
        "dropped": len(schedule.dropped),
    }
    told = Text("duties: {duties}; sessions held: {held}; dropped: {dropped}", counts).sentence(lang)
    head = [text.sentence(lang) for text in (Text("person"), Text("session"), Text("role"))]
    rows = [(one.volunteer, one.session, one.role) for one in schedule.assignments[:MOST_ROWS]]
    more = len(schedule.assignments) - len(rows)
    parts = [_title(Text("schedule"), lang), _line(told), _table(head, rows)]
    return [*parts, _line(Text("and {n} more", {"n": more}).sentence(lang))] if more else parts


def _outcome(outcome: Outcome, lang: str) -> list[str]:
    parts = [_title(Text("outcome"), lang), _line(status(outcome, lang))]
    parts += [_line(reason.sentence(lang)) for reason in outcome.clash]
    if outcome.levels:
        titles = (Text("level"), Text("rules"), Text("value"), Text("bound"), Text("gap"))
        rows = [
            (
                str(level.level),
                costs(level, lang),
                str(level.value),
                NOTHING if level.bound is None else str(level.bound),
                share(level.gap),
            )
            for level in outcome.levels
        ]
        parts.append(_table([title.sentence(lang) for title in titles], rows))
    return [*parts, _line(closing(outcome, lang))]


def _title(words: Text, lang: str) -> str:
    return f"<div><strong>{_safe(words.sentence(lang))}</strong></div>"


def _line(words: str) -> str:
    return f"<div>{_safe(words)}</div>"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    top = "".join(f'<th scope="col" style="{_CELL}">{_safe(word)}</th>' for word in head)
    body = "".join(
        "<tr>" + "".join(f'<td style="{_CELL}">{_safe(word)}</td>' for word in row) + "</tr>" for row in rows
    )
    return f"<table>{f'<thead><tr>{top}</tr></thead>' if top else ''}<tbody>{body}</tbody></table>"


def _safe(word: str) -> str:
    return escape(word.translate(_HIDDEN))
