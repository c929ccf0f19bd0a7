"""Reads JSON documents and JSON lines into texts with their paths and channels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from govsim.errors import GovsimError, Place
from govsim.guardrails import Channel
from govsim.sources.documents.chat import Chat
from govsim.sources.documents.json_values import (
    BrokenJsonError,
    JsonText,
    json_texts,
    names_a_field,
    shown,
)
from govsim.sources.documents.parts import Part, Record

_DEEPEST: Final = 4  # JSON inside the texts of JSON
_OPENING: Final = ("{", "[")


@dataclass(slots=True)
class Reading:
    """The texts read so far, and what could not be read."""

    source: str
    parts: list[Part] = field(default_factory=list)
    gaps: list[tuple[Place, str]] = field(default_factory=list)
    no_text: list[str] = field(default_factory=list)  # where pictures and sound stand

    def lacks(self, error: GovsimError, at: Place) -> None:
        """Keep as a gap what a library that is not installed would read, with what installs it."""
        self.gaps.append((at, f"{error.message}; {error.hint}"))


def read_json_document(text: str, into: Reading) -> None:
    """Read a JSON document; one that breaks off is read as far as it goes, with a gap."""
    if not text.strip():
        return  # an empty file holds nothing that could be missed
    texts, gap = gathered(text)
    into.parts.extend(_parts(texts, Lines(text), "", None))
    if gap is not None:
        line, column = Lines(text).at(gap.offset)
        reason = f"from here on this is no JSON: {gap.reason}"
        into.gaps.append((Place(into.source, line, column), reason))
        into.parts.append(Part(text[gap.offset :], "", None, line, column))


def read_json_lines(text: str, into: Reading) -> None:
    """Read JSON lines, one document a line; a line that is none is screened as it stands."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        texts, gap = gathered(line)
        if gap is None:
            into.parts.extend(_parts(texts, Lines(line, number), f"row {number}", None))
        else:
            at = Place(into.source, number, gap.offset + 1)
            into.gaps.append((at, f"this line is no JSON: {gap.reason}"))
            into.parts.append(Part(line, f"row {number}", None, number))


def record_parts(
    texts: list[JsonText],
    where: str,
    line: int = 1,
    lines: int = 1,
    record: Record | None = None,
) -> Iterator[Part]:
    """Yield the texts of one record of a table, of which its lines are known.

    A column that names a role or a channel places the others, as it does in JSON.

    Args:
        texts: Of a CSV file, with the number of its cell for an offset.
        where: What the record is called.
        line: Of the file, where it begins.
        lines: How many it takes.
        record: As it stands, where the places of its cells can be told from that.
    """
    for part in _parts(texts, Lines("", line), where, None, joint=", "):
        cell = part.column - 1
        yield replace(
            part, fixed=True, written=None, lines=lines, column=1, record=record, cell=cell
        )


def is_json_lines(text: str) -> bool:
    """Whether a text holds one JSON document a line, and more than one."""
    first, _, rest = text.lstrip().partition("\n")
    return rest.lstrip().startswith(_OPENING) and gathered(first)[1] is None


def gathered(text: str) -> tuple[list[JsonText], BrokenJsonError | None]:
    """Return the texts of a JSON document, and where it breaks off, if it does."""
    texts: list[JsonText] = []
    try:
        for each in json_texts(text):
            texts.append(each)  # noqa: PERF402 - what stands before a break is kept
    except BrokenJsonError as error:
        return texts, error
    return texts, None


class Lines:
    """Where offsets of a document stand in its file; asked in rising order."""

    def __init__(self, text: str, line: int = 1) -> None:
        self._text = text
        self._line = line
        self._begin = 0
        self._seen = 0

    def at(self, offset: int) -> tuple[int, int]:
        """Return line and column, counted from 1."""
        self._line += self._text.count("\n", self._seen, offset)
        last = self._text.rfind("\n", self._seen, offset)
        self._begin = last + 1 if last >= 0 else self._begin
        self._seen = offset
        return self._line, offset - self._begin + 1


def _parts(
    texts: list[JsonText],
    lines: Lines,
    where: str,
    channel: Channel | None,
    depth: int = 0,
    joint: str = ": ",
) -> Iterator[Part]:
    for each, told in placed(texts, channel):
        line, column = lines.at(each.offset)
        path = shown(each.path)
        place = f"{where}{joint}{path}" if where and path else where or path
        part = Part(
            each.value,
            f"key {place}" if each.is_key else place,
            told,
            line,
            column,
            each.written,
            label=label_of(each),
        )
        yield from _inside(part, depth)


def placed(
    texts: list[JsonText], channel: Channel | None = None
) -> Iterator[tuple[JsonText, Channel | None]]:
    """Yield the texts of one document that say something, each with the channel it stands in.

    Args:
        texts: All of the document.
        channel: Of the text that the document stands in. Inside a text, nothing makes it
            another's: whoever wrote it chose its keys too.
    """
    chat = Chat(texts)
    for each in texts:
        if not each.value.strip() or (each.is_key and names_a_field(each.value)):
            continue
        if each.is_key or not chat.is_label(each):
            yield each, channel or chat.channel(each.path)


def label_of(each: JsonText) -> str:
    """Return the key that a value stands under, itself or in a list, after the one above it."""
    keys = [step for step in each.path if isinstance(step, str)]
    return "" if each.is_key else " ".join(keys[-2:])


def _inside(part: Part, depth: int) -> Iterator[Part]:
    """Yield the texts of JSON that stands in a text, such as the arguments of a tool call."""
    if depth < _DEEPEST and part.text.lstrip().startswith(_OPENING):
        texts, gap = gathered(part.text)
        if texts and gap is None:
            inner = _parts(texts, Lines(part.text), part.where, part.channel, depth + 1)
            # Only where the outer text begins is known of what stands inside it.
            for each in inner:
                yield replace(each, line=part.line, column=part.column, fixed=True)
            return
    yield part
