"""Serves `govsim guardrails`: the policies that ship, their schema, and those of other tools."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from govsim.cli.options import add_format
from govsim.cli.outcome import Outcome
from govsim.cli.train import ABOUT as TRAINING
from govsim.cli.train import add_training, train
from govsim.errors import GovsimError

if TYPE_CHECKING:
    from govsim.guardrails import Policy

HELP = "list policies of guardrails, print their schema, import others, train a detector"
_WIDTH: Final = 16  # of the longest name of a channel
# Which options each word has; with another word they would do nothing.
_OPTIONS: Final = {
    "import": ("name",),
    "train": (
        "out", "base", "strength", "encoder", "epochs", "licence", "workers", "channel", "limit",
        "seed",
    ),
}  # fmt: skip
ABOUT = (
    "`policies` lists the policies that ship and what each screens; `schema` prints the JSON "
    "Schema of a policy; `import FILE` turns the guardrails of a Databricks AI Gateway, or "
    "scanners in the form of LLM Guard, into a policy, and tells what it leaves out. "
    f"{TRAINING}"
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("what", metavar="WORD", help=f"one of {', '.join(WORDS)}")
    parser.add_argument(
        "paths",
        metavar="FILE",
        nargs="*",
        default=[],
        help="what to import; `-` is standard input; or the rows to train on",
    )
    parser.add_argument(
        "--name", metavar="NAME", default="", help="import: what the policy is called"
    )
    add_training(parser)
    usual = {each: parser.get_default(each) for own in _OPTIONS.values() for each in own}
    parser.set_defaults(usual=usual)
    add_format(parser, ("text", "json"))


def run(options: argparse.Namespace) -> Outcome:
    """Do what the word says."""
    served = WORDS.get(options.what)
    if served is None:
        message = f"`govsim guardrails` knows no `{options.what}`"
        raise GovsimError("usage", message, hint=f"one of {', '.join(WORDS)}")
    for word, own in _OPTIONS.items():
        for option in own if word != options.what else ():
            if getattr(options, option) != options.usual[option]:
                message = f"--{option} is an option of `govsim guardrails {word}`"
                raise GovsimError("usage", message)
    return served(options)


def _imported(options: argparse.Namespace) -> Outcome:
    from govsim.report import Answer, Preformatted
    from govsim.sources.guardrail_imports import import_guardrails

    if len(options.paths) != 1:
        raise GovsimError("usage", "one FILE at a time is imported")
    made = import_guardrails(options.paths[0], options.name)
    text = made.yaml()
    untaken = [{"setting": each.setting, "why": each.why} for each in made.untaken]
    data = {"policy": text, "not_in_policy": untaken}
    return Outcome(Answer("Policy", (Preformatted(text.rstrip("\n")),), data))


def _schema(options: argparse.Namespace) -> Outcome:
    from govsim.report import Answer, Preformatted
    from govsim.sources.policies import policy_schema

    _alone(options)
    schema = policy_schema()
    return Outcome(Answer("Schema", (Preformatted(json.dumps(schema, indent=2)),), schema))


def _policies(options: argparse.Namespace) -> Outcome:
    from govsim.report import Answer, Preformatted
    from govsim.sources.policies import read_policy, shipped_policies

    _alone(options)
    policies = [read_policy(name) for name in shipped_policies()]
    text = "\n\n".join(map(_described, policies))
    data = {
        "policies": [
            {"name": each.name, "about": each.about, "channels": sorted(map(str, each.channels))}
            for each in policies
        ]
    }
    return Outcome(Answer("Policies", (Preformatted(text),), data))


def _described(policy: Policy) -> str:
    lines = [policy.name, f"  {policy.about}"]
    for channel, rules in policy.channels.items():
        actions: dict[
            str, list[str]
        ] = {}  # a detector may flag from one score on, block from another
        for rule in rules:
            actions.setdefault(rule.detector, []).append(str(rule.action))
        told = ", ".join(f"{name} {' or '.join(some)}" for name, some in actions.items())
        lines.append(f"  {channel:<{_WIDTH}} {told}")
    lines += [f"  {'flow':<{_WIDTH}} {flow.name} {flow.action}" for flow in policy.flows]
    return "\n".join(lines)


def _alone(options: argparse.Namespace) -> None:
    if options.paths:
        raise GovsimError("usage", f"`govsim guardrails {options.what}` takes no FILE")


WORDS: Final[dict[str, Callable[[argparse.Namespace], Outcome]]] = {
    "policies": _policies,
    "schema": _schema,
    "import": _imported,
    "train": train,
}
