"""Reads labelled rows: texts with what is known to be right about them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from govsim.errors import GovsimError, Place
from govsim.guardrails.evaluation import UNSTATED, Row, Span
from govsim.guardrails.pii.presidio.host import NAMES
from govsim.guardrails.values import Channel
from govsim.sources.row_files import RowFiles

Refused = Callable[[GovsimError], None]
# What other collections call the channels.
CHANNELS: Final[Mapping[str, Channel]] = {
    **{str(channel): channel for channel in Channel},
    "prompt": Channel.USER,
    "data": Channel.DOCUMENT,
    "context": Channel.DOCUMENT,
    "retrieved": Channel.DOCUMENT,
    "tool": Channel.TOOL_OUTPUT,
    "tool_result": Channel.TOOL_OUTPUT,
    "tool_call": Channel.TOOL_ARGUMENTS,
    "assistant": Channel.OUTPUT,
    "answer": Channel.OUTPUT,
}
_LABELS: Final[Mapping[str, bool | None]] = {
    **dict.fromkeys(("", "none", "null"), None),
    **dict.fromkeys(("0", "0.0", "false"), False),
    **dict.fromkeys(("1", "1.0", "true"), True),
}


class _Misfit(Exception):  # noqa: N818 - one part of a row, which ends as an error of the row
    """A part of a row that is not what it must be."""


def read_rows(files: RowFiles, refuse: Refused, channel: Channel = Channel.USER) -> Iterator[Row]:
    """Yield the rows of files as they are read; those that cannot be used are refused.

    Args:
        files: JSON lines, JSON arrays, CSV, parquet or plain lines, compressed with gzip or not.
            Fields beyond those of a row are left alone. A row without a source has the name of
            its file for one. Types of spans may be named as Presidio names its entities.
        refuse: Takes each `malformed-row`.
        channel: That of rows which state none.

    Raises:
        GovsimError: A whole file cannot be read: `unreadable`, `unknown-format`, `missing-extra`.
    """
    for path in files.paths:
        yield from _of_file(files, path, refuse, channel)


def _of_file(files: RowFiles, path: str, refuse: Refused, channel: Channel) -> Iterator[Row]:
    stem = Path(path).name.split(".")[0] or UNSTATED

    def misfit(message: str, line: int) -> None:
        at = Place(path, line, 1)
        refuse(GovsimError("malformed-row", message, at=at, hint=None))

    for line, value in files.values(path, misfit):
        try:
            yield _row(value, Place(path, line, 1), stem, channel)
        except _Misfit as error:
            misfit(str(error), line)


def _row(value: Any, at: Place, stem: str, channel: Channel) -> Row:
    if not isinstance(value, dict):
        raise _Misfit("this row is no object with fields")
    text = value.get("text")
    if not isinstance(text, str):
        raise _Misfit("this row has no text" if text is None else "the text of this row is no text")
    return Row(
        _id(value.get("id"), f"{at.source}:{at.line}"),
        text,
        _label(value.get("label")),
        _spans(value.get("spans"), len(text)),
        _channel(value.get("channel"), channel),
        _word(value.get("source"), stem),
        _word(value.get("lang"), UNSTATED),
        _word(value.get("kind"), UNSTATED),
        _word(value.get("licence", value.get("license")), UNSTATED),
        at,
    )


def _id(held: Any, made: str) -> str | int:
    if held is None or held == "":
        return made
    return held if isinstance(held, str | int) else str(held)


def _word(held: Any, otherwise: str) -> str:
    return str(held) if held not in (None, "") else otherwise


def _label(held: Any) -> bool | None:
    word = str("" if held is None else held).strip().lower()
    if word not in _LABELS:
        raise _Misfit(f"the label is `{word[:40]}`, where 0 or 1 is expected")
    return _LABELS[word]


def _channel(held: Any, otherwise: Channel) -> Channel:
    if held is None or held == "":
        return otherwise
    word = str(held).strip().lower()
    if word not in CHANNELS:
        raise _Misfit(f"there is no channel `{word[:40]}`")
    return CHANNELS[word]


def _spans(held: Any, length: int) -> tuple[Span, ...] | None:
    if held is None or held == "":
        return None
    if isinstance(held, str):  # a cell of a CSV file
        try:
            held = json.loads(held)
        except (ValueError, RecursionError):
            raise _Misfit("the spans are no JSON") from None
    if not isinstance(held, list):
        raise _Misfit("the spans are no list")
    return tuple(_span(each, length) for each in held)


def _span(held: Any, length: int) -> Span:
    match held:
        case {"start": int(start), "end": int(end), "type": str(type_)}:
            if 0 <= start < end <= length:
                return Span(start, end, NAMES.get(type_, type_))
            raise _Misfit(f"the span {start} to {end} does not lie in a text of {length}")
    raise _Misfit("a span lacks `start`, `end` or `type`")
