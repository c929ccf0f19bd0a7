"""Compares a metastore with what a script made of it, and writes the script that leads back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from govsim.catalog import Snapshot
from govsim.catalog.snapshot import NO_ROWS, Rows
from govsim.errors import GovsimError
from govsim.impact.naming import target_of
from govsim.impact.remade import definition_of, in_order, remade
from govsim.impact.steps import Taken, columns_renamed
from govsim.model import statements as s
from govsim.model.kinds import SecurableType, parts_of
from govsim.model.values import (
    MaskCall,
    Policy,
    PolicyKind,
    RelationDetail,
    Securable,
    Tags,
)
from govsim.sql import quote_name, read_statement, write

T = SecurableType
_UNDROPPED = (T.TABLE, T.MATERIALIZED_VIEW, T.SCHEMA, T.CATALOG)


@dataclass(slots=True)
class Rollback:
    """The statements that lead back, in order, and what no statement leads back to."""

    statements: list[s.Statement] = field(default_factory=list)
    impossible: list[str] = field(default_factory=list)

    def script(self) -> str:
        """Return the statements as SQL, one a line; what is impossible stands in comments."""
        lines = [f"-- not undone: {what}" for what in self.impossible]
        lines += [f"{write(statement)};" for statement in self.statements]
        return "".join(f"{line}\n" for line in lines)


def rollback(before: Snapshot, after: Snapshot, taken: tuple[Taken, ...] = ()) -> Rollback:
    """Return the script that turns a metastore back into what it was.

    Args:
        before: What it was.
        after: What it is. Who runs the script back must be allowed to: its owner, or an admin.
        taken: The statements in between, for the names that they changed.

    Returns:
        The script. Grants, owners, tags, comments, filters, masks, policies, names and whatever
        was created are undone; what was dropped comes back where the platform has UNDROP, and a
        view or SQL function is made again.
    """
    found = Rollback()
    renamed = _renamed_back(before, after, taken, found)
    _created(before, after, renamed, found)
    _dropped(before, after, renamed, found)
    columns = columns_renamed(taken)
    for key, was in sorted(before.securables.items()):
        now = after.securables.get(renamed.get(key, key))
        if now is not None and now is not was:
            _altered(was, now, found, columns.get(now.key, {}))
        if now is not None:
            _rows(before, after, was, now, found)
            _policies(before, after, was, now, found)
    _grouped(before, after, found)
    return found


def _renamed_back(
    before: Snapshot, after: Snapshot, taken: tuple[Taken, ...], found: Rollback
) -> dict[str, str]:
    """Undo renames, the last first; return the keys of before, each with the key of after."""
    origin: dict[str, str] = {}  # key now → key before the script
    undone: list[s.Statement] = []
    for one in taken:
        moved = {new: origin.pop(old, old) for new, old in one.renamed.items()}
        origin |= {new: old for new, old in moved.items() if old in before.securables}
        if one.renamed and any(old in before.securables for old in moved.values()):
            new, old = min(one.renamed.items(), key=lambda pair: len(pair[0]))
            to = parts_of(old.partition(":")[2])
            undone.append(s.Rename(target=target_of(one.after.securables[new]), to=to))
    found.statements.extend(reversed(undone))
    return {old: new for new, old in origin.items() if new in after.securables}


def _created(before: Snapshot, after: Snapshot, renamed: dict[str, str], found: Rollback) -> None:
    kept = set(renamed.values())
    new = [h for key, h in after.securables.items() if key not in before.securables]
    made = {held.key for held in new if held.key not in kept}
    for held in sorted(new, key=lambda held: held.key):
        if held.key in made and held.parent not in made:
            holds = held.type in (T.CATALOG, T.SCHEMA)
            found.statements.append(s.Drop(target=target_of(held), cascade=holds))


def _dropped(before: Snapshot, after: Snapshot, renamed: dict[str, str], found: Rollback) -> None:
    gone = {key for key in before.securables if key not in after.securables and key not in renamed}
    lost = {key: before.securables[key] for key in gone}
    again = {key: held for key, held in lost.items() if held.parent not in gone}
    for key in sorted(again):
        if again[key].type in _UNDROPPED and key in after.dropped:
            found.statements.append(s.Undrop(target=target_of(again.pop(key))))
    for key in in_order(again):
        if made := remade(before, again[key]):
            found.statements.extend(made)
        else:
            words = f"{again[key].title} was dropped, and UNDROP does not know its kind"
            found.impossible.append(words)


def _altered(was: Securable, now: Securable, found: Rollback, columns: Mapping[str, str]) -> None:
    target = target_of(was)
    if was.owner != now.owner:
        found.statements.append(s.AlterOwner(target=target, owner=was.owner))
    if was.comment != now.comment:
        found.statements.append(s.Comment(target=target, text=was.comment))
    found.statements.extend(_tags(target, was.tags, now.tags, None))
    old, new = was.detail, now.detail
    if isinstance(old, RelationDetail) and isinstance(new, RelationDetail):
        _relation(was, old, new, found, columns)
    elif old != new and isinstance(made := definition_of(was), s.CreateRoutine):
        found.statements.append(replace(made, or_replace=True))
    elif old != new:
        found.impossible.append(f"{was.title} was changed in a way that no statement undoes")


def _tags(target: s.Target, was: Tags, now: Tags, column: str | None) -> Iterator[s.Statement]:
    old, new = dict(was), dict(now)
    gone = tuple(key for key in new if key not in old)
    if gone:
        yield s.UnsetTags(target=target, keys=gone, column=column)
    back = tuple((key, value) for key, value in was if new.get(key, _NO_TAG) != value)
    if back:
        yield s.SetTags(target=target, tags=back, column=column)


_NO_TAG = "\0"


def _relation(
    was: Securable,
    old: RelationDetail,
    new: RelationDetail,
    found: Rollback,
    renamed: Mapping[str, str],
) -> None:
    target = target_of(was)
    if old.row_filter != new.row_filter:
        found.statements.append(s.SetRowFilter(target=target, filter=_use(old.row_filter)))
    if was.type is T.VIEW:
        if old.body is not None and old.body != new.body:
            found.statements.extend(_view(was, old.body, found))
        return
    columns = {column.name.lower(): column for column in new.columns}
    for column in old.columns:
        other = columns.pop(column.name.lower(), None)
        if other is None and (other := columns.pop(renamed.get(column.name.lower(), ""), None)):
            found.statements.append(_named_back(target, other.name, column.name))
        if other is None:
            found.impossible.append(f"column {column.name} of {was.title} was dropped")
            continue
        if column.mask != other.mask:
            use = _use(column.mask)
            found.statements.append(s.SetMask(target=target, column=column.name, mask=use))
        if column.comment != other.comment:
            found.statements.append(
                s.Comment(target=target, text=column.comment, column=column.name)
            )
        found.statements.extend(_tags(target, column.tags, other.tags, column.name))
        if (column.type, column.nullable) != (other.type, other.nullable):
            found.impossible.append(f"column {column.name} of {was.title} has another type")
    if columns:
        names = tuple(column.name for column in columns.values())
        text = f"DROP COLUMNS ({', '.join(names)})"
        found.statements.append(
            s.AlterTable(target=target, action="drop columns", text=text, names=names)
        )
    if (old.constraints, old.location) != (new.constraints, new.location):
        found.impossible.append(f"{was.title} has other constraints or another location")


def _named_back(target: s.Target, now: str, was: str) -> s.Statement:
    text = f"RENAME COLUMN {quote_name((now,))} TO {quote_name((was,))}"
    spec = s.ColumnSpec(was)
    return s.AlterTable(
        target=target, action="rename column", text=text, names=(now,), columns=(spec,)
    )


def _use(call: MaskCall | None) -> s.FunctionUse | None:
    if call is None:
        return None
    return s.FunctionUse(parts_of(call.function.partition(":")[2]), call.arguments)


def _view(was: Securable, body: str, found: Rollback) -> Iterator[s.Statement]:
    blank = s.AlterView(target=target_of(was), body=s.Body(body))
    try:
        yield read_statement(write(blank))
    except GovsimError:
        found.impossible.append(f"the query of {was.title} cannot be read again")


# --- rows and policies ---


def _rows(
    before: Snapshot, after: Snapshot, was: Securable, now: Securable, found: Rollback
) -> None:
    old = {(w, who): r for w, h in _held(before, was).items() for who, r in h.items()}
    new = {(w, who): r for w, h in _held(after, now).items() for who, r in h.items()}
    if old.keys() == new.keys():
        return
    target, share = target_of(was), was.type is T.SHARE
    for word, who in sorted(new.keys() - old.keys()):
        found.statements.append(s.Revoke(privileges=(word,), on=target, to=who, to_recipient=share))
    for word, who in sorted(old.keys() - new.keys()):
        if old[word, who].denied:
            found.statements.append(s.Deny(privileges=(word,), on=target, to=who))
            continue
        found.statements.append(s.Grant(privileges=(word,), on=target, to=who, to_recipient=share))


def _held(snapshot: Snapshot, held: Securable) -> Rows:
    return snapshot.grants.get(held.key, NO_ROWS)


def _policies(
    before: Snapshot, after: Snapshot, was: Securable, now: Securable, found: Rollback
) -> None:
    old = {policy.name: policy for policy in before.policies.get(was.key, ())}
    new = {policy.name: policy for policy in after.policies.get(now.key, ())}
    target = target_of(was)
    for name in sorted(new.keys() - old.keys()):
        found.statements.append(s.DropPolicy(name=name, on=target))
    for name, policy in sorted(old.items()):
        if name not in new or _moved(new[name]) != _moved(policy):
            found.statements.append(_create(policy, target, or_replace=name in new))


def _moved(policy: Policy) -> tuple[object, ...]:
    return tuple(getattr(policy, name) for name in policy.__slots__ if name != "on")


def _create(policy: Policy, on: s.Target, *, or_replace: bool) -> s.Statement:
    filters = policy.kind in (PolicyKind.ROW_FILTER, PolicyKind.COLUMN_MASK)
    return s.CreatePolicy(
        name=policy.name,
        on=on,
        kind=policy.kind,
        to=policy.to,
        excepted=policy.excepted,
        function=parts_of(policy.function.partition(":")[2]) if filters else (),
        privileges=policy.privileges,
        covers=policy.covers,
        when=policy.when,
        matches=policy.matches,
        on_column=policy.on_column,
        using=policy.using,
        comment=policy.comment,
        or_replace=or_replace,
    )


def _grouped(before: Snapshot, after: Snapshot, found: Rollback) -> None:
    for group in sorted({*before.members, *after.members}):
        if before.members.get(group, frozenset()) != after.members.get(group, frozenset()):
            found.impossible.append(f"the members of group {group} are others than before")
