"""Serves the baseline of accepted findings: what it holds is not told again."""

from __future__ import annotations

import argparse
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govsim.cli.whole_files import write_whole
from govsim.errors import GovsimError, Place

if TYPE_CHECKING:
    from govsim.guardrails import Finding
    from govsim.guardrails.secrets import Accepted, Baseline

ACCEPTED: Final = "accepted in the baseline"
_SALT: Final = 16  # bytes


def add_baseline(parser: argparse.ArgumentParser) -> None:
    """Add what names the baseline, and the leave to write it."""
    parser.add_argument(
        "--baseline",
        metavar="FILE",
        help="findings that were accepted: not told again; the file itself is not screened",
    )
    parser.add_argument(
        "--accept",
        action="store_true",
        help="write what is found now into --baseline, as hashes",
    )


class Accepting:
    """Whether a finding is accepted; with `write`, every one is, and is kept."""

    def __init__(self, baseline: Baseline, *, write: bool) -> None:
        self._baseline = baseline
        self._write = write
        self._found: dict[str, list[Accepted]] = {}

    def __call__(self, source: str, text: str, finding: Finding, place: Place, last: int) -> bool:
        """Return whether a finding is left out."""
        name = Path(source).as_posix()
        made = self._baseline.fingerprint(text[finding.start : finding.end])
        if self._write:
            self._kept(name, made, finding, place)
            return True
        return made in self._baseline.of(name)

    def _kept(self, name: str, made: str, finding: Finding, place: Place) -> None:
        from govsim.guardrails.secrets import Accepted

        found = Accepted(made, finding.type, finding.rule, place.line)
        self._found.setdefault(name, []).append(found)

    @property
    def baseline(self) -> Baseline:
        """The baseline, with what was found now for each file in which something was found."""
        made = self._baseline
        for name, found in self._found.items():
            made = made.with_file(name, found)
        return made


def accepting_of(options: argparse.Namespace) -> Accepting | None:
    """Return what the options say of a baseline, or None.

    Raises:
        GovsimError: `usage`: --accept without a file; `broken-baseline`.
    """
    if not options.baseline:
        if options.accept:
            hint = "name it: --baseline accepted.json"
            raise GovsimError("usage", "--accept needs a file to write into", hint=hint)
        return None
    from govsim.guardrails.secrets import Baseline
    from govsim.sources.baselines import read_baseline

    if options.accept and not Path(options.baseline).exists():
        return Accepting(Baseline(secrets.token_bytes(_SALT)), write=True)
    held = read_baseline(options.baseline)
    return Accepting(held, write=options.accept)


def write_accepted(options: argparse.Namespace, accepting: Accepting | None) -> None:
    """Write the baseline, where the options ask for it."""
    if accepting is None or not options.accept:
        return
    from govsim.sources.baselines import write_baseline

    write_whole(options.baseline, write_baseline(accepting.baseline))
