"""Serves `govsim screen`: which texts attack or leak, and where."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from govsim.cli.accepting import ACCEPTED, accepting_of, add_baseline, write_accepted
from govsim.cli.assuming import with_notes
from govsim.cli.options import ALL_FORMATS, READ_FORMATS, add_as, add_format, add_state
from govsim.cli.outcome import CLEAN, FOUND, Outcome
from govsim.cli.progress import shown
from govsim.cli.workers import in_order
from govsim.errors import GovsimError, Place
from govsim.model.bulk import loading

if TYPE_CHECKING:
    from govsim.cli.accepting import Accepting
    from govsim.guardrails import Channel, Circumstances, Finding, Policy
    from govsim.report import Finding as Told
    from govsim.report.answer import Level
    from govsim.simulator import Simulator
    from govsim.simulator.screened import Asked, Keep, Screening
    from govsim.sources.changed import Changed

HELP = "screen prompts, documents, answers and code by a policy of guardrails"
ABOUT = (
    "Screen the texts of files and folders: prompts, chat bodies, documents, tables, notebooks, "
    "source code. The policy says what is looked for in which channel, and what comes of it. The "
    "exit status is 1 when a text comes to --fail-on or worse."
)
FAIL_ON: Final = ("flag", "redact", "block")
CHANNELS: Final = (
    "user", "system", "document", "tool_output", "tool_description", "tool_arguments", "output",
    "training", "code",
)  # fmt: skip
_UNCHANGED: Final = "on lines that did not change"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", help="files and folders; `-` is standard input"
    )
    parser.add_argument("--text", metavar="TEXT", help="screen this text")
    parser.add_argument(
        "--policy",
        default="chat",
        metavar="POLICY",
        help="a shipped policy by name, or the path of one; the default is %(default)s",
    )
    parser.add_argument(
        "--channel",
        metavar="CHANNEL",
        help=f"where the texts stand, whatever their files say: {', '.join(CHANNELS)}; else a text "
        "that no file places stands where the policy has its only rules, or is of the user",
    )
    parser.add_argument(
        "--fail-on",
        default="redact",
        metavar="OUTCOME",
        help="exit with 1 when a text comes to this or worse: flag, redact, block; the default "
        "is %(default)s",
    )
    _add_which(parser)
    _add_whence(parser)
    add_state(parser)
    parser.set_defaults(needs_state=False)
    add_format(parser, ALL_FORMATS)


def _add_which(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--literals",
        action="store_true",
        help="screen the string literals of source code too, as prompts of the system",
    )
    parser.add_argument(
        "--changed-only",
        nargs="?",
        const="HEAD",
        metavar="REVISION",
        help="only lines that differ from a revision of git, `--changed-only=REVISION`; without "
        "one, from HEAD",
    )
    parser.add_argument(
        "--redacted", action="store_true", help="print the texts as redaction leaves them"
    )
    parser.add_argument(
        "--workers", type=int, default=1, metavar="N", help="how many processes share the work"
    )
    add_baseline(parser)


def _add_whence(parser: argparse.ArgumentParser) -> None:
    add_as(parser, "who sends the texts, for rules on flows")
    parser.add_argument(
        "--table",
        action="append",
        default=[],
        metavar="TABLE",
        help="a table of the state that the texts were taken from: its tags count, and those of "
        "what it is made of; may be repeated",
    )
    parser.add_argument(
        "--tag",
        action="append",
        default=[],
        metavar="TAG",
        help="a tag, KEY or KEY=VALUE, of what the texts were taken from; may be repeated",
    )
    parser.add_argument(
        "--system-prompt", metavar="FILE", help="the prompt that answers must not repeat"
    )
    parser.add_argument(
        "--canary",
        action="append",
        default=[],
        metavar="WORD",
        help="a word that stands in the prompt only to tell a leak; may be repeated",
    )
    parser.add_argument("--to", metavar="ENDPOINT", default="", help="where the texts go")
    parser.add_argument(
        "--internal", action="store_true", help="the endpoint is inside; else it is outside"
    )


def run(options: argparse.Namespace) -> Outcome:
    """Screen every text, and tell what was found."""
    _check(options)
    accepting = accepting_of(options)
    simulator = _simulator(options)
    screening = _screening(options, accepting, simulator)
    write_accepted(options, accepting)
    from govsim.guardrails import Outcome as Comes
    from govsim.report.screening import screening_answer

    fails_from = Comes(options.fail_on)
    failed = screening.worst >= fails_from
    answer = screening_answer(screening, redacted=options.redacted, fails_from=fails_from)
    answer = with_notes(answer, _idle_flows(options, simulator))
    return Outcome(answer, FOUND if failed else CLEAN)


def _simulator(options: argparse.Namespace) -> Simulator | None:
    """Return the metastore that knows more of the texts, if one is asked."""
    if not (options.catalog or options.principal):
        return None
    from govsim.cli.stage import simulator_of
    from govsim.simulator import Simulator

    return simulator_of(options) if options.catalog else Simulator()


def _idle_flows(options: argparse.Namespace, simulator: Simulator | None) -> tuple[Told, ...]:
    """Return, as warnings, what flows of the policy name in vain, as far as a state tells."""
    from govsim.report import Finding as Told
    from govsim.sources.flow_checks import Known, idle_flows

    if simulator is not None and options.catalog:
        found = simulator.idle_flows(options.policy, tags=options.tag)
    else:
        found = idle_flows(options.policy, Known())
    return tuple(Told(one.code, one.message, _level_of(one), one.at, one.hint) for one in found)


def _level_of(idle: GovsimError) -> Level:
    """A shipped policy names what some have and others have not."""
    from govsim.sources.policies import is_shipped

    return "note" if idle.at is not None and is_shipped(idle.at.source) else "warning"


def _check(options: argparse.Namespace) -> None:
    if options.fail_on not in FAIL_ON:
        message = f"there is no outcome `{options.fail_on}`"
        raise GovsimError("usage", message, hint=f"one of {', '.join(FAIL_ON)}")
    if options.channel is not None and options.channel not in CHANNELS:
        message = f"there is no channel `{options.channel}`"
        raise GovsimError("usage", message, hint=f"one of {', '.join(CHANNELS)}")
    if not all(options.paths):
        raise GovsimError("usage", "a path is empty", hint="name files and folders")
    if not options.paths and options.text is None and options.changed_only is None:
        raise GovsimError("usage", "nothing to screen", hint="name a PATH, or give --text TEXT")
    if options.redacted and options.format not in READ_FORMATS:
        message = f"--redacted shows texts, for which the format {options.format} has no room"
        raise GovsimError("usage", message, hint=f"one of {', '.join(READ_FORMATS)}")
    for tag in options.tag:
        if not tag.partition("=")[0].strip():
            raise GovsimError("usage", f"`{tag}` is no tag", hint="write --tag KEY or KEY=VALUE")
    if options.table and not options.catalog:
        message = "--table names a table of a state, and no state is given"
        raise GovsimError("usage", message, hint="name it: --catalog state.sql")
    if options.accept and options.changed_only is not None:
        message = "--accept writes all that a file holds, and --changed-only leaves some of it out"
        raise GovsimError("usage", message, hint="accept without --changed-only")
    if options.workers < 1:
        raise GovsimError("usage", f"{options.workers} processes do no work")
    _check_changed(options)


def _check_changed(options: argparse.Namespace) -> None:
    """Refuse to ask git of what is in no file: every finding would be left out."""
    from pathlib import Path

    from govsim.sources.text import read_bytes

    if options.changed_only is None:
        return
    if options.text is not None or "-" in options.paths:
        given = "--text" if options.text is not None else "standard input"
        message = f"git knows no lines of {given}, and --changed-only would leave out all of it"
        raise GovsimError("usage", message, hint="name files and folders, or leave it out")
    for path in options.paths:
        if not Path(path).exists():
            read_bytes(path, 1)  # the error for a file that is not there


def _screening(
    options: argparse.Namespace, accepting: Accepting | None, simulator: Simulator | None
) -> Screening:
    with loading():
        from govsim.simulator.screened import Screening

        changed = _changed(options)
        asked = _asked(options, changed, accepting, simulator)
    return Screening.joined(asked.policy, _parts(options, asked, _paths(options, changed)))


def _parts(options: argparse.Namespace, asked: Asked, paths: list[str]) -> Iterator[Screening]:
    from govsim.simulator.screened import screen_document
    from govsim.sources.documents import Document, Part

    if options.text is not None:
        yield screen_document(Document("<text>", (Part(options.text),)), asked)
    work = [(path, asked, options.literals) for path in paths]
    # What is accepted is gathered in one place, so one process reads every file.
    workers = 1 if options.accept else min(options.workers, len(paths))
    parts = in_order(_one, work, workers, begin=_nothing, setting=())
    yield from shown(parts, len(paths) if len(paths) > 1 else 0, "files")


def _asked(
    options: argparse.Namespace,
    changed: Changed | None,
    accepting: Accepting | None,
    simulator: Simulator | None,
) -> Asked:
    from time import monotonic

    from govsim.guardrails import Channel
    from govsim.simulator.screened import Asked
    from govsim.sources.policies import read_policy

    policy = read_policy(options.policy)
    _check_leaks(options, policy)
    left_out: dict[str, Keep] = {_UNCHANGED: _Unchanged(changed)} if changed else {}
    if accepting is not None:
        left_out[ACCEPTED] = accepting
    return Asked(
        policy,
        Channel(options.channel) if options.channel else None,
        _circumstances(options, simulator),
        left_out,
        monotonic,
    )


def _check_leaks(options: argparse.Namespace, policy: Policy) -> None:
    """Refuse a canary or a prompt that no text would be searched for."""
    from govsim.guardrails import Channel

    channels = tuple(Channel)
    if options.channel or (options.text is not None and not options.paths):
        channels = (Channel(options.channel) if options.channel else policy.channel_of(None),)
    where = f"the channel {channels[0]}" if len(channels) == 1 else "any channel"
    for option, given, detector in (
        ("--canary", options.canary, "canary"),
        ("--system-prompt", options.system_prompt, "system-prompt-leak"),
    ):
        if given and not any(_asks(policy, channel, detector) for channel in channels):
            asking = [str(channel) for channel in Channel if _asks(policy, channel, detector)]
            hint = f"name a channel: --channel {asking[-1]}" if asking else "name another --policy"
            message = f"{option} needs `{detector}`; {policy.name} does not ask for it in {where}"
            raise GovsimError("usage", message, hint=hint)


def _asks(policy: Policy, channel: Channel, detector: str) -> bool:
    return any(rule.detector == detector for rule in policy.rules_of(channel))


def _circumstances(options: argparse.Namespace, simulator: Simulator | None) -> Circumstances:
    from dataclasses import replace

    from govsim.guardrails import Circumstances
    from govsim.sources import read_text

    system_prompt = read_text(options.system_prompt) if options.system_prompt else ""
    tags = frozenset(options.tag)
    if simulator is None:
        return Circumstances(
            tags=tags,
            destination=options.to,
            external=not options.internal,
            system_prompt=system_prompt,
            canaries=tuple(options.canary),
        )
    known = simulator.circumstances(
        options.principal,
        tables=options.table,
        destination=options.to,
        external=not options.internal,
        system_prompt=system_prompt,
        canaries=options.canary,
    )
    return replace(known, tags=known.tags | tags)


class _Unchanged:
    """Whether a finding stands on a line that a change leaves alone."""

    def __init__(self, changed: Changed) -> None:
        self._changed = changed

    def __call__(self, source: str, text: str, finding: Finding, place: Place, last: int) -> bool:
        return not self._changed.meets(source, place.line, last)


def _changed(options: argparse.Namespace) -> Changed | None:
    if options.changed_only is None:
        return None
    from govsim.sources.changed import read_changed

    return read_changed(options.changed_only, options.paths)


def _paths(options: argparse.Namespace, changed: Changed | None) -> list[str]:
    """Return the files to screen; the baseline, which holds hashes and names of rules, is none."""
    from pathlib import Path

    found = _named(options, changed)
    if not options.baseline:
        return found
    baseline = Path(options.baseline).resolve()
    return [path for path in found if path == "-" or Path(path).resolve() != baseline]


def _named(options: argparse.Namespace, changed: Changed | None) -> list[str]:
    from os.path import relpath

    from govsim.sources.changed import placed
    from govsim.sources.documents import files_in

    if changed is None:
        return list(files_in(options.paths))
    touched = [file for file in changed.files if file.is_file()]
    if options.paths:
        wanted = [placed(path) for path in options.paths]
        touched = [f for f in touched if any(f == w or w in f.parents for w in wanted)]
    return list(map(relpath, touched))


def _one(work: tuple[str, Asked, bool]) -> Screening:
    from govsim.simulator.screened import screen_document
    from govsim.sources.documents import read_found

    path, asked, literals = work
    return screen_document(read_found(path, literals=literals), asked)


def _nothing() -> None:
    """Begin in a process that needs no beginning."""
