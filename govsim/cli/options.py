"""Serves the arguments that several commands share."""

from __future__ import annotations

import argparse

from govsim.errors import GovsimError

ALL_FORMATS = ("text", "json", "markdown", "html", "junit", "sarif", "github", "gitlab")
READ_FORMATS = ("text", "json", "markdown", "html")


def add_state(parser: argparse.ArgumentParser) -> None:
    """Add what names the state of the metastore."""
    parser.add_argument(
        "--catalog",
        "--state",
        dest="catalog",
        action="append",
        default=[],
        metavar="PATH",
        help="the state: SQL scripts, notebooks, YAML or JSON states, dumps, folders; several "
        "paths may follow, and the option may be repeated; `-` is standard input",
    )
    parser.add_argument(
        "--groups",
        dest="catalog",
        action="append",
        metavar="PATH",
        help="one more file of the state, such as the account groups",
    )
    parser.add_argument(
        "--var",
        dest="variables",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="the value of a variable in SQL; may be repeated",
    )
    parser.add_argument(
        "--default",
        metavar="CATALOG.SCHEMA",
        help="where names with fewer parts are looked up",
    )
    parser.set_defaults(needs_state=True)


def add_lineage(parser: argparse.ArgumentParser) -> None:
    """Add what runs beside the metastore, or says what flows there."""
    parser.add_argument(
        "--lineage",
        action="append",
        default=[],
        metavar="PATH",
        help="SQL that runs beside the metastore, and files that know of lineage: OpenLineage, "
        "dbt, exports of the lineage system tables, dashboards, jobs, models, endpoints; folders; "
        "may be repeated",
    )


def add_assume(parser: argparse.ArgumentParser) -> None:
    """Add the leave to take for given what no state has."""
    parser.add_argument(
        "--assume",
        action="store_true",
        help="take what is named and not in the state to exist, owned by the metastore admin; "
        "without a state, that is so for scripts that create nothing",
    )
    parser.set_defaults(needs_state=False)


def add_as_of(parser: argparse.ArgumentParser) -> None:
    """Add what names an older version."""
    parser.add_argument(
        "--as-of",
        metavar="VERSION",
        help="a version number, or a time such as 2026-01-31T12:00; each path of the state is one "
        "version, and its time stands in the file name or in the first line",
    )


def add_context(parser: argparse.ArgumentParser) -> None:
    """Add where a question is asked from."""
    parser.add_argument("--workspace", metavar="NAME", help="the workspace it is asked from")
    parser.add_argument(
        "--compute",
        metavar="COMPUTE",
        help="`warehouse NAME`, `standard` or `dedicated`",
    )
    parser.add_argument("--dbr", metavar="VERSION", help="the runtime, such as 15.4")


def add_as(parser: argparse.ArgumentParser, meaning: str) -> None:
    """Add who acts."""
    parser.add_argument("--as", dest="principal", metavar="PRINCIPAL", help=meaning)


def add_audit(parser: argparse.ArgumentParser) -> None:
    """Add where events are recorded."""
    parser.add_argument(
        "--audit", metavar="FILE", help="append what was asked or run, as JSON lines"
    )


def add_format(parser: argparse.ArgumentParser, formats: tuple[str, ...]) -> None:
    """Add the formats that make sense for a command; the first is the default."""
    parser.add_argument(
        "--format",
        default=formats[0],
        metavar="FORMAT",
        help=f"{', '.join(formats)}; the default is {formats[0]}",
    )
    parser.set_defaults(formats=formats)


def check_options(options: argparse.Namespace, command: str) -> None:
    """Refuse options that do not go together.

    Raises:
        GovsimError: `usage`.
    """
    formats = getattr(options, "formats", ())
    if formats and options.format not in formats:
        message = f"`govsim {command}` has no format `{options.format}`"
        raise GovsimError("usage", message, hint=f"it has {', '.join(formats)}")
    if getattr(options, "needs_state", False) and not options.catalog:
        message = f"`govsim {command}` needs the state of a metastore"
        hint = "name it: --catalog state.sql groups.yaml"
        raise GovsimError("usage", message, hint=hint)
    words = [*getattr(options, "catalog", ()), *(getattr(options, "paths", None) or ())]
    if words.count("-") > 1:
        raise GovsimError("usage", "standard input can be read only once")


def variables_of(options: argparse.Namespace) -> dict[str, str]:
    """Return the variables that were given.

    Raises:
        GovsimError: `usage`.
    """
    found: dict[str, str] = {}
    for word in options.variables:
        name, sign, value = word.partition("=")
        if not sign or not name:
            message = f"`{word}` gives no variable a value"
            raise GovsimError("usage", message, hint="write --var NAME=VALUE")
        found[name] = value
    return found
