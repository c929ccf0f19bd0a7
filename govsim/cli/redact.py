"""Serves `govsim redact`: a text without what a policy finds in it."""

from __future__ import annotations

import argparse
import os
import secrets
import sys
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final

from govsim.cli.one_writer import one_writer
from govsim.cli.options import ALL_FORMATS, add_format
from govsim.cli.outcome import CLEAN, FOUND, Outcome
from govsim.cli.printing import handed_on, visible
from govsim.cli.whole_files import write_whole
from govsim.errors import GovsimError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govsim.guardrails import Channel, Policy
    from govsim.guardrails.policy import Redaction
    from govsim.guardrails.redaction import Vault
    from govsim.simulator.redacting import Way
    from govsim.simulator.screened import Asked, Screening, Verdicts

HELP = "write a text without what a policy finds in it"
ABOUT = (
    "Write a text with what the policy finds in it replaced: placeholders, masks, hashes, or "
    "pseudonyms that a vault undoes. JSON is taken text by text, each in the channel that its path "
    "tells, and stays JSON; any other file as it stands. Hashes "
    "and values of the same shape need a key, in GOVSIM_REDACTION_KEY; with it, pseudonyms are the "
    "same in every process. The exit status is 1, and nothing is written, when the policy blocks "
    "the text."
)
VAULT_WORD: Final = "GOVSIM_VAULT_PASSPHRASE"
KEY: Final = "GOVSIM_REDACTION_KEY"
_LEAST: Final = 16  # characters of a key
_MAKING: Final = f"export {KEY}=$(openssl rand -hex 32), and keep it"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("path", metavar="PATH", help="a file; `-` is standard input")
    parser.add_argument(
        "--policy",
        default="chat",
        metavar="POLICY",
        help="a shipped policy by name, or the path of one; the default is %(default)s",
    )
    parser.add_argument(
        "--channel",
        metavar="CHANNEL",
        help="where the text stands; the default is what JSON tells, else the only channel of the "
        "policy, or user",
    )
    parser.add_argument(
        "--pseudonyms",
        action="store_true",
        help="put pseudonyms where the policy says no other; needs --vault",
    )
    add_vault(parser, "where pseudonyms are kept, and taken from when they were given before")
    parser.add_argument(
        "--subject", default="", metavar="NAME", help="whose text it is: dates move together"
    )
    add_output(parser)
    add_format(parser, ALL_FORMATS)


def add_vault(parser: argparse.ArgumentParser, meaning: str) -> None:
    """Add what names the vault of pseudonyms."""
    parser.add_argument(
        "--vault",
        metavar="FILE",
        help=f"{meaning}; encrypted with the passphrase in {VAULT_WORD}, if there is one",
    )


def add_output(parser: argparse.ArgumentParser) -> None:
    """Add where the text goes."""
    parser.add_argument(
        "--output", metavar="FILE", default="-", help="where to write; the default is the screen"
    )


def run(options: argparse.Namespace) -> Outcome:
    """Redact one text."""
    from govsim.guardrails import Outcome as Comes
    from govsim.report.screening import screening_answer
    from govsim.simulator.screened import Asked, Verdicts
    from govsim.sources.policies import read_policy
    from govsim.sources.text import read_with_ends

    channel = channel_named(options.channel) if options.channel else None
    asked = Asked(read_policy(options.policy), channel, clock=monotonic)
    verdicts = Verdicts(asked)
    text, ends = read_with_ends(options.path)
    screening = _screened(text, asked, verdicts, options.path)
    if screening.worst is Comes.BLOCK:
        return Outcome(screening_answer(screening), FOUND)
    done, vault = _redacted(text, screening, asked, verdicts, options)
    written(done.replace("\n", ends), options.output)
    for line in _told(screening, 0 if options.vault else len(vault)):
        print(visible(line), file=sys.stderr)
    return Outcome(None, CLEAN)


def _redacted(
    text: str,
    screening: Screening,
    asked: Asked,
    verdicts: Verdicts,
    options: argparse.Namespace,
) -> tuple[str, Vault]:
    """Redact a text, and keep its vault; who writes the vault at the same time waits."""
    from govsim.simulator.redacting import Way

    plan, key = _plan(asked.policy, options), _key()
    with one_writer(options.vault or ""):
        way = Way(plan, key, _vault(options), options.subject)
        try:
            done, vault = _made(text, screening, asked, verdicts, way)
        except GovsimError as error:
            if error.code != "missing-key":
                raise
            raise GovsimError(error.code, error.message, hint=f"set {KEY}: {_MAKING}") from None
        if options.vault:
            keep_vault(vault, options.vault)
    return done, vault


def _made(
    text: str, screening: Screening, asked: Asked, verdicts: Verdicts, way: Way
) -> tuple[str, Vault]:
    """Return the redacted text: JSON text by text, everything else, and what is odd, as a whole."""
    from govsim.guardrails.redaction import redact
    from govsim.simulator.redacting import redact_json, redacting
    from govsim.sources.documents import is_json

    if is_json(text):
        done = redact_json(text, asked, verdicts, way)
        if done is not None:
            return done
        screening = _as_a_whole(text, asked, "")
    each = [finding for one in screening.screened for finding in one.verdict.findings]
    found = redacting(tuple(each))
    made = redact(text, found, way.plan, key=way.key, vault=way.vault, subject=way.subject)
    return made.text, made.vault


def _key() -> bytes:
    """Return the key of the environment; empty where there is none.

    Raises:
        GovsimError: `weak-key`: it is easily guessed.
    """
    key = os.environ.get(KEY, "").strip()
    if key and len(key) < _LEAST:
        message = f"{KEY} holds fewer than {_LEAST} characters"
        raise GovsimError("weak-key", message, hint=f"make one: {_MAKING}")
    return key.encode()


def _told(screening: Screening, unkept: int) -> Iterator[str]:
    """Yield what whoever sends the text on should know."""
    for at, reason in screening.gaps:
        yield f"not screened in full: {at}: {reason}"
    for where in screening.no_text:
        yield f"not screened: {where} holds no text"
    for one in screening.screened:
        where = f" {one.where}" if one.where else ""
        for gap in one.verdict.gaps:
            yield f"not screened in full: {one.at}{where}: {gap.reason}"
    for channel, count in screening.unasked.items():
        texts = "1 text" if count == 1 else f"{count} texts"
        yield f"not screened: {texts} of channel {channel}, of which the policy asks nothing"
    if unkept:
        what = "1 pseudonym" if unkept == 1 else f"{unkept} pseudonyms"
        yield f"{what} that nothing undoes: no --vault was named"


def _screened(text: str, asked: Asked, verdicts: Verdicts, path: str) -> Screening:
    """Screen a text as a whole, or JSON text by text, each in its own channel."""
    from govsim.simulator.redacting import placed_in
    from govsim.simulator.screened import Screening, screen_document
    from govsim.sources.documents import document_of, is_json

    if not is_json(text):
        return _as_a_whole(text, asked, path)
    document = placed_in(document_of(text, path), asked.policy)
    screening = screen_document(document, asked, verdicts)
    if screening.unasked and not screening.texts:
        raise _unasked(asked.policy, next(iter(screening.unasked)))
    return Screening.joined(asked.policy, [screening])


def _as_a_whole(text: str, asked: Asked, path: str) -> Screening:
    from govsim.simulator.screened import Screening, screen_document
    from govsim.sources.documents import Document, Part

    channel = asked.channel or asked.policy.channel_of(None)
    if not asked.policy.rules_of(channel):
        raise _unasked(asked.policy, channel)
    screening = screen_document(Document(path, (Part(text),)), asked)
    return Screening.joined(asked.policy, [screening])


def _unasked(policy: Policy, channel: Channel) -> GovsimError:
    asked = ", ".join(policy.channels) or "none"
    message = f"the policy {policy.name} asks nothing of the channel {channel}"
    hint = f"it asks of {asked}: name one with --channel"
    return GovsimError("usage", message, hint=hint)


def channel_named(name: str) -> Channel:
    """Return a channel by its name.

    Raises:
        GovsimError: `usage`.
    """
    from govsim.guardrails import Channel

    if name not in set(map(str, Channel)):
        hint = f"one of {', '.join(Channel)}"
        raise GovsimError("usage", f"there is no channel `{name}`", hint=hint)
    return Channel(name)


def _plan(policy: Policy, options: argparse.Namespace) -> Redaction:
    from dataclasses import replace

    from govsim.guardrails.policy import Operator

    plan = policy.redaction
    if plan.default == Operator() and options.pseudonyms:
        return replace(plan, default=Operator("pseudonym"))
    return plan


def _vault(options: argparse.Namespace) -> Vault | None:
    if not options.vault:
        if options.pseudonyms:
            hint = "name it: --vault people.vault"
            raise GovsimError("usage", "pseudonyms need a vault to be undone by", hint=hint)
        return None
    if not Path(options.vault).exists():
        return None
    from govsim.sources.vaults import read_vault

    return read_vault(options.vault, os.environ.get(VAULT_WORD, ""))


def keep_vault(vault: Vault, path: str) -> None:
    """Write a vault so that only its owner reads it."""
    from govsim.sources.vaults import write_vault

    content = write_vault(
        vault,
        os.environ.get(VAULT_WORD, ""),
        salt=secrets.token_bytes(16),
        nonce=secrets.token_bytes(12),
    )
    write_whole(path, content, mode=0o600)


def written(text: str, path: str) -> None:
    """Write a text to a file, or to the screen."""
    if path == "-":
        handed_on(text if text.endswith("\n") else f"{text}\n", sys.stdout)
    else:
        write_whole(path, text)
