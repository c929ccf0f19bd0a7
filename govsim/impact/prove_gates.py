"""Holds the gates of each securable before and after a change, and finds those that may differ."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from govsim.access.index_changes import below, changed_keys, naming
from govsim.access.index_gates import (
    Gate,
    accepted,
    applies,
    chain,
    gates,
    holders,
    owns,
)
from govsim.access.index_standing import Standing, consulted
from govsim.catalog.snapshot import Snapshot
from govsim.impact.prove_nesting import Nesting
from govsim.impact.veiling import guarding, refused_by_guards
from govsim.impact.views_over import views_over
from govsim.model.kinds import IN_SCHEMA, RELATIONS, Kind, SecurableType
from govsim.model.values import Policy, PolicyKind, RelationDetail, Securable

T = SecurableType
_NOBODY: frozenset[str] = frozenset()
_PROTECTION = (PolicyKind.ROW_FILTER, PolicyKind.COLUMN_MASK)


@dataclass(frozen=True, slots=True)
class Doors:
    """The gates of one securable on both sides; None is closed to everybody."""

    after: tuple[Gate, ...] | None
    before: tuple[Gate, ...] | None


class Side:
    """The gates of one snapshot; what the securables of a container share is kept."""

    def __init__(self, snapshot: Snapshot, privilege: str, workspace: str | None) -> None:
        self.snapshot = snapshot
        self.privilege = privilege
        self.standing = Standing(snapshot, workspace)
        self.words = accepted(privilege, snapshot)
        self.plain = not any(
            policy.kind is PolicyKind.GRANT
            for policies in snapshot.policies.values()
            for policy in policies
        )
        self._fits: dict[tuple[SecurableType, Kind], bool] = {}
        self._frames: dict[tuple[str | None, SecurableType], tuple[Gate, ...] | None] = {}

    def runs(self, function: str) -> bool:
        """Whether a function is there, and its owner may do all that it does."""
        return function in self.snapshot.securables and self.standing.definer_may(function)

    def own(self, key: str) -> tuple[object, ...]:
        """Return what of a securable its gates depend on, beside what holds it."""
        held = self.snapshot.securables.get(key)
        if held is None:
            return ()
        if not self.plain or held.type is T.VIEW or held.type not in IN_SCHEMA:
            return (key,)
        names = _NOBODY
        if key in self.snapshot.grants:
            names = frozenset(holders(self.snapshot, key, self.words))
        return held.parent, held.type, held.kind, held.owner, names

    def gates(self, key: str) -> tuple[Gate, ...] | None:
        """Return the gates of a securable; None when it is closed to everybody."""
        held = self.snapshot.securables.get(key)
        if held is None or not self.fits(held):
            return None
        views = held.type is T.VIEW and self.privilege == "SELECT"
        if views and not self.standing.definer_may(key):
            return None
        if held.type not in IN_SCHEMA or not self.plain:
            return gates(self.snapshot, self.privilege, key, self.standing.workspace)
        frame = self._frame(held)
        if frame is None:
            return None
        names = set(holders(self.snapshot, key, self.words))
        if owns(self.privilege, held):
            names.add(held.owner)
        return (*frame[:-1], Gate(self.privilege, key, frame[-1].names | names))

    def fits(self, held: Securable) -> bool:
        """Whether the gates decide a securable for this privilege."""
        kind = (held.type, held.kind)
        if (found := self._fits.get(kind)) is None:
            found = self._fits[kind] = applies(self.privilege, held)
        return found and not held.is_hive

    def _frame(self, held: Securable) -> tuple[Gate, ...] | None:
        """Return USE of the containers, and the names that hold the privilege on them."""
        place = (held.parent, SecurableType.SCHEMA)
        if place not in self._frames:
            self._frames[place] = self._opened(held)
        return self._frames[place]

    def _opened(self, held: Securable) -> tuple[Gate, ...] | None:
        found = gates(self.snapshot, self.privilege, held.key, self.standing.workspace)
        if found is None:
            return None
        line = chain(self.snapshot, held.key)[1:]
        names = (holders(self.snapshot, above.key, self.words) for above in line)
        return (*found[:-1], Gate(self.privilege, "", frozenset().union(*names)))


class States:
    """Two snapshots, asked about one privilege."""

    def __init__(
        self,
        before: Snapshot,
        after: Snapshot,
        privilege: str,
        workspace: str | None,
        renamed: Mapping[str, str] | None = None,
    ) -> None:
        self.privilege = privilege
        self.renamed = renamed or {}
        self._guarded: set[str] = set()  # what filters and masks may refuse otherwise than before
        self.before = Side(before, privilege, workspace)
        self.after = Side(after, privilege, workspace)

    def doors(self, key: str) -> Doors:
        """Return the gates of a securable on both sides."""
        return Doors(self.after.gates(key), self.before.gates(self._old(key)))

    def _old(self, key: str) -> str:
        """Return the key that a securable had before."""
        return self.renamed.get(key, key)

    def share(self, key: str) -> object:
        """Return what is equal for securables that must get the same answer."""
        return self.before.own(self._old(key)), self.after.own(key)

    def count(self, keys: Collection[str] | None) -> int:
        """Count the securables spoken of."""
        if keys is not None:
            return len(keys)
        return sum(map(self.after.fits, self.after.snapshot.securables.values()))

    def reached(self, nesting: Nesting, keys: Collection[str] | None) -> set[str]:
        """Return the securables whose gates may not be those of before."""
        old, new = self.before.snapshot, self.after.snapshot
        if old.settings.bindings != new.settings.bindings or (
            old.settings.fine_grained_dml != new.settings.fine_grained_dml
        ):
            found = set(new.securables)
        else:
            touched = changed_keys(old, new)
            shaken = nesting.shaken
            touched |= naming(new, shaken) | naming(old, shaken)
            if old.settings.deleted_tags != new.settings.deleted_tags:
                touched |= set(new.policies)
            found = below(new, touched) | set(self._views(touched, nesting))
            if self.privilege == "SELECT":
                guarded = set(refused_by_guards(old, new, touched))
                self._guarded = guarded.union(views_over(new, guarded))
                found |= self._guarded
        return {key for key in found if key in new.securables and (keys is None or key in keys)}

    def named(self, names: frozenset[str], keys: Collection[str] | None) -> set[str]:
        """Return the securables that name one of some principals, on them or above them."""
        new = self.after.snapshot
        found = below(new, naming(new, names))
        return {key for key in found if keys is None or key in keys}

    def _views(self, touched: set[str], nesting: Nesting) -> Iterator[str]:
        if self.privilege != "SELECT":
            return
        new = self.after.snapshot
        for key, held in new.securables.items():
            if held.type is T.VIEW and (
                nesting.moved or not consulted(new, key).isdisjoint(touched)
            ):
                yield key

    # --- what no gate says ---

    def denies(self, key: str) -> bool:
        """Whether a DENY policy reaches a securable."""
        line = chain(self.after.snapshot, key)
        return any(policy.kind is PolicyKind.DENY for policy in _policies(self.after, line))

    def doubts(self, key: str) -> Iterator[str]:
        """Yield why nothing can be said of a securable, though its gates are no wider."""
        if key in self._guarded and self._runs_again(key):
            yield "a filter or mask that refused every reader may run again"
        if self._alike(key):
            return
        was = chain(self.before.snapshot, self._old(key))
        now = chain(self.after.snapshot, key)
        if now and now[0].is_hive and _legacy(self.before, was) != _legacy(self.after, now):
            yield "the legacy model rules hive_metastore"
        elif now and now[0].type is T.VIEW and _over_hive(self.after.snapshot, key):
            yield "the view reads hive_metastore"
        if not was or not now:
            return
        held = [p for p in _policies(self.before, was) if p.kind is PolicyKind.DENY]
        if not set(held) <= set(_policies(self.after, now)):
            yield "a DENY policy was dropped or changed"
        if self.privilege == "SELECT" and _unveiled(was[0], now[0]):
            yield "a row filter or column mask was dropped or changed"
        if self.privilege == "SELECT" and self._loosened(was, now):
            yield "a filter or mask policy, or a tag it may look at, changed"
        if self.privilege == "SELECT" and self._tag_is_back(key):
            yield "a governed tag that a policy may name is there again"

    def _alike(self, key: str) -> bool:
        """Whether a table has no policy anywhere above, and is what it was."""
        old = self.before.snapshot
        was = old.securables.get(self._old(key))
        now = self.after.snapshot.securables[key]
        same = was is None or was is now or was.detail is now.detail
        return same and not old.policies and now.type is not T.VIEW and not now.is_hive

    def _runs_again(self, key: str) -> bool:
        """Whether the function of a filter or mask could not run before, and can now."""
        new = self.after.snapshot
        below = (new.securables.get(each) for each in consulted(new, key))
        return any(
            not self.before.runs(function) and self.after.runs(function)
            for held in below
            if held is not None and held.type in RELATIONS
            for function in guarding(new, held)
        )

    def _tag_is_back(self, key: str) -> bool:
        """Whether policies that refused everybody for want of their tag may decide again."""
        old, new = self.before.snapshot, self.after.snapshot
        back = not old.settings.deleted_tags <= new.settings.deleted_tags
        if not back or new.securables[key].type not in RELATIONS:
            return False
        lines = (chain(new, each) for each in consulted(new, key))
        return any(p.kind in _PROTECTION for line in lines for p in _policies(self.after, line))

    def _loosened(self, was: tuple[Securable, ...], now: tuple[Securable, ...]) -> bool:
        held = [p for p in _policies(self.before, was) if p.kind in _PROTECTION]
        if not held:
            return False
        return not set(held) <= set(_policies(self.after, now)) or _tags(was) != _tags(now)


def _legacy(side: Side, line: tuple[Securable, ...]) -> list[object]:
    return [(held.key, held.owner, side.snapshot.grants.get(held.key)) for held in line]


def _over_hive(snapshot: Snapshot, key: str) -> bool:
    below = (snapshot.securables.get(read) for read in consulted(snapshot, key))
    return any(held is not None and held.is_hive for held in below)


def _policies(side: Side, line: tuple[Securable, ...]) -> list[Policy]:
    if not side.snapshot.policies:
        return []
    return [policy for held in line for policy in side.snapshot.policies.get(held.key, ())]


def _tags(line: tuple[Securable, ...]) -> list[object]:
    return [held.tags for held in line] + [(c.name, c.tags) for c in line[0].columns]


def _unveiled(was: Securable, now: Securable) -> bool:
    """Whether a filter or mask that was there is gone, or is another."""
    if was is now or not isinstance(was.detail, RelationDetail):
        return False
    after = now.detail if isinstance(now.detail, RelationDetail) else RelationDetail()
    if was.detail.row_filter is not None and was.detail.row_filter != after.row_filter:
        return True
    masks = {column.name: column.mask for column in after.columns}
    return any(
        column.mask is not None and column.name in masks and masks[column.name] != column.mask
        for column in was.detail.columns
    )
