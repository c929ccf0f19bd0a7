"""Serves `govsim show`: what is stored or holds, as tables."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from govsim.cli.options import READ_FORMATS, add_as, add_as_of, add_format, add_state
from govsim.cli.outcome import Outcome
from govsim.errors import GovsimError

if TYPE_CHECKING:
    from govsim.model.values import Securable
    from govsim.report import Answer
    from govsim.simulator import Simulator

HELP = "show grants, effective privileges, groups, objects or versions"
ABOUT = (
    "Show what the metastore holds. `grants NAME`: the rows on a securable and above it, as SHOW "
    "GRANTS prints them. `effective NAME`: every privilege that holds there, with where it comes "
    "from. `groups [NAME]`: members. `objects [NAME]`: securables with type and owner. "
    "`history`: versions."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "what", metavar="WHAT", help="grants, effective, groups, objects or history"
    )
    parser.add_argument(
        "name", metavar="NAME", nargs="*", help="a securable, its type before it if need be"
    )
    add_as(parser, "only what this principal holds")
    add_state(parser)
    add_as_of(parser)
    add_format(parser, READ_FORMATS)


def run(options: argparse.Namespace) -> Outcome:
    """Show one of the lists."""
    shown = SHOWN.get(options.what)
    if shown is None:
        message = f"there is nothing to show named `{options.what}`"
        raise GovsimError("usage", message, hint=f"one of {', '.join(SHOWN)}")
    from govsim.cli.stage import simulator_of, versions_of

    simulator = versions_of(options) if options.what == "history" else simulator_of(options)
    return Outcome(shown(simulator, " ".join(options.name), options.principal))


def _grants(simulator: Simulator, name: str, principal: str | None) -> Answer:
    from govsim.access.effective import show_grants
    from govsim.model.kinds import parts_of
    from govsim.model.statements import ShowGrants, Target
    from govsim.report import rows_answer

    securable = _found(simulator, name)
    on = Target(securable.type, parts_of(securable.name) if securable.name else ())
    statement = ShowGrants(on=on, principal=principal)
    rows = show_grants(simulator.snapshot, statement, simulator.session)
    return rows_answer(
        f"Grants on {securable.title}",
        ("principal", "privilege", "type", "on"),
        [(row.principal, row.action_type, row.object_type, row.object_key) for row in rows],
        "no grants",
    )


def _effective(simulator: Simulator, name: str, principal: str | None) -> Answer:
    from govsim.report import rows_answer

    securable = _found(simulator, name)
    rows = simulator.effective(f"{securable.type} {_quoted(securable.name)}".rstrip(), principal)
    return rows_answer(
        f"Effective privileges on {securable.title}",
        ("principal", "privilege", "inherited from", "via"),
        [(row.principal, row.privilege, _origin(row), _via(row)) for row in rows],
        "no privileges",
    )


def _origin(row: object) -> str:
    type_ = getattr(row, "inherited_from_type", None)
    name = getattr(row, "inherited_from_name", None)
    return f"{str(type_).lower()} {name or ''}".rstrip() if type_ else ""


def _via(row: object) -> str:
    via = getattr(row, "via", "")
    return via if isinstance(via, str) else " → ".join(via or ())


def _groups(simulator: Simulator, name: str, _: str | None) -> Answer:
    from govsim.report import rows_answer

    snapshot = simulator.snapshot
    rows = [
        (group, str(snapshot.principals.get(member, "")), member)
        for group in sorted(snapshot.members)
        for member in sorted(snapshot.members[group])
        if name in ("", group)
    ]
    return rows_answer("Groups", ("group", "kind", "member"), rows, "no members")


def _objects(simulator: Simulator, name: str, _: str | None) -> Answer:
    from govsim.report import rows_answer

    held = simulator.snapshot.securables.values()
    inside = f"{name.lower()}."
    rows = [
        (str(each.type).lower(), each.name, each.owner, each.comment or "")
        for each in sorted(held, key=lambda each: (each.name, each.type))
        if each.name and (not name or each.name == name.lower() or each.name.startswith(inside))
        if name or each.name.partition(".")[0] not in ("system", "samples", "hive_metastore")
    ]
    return rows_answer("Securables", ("type", "name", "owner", "comment"), rows, "nothing")


def _history(simulator: Simulator, _: str, __: str | None) -> Answer:
    from govsim.report import rows_answer

    rows = [
        (
            str(version.number),
            version.time.strftime("%Y-%m-%d %H:%M") if version.time else "",
            version.principal,
            version.statement,
        )
        for version in simulator.history.versions
    ]
    return rows_answer("Versions", ("version", "time", "by", "what"), rows)


def _found(simulator: Simulator, name: str) -> Securable:
    from govsim.access.questions import securable_named
    from govsim.sql import read_question

    if not name:
        raise GovsimError("usage", "missing: NAME", hint="such as main.sales.orders")
    return securable_named(simulator.snapshot, simulator.session, read_question(f"see {name}"))


def _quoted(name: str) -> str:
    from govsim.model.kinds import parts_of
    from govsim.sql import quote_name

    return quote_name(parts_of(name)) if name else ""


SHOWN: Final[dict[str, Callable[[Simulator, str, str | None], Answer]]] = {
    "grants": _grants,
    "effective": _effective,
    "groups": _groups,
    "objects": _objects,
    "history": _history,
}
