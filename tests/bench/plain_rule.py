"""Decides data access as the documentation tells it, with no thought for speed."""

from __future__ import annotations

from govsim.catalog.snapshot import Snapshot
from govsim.model.kinds import METASTORE_KEY, SecurableType
from govsim.model.privileges import applicable
from govsim.model.values import Condition, Policy, Securable

T = SecurableType
NOT_IN_ALL = {"MANAGE"}


class Rule:
    """One metastore, asked from one workspace or from any."""

    def __init__(self, snapshot: Snapshot, workspace: str | None = None) -> None:
        self.snapshot = snapshot
        self.workspace = workspace
        self.known: dict[tuple[str, str], tuple[set[str], list[Securable]]] = {}

    def ids(self, *start: str) -> set[str]:
        found = set(start)
        while more := {g for m in found for g in self.snapshot.parents.get(m, ())} - found:
            found |= more
        return found | {"account users"}

    def line(self, key: str) -> list[Securable]:
        held = self.snapshot.securables[key]
        above = [] if held.parent in (None, METASTORE_KEY) else self.line(str(held.parent))
        return [held, *above]

    def words(self, privilege: str) -> set[str]:
        words = {privilege} if privilege in NOT_IN_ALL else {privilege, "ALL PRIVILEGES"}
        if privilege == "INSERT":
            fine = self.snapshot.settings.fine_grained_dml
            words = words | {"MODIFY"} if fine else words - {"INSERT"}
        return words

    def has(self, ids: set[str], privilege: str, key: str) -> bool:
        if (found := self.known.get((privilege, key))) is None:
            line = self.line(key)
            found = self.known[privilege, key] = (self.names(privilege, line), line)
        names, line = found
        if not ids.isdisjoint(names):
            return True
        return any(self.gives(p, privilege, line, ids) for p in self.policies(line))

    def names(self, privilege: str, line: list[Securable]) -> set[str]:
        on, found = line[0], set[str]()
        if privilege in applicable(on.type, on.kind):
            found.add(on.owner)
        for held in line:
            if privilege == "USE SCHEMA" and held.key == "catalog:system":
                continue
            rows = self.snapshot.grants.get(held.key, {})
            found.update(*(rows.get(word, ()) for word in self.words(privilege)))
        return found

    def policies(self, line: list[Securable]) -> list[Policy]:
        return [policy for held in line for policy in self.snapshot.policies.get(held.key, ())]

    def gives(self, policy: Policy, privilege: str, line: list[Securable], ids: set[str]) -> bool:
        types = {"TABLES": {T.TABLE, T.MATERIALIZED_VIEW}, "MODELS": {T.MODEL}, "VIEWS": {T.VIEW}}
        tags: dict[str, str | None] = {}
        for held in reversed(line):
            tags |= dict(held.tags)
        fits = privilege in policy.privileges and line[0].type in types[policy.covers]
        named = bool(ids & set(policy.to)) and not ids & set(policy.excepted)
        return fits and named and (policy.when is None or self.met(policy.when, tags))

    def met(self, when: Condition, tags: dict[str, str | None]) -> bool:
        if when.op == "or":
            return any(self.met(part, tags) for part in when.parts)
        return tags.get(when.key) == when.value if when.op == "has_tag_value" else when.key in tags

    def allows(self, who: str, privilege: str, key: str, below: tuple[str, ...] = ()) -> bool:
        return self.allows_as(self.ids(who), privilege, key, below)

    def allows_as(
        self, ids: set[str], privilege: str, key: str, below: tuple[str, ...] = ()
    ) -> bool:
        if key not in self.snapshot.securables or key in below:
            return False
        line = self.line(key)
        if privilege not in applicable(line[0].type, line[0].kind):
            return False
        binding = self.snapshot.settings.bindings.get(line[-1].name)
        if self.workspace and binding is not None and self.workspace not in binding:
            return False
        uses = {T.CATALOG: "USE CATALOG", T.SCHEMA: "USE SCHEMA"}
        if not all(self.has(ids, uses[held.type], held.key) for held in line[1:]):
            return False
        if not self.has(ids, privilege, key):
            return False
        if privilege != "SELECT" or line[0].type is not T.VIEW:
            return True
        reads = [read.key for read in line[0].detail.reads]  # type: ignore[union-attr]
        return all(self.allows(line[0].owner, "SELECT", read, (*below, key)) for read in reads)
