"""Decides whether a text may go where it is sent, by who sends it and what it was taken from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from govsim.guardrails.values import Channel, Outcome

EXTERNAL = "external"
INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Who sends a text, what it was taken from, and where it goes.

    Tags are written `key` or `key=value`. Whoever knows the metastore fills this in; the text
    itself says none of it.
    """

    principal: str = ""
    groups: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()  # of the tables and columns that the text was taken from
    destination: str = ""  # the endpoint it goes to
    external: bool = True  # whether that endpoint is outside; what is not known is outside
    system_prompt: str = field(default="", repr=False)  # what an answer must not repeat
    canaries: tuple[str, ...] = field(default=(), repr=False)  # words of it that tell a leak
    label: str = ""  # the header of the column, or the key, that the text stands under


@dataclass(frozen=True, slots=True)
class Flow:
    """A rule on where texts may go, whatever they say.

    An empty condition holds for everything. Names may hold `*`.
    """

    name: str
    action: Outcome
    tags: tuple[str, ...] = ()  # any of these; `pii` also stands for `pii=…`
    to: tuple[str, ...] = ()  # `external`, `internal`, or names of endpoints
    principals: tuple[str, ...] = ()  # principals or their groups
    unless: tuple[str, ...] = ()  # principals or groups whom it does not concern
    channels: tuple[Channel, ...] = ()
    message: str = ""


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule on flows or rates that a text goes against."""

    rule: str
    action: Outcome
    why: str


def breaches(
    flows: tuple[Flow, ...], channel: Channel, circumstances: Circumstances
) -> tuple[Breach, ...]:
    """Return every rule on flows that a text of a channel goes against."""
    return tuple(_breached(flows, channel, circumstances))


def _breached(
    flows: tuple[Flow, ...], channel: Channel, circumstances: Circumstances
) -> Iterator[Breach]:
    who = {circumstances.principal, *circumstances.groups}
    for flow in flows:
        tags = [tag for tag in sorted(circumstances.tags) if _tagged(flow.tags, tag)]
        concerned = (
            (not flow.channels or channel in flow.channels)
            and (not flow.tags or tags)
            and (not flow.to or _goes(flow.to, circumstances))
            and (not flow.principals or _any(flow.principals, who))
            and not _any(flow.unless, who)
        )
        if concerned:
            yield Breach(flow.name, flow.action, flow.message or _words(tags, circumstances))


def _tagged(wanted: tuple[str, ...], tag: str) -> bool:
    key, _, _ = tag.partition("=")
    return any(fnmatchcase(tag, one) or fnmatchcase(key, one) for one in wanted)


def _goes(to: tuple[str, ...], circumstances: Circumstances) -> bool:
    side = EXTERNAL if circumstances.external else INTERNAL
    return side in to or _any(to, {circumstances.destination})


def _any(patterns: tuple[str, ...], names: set[str]) -> bool:
    return any(name and fnmatchcase(name, pattern) for pattern in patterns for name in names)


def _words(tags: list[str], circumstances: Circumstances) -> str:
    what = f"text tagged {', '.join(tags)}" if tags else "this text"
    side = "an external" if circumstances.external else "an internal"
    where = f"`{circumstances.destination}`, {side} endpoint"
    return f"{what} may not go to {where if circumstances.destination else f'{side} endpoint'}"
