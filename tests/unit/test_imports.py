"""Who may import whom: bot -> handlers -> nlp; bot and handlers -> storage; nothing upward, nothing in circles."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAY_IMPORT = {
    "bot": {"bot", "handlers", "nlp", "storage"},
    "handlers": {"handlers", "nlp", "storage"},
    "nlp": {"nlp"},
    "storage": {"storage"},
}
PURE = "handlers.rules"
"""Standard library only, and of the project nothing but itself."""


@cache
def modules() -> dict[str, Path]:
    """Every module of the four packages by its dotted name."""
    return {_name(path): path for package in MAY_IMPORT for path in sorted((ROOT / package).rglob("*.py"))}


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(module: str, *, at_start_only: bool = False) -> Iterator[str]:
    """The dotted names that a module imports; with `at_start_only` those that run when it is imported."""
    tree = ast.parse(modules()[module].read_text("utf-8"))
    for node in _running_at_start(tree) if at_start_only else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(module, node)
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def _absolute(module: str, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = module if modules()[module].name == "__init__.py" else module.rpartition(".")[0]
    above = package.split(".")[: len(package.split(".")) - node.level + 1]
    return ".".join([*above, *([node.module] if node.module else [])])


def _running_at_start(node: ast.AST) -> Iterator[ast.AST]:
    """Nodes outside functions and outside `if TYPE_CHECKING`."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield child
        yield from _running_at_start(child)


def own_imports(module: str, *, at_start_only: bool = False) -> set[str]:
    """The project's own modules that a module imports. Of `from package import module` the module is meant."""
    named = set(imports(module, at_start_only=at_start_only)) & set(modules())
    packages = {name for name in named if any(other.startswith(f"{name}.") for other in named)}
    return {name for name in named if name not in packages or _uses_itself(module, name)} - {module}


def _uses_itself(module: str, package: str) -> bool:
    """Whether a module takes from a package something that is no module of it."""
    tree = ast.parse(modules()[module].read_text("utf-8"))
    return any(
        f"{package}.{alias.name}" not in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and _absolute(module, node) == package
        for alias in node.names
    )


def test_there_is_something_to_check() -> None:
    assert {"bot.cli", "handlers.router", "nlp.reading", "storage.engine"} <= set(modules())
    assert "handlers.rules.lifecycle" in own_imports("handlers.estate")


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_nothing_imports_upward(package: str) -> None:
    upward = [
        f"{module} imports {name}"
        for module in modules()
        if module.split(".")[0] == package
        for name in imports(module)
        if name.split(".")[0] in MAY_IMPORT.keys() - MAY_IMPORT[package]
    ]
    assert upward == []


def test_the_rules_know_nothing_but_the_standard_library() -> None:
    strange = [
        f"{module} imports {name}"
        for module in modules()
        if module == PURE or module.startswith(f"{PURE}.")
        for name in imports(module)
        if name.split(".")[0] not in sys.stdlib_module_names and not f"{name}.".startswith(f"{PURE}.")
    ]
    assert strange == []


def test_nothing_is_imported_in_circles() -> None:
    graph = {module: own_imports(module, at_start_only=True) for module in modules()}
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(f"imported in a circle: {' -> '.join(error.args[1])}")
