"""Reads any file that is to be screened, by its ending and what it holds."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path, PurePath
from typing import Final

from govsim.errors import GovsimError, Place
from govsim.guardrails import Channel
from govsim.sources.documents.attached import PACKED, read_attached
from govsim.sources.documents.json_parts import (
    Reading,
    gathered,
    is_json_lines,
    read_json_document,
    read_json_lines,
)
from govsim.sources.documents.literals import LANGUAGES, literals_of
from govsim.sources.documents.notebook_parts import literals_in_cells, read_notebook_cells
from govsim.sources.documents.parquet_tables import read_parquet
from govsim.sources.documents.parts import Document, Part
from govsim.sources.documents.pdf import read_pdf
from govsim.sources.documents.tables import read_csv
from govsim.sources.text import STDIN, read_bytes
from govsim.sources.walking import walk_all

LARGEST: Final = 256 * 1024 * 1024  # bytes of one file
_STRUCTURED: Final[Mapping[str, Callable[[str, Reading], None]]] = {
    ".json": read_json_document,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".ipynb": read_notebook_cells,
    ".csv": read_csv,
    ".tsv": read_csv,
}
_BINARY: Final[Mapping[str, Callable[[str, Reading], None]]] = {
    ".parquet": read_parquet,
    ".pdf": read_pdf,
}
_DOCUMENTS: Final = frozenset(
    ".md .markdown .mdx .mdc .rst .adoc .html .htm .xhtml .xml .svg .tex .eml .log .srt "
    ".vtt .cursorrules .windsurfrules .clinerules".split()
)
# Files that tell a model what to do are prompts, although they are written like documents: by
# their names, and by the folders that they stand in.
_PROMPT_FILES: Final = frozenset(
    "agents.md claude.md gemini.md skill.md copilot-instructions.md".split()
)
_PROMPT_ENDINGS: Final = tuple(
    ".instructions.md .prompt.md .chatmode.md .agent.md .mdc .cursorrules .windsurfrules "
    ".clinerules".split()
)
_PROMPT_NAMES: Final = re.compile(
    r"system[-_ ]?(?:prompt|message|instruction)|prompt[-_ ]?template"
)
_PROMPT_FOLDERS: Final = frozenset("prompts prompt system_prompts system-prompts".split())
_NEAR: Final = 3  # folders above a file that say something of it
# Files that are known by their name, and what they are written like.
_NAMED: Final[Mapping[str, str]] = {
    "containerfile": ".dockerfile",
    "dockerfile": ".dockerfile",
    "gemfile": ".rb",
    "jenkinsfile": ".groovy",
    "makefile": ".mk",
    "rakefile": ".rb",
    "vagrantfile": ".rb",
}
# What holds text that is not read here.
_PACKED: Final = frozenset(
    ".7z .accdb .arrow .avro .bz2 .db .dbf .doc .docx .epub .feather .gz .lz4 .mdb .msg .odp .ods "
    ".odt .orc .pickle .pkl .ppt .pptx .rar .sqlite .sqlite3 .tar .tgz .xls .xlsx .xz .zip "
    ".zst".split()
)
# How files begin that hold text whatever they are called; a picture has none of these.
_BEGINNINGS: Final = (
    (b"%PDF-", ".pdf"),
    *PACKED,
    (b"\x1f\x8b\x08", ".gz"),
    (b"BZh", ".bz2"),
    (b"\x04\x22\x4d\x18", ".lz4"),
    (b"FEA1", ".feather"),
    (b"SQLite format 3\0", ".sqlite"),
    (b"ARROW1\0\0", ".arrow"),
    (b"Obj\x01", ".avro"),
)
_ZIP: Final = b"PK\x03\x04"
# Packed, too, but programs, weights and drawings: no texts of anybody.
_PROGRAMS: Final = frozenset(
    ".aar .apk .apkg .ear .egg .ipa .jar .nupkg .npz .pt .pth .pyz .sketch .vsix .war .whl".split()
)
_OFFICE: Final = (b"[Content_Types].xml", b"mimetype", b"word/", b"xl/", b"ppt/")
_SAMPLE: Final = 8192  # bytes by which the encoding is told
_WIDE: Final = ("utf-32-le", "utf-32-be")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_documents(paths: Iterable[str], *, literals: bool = False) -> Iterator[Document]:
    """Yield each file of some paths, folders walked in order, as the texts it holds.

    Args:
        paths: Files and folders; `-` is standard input.
        literals: Whether the string literals of source code are texts of their own.

    Raises:
        GovsimError: `unreadable` for a path that does not exist.
    """
    for path in files_in(paths):
        yield read_found(path, literals=literals)


def files_in(paths: Iterable[str]) -> Iterator[str]:
    """Yield each file of some paths once, folders walked in order, hidden files too.

    Raises:
        GovsimError: `unreadable` for a path that does not exist.
    """
    met: set[str] = set()
    for path in paths:
        if path != STDIN and not Path(path).exists():
            read_bytes(path, 1)  # the error for a file that is not there
        for file in walk_all(path) if path != STDIN and Path(path).is_dir() else (path,):
            if (name := os.path.normpath(file)) not in met:
                met.add(name)
                yield file


def read_document(path: str, *, literals: bool = False) -> Document:
    """Return the texts of one file.

    What it holds decides before its ending does: a file without text is told as such, and one
    that breaks off is read as far as it goes, with a gap. So is one that an extra would read, and
    one that the system does not let us read: the others are no reason to pass it over, nor it them.

    Raises:
        GovsimError: `unreadable`: there is no such file.
    """
    if Path(path).is_dir():
        linked = "a link to a folder is not followed; name the folder itself"
        return _gap(path, linked if Path(path).is_symlink() else "this folder cannot be listed")
    try:
        return _read(path, literals)
    except MemoryError:
        return _gap(path, "this takes more memory than the system gives")
    except GovsimError as error:
        if error.code != "unreadable" or not Path(path).exists():
            raise
        return _gap(path, error.message)


def read_found(path: str, *, literals: bool = False) -> Document:
    """Return the texts of a file that was there; one that is gone since is a gap."""
    try:
        return read_document(path, literals=literals)
    except GovsimError as error:
        if error.code != "unreadable":
            raise
        return _gap(path, "this file is no longer there")


def _gap(path: str, reason: str) -> Document:
    return Document(path, gaps=((Place(path, 1, 1), reason),))


def _read(path: str, literals: bool) -> Document:
    into = Reading(path)
    suffix = _suffix(path)
    if suffix in _BINARY:
        read_bytes(path, 1)  # the error for a file that is not there
        _BINARY[suffix](path, into)
        return _whole(into)
    content = read_bytes(path, LARGEST)
    if len(content) > LARGEST:
        return _gap(path, f"more than {LARGEST // 1024**2} MiB in one file")
    if (form := _form(content, suffix)) in _BINARY and path != STDIN:
        _BINARY[form](path, into)
        return _whole(into)
    text = _decoded(content, suffix, into)
    if content.startswith(_ZIP) and suffix in _PACKED:
        return _gap(path, f"what a file {suffix} holds is not read; screen it as text")
    suffix = form if text is None and form and suffix not in _PACKED else suffix
    if text is None and suffix in (*_PACKED, *_BINARY):
        return _gap(path, f"what a file {suffix} holds is not read; screen it as text")
    if text is None:
        return Document(path, is_text=False)
    _read_text(text, suffix, into, literals)
    return _whole(into)


def _whole(into: Reading, *, pages: bool = True) -> Document:
    read_attached(into, pages=pages)
    return Document(into.source, tuple(into.parts), tuple(into.gaps), no_text=tuple(into.no_text))


def _form(content: bytes, suffix: str) -> str:
    """Return the ending that a file should have by how it begins; empty where that tells none."""
    if content.startswith(_ZIP):
        if any(name in content[:_SAMPLE] for name in _OFFICE):
            return ".docx"
        return "" if suffix in _PROGRAMS else ".zip"
    return next((form for mark, form in _BEGINNINGS if content.startswith(mark)), "")


def document_of(text: str, path: str) -> Document:
    """Return the texts of a file that was read, as they can be written again.

    A PDF that is attached cannot: it is a gap.
    """
    into = Reading(path)
    _read_text(text, _suffix(path), into, literals=False)
    return _whole(into, pages=False)


def _read_text(text: str, suffix: str, into: Reading, literals: bool) -> None:
    reader = _STRUCTURED.get(suffix) or _by_content(text, suffix)
    if reader is not None:
        if suffix == ".json" and is_json_lines(text):
            reader = read_json_lines
        reader(text, into)
        if literals and suffix == ".ipynb":
            into.parts.extend(literals_in_cells(text, tuple(into.parts)))
        return
    into.parts.append(Part(text, "", _channel(into.source, suffix)))
    if literals and suffix in LANGUAGES:
        into.parts.extend(literals_of(text, suffix))


def _by_content(text: str, suffix: str) -> Callable[[str, Reading], None] | None:
    """Return how standard input and files without a known ending are read."""
    if suffix in LANGUAGES or suffix in _DOCUMENTS or not text.lstrip().startswith(("{", "[")):
        return None
    if is_json_lines(text):
        return read_json_lines
    return None if gathered(text)[1] is not None else read_json_document


def _channel(path: str, suffix: str) -> Channel | None:
    if suffix in LANGUAGES:
        return Channel.CODE
    return Channel.DOCUMENT if suffix in _DOCUMENTS and not _is_prompt(path) else None


def _is_prompt(path: str) -> bool:
    """Whether a file is written for a model to obey, by what it is called and where it stands."""
    folders, name = PurePath(path).parts[:-1], PurePath(path).name.lower()
    return (
        name in _PROMPT_FILES
        or name.endswith(_PROMPT_ENDINGS)
        or _PROMPT_NAMES.search(name) is not None
        or any(folder.lower() in _PROMPT_FOLDERS for folder in folders[-_NEAR:])
    )


def _suffix(path: str) -> str:
    """Return the ending by which a file is read: `.env` of `.env.local`, too."""
    name = PurePath(path).name.lower()
    if name.startswith("."):
        hidden = f".{name[1:].partition('.')[0]}"
        if hidden in LANGUAGES or hidden in _DOCUMENTS:
            return hidden
    suffix = PurePath(name).suffix
    is_known = suffix in LANGUAGES or suffix in _DOCUMENTS or suffix in _STRUCTURED
    return suffix if is_known else _NAMED.get(name.partition(".")[0], suffix)


def _decoded(content: bytes, suffix: str, into: Reading) -> str | None:
    """Return the text of some bytes; None when they are none.

    What is no UTF-8 is read as Latin-1, which knows every byte, with a gap: what stands there
    may not be what its author wrote. A byte of zero makes no text into a picture.
    """
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    encoding = marked or _unmarked(content[:_SAMPLE])
    if encoding == "utf-8" and b"\0" in content and not _may_be_text(content, suffix):
        return None
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        reason = f"this is not in {encoding.upper()}: byte 0x{content[error.start]:02x}"
        reason = reason.replace("UTF-8-SIG", "UTF-8")
        into.gaps.append((Place(into.source, line, 1), reason))
        text = content.decode("latin-1")
    return text.replace("\r\n", "\n") if "\r" in text else text


def _is_wide(sample: bytes, name: str) -> bool:
    """Whether bytes are those of a text of four a character, and not of a row of numbers."""
    try:
        text = sample[: len(sample) // 4 * 4].decode(name)
    except UnicodeDecodeError:
        return False
    told = sum(char.isprintable() or char.isspace() for char in text)
    return len(text) > 1 and told * 20 > len(text) * 19


def _unmarked(sample: bytes) -> str:
    """Return the encoding of a text that does not state it.

    UTF-16 has a zero at every other byte, and UTF-32 three of four: it knows no plane above 16.
    """
    if name := next(filter(partial(_is_wide, sample), _WIDE), ""):
        return name
    for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros = sample[first::2].count(0)
        if zeros * 10 > len(sample) * 3 and not sample[1 - first :: 2].count(0):
            return name
    return "utf-8"


def _may_be_text(content: bytes, suffix: str) -> bool:
    if suffix in _STRUCTURED or suffix in _DOCUMENTS or suffix in LANGUAGES or suffix == ".txt":
        return True
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return content.count(0) * 2 < len(content)
