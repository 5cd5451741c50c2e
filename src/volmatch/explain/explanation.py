"""What every explanation is: typed facts first, sentences made from them second."""

from collections.abc import Iterator

import attrs

from volmatch.text import Text


@attrs.frozen(kw_only=True)
class Explanation:
    """Base class of all explanations: a value whose fields are the facts.

    An app renders the fields in a way of its own, or takes the sentences.
    """

    def texts(self) -> Iterator[Text]:
        """Yield what there is to say, a sentence or line each."""
        raise TypeError(_UNSAID.format(type(self).__name__))

    def sentence(self, lang: str = "en") -> str:
        """Say the explanation in a language (``en`` or ``zh``), a line a text."""
        return "\n".join(text.sentence(lang) for text in self.texts())

    def __str__(self) -> str:
        return self.sentence()


def not_examined(n: int) -> Iterator[Text]:
    """Yield that so many of what was to be looked at could not be, if any."""
    if n:
        yield Text("{n} could not be examined in time", {"n": n})


_UNSAID = "{} has no method texts"
