"""Reads the flows of a policy once more, for conditions that nothing of a metastore meets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from govsim.errors import GovsimError, nearest
from govsim.guardrails.policy.flows import EXTERNAL, INTERNAL
from govsim.sources.tree import Node

_SIDES: Final = frozenset({EXTERNAL, INTERNAL})
_SHOWN: Final = 5  # names of a list that are told
# What is said where nothing of a condition is known, and where one name is like another.
_TAGS: Final = (
    "never holds: nothing in the state bears the tag",
    "the tag {}, which nothing in the state bears",
)
_ENDPOINTS: Final = (
    "never holds: the state knows no endpoint",
    "the endpoint {}, which the state does not know",
)
_PRINCIPALS: Final = (
    "never holds: the state knows no principal",
    "the principal {}, whom the state does not know",
)
_SPARED: Final = ("spares nobody: the state knows no principal", _PRINCIPALS[1])


@dataclass(frozen=True, slots=True)
class Known:
    """What a metastore knows that a flow may name. An empty set is not judged by."""

    tags: frozenset[str] = frozenset()  # `key`, and `key=value`
    principals: frozenset[str] = frozenset()
    endpoints: frozenset[str] = frozenset()


def idle_flows(policy: str | Path, known: Known) -> tuple[GovsimError, ...]:
    """Return what flows of a policy file name in vain, as warnings with their places.

    A name is told that is like one that is known and is not; and a whole condition of which
    nothing is known, for such a flow concerns nothing, or spares nobody.

    Args:
        policy: The policy, as `read_policy` takes it; what it extends is looked at too.
        known: What the metastore knows.

    Raises:
        GovsimError: The policy cannot be read.
    """
    from govsim.sources.policies import policy_trees

    found: list[GovsimError] = []
    for root in policy_trees(policy):
        for entry in flows.entries if (flows := root.get("flows")) else ():
            found += _idle(entry, known)
    return tuple(found)


def _idle(entry: Node, known: Known) -> Iterator[GovsimError]:
    name = entry.get("name")
    flow = f"flow `{name.scalar if name else ''}`"
    yield from _misspelt_side(entry.get("to"), flow, known)
    for key, held, words in (
        ("tags", known.tags, _TAGS),
        ("to", known.endpoints, _ENDPOINTS),
        ("principals", known.principals, _PRINCIPALS),
        ("unless", known.principals, _SPARED),
    ):
        node = entry.get(key)
        if node is not None and held:
            yield from _unmet(node, held, flow, words)


def _misspelt_side(node: Node | None, flow: str, known: Known) -> Iterator[GovsimError]:
    """Yield names of endpoints that are like `external` or `internal`, which they are not."""
    for each in _names(node):
        said = str(each.scalar)
        near = nearest(said, _SIDES)
        if said not in _SIDES and near is not None and not _met(said, known.endpoints):
            message = f"{flow} goes to an endpoint `{said}`, and to no side"
            yield GovsimError("idle-flow", message, at=each.place, hint=f"did you mean `{near}`?")


def _unmet(
    node: Node, held: frozenset[str], flow: str, words: tuple[str, str]
) -> Iterator[GovsimError]:
    names = _names(node)
    unmet = [each for each in names if not _met(str(each.scalar), held)]
    if words is _ENDPOINTS:  # a side is told apart
        unmet = [each for each in unmet if nearest(str(each.scalar), _SIDES) is None]
    hints = {each: hint for each in unmet if (hint := nearest(_bare(each), held)) is not None}
    if unmet and len(unmet) == len(names):
        listed = " or ".join(f"`{each.scalar}`" for each in unmet[:_SHOWN])
        near = " and ".join(f"`{hint}`" for hint in dict.fromkeys(hints.values()))
        hint = f"did you mean {near}?" if near else f"it knows {_some(held)}"
        message = f"{flow} {words[0]} {listed}"
        yield GovsimError("idle-flow", message, at=unmet[0].place, hint=hint)
        return
    for each, near in hints.items():
        message = f"{flow} names {words[1].format(f'`{each.scalar}`')}"
        yield GovsimError("idle-flow", message, at=each.place, hint=f"did you mean `{near}`?")


def _met(pattern: str, held: Iterable[str]) -> bool:
    return any(fnmatchcase(each, pattern) for each in held)


def _bare(node: Node) -> str:
    return str(node.scalar).strip("*")


def _some(held: frozenset[str]) -> str:
    shown = sorted(held)[:_SHOWN]
    more = f" and {len(held) - len(shown):,} more" if len(held) > len(shown) else ""
    return ", ".join(f"`{each}`" for each in shown) + more


def _names(node: Node | None) -> tuple[Node, ...]:
    if node is None:
        return ()
    return node.entries if node.kind == "list" else (node,)
