"""Columns of people's own that say what sessions and rules ask for: leader, over 18?, active, languages; all others are told once."""

from collections.abc import Iterator, Mapping, Sequence

import attrs

from volmatch.errors import Fault
from volmatch.io.tables.age_column import AgeColumn
from volmatch.io.tables.alike_words import alike
from volmatch.io.tables.asked_words import asked_for, named
from volmatch.io.tables.asking_headers import asked_in
from volmatch.io.tables.assigned_people import with_assigned
from volmatch.io.tables.cells import SKILLS, Cell
from volmatch.io.tables.counting_headers import is_of_skills
from volmatch.io.tables.headings import Counted, Known
from volmatch.io.tables.kept_columns import with_kept_told
from volmatch.io.tables.limit_cells import LimitColumn
from volmatch.io.tables.own_columns import own_text
from volmatch.io.tables.rows import Row
from volmatch.io.tables.several_words import Vocabulary
from volmatch.io.tables.sheet import is_empty
from volmatch.io.tables.taking_part import TakesPart
from volmatch.io.tables.trait_cells import apart
from volmatch.io.tables.weekdays import NotACell
from volmatch.io.tables.yes_or_no import answered, are_answers, has_crosses, word_in
from volmatch.text import Text

_MOST_LEVEL = 9


@attrs.frozen
class YesOrNo:
    """A column whose yes gives people a trait or skill that is asked for."""

    index: int
    kind: str
    word: str
    crosses: bool = False

    def take(self, row: Row, cell: Cell) -> None:
        """Count the answer of one person."""
        if not word_in(cell):
            return
        level = self._level(cell)
        told = bool(level) if level is not None else answered(cell, crosses=self.crosses)
        if told is None:
            raise NotACell(attrs.evolve(_WANTED, facts={"word": self.word}))
        if not told:
            row.denied.append(self.word)
        had = row.flat.get(self.kind) or ()
        is_there = alike(self.word) in map(alike, apart(list(had))[0] if self.kind == "traits" else had)
        if is_there and not told:
            raise NotACell(attrs.evolve(_OTHERWISE, facts={"word": self.word}))
        if told and not is_there:
            row.flat[self.kind] = [*had, self.word] if self.kind == "traits" else {**dict(had), self.word: level or 1}

    def _level(self, cell: Cell) -> int | None:
        text = own_text([cell], 0)
        is_level = self.kind == "skills" and text.isascii() and text.isdigit() and int(text) <= _MOST_LEVEL
        return int(text) if is_level else None


@attrs.frozen
class SkillsToo:
    """A column whose words are skills, beside the column of skills or instead of it."""

    index: int
    words: Vocabulary

    def take(self, row: Row, cell: Cell) -> None:
        """Give one person the skills of a cell."""
        found = SKILLS.read(self.words.text_of(str(cell)))
        row.flat["skills"] = {**found, **row.flat.get("skills", {})}


def with_counted(known: Mapping[str, Known]) -> dict[str, Known]:
    """Return sheets in which people's own columns count that say what others ask for, and in which the others are told."""
    found = dict(known)
    if "volunteers" in found:
        found["volunteers"] = with_own_counted(found["volunteers"], asked_for(known), Vocabulary.of_skills(known))
    return {key: with_kept_told(one) for key, one in with_assigned(found).items()}


def with_own_counted(known: Known, asked: Mapping[str, Mapping[str, str]], words: Vocabulary) -> Known:
    """Return a sheet of people whose own columns count that say what is `asked` for; `words` are those of skills."""
    counted, notes, own = list[Counted](known.counted), list(known.notes), dict(known.own)
    for header, index in known.own.items():
        cells = [cells[index] for _, cells in known.sheet.rows if index < len(cells) and not is_empty(cells[index])]
        place = known.sheet.place(known.sheet.header_row, index)
        meant = list(_meant(header, index, cells, asked, words))
        counted += [one for one, _ in meant if one is not None]
        if any(one is not None for one, _ in meant):
            notes = [note for note in notes if note.path != place]  # that it is merely kept
            del own[header]
        notes += [Fault.of(place, told, header) for _, told in meant]
    return attrs.evolve(known, own=own, counted=tuple(counted), notes=notes)


def _meant(
    header: str, index: int, cells: Sequence[Cell], asked: Mapping[str, Mapping[str, str]], words: Vocabulary
) -> Iterator[tuple[Counted | None, Text]]:
    """Yield what a column counts as, each with what is told of it; nothing for one that is merely kept."""
    part = TakesPart.of(header, index, cells)
    if part is not None:
        yield part, part.told(cells)
        return
    limit = LimitColumn.of(header, index)
    if limit is not None:
        yield limit, limit.told()
        return
    age = AgeColumn.of(header, index, asked["traits"])
    if age is not None:
        yield age, age.told()
        return
    looks = list(asked_in(header))
    for kind, known in asked.items():
        word = next((known[look] for look in looks if look in known), None)
        if word is None:
            continue
        is_level = kind == "skills" and all(word_in(cell).isdigit() for cell in cells if word_in(cell))
        facts = {"word": word}
        if is_level or are_answers(cells):
            yield YesOrNo(index, kind, word, has_crosses(cells)), attrs.evolve(_GIVES[kind], facts=facts)
        elif cells:
            yield None, attrs.evolve(_NO_ANSWERS, facts=facts)
    if not any(look in known for look in looks for known in asked.values()):
        yield from _listed(header, index, cells, asked, words)


def _listed(
    header: str, index: int, cells: Sequence[Cell], asked: Mapping[str, Mapping[str, str]], words: Vocabulary
) -> Iterator[tuple[Counted | None, Text]]:
    """Yield what a column of words counts as some of which are asked for."""
    texts = [words.text_of(cell) for cell in cells if isinstance(cell, str)]
    for kind, known in asked.items():
        there = dict.fromkeys(known[alike(name)] for name, _ in named(texts) if alike(name) in known)
        facts = {"words": tuple(there)}
        if there and kind == "skills" and is_of_skills(header):
            yield SkillsToo(index, words), attrs.evolve(_ARE_SKILLS, facts=facts)
        elif there:
            yield None, attrs.evolve(_HAS_WORDS[kind], facts=facts)


_GIVES = {
    "traits": Text("a yes in this column was taken for the trait {word}, which is asked for"),
    "skills": Text("a yes in this column was taken for the skill {word}, which is asked for"),
}
_WANTED = Text("wanted yes or no: this column was taken for {word}, which is asked for")
_OTHERWISE = Text("this says no, and another cell of the row says {word}; mend one of them")
_NO_ANSWERS = Text(
    "this column is kept as your own, though {word} is asked for: write yes or no into it, or the words into a column skills or traits"
)
_ARE_SKILLS = Text("the words in this column were taken for skills, since these are asked for: {words}")
_HAS_WORDS = {
    "traits": Text(
        "this column is kept as your own, and no rule reads it; it has words that are asked for as traits, {words}: call it traits if it says who has them"
    ),
    "skills": Text(
        "this column is kept as your own, and no rule reads it; it has words that are asked for as skills, {words}: call it skills if it says who has them"
    ),
}
