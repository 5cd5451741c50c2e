"""The audit that keeps a rule's two halves apart: what its words reach, what its columns reach, and that nothing is both."""

import ast
from collections.abc import Iterator

import attrs

from house.sources import imports_of

WORDS = ("check", "unknown")
COLUMNS = ("mask", "encode")

#: Packages and parts of ours that belong to the world of columns.
COLUMN_MODULES = (
    "numpy",
    "ortools",
    "volmatch.arrays",
    "volmatch.columns",
    "volmatch.formulation",
    "volmatch.engines",
)
#: What columns may import, inside their functions.
VOCABULARY = ("volmatch.arrays.", "volmatch.columns.", "volmatch.formulation.vocabulary.")
#: Attributes through which columns could get at words, and words at columns.
DOORS_TO_WORDS = {
    "problem",
    "schedule",
    "duties",
    "takes_volunteer",
    "takes_session",
    "takes_on",
    "takes_duty",
    "takes_always",
    "takes",
    "bears",
    *WORDS,
}
DOORS_TO_COLUMNS = {"tables", "formulation", *COLUMNS}
#: With these a name can be reached that no audit sees.
TRAPDOORS = {"getattr", "setattr", "globals", "locals", "vars", "eval", "exec", "compile", "__import__", "super"}
#: A rule's decorators and bases touch its fields, never what it does.
BASES = ["Rule"]


@attrs.frozen
class Module:
    """A rule's file, taken apart: its functions, classes, constants, and what its imported names come from."""

    tree: ast.Module
    rule: ast.ClassDef
    helpers: dict[str, ast.FunctionDef | ast.ClassDef]
    constants: dict[str, ast.expr | None]
    imported: dict[str, str]

    @classmethod
    def of(cls, source: str, rule: str) -> "Module":
        """Take a rule's file apart."""
        tree = ast.parse(source)
        helpers = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
        found = helpers.pop(rule)
        assert isinstance(found, ast.ClassDef)
        return cls(tree, found, helpers, dict(_constants(tree)), dict(_imported(tree)))

    def method(self, name: str) -> ast.FunctionDef | None:
        """Return a method or property of the rule, or ``None``."""
        return next((node for node in self.rule.body if isinstance(node, ast.FunctionDef) and node.name == name), None)


def _constants(tree: ast.Module) -> Iterator[tuple[str, ast.expr | None]]:
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        for target in targets:
            for one in ast.walk(target):
                if isinstance(one, ast.Name):
                    yield one.id, node.value  # type: ignore[attr-defined]


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield (name in the file, where it comes from)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.asname or alias.name.partition(".")[0], alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((alias.asname or alias.name, f"{node.module}.{alias.name}") for alias in node.names)


@attrs.define
class Reach:
    """Everything that some methods of a rule run: their own code and, step by step, that of the helpers they name."""

    module: Module
    code: dict[str, ast.AST] = attrs.field(factory=dict)

    @classmethod
    def of(cls, module: Module, roots: tuple[str, ...]) -> "Reach":
        """Follow all names from the roots that the rule has."""
        reach = cls(module)
        for root in roots:
            if (method := module.method(root)) is not None:
                reach._add(f"self.{root}", method)
        return reach

    def _add(self, name: str, node: ast.AST) -> None:
        if name in self.code:
            return
        self.code[name] = node
        for part in running(node):
            if isinstance(part, ast.Name) and part.id in self.module.helpers:
                self._add(part.id, self.module.helpers[part.id])
            elif isinstance(part, ast.Name) and part.id == self.module.rule.name:
                self._add_methods(self.module.rule)
            elif isinstance(part, ast.Attribute) and (method := self.module.method(part.attr)) is not None:
                self._add(f"self.{part.attr}", method)

    def _add_methods(self, cls: ast.ClassDef) -> None:
        for node in cls.body:
            if isinstance(node, ast.FunctionDef):
                self._add(f"self.{node.name}", node)

    @property
    def names(self) -> set[str]:
        """All plain names that the reached code uses."""
        return {part.id for code in self.code.values() for part in running(code) if isinstance(part, ast.Name)}

    @property
    def attributes(self) -> set[str]:
        """All attributes that the reached code asks for."""
        return {part.attr for code in self.code.values() for part in running(code) if isinstance(part, ast.Attribute)}


def running(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the parts of a piece of code that run: annotations do not."""
    yield node
    for field, value in ast.iter_fields(node):
        if field in {"annotation", "returns"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from running(child)


def breaches(source: str, rule: str) -> list[str]:
    """Return everything in a rule's file that lets its two worlds touch."""
    module = Module.of(source, rule)
    words, columns = Reach.of(module, WORDS), Reach.of(module, COLUMNS)
    return [
        *_of_file(module),
        *_of_words(module, words),
        *_of_columns(module, columns),
        *(f"{name} serves both worlds" for name in sorted(words.code.keys() & columns.code.keys())),
        *_shared_constants(module, words.names & columns.names),
    ]


def _of_file(module: Module) -> Iterator[str]:
    if [ast.unparse(base) for base in module.rule.bases] != BASES:
        yield "a rule stands on Rule alone: another base would serve both worlds"
    for one in imports_of(module.tree):
        if one.target.startswith(("volmatch.rules", ".")):
            yield f"imports {one.target}: rules do not know each other"
    for name in sorted({part.id for part in ast.walk(module.tree) if isinstance(part, ast.Name)} & TRAPDOORS):
        yield f"uses {name}, which hides what is reached"


def _of_words(module: Module, words: Reach) -> Iterator[str]:
    for name in sorted(words.names & module.imported.keys()):
        if module.imported[name].startswith(COLUMN_MODULES):
            yield f"words touch {module.imported[name]}"
    for name in sorted(words.attributes & DOORS_TO_COLUMNS):
        yield f"words ask for .{name}"
    for code in words.code.values():
        if any(isinstance(part, ast.Import | ast.ImportFrom) for part in running(code)):
            yield "words import inside a function"


def _of_columns(module: Module, columns: Reach) -> Iterator[str]:
    for name in sorted(columns.names & module.imported.keys()):
        if module.imported[name].startswith("volmatch") and not module.imported[name].startswith(VOCABULARY):
            yield f"columns touch {module.imported[name]}"
    for name in sorted(columns.attributes & DOORS_TO_WORDS):
        yield f"columns ask for .{name}"


def _shared_constants(module: Module, names: set[str]) -> Iterator[str]:
    """Yield the shared constants that are more than a literal.

    A literal has no logic to be wrong in both worlds at once, and a second name for 60 would only invite a slip; a table,
    function or value that is computed would be code shared by another way.
    """
    for name in sorted(names & module.constants.keys()):
        value = module.constants[name]
        if not (name.isupper() and isinstance(value, ast.Constant) and isinstance(value.value, int | str)):
            yield f"both worlds use {name}, which is more than a literal"
