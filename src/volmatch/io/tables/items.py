"""Several things in one cell: ``desks; sink``, and words that hold what would separate them in quotes."""

import json
import re
from collections.abc import Iterator

import attrs

from volmatch.io.tables.nothing_words import says_again, says_nothing
from volmatch.io.tables.strokes import may_be_several

SEPARATORS = ";；,，、\n"  # noqa: RUF001 - people type the wide ones
#: Stands in a cell for a list that is given and empty; an empty cell is a list that is not given.
EMPTY = "[]"
#: Stands in a cell for any room at all.
ANY = "*"

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_PLAIN = re.compile(f"[^{SEPARATORS}]*")
_BLANK = re.compile(r"[^\S\n]*")


@attrs.frozen
class Item:
    """One thing of a list.

    Parameters
    ----------
    word
        The word in quotes; ``None`` where there are no quotes.
    rest
        What stands behind the quotes, or everything where there are none.
    whole
        The thing as it was typed.
    """

    word: str | None
    rest: str
    whole: str

    @property
    def text(self) -> str:
        """The thing where nothing but a word is expected."""
        return self.whole if self.word is None or self.rest else self.word


def items(text: str) -> Iterator[Item]:
    """Yield the things of a list."""
    at = 0
    while at < len(text):
        begin = _end(_BLANK.match(text, at))
        quoted = _QUOTED.match(text, begin)
        word = None if quoted is None else unquoted(quoted[0])
        behind = begin if word is None else _end(quoted)
        end = _end(_PLAIN.match(text, behind))
        if text[begin:end].strip():
            yield Item(word, text[behind:end].strip(), text[begin:end].strip())
        at = end + 1


def _end(match: re.Match[str] | None) -> int:
    assert match is not None
    return match.end()


def unquoted(text: str) -> str | None:
    """Return what stands between quotes, or ``None`` where a text is no word in quotes."""
    if not (text.startswith('"') and text.endswith('"')):
        return None
    try:
        word = json.loads(text)
    except ValueError:
        return None
    return word if isinstance(word, str) else None


def in_quotes(word: str) -> str:
    """Return a word in quotes."""
    return json.dumps(word, ensure_ascii=False)


def one_word(text: str) -> str:
    """Return the word that a cell holds: without the spaces around it, and without quotes."""
    bare = text.strip()
    word = unquoted(bare)
    return bare if word is None else word


def word_text(word: str) -> str:
    """Return what stands in a cell for a word: the word, or the word in quotes where it would be read as another."""
    return word if one_word(word) == word and not says_again(word) else in_quotes(word)


def item_text(word: str) -> str:
    """Return what stands in a list for a word."""
    is_special = (
        word in (EMPTY, ANY) or word.startswith('"') or says_nothing(word) or says_again(word) or may_be_several(word)
    )
    is_plain = not is_special and [(one.word, one.rest) for one in items(word)] == [(None, word)]
    return word if is_plain else in_quotes(word)


def list_text(words: list[str]) -> str:
    """Return what stands in a cell for a list of words."""
    return "; ".join(map(item_text, words)) or EMPTY
