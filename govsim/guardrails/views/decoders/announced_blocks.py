r"""Reads the value of a block of lines that a sentence announces, however it was cut or dumped.

A part on each line, behind `>` or a hyphen at the end, a tag around each; a dump in base 16 or 8;
the strings, signs or codes of signs that a program puts together.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final
from urllib.parse import unquote

from govsim import expressions as re
from govsim.guardrails.views.decoders.key_codes import (
    from_base64,
    from_hexadecimal,
    from_octal,
    printed,
)
from govsim.guardrails.views.rewriting import Piece

# The rest of the sentence, and the fence or the blank line in front of a block.
_LEAD: Final = re.compile(
    r"[^\n:]{0,120}?(?::[ \t]{0,2}|\.[ \t]?(?=\n```)|:[ ]?`{3}\w{0,8})\n(?:[ \t]*\n"
    r"|[ \t]*`{3}\w{0,12}\n){0,2}"
)
_LINE: Final = re.compile(r"[^\n]{1,400}")
_MOST_LINES: Final = 64
_FRONT: Final = re.compile(r"[ \t]*(?:>[ ]?|[-*•][ ](?=\S))?")
_PART: Final = re.compile(r"[^\s\"'`<>(){},;=]{1,200}")
_TAGGED: Final = re.compile(r"(?:<[a-z][^<>\n]{0,40}>[^<>\s]{0,80}</[a-z]{1,10}>){2,24}")
_TAG: Final = re.compile(r"<[^<>\n]{1,60}>")
_MARKED_UP: Final = re.compile(r"[^\s<>]{0,80}(?:<[^<>\n]{1,60}>[^\s<>]{0,80}){1,24}")
_SIDE_BY_SIDE: Final = re.compile(r"\((?:[\"'][^\"'\n]{1,80}[\"'][ ]?){2,40}\)")
_PARAMETER: Final = re.compile(
    r"\S{0,120}[?&](?:value|v|p|pw|pass|k|key|q|t|s|secret|data)=([^&\s]{6,200})(?:&\S*)?"
)
_DUMP: Final = re.compile(
    r"[0-9a-f]{6,8}:?[ ]{1,3}((?:[0-9a-f]{2}(?:[0-9a-f]{2})?[ ]{1,2}){1,16})[^\n]*", re.I
)
_OCTAL: Final = re.compile(r"[0-7]{7}((?:[ ]{1,3}[0-7]{3}){1,16})[ ]*")
_END_OF_OCTAL: Final = re.compile(r"[0-7]{7}[ ]*")
_ESCAPED: Final = re.compile(r"[\"']?((?:\\x[0-9a-f]{2}){6,120})[\"']?", re.IGNORECASE)
_PIPED: Final = re.compile(
    r"echo[ ](?:-n[ ])?[\"']?([\w+/=-]{8,200})[\"']?[ ]?\|[ ]?base64[ ](?:-d|-D|--decode)"
)
_CODES: Final = re.compile(
    r"(?:chr|fromcharcode|bytes|bytearray|char)\b[^\n\d]{0,12}((?:0x[0-9a-f]{2}"
    r"|\d{2,3})(?:,[ ]?(?:0x[0-9a-f]{2}"
    r"|\d{2,3})){5,80})",
    re.IGNORECASE,
)
_STRINGS: Final = re.compile(
    r"[^\n\"']{0,40}(?:[\"']\w{1,24}[\"'][ ]?:[ ]?"
    r"|[\"']{2}\.join\()?[^\n\"']{0,24}(?P<all>[\"'][^\"'\n]{1,80}[\"']"
    r"(?:(?:[ ]?[+.&,][ ]?|[ ])[\"'][^\"'\n]{1,80}[\"']){1,80})[^\n\"']{0,12}"
)
_COUNTED: Final = re.compile(
    r"[^\n{]{0,32}\{(?:[\"']?\w{0,12}[\"']?:[ ]?\{)?"
    r"((?:[\"']\d{1,2}[\"']:[ ]?[\"'][^\"'\n][\"'],?[ ]?){6,64})\}{1,2}"
)
_STRING: Final = re.compile(r"[\"']([^\"'\n]{1,80})[\"']")
_ONE: Final = re.compile(r":[ ]?[\"'](.)[\"']")
_JOINED: Final = re.compile(r"[\"']\.join")
_FEWEST: Final = 6  # lines of a sign each
_FEW: Final = 2
_LONG: Final = 4  # signs of a part, but of the last
_FILE: Final = re.compile(r".*\.[a-z]{1,5}|[\w.+-]+@[\w.-]+|\w+://.*|.*/.*/.*", re.ASCII)


def value_of_block(text: str, at: int) -> Piece | None:
    """Return the value of the block behind the rest of a sentence, which begins at a place."""
    lead = _LEAD.match(text, at)
    if lead is None:
        return None
    lines = list(_lines(text, lead.end()))
    if not lines:
        return None
    return _in_one_line(text, lines[0]) or _dumped(text, lines) or _in_parts(text, lines)


def _lines(text: str, at: int) -> Iterator[tuple[int, int]]:
    """Yield the lines of a block, up to a blank one or the end of a fence."""
    for _ in range(_MOST_LINES):
        line = _LINE.match(text, at)
        if line is None or line.group().isspace() or line.group().startswith("```"):
            return
        yield line.span()
        at = line.end() + 1


def _in_one_line(text: str, line: tuple[int, int]) -> Piece | None:
    if found := _TAGGED.fullmatch(text, *line):
        return *line, _TAG.sub("", found.group())
    if found := _MARKED_UP.fullmatch(text, *line):
        return *line, _TAG.sub("", found.group())
    if found := _PARAMETER.fullmatch(text, *line):
        return *found.span(1), unquote(found[1])
    if found := _ESCAPED.fullmatch(text, *line):
        return _read(line, from_hexadecimal(re.sub(r"\\[xX]", "", found[1])))
    if found := _PIPED.match(text, *line):
        return _read(found.span(1), from_base64(found[1]))
    if found := _CODES.search(text, *line):
        codes = [int(code, 0) for code in re.findall(r"0x[0-9a-f]{2}|[1-9]\d{1,2}", found[1], re.I)]
        return _read(found.span(1), printed(bytes(code & 255 for code in codes)))
    if found := _COUNTED.match(text, *line):
        return *found.span(1), "".join(_ONE.findall(found[1]))
    if found := _STRINGS.fullmatch(text, *line):
        strings = _STRING.findall(found["all"])
        if _are_joined(text[slice(*line)], strings):
            return *found.span("all"), "".join(strings[_JOINED.match(found["all"]) is not None :])
    return None


def _are_joined(line: str, strings: list[str]) -> bool:
    """Whether strings are parts of one: signs, or what a program joins."""
    single = all(len(string) == 1 for string in strings)
    return (single and len(strings) >= _FEWEST) or (
        any(sign in line for sign in (" + ", " . ", "join"))
        or _SIDE_BY_SIDE.search(line) is not None
    )


def _read(span: tuple[int, int], value: str | None) -> Piece | None:
    return (*span, value) if value is not None else None


def _dumped(text: str, lines: list[tuple[int, int]]) -> Piece | None:
    """Return the value that the first lines of a block show byte by byte."""
    sixteen, eight, end = "", "", lines[0][1]
    for begin, stop in lines:
        if (row := _DUMP.fullmatch(text, begin, stop)) and not eight:
            sixteen += row[1]
        elif (row := _OCTAL.fullmatch(text, begin, stop)) and not sixteen:
            eight += row[1]
        elif not _END_OF_OCTAL.fullmatch(text, begin, stop):
            break
        end = stop
    if sixteen:
        return _read((lines[0][0], end), from_hexadecimal(sixteen))
    return _read((lines[0][0], end), from_octal(eight)) if eight else None


def _in_parts(text: str, lines: list[tuple[int, int]]) -> Piece | None:
    """Return the value of which each of the first lines holds a part."""
    parts: list[str] = []
    end = lines[0][0]
    for begin, stop in lines:
        front = _FRONT.match(text, begin, stop)
        begin = front.end() if front else begin
        part = text[begin:stop].rstrip(" \t\r")
        if _PART.fullmatch(part) is None:
            break
        parts.append(part)
        end = begin + len(part)
    sizes = {len(part.rstrip("\\")) for part in parts[:-1]}
    if not parts or (len(parts) > 1 and not _are_parts(parts, sizes)):
        return None
    whole = "".join(_without_sign(a) for a, _ in pairwise(parts)) + parts[-1]
    return None if _FILE.fullmatch(whole) else (lines[0][0], end, whole)


def _are_parts(parts: list[str], sizes: set[int]) -> bool:
    if sizes == {1}:
        return len(parts) >= _FEWEST and all(len(part) == 1 for part in parts)
    return min(sizes) >= _LONG and (max(sizes) - min(sizes) <= _FEW or len(parts) == _FEW)


def _without_sign(part: str) -> str:
    """Return a part without the sign at its end that tells that it goes on."""
    return part[:-1] if part[-1] in "\\-" and len(part) > 1 else part
