"""Compares: the verdict on each thing downstream of a change, and what led to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from govsim.errors import Place
from govsim.model.flows import Flow, Node, NodeKind

if TYPE_CHECKING:
    from govsim.catalog import Snapshot
    from govsim.impact.plan import Plan


class Verdict(StrEnum):
    """What becomes of a thing. The worst comes first."""

    BREAKS = "breaks"  # it raises an error at its next use, refresh or training
    CHANGES = "changes meaning"  # it still runs, and gives something else
    RECOMPUTE = "recompute"  # what it stores is out of date until it is made anew
    UNKNOWN = "unknown"  # it reads something that changes, and nobody knows which columns
    UNTOUCHED = "untouched"


ORDER: Final = {verdict: place for place, verdict in enumerate(Verdict)}


class Effect(NamedTuple):
    """What a reader of a column, or of the rows of a thing, notices.

    `kind` is one of: gone, added, type, wider, grows, nullability, required, masked, unmasked,
    values, rows, stale. What is `required`, never NULL from now on, only writers notice. A type
    that is `wider` leaves every comparison and every order as it was. Where only a field inside
    the column is another, `field` is its path: `geo.city`.
    """

    kind: str
    why: str
    field: str = ""


@dataclass(slots=True)
class Felt:
    """What readers of one thing notice of a change."""

    gone: str = ""  # why it is not there any more
    error: str = ""  # what it raises when it is read
    columns: dict[str, dict[Effect, None]] = field(default_factory=dict)
    rows: dict[Effect, None] = field(default_factory=dict)
    moved: str = ""  # the name under which it is there now

    @property
    def anything(self) -> bool:
        """Whether a reader notices anything."""
        return bool(self.gone or self.error or self.columns or self.rows)

    def feel(self, column: str, effect: Effect) -> None:
        """Add what a reader of a column notices."""
        self.columns.setdefault(column.lower(), {})[effect] = None


class Change(NamedTuple):
    """One thing or column that the change itself alters."""

    node: Node
    what: str  # `column email is dropped`


class Changes:
    """What two versions of a metastore differ in, as readers of its tables notice it."""

    def __init__(self, before: Snapshot, after: Snapshot) -> None:
        self.before, self.after = before, after
        self.felt: dict[Node, Felt] = {}
        self.told: dict[Change, None] = {}

    def tell(self, node: Node, what: str) -> Felt:
        """Keep one change; return what readers of the thing notice."""
        self.told[Change(node, what)] = None
        return self.felt.setdefault(node.whole, Felt())


@dataclass(frozen=True, slots=True)
class Affected:
    """One thing downstream of the change.

    `distance` counts the things on the way; `path` are the edges; `readers` may read it today;
    `used` says who used it, by the audit log, and when last.
    """

    node: Node
    verdict: Verdict
    type: str
    reasons: tuple[str, ...] = ()
    error: str = ""
    columns: tuple[str, ...] = ()
    path: tuple[Flow, ...] = ()
    distance: int = 0
    owner: str = ""
    readers: tuple[str, ...] = ()
    used: tuple[tuple[str, datetime | None], ...] = ()
    at: Place | None = None

    @property
    def last_use(self) -> datetime | None:
        """When anybody used it last, if that is known."""
        return max((time for _, time in self.used if time is not None), default=None)


@dataclass(frozen=True, slots=True)
class Impact:
    """Everything downstream of a change, the worst and nearest first."""

    changes: tuple[Change, ...]
    affected: tuple[Affected, ...]
    plan: Plan | None = None  # who gains and loses access

    def with_verdict(self, *verdicts: Verdict) -> tuple[Affected, ...]:
        """Return the things of these verdicts."""
        return tuple(one for one in self.affected if one.verdict in verdicts)

    @property
    def touched(self) -> tuple[Affected, ...]:
        """Everything that is not untouched."""
        return tuple(one for one in self.affected if one.verdict is not Verdict.UNTOUCHED)

    @property
    def worst(self) -> Verdict:
        """The worst verdict on anything."""
        return min((one.verdict for one in self.affected), key=ORDER.__getitem__, default=_NONE)


_NONE: Final = Verdict.UNTOUCHED


def counted(affected: Iterable[Affected]) -> str:
    """Return how many there are of each kind: `3 models, 5 dashboards, 2 jobs`."""
    counts = Counter(kind_word(one) for one in affected)
    ordered = sorted(counts, key=lambda word: (_PLACES.get(word, len(_PLACES)), word))
    return ", ".join(f"{counts[word]} {plural(word, counts[word])}" for word in ordered)


def kind_word(one: Affected) -> str:
    """Return what a thing is called: a table that is a view, a view."""
    if one.node.kind is not NodeKind.TABLE:
        return str(one.node.kind)
    return one.type.lower() if one.type.lower() in _TABLES else "table"


_TABLES: Final = frozenset({"view", "materialized view", "streaming table", "metric view"})
_WORDS: Final = ("table", "streaming table", "materialized view", "view", "metric view", "model")
_PLACES: Final = {word: place for place, word in enumerate(_WORDS)}


def plural(word: str, count: int) -> str:
    """Return a word for this many."""
    if count == 1:
        return word
    if word.endswith("y"):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith("x") else f"{word}s"
