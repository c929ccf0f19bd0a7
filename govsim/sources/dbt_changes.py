"""Reads what a run of dbt does to access: the `grants` of its models, and its hooks.

Source: dbt documentation, *grants* and *hooks*; dbt-adapters, `apply_grants` and
`standardize_grants_dict` of Spark, by which what a relation bears and its model does not name is
revoked. Read 2026-11-28.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from govsim.catalog import Snapshot
from govsim.errors import GovsimError, Place
from govsim.model.kinds import SecurableType, key_of
from govsim.model.statements import Grant, Revoke, Statement, Target
from govsim.model.values import principal_named
from govsim.sources.flows.dbt import Hook, Project, is_manifest
from govsim.sources.flows.gathering import Gathering, MisfitError, Part
from govsim.sources.statements import Gathered
from govsim.sql import read_script, read_statement, write

Rows = set[tuple[str, str]]  # privilege and principal


def is_project(value: Any) -> bool:
    """Return whether a value out of JSON is the manifest of a dbt project."""
    return isinstance(value, dict) and is_manifest(Part(value))


def read_project(value: Any, path: str, held: Snapshot | None, into: Gathered) -> None:
    """Read the statements that a run of dbt makes of its grants and hooks, in order.

    Args:
        value: A manifest.
        path: Its file.
        held: The metastore as it is: what a model's relation bears and the model does not name is
            revoked. None revokes nothing.
        into: Where the statements go, and what cannot be read.
    """
    project = Project(Part(value))
    at = Gathering(path, ("main", "default"))
    try:
        for hook in project.of_run(at, "on-run-start"):
            _hook(hook, into)
        for model in project.models():
            before, after = project.of_model(model, at)
            for hook in before:
                _hook(hook, into)
            if (table := project.relation_of(model, at)) is not None:
                _granted(model, table, held, into)
            for hook in after:
                _hook(hook, into)
        for hook in project.of_run(at, "on-run-end"):
            _hook(hook, into)
    except MisfitError as found:
        where = Place(path, 1, 1)
        into.errors.append(GovsimError("unreadable-lineage", str(found), at=where))


def _hook(hook: Hook, into: Gathered) -> None:
    if hook.text is None:
        reason = f"the {hook.name} holds more Jinja than names, and is left out"
        into.skipped.append((Place(hook.file or hook.name, 1, 1), reason))
        return
    into.take(read_script(hook.text, hook.file or hook.name))


def _granted(model: Part, table: str, held: Snapshot | None, into: Gathered) -> None:
    asked = _asked(model.at("config").at("grants").value)
    if not asked:
        return
    target = Target(SecurableType.TABLE, tuple(table.split(".")))
    bears = _rows(held, table)
    file = model.text("original_file_path") or model.text("unique_id")
    for statement in _aligned(target, asked, bears):
        try:
            into.statements.append(read_statement(write(statement), file))
        except GovsimError as error:
            into.errors.append(error)


def _aligned(target: Target, asked: Rows, bears: Rows) -> Iterator[Statement]:
    """Yield what makes a relation bear these rows and no others."""
    for privilege, who in sorted(bears - asked):
        yield Revoke(privileges=(privilege,), on=target, to=who)
    for privilege, who in sorted(asked - bears):
        yield Grant(privileges=(privilege,), on=target, to=who)


def _asked(grants: object) -> Rows:
    """Return the rows of `{select: [ana@corp.com, analysts]}`."""
    found: Rows = set()
    for privilege, listed in grants.items() if isinstance(grants, Mapping) else ():
        every: Iterable[Any] = listed if isinstance(listed, list) else [listed]
        word = str(privilege).lstrip("+").replace("_", " ").upper()
        found |= {(word, principal_named(str(who))) for who in every if who}
    return found


def _rows(held: Snapshot | None, table: str) -> Rows:
    rows = held.grants.get(key_of(SecurableType.TABLE, table), {}) if held is not None else {}
    return {
        (privilege, who)
        for privilege, holders in rows.items()
        for who, row in holders.items()
        if not row.denied
    }
