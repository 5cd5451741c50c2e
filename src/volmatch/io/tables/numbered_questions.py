"""Headers as form programs number their questions: 1. Your name is Your name, and 2. When are you free? (Sat 9-12) asks about that time."""

import re
import unicodedata

_NUMBER = re.compile(r"\s*(?:[Qq]?\d{1,3}\s*[、.:)]\s*(?=\D)|第\s*\d{1,3}\s*题\s*[:、.]?\s*|[Qq]?\d{1,3}\s*(?=\())")
_CHOICE = re.compile(r"(.*?)\s*[(]([^()]+(?:\([^()]*\)[^()]*)?)[)]\s*")
_ASKS = re.compile(r"[?？]\s*$|[:：]\s*$")  # noqa: RUF001 - people type the wide ones


def unnumbered(header: str) -> str:
    """Return a header without the number of its question."""
    narrow = unicodedata.normalize("NFKC", header)
    found = _NUMBER.match(narrow)
    return narrow[found.end() :] if found else header


def question_and_choice(header: str) -> tuple[str, str] | None:
    """Return the question and the choice in round brackets behind it, or ``None``; the question may be a number alone."""
    narrow = unicodedata.normalize("NFKC", header)
    found = _CHOICE.fullmatch(unnumbered(narrow))
    return None if found is None else (found[1].strip(), found[2].strip())


def is_of_a_question(header: str, question: str) -> bool:
    """Whether what stands before brackets is a question: it has a number, or ends as one."""
    return bool(_NUMBER.match(unicodedata.normalize("NFKC", header)) or _ASKS.search(question))
