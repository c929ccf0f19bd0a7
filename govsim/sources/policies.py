"""Reads policies of guardrails: shipped ones by name, the user's own by path."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import BeforeValidator, Field

from govsim.errors import GovsimError, Place, nearest
from govsim.guardrails import Channel, Outcome
from govsim.guardrails.policy import (
    Allowed,
    Flow,
    Limits,
    Model,
    Operator,
    Policy,
    Rate,
    Redaction,
    Rule,
    Topic,
)
from govsim.sources.checked import Checked, Texts, checked
from govsim.sources.policy_checks import check_policy, check_whole, key_of
from govsim.sources.recognizers import with_files_read
from govsim.sources.rule_files import read_rules
from govsim.sources.text import read_text
from govsim.sources.tree import Node, read_tree

RULES: Final = "injection-rules"  # whose option `files` names rules of the user's own
Key = TypeVar("Key")
Value = TypeVar("Value")
_DEEPEST: Final = 8  # policies that extend one another
Action = Literal["allow", "flag", "redact", "block"]
ChannelName = Literal[
    "user",
    "system",
    "document",
    "tool_output",
    "tool_description",
    "tool_arguments",
    "output",
    "training",
    "code",
]
Operation = Literal["replace", "mask", "hash", "shape", "pseudonym", "keep"]


def _share(value: object) -> object:
    """Read `1%` as 0.01; a number stands for itself."""
    if isinstance(value, str) and (found := re.fullmatch(r"\s*([0-9.]+)\s*%\s*", value)):
        try:
            return float(Decimal(found[1]) / 100)
        except InvalidOperation:
            return value
    return value


Share = Annotated[float, BeforeValidator(_share), Field(ge=0, le=1)]
_LARGE: Final = 0.1  # no detector was measured beyond it


def _budget(value: object) -> object:
    """Read a share, unless it is so large that a percent sign is surely missing."""
    if isinstance(value, int | float) and not isinstance(value, bool) and _LARGE < value <= 100:
        message = (
            f"a budget of `{value:g}` is {value:.0%} of all harmless texts: "
            f"write `{value:g}%`, or `{value:.0%}` if it is meant"
        )
        raise ValueError(message if value <= 1 else f"a budget is a share: write `{value:g}%`")
    return _share(value)


Budget = Annotated[float, BeforeValidator(_budget), Field(ge=0, le=1)]


class RuleFields(Checked):
    """One line of a channel: what is looked for, how sure it must be, what comes of it."""

    detector: str
    action: Action
    types: Texts = ()
    threshold: Share | None = None
    budget: Budget | None = None
    message: str = ""


class TopicFields(Checked):
    """Words that a text must not speak of."""

    name: str
    words: Texts = ()
    patterns: Texts = ()
    channels: tuple[ChannelName, ...] = ()


class AllowedFields(Checked):
    """What is never a finding."""

    value: str = ""
    pattern: str = ""
    types: Texts = ()


class FlowFields(Checked):
    """A rule on where texts may go."""

    name: str
    action: Action
    tags: Texts = ()
    to: Texts = ()
    principals: Texts = ()
    unless: Texts = ()
    channels: tuple[ChannelName, ...] = ()
    message: str = ""


class RateFields(Checked):
    """At most so many requests, or characters, within a stretch of time."""

    name: str
    seconds: float = Field(gt=0)
    requests: int | None = Field(default=None, ge=0)
    characters: int | None = Field(default=None, ge=0)
    per: Literal["principal", "destination", "all"] = "principal"
    action: Action = "block"
    message: str = ""


class LimitsFields(Checked):
    """What is too much to be screened."""

    characters: int = Field(default=Limits().characters, gt=0)
    seconds: float | None = Field(default=None, gt=0)


class ModelFields(Checked):
    """A model of the user's own that serves as a detector."""

    name: str
    path: str = ""
    url: str = ""
    model: str = ""
    prompt: str = ""
    labels: dict[str, str] = {}
    harmless: Texts = ()
    window: int = Field(default=512, gt=0)
    overlap: int = Field(default=64, ge=0)
    temperature: float = Field(default=1, gt=0)
    threshold: Share = 0.5
    seconds: float = Field(default=20, gt=0)
    key_from: str = Field(default="", pattern=r"^[A-Za-z_][A-Za-z0-9_]*$|^$")


class MaskFields(Checked):
    """A mask that leaves the last characters."""

    mask: int = Field(ge=0)


class PolicyFields(Checked):
    """A policy as a file holds it."""

    name: str = ""
    about: str = ""
    extends: str = ""
    unscanned: Action | None = None
    channels: dict[ChannelName, tuple[RuleFields, ...]] = {}
    limits: LimitsFields | None = None
    allow: tuple[str | AllowedFields, ...] = ()
    topics: tuple[TopicFields, ...] = ()
    flows: tuple[FlowFields, ...] = ()
    rates: tuple[RateFields, ...] = ()
    models: tuple[ModelFields, ...] = ()
    redaction: dict[str, Operation | MaskFields] = {}
    restore: Texts | None = None
    options: dict[str, dict[str, Texts]] = {}
    calibration: dict[str, dict[ChannelName, tuple[tuple[float, float], ...]]] = {}


def policy_schema() -> dict[str, Any]:
    """Return the JSON Schema of a policy file."""
    return PolicyFields.model_json_schema()


def shipped_policies() -> tuple[str, ...]:
    """Return the names of the policies that ship, sorted."""
    return tuple(sorted(file.stem for file in _folder().glob("*.yaml")))


def read_policy(name: str | Path) -> Policy:
    """Return a policy: a shipped one by its name, or that of a file by its path.

    Raises:
        ScriptError: Every field that is wrong, with its place.
        GovsimError: There is no such policy, or its file cannot be read.
    """
    return _read(str(name), ())


def policy_trees(name: str | Path) -> Iterator[Node]:
    """Yield the file of a policy as it is written, and those that it extends.

    Raises:
        GovsimError: There is no such policy, or its file cannot be read.
    """
    base: Path | None = None
    wanted = str(name)
    if wanted == "-":  # it was read already, and cannot be once more
        return
    for _ in range(_DEEPEST + 1):
        path = _path_of(wanted, base)
        (root,) = read_tree(read_text(path), str(path))
        yield root
        if (extended := root.get("extends")) is None:
            return
        wanted, base = str(extended.scalar), path.parent


def _read(name: str, above: tuple[Path, ...]) -> Policy:
    """Return a policy.

    Args:
        name: As somebody wrote it.
        above: The policies that extend one another down to this one.
    """
    path = _path_of(name, above[-1].parent if above else None)
    roots = read_tree(read_text(path), str(path))
    if len(roots) != 1 or roots[0].kind != "mapping":
        hint = "a policy is one mapping, with `channels`"
        at = Place(str(path), 1, 1)
        raise GovsimError("unknown-format", f"`{path}` is no policy", at=at, hint=hint)
    fields = checked(PolicyFields, roots[0])
    extends = roots[0].get("extends")
    under = _under(fields.extends, extends, (*above, path)) if extends else Policy("")
    policy = _over(under, fields, path)
    check_policy(policy, roots[0])
    if not above:
        check_whole(policy, roots[0])
    return policy


def _under(name: str, extends: Node, above: tuple[Path, ...]) -> Policy:
    """Return the policy that another one extends; where there is none, that one is to be mended."""
    try:
        path = _path_of(name, above[-1].parent)
        if path.resolve() in [each.resolve() for each in above]:
            raise GovsimError("include-cycle", f"`{name}` comes back to itself through `extends`")
        if len(above) > _DEEPEST:
            raise GovsimError("too-deep", f"more than {_DEEPEST} policies extend one another")
        if not path.exists():
            read_text(path)
    except GovsimError as error:
        hint = error.hint
        raise GovsimError(error.code, error.message, at=extends.place, hint=hint) from None
    return _read(name, above)


def _folder() -> Path:
    """Where the shipped policies lie: in the package, or beside it in a source tree."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "policies"
    return inside if inside.is_dir() else package.parent / "policies"


def is_shipped(path: str) -> bool:
    """Return whether a file is that of a policy that ships."""
    return Path(path).parent == _folder()


def _path_of(name: str, base: Path | None) -> Path:
    looks_like_path = name == "-" or "/" in name or "\\" in name or name.endswith((".yaml", ".yml"))
    if looks_like_path:
        path = Path(name)
        return path if base is None or path.is_absolute() or name == "-" else base / path
    shipped = shipped_policies()
    if name in shipped:
        return _folder() / f"{name}.yaml"
    near = nearest(name, shipped)
    hint = (
        f"did you mean `{near}`?" if near else f"one of {', '.join(shipped)}, or the path of a file"
    )
    raise GovsimError("unknown-guardrail-policy", f"there is no policy `{name}`", hint=hint)


def _over(under: Policy, fields: PolicyFields, path: Path) -> Policy:
    """Return a policy on top of the one it extends: channels replace, lists add."""
    files = fields.options.get(RULES, {}).get("files", ())
    channels = {Channel(name): _rules(rules) for name, rules in fields.channels.items()}
    return Policy(
        name=fields.name or path.stem,
        about=fields.about or under.about,
        channels={**under.channels, **channels},
        unscanned=Outcome(fields.unscanned) if fields.unscanned else under.unscanned,
        limits=Limits(**fields.limits.model_dump()) if fields.limits else under.limits,
        allow=(*under.allow, *(_allowed(each) for each in fields.allow)),
        topics=(*under.topics, *(_topic(each) for each in fields.topics)),
        flows=(*under.flows, *(_flow(each) for each in fields.flows)),
        rates=(*under.rates, *(_rate(each) for each in fields.rates)),
        models=(*under.models, *(_model(each, path.parent) for each in fields.models)),
        families=(*under.families, *(read_rules(path.parent / file) for file in files)),
        redaction=_redaction(under.redaction, fields.redaction),
        restore=under.restore if fields.restore is None else frozenset(fields.restore),
        options=_each_over(under.options, with_files_read(fields.options, path.parent)),
        calibration=_each_over(under.calibration, _calibration(fields.calibration)),
    )


def _each_over(
    under: Mapping[str, Mapping[Key, Value]], fields: Mapping[str, Mapping[Key, Value]]
) -> dict[str, dict[Key, Value]]:
    """Return what is said of each detector, of which only what is said anew is replaced."""
    names = dict.fromkeys((*under, *fields))
    return {name: {**under.get(name, {}), **fields.get(name, {})} for name in names}


def _model(each: ModelFields, folder: Path) -> Model:
    """Return a model; its folder is looked for beside the policy, its key in the environment."""
    values = each.model_dump(exclude={"key_from"})
    if each.path:
        values["path"] = str(folder / each.path)
    return Model(**values, key=key_of(each.key_from) if each.key_from else "")


def _rules(rules: tuple[RuleFields, ...]) -> tuple[Rule, ...]:
    return tuple(
        Rule(
            each.detector,
            Outcome(each.action),
            frozenset(each.types),
            each.threshold,
            each.budget,
            each.message,
        )
        for each in rules
    )


def _allowed(each: str | AllowedFields) -> Allowed:
    if isinstance(each, str):
        return Allowed(each)
    return Allowed(each.value, each.pattern, frozenset(each.types))


def _topic(each: TopicFields) -> Topic:
    return Topic(each.name, each.words, each.patterns, tuple(map(Channel, each.channels)))


def _flow(each: FlowFields) -> Flow:
    values = each.model_dump() | {"action": Outcome(each.action)}
    return Flow(**values | {"channels": tuple(Channel(name) for name in each.channels)})


def _rate(each: RateFields) -> Rate:
    return Rate(**each.model_dump() | {"action": Outcome(each.action)})


def _redaction(under: Redaction, fields: Mapping[str, Operation | MaskFields]) -> Redaction:
    operators = {
        name: Operator("mask", each.mask) if isinstance(each, MaskFields) else Operator(each)
        for name, each in fields.items()
    }
    default = operators.pop("default", under.default)
    return Redaction(default, {**under.types, **operators})


def _calibration(
    fields: Mapping[str, Mapping[ChannelName, tuple[tuple[float, float], ...]]],
) -> dict[str, dict[Channel, tuple[tuple[float, float], ...]]]:
    return {
        detector: {Channel(name): pairs for name, pairs in channels.items()}
        for detector, channels in fields.items()
    }
