"""What answers of a sign-up form mean, and what a whole form says about people."""

from collections.abc import Iterable, Mapping

import attrs

from volmatch.errors import Fault
from volmatch.io.tables.signup_profiles import Profile
from volmatch.io.tables.table_words import plain
from volmatch.problem.values import FrozenMap
from volmatch.problem.volunteer import Volunteer, Wish
from volmatch.problem.window import Weekly, Window

Windows = tuple[Weekly | Window, ...]


@attrs.frozen(kw_only=True)
class Answer:
    """What an answer means.

    Parameters
    ----------
    free
        Whether somebody who answers so could come.
    if_needed
        Only if nothing else works.
    score
        Wish for the session asked about: above 0 for liked, below 0 for rather not, 0 for no wish.
    """

    free: bool = True
    if_needed: bool = False
    score: int = 0


def _by_plain_word(words: Mapping[str, Answer]) -> Mapping[str, Answer]:
    return FrozenMap({plain(word): told for word, told in words.items()})


@attrs.frozen
class Answers:
    """What the answers of a form mean.

    Parameters
    ----------
    words
        Meaning by answer; capitals do not matter.
    blank
        Meaning of an empty cell; ``None`` says nothing at all: not free, and no wish.
    """

    words: Mapping[str, Answer] = attrs.field(converter=_by_plain_word)
    blank: Answer | None = None


TICKS = ("✓", "√", "✔", "☑", "✅")
#: An x is a tick to some, and a cross beside the ticks of others.
CROSSES = ("×", "✗", "✘", "❌", "☒")  # noqa: RUF001 - people type it
#: The same in the languages in which polls are exported.
_YES = ("ja", "oui", "sí", "si", "sì")
_PERHAPS = (
    "wenn es sein muss",
    "zur not",
    "vielleicht",
    "peut-être",
    "si nécessaire",
    "quizás",
    "si es necesario",
    "forse",
    "misschien",
)
_NO = ("nein", "non", "nee", "nicht verfügbar", "keine zeit")
#: What people write into a cell to say that they left it empty.
NO_ANSWER = frozenset(("", "-", "–", "—", "/", "none", "nothing", "n/a", "na", "nil", "无", "没有", "暂无"))  # noqa: RUF001 - people type it
#: Answers as most forms have them, in English and in Chinese.
USUAL_ANSWERS = Answers(
    {
        **dict.fromkeys(
            (
                "yes",
                "y",
                "x",
                "ok",
                "true",
                "1",
                *TICKS,
                "是",
                "有空",
                "可以",
                "available",
                "free",
                "can",
                "有时间",
                "能",
                "能来",
                "可",
                "行",
                "sure",
                "definitely",
                "of course",
                "yes please",
                "可以来",
                "来",
                "会来",
                "👍",
                "○",
                "◯",
                "〇",  # noqa: RUF001 - people type it
                "◎",
                *_YES,
            ),
            Answer(),
        ),
        **dict.fromkeys(
            (
                "if needed",
                "if need be",
                "if necessary",
                "maybe",
                "perhaps",
                "possibly",
                "not sure",
                "unsure",
                "tentative",
                "?",
                "??",
                "(yes)",
                "(ok)",
                "必要时",
                "必要时才来",
                "待定",
                "不确定",
                "也许",
                "可能",
                "看情况",
                "△",
                "▲",
                "depends",
                *(f"({word})" for word in _YES),
                *_PERHAPS,
            ),
            Answer(if_needed=True),
        ),
        **dict.fromkeys(
            (
                "no",
                "n",
                "false",
                "0",
                *CROSSES,
                "busy",
                "unavailable",
                "not available",
                "cannot",
                "can't",
                "否",
                "没空",
                "没时间",
                "没有时间",
                "没有空",
                "不行",
                "不可以",
                "不能",
                "不能来",
                "不方便",
                "no thanks",
                "sorry",
                "不来",
                "来不了",
                "👎",
                *_NO,
            ),
            Answer(free=False),
        ),
    }
)


@attrs.frozen(kw_only=True)
class SignUps:
    """What a form says.

    Parameters
    ----------
    availability
        Windows of each person, in the order of the form; an empty tuple is never, ``None`` that the form asks for no times.
    wishes
        Wishes of each person.
    never
        Person and session for each session that somebody cannot do. Windows alone do not say this: somebody who is free for
        the sessions before and after may be free for the time of one, and yet have declined it. Give them to the rule
        `volmatch.rules.Pinned`.
    together
        Pairs of which one wants to serve with the other. Give them to the rule `volmatch.rules.Together`.
    mutual
        Those of these pairs in which each named the other.
    data
        What else each person wrote, by header, where that is kept.
    away
        Windows at which people said that they cannot come, where the form asks for that.
    profiles
        What people said of themselves that counts as in a sheet of people: limits, skills and traits that are asked for, ages.
    told
        What was understood in a way worth knowing, and what was passed over, each with its place.
    """

    availability: Mapping[str, Windows | None]
    wishes: Mapping[str, tuple[Wish, ...]]
    never: tuple[tuple[str, str], ...] = ()
    told: tuple[Fault, ...] = ()
    together: tuple[tuple[str, str], ...] = ()
    mutual: tuple[tuple[str, str], ...] = ()
    data: Mapping[str, Mapping[str, str]] = FrozenMap({})
    away: Mapping[str, Windows] = FrozenMap({})
    profiles: Mapping[str, Profile] = FrozenMap({})

    def applied(self, volunteers: Iterable[Volunteer] = ()) -> tuple[Volunteer, ...]:
        """Return volunteers with the times and wishes of the form.

        Those whose ids are in the form get its windows instead of theirs, its wishes besides, and what they said of themselves: a no
        takes a skill or trait away, and of two limits for one time the tighter holds; who is in the form only
        comes last; all others stay as they are.
        """
        known = {one.id: one for one in volunteers}
        people = {**known, **{own: Volunteer(own) for own in self.availability if own not in known}}
        return tuple(self._applied(one) for one in people.values())

    def _applied(self, volunteer: Volunteer) -> Volunteer:
        if volunteer.id not in self.availability:
            return volunteer
        wishes = (*volunteer.wishes, *self.wishes.get(volunteer.id, ()))
        data = {**volunteer.data, **self.data.get(volunteer.id, {})}
        times = self.availability[volunteer.id]
        available = volunteer.available if times is None else times
        away = tuple(dict.fromkeys((*volunteer.away, *self.away.get(volunteer.id, ()))))
        answered = attrs.evolve(volunteer, available=available, away=away, wishes=wishes, data=data)
        profile = self.profiles.get(volunteer.id)
        return answered if profile is None else profile.applied(answered)
