"""Letters that nobody sees: which of them a name may have because they belong to its spelling, and which only hide something."""

import unicodedata

_HIDDEN = frozenset({"Cc", "Cs", "Cn", "Zl", "Zp"})
_HIDDEN_IN_IDS = _HIDDEN | {"Cf", "Co"}
#: These turn the direction of what follows, and so could make a report say something else.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NON_JOINER, _JOINER = "\u200c", "\u200d"
#: The combining class of marks that take a letter's vowel away.
_TAKES_A_VOWEL = 9


def has_hidden(word: str, *, is_id: bool) -> bool:
    """Whether a word has letters that nobody sees; an id fewer of them than another text."""
    hidden = _HIDDEN_IN_IDS if is_id else _HIDDEN
    return any(
        (unicodedata.category(letter) in hidden or letter in _TURNING) and not _is_spelling(word, at)
        for at, letter in enumerate(word)
    )


def _is_spelling(word: str, at: int) -> bool:
    """Whether a letter nobody sees belongs to how a word is written, as in Persian, Sinhala or Malayalam.

    That is (RFC 5892, appendix A) a joiner or non-joiner behind the mark that takes a vowel away, and a non-joiner between
    letters of a script that joins them.
    """
    if word[at] not in (_JOINER, _NON_JOINER) or not at:
        return False
    if unicodedata.combining(word[at - 1]) == _TAKES_A_VOWEL:
        return True
    around = (_letter_before(word, at), word[at + 1 : at + 2])
    return word[at] == _NON_JOINER and all(one and unicodedata.bidirectional(one) == "AL" for one in around)


def _letter_before(word: str, at: int) -> str:
    """Return the letter before a place, passing over the marks on it."""
    while at and unicodedata.category(word[at - 1]) == "Mn":
        at -= 1
    return word[at - 1 : at] if at else ""
