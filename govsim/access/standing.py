"""Decides what a principal holds on a securable: by grant, above it, by ownership, by policy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from govsim.access.abac import grant_policies_on
from govsim.access.answers import Conveyance, Requirement
from govsim.access.identities import identities_of, path_to
from govsim.catalog import Metastore
from govsim.catalog.snapshot import Rows
from govsim.model.kinds import METASTORE_KEY, Kind, SecurableType
from govsim.model.privileges import (
    ALL_PRIVILEGES,
    DML,
    NOT_BY_OWNER,
    NOT_IN_ALL,
    applicable,
)
from govsim.model.values import Grant, Securable

T = SecurableType
USE = {T.CATALOG: "USE CATALOG", T.SCHEMA: "USE SCHEMA"}
# What shows every securable of a type that takes no BROWSE: on the metastore, or on itself.
SEEN_BY_METASTORE = {T.SHARE: "USE SHARE", T.RECIPIENT: "USE RECIPIENT", T.PROVIDER: "USE PROVIDER"}
_SEEN_BY = {
    T.CONNECTION: "USE CONNECTION",
    T.STORAGE_CREDENTIAL: "CREATE EXTERNAL LOCATION",
    T.SERVICE_CREDENTIAL: "ACCESS",
}
# What admins hold on the metastore (pages *admin privileges*, SDK). A metastore admin owns it, so
# what applies to it is theirs, and two privileges that are granted elsewhere.
METASTORE_ADMIN = applicable(T.METASTORE) | {"CREATE FOREIGN CATALOG", "CREATE MATERIALIZED VIEW"}
WORKSPACE_ADMIN = frozenset(
    {
        "CREATE CATALOG",
        "CREATE CLEAN ROOM",
        "CREATE CONNECTION",
        "CREATE EXTERNAL LOCATION",
        "CREATE SERVICE CREDENTIAL",
        "CREATE STORAGE CREDENTIAL",
        "CREATE SHARE",
        "CREATE RECIPIENT",
        "CREATE PROVIDER",
        "CREATE MATERIALIZED VIEW",
    }
)


@dataclass(frozen=True, slots=True)
class Context:
    """Where a question is asked from. The default is a warehouse that everybody may use."""

    workspace: str = "ws1"  # as bindings name it
    warehouse: str = ""  # a SQL warehouse by name, whose own permissions then count; empty: any
    dedicated: bool = False  # whether the compute is of one user or group
    dbr: tuple[int, int] = (99, 0)  # major and minor version of the runtime; this is the newest


@dataclass(frozen=True, slots=True)
class Line:
    """A container and what holds it: worked out once for all that stands in it."""

    levels: tuple[tuple[Securable, Rows], ...] = ()  # that have rows, nearest first; no metastore
    gates: tuple[tuple[str, Securable], ...] = ()  # USE CATALOG, then USE SCHEMA
    need: Requirement | None = None  # the use of the container itself, by the asker


_TOP = Line()


@dataclass(slots=True)
class Standing:
    """One principal before one metastore. `holder` is set when she is asked for as an owner."""

    metastore: Metastore
    principal: str
    as_owner: bool = False
    unprivileged: bool = False  # leave the metastore admin's role out
    ids: Mapping[str, str | None] = field(init=False)

    def __post_init__(self) -> None:
        self.ids = identities_of(self.metastore, self.principal)

    # --- what is held ---

    def has(self, privilege: str, securable: Securable) -> Conveyance | None:
        """Return what conveys a privilege on a securable, or None.

        Rows on it and on what holds it count (never on the metastore, unless it is asked for);
        ownership counts on the securable itself only.

        Source:
            Unity Catalog documentation: *permissions concepts*, inheritance and ownership.
        """
        words = _words(privilege, self.metastore.settings.fine_grained_dml)
        levels = self._line(securable.parent).levels
        if (own := self.metastore.grants.get(securable.key)) is not None:
            levels = ((securable, own), *levels)
        for above, rows in levels:
            for word in words:
                if (holders := rows.get(word)) is None or (row := self._row(holders)) is None:
                    continue
                if not _void(above, privilege):
                    return self._by_grant(privilege, securable, above, row)
        owner = securable.owner
        if owner in self.ids and privilege not in NOT_BY_OWNER and _owns(privilege, securable):
            return self._convey(privilege, securable, "ownership", owner, securable)
        return self._by_policy(privilege, securable)

    def _row(self, holders: Mapping[str, Grant]) -> Grant | None:
        ids = self.ids
        if len(holders) < len(ids):
            for who in holders:
                if who in ids:
                    return holders[who]
            return None
        # Mostly nobody she acts as is among many, which needs no loop to tell.
        if ids.keys().isdisjoint(holders.keys()):
            return None
        for who in ids:
            if who in holders:
                return holders[who]
        return None

    def _line(self, key: str | None) -> Line:
        # Of a container, by its key; what holds the rest is the metastore, which stands above none.
        if key is None or key == METASTORE_KEY:
            return _TOP
        kept = self.metastore.lines
        found: Line | None = kept.get(key)
        if found is None:
            found = kept[key] = self._made(key)
        return found

    def _made(self, key: str) -> Line:
        held = self.metastore.securables.get(key)
        if held is None:
            return _TOP
        above, rows = self._line(held.parent), self.metastore.grants.get(key)
        levels = ((held, rows), *above.levels) if rows else above.levels
        if (use := USE.get(held.type)) is None:
            return Line(levels, above.gates)
        need = Requirement(use, str(held.type), held.name, key, "", held.kind)
        return Line(levels, (*above.gates, (use, held)), need)

    def _by_policy(self, privilege: str, securable: Securable) -> Conveyance | None:
        for policy in grant_policies_on(self.metastore, securable, privilege, self.ids):
            to = next(who for who in policy.to if who in self.ids)
            return self._convey(privilege, securable, f"policy {policy.name}", to, securable)
        return None

    def has_any(self, securable: Securable) -> Conveyance | None:
        """Return what conveys any privilege at all on a securable, its gates left aside."""
        if self.owns(securable):
            return self._convey("OWN", securable, "ownership", securable.owner, securable)
        for privilege in sorted(applicable(securable.type, securable.kind) - {ALL_PRIVILEGES}):
            if (found := self.has(privilege, securable)) is not None:
                return found
        return None

    @property
    def metastore_securable(self) -> Securable:
        """The metastore itself."""
        return self.metastore.securables[METASTORE_KEY]

    def holds_row(self, privilege: str, securable: Securable) -> Grant | None:
        """Return a row of exactly this privilege on the securable or on what holds it."""
        for above in self.chain(securable):
            if above.key == METASTORE_KEY and securable.key != METASTORE_KEY:
                continue
            holders = self.metastore.grants.get(above.key, {}).get(privilege)
            if holders and (row := self._row(holders)) is not None:
                return row
        return None

    def owns(self, securable: Securable) -> bool:
        """Whether the principal, or a group she is in, owns the securable itself."""
        return securable.owner in self.ids

    def holds(self, securable: Securable) -> bool:
        """Whether she owns a securable, or holds MANAGE on it or above it."""
        return self.owns(securable) or self.holds_row("MANAGE", securable) is not None

    def names(self, catalog: Securable) -> bool:
        """Whether she sees the name of a catalog from every workspace."""
        return self.owns(catalog) or self.is_metastore_admin

    @property
    def is_metastore_admin(self) -> bool:
        """Whether she owns the metastore."""
        owner = self.metastore.securables[METASTORE_KEY].owner
        return not self.unprivileged and owner in self.ids

    @property
    def is_account_admin(self) -> bool:
        """Whether she is an account admin."""
        return not self.metastore.settings.account_admins.isdisjoint(self.ids)

    @property
    def is_workspace_admin(self) -> bool:
        """Whether she is a workspace admin."""
        return bool(self.as_workspace_admin)

    @property
    def as_workspace_admin(self) -> str:
        """The identity that is a workspace admin, or the empty string."""
        admins = self.metastore.settings.workspace_admins
        return next((who for who in self.ids if who in admins), "") if admins else ""

    def on_metastore(self, privilege: str) -> Conveyance | None:
        """Return what conveys a privilege on the metastore: a row, or an admin role.

        Source:
            Unity Catalog documentation: *admin privileges*.
        """
        metastore = self.metastore.securables[METASTORE_KEY]
        rows = self.metastore.grants.get(METASTORE_KEY, {}).get(privilege)
        if rows and (row := self._row(rows)) is not None:
            return self._by_grant(privilege, metastore, metastore, row)
        if privilege in METASTORE_ADMIN and self.is_metastore_admin:
            return self._convey(privilege, metastore, "metastore admin", metastore.owner, metastore)
        if privilege in WORKSPACE_ADMIN and self.is_workspace_admin:
            who = self.as_workspace_admin
            return self._convey(privilege, metastore, "workspace admin", who, metastore)
        return None

    # --- managing ---

    def manage(self, securable: Securable) -> tuple[Conveyance | None, list[Requirement]]:
        """Return what lets her manage a securable, or else everything that is missing.

        Held at a level, MANAGE or ownership asks for use of each container strictly above that
        level: USE there, ownership or MANAGE.

        Source:
            Unity Catalog documentation: *manage privileges*; *permissions concepts*, newest text.
        """
        need = self.requirement("MANAGE", securable)
        if self.is_metastore_admin:
            admin = self.metastore.securables[METASTORE_KEY].owner
            return self._convey("MANAGE", securable, "metastore admin", admin, securable), []
        best: list[Requirement] | None = None
        for level in self.chain(securable):
            if level.key == METASTORE_KEY:
                continue
            how = self._managing(need, level)
            if how is None:
                continue
            gates = [gate for gate in self.chain(level)[1:] if gate.type in USE]
            closed = [
                self.requirement(USE[gate.type], gate)
                for gate in reversed(gates)
                if not self.holds(gate) and self.has(USE[gate.type], gate) is None
            ]
            if not closed:
                return how, []
            best = closed if best is None or len(closed) < len(best) else best
        if best is not None:
            return None, best
        return None, [*self.closed_gates(securable), need]

    def on_the_way(self, securable: Securable, found: Conveyance) -> Iterator[Conveyance]:
        """Yield what opens the gates: those above the level from which she manages, or all."""
        chain = self.chain(securable)
        manages = found.requirement.privilege == "MANAGE"
        level = next(n for n, held in enumerate(chain) if held.name == found.on or not manages)
        for gate in reversed(chain[level + 1 :]):
            if gate.type not in USE:
                continue
            opened = self.has(USE[gate.type], gate)
            row = self.holds_row("MANAGE", gate) if opened is None else None
            if row is not None:
                on = self.metastore.securables[row.on]
                opened = self._by_grant(USE[gate.type], gate, on, row)
            if opened is not None:
                yield opened

    def closed_gates(self, securable: Securable) -> list[Requirement]:
        """Return USE CATALOG and USE SCHEMA above a securable, where she lacks them."""
        return [
            self.requirement(privilege, gate)
            for privilege, gate in self.gates(securable)
            if self.has(privilege, gate) is None
        ]

    def _managing(self, need: Requirement, level: Securable) -> Conveyance | None:
        if self.owns(level):
            path = path_to(self.ids, level.owner)
            return Conveyance(need, "ownership", level.name, str(level.type), path)
        holders = self.metastore.grants.get(level.key, {}).get("MANAGE")
        row = self._row(holders) if holders else None
        if row is None:
            return None
        path = path_to(self.ids, row.principal)
        return Conveyance(need, "grant", level.name, str(level.type), path, row)

    def browse(self, securable: Securable) -> Conveyance | None:
        """Return what lets her see that a securable exists: its name, comment, tags, owner.

        Source:
            Unity Catalog documentation: *privileges reference*, BROWSE, USE SHARE, USE RECIPIENT,
            USE PROVIDER; SDK of tables.
        """
        top = self.top(securable)
        found = self.has("BROWSE", top)
        if found is None and (word := SEEN_BY_METASTORE.get(securable.type)) is not None:
            found = self.on_metastore(word)
        if found is not None:
            return found
        how, _ = self.manage(securable)
        if how is not None:
            return how
        gates = [gate for gate in self.chain(securable)[1:] if gate.type in USE]
        if not all(self.has(USE[gate.type], gate) for gate in gates):
            return None
        return self.has_any(securable)

    def needs_to_see(self, securable: Securable) -> Requirement:
        """Return what is missing to whoever may not see a securable."""
        top = self.top(securable)
        if (word := SEEN_BY_METASTORE.get(top.type)) is not None:
            return self.requirement(word, self.metastore_securable)
        return self.requirement(_SEEN_BY.get(top.type, "BROWSE"), top)

    # --- small words ---

    def chain(self, securable: Securable) -> list[Securable]:
        """Return a securable and what holds it, the metastore last."""
        found = [securable]
        while found[-1].parent:
            found.append(self.metastore.securables[found[-1].parent])
        return found

    def top(self, securable: Securable) -> Securable:
        """Return the catalog that holds a securable, or itself when none does."""
        chain = self.chain(securable)
        return next((held for held in chain if held.type is T.CATALOG), securable)

    def requirement(self, privilege: str, securable: Securable) -> Requirement:
        """Return the requirement of a privilege on a securable."""
        holder = self.principal if self.as_owner else ""
        if not holder and USE.get(securable.type) == privilege:
            need = self._line(securable.key).need
            if need is not None:
                return need
        type_, name, key = str(securable.type), securable.name, securable.key
        return Requirement(privilege, type_, name, key, holder, securable.kind)

    def gates(self, securable: Securable) -> tuple[tuple[str, Securable], ...]:
        """Return USE CATALOG and USE SCHEMA above a securable, the catalog first."""
        return self._line(securable.parent).gates

    def _by_grant(
        self, privilege: str, securable: Securable, above: Securable, row: Grant
    ) -> Conveyance:
        path = path_to(self.ids, row.principal)
        need = self.requirement(privilege, securable)
        return Conveyance(need, "grant", above.name, str(above.type), path, row)

    def _convey(
        self, privilege: str, securable: Securable, how: str, who: str, on: Securable
    ) -> Conveyance:
        path = path_to(self.ids, who)
        need = self.requirement(privilege, securable)
        return Conveyance(need, how, on.name, str(on.type), path)


@cache
def _words(privilege: str, fine_grained_dml: bool) -> tuple[str, ...]:
    """Return the privileges whose row gives a privilege."""
    words: tuple[str, ...] = (privilege,)
    if privilege in DML:
        words = (privilege, "MODIFY") if fine_grained_dml else ()
    return words if privilege in NOT_IN_ALL else (*words, ALL_PRIVILEGES)


def _owns(privilege: str, securable: Securable) -> bool:
    words = applicable(securable.type, securable.kind)
    return privilege in words


def _void(above: Securable, privilege: str) -> bool:
    # Seen on real workspaces: the grant is stored on catalog `system` and reaches no schema.
    return above.kind is Kind.SYSTEM and above.type is T.CATALOG and privilege == "USE SCHEMA"
