"""Serves labelled rows: what of them can be used, what was refused, and which are chosen."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govsim.cli.progress import shown
from govsim.errors import GovsimError

if TYPE_CHECKING:
    from govsim.guardrails import Channel
    from govsim.guardrails.evaluation import Row, Survey
    from govsim.report import Finding
    from govsim.sources.row_files import RowFiles

_MOST_TOLD: Final = 20


@dataclass(slots=True)
class Refused:
    """Rows that cannot be used: all are counted, and the first ones told."""

    count: int = 0
    first: list[GovsimError] = field(default_factory=list)

    def add(self, error: GovsimError) -> None:
        """Take one more."""
        self.count += 1
        if self.count <= _MOST_TOLD:
            self.first.append(error)

    def findings(self) -> list[Finding]:
        """Return those that are told as warnings, and how many more there are."""
        from govsim.report import Finding

        told = [Finding(e.code, e.message, "warning", e.at, e.hint) for e in self.first]
        if self.count > len(told):
            more = f"{self.count - len(told):,} more rows cannot be used"
            told.append(Finding("malformed-row", more, "warning"))
        return told


@dataclass(frozen=True)
class Data:
    """The rows of a command line."""

    files: RowFiles
    survey: Survey
    refused: Refused
    channel: Channel  # of rows that state none
    limit: int | None
    seed: int

    @property
    def count(self) -> int:
        """How many rows are chosen."""
        rows = self.survey.rows
        return rows if self.limit is None else min(self.limit, rows)

    def rows(self) -> Iterator[Row]:
        """Yield the rows that are chosen, with a line that says how far it is."""
        from govsim.guardrails.evaluation import sampled
        from govsim.sources.rows import read_rows

        rows = read_rows(self.files, lambda _: None, self.channel)
        chosen = sampled(rows, self.survey.rows, self.limit, self.seed)
        return shown(chosen, self.count, "rows")


def add_data(parser: argparse.ArgumentParser, what: str, nargs: str = "+") -> None:
    """Add the files of rows, and which of the rows to take."""
    parser.add_argument("data", metavar="DATA", nargs=nargs, help=what)
    add_choice(parser)


def add_choice(parser: argparse.ArgumentParser) -> None:
    """Add which rows to take, and where they stand if they do not say it."""
    parser.add_argument(
        "--channel",
        default="user",
        metavar="CHANNEL",
        help="where rows that do not say it stand: user, system, document, tool_output, "
        "tool_description, tool_arguments, output, training, code; the default is %(default)s",
    )
    parser.add_argument("--limit", type=int, metavar="N", help="take so many rows, drawn by --seed")
    parser.add_argument(
        "--seed",
        type=int,
        default=0,
        metavar="S",
        help="what every draw depends on; the default is %(default)s",
    )


def data_of(options: argparse.Namespace) -> Data:
    """Look over the rows that are named.

    Raises:
        GovsimError: A file cannot be read, or `no-rows`: none of the rows can be used.
    """
    from govsim.guardrails.evaluation import survey_of
    from govsim.sources.row_files import RowFiles
    from govsim.sources.rows import CHANNELS, read_rows

    channel = CHANNELS.get(options.channel)
    if channel is None:
        hint = f"one of {', '.join(CHANNELS)}"
        raise GovsimError("usage", f"there is no channel `{options.channel}`", hint=hint)
    if options.limit is not None and options.limit < 1:
        raise GovsimError("usage", "--limit takes a number from 1 on")
    refused = Refused()
    files = RowFiles(options.data)
    survey = survey_of(read_rows(files, refused.add, channel))
    if not survey.rows:
        first = refused.first[0] if refused.first else None
        message = "none of the rows can be used" if first else "there are no rows"
        hint = first.message if first else "a row is a JSON object with `text`"
        raise GovsimError("no-rows", message, at=first.at if first else None, hint=hint)
    return Data(files, survey, refused, channel, options.limit, options.seed)


def refuse_overwriting(outputs: Sequence[str | None], inputs: Sequence[str]) -> None:
    """Refuse to write over what is read.

    Raises:
        GovsimError: `usage`.
    """
    read = {Path(path).resolve() for path in inputs if path != "-"}
    for output in outputs:
        if output is not None and Path(output).resolve() in read:
            raise GovsimError("usage", f"`{output}` is read, and would be written over")
