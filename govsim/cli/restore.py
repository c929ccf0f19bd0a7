"""Serves `govsim restore`: a text with its pseudonyms undone, where the policy allows it."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from govsim.cli.outcome import CLEAN, Outcome
from govsim.cli.redact import VAULT_WORD, add_output, add_vault, written
from govsim.errors import GovsimError

if TYPE_CHECKING:
    from govsim.guardrails.redaction import Restored

HELP = "put back what pseudonyms stand for"
ABOUT = (
    "Put back what the pseudonyms of a vault stand for, in a text that was redacted or in a "
    "model's answer to one. What the policy withholds stays, and so does what looks like a "
    "pseudonym and is none of the vault; both are told on standard error."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("path", metavar="PATH", help="a file; `-` is standard input")
    add_vault(parser, "what the pseudonyms stand for")
    parser.add_argument(
        "--policy",
        metavar="POLICY",
        help="which types may be put back, by its `restore`; without one, all of them",
    )
    add_output(parser)


def run(options: argparse.Namespace) -> Outcome:
    """Restore one text."""
    from govsim.guardrails.redaction import restore
    from govsim.simulator.redacting import restore_json
    from govsim.sources.documents import is_json
    from govsim.sources.policies import read_policy
    from govsim.sources.text import read_with_ends
    from govsim.sources.vaults import read_vault

    if not options.vault:
        raise GovsimError("usage", "nothing to restore from", hint="name it: --vault people.vault")
    vault = read_vault(options.vault, os.environ.get(VAULT_WORD, ""))
    types = read_policy(options.policy).restore if options.policy else None
    text, ends = read_with_ends(options.path)
    done = (restore_json if is_json(text) else restore)(text, vault, types)
    written(done.text.replace("\n", ends), options.output)
    print(_told(done), file=sys.stderr)
    return Outcome(None, CLEAN)


def _told(done: Restored) -> str:
    counts = (
        (len(done.restored), "restored"),
        (len(done.withheld), "withheld by the policy"),
        (len(done.unknown), "unknown to the vault"),
    )
    return ", ".join(f"{count} {words}" for count, words in counts if count) or "nothing to restore"
