"""The parts of the command line that must speak the reader's language: help pages, options, complaints."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

import click

from volmatch.search.state.options import MACHINE
from volmatch.text import LANGUAGES, Fact, Text

Callback = Callable[[click.Context, click.Parameter, Any], Any]

_HEADINGS = {"Options": Text("Options"), "Commands": Text("Commands")}


@cache
def _formatter(lang: str) -> type[click.HelpFormatter]:
    class Formatter(click.HelpFormatter):
        """A help page with its headings in one language."""

        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            usage = Text("Usage:").sentence(lang)
            super().write_usage(prog, args, f"{usage} " if prefix is None else prefix)

        @contextmanager
        def section(self, name: str) -> Iterator[None]:
            with super().section(_HEADINGS[name].sentence(lang) if name in _HEADINGS else name):
                yield

    return Formatter


@cache
def context_of(lang: str) -> type[click.Context]:
    """Return the click context whose help pages are in a language."""

    class Context(click.Context):
        formatter_class = _formatter(lang)

    return Context


def help_option(lang: str) -> click.Option:
    """Return ``--help``."""
    return _teller("--help", lambda context: context.get_help(), Text("Show this page and exit."), lang)


def version_option(told: str, lang: str) -> click.Option:
    """Return ``--version``."""
    return _teller("--version", lambda _context: told, Text("Show the version and exit."), lang)


def _teller(name: str, tell: Callable[[click.Context], str], about: Text, lang: str) -> click.Option:
    """Return an option that prints something and ends."""

    def end(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click calls it
        if wanted and not context.resilient_parsing:
            click.echo(tell(context))
            context.exit()

    words = about.sentence(lang)
    return click.Option([name], is_flag=True, expose_value=False, is_eager=True, help=words, callback=end)


def lang_option(lang: str) -> click.Option:
    """Return ``--lang``; its value is read before the others, see `volmatch.cli.language`."""
    words = Text("Language of what is printed; the computer's own by default.").sentence(lang)
    languages = tuple(LANGUAGES)
    return click.Option(
        ["--lang"],
        metavar=f"[{'|'.join(languages)}]",
        expose_value=False,
        is_eager=True,
        help=words,
        callback=one_of(languages, lang),
    )


def one_of(words: tuple[str, ...], lang: str) -> Callback:
    """Return a callback that takes only some words."""

    def judge(_context: click.Context, _parameter: click.Parameter, given: str | None) -> str | None:
        if given is not None and given not in words:
            raise click.BadParameter(Text("wanted one of {words}", {"words": words}).sentence(lang))
        return given

    return judge


def a_number(lang: str, *, whole: bool = False) -> Callback:
    """Return a callback that takes a number; whether the number makes sense is for the solver to say."""

    def judge(_context: click.Context, _parameter: click.Parameter, given: str | None) -> float | None:
        try:
            return None if given is None else int(given) if whole else float(given)
        except ValueError:
            wanted = Text("wanted a whole number") if whole else Text("wanted a number")
            raise click.BadParameter(wanted.sentence(lang)) from None

    return judge


def megabytes_or_none(lang: str) -> Callback:
    """Return a callback that takes a number of megabytes, or the word for no limit; by default the machine decides."""

    def judge(_context: click.Context, _parameter: click.Parameter, given: str | None) -> float | str | None:
        try:
            return MACHINE if given is None else None if given == "none" else float(given)
        except ValueError:
            raise click.BadParameter(Text("wanted a number, or none").sentence(lang)) from None

    return judge


#: Exit code for what the caller got wrong.
BAD_INPUT = 2


class Group(click.Group):
    """Commands, one of which must be named."""

    def __init__(self, lang: str, commands: Sequence[click.Command], about: str) -> None:
        super().__init__(
            commands=list(commands),
            help=about,
            add_help_option=False,
            callback=_tell_how_to_use,
            invoke_without_command=True,
            subcommand_metavar="COMMAND [ARGS]...",
        )
        self.lang = lang

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command named first in the arguments, or complain."""
        if self.get_command(ctx, args[0]) is None:
            facts: dict[str, Fact] = {"name": args[0], "words": tuple(self.list_commands(ctx))}
            ctx.fail(Text("there is no command {name}; wanted one of {words}", facts).sentence(self.lang))
        return super().resolve_command(ctx, args)


def _tell_how_to_use() -> int:
    """Print the page of the group itself where no command is named."""
    context = click.get_current_context()
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
    return BAD_INPUT


def complaint(error: click.ClickException, lang: str) -> str:
    """Say what is wrong with the arguments."""
    parameter = getattr(error, "param", None)
    name = parameter.get_error_hint(None) if parameter is not None else ""
    match error:
        case click.MissingParameter():
            return Text("{parameter} is missing", {"parameter": name}).sentence(lang)
        case click.BadParameter():
            return f"{name}: {error.message}"
        case click.NoSuchOption():
            return _no_such_option(error).sentence(lang)
        case click.BadOptionUsage():
            words = Text("the option {name} is not used like this; see --help", {"name": error.option_name})
            return words.sentence(lang)
    return error.format_message()


def _no_such_option(error: click.NoSuchOption) -> Text:
    """Say which commands have an option that this one has not, or which option it resembles."""
    facts: dict[str, Fact] = {"name": error.option_name}
    group = error.ctx.parent.command if error.ctx is not None and error.ctx.parent is not None else None
    commands = group.commands if isinstance(group, click.Group) else {}
    having = [
        name for name, one in commands.items() if any(error.option_name in parameter.opts for parameter in one.params)
    ]
    if having:
        return Text(
            "there is no option {name} here; these commands have it: {words}", {**facts, "words": tuple(having)}
        )
    if error.possibilities:
        near = next(iter(error.possibilities))
        return Text("there is no option {name}; did you mean {nearest}?", {**facts, "nearest": near})
    return Text("there is no option {name}", facts)


def refuse_words_too_many(context: click.Context, lang: str) -> None:
    """Complain about arguments that a command has no place for."""
    if context.args:
        context.fail(Text("too many words: {words}", {"words": tuple(context.args)}).sentence(lang))
