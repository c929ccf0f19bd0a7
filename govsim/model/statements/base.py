"""Holds what every statement is made of: its place, what it names, what a query touches."""

from __future__ import annotations

from dataclasses import dataclass, field

from govsim.errors import Place
from govsim.model.kinds import SecurableType

Name = tuple[str, ...]  # parts as written, without backticks; resolved by the session later
Pairs = tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Any statement. `at` never takes part in equality."""

    at: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Target:
    """A securable as a statement names it. An empty name is the attached metastore."""

    type: SecurableType
    name: Name = ()


@dataclass(frozen=True, slots=True)
class TableRead:
    """One relation named in a query."""

    name: Name
    time_travel: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """A query or expression: its text, and what it touches. Names of CTEs are left out."""

    text: str
    reads: tuple[TableRead, ...] = ()
    calls: tuple[Name, ...] = ()  # functions that no built-in list knows
    paths: tuple[str, ...] = ()  # read_files, and format.`path`
    endpoints: tuple[str, ...] = ()  # ai_query
    columns: tuple[str, ...] | None = None  # column names mentioned; None is every column
    connections: tuple[str, ...] = ()  # remote_query, http_request
    logs: tuple[Name, ...] = ()  # event_log(TABLE(…))
    credentials: tuple[str, ...] = ()  # serviceCredential => …, of read_kafka and the like
    unfixed: tuple[str, ...] = ()  # what is named only as it runs: `the path of read_files`
    storage: str = ""  # the storage credential by which COPY INTO reads its path
