"""Who or what is meant by a word in a sheet: an id, a name that only one has, or a name with its id behind it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import attrs

from volmatch.io.tables.alike_words import alike
from volmatch.io.tables.table_words import nearest, plain


@attrs.frozen
class Called:
    """How people, sessions or rooms are called.

    Parameters
    ----------
    labels
        The name of each, or its id where it has none, by id.
    meant
        The ids that a word may mean, by the word as it is compared.
    """

    labels: Mapping[str, str]
    meant: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str | None]]) -> "Called":
        """Return how things are called whose ids and names are given; the first name of an id is the one that is shown."""
        labels: dict[str, str] = {}
        meant: dict[str, dict[str, None]] = defaultdict(dict)
        for own, name in pairs:
            labels.setdefault(own, name or own)
            for word in (own, name or own, f"{name} ({own})"):
                meant[alike(word)].setdefault(own)
        return cls(labels, {word: tuple(ids) for word, ids in meant.items()})

    def ids(self, word: str) -> Sequence[str]:
        """Return the ids that a word may mean: its own, or else those of everything called so."""
        return (word,) if word in self.labels else self.meant.get(alike(word), ())

    def shown(self, own: str) -> str:
        """Return the name of a thing, with its id behind it where another is called so."""
        name = self.labels.get(own, own)
        return name if tuple(self.ids(name)) == (own,) else f"{name} ({own})"

    def near(self, word: str) -> str | None:
        """Return the word that a misspelt one resembles, or of which it has more or fewer names."""
        found = nearest(word, self.meant) or self._longer_or_shorter(plain(word))
        return None if found is None else self.shown(self.meant[found][0])

    def _longer_or_shorter(self, word: str) -> str | None:
        """Return the name of somebody of whom a word has the first name alone, or one more."""
        shorter = [one for one in word.split()[:-1] if one in self.meant]
        longer = [one for one in self.meant if one.split()[:1] == [word]]
        return next(iter((*shorter, *longer)), None)
