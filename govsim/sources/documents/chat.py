"""Decides in which channel each text of a chat body stands, by its path and its neighbours.

The forms: chat completions and responses as OpenAI has them, messages as Anthropic has them,
rows of inference tables, and rows that name their channel themselves.

Source: the public API references of both, read in November 2026.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from govsim.guardrails import Channel
from govsim.sources.documents.json_values import JsonText, Path

_ROLES: Final[Mapping[str, Channel]] = {
    "user": Channel.USER,
    "human": Channel.USER,
    "system": Channel.SYSTEM,
    "developer": Channel.SYSTEM,
    "assistant": Channel.OUTPUT,
    "ai": Channel.OUTPUT,
    "model": Channel.OUTPUT,
    "gpt": Channel.OUTPUT,
    "tool": Channel.TOOL_OUTPUT,
    "function": Channel.TOOL_OUTPUT,
}
# What a part of a message says it is; it comes before the role.
_TYPES: Final[Mapping[str, Channel]] = {
    "tool_use": Channel.TOOL_ARGUMENTS,
    "function_call": Channel.TOOL_ARGUMENTS,
    "mcp_call": Channel.TOOL_ARGUMENTS,
    "tool_result": Channel.TOOL_OUTPUT,
    "function_call_output": Channel.TOOL_OUTPUT,
    "document": Channel.DOCUMENT,
    "search_result": Channel.DOCUMENT,
    "file": Channel.DOCUMENT,
}
# A key on the way to the text; the innermost one that is known decides.
_KEYS: Final[Mapping[str, Channel]] = {
    "system": Channel.SYSTEM,
    "system_prompt": Channel.SYSTEM,
    "instructions": Channel.SYSTEM,
    "tools": Channel.SYSTEM,
    "functions": Channel.SYSTEM,
    "prompt": Channel.USER,
    "question": Channel.USER,
    "query": Channel.USER,
    "input": Channel.USER,
    "user": Channel.USER,
    "arguments": Channel.TOOL_ARGUMENTS,
    "tool_calls": Channel.TOOL_ARGUMENTS,
    "tool_output": Channel.TOOL_OUTPUT,
    "tool_result": Channel.TOOL_OUTPUT,
    "observation": Channel.TOOL_OUTPUT,
    "output": Channel.OUTPUT,
    "choices": Channel.OUTPUT,
    "completion": Channel.OUTPUT,
    "response": Channel.OUTPUT,
    "answer": Channel.OUTPUT,
    "assistant": Channel.OUTPUT,
    "document": Channel.DOCUMENT,
    "documents": Channel.DOCUMENT,
    "context": Channel.DOCUMENT,
    "contexts": Channel.DOCUMENT,
    "chunks": Channel.DOCUMENT,
    "passages": Channel.DOCUMENT,
    "retrieved": Channel.DOCUMENT,
}
_CHANNELS: Final = frozenset(map(str, Channel))
# These say what the others are, and are no texts themselves.
_LABELS: Final = frozenset({"role", "type", "channel", "from"})


class Chat:
    """What the labels of one JSON document say of its texts."""

    def __init__(self, texts: Iterable[JsonText]) -> None:
        self._labels: dict[Path, dict[str, str]] = {}
        for each in texts:
            if not each.is_key and each.path and each.path[-1] in _LABELS:
                self._labels.setdefault(each.path[:-1], {})[str(each.path[-1])] = each.value

    def is_label(self, each: JsonText) -> bool:
        """Whether a text only says what its neighbours are."""
        is_word = each.value.replace("_", "").replace("-", "").isalnum()
        return bool(each.path) and each.path[-1] in _LABELS and is_word

    def channel(self, path: Path) -> Channel | None:
        """Return the channel of the text at a path; None when nothing tells."""
        role: Channel | None = None
        for depth in range(len(path), -1, -1):
            labels = self._labels.get(path[:depth])
            if labels is not None:
                if (own := _own(labels)) is not None:
                    return own
                role = role or _ROLES.get(labels.get("role", labels.get("from", "")).lower())
            key = path[depth - 1] if depth else ""
            if isinstance(key, str) and (known := _KEYS.get(key.lower())) is not None:
                # `content` of a message bears the role; arguments of its tools do not.
                return known if role is None else role
        return role


def channel_of_key(name: str) -> Channel | None:
    """Return the channel that a key or a column of this name stands for, or None."""
    return _KEYS.get(name.strip().lower())


def _own(labels: Mapping[str, str]) -> Channel | None:
    if (channel := labels.get("channel", "")) in _CHANNELS:
        return Channel(channel)
    return _TYPES.get(labels.get("type", ""))
