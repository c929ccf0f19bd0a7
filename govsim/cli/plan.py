"""Serves `govsim plan`: who gains or loses access by a script, and whether that is proved."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govsim.cli.options import (
    ALL_FORMATS,
    add_as,
    add_assume,
    add_context,
    add_format,
    add_state,
)
from govsim.cli.outcome import CLEAN, FOUND, Outcome
from govsim.errors import GovsimError, ScriptError

if TYPE_CHECKING:
    from govsim.impact import Plan
    from govsim.impact.replay import Replayed
    from govsim.report import Answer
    from govsim.simulator import Simulator

HELP = "show who gains or loses access by a script"
ABOUT = (
    "Show who would gain or lose access by a script, because of which statement; whether who runs "
    "it may; what the grants of before and after have to do with it. The exit status is 1 when a "
    "statement is invalid or not allowed, when --fail-on finds something, or when a proof fails."
)
FAIL_ON: Final = (
    "gained",
    "lost",
    "seen-otherwise",
    "escalation",
    "woken",
    "dormant",
    "redundant",
    "no-effect",
    "broken",
    "note",
)
_CLAIM: Final = "no-new-access"
_SCRIPT: Final = "SQL; `-` is standard input; or the manifest.json of dbt, for its grants and hooks"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("paths", metavar="SCRIPT", nargs="+", help=_SCRIPT)
    add_as(parser, "who would run the scripts; the default is the metastore admin")
    parser.add_argument(
        "--fail-on",
        action="append",
        default=[],
        metavar="WHAT",
        help=f"exit with 1 when the plan holds {', '.join(FAIL_ON)}; may be repeated",
    )
    parser.add_argument("--replay", metavar="LOG", help="an audit log to ask again")
    parser.add_argument(
        "--rollback", metavar="FILE", help="write the script that leads back; `-` prints it alone"
    )
    parser.add_argument(
        "--prove", metavar="CLAIM", help=f"prove for everybody, present or future: {_CLAIM}"
    )
    for name, meaning in (
        ("name", "only securables of this name; `*` stands for anything"),
        ("tag", "only securables that bear this tag: KEY or KEY=VALUE"),
        ("schema", "only securables of this schema"),
        ("privilege", "only this privilege"),
    ):
        parser.add_argument(
            f"--only-{name}",
            action="append",
            default=[],
            metavar=name.upper(),
            help=f"limit the proof: {meaning}; may be repeated",
        )
    add_state(parser)
    add_assume(parser)
    add_context(parser)
    add_format(parser, ALL_FORMATS)


def run(options: argparse.Namespace) -> Outcome:
    """Compare before and after."""
    from govsim.cli.assuming import assumed, with_notes
    from govsim.cli.changes import changes_of
    from govsim.cli.stage import context_of, simulator_of
    from govsim.report import plan_answer

    _check(options)
    simulator, context = simulator_of(options), context_of(options)
    try:
        statements, left_out = changes_of(options.paths, options, simulator)
    except ScriptError as unread:
        raise simulator.completed(unread, options.principal, context) from None
    notes = (*assumed(simulator, options, statements), *left_out)
    plan = simulator.plan(statements, principal=options.principal, context=context)
    if options.rollback:
        _write_rollback(plan, options.rollback)
        if options.rollback == "-":
            return Outcome(None, CLEAN)
    replayed = _replayed(plan, simulator, options) if options.replay else None
    answer = plan_answer(plan, ", ".join(options.paths), replayed)
    failed = not plan.runs or any(_holds(plan, replayed, word) for word in options.fail_on)
    if options.prove:
        answer, refuted = _proved(plan, answer, options)
        failed = failed or refuted
    return Outcome(with_notes(answer, notes), FOUND if failed else CLEAN)


def _check(options: argparse.Namespace) -> None:
    for word in options.fail_on:
        if word not in FAIL_ON:
            hint = f"one of {', '.join(FAIL_ON)}"
            raise GovsimError("usage", f"--fail-on takes no `{word}`", hint=hint)
    if options.prove and options.prove != _CLAIM:
        raise GovsimError("usage", f"`{options.prove}` cannot be proved", hint=f"--prove {_CLAIM}")
    limited = any(getattr(options, f"only_{n}") for n in ("name", "tag", "schema", "privilege"))
    if limited and not options.prove:
        raise GovsimError("usage", "--only-… limits a proof", hint=f"add --prove {_CLAIM}")


def _holds(plan: Plan, replayed: Replayed | None, word: str) -> bool:
    found: dict[str, object] = {
        "gained": plan.gained.entries,
        "lost": plan.lost.entries,
        "seen-otherwise": plan.veiled,
        "escalation": (*plan.escalations, *plan.untried),  # what was not tried may be one
        "woken": plan.woken,
        "dormant": plan.dormant,
        "redundant": plan.redundant,
        "no-effect": plan.no_ops,
        "broken": replayed.broken if replayed is not None else (),
        "note": plan.notes,
    }
    return bool(found[word])


def _write_rollback(plan: Plan, path: str) -> None:
    from govsim.impact.rollback import rollback

    script = rollback(plan.before, plan.after, plan.taken).script()
    if path == "-":
        print(script, end="")
    else:
        Path(path).write_text(script, encoding="utf-8")


def _replayed(plan: Plan, simulator: Simulator, options: argparse.Namespace) -> Replayed:
    from govsim.cli.audit import events_in
    from govsim.cli.stage import context_of
    from govsim.impact.replay import replay

    return replay(
        plan.before,
        plan.after,
        events_in([options.replay]),
        session=simulator.session,
        context=context_of(options),
    )


def _proved(plan: Plan, answer: Answer, options: argparse.Namespace) -> tuple[Answer, bool]:
    from govsim.cli.stage import context_of
    from govsim.impact.proving import DATA, prove
    from govsim.report import proofs_answer

    proofs = prove(
        plan.before,
        plan.after,
        privileges=[word.upper() for word in options.only_privilege] or DATA,
        names=options.only_name,
        tags=options.only_tag,
        schemas=options.only_schema,
        context=context_of(options),
        renamed=plan.renamed,
    )
    return proofs_answer(answer, proofs), not all(proof.proved for proof in proofs)
