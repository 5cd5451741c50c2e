"""Headers that ask for something about people: Over 18?, Are you a leader? (yes/no), 会开车吗."""

import re
from collections.abc import Iterator

from volmatch.io.tables.alike_words import alike
from volmatch.io.tables.numbered_questions import unnumbered
from volmatch.io.tables.table_words import plain

_BEHIND = re.compile(
    r"\s*(?:[(\[（【][^()\[\]（）【】]{0,30}[)\]）】]|[?？!*:：吗了]|(?:yes|y|ja|是)\s*[/|]\s*(?:no|n|nein|否))\s*$",  # noqa: RUF001 - people type the wide ones
)
_IN_FRONT = re.compile(
    r"(?:i (?:confirm|declare)(?: that)? )?(?:is |are |i am |i'm |am |do |does |can |could |have |has |will |would )?(?:you |they |he |she |i |the person |volunteer )?(?:am |are )?"
    r"(?:able to |willing to |happy to |allowed to |got |have |has |hold |holds |do |be |trained in |trained as |qualified (?:for|in|as) |a member of )?(?:a |an |the |any |valid )*"
    r"(?:speak |know |know how to |do )?"
)
_IN_FRONT_ZH = re.compile(
    r"(?:您|你|本人)?(?:是否|有没有|会不会|是不是|能否|可否|能不能|可不可以)?(?:是|有|会|能|可以|愿意|具备|具有|持有|已经|已|接受过)?(?:说|讲|做)?"
)
_AGE = re.compile(
    r"(?:i am |are you |is )?(?:over|above|at least|older than|aged?|min(?:imum)? age|(?:是否)?已?年?满|年龄满)?\s*(\d{1,2})"
    r"\s*(?:\+|plus|years?(?: old| of age)?|or (?:over|older|above)|and (?:over|older|above)|years? (?:old |of age )?(?:or|and) (?:over|older|above)|周?岁(?:或|及)?(?:以上)?)?"
)
#: What a paper for something, or practice in it, is called behind it: first aid certificate, 急救证.
_PAPER = re.compile(
    r"(?:\s+(?:certified|certificate|certification|trained|training|qualified|qualification|licen[cs]ed?|skills?|speaker)|(?:资格)?证书?|执照|培训|技能)$"
)


def asked_in(header: str) -> Iterator[str]:
    """Yield what a header may ask for, as words are compared: the header itself first, then without the question around it."""
    word = unnumbered(plain(header)).strip()
    yield alike(word)
    while (bare := _BEHIND.sub("", word).strip()) != word and bare:
        word = bare
        yield alike(word)
    yield from _without_paper(word)
    for pattern in (_IN_FRONT, _IN_FRONT_ZH):
        begin = pattern.match(word)
        rest = word[begin.end() :].strip() if begin else ""
        if rest and rest != word:
            yield alike(rest)
            yield from (
                f"{rest.removesuffix('e')}ing",
                f"{rest}{rest[-1]}ing",
            )  # can you drive, driving; swim, swimming
            yield from _without_paper(rest)


def _without_paper(word: str) -> Iterator[str]:
    """Yield the age that a word asks for, and what it asks for a paper about."""
    if found := _AGE.fullmatch(word):
        yield f"{found[1]}+"
    bare = _PAPER.sub("", word).strip()
    if bare and bare != word:
        yield alike(bare)
