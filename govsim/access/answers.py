"""Holds what an answer is made of: requirements, what met them, what is missing, obligations."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from govsim.catalog import Note
from govsim.errors import Place
from govsim.model.direct import direct
from govsim.model.kinds import ERROR_WORD, LEGACY_ALONE, Kind, SecurableType
from govsim.model.values import Grant

_MOST_READ_FOR: Final = 6  # columns that are told of one mask


@direct
@dataclass(frozen=True, slots=True)
class Requirement:
    """A privilege that must be held on a securable, by the asker or by `holder`."""

    privilege: str
    type: str  # a SecurableType, or the word for a workspace object
    name: str
    key: str = field(default="", compare=False)
    holder: str = ""  # the owner of a view or function, when it is she who must hold it
    kind: Kind = field(default=Kind.PLAIN, compare=False)

    def __str__(self) -> str:
        on = f"{self.privilege} ON {self.type}" + (f" {self.name}" if self.name else "")
        return f"OWNER({self.holder}): {on}" if self.holder else on

    def words(self) -> str:
        """Return it as a sentence names it: `SELECT on table main.sales.orders`."""
        return f"{self.privilege} on {self.type.lower()} {self.name}".rstrip()


@direct
@dataclass(frozen=True, slots=True)
class Conveyance:
    """How a requirement is met.

    `how` is `grant`, `ownership`, `manage`, `metastore admin`, `workspace admin`, `policy`
    or `acl`; `path` runs from the principal through groups to the one who holds it.
    """

    requirement: Requirement
    how: str
    on: str  # full name of where it is held; empty for the metastore
    on_type: str
    path: tuple[str, ...]
    grant: Grant | None = None

    def words(self) -> str:
        """Return the cause in words: `inherited from catalog main, granted to analysts`."""
        return self.cause(f" (via {' → '.join(self.path[1:-1])})" if len(self.path) > 2 else "")

    def cause(self, via: str = "") -> str:
        """Return the cause in words, with `via` put behind the name of who holds it."""
        who = f"{self.path[-1]}{via}"
        on = f"{self.on_type.lower()} {self.on}".rstrip()
        above = f"inherited from {on}, " if self.on and self.on != self.requirement.name else ""
        word, _, name = self.how.partition(" ")
        if word == "grant":
            privilege = self.grant.privilege if self.grant else ""
            as_ = f" as {privilege}" if privilege != self.requirement.privilege else ""
            return f"{above}granted to {who}{as_}"
        if word == "ownership":
            return f"{who} owns {on}"
        if word == "policy":
            return f"given by policy {name} to {who}"
        if word == "acl":
            return f"{above}{name} held by {who}"
        return f"{who} is {self.how}"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal that is no missing privilege."""

    code: str
    sentence: str
    hint: str | None = None
    about: str = field(default="", compare=False)  # key of what is not there

    def __str__(self) -> str:
        return f"RULE: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Obligation:
    """A row filter or column mask that comes with an allowed read."""

    kind: str  # `row filter` or `column mask`
    table: str
    function: str
    column: str = ""
    arguments: tuple[str, ...] = ()
    policy: str = ""  # empty: set on the table itself
    # What a masked column is read for: columns of the answer; what it does to rows (`filter`).
    read_for: tuple[str, ...] = field(default=(), compare=False)
    rows: tuple[str, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        on = f"{self.table}.{self.column}" if self.column else self.table
        by = f" by policy {self.policy}" if self.policy else ""
        # The first argument of a mask is the column itself, which no statement writes down.
        given = (self.column, *self.arguments) if self.column else self.arguments
        return f"{self.kind} {self.function}({', '.join(given)}) on {on}{by}{self._read()}"

    def _read(self) -> str:
        """Return what the column is read for, unless that is an answer's column of its name."""
        shown = [name for name in self.read_for if name.lower() != self.column.lower()]
        if not shown and not self.rows:
            return ""
        more = len(self.read_for) - _MOST_READ_FOR
        told = [*self.read_for[:_MOST_READ_FOR], *([f"{more} more"] if more > 0 else [])]
        parts = [f"for {', '.join(told)}"] if told else []
        parts += [f"to {' and '.join(self.rows)} rows"] if self.rows else []
        return f", read {' and '.join(parts)}"


@direct
@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to one question, and what made it so."""

    principal: str
    question: str
    met: tuple[Conveyance, ...] = ()
    missing: tuple[Requirement, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    notes: tuple[Note, ...] = ()
    writes: bool = False  # whether the platform's error takes the form for writes
    at: Place | None = None
    asked: tuple[str, ...] = ()  # what views, filters and masks ask of who reads, with the answers
    # Whoever must be granted something, with every identity she acts as.
    acting: Mapping[str, Collection[str]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def allowed(self) -> bool:
        """Whether nothing is missing and nothing refuses. It is never stored."""
        return not self.missing and not self.refusals

    @property
    def lacking(self) -> tuple[str, ...]:
        """Everything in the way, as `PRIVILEGE ON TYPE name` or `RULE: sentence`."""
        return (*map(str, self.missing), *map(str, self.refusals))

    def platform_error(self) -> str | None:
        """Return the platform's own error text: only the first failing level.

        Source:
            Error texts printed by real workspaces; reads and writes differ in form.
        """
        if self.allowed:
            return None
        if not self.missing:
            return self.refusals[0].sentence
        first = self.missing[0]
        level = [
            need for need in self.missing if (need.type, need.name) == (first.type, first.name)
        ]
        privileges = " and ".join(sorted({need.privilege for need in level}))
        word = ERROR_WORD.get(first.type, first.type.title())  # type: ignore[call-overload]
        on = f"{word} '{first.name}'" if first.name else word
        text = f"User does not have {privileges} on {on}."
        if first.type in LEGACY_ALONE or first.name.startswith("hive_metastore."):
            return _hive_error(level)
        if self.writes:
            if len(level) > 1:
                return (
                    "[UNAUTHORIZED_ACCESS] Unauthorized access: PERMISSION_DENIED: "
                    f"{text} SQLSTATE: 42501"
                )
            return f"PERMISSION_DENIED: {text}"
        return f"[INSUFFICIENT_PERMISSIONS] Insufficient privileges:\n{text} SQLSTATE: 42501"

    def suggested_grants(self) -> tuple[str, ...]:
        """Return the smallest GRANT statements that would meet what is missing."""
        from govsim.access.suggest import grants_for

        return grants_for(self)

    def explain(self) -> str:
        """Return the whole answer as text: what is met and how, what is missing, what to grant."""
        from govsim.access.explanation import explain

        return explain(self)


def _hive_error(level: list[Requirement]) -> str:
    lines = []
    for need in level:
        word = "database" if need.type == SecurableType.SCHEMA else need.type.lower()
        name = ".".join(f"`{part}`" for part in need.name.split(".")[1:])
        on = f"{word} {name}".rstrip()
        lines.append(f"User does not have permission {need.privilege} on {on}.")
    return (
        "[INSUFFICIENT_PERMISSIONS] Insufficient privileges:\n"
        + "\n".join(lines)
        + (" SQLSTATE: 42501")
    )
