"""Decides in which channel each text of a chat body stands, by its path and its neighbours.

The forms: chat completions and responses as OpenAI has them, messages as Anthropic has them,
answers of MCP servers, rows of inference tables, and rows that name their channel themselves.

What a tool says of itself is nobody's prompt: whoever runs the tool wrote it.

Source: the public API references of both and the specification of MCP, read in November 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
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
# What is asked of tools, and what they give back: `…_call` and `…_call_output`.
_CALLS: Final = (
    "apply_patch_call", "code_interpreter_call", "computer_call", "custom_tool_call",
    "file_search_call", "function_call", "image_generation_call", "local_shell_call", "mcp_call",
    "shell_call", "web_search_call",
)  # fmt: skip
# What a part of a message says it is; it comes before the role.
_TYPES: Final[Mapping[str, Channel]] = {
    "document": Channel.DOCUMENT,
    "search_result": Channel.DOCUMENT,
    "file": Channel.DOCUMENT,
    **dict.fromkeys(_CALLS, Channel.TOOL_ARGUMENTS),
    **dict.fromkeys((f"{call}_output" for call in _CALLS), Channel.TOOL_OUTPUT),
}
# `server_tool_use`, `web_search_tool_result` and the like.
_ENDINGS: Final[Mapping[str, Channel]] = {
    "tool_use": Channel.TOOL_ARGUMENTS,
    "tool_result": Channel.TOOL_OUTPUT,
}
# What some calls hold beside their arguments.
_RETURNED: Final = frozenset({"output", "outputs", "result", "results", "error"})
# A key on the way to the text.
_KEYS: Final[Mapping[str, Channel]] = {
    "system": Channel.SYSTEM,
    "system_prompt": Channel.SYSTEM,
    "instructions": Channel.SYSTEM,
    "tools": Channel.TOOL_DESCRIPTION,
    "functions": Channel.TOOL_DESCRIPTION,
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
# What a server answers by JSON-RPC, under `result`.
_ANSWERED: Final[Mapping[str | int, Channel]] = {
    "content": Channel.TOOL_OUTPUT,
    "structuredContent": Channel.TOOL_OUTPUT,
    "contents": Channel.DOCUMENT,
    "instructions": Channel.TOOL_DESCRIPTION,
    "prompts": Channel.TOOL_DESCRIPTION,
    "resources": Channel.TOOL_DESCRIPTION,
    "resourceTemplates": Channel.TOOL_DESCRIPTION,
}
_SCHEMAS: Final = frozenset({"inputSchema", "input_schema"})  # whatever has one is a tool
_CHANNELS: Final = frozenset(map(str, Channel))
# These say what the others are, and are no texts themselves.
_LABELS: Final = frozenset({"role", "type", "channel", "from"})
_KIND: Final = re.compile(r"[a-z][a-z_-]{0,39}")
# What interfaces of models say of a request or an answer, in one word of their own.
_ASIDE: Final = frozenset({"finish_reason", "model", "object", "service_tier", "stop_reason"})
_WORD: Final = re.compile(r"[a-z][a-z0-9_.:/@-]{0,63}")


class Chat:
    """What the labels of one JSON document say of its texts."""

    def __init__(self, texts: Iterable[JsonText]) -> None:
        self._labels: dict[Path, dict[str, str]] = {}
        self._tools: set[Path] = set()
        self._answers: set[Path] = set()
        for each in texts:
            self._tools.update(_tools_on(each.path))
            if each.path and each.path[-1] == "jsonrpc":
                self._answers.add((*each.path[:-1], "result"))
            if not each.is_key and each.path and each.path[-1] in _LABELS:
                self._labels.setdefault(each.path[:-1], {})[str(each.path[-1])] = each.value

    def is_label(self, each: JsonText) -> bool:
        """Whether a text only says what its neighbours are."""
        key = each.path[-1] if each.path else ""
        if key == "channel":
            return each.value in _CHANNELS
        if key in ("role", "from"):
            return each.value.lower() in _ROLES
        if key in _ASIDE:
            return _WORD.fullmatch(each.value) is not None
        return key == "type" and _KIND.fullmatch(each.value) is not None

    def channel(self, path: Path) -> Channel | None:
        """Return the channel of the text at a path; None when nothing tells.

        The outermost word counts first: once a path leads into data, or into the message of
        somebody, no key further in makes it a prompt or an answer.
        """
        channel: Channel | None = None
        is_message = False
        for depth in range(len(path) + 1):
            key = path[depth - 1] if depth else ""
            known = _KEYS.get(key.lower()) if isinstance(key, str) else None
            if known is not None and (not is_message or known.is_data):
                channel = known
            if path[:depth] in self._tools:
                channel = Channel.TOOL_DESCRIPTION
            elif depth and path[: depth - 1] in self._answers:
                channel = _ANSWERED.get(key, channel)
            labels = self._labels.get(path[:depth])
            if labels is not None and (said := _said(labels)) is not None:
                channel, is_message = said, True
            # What stands inside data is data, whatever it calls itself: its writer may be anybody.
            if channel is not None and channel.is_data:
                return _given_back(labels, path[depth:]) or channel
        return channel


def _tools_on(path: Path) -> Iterator[Path]:
    """Yield the paths of the tools whose parameters a path leads to."""
    for depth, key in enumerate(path):
        if key in _SCHEMAS or (key == "parameters" and depth and path[depth - 1] == "function"):
            yield path[:depth]


def _said(labels: Mapping[str, str]) -> Channel | None:
    """Return the channel that an object itself says: by channel, by what it is, by its role."""
    if (channel := labels.get("channel", "")) in _CHANNELS:
        return Channel(channel)
    kind = labels.get("type", "").lower()
    if (known := _TYPES.get(kind)) is not None:
        return known
    for ending, known in _ENDINGS.items():
        if kind.endswith(ending):
            return known
    return _ROLES.get(labels.get("role", labels.get("from", "")).lower())


def _given_back(labels: Mapping[str, str] | None, rest: Path) -> Channel | None:
    """Return the channel of what a call holds that its tool gave back."""
    is_call = labels is not None and labels.get("type") in _CALLS
    return Channel.TOOL_OUTPUT if is_call and rest and rest[0] in _RETURNED else None
