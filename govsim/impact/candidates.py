"""Compares two states where they may differ: privileges and securables, container by container."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property
from typing import Final

from govsim.access.index_changes import below, naming
from govsim.access.index_columns import Words
from govsim.access.index_gates import USE_CATALOG, USE_SCHEMA, accepted, chain
from govsim.access.index_standing import consulted
from govsim.catalog.snapshot import NO_ROWS, Snapshot
from govsim.impact.reach import INSIDE, MANAGE, Reach
from govsim.impact.veiling import refused_by_guards, veils_touched
from govsim.impact.views_over import views_of, views_over
from govsim.model.kinds import CONTAINERS, IN_SCHEMA, METASTORE_KEY, Kind, SecurableType
from govsim.model.privileges import (
    ALL_PRIVILEGES,
    APPLIES,
    DML,
    HIVE_APPLIES,
    NOT_IN_ALL,
    applicable,
)
from govsim.model.values import Securable

T = SecurableType
_DATA: Final = frozenset().union(*(APPLIES[type_] for type_ in IN_SCHEMA)) - {ALL_PRIVILEGES}
# What a privilege on a container does to the container itself; the rest only reaches downwards.
_ON_CATALOG: Final = frozenset({"USE CATALOG", "CREATE SCHEMA", "BROWSE", "APPLY TAG", MANAGE})
_ON_SCHEMA: Final = (INSIDE - {"CREATE SCHEMA"}) | {
    "USE SCHEMA",
    "APPLY TAG",
    "EXTERNAL USE SCHEMA",
    MANAGE,
}
EVERY: Final = tuple(sorted(_DATA | _ON_CATALOG | _ON_SCHEMA))
_GATES: Final = frozenset({USE_CATALOG, USE_SCHEMA, MANAGE})
Found = dict[str, set[str]]  # privilege → keys
Room = tuple[Words, Words]


def acts(held: Securable) -> frozenset[str]:
    """Return the privileges that do something on a securable itself, MANAGE among them."""
    return _acts(held.type, held.kind, held.is_hive)


@cache
def _acts(type_: SecurableType, kind: Kind, legacy: bool) -> frozenset[str]:
    if legacy:
        return (HIVE_APPLIES.get(type_, frozenset()) - {ALL_PRIVILEGES}) | {MANAGE}
    if type_ is T.CATALOG:
        return _ON_CATALOG
    if type_ is T.SCHEMA:  # whatever is held above, nothing is made in an information_schema
        return _ON_SCHEMA - INSIDE if kind is Kind.SYSTEM else _ON_SCHEMA
    return (applicable(type_, kind) - {ALL_PRIVILEGES}) | {MANAGE}


def widened(words: Iterable[str]) -> set[str]:
    """Return the privileges that a change of some rows may give or take."""
    found = set(words)
    if ALL_PRIVILEGES in found:
        found |= set(EVERY) - NOT_IN_ALL | set().union(*APPLIES.values()) - NOT_IN_ALL
    if "MODIFY" in found:
        found |= DML
    if not found.isdisjoint((USE_CATALOG, USE_SCHEMA)):
        found |= INSIDE
    return found - {ALL_PRIVILEGES}


class Inside:
    """What a container holds before and after, as it is after."""

    def __init__(self, keys: list[str], after: Snapshot) -> None:
        self.keys = keys
        self.first = after.securables[keys[0]]
        self._after = after

    @cached_property
    def held(self) -> list[Securable]:
        """Every securable, in order of their keys."""
        return [self._after.securables[key] for key in sorted(self.keys)]

    @cached_property
    def kinds(self) -> dict[tuple[SecurableType, Kind], Securable]:
        """One of each kind."""
        return {(held.type, held.kind): held for held in self.held}

    def fitting(self, privilege: str) -> list[Securable]:
        """Return those that a privilege does something on."""
        fit = {at for at, held in self.kinds.items() if privilege in acts(held)}
        if len(fit) == len(self.kinds):
            return self.held
        return [held for held in self.held if (held.type, held.kind) in fit] if fit else []


class Candidates:
    """Where access may differ between two states, given what was touched on the way."""

    def __init__(
        self, old: Reach, new: Reach, touched: frozenset[str], regrouped: frozenset[str]
    ) -> None:
        self.old = old
        self.new = new
        self.before: Snapshot = old.snapshot
        self.after: Snapshot = new.snapshot
        self.touched = set(touched)
        self.found: Found = {}
        self.rooms: dict[str, dict[str, Inside]] = {}  # privilege → container → all that fits in it
        self.forced = set(touched)  # to be decided in full where rows of bits do not tell all
        if regrouped:
            self._regroup(regrouped)
        for key in sorted(self.touched):
            self._touch(key)
        self._views()

    def _add(self, key: str, privileges: Iterable[str]) -> None:
        wanted = frozenset(privileges)
        for state in (self.before, self.after):
            if (held := state.securables.get(key)) is not None:
                for privilege in wanted & acts(held):
                    self.found.setdefault(privilege, set()).add(key)

    def _regroup(self, names: frozenset[str]) -> None:
        """Take all that names a principal whose groups changed as touched, whatever it says."""
        wide = set(names)
        for state in (self.before, self.after):
            waiting = list(names)
            while waiting:
                above = state.parents.get(waiting.pop(), frozenset()) - wide
                wide |= above
                waiting += above
        for state in (self.before, self.after):
            moved = naming(state, wide)
            self.touched |= moved
            inside = below(state, moved - {METASTORE_KEY})
            self.forced |= inside
            for key in inside:
                self._add(key, acts(state.securables[key]) if key in state.securables else ())

    # --- one touched securable ---

    def _touch(self, key: str) -> None:
        was, now = self.before.securables.get(key), self.after.securables.get(key)
        words = self._changed(key)
        self._add(key, words)
        if was is None or now is None or not words:
            return
        ruled = self._ruled(key)
        for state in (self.before, self.after) if now.is_hive or ruled else ():
            for inner in below(state, {key} - {METASTORE_KEY}):
                held = state.securables[inner]
                self.forced.add(inner)
                self._add(inner, acts(held) if now.is_hive else ruled)
        if now.type in CONTAINERS:
            self._room(key, words)
        if now.type is T.CATALOG:
            for schema in self.after.children.get(key, ()):
                self._room(schema, words)

    def _changed(self, key: str) -> set[str]:
        """Return the privileges that a touched securable may give or take otherwise than before."""
        was, now = self.before.securables.get(key), self.after.securables.get(key)
        if was is None or now is None:
            held = was or now
            return set(acts(held)) if held is not None else set()
        if (was.owner, was.type, was.kind) != (now.owner, now.type, now.kind):
            return set(acts(was) | acts(now) | {USE_CATALOG, USE_SCHEMA, MANAGE})
        rows, later = self.before.grants.get(key, NO_ROWS), self.after.grants.get(key, NO_ROWS)
        words = {
            word for word in rows.keys() | later.keys() if _who(rows, word) != _who(later, word)
        }
        found = widened(words)
        if was.detail is not now.detail:
            found |= {"SELECT", "EXECUTE"}
        return found | self._ruled(key)

    def _ruled(self, key: str) -> set[str]:
        """Return the privileges of policies that were changed, or that look at tags that were."""
        was, now = self.before.securables.get(key), self.after.securables.get(key)
        before, after = self.before.policies, self.after.policies
        found = set(before.get(key, ())) ^ set(after.get(key, ()))
        deleted = self.before.settings.deleted_tags != self.after.settings.deleted_tags
        if deleted or was is None or now is None or _tags(was) != _tags(now):
            found.update(*before.values(), *after.values())
        return {word for policy in found for word in policy.privileges or ("SELECT",)}

    # --- what stands in one container ---

    def _room(self, container: str, words: set[str]) -> None:
        """Add what may differ in a container above which rows, owners or gates changed."""
        children = self.after.children.get(container, ())
        keys = list(children)
        if children is not self.before.children.get(container):
            keys = [key for key in keys if key in self.before.securables]
        if not keys:
            return
        inside = Inside(keys, self.after)
        here = _ON_SCHEMA if inside.first.type is T.SCHEMA else _DATA | {MANAGE}
        used = self._used(inside) if USE_SCHEMA in words else None
        # Who may pass a gate manages what she owns behind it, so MANAGE is asked with any gate.
        for privilege in (words | {MANAGE} if words & _GATES else words) & here:
            was, now = self._rooms(privilege, inside)
            moved = was[1] ^ now[1]
            if used is not None and privilege in INSIDE:
                moved = moved | used
            if privilege != MANAGE:
                moved &= was[0] | now[0]
            if moved.any():
                self._all(inside, privilege)
        if words & _GATES:
            self._gates(inside, here)

    def _used(self, inside: Inside) -> Words | None:
        """Return for whom some schemas came into use, or went out of it, by rows above them.

        What is done in a schema, such as CREATE TABLE, needs the use of the schema itself.
        """
        if inside.first.type is not T.SCHEMA:
            return None
        was, now = self._rooms(USE_SCHEMA, inside)
        return was[1] ^ now[1]

    def _rooms(self, privilege: str, inside: Inside) -> tuple[Room, Room]:
        first = inside.first
        was = self.old.room(privilege, self.before.securables[first.key])
        return was, self.new.room(privilege, first)

    def _gates(self, inside: Inside, here: frozenset[str]) -> None:
        """Add what people are named for behind a gate that closed or opened to them.

        MANAGE has a gate of its own; that of SELECT is the gate of every other privilege.
        """
        moved = {}
        for gate in (MANAGE, "SELECT"):
            was, now = self._rooms(gate, inside)
            if (bits := was[0] ^ now[0]).any():
                moved[gate] = bits
        if not moved:
            return
        owners = self.new.masks.union({held.owner for held in inside.held})
        owned = {gate for gate, bits in moved.items() if (bits & owners).any()}
        named = self._named(inside)
        for privilege in sorted(here):
            gate = MANAGE if privilege == MANAGE else "SELECT"
            if gate in owned or (
                gate in moved
                and (
                    privilege in INSIDE
                    or not named.isdisjoint(accepted(privilege, self.after))
                    or self._giving(privilege)
                )
            ):
                self._all(inside, privilege)

    def _named(self, inside: Inside) -> set[str]:
        """Return the privileges that rows on some neighbours give, or on what holds them."""
        found: set[str] = set()
        for key in inside.keys:
            found.update(self.after.grants.get(key, NO_ROWS))
        for state in (self.before, self.after):
            for above in chain(state, inside.first.key)[1:]:
                found.update(state.grants.get(above.key, NO_ROWS))
        return found

    def _giving(self, privilege: str) -> bool:
        frames = privilege != MANAGE and self.new.frames(privilege)
        return bool(frames and frames.giving)

    def _all(self, inside: Inside, privilege: str) -> None:
        if inside.fitting(privilege):
            self.rooms.setdefault(privilege, {})[str(inside.first.parent)] = inside

    # --- views ---

    def _later(self) -> Iterable[str]:
        """Return the views after the script: those of before, unless whole schemas moved."""
        before, after = self.before.securables, self.after.securables
        moved = any(
            _type_of(before.get(key)) is not _type_of(after.get(key)) for key in self.touched
        )
        return views_of(self.after) if moved else views_of(self.before)

    def _views(self) -> None:
        """Add views whose owners may read otherwise, and relations that are veiled otherwise."""
        for state, views in ((self.before, views_of(self.before)), (self.after, self._later())):
            for key in views:
                if not consulted(state, key).isdisjoint(self.touched):
                    self.forced.add(key)
                    self._add(key, ("SELECT",))
        veiled = set(veils_touched(self.before, self.after, self.touched))
        veiled |= set(refused_by_guards(self.before, self.after, self.touched))
        for key in veiled.union(*(views_over(at, veiled) for at in (self.before, self.after))):
            self.forced.add(key)
            self._add(key, ("SELECT",))


def _who(rows: object, word: str) -> set[tuple[str, bool]]:
    holders = rows.get(word, {})  # type: ignore[attr-defined]
    return {(who, row.denied) for who, row in holders.items()}


def _type_of(held: Securable | None) -> SecurableType | None:
    return held.type if held is not None else None


def _tags(held: Securable) -> object:
    return held.tags, tuple((column.name, column.tags) for column in held.columns)
