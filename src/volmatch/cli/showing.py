"""`volmatch show`: a schedule as a board for the terminal."""

from collections.abc import Sequence

from volmatch.check import check
from volmatch.cli.given_files import is_tables, read_problem, read_schedule
from volmatch.cli.plain_facts import echo_data
from volmatch.report.board import By, show
from volmatch.schedule import Duty


def run(*, problem: str, schedule: str, by: By, columns: Sequence[str], json: bool, lang: str) -> int:
    """Print the board of a schedule file and return the exit code."""
    asked = read_problem(problem, lang)
    outcome = read_schedule(schedule, asked, lang)
    if json:
        duties = [] if outcome.schedule is None else [_duty(one) for one in outcome.schedule.duties(asked)]
        echo_data(duties, lang)
    else:
        told = outcome.schedule if is_tables(schedule) else None  # sheets know nothing of proofs
        show(asked, told or outcome, lang=lang, by=by, columns=columns)
    return 0 if outcome.schedule is not None and check(asked, outcome.schedule).ok else 1


def _duty(duty: Duty) -> dict[str, object]:
    """Return a duty by ids, as scripts like it."""
    return {
        "volunteer": duty.volunteer.id,
        "session": duty.session.id,
        "role": duty.role.name,
        "start": duty.start,
        "end": duty.end,
        "place": duty.place,
    }
