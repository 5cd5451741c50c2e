"""`volmatch signups`: the answers of a sign-up form, put into a problem."""

from collections.abc import Sequence

import click

from volmatch.cli.converting import PROBLEMS, refuse_output, write_as
from volmatch.cli.given_files import named, read_problem, tell
from volmatch.cli.plain_facts import echo_data
from volmatch.cli.signed_up import SignedUp, signed_up
from volmatch.errors import Fault
from volmatch.io.tables.unmet_skills import is_met
from volmatch.text import Text


def run(  # noqa: PLR0913 - each is an option of the command
    *,
    form: str,
    into: str,
    output: str,
    person: str | None,
    trait: Sequence[tuple[str, str]],
    together: int | None,
    mutual: bool,
    encoding: str | None,
    force: bool,
    json: bool,
    lang: str,
) -> int:
    """Write the problem with the form in it, say who answered and who is new, and return the exit code."""
    refuse_output(output, force=force, kinds=PROBLEMS)
    notes: list[Fault] = []
    try:
        whole = read_problem(into, lang, notes.append)
        with named(form):
            found = signed_up(
                whole, form, person=person, encoding=encoding, traits=trait, at_least=together, is_mutual=mutual
            )
            notes = [note for note in notes if not is_met(note, found.problem.volunteers)]
    finally:
        for note in notes:
            tell(lang, note)
    for note in found.told:
        tell(lang, note)
    write_as(found.problem, None, output, lang)
    if json:
        told = [note.sentence(lang) for note in found.told]
        echo_data({"written": output, "answered": found.answered, "new": found.new, "told": told}, lang)
    else:
        for line in _lines(found):
            click.echo(line.sentence(lang))
        click.echo(Text("written to {path}", {"path": output}).sentence(lang))
    return 0


def _lines(found: SignedUp) -> list[Text]:
    """Return how many answered, and who of them is new."""
    lines = [Text.counted("{n} person answered", "{n} people answered", {"n": len(found.answered)})]
    if found.new:
        facts = {"n": len(found.new), "people": found.new}
        lines.append(
            Text.counted(
                "{n} person is new to the problem: {people}", "{n} people are new to the problem: {people}", facts
            )
        )
    never = [one.label for one in found.problem.volunteers if one.id in set(found.answered) and one.available == ()]
    if never:
        facts = {"n": len(never), "people": tuple(never)}
        lines.append(Text.counted("{n} person is never free: {people}", "{n} people are never free: {people}", facts))
    return lines
