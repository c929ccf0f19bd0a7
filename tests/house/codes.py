"""Reads which problem codes the sources use."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
# A call of one of these, or of any name that ends in Error, gives its code first.
REFUSALS = frozenset(
    {"Finding", "Note", "Refusal", "error", "refuse", "refusal", "problem", "render_problem"}
)


def codes_in(source: str) -> set[str]:
    """Return the codes that a module refuses or reports with."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            found.update(filter(CODE.fullmatch, codes_of(node)))
        if isinstance(node, ast.AnnAssign | ast.Assign):
            found.update(c for c in default_codes(node) if CODE.fullmatch(c) and "-" in c)
    return found


def codes_of(call: ast.Call) -> Iterator[str]:
    """Yield what a call passes as `code=`, or first to a refusal."""
    name = getattr(call.func, "id", None) or getattr(call.func, "attr", "")
    for keyword in call.keywords:
        if keyword.arg == "code":
            yield from words(keyword.value)
    refuses = name in REFUSALS or name.endswith("Error") or is_error_init(call.func)
    if refuses and call.args:
        first = call.args[1] if name == "render_problem" and len(call.args) > 1 else call.args[0]
        yield from words(first)


def is_error_init(function: ast.expr) -> bool:
    """Whether a call is `super().__init__(…)`."""
    return (
        isinstance(function, ast.Attribute)
        and function.attr == "__init__"
        and isinstance(function.value, ast.Call)
        and getattr(function.value.func, "id", "") == "super"
    )


def default_codes(node: ast.Assign | ast.AnnAssign) -> Iterator[str]:
    """Yield what a line such as `code = "…"` or `CODE: Final = "…"` names."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    if node.value and any(getattr(t, "id", "").lower() == "code" for t in targets):
        yield from words(node.value)


def words(value: ast.expr) -> Iterator[str]:
    """Yield the texts an expression may be: a constant, or either side of a condition."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from words(value.body)
        yield from words(value.orelse)


def codes_used() -> set[str]:
    """Return every code that govsim can print."""
    files = sorted((ROOT / "govsim").rglob("*.py"))
    return set().union(*(codes_in(file.read_text(encoding="utf-8")) for file in files))
