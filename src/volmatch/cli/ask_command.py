"""`volmatch ask`: its arguments and options, with their words in one language."""

import click

from volmatch.cli import asking
from volmatch.cli.call_parts import a_number
from volmatch.cli.making import command, file, json_flag, option
from volmatch.text import Text


def ask(lang: str) -> click.Command:
    """Return `volmatch ask`."""
    params: list[click.Parameter] = [
        file("problem", "PROBLEM"),
        file("schedule", "SCHEDULE"),
        file("session", "SESSION"),
        file("role", "[ROLE]", required=False),
        *_of_people(lang),
        *_of_a_plan(lang),
        option(
            ["--time-limit"],
            "SECONDS",
            Text("Stop after so many seconds with what is known then; 60 by default."),
            lang,
            a_number(lang),
            default="60",
        ),
        json_flag(lang),
    ]
    about = Text(
        "Say whom to ask for a seat: everybody who could take it, with what that costs, and with --deadline who is asked when.\n\n"
        "Exit code: 0 somebody could take it, 1 nobody could, 2 the input is wrong."
    )
    return command("ask", asking.run, params, about, lang)


def _of_people(lang: str) -> list[click.Option]:
    """Return the options about who may be asked."""

    def again(name: str, metavar: str, about: Text, count: int = 1) -> click.Option:
        return click.Option([name], nargs=count, multiple=True, type=str, metavar=metavar, help=about.sentence(lang))

    links = Text("How many seats may be left one after the other for it: 0, 1 or 2; 2 by default.")
    now = Text("Nobody leaves what began before; with --deadline asking begins then, by default at present.")
    return [
        option(["--leaving"], "VOLUNTEER", Text("Who gives the seat up: they are not asked."), lang),
        again("--refused", "VOLUNTEER", Text("Who said no: they are not asked; again for more.")),
        again("--asked", "VOLUNTEER TIME", Text("When somebody was asked last; again for more."), 2),
        _number("--links", "N", links, lang, "2"),
        _number("--reasons", "N", Text("Tell of so many who cannot why; 5 by default."), lang, "5"),
        option(["--now"], "TIME", now, lang),
    ]


def _of_a_plan(lang: str) -> list[click.Option]:
    """Return the options about who is asked when."""
    until = Text("Until when somebody must have said yes: plan who is asked when.")
    chance = Text("With --deadline: how likely somebody shall say yes, 0 to 1; 0.95 by default.")
    odds = Text("With --deadline: how likely each of them says yes, 0 to 1; 0.5 by default.")
    minutes = Text("With --deadline: how long until each has answered; 60 by default.")
    quiet = Text("With --deadline: from one time of day to another nobody is asked; 21:00 08:00 by default.")
    return [
        option(["--deadline"], "TIME", until, lang),
        option(["--chance"], "SHARE", chance, lang, a_number(lang), default="0.95"),
        option(["--odds"], "SHARE", odds, lang, a_number(lang), default="0.5"),
        _number("--minutes", "N", minutes, lang, "60"),
        click.Option(
            ["--quiet"], nargs=2, type=str, metavar="FROM TO", help=quiet.sentence(lang), default=("21:00", "08:00")
        ),
    ]


def _number(name: str, metavar: str, about: Text, lang: str, default: str) -> click.Option:
    return option([name], metavar, about, lang, a_number(lang, whole=True), default=default)
