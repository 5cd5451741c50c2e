"""What the tests of the page read with: a parser that knows which elements and attributes a page has, and who wrote them."""

from html.parser import HTMLParser

import attrs

import volmatch as vm
from small_hall import at
from volmatch.rules import Cover, Target, only

VOID = {"meta", "input", "br", "link", "img", "hr"}


@attrs.define
class Seen:
    """What a page holds.

    Parameters
    ----------
    elements
        Names of all elements, in order.
    attributes
        Their attributes: name of the element, name, value.
    text
        All text outside of script and style.
    inside
        Text of elements that have an id, by id.
    unclosed
        Elements that were not closed where they should be.
    """

    elements: list[str] = attrs.field(factory=list)
    attributes: list[tuple[str, str, str]] = attrs.field(factory=list)
    text: str = ""
    inside: dict[str, str] = attrs.field(factory=dict)
    unclosed: list[str] = attrs.field(factory=list)

    def values(self, name: str) -> list[str]:
        """Return all values of an attribute."""
        return [value for _, own, value in self.attributes if own == name]


class _Parser(HTMLParser):
    def __init__(self, without: str) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = Seen()
        self._without = without
        self._open: list[tuple[str, str | None, bool]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.seen.elements.append(tag)
        self.seen.attributes += [(tag, name, value or "") for name, value in attributes]
        if tag not in VOID:
            known = dict(attributes)
            self._open.append((tag, known.get("id"), tag != "html" and known.get("lang") == self._without))

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop()[0] != tag:
            self.seen.unclosed.append(tag)
        if tag in _APART:
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        if any(is_other for _, _, is_other in self._open):
            return
        for _, own, _ in self._open:
            if own:
                self.seen.inside[own] = self.seen.inside.get(own, "") + data
        if not self._open or self._open[-1][0] not in {"script", "style"}:
            self.seen.text += data


#: Elements after which a reader sees a gap.
_APART = {"td", "th", "li", "p", "h1", "h2", "h3", "h4", "dt", "dd", "div", "bdi", "button", "span"}


def parsed(page: str, lang: str = "en") -> Seen:
    """Return what a page holds, with the text in one language."""
    parser = _Parser("zh-CN" if lang == "en" else "en")
    parser.feed(page)
    parser.close()
    parser.seen.unclosed += [tag for tag, *_ in parser._open]
    return parser.seen


#: Texts that do harm where they are taken for markup, or end a script, a comment or an attribute.
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "</style><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "]]>&lt;b&gt;&amp;",
    "javascript:alert(1)",
    "{n} {0} %s",
)


def hostile(payload: str) -> tuple[vm.Problem, vm.Schedule]:
    """Return a problem in which every text is a payload, made different by a number, and a schedule with empty seats."""

    def word(number: int) -> str:
        return f"{payload} {number}"

    problem = vm.Problem(
        volunteers=[
            vm.Volunteer(
                word(1),
                name=word(2),
                skills={word(3): 1},
                traits=[word(4)],
                teams=[word(5)],
                wishes=[vm.Wish(kind=word(6), score=1), vm.Wish(place=word(9), score=-1)],
            ),
            vm.Volunteer(word(7), available=[]),
        ],
        sessions=[
            vm.Session(
                word(1),
                name=word(8),
                kind=word(6),
                start=at(24, 10),
                end=at(24, 11),
                room=vm.RoomNeed(),
                roles=[vm.Role(word(10), skill=word(3), min=2, target=3), vm.Role(word(11))],
            ),
            vm.Session(word(2), start=at(24, 10), end=at(24, 11), place=word(9), optional=True, tags=[word(12)]),
        ],
        places=[vm.Place(word(9), name=word(13))],
        rooms=[vm.Room(word(14), word(9), name=word(15), turnaround_minutes=15, features=[word(16)])],
        rules=only([Cover(level=1), Target(level=2)]),
        timezone="Asia/Shanghai",
    )
    crew = [vm.Assignment(word(1), word(1), word(10)), vm.Assignment(word(7), word(1), word(11))]
    return problem, vm.Schedule(crew, [vm.Placement(word(1), at(24, 10), word(14))], [word(2)])
