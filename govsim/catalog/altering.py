"""Holds what ALTER TABLE does to a relation: its columns, constraints and place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from govsim.catalog import nested
from govsim.catalog.columns import column_of, is_open, shaped, with_column
from govsim.catalog.creation import column_from, require_free_location
from govsim.catalog.governance import CHANGED, Effect, Note, refuse
from govsim.catalog.missed import missed_after
from govsim.catalog.session import Session, find
from govsim.catalog.snapshot import Draft
from govsim.catalog.widening import require_type, retyped, with_properties
from govsim.errors import GovsimError, Place
from govsim.model import statements as s
from govsim.model import values as v
from govsim.model.kinds import Kind

Columns = list[v.Column]
_GENERATED: Final = re.compile(r"GENERATED\s+ALWAYS\s+AS\s*\(", re.IGNORECASE)
_WORD: Final = re.compile(r"""'(?:[^'\\]|\\.)*+'|"(?:[^"\\]|\\.)*+"|(?P<word>\w+)""")


def alter_table(draft: Draft, statement: s.AlterTable, session: Session, actor: str) -> Effect:
    """Change the columns or clauses of a relation.

    Raises:
        GovsimError: `unknown-column`, `already-exists`, `governed-tag-in-use`, `column-in-use`,
            `type-change`, `read-only-table` for a table that another system keeps.
    """
    found = shaped(draft, find(draft, session, statement.target, statement.at))
    if found.kind in (Kind.FOREIGN, Kind.SHARED):
        what = f"`{found.name}` is a {found.kind} table: only its owner and name can be altered"
        refuse("read-only-table", what, statement.at)
    detail = found.detail if isinstance(found.detail, v.RelationDetail) else v.RelationDetail()
    columns, notes = list(detail.columns), list[Note]()
    if (change := _COLUMNS.get(statement.action)) is not None:
        columns = change(draft, statement, session, found)
        notes = _require_types(found, statement, columns, supposed=session.supposing)
    detail = replace(
        detail,
        columns=tuple(columns),
        missed=missed_after(draft, found, columns) if change is not None else detail.missed,
        properties=_properties(detail.properties, statement),
        open=detail.open or is_open(found),
        constraints=_constraints(detail.constraints, statement),
        location=detail.location if statement.location is None else statement.location,
    )
    if isinstance(found.detail, v.RelationDetail) or columns:
        moved = replace(found, detail=detail)
        if statement.location is not None:
            require_free_location(draft, moved, statement.at)
        draft.put(moved)
    if change is None:
        return CHANGED
    return Effect(columns != list(found.columns), tuple(notes))


def _properties(held: v.Tags, statement: s.AlterTable) -> v.Tags:
    changed = statement.action in ("set properties", "unset properties")
    return with_properties(held, statement.text) if changed else held


def _require_types(
    found: v.Securable, statement: s.AlterTable, made: Columns, *, supposed: bool
) -> list[Note]:
    """Refuse types that columns of a table cannot be given, and say what they need."""
    if statement.action == "replace columns":
        changes = list(retyped(found.columns, made))
    elif statement.action == "alter column":
        asked = zip(statement.names, statement.columns, strict=True)
        held = found.columns
        changes = [(n, nested.type_of(held, n), spec.type) for n, spec in asked if spec.type]
    else:
        return []
    return [
        note
        for name, was, now in changes
        for note in require_type(found, name, was, now, statement.at, rewritten=supposed)
    ]


def _added(draft: Draft, statement: s.AlterTable, session: Session, found: v.Securable) -> Columns:
    columns = list(found.columns)
    for spec in statement.columns:
        if (outer := nested.column_with(columns, spec.name)) is not None:
            columns = nested.added(columns, outer, spec, found.name, statement.at)
            continue
        if any(column.name.lower() == spec.name.lower() for column in columns):
            if statement.if_exists:
                continue
            what = f"column `{spec.name}` is already in `{found.name}`"
            refuse("already-exists", what, statement.at)
        columns.append(column_from(draft, session, spec, statement.at))
        columns = _placed(draft, found, columns, spec, statement.at)
    return columns


def _dropped(
    draft: Draft, statement: s.AlterTable, session: Session, found: v.Securable
) -> Columns:
    gone: set[str] = set()
    columns = list(found.columns)
    for name in statement.names:
        try:
            if (outer := nested.column_with(columns, name)) is not None:
                columns = nested.dropped(columns, outer, name, found.name, statement.at)
                continue
            gone.add(column_of(draft, found, name, statement.at).name)
        except GovsimError:
            if not statement.if_exists:
                raise
    _require_untagged(draft, found, gone, statement.at)
    _require_unused(found, gone, statement.at)
    return [column for column in columns if column.name not in gone]


def _require_unused(found: v.Securable, gone: set[str], at: Place | None) -> None:
    """Refuse to drop or rename what the row filter, or the mask of another column, is given.

    So with what a generated column is made of.

    Source: Databricks error conditions, ROW_LEVEL_SECURITY_INCOMPATIBLE_SCHEMA_CHANGE,
    COLUMN_MASKS_INCOMPATIBLE_SCHEMA_CHANGE, DELTA_GENERATED_COLUMNS_DEPENDENT_COLUMN_CHANGE.
    """
    detail = found.detail
    filters = detail.row_filter if isinstance(detail, v.RelationDetail) else None
    masks = ((f"the mask of `{c.name}`", c.mask) for c in found.columns if c.name not in gone)
    for name in sorted(gone):
        if (what := _held_by(found, name, gone)) is not None:
            message = f"column `{name}` is used by {what} of `{found.name}`"
            refuse("column-in-use", message, at, "drop or change that first")
    for what, call in (("the row filter", filters), *masks):
        given = {argument.lower() for argument in call.arguments} if call is not None else set()
        for name in sorted(gone):
            if name.lower() in given:
                message = f"column `{name}` is given to {what} of `{found.name}`"
                refuse("column-in-use", message, at, "drop or change that first")


def _held_by(found: v.Securable, name: str, gone: set[str]) -> str | None:
    """Return what generated column is made of a column, if it is none of those that go too."""
    for column in found.columns:
        made = _GENERATED.match(column.default)
        words = {f["word"].lower() for f in _WORD.finditer(column.default) if made and f["word"]}
        if name.lower() in words and column.name not in gone:
            return f"generated column `{column.name}`"
    return None


def _require_untagged(draft: Draft, found: v.Securable, gone: set[str], at: Place | None) -> None:
    for column in found.columns:
        governed = [key for key, _ in column.tags if key in draft.settings.governed_tags]
        if column.name in gone and governed:
            refuse(
                "governed-tag-in-use",
                f"column `{column.name}` bears governed tag `{governed[0]}`",
                at,
                "unset the tag first",
            )


def _replaced(
    draft: Draft, statement: s.AlterTable, session: Session, found: v.Securable
) -> Columns:
    made = [column_from(draft, session, spec, statement.at) for spec in statement.columns]
    held = {column.name.lower(): column for column in found.columns}
    kept = {column.name.lower() for column in made}
    _require_untagged(
        draft, found, {c.name for name, c in held.items() if name not in kept}, statement.at
    )
    return [
        replace(column, tags=old.tags, mask=column.mask or old.mask)
        if (old := held.get(column.name.lower()))
        else column
        for column in made
    ]


def _altered(
    draft: Draft, statement: s.AlterTable, session: Session, found: v.Securable
) -> Columns:
    columns = list(found.columns)
    for name, spec in zip(statement.names, statement.columns, strict=True):
        if (outer := nested.column_with(columns, name)) is not None:
            columns = nested.altered(columns, outer, name, spec, found.name, statement.at)
            continue
        old = column_of(draft, found, name, statement.at)
        if spec.name and spec.name.lower() != old.name.lower():
            _require_unused(found, {old.name}, statement.at)
        columns = with_column(columns, old.name, _changed(old, spec))
        columns = _placed(draft, found, columns, spec, statement.at)
    return columns


def _changed(old: v.Column, spec: s.ColumnSpec) -> v.Column:
    return replace(
        old,
        name=spec.name or old.name,
        type=spec.type or old.type,
        nullable=spec.nullable and (old.nullable or spec.rest.upper() == "DROP NOT NULL"),
        comment=spec.comment if spec.comment is not None else old.comment,
        default=_default(old, spec.rest),
    )


def _default(old: v.Column, clause: str) -> str:
    """Return what fills a column after a clause such as `SET DEFAULT 0` or `DROP DEFAULT`."""
    words = clause.split(maxsplit=1)
    if len(words) < 2 or not words[1].upper().startswith("DEFAULT"):
        return old.default
    return words[1] if words[0].upper() == "SET" else ""


def _placed(
    draft: Draft, found: v.Securable, columns: Columns, spec: s.ColumnSpec, at: Place | None
) -> Columns:
    """Return columns with one moved to where FIRST or AFTER puts it."""
    if spec.after is None:
        return columns
    moved = next(column for column in columns if column.name.lower() == spec.name.lower())
    others = [column for column in columns if column is not moved]
    before = [column.name.lower() for column in others]
    if spec.after and spec.after.lower() not in before:
        column_of(draft, found, spec.after, at)  # it tells what is not there
        return columns
    place = before.index(spec.after.lower()) + 1 if spec.after else 0
    return [*others[:place], moved, *others[place:]]


_COLUMNS: Final[dict[str, Callable[[Draft, s.AlterTable, Session, v.Securable], Columns]]] = {
    "add columns": _added,
    "drop columns": _dropped,
    "replace columns": _replaced,
    "rename column": _altered,
    "alter column": _altered,
}


def _constraints(held: tuple[str, ...], statement: s.AlterTable) -> tuple[str, ...]:
    if statement.action == "add constraint":
        return (*held, statement.text)
    if statement.action != "drop constraint" or not statement.names:
        return held
    named = re.compile(rf"CONSTRAINT\s+`?{re.escape(statement.names[0])}`?\s", re.IGNORECASE)
    return tuple(text for text in held if not named.search(text))
