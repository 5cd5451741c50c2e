"""What a page says of a schedule, as functions of the language."""

from collections.abc import Callable, Iterator

from volmatch.outcome import Outcome
from volmatch.report.board_words import costs, hours, rule_title, status
from volmatch.report.html.filled_seats import Meeting, RoleSeats
from volmatch.report.html.labels import stretch_of_days
from volmatch.report.html.view import View
from volmatch.report.shortfalls import Shortfall, lines
from volmatch.rule import Violation
from volmatch.schedule import LevelReport
from volmatch.text import Text

Said = Callable[[str], str]


def status_said(outcome: Outcome) -> Said:
    """Say how a solve ended."""
    return lambda lang: status(outcome, lang)


def title_said(view: View) -> Text:
    """Say of which days the schedule is."""
    if not view.days:
        return Text("Schedule")
    return Text("Schedule: {days}", {"days": stretch_of_days(view.days[0], view.days[-1])})


def not_held_said(view: View) -> Text:
    """Name the sessions that do not take place."""
    return Text("not held: {sessions}", {"sessions": view.not_held})


def figures(view: View) -> tuple[tuple[str, str, str], ...]:
    """Return what counts at a glance: the label's name, the number, and the state it stands for."""
    seats = [one for meeting in view.meetings for one in meeting.seats]
    missing, wanted = sum(one.missing for one in seats), sum(one.wanted for one in seats)
    dropped = (("dropped", str(len(view.not_held)), "below"),) if view.not_held else ()
    return (
        ("held", str(len(view.meetings)), ""),
        ("duties", str(len(view.duties)), ""),
        ("serving", str(len({duty.volunteer.id for duty in view.duties})), ""),
        ("hours", hours(sum(duty.minutes for duty in view.duties)), ""),
        ("short", str(missing), "short" if missing else "full"),
        ("below", str(wanted), "below" if wanted else "full"),
        *dropped,
    )


def goal_said(one: Shortfall) -> Said:
    """Name a goal and what it costs."""

    def said(lang: str) -> str:
        facts = {"level": one.level, "rule": rule_title(one.rule, lang), "cost": one.cost}
        return Text("level {level}, {rule}: {cost}", facts).sentence(lang)

    return said


#: A page lists no more sentences than this of each goal; a workbook lists them all.
MOST_LINES = 300


def lines_said(view: View, one: Shortfall) -> Iterator[Text]:
    """Yield what a goal costs, a sentence each, the dearest first."""
    if view.schedule is not None:
        yield from lines(one, view.problem, view.schedule, MOST_LINES)


def rules_said(level: LevelReport) -> Said:
    """Name the rules of a level, with what each costs where there are several."""
    return lambda lang: costs(level, lang)


def violation_said(violation: Violation) -> Said:
    """Say a breach or a cost, after the name of its rule."""
    return lambda lang: _RULE_AND_WORDS.format(rule_title(violation.rule, lang), violation.sentence(lang))


_RULE_AND_WORDS = "{}: {}"


def seats_said(meeting: Meeting, seats: RoleSeats) -> Text:
    """Say which seats are meant: of which session, when, as what, and how many are filled."""
    facts = {
        "session": meeting.session.label,
        "start": meeting.start,
        "role": seats.role.name,
        "figures": seats.figures,
    }
    return Text("{session}, {start}: {role} {figures}", facts)


def why_empty(view: View, meeting: Meeting, seats: RoleSeats) -> Iterator[Said]:
    """Yield what there is to say about seats that are not full: what lacks, what the check says, what the caller says."""
    if seats.missing:
        yield Text("{n} missing to the minimum of {least}", {"n": seats.missing, "least": seats.role.min}).sentence
    if seats.wanted:
        yield Text("{n} missing to the target of {target}", {"n": seats.wanted, "target": seats.role.target}).sentence
    for violation in view.said_of.get(meeting.session.id, ()):
        if dict(violation.message.facts).get("role", seats.role.name) == seats.role.name:
            yield violation_said(violation)
    for text in view.reasons.get((meeting.session.id, seats.role.name), ()):
        yield text.sentence
