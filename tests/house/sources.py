"""What the house tests read: the project's files, and who imports whom."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import attrs

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src"
PACKAGE = SRC / "volmatch"
RULES = PACKAGE / "rules"
#: Files in the folder of rules that hold no rule: the generated index and the composition of the default list.
NO_RULES = {"__init__", "standard"}


@cache
def tracked() -> tuple[Path, ...]:
    """Return the files of the project: what git tracks or would, else everything outside hidden folders."""
    asked = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - git is found
        capture_output=True,
        check=False,
    )
    if asked.returncode == 0:
        listed = [ROOT / name for name in asked.stdout.decode().split("\0") if name]
    else:
        listed = [
            path for path in ROOT.rglob("*") if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
        ]
    return tuple(sorted(path for path in listed if path.is_file()))


def python_files(*folders: str) -> tuple[Path, ...]:
    """Return the Python files in some top folders of the project."""
    return tuple(path for path in tracked() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in folders)


def shown(path: Path) -> str:
    """Return a file's path as it stands in the project."""
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def module_of(path: Path) -> str:
    """Return the dotted name of a module of the package."""
    parts = path.relative_to(SRC).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def rule_files() -> tuple[Path, ...]:
    """Return the files that hold one rule each."""
    return tuple(path for path in sorted(RULES.glob("*.py")) if path.stem not in NO_RULES)


def camel(stem: str) -> str:
    """Return the class name that belongs to a rule's file: ``min_rest`` is ``MinRest``."""
    return "".join(word.capitalize() for word in stem.split("_"))


@attrs.frozen
class Import:
    """One import: what is imported, where, and whether the import is for annotations only or waits inside a function."""

    target: str
    line: int
    for_annotations: bool = False
    function: str | None = None

    @property
    def top(self) -> str:
        """The package imported."""
        return self.target.partition(".")[0]


def imports_of(tree: ast.Module, own_modules: frozenset[str] = frozenset()) -> tuple[Import, ...]:
    """Return all imports of a module; ``from a import b`` is ``a.b`` where that is a module of ours, else ``a``."""
    return tuple(_imports(tree.body, own_modules, for_annotations=False, function=None))


def _imports(
    body: list[ast.stmt], own: frozenset[str], *, for_annotations: bool, function: str | None
) -> Iterator[Import]:
    for node in body:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, node.lineno, for_annotations, function)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            modules = (f"{base}.{alias.name}" for alias in node.names)
            for target in dict.fromkeys(module if module in own else base for module in modules):
                yield Import(target, node.lineno, for_annotations, function)
        elif isinstance(node, ast.If) and ast.unparse(node.test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}:
            yield from _imports(node.body, own, for_annotations=True, function=function)
            yield from _imports(node.orelse, own, for_annotations=for_annotations, function=function)
        else:
            inside = node.name if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else function
            yield from _imports(_statements(node), own, for_annotations=for_annotations, function=inside)


def named_modules(tree: ast.Module, own: frozenset[str]) -> frozenset[str]:
    """Return the modules of ours that a module names in its strings: what is imported by its name is imported."""
    return frozenset(
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in own - {"volmatch"}
    )


def loaded_by_name(tree: ast.Module) -> frozenset[str]:
    """Return what stands in a module's calls of ``import_module`` in place of a name spelled out there."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return frozenset(
        ast.unparse(call.args[0])
        for call in calls
        if ast.unparse(call.func).rpartition(".")[2] == "import_module" and not isinstance(call.args[0], ast.Constant)
    )


def _statements(node: ast.stmt) -> list[ast.stmt]:
    """Return the statements directly inside a statement, those of handlers and match cases included."""
    found: list[ast.stmt] = []
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            found.append(child)
        elif isinstance(child, ast.ExceptHandler | ast.match_case):
            found.extend(child.body)
    return found


@cache
def own_modules() -> frozenset[str]:
    """Return the dotted names of all modules of the package."""
    return frozenset(module_of(path) for path in python_files("src"))
