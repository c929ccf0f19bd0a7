"""Reads the files that stand in texts as base64: what a chat attaches, a cell of a table holds.

A model is shown the file, not its letters, so what the file holds is what has to be screened.
"""

from __future__ import annotations

import re
from base64 import b64encode, urlsafe_b64decode
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Final

from govsim.errors import Place
from govsim.guardrails import Channel
from govsim.sources.documents.json_parts import Reading
from govsim.sources.documents.parts import Part
from govsim.sources.documents.pdf import read_pages

# How files begin whose text does not stand in their bytes, and their ending.
_PDF: Final = b"%PDF-"
_ZIP: Final = b"PK\x03\x04"
PACKED: Final = (
    (b"PAR1", ".parquet"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc"),
    (b"7z\xbc\xaf\x27\x1c", ".7z"),
    (b"Rar!\x1a\x07", ".rar"),
    (b"\xfd7zXZ\x00", ".xz"),
    (b"\x28\xb5\x2f\xfd", ".zst"),
)
# Pictures, sound and films: they hold no text.
_SEEN: Final = (
    b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"RIFF", b"II*\x00", b"MM\x00*",
    b"ID3", b"\xff\xfb", b"OggS", b"fLaC",
)  # fmt: skip
_FILM: Final = b"ftyp"  # of MP4 and HEIC, behind a length of four bytes
_URL: Final = re.compile(r"\s*data:[-\w.+/]*(?:;[-\w.=\"+]*)*;base64,", re.IGNORECASE)
_BASE64: Final = (";base64,", ";BASE64,")
# The same inside of a longer text.
_WITHIN: Final = re.compile(
    r"(?<![\w-])data:[-\w.+/]{0,100}(?:;[-\w.=+]{1,80}){0,4};base64,[A-Za-z0-9+/_-]++=*",
    re.IGNORECASE,
)
_LETTERS: Final = re.compile(r"[A-Za-z0-9+/_\s-]++=*\s*")
_BEGINNING: Final = 24  # letters by which a file is told
_LEAST: Final = 40  # letters of the shortest file
_TEXT: Final = bytes(range(32, 127)) + b"\t\n\r"
_OFFICE: Final = ((b"word/", ".docx"), (b"xl/", ".xlsx"), (b"ppt/", ".pptx"))


def file_in(text: str) -> bytes | None:
    """Return the file that a text is, whole, in base64 or as a data URL; None where it is none.

    Only files count whose text does not stand in their bytes: PDF, packed files, pictures, sound.
    """
    url = _URL.match(text)
    begin = url.end() if url else len(text) - len(text.lstrip())
    if len(text) - begin < _LEAST or not _begins(text[begin : begin + _BEGINNING]):
        return None
    if _LETTERS.fullmatch(text, begin) is None:
        return None
    content = _bytes("".join(text[begin:].split()))
    is_picture = content is not None and _is_seen(content)
    return None if is_picture and content is not None and _is_text(content) else content


def as_text(content: bytes) -> str:
    """Return bytes of a column as a text: a file in base64, all else as UTF-8."""
    if _is_known(content[:_BEGINNING]):
        return b64encode(content).decode()
    return content.decode("utf-8", errors="replace")


def read_attached(into: Reading, *, pages: bool = True) -> None:
    """Put what attached files hold in their place: the pages of a PDF, a gap for what is packed.

    Args:
        into: What was read; pictures and sound are told in `no_text`.
        pages: Whether pages are read; else a PDF is a gap as well.
    """
    if any(file_in(part.text) is not None or _names_file(part.text) for part in into.parts):
        waiting, into.parts = into.parts, []
        for part in waiting:
            into.parts.extend(_read(part, into, pages))
            if _names_file(part.text) and file_in(part.text) is None:
                into.parts.extend(_embedded(part, into, pages))


def _names_file(text: str) -> bool:
    """Whether a data URL may stand in a text."""
    return any(mark in text for mark in _BASE64)


def _embedded(part: Part, into: Reading, pages: bool) -> Iterator[Part]:
    """Yield what the files hold that stand in a longer text as data URLs, a link or a frame."""
    for url in _WITHIN.finditer(part.text):
        content = file_in(url[0])
        if content is None or _is_seen(content):
            continue
        at = part.place(into.source, *url.span())
        yield from _held(content, replace(part, line=at.line, column=at.column), into, pages)


def _read(part: Part, into: Reading, pages: bool) -> Iterator[Part]:
    content = file_in(part.text)
    if content is None:
        yield part
    elif _is_seen(content):
        into.no_text.append(part.where)
    else:
        yield from _held(content, part, into, pages)


def _held(content: bytes, part: Part, into: Reading, pages: bool) -> Iterator[Part]:
    if content.startswith(_PDF) and pages:
        yield from _pages(content, part, into)
    else:
        ending = _ending(content)
        what = "is not redacted" if content.startswith(_PDF) else "is not read"
        into.gaps.append(
            (_place(part, into), f"what a file {ending} holds {what}; screen it as text")
        )


def _pages(content: bytes, part: Part, into: Reading) -> Iterator[Part]:
    held = Reading(into.source)
    read_pages(BytesIO(content), held, _place(part, into))
    into.gaps.extend(held.gaps)
    for page in held.parts:
        where = f"{part.where}, {page.where}" if part.where else page.where
        channel = part.channel or Channel.DOCUMENT
        yield replace(page, where=where, channel=channel, line=part.line, column=part.column)


def _place(part: Part, into: Reading) -> Place:
    return Place(into.source, part.line, part.column)


def _ending(content: bytes) -> str:
    if content.startswith(_PDF):
        return ".pdf"
    if content.startswith(_ZIP):
        return next((ending for mark, ending in _OFFICE if mark in content), ".zip")
    return next(ending for mark, ending in PACKED if content.startswith(mark))


def _begins(letters: str) -> bool:
    content = _bytes("".join(letters.split()))
    return content is not None and _is_known(content)


def _is_known(content: bytes) -> bool:
    marks = (_PDF, _ZIP, *(mark for mark, _ in PACKED))
    return content.startswith(marks) or _is_seen(content)


def _is_seen(content: bytes) -> bool:
    return content.startswith(_SEEN) or content[4:8] == _FILM


def _is_text(content: bytes) -> bool:
    """Whether what begins like a picture goes on as a text does."""
    return len(content.translate(None, _TEXT)) * 10 < len(content)


def _bytes(letters: str) -> bytes | None:
    bare = letters.rstrip("=").replace("+", "-").replace("/", "_")
    bare = bare[: len(bare) - 1] if len(bare) % 4 == 1 else bare
    try:
        return urlsafe_b64decode(bare + "=" * (-len(bare) % 4))
    except ValueError:
        return None
