"""An outcome in a few plain lines, for `print` and for logs: it names no people."""

from volmatch.report.board_words import NOTHING, Ending, costs, share, status
from volmatch.schedule import LevelReport
from volmatch.text import Fact, Text


def summary(outcome: Ending, lang: str = "en") -> str:
    """Say how a solve ended, what the schedule costs at each level and what is proved about it.

    Parameters
    ----------
    outcome
        What `volmatch.solve` returned or a schedule file holds.
    lang
        ``en`` or ``zh``.
    """
    return "\n".join([status(outcome, lang), *details(outcome, lang)])


def details(outcome: Ending, lang: str) -> list[str]:
    """Say everything but the status, one line each: the clash, or the levels; then the size and the time."""
    lines = [f"  {reason.sentence(lang)}" for reason in outcome.clash]
    lines += [f"  {level_line(level, lang)}" for level in outcome.levels]
    return [*lines, closing(outcome, lang)]


def level_line(level: LevelReport, lang: str) -> str:
    """Say in one line what a level costs and what is proved."""
    facts: dict[str, Fact] = {
        "level": level.level,
        "rules": costs(level, lang),
        "value": level.value,
        "bound": NOTHING if level.bound is None else level.bound,
        "gap": share(level.gap),
    }
    if level.proved:
        return Text("level {level} ({rules}): {value}, proved", facts).sentence(lang)
    return Text("level {level} ({rules}): {value}, bound {bound}, gap {gap}", facts).sentence(lang)


def closing(outcome: Ending, lang: str) -> str:
    """Say how much the schedule holds and how long the solve took."""
    facts = {"seconds": f"{outcome.seconds:.2f}"}
    if outcome.schedule is None:
        return Text("{seconds} s", facts).sentence(lang)
    schedule = outcome.schedule
    counts = {"duties": len(schedule.assignments), "held": len(schedule.placements), "dropped": len(schedule.dropped)}
    words = Text("duties: {duties}; sessions held: {held}; dropped: {dropped}; {seconds} s", {**facts, **counts})
    return words.sentence(lang)
