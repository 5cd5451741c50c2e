"""Which language the command speaks: what the caller asks for, else what the computer is set to."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from volmatch.text import LANGUAGES

OPTION = "--lang"
OWN_VARIABLE = "VOLMATCH_LANG"
#: The variables that set a computer's language; the first that is not empty counts.
LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language to speak.

    Found before the arguments are parsed, because help and complaints about arguments are spoken too.
    """
    asked = _asked_for(arguments)
    if asked is not None:
        return asked
    if environment.get(OWN_VARIABLE):
        return _nearest(environment[OWN_VARIABLE])
    return _nearest(next((environment[name] for name in LOCALE_VARIABLES if environment.get(name)), ""))


def _asked_for(arguments: Sequence[str]) -> str | None:
    """Return the last language asked for that volmatch speaks, or ``None``."""
    asked = [word.removeprefix(f"{OPTION}=") for word in arguments if word.startswith(f"{OPTION}=")]
    asked += [word for before, word in pairwise(arguments) if before == OPTION]
    return next((word for word in reversed(asked) if word in LANGUAGES), None)


def _nearest(wanted: str) -> str:
    return next((lang for lang in LANGUAGES if wanted.lower().startswith(lang)), "en")
