"""Compares: which tables and columns a change itself alters, and what their readers notice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from govsim.catalog import Snapshot
from govsim.impact.answers import Veiled
from govsim.impact.downstream.fields import type_effects
from govsim.impact.downstream.guards import guard
from govsim.impact.downstream.values import Changes, Effect
from govsim.model import statements as s
from govsim.model.flows import Node, NodeKind
from govsim.model.kinds import RELATIONS, ROUTINES, SecurableType
from govsim.model.values import Column, MaskCall, RelationDetail, Securable

T = SecurableType
NEVER_NULL: Final = "may not be NULL any more"


def changes_between(
    before: Snapshot,
    after: Snapshot,
    statements: Sequence[s.Statement] = (),
    veiled: Iterable[Veiled] = (),
) -> Changes:
    """Return what the statements, or whatever else led from one version to the other, alter."""
    found = Changes(before, after)
    renamed = dict(_renamed(statements))
    moved = [each for each in statements if isinstance(each, s.Rename)]
    for was, now in _differing(before, after):
        node = _node(was)
        if now is None:
            to = next((to for each in moved if (to := _moved_to(was.name, each))), "")
            what = f"is renamed to {to}" if to else "is dropped"
            felt = found.tell(node, f"{was.title} {what}")
            felt.gone, felt.moved = f"it {what}", to
        elif was.type in RELATIONS:
            _compare(found, node, was, now, renamed)
        elif was.detail != now.detail:
            felt = found.tell(node, f"{was.title} is defined anew")
            felt.rows[Effect("values", f"function {was.name} is defined anew")] = None
    guard(found)
    _veil(found, veiled)
    return found


def _differing(before: Snapshot, after: Snapshot) -> Iterator[tuple[Securable, Securable | None]]:
    """Yield the tables and functions that are not what they were, by name."""
    kinds = (*RELATIONS, *ROUTINES)
    held = (
        (key, was, after.securables.get(key))
        for key, was in before.securables.items()
        if was.type in kinds
    )
    for _, was, now in sorted((each for each in held if each[2] is not each[1]), key=_first):
        yield was, now


def _first(each: tuple[str, Securable, Securable | None]) -> str:
    return each[0]


def _node(held: Securable) -> Node:
    if held.type in RELATIONS:
        return Node(NodeKind.TABLE, held.name)
    return Node(NodeKind.MODEL if held.type is T.MODEL else NodeKind.FUNCTION, held.name)


def _renamed(statements: Iterable[s.Statement]) -> Iterator[tuple[str, str]]:
    for each in statements:
        if isinstance(each, s.AlterTable) and each.action == "rename column" and each.columns:
            yield each.names[0].lower(), each.columns[0].name


def _compare(
    found: Changes, node: Node, was: Securable, now: Securable, renamed: dict[str, str]
) -> None:
    if was.owner != now.owner:
        found.tell(node, f"{was.title} passes from {was.owner} to {now.owner}")
    if isinstance(was.detail, RelationDetail) and isinstance(now.detail, RelationDetail):
        _filters(found, node, was.detail.row_filter, now.detail.row_filter)
        if was.detail.body != now.detail.body or was.type is not now.type:
            found.tell(node, f"{was.title} has another query")
            return  # what that means is read from both queries
    held = {column.name.lower(): column for column in now.columns}
    for column in was.columns:
        _column(found, node, column, held.get(column.name.lower()), renamed)
    _order(found, node, was, now)
    known = {column.name.lower() for column in was.columns}
    for column in now.columns:
        if column.name.lower() not in known and column.name not in renamed.values():
            found.tell(node.at(column.name), f"column {column.name} is added")


def _order(found: Changes, node: Node, was: Securable, now: Securable) -> None:
    """Tell that columns change places, which matters to whoever takes them by place."""
    then, later = ([c.name.lower() for c in held.columns] for held in (was, now))
    kept = [name for name in then if name in set(later)]
    if kept != [name for name in later if name in set(kept)]:
        found.tell(node, f"the columns of {was.title} stand in another order")


def _column(
    found: Changes, node: Node, was: Column, now: Column | None, renamed: dict[str, str]
) -> None:
    place, name = node.at(was.name.lower()), was.name
    if now is None:
        new = renamed.get(name.lower())
        what = f"is renamed to {new}" if new else "is dropped"
        found.tell(place, f"column {name} {what}").feel(name, Effect("gone", f"{name} {what}"))
        return
    if was.type and now.type and _type(was) != _type(now):
        for effect in type_effects(was, now, renamed):
            found.tell(place, f"column {effect.why}").feel(name, effect)
    if was.nullable != now.nullable:
        what = "may be NULL" if now.nullable else NEVER_NULL
        told = Effect("nullability" if now.nullable else "required", f"{name} {what}")
        found.tell(place, f"column {name} {what}").feel(name, told)
    if was.mask != now.mask:
        _mask(found, place, name, was.mask, now.mask)


def _type(column: Column) -> str:
    return "".join(column.type.split()).upper()


def _mask(
    found: Changes, place: Node, name: str, was: MaskCall | None, now: MaskCall | None
) -> None:
    if now is None:
        kind, what = "unmasked", f"{name} loses its mask"
    else:
        kind, what = "masked", f"{name} is masked by {now.function.partition(':')[2]}"
        if was is not None:
            what = f"{what}, not by {was.function.partition(':')[2]}"
    found.tell(place, f"column {what}").feel(name, Effect(kind, what))


def _filters(found: Changes, node: Node, was: MaskCall | None, now: MaskCall | None) -> None:
    if was == now:
        return
    name = (now or was).function.partition(":")[2]  # type: ignore[union-attr]
    what = f"rows are filtered by {name}" if now else f"rows are no longer filtered by {name}"
    found.tell(node, what).rows[Effect("rows", f"{node.name}: {what}")] = None


def _moved_to(name: str, rename: s.Rename) -> str:
    """Return where a rename leaves what bears a name, or lies in what bears it; empty: nowhere."""
    written, to = ".".join(rename.target.name).lower(), ".".join(rename.to)
    if rename.target.type not in (T.CATALOG, T.SCHEMA):
        return to if f".{name}".endswith(f".{written}") else ""
    place = f".{name}".find(f".{written}.")
    return f"{to}{name[place + len(written) :]}" if place >= 0 else ""


def _veil(found: Changes, veiled: Iterable[Veiled]) -> None:
    """Add the masks and filters of policies, which stand on no table of their own."""
    for each in veiled:
        for key in each.keys:
            node = Node(NodeKind.TABLE, key.partition(":")[2])
            for words in each.what:
                _veil_one(found, node, words, clearer=each.clearer)


def _veil_one(found: Changes, node: Node, words: str, *, clearer: bool) -> None:
    what, _, column = words.replace(" (defined anew)", "").partition(" on ")
    name = what.split()[-1]
    told = found.felt.get(node)
    if told is not None and (told.rows if not column else told.columns.get(column.lower())):
        return  # the table itself says so
    if column:
        kind = "unmasked" if clearer else "masked"
        said = f"{column} {'loses mask' if clearer else 'is masked by'} {name}"
        place = node.at(column.lower())
        found.tell(place, f"column {said}").feel(column, Effect(kind, said))
    else:
        said = f"rows are {'no longer ' if clearer else ''}filtered by {name}"
        found.tell(node, said).rows[Effect("rows", f"{node.name}: {said}")] = None
