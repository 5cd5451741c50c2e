"""Whether two words are the same to people, however they are written: Ann and ann, 李 雷 and 李雷."""

import re
import unicodedata

from volmatch.io.tables.table_words import plain

#: People write names of two letters with a space between them, so that they are as wide as those of three.
_WITHIN_CHINESE = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")


def alike(word: str) -> str:
    """Return a word as it is compared with others of which it may be another spelling."""
    return _WITHIN_CHINESE.sub("", plain(word)) or word


def normal(word: str) -> str:
    """Return a word with its accents put together."""
    return unicodedata.normalize("NFC", word)
