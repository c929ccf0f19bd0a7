"""Serves the metastore that the options describe, and where it is asked from."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govsim.cli.options import variables_of
from govsim.errors import GovsimError, ScriptError

if TYPE_CHECKING:
    from govsim.access import Context
    from govsim.catalog import Version
    from govsim.model.state import State
    from govsim.simulator import Simulator

_TIME: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T_ ]\d{2}[-:]?\d{2}(?:[-:]?\d{2})?Z?)?")
_SAID: Final = re.compile(r"\s*(?:--|#)\s*as of:?\s+(\S+(?: \d\d:\S+)?)", re.IGNORECASE)


def simulator_of(options: argparse.Namespace) -> Simulator:
    """Return the metastore of `--catalog`, as of the version that is asked for."""
    as_of = getattr(options, "as_of", None)
    made = versions_of(options) if as_of is not None else _newest(options)
    if as_of is not None:
        made = _as_of(made, as_of)
    return _looking_in(made, options.default)


def _newest(options: argparse.Namespace) -> Simulator:
    from govsim.simulator import Simulator
    from govsim.sources import read_state

    state = read_state(options.catalog, variables=variables_of(options))
    return Simulator.of(state, clock=now)


def versions_of(options: argparse.Namespace) -> Simulator:
    """Return the metastore with one version for each path of the state.

    Identities and settings of all paths hold from the beginning; statements come one path after
    the other. Paths without statements are no version.
    """
    from govsim.access import run
    from govsim.catalog import Version, moving
    from govsim.simulator import Simulator
    from govsim.sources import read_state

    variables = variables_of(options)
    states = [read_state([path], variables=variables) for path in options.catalog]
    told = [state for state in states if state.statements] or states[:1]
    made = Simulator.of(replace(_around(states), statements=told[0].statements), clock=None)
    made.history = replace(made.history, versions=(_dated(made.history.versions[0], told[0]),))
    for state in told[1:]:
        done = run(made.snapshot, state.statements, made.admin, session=made.session, trusted=True)
        if done.errors:
            raise ScriptError(done.errors)
        moved = moving(state.statements, made.session.within)
        made.session = done.session
        version = Version(done.after, made.admin, "", moved=moved)
        made.history = made.history.record(_dated(version, state))
    return made


def _around(states: Sequence[State]) -> State:
    joined = states[0]
    for state in states[1:]:
        joined = joined.joined(state)
    return joined


def _dated(version: Version, state: State) -> Version:
    return replace(version, statement=state.source, time=_time_of(state.source))


def _time_of(path: str) -> datetime | None:
    """Return the time that the first line of a file, or its name, says."""
    first = ""
    if Path(path).is_file():
        from govsim.sources import read_text

        first = read_text(path).partition("\n")[0]
    if said := _SAID.match(first):
        return _parsed(said[1])
    found = _TIME.search(Path(path).name)
    return _parsed(found[0]) if found else None


def _parsed(text: str) -> datetime | None:
    tidy = text.strip().rstrip(".").replace("_", "T")
    date, sign, clock = tidy.partition("T") if "T" in tidy else tidy.partition(" ")
    clock = re.sub(r"^(\d\d)-?(\d\d)(?:-?(\d\d))?", _colons, clock) if sign else "00:00"
    try:
        found = datetime.fromisoformat(f"{date}T{clock}")
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _colons(found: re.Match[str]) -> str:
    return ":".join(part for part in found.groups() if part)


def _as_of(made: Simulator, asked: str) -> Simulator:
    if asked.isdigit():
        return made.as_of(version=int(asked))
    if (time := _parsed(asked)) is None:
        message = f"`{asked}` is neither a version nor a time"
        raise GovsimError("usage", message, hint="write --as-of 2, or --as-of 2026-01-31T12:00")
    return made.as_of(time=time)


def _looking_in(made: Simulator, default: str | None) -> Simulator:
    if default is None:
        return made
    catalog, dot, schema = default.partition(".")
    if not catalog or not (schema if dot else True):
        message = f"`{default}` is no schema"
        raise GovsimError("usage", message, hint="write --default CATALOG.SCHEMA")
    made.session = replace(
        made.session, catalog=catalog.lower(), schema=(schema or "default").lower()
    )
    return made


def context_of(options: argparse.Namespace) -> Context:
    """Return where a question is asked from.

    Raises:
        GovsimError: `usage`.
    """
    from govsim.access import Context

    context = Context()
    if options.workspace:
        context = replace(context, workspace=options.workspace)
    if options.compute:
        context = _computed(context, options.compute)
    if options.dbr:
        context = replace(context, dbr=_runtime(options.dbr))
    return context


def _computed(context: Context, text: str) -> Context:
    kind, _, name = text.partition(" ")
    if kind == "warehouse" and name.strip():
        return replace(context, warehouse=name.strip())
    if text not in ("standard", "dedicated"):
        message = f"`{text}` is no compute"
        raise GovsimError("usage", message, hint="warehouse NAME, standard or dedicated")
    return replace(context, dedicated=text == "dedicated")


def _runtime(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,3})(?:\.(\d{1,3}|x))?", text.strip(), re.IGNORECASE)
    if found is None:
        raise GovsimError("usage", f"`{text}` is no runtime", hint="write --dbr 15.4")
    minor = found[2] or "x"
    return int(found[1]), 99 if minor in "xX" else int(minor)


def now() -> datetime:
    """Return the time; the command line alone looks at the clock."""
    return datetime.now(UTC)
