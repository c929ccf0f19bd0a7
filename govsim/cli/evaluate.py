"""Serves `govsim eval`: how well a policy finds what labelled rows hold, and against another."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from govsim.cli.labelled import add_data
from govsim.cli.options import ALL_FORMATS, add_format
from govsim.cli.outcome import Outcome
from govsim.errors import GovsimError

if TYPE_CHECKING:
    from govsim.guardrails.evaluation import Candidate

HELP = "measure how well a guardrail policy finds what labelled rows hold"
ABOUT = (
    "Screen labelled rows with a policy, and tell by source, channel, language and kind: recall, "
    "false alarms, precision, F1, AUC, recall at a false-alarm budget, calibration and time, for "
    "labels; precision, recall, F1 and F2 by type, for spans. Two policies are compared row by "
    "row; a policy is compared with the decision records of another version by --replay."
)
KINDS: Final = ("lost", "gained", "moved", "milder", "stricter", "uncompared")
ACTIONS: Final = ("flag", "redact", "block")
WAYS: Final = ("source", "channel", "lang", "kind")
_DATA: Final = (
    "labelled rows: JSON lines, JSON arrays, CSV or parquet, with `text` and any of id, label, "
    "spans, channel, source, lang, kind; folders; `-` is standard input"
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_data(parser, _DATA, nargs="*")
    parser.add_argument(
        "--policy",
        action="append",
        default=[],
        metavar="POLICY",
        help="a shipped policy by name, or a file; given twice, the second is compared with the "
        "first; the default is `eval`: every detector that ships, at its own threshold",
    )
    _add_figures(parser)
    _add_counted(parser)
    _add_files(parser)
    _add_gates(parser)
    parser.add_argument(
        "--workers", type=int, default=1, metavar="N", help="processes; the default is 1"
    )
    add_format(parser, ALL_FORMATS)


def _add_figures(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--by",
        action="append",
        default=[],
        metavar="WAY",
        help=f"how the tables group rows: {', '.join(WAYS)}; may be repeated; the default is "
        "source, and JSON has all",
    )
    parser.add_argument(
        "--budget", default="1%", metavar="SHARE", help="of harmless rows, at which recall is told"
    )
    parser.add_argument(
        "--resamples",
        type=int,
        default=500,
        metavar="N",
        help="how often rows are drawn anew for intervals; 0: no intervals; the default is 500",
    )
    parser.add_argument(
        "--cost",
        metavar="COSTS",
        help="attack-rate=SHARE,miss=COST,false-block=COST: the expected loss of each threshold",
    )


def _add_counted(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--from",
        dest="counts_from",
        default="flag",
        metavar="ACTION",
        help="the mildest action by which an attack counts as found: flag, redact or block",
    )
    parser.add_argument(
        "--type",
        dest="types",
        action="append",
        default=[],
        metavar="TYPE",
        help="a type of finding that counts as an attack; may be repeated; the default is "
        "INJECTION, JAILBREAK and HIDDEN_TEXT",
    )
    parser.add_argument(
        "--scope",
        metavar="FILE",
        help="JSON of which types each source labels wherever they stand; precision is counted "
        "only there; `*` for all; the default is the types that the source has spans of",
    )


def _add_files(parser: argparse.ArgumentParser) -> None:
    for option, what in (
        ("--scores", "write {id, score, outcome, findings} of each row, findings as acted on"),
        ("--record", "write a decision record of each row, which holds no text"),
        ("--changed", "write each row that changed between two policies"),
        ("--roc", "write the points of the ROC curve of each channel"),
    ):
        parser.add_argument(option, metavar="FILE", help=f"{what}; JSON lines")
    parser.add_argument(
        "--unsure", action="store_true", help="write findings below the thresholds to --scores too"
    )
    parser.add_argument(
        "--key",
        metavar="FILE",
        help="a secret under which decision records are signed and their texts hashed, or checked",
    )
    parser.add_argument("--mlflow", metavar="DIR", help="log the run to a local MLflow store")


def _add_gates(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--replay",
        action="append",
        default=[],
        metavar="FILE",
        help="decision records to compare with; two files are compared without any DATA",
    )
    parser.add_argument(
        "--fail-on",
        action="append",
        default=[],
        metavar="WHAT",
        help=f"exit with 1 when a row changed by this: {', '.join(KINDS)}; may be repeated",
    )
    parser.add_argument(
        "--require",
        action="append",
        default=[],
        metavar="FIGURE",
        help="exit with 1 unless a figure is as required, such as recall>=0.8 or "
        "mean_false_positive_rate<=1%%; may be repeated",
    )
    parser.add_argument(
        "--show-text", action="store_true", help="show the texts of rows that changed"
    )


def run(options: argparse.Namespace) -> Outcome:
    """Screen the rows, and tell what came of it."""
    _check(options)
    if len(options.replay) == 2:
        from govsim.cli.replaying import compare_records

        return compare_records(options)
    from govsim.cli.evaluation import evaluate

    candidates = candidates_of(options.policy)
    _check_types(options.types, candidates)
    return evaluate(options, candidates)


def _check_types(types: list[str], candidates: tuple[Candidate, ...]) -> None:
    """Refuse a type that no detector finds; what a model of the user's own finds, nobody knows."""
    from govsim.errors import nearest
    from govsim.guardrails.known_types import known_types

    if any(each.all.models for each in candidates):
        return
    known = frozenset[str]().union(*(known_types(each.all) for each in candidates))
    for type_ in types:
        if type_ not in known:
            near = nearest(type_, tuple(known))
            hint = f"did you mean `{near}`?" if near else f"one of {', '.join(sorted(known))}"
            raise GovsimError("usage", f"no detector finds the type `{type_}`", hint=hint)


def candidates_of(words: list[str]) -> tuple[Candidate, ...]:
    """Return the policies that are named; without a name, the one that evaluates everything.

    Raises:
        GovsimError: There is no such policy, or it cannot be read.
    """
    from govsim.guardrails.evaluation import candidate_of, default_candidate
    from govsim.guardrails.evaluation.default import NAME
    from govsim.sources.policies import read_policy, shipped_policies

    found = []
    for word in words or [NAME]:
        if word == NAME and NAME not in shipped_policies():
            found.append(default_candidate())
        else:
            found.append(candidate_of(read_policy(word)))
    if len(found) == 2 and found[0].name == found[1].name:
        found = [
            candidate_of(each.all, f"{each.name} ({word})")
            for each, word in zip(found, words, strict=True)
        ]
    return tuple(found)


def _check(options: argparse.Namespace) -> None:
    given = (("--fail-on", options.fail_on, KINDS), ("--by", options.by, WAYS))
    for option, words, known in given:
        for word in words:
            if word not in known:
                hint = f"one of {', '.join(known)}"
                raise GovsimError("usage", f"{option} takes no `{word}`", hint=hint)
    if options.counts_from not in ACTIONS:
        hint = f"one of {', '.join(ACTIONS)}"
        raise GovsimError("usage", f"there is no action `{options.counts_from}`", hint=hint)
    comparing = len(options.policy) + len(options.replay) > 1 or options.replay
    if options.fail_on and not comparing:
        message = "--fail-on needs two policies, or one and --replay"
        raise GovsimError("usage", message, hint="name a second --policy")
    if "uncompared" in options.fail_on and not options.replay:
        raise GovsimError("usage", "--fail-on uncompared needs --replay FILE")
    recording = options.record or options.replay
    for option, given, fits, needs in (
        ("--changed", options.changed, comparing, "two policies, or one and --replay"),
        ("--show-text", options.show_text, comparing, "two policies, or one and --replay"),
        ("--unsure", options.unsure, options.scores, "--scores FILE"),
        ("--key", options.key, recording, "--record FILE or --replay FILE"),
    ):
        if given and not fits:
            raise GovsimError("usage", f"{option} needs {needs}")
    if len(options.policy) > 2 or len(options.replay) > 2:
        raise GovsimError("usage", "no more than two can be compared")
    if len(options.policy) == 2 and options.replay:
        raise GovsimError("usage", "records are compared with one policy, or with other records")
    if len(options.replay) == 2 and (options.data or options.policy):
        raise GovsimError("usage", "two files of records are compared without DATA and --policy")
    if not options.data and len(options.replay) != 2:
        raise GovsimError("usage", "missing: DATA", hint="name a file of labelled rows")
    if options.workers < 1:
        raise GovsimError("usage", "--workers takes a number from 1 on")
