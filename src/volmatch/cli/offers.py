"""The commands beyond solving: explanations, pages, calendars, spreadsheets and differences."""

import click

from volmatch.cli import (
    calling,
    comparing,
    converting,
    differing,
    drilling,
    exchanging,
    explaining,
    mending,
    opening,
    reporting,
    signing_up,
    templating,
)
from volmatch.cli.call_parts import a_number, one_of
from volmatch.cli.making import (
    columns_option,
    command,
    file,
    flag,
    force_flag,
    json_flag,
    letters_option,
    limits_options,
    option,
    outputs,
)
from volmatch.text import Text


def explain(lang: str) -> click.Command:
    """Return `volmatch explain`."""

    def pair(name: str, about: Text) -> click.Option:
        metavar = "VOLUNTEER SESSION"
        return click.Option([name], nargs=2, type=str, metavar=metavar, help=about.sentence(lang), default=None)

    params: list[click.Parameter] = [
        file("problem", "PROBLEM"),
        file("schedule", "[SCHEDULE]", required=False),
        flag("--preflight", Text("What cannot work, before anything is solved."), lang),
        flag("--clash", Text("Which facts contradict each other, where no schedule is possible."), lang),
        flag("--empty", Text("Why seats are empty, and what proves that nobody could fill them."), lang),
        pair("--why", Text("Why this person serves there: what it would cost without them.")),
        pair("--why-not", Text("Why this person does not serve there: what is in the way, or what it would cost.")),
        flag("--advise", Text("Whom to recruit, and where the schedule is fragile."), lang),
        option(["--letter"], "VOLUNTEER", Text("A letter to one person about their own duties."), lang),
        letters_option(lang),
        force_flag(lang),
        *limits_options(lang),
        json_flag(lang),
    ]
    about = Text("Explain a schedule, or why there is none.\n\nExit code: 0 fine, 2 the input is wrong.")
    return command("explain", explaining.run, params, about, lang)


def repair(lang: str) -> click.Command:
    """Return `volmatch repair`."""
    absent = Text(
        "Somebody is away from one day to another, both included, or from one time to another; again for more people."
    )
    params: list[click.Parameter] = [
        file("problem", "PROBLEM"),
        file("schedule", "SCHEDULE"),
        click.Option(
            ["--absent"], nargs=3, multiple=True, type=str, metavar="VOLUNTEER FROM TO", help=absent.sentence(lang)
        ),
        option(["--changes"], "FILE", Text("What else happened: a CSV sheet or JSON, a change each."), lang),
        option(["--now"], "TIME", Text("What began before stays as it was."), lang),
        option(["--notice"], "HOURS", Text("With --now: what begins so soon is dear to touch."), lang, a_number(lang)),
        outputs(lang),
        option(["--next"], "FILE", Text("Write the next problem: .json, .xlsx or a folder of CSV files."), lang),
        option(
            ["--letters"],
            "DIR",
            Text("Write a letter to each person for whom something changes into this folder."),
            lang,
        ),
        *limits_options(lang),
        force_flag(lang),
        json_flag(lang),
    ]
    about = Text(
        "Repair a schedule that people know already: as few of them disturbed as can be.\n\n"
        "Exit code: 0 it is repaired, 1 no schedule is possible, 2 the input is wrong."
    )
    return command("repair", mending.run, params, about, lang)


def drill(lang: str) -> click.Command:
    """Return `volmatch drill`."""
    days = Text("Live through each day so many times; 10000 by default.")
    seed = Text("Draw other absences: another number, other days; 0 by default.")
    params: list[click.Parameter] = [
        file("problem", "PROBLEM"),
        file("schedule", "SCHEDULE"),
        option(["--days"], "N", days, lang, a_number(lang, whole=True), default="10000"),
        option(["--seed"], "N", seed, lang, a_number(lang, whole=True), default="0"),
        json_flag(lang),
    ]
    about = Text(
        "Try a schedule on days on which some people do not turn up, by the show rates of the problem.\n\n"
        "Exit code: 0 fine, 2 the input is wrong."
    )
    return command("drill", drilling.run, params, about, lang)


def open_(lang: str) -> click.Command:
    """Return `volmatch open`."""
    params: list[click.Parameter] = [
        file("problem", "PROBLEM"),
        file("schedule", "SCHEDULE"),
        click.Argument(["volunteer"], metavar="VOLUNTEER", type=str, required=True),
        option(["--now"], "TIME", Text("Leave out what began before."), lang),
        json_flag(lang),
    ]
    about = Text(
        "Say which seats one person may take now, and what each costs everybody at each level.\n\n"
        "Exit code: 0 fine, 2 the input is wrong."
    )
    return command("open", opening.run, params, about, lang)


def swaps(lang: str) -> click.Command:
    """Return `volmatch swaps`."""
    longest = Text("Most people in a cycle or chain, 2 to 10; 3 by default.")
    allow = Text("This level may cost so much more than before; again for more.")
    letters = Text("Write a letter to each person for whom something changes into this folder.")
    params: list[click.Parameter] = [
        file("problem", "PROBLEM"),
        file("schedule", "SCHEDULE"),
        file("offers", "OFFERS"),
        option(["--longest"], "N", longest, lang, a_number(lang, whole=True), default="3"),
        flag("--cycles-only", Text("Nobody takes an empty seat, and none is left."), lang),
        click.Option(["--allow"], nargs=2, multiple=True, type=int, metavar="LEVEL N", help=allow.sentence(lang)),
        option(["--now"], "TIME", Text("What began before is not swapped."), lang),
        outputs(lang),
        option(["--letters"], "DIR", letters, lang),
        *limits_options(lang),
        force_flag(lang),
        json_flag(lang),
    ]
    about = Text(
        "From what people would give and take (a CSV sheet or JSON), the largest set of swaps that breaks no rule.\n\n"
        "Exit code: 0 fine, 2 the input is wrong."
    )
    return command("swaps", exchanging.run, params, about, lang)


def report(lang: str) -> click.Command:
    """Return `volmatch report`."""
    output = Text("Write to this file: .html, .svg, .png or .md.")
    boards = ("coverage", "rooms", "load")
    params: list[click.Parameter] = [
        file("problem", "PROBLEM"),
        file("schedule", "SCHEDULE"),
        click.Option(["-o", "--output"], metavar="FILE", required=True, help=output.sentence(lang)),
        option(
            ["--board"],
            f"[{'|'.join(boards)}]",
            Text("Which board a picture shows."),
            lang,
            one_of(boards, lang),
            "coverage",
        ),
        flag("--sheets", Text("One page to print for each volunteer instead of the boards."), lang),
        flag("--pseudonyms", Text("Name nobody: V1, V2 and so on."), lang),
        columns_option(lang),
        option(["--title"], "TEXT", Text("What the page is called; by default after its days."), lang),
        option(["--since"], "SCHEDULE", Text("Tell on the page what changed since this one, and why."), lang),
        force_flag(lang),
        json_flag(lang),
    ]
    about = Text("Write a schedule as a page, a picture or text.\n\nExit code: 0 fine, 2 the input is wrong.")
    return command("report", reporting.run, params, about, lang)


def calendars(lang: str) -> click.Command:
    """Return `volmatch calendars`."""
    owners = ("volunteer", "room", "place")
    params: list[click.Parameter] = [
        file("problem", "PROBLEM"),
        file("schedule", "SCHEDULE"),
        click.Option(
            ["-o", "--output"],
            metavar="DIR",
            required=True,
            help=Text("Write to this folder; what stands there is brought up to date.").sentence(lang),
        ),
        option(["--by"], f"[{'|'.join(owners)}]", Text("Whose calendars."), lang, one_of(owners, lang), "volunteer"),
        json_flag(lang),
    ]
    about = Text("Write calendars (.ics) that people can subscribe to.\n\nExit code: 0 fine, 2 the input is wrong.")
    return command("calendars", calling.run, params, about, lang)


_SIMPLE = Text("A short form: a sheet of people, one of activities, names instead of ids.")


def template(lang: str) -> click.Command:
    """Return `volmatch template`."""
    params: list[click.Parameter] = [
        file("output", "FILE.xlsx"),
        flag("--simple", _SIMPLE, lang),
        force_flag(lang),
        json_flag(lang),
    ]
    about = Text(
        "Write a workbook to be filled in, with help, lists to choose from and an example.\n\nExit code: 0 fine, 2 it cannot be written."
    )
    return command("template", templating.run, params, about, lang)


def convert(lang: str) -> click.Command:
    """Return `volmatch convert`."""
    output = Text(
        "Write to this file: .json, .xlsx, .xml or .frab.json, a schedule also .html, .md, .svg or .png, or to a folder."
    )
    zone = Text("The time zone of a programme that names none, such as Europe/Berlin.")
    own = Text("What a calendar means by a name of its own for a time zone; again for more names.")
    params: list[click.Parameter] = [
        file("problem", "PROBLEM"),
        file("schedule", "[SCHEDULE]", required=False),
        click.Option(["-o", "--output"], metavar="FILE", required=True, help=output.sentence(lang)),
        option(["--timezone"], "ZONE", zone, lang),
        click.Option(["--zone"], nargs=2, multiple=True, type=str, metavar="NAME ZONE", help=own.sentence(lang)),
        columns_option(lang),
        flag("--force", Text("Replace what is there."), lang),
        json_flag(lang),
    ]
    about = Text(
        "Write a problem, or a programme of frab, pretalx, Engelsystem, EMF or a calendar, in another form.\n\n"
        "Exit code: 0 fine, 2 the input is wrong."
    )
    return command("convert", converting.run, params, about, lang)


def signups(lang: str) -> click.Command:
    """Return `volmatch signups`."""

    def needed(names: list[str], about: Text) -> click.Option:
        return click.Option(names, metavar="FILE", required=True, help=about.sentence(lang))

    trait = Text("Yes to this question gives people a trait, no takes it away; again for more.")
    together = Text(
        "Who wants to serve with somebody does so at least N times; without it, neither is to serve without the other."
    )
    header = Text("The column that says who answered: by default that of names, ids or emails.")
    params: list[click.Parameter] = [
        file("form", "FORM"),
        needed(["--into"], Text("The problem that the answers are put into; it stays as it is.")),
        needed(["-o", "--output"], Text("Write the problem with the answers: .json, .xlsx or a folder of CSV files.")),
        option(["--person"], "HEADER", header, lang),
        click.Option(
            ["--trait"], nargs=2, multiple=True, type=str, metavar="QUESTION TRAIT", help=trait.sentence(lang)
        ),
        option(["--together"], "N", together, lang, a_number(lang, whole=True)),
        flag("--mutual", Text("Only those who named each other are to serve together."), lang),
        option(["--encoding"], "NAME", Text("Encoding of a CSV form that is not UTF-8, such as cp1252."), lang),
        flag("--force", Text("Replace what is there."), lang),
        json_flag(lang),
    ]
    about = Text(
        "Put the answers of a sign-up form (.csv or .xlsx) into a problem: when people are free, and who is new. "
        "Who answered twice means the last answer.\n\nExit code: 0 fine, 2 the input is wrong."
    )
    return command("signups", signing_up.run, params, about, lang)


def diff(lang: str) -> click.Command:
    """Return `volmatch diff`."""
    params: list[click.Parameter] = [file("before", "BEFORE"), file("after", "AFTER"), json_flag(lang)]
    about = Text(
        "Say what changed from one problem to another, or from one schedule (JSON) to another.\n\nExit code: 0 nothing, 1 something, 2 the input is wrong."
    )
    return command("diff", differing.run, params, about, lang)


def compare(lang: str) -> click.Command:
    """Return `volmatch compare`."""
    params: list[click.Parameter] = [
        file("first", "[PROBLEM]"),
        file("second", "BEFORE"),
        file("third", "AFTER", required=False),
        json_flag(lang),
    ]
    about = Text(
        "Say who takes or leaves what from one schedule to another, and why; without the problem, only by ids.\n\n"
        "Exit code: 0 nothing changed, 1 something did, 2 the input is wrong."
    )
    return command("compare", comparing.run, params, about, lang)
