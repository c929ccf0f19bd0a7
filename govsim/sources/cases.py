"""Reads cases: JSON lines, each one yes-or-no question with what surrounds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from govsim.errors import GovsimError, Place, ScriptError
from govsim.sources.checked import Checked, Flag, Texts, checked
from govsim.sources.described import Acls, Bindings, Groups, Tags, WhereFields
from govsim.sources.json_text import read_json_tree
from govsim.sources.text import read_text
from govsim.sources.tree import Node


class PreviewFields(Checked):
    """Which previews are on; a case says so, or they are off."""

    fine_grained_dml: Flag = False


class CaseContext(WhereFields):
    """What surrounds a case beside its statements."""

    bindings: Bindings = {}
    preview: PreviewFields = PreviewFields()
    account_admins: Texts = ()
    workspace_admins: Texts = ()
    workspace_groups: Groups = {}
    acls: Acls = {}
    governed_tags: Tags = {}
    foreign_tables: Texts = ()
    external_access_enabled: Flag = True


def _listed(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


class CaseFields(Checked):
    """One case as a line holds it."""

    id: str
    category: str = ""
    groups: Groups = {}
    setup: Annotated[tuple[str, ...], BeforeValidator(_listed)] = ()
    context: CaseContext = CaseContext()
    principal: str
    action: str
    expected: Literal["allow", "deny"]
    missing: Texts = ()
    source: str = ""
    confidence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One line: the case, or why it is none."""

    id: str
    at: Place
    fields: CaseFields | None = None
    error: GovsimError | None = None


def read_cases(path: str | Path) -> tuple[CaseLine, ...]:
    """Return the cases of a file of JSON lines; empty lines are left out.

    A line that is no case is told in its place, and the others are read all the same.

    Raises:
        GovsimError: The file cannot be read.
    """
    source = str(path)
    lines = read_text(path).split("\n")
    return tuple(
        _case(line, source, number) for number, line in enumerate(lines, 1) if line.strip()
    )


def _case(line: str, source: str, number: int) -> CaseLine:
    at = Place(source, number, 1)
    name = f"line {number}"
    try:
        root = read_json_tree(line, source)
        name = _name(root) or name
        return CaseLine(name, at, checked(CaseFields, root))
    except ScriptError as error:
        return CaseLine(name, at, error=ScriptError(_moved(each, number) for each in error.errors))
    except GovsimError as error:
        return CaseLine(name, at, error=_moved(error, number))


def _name(root: Node) -> str:
    found = root.get("id")
    return str(found.scalar) if found is not None and found.kind == "scalar" else ""


def _moved(error: GovsimError, number: int) -> GovsimError:
    at = Place(error.at.source, number, error.at.column) if error.at else None
    return GovsimError(error.code, error.message, at=at, hint=error.hint)


def looks_like_case(plain: Mapping[str, Any]) -> bool:
    """Whether a JSON mapping has what every case has."""
    return {"principal", "action", "expected"} <= set(plain)
