"""Who answered a sign-up form: somebody of the problem by id, name or email, or somebody new."""

import re
from collections.abc import Iterable, Iterator, Sequence

from volmatch.io.tables.alike_words import alike
from volmatch.io.tables.called import Called
from volmatch.io.tables.cells import WORD, Cell
from volmatch.io.tables.numbered_questions import unnumbered
from volmatch.io.tables.sheet import is_empty
from volmatch.io.tables.table_words import plain
from volmatch.io.tables.weekdays import NotACell
from volmatch.problem.shapes import Reader, Word
from volmatch.problem.volunteer import Volunteer
from volmatch.text import Text

_NAMES = ("name", "your name", "full name", "name and surname", "who", "person", "volunteer", "id", "participant", "姓名", "名字",
          "您的姓名", "你的姓名", "请输入您的姓名", "请填写姓名", "姓名(必填)", "志愿者", "编号", "姓名/name")  # fmt: skip
EMAILS = frozenset(
    map(
        plain,
        ("email", "e-mail", "email address", "your email", "mail", "邮箱", "电子邮件", "电子邮箱", "电子邮件地址"),
    )
)
#: Questions for a name.
_ASKED = re.compile(
    r"(?:what(?:'s| is) |(?:please )?(?:enter|write|type|give|tell us) )?(?:your |the )?(?:(?:full|first and last|preferred) )?(?:name|names)(?: and surname| in full)?\s*[?.:]*(?: ?\(.*\))?"
    r"|(?:nom|prénom|vorname|nachname|nombre|nome|naam)(?: (?:et|und|y|e|en) \S+)?|(?:请|您|你|的|输入|填写|真实)*姓名\s*[?:]*(?:\(.*\))?|(?:您|你)?(?:叫什么名字|怎么称呼)\??"
)
#: What people write above the column of names.
PERSON = frozenset(map(plain, _NAMES)) | EMAILS


def person_column(header: Sequence[Cell]) -> int:
    """Return the column that says who answered: of names or ids, or else of emails, or else the first."""
    told = [plain(unnumbered(str(cell))) for cell in header]
    names = [index for index, word in enumerate(told) if word in PERSON - EMAILS]
    names = names or [index for index, cell in enumerate(header) if is_of_names(cell)]
    return (names or [index for index, word in enumerate(told) if word in EMAILS] or [0])[0]


def is_of_names(header: Cell) -> bool:
    """Whether a header asks for somebody's name, as in a question what it is."""
    word = plain(unnumbered(str(header)))
    return _ASKED.fullmatch(word) is not None or word in PERSON - EMAILS


class Answerers:
    """The people a form may name: those of a problem, and whoever it names besides."""

    def __init__(self, volunteers: Iterable[Volunteer] | None) -> None:
        people = tuple(volunteers or ())
        self._called = Called.of(pair for one in people for pair in _words(one))
        self._is_open = volunteers is None  # then ids are taken as they are: nobody is known by another word
        self._new: dict[str, str] = {}

    def person(self, cell: Cell) -> str:
        """Return the id of who is meant.

        Raises
        ------
        NotACell
            If that cannot be told.
        """
        wanted = Text("this field is required")
        if is_empty(cell):
            raise NotACell(wanted)
        reader = Reader(None)
        told = reader.read(Word(), WORD.read(cell), "")
        if not isinstance(told, str):
            raise NotACell(reader.faults[0].wanted)
        ids = self._called.ids(told)
        if len(ids) > 1:
            raise NotACell(Text("this may be any of {words}; write the id", {"words": tuple(ids)}))
        if ids or self._is_open:
            return ids[0] if ids else told
        return self._new.setdefault(alike(told), told)

    def by_word(self) -> dict[str, str]:
        """Return who is meant by each name, id and email that means one person only."""
        return {word: ids[0] for word, ids in self._called.meant.items() if len(ids) == 1}

    def near(self, word: str) -> str | None:
        """Return who of the problem a new name resembles."""
        return self._called.near(word)


def _words(volunteer: Volunteer) -> Iterator[tuple[str, str | None]]:
    yield volunteer.id, volunteer.name
    for header, text in volunteer.data.items():
        if plain(header) in EMAILS:
            yield volunteer.id, text
