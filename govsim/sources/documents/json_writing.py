"""Reads JSON into its texts and writes it back with some of them changed, all else as it stood."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Final

from govsim.guardrails import Channel
from govsim.sources.documents.json_parts import gathered, is_json_lines, label_of, placed
from govsim.sources.documents.json_values import JsonText

# What a text becomes: the text, the channel it stands in, and the key it stands under.
Change = Callable[[str, Channel | None, str], str]
_DEEPEST: Final = 4  # JSON inside the texts of JSON
_OPENING: Final = ("{", "[")
_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")
_HALF: Final = re.compile(r"[\ud800-\udfff]")  # of a character: no file holds one as it is
_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")


def is_json(text: str) -> bool:
    """Whether a text is one JSON document, or one a line; a bare value is none."""
    if not text.lstrip().startswith(_OPENING):
        return False
    return all(gathered(each)[1] is None for each, _ in _documents(text) if each)


def rewritten(text: str, change: Change, *, every: bool = False) -> str:
    """Return JSON, or JSON lines, with its texts changed.

    What does not change stays as it is written, and a number that becomes a text gets quotes.

    Args:
        text: What `is_json` holds of.
        change: Asked for each text, those of JSON inside a text too.
        every: Also for keys, roles and types, which are no texts of anybody.
    """
    return "".join(
        _rewritten(document, change, None, every, 0) + end for document, end in _documents(text)
    )


def texts_in(text: str) -> list[str]:
    """Return every string, key and long number of JSON or JSON lines, in order."""
    return [each.value for document, _ in _documents(text) for each in gathered(document)[0]]


def _documents(text: str) -> Iterator[tuple[str, str]]:
    """Yield each document with what stands between it and the next."""
    if not is_json_lines(text):
        yield text, ""
        return
    for line in _LINE.findall(text):
        document = line.rstrip()
        yield document, line[len(document) :]


def _rewritten(text: str, change: Change, channel: Channel | None, every: bool, depth: int) -> str:
    texts, _ = gathered(text)
    made: list[str] = []
    done = 0
    told = ((each, channel) for each in texts) if every else placed(texts, channel)
    for each, where in told:
        new = _changed(each, change, where, every, depth)
        if new != each.value:
            made += [text[done : each.offset], _put(text, each, new)]
            done = each.offset + len(each.written)
    return "".join([*made, text[done:]])


def _changed(
    each: JsonText, change: Change, channel: Channel | None, every: bool, depth: int
) -> str:
    value = each.value
    if depth < _DEEPEST and value.lstrip().startswith(_OPENING) and not each.is_key:
        texts, gap = gathered(value)
        if texts and gap is None:
            return _rewritten(value, change, channel, every, depth + 1)
    return change(value, channel, label_of(each))


def _put(text: str, each: JsonText, new: str) -> str:
    """Return a new value as the document writes its own: with escapes where it has some."""
    escaped = ("\\u" in text and text.isascii()) or _HALF.search(new) is not None
    written = json.dumps(new, ensure_ascii=escaped)
    if text[each.offset - 1 : each.offset] == '"':
        return written[1:-1]
    return new if _NUMBER.fullmatch(new) else written
