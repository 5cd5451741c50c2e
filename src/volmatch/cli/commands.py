"""The commands with their arguments and options, in one language."""

import click

import volmatch
from volmatch.cli import checking, doctoring, ruling, showing, solving
from volmatch.cli.ask_command import ask
from volmatch.cli.call_parts import Group, a_number, megabytes_or_none, one_of, version_option
from volmatch.cli.making import (
    columns_option,
    command,
    file,
    flag,
    force_flag,
    give_language,
    isolation_option,
    json_flag,
    letters_option,
    option,
    outputs,
)
from volmatch.cli.offers import (
    calendars,
    compare,
    convert,
    diff,
    drill,
    explain,
    open_,
    repair,
    report,
    signups,
    swaps,
    template,
)
from volmatch.cli.replay_command import replay
from volmatch.text import Text

NAME = "volmatch"


def build(lang: str) -> click.Group:
    """Return the whole command in one language; invoked without standalone mode it returns the exit code."""
    about = Text("Match volunteers to sessions: make, check and show schedules that are proved best.")
    commands = [_solve(lang), _check(lang), _show(lang), _rules(lang), _doctor(lang)]
    commands += [
        make(lang)
        for make in (
            explain,
            repair,
            ask,
            drill,
            open_,
            swaps,
            report,
            calendars,
            template,
            signups,
            convert,
            compare,
            diff,
            replay,
        )
    ]
    group = Group(lang, commands, about.sentence(lang))
    group.params.append(version_option(f"{NAME} {volmatch.__version__}", lang))
    give_language(group, lang)
    return group


def _solve(lang: str) -> click.Command:
    stop = Text("Stop after so many seconds with the best found; 60 by default.")
    vary = Text("Vary the search: another number, another way; 0 by default.")
    memory = Text(
        "Refuse what will take more megabytes, as far as can be foreseen; by default what the machine has, or its container. "
        "none refuses nothing."
    )
    saved = Text(
        "Keep the best schedule so far and its proofs in this file while solving, to go on from after a crash."
    )
    params: list[click.Parameter] = [
        file("problem", "PROBLEM"),
        outputs(lang),
        option(["--time-limit"], "SECONDS", stop, lang, a_number(lang), default="60"),
        option(["--seed"], "N", vary, lang, a_number(lang, whole=True), default="0"),
        option(
            ["--workers"], "N", Text("How many processors to use; one is often best."), lang, a_number(lang, whole=True)
        ),
        option(["--start"], "FILE", Text("Begin from this schedule, and never end worse."), lang),
        option(["--keep"], "FILE", Text("Change as little as can be of this schedule, which people know."), lang),
        option(
            ["--now"], "TIME", Text("With --keep: what began before stays as it was; by default the present."), lang
        ),
        option(["--memory-limit"], "MB", memory, lang, megabytes_or_none(lang)),
        isolation_option(lang),
        option(["--checkpoint"], "FILE", saved, lang),
        flag("--resume", Text("Go on from the checkpoint, if there is one."), lang),
        flag("--dry-run", Text("Say how large the problem is and what it will take, and solve nothing."), lang),
        letters_option(lang),
        columns_option(lang),
        flag("--deterministic", Text("The same schedule again for the same problem; slower on large ones."), lang),
        force_flag(lang),
        json_flag(lang),
    ]
    about = Text(
        "Make the best schedule for a problem.\n\nExit code: 0 a schedule was made, 1 what must hold contradicts itself, "
        "2 the input is wrong or too large."
    )
    return command("solve", solving.run, params, about, lang)


def _check(lang: str) -> click.Command:
    params: list[click.Parameter] = [file("problem", "PROBLEM"), file("schedule", "SCHEDULE"), json_flag(lang)]
    about = Text(
        "Judge a schedule: what it breaks of what must hold, and what it costs at each level.\n\n"
        "Exit code: 0 nothing is broken, 1 something is, 2 the input is wrong."
    )
    return command("check", checking.run, params, about, lang)


def _show(lang: str) -> click.Command:
    views = ("session", "volunteer")
    by = Text("Who serves in each session, or what each person does.")
    params: list[click.Parameter] = [
        file("problem", "PROBLEM"),
        file("schedule", "SCHEDULE"),
        option(["--by"], f"[{'|'.join(views)}]", by, lang, one_of(views, lang), default="session"),
        columns_option(lang),
        json_flag(lang),
    ]
    about = Text(
        "Show a schedule as a board: sessions, people, and how good it is proved to be.\n\n"
        "Exit code: 0 nothing is broken, 1 something is, 2 the input is wrong."
    )
    return command("show", showing.run, params, about, lang)


def _rules(lang: str) -> click.Command:
    params: list[click.Parameter] = [
        click.Argument(["rule"], metavar="[RULE]", type=str, required=False),
        json_flag(lang),
    ]
    about = Text(
        "List the rules a problem may have, or print the page of one.\n\nExit code: 0 fine, 2 there is no such rule."
    )
    return command("rules", ruling.run, params, about, lang)


def _doctor(lang: str) -> click.Command:
    about = Text(
        "Say whether this installation can be trusted: versions, processors, and a small question to each engine.\n\n"
        "Exit code: 0 all is well, 1 something is wrong."
    )
    return command("doctor", doctoring.run, [json_flag(lang)], about, lang)
