"""Puts together values of which a program or its output holds parts: in variables, in fields."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from operator import itemgetter
from typing import Final, NamedTuple

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.rewriting import Piece, apart, begun, gathered, rewritten, stretches
from govsim.guardrails.views.values import Decoding

_LITERAL: Final = re.compile(r"=[ ]?([\"'`])([^\"'`\n{}$]{1,80})\1")
_ASSIGNED: Final = re.compile(r"(?<![\w.$])\$?([A-Za-z_]\w{0,40})(?::[ ]?\w{1,12})?[ ]?:?$")
_PLACE: Final = re.compile(r"\$?\{[ ]?(?P<a>[A-Za-z_]\w{0,40})[ ]?\}|\$(?P<b>[A-Za-z_]\w{0,40})")
_MARKED: Final = re.compile(r"(?<!\w)(?:[fF][rR]?|[rR][fF]|s|\$@?)(?=[\"'][^\"'\n]{0,80}[{$])")
_SUM: Final = re.compile(
    r"(?<![\w.$\"'])(?=(?P<all>\$?[A-Za-z_]\w{0,40}"
    r"(?:[ ]?(?:\+{1,2}|\.\.|\.(?=[ ]?[$\"'])|&|\|\||~|<>|\^)"
    r"[ ]?(?:\$?[A-Za-z_]\w{0,40}|\"[^\"\n]{0,40}\"|'[^'\n]{0,40}')){1,12}))(?P=all)(?![\w(.\"'])"
)
# What its operators begin with, and the name in front of one.
_OPERATORS: Final = (
    *(b"+", b"&", b"~", b"^", b"||", b"<>", b".."),
    *(b".$", b'."', b".'", b". $", b'. "', b". '"),
)
_IN_FRONT: Final = re.compile(r"(?<![\w.$\"'])\$?[A-Za-z_]\w{0,40}[ ]?\Z")
# A variable in a template, and one beside an operator; each begins with its sign.
_PLACED: Final = re.compile(rb"[{$][ {]?[a-z_]")
_ADDED: Final = re.compile(
    rb"[+&.|~<^](?:(?<=[a-z0-9_].)|(?<=[a-z0-9_] .))"
    rb"(?:(?:(?<=\+)\+?|(?<=[&~^])|(?<=\.)\.|(?<=\|)\||(?<=<)>)[ \"'$a-z_]|(?<=\.) ?[$\"'])"
)
_OPERAND: Final = re.compile(r"\"([^\"\n]{0,40})\"|'([^'\n]{0,40})'|([A-Za-z_]\w{0,40})")
# As a shell, a Makefile or a file of settings assigns it.
_BARE: Final = re.compile(r"=([^\s\"'`;&|$(){}<>]{2,80})(?=[\s;]|$)")
_BARE_NAME: Final = re.compile(r"(?:(?<=[\s;])|^)([A-Za-z_]\w{0,40})\Z")
_NAME: Final = 44  # characters of one, and beside it
_JOINED: Final = re.compile(
    r"\[\s{0,4}((?:[\"'][^\"'\n]{0,80}[\"'],?\s{0,4}){2,40})\]\s?\.(?:join|concat)\(\s?"
    r"(?:[\"']([^\"'\w@]{0,3})[\"'])?\s?\)"
)
_STRING: Final = re.compile(r"[\"']([^\"'\n]{0,80})[\"']")
_FIELD: Final = re.compile(
    r"(?<![A-Za-z0-9])(?P<q>[\"']?)(?P<name>[A-Za-z][A-Za-z_ .-]{1,40}?)[_ .-]?"
    r"(?P<nth>\d{1,2}|(?<=[_ .-])(?:head|tail|start|end|first|last|prefix|suffix|lo|hi"
    r"|left|right|[ab]))(?P=q)"
    r"[ ]?[:=][ ]?(?P<v>[\"']?)(?P<value>[^\s\"',;{}<>][^\n\"',;{}<>]{0,60}?)(?P=v)(?=[\s,;}<]|$)"
)
_MEASURE: Final = re.compile(
    r"(?<![a-z])(?:width|height|depth|length|size|weight|margin|padding|offset|top|bottom|row|rows|col|cols|column|line|level"
    r"|x|y|z|w|h|score|rank|count|total|price|qty|amount|sum|avg|mean|min|max|duration|delay|timeout|temp|breite|h[öo]he|l[äa]nge)"
    r"s?[_ .-]?$",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(
    r"[\s,;]{1,12}(?:(?:DEBUG|INFO|WARN|TRACE|ERROR|export|set|const|let|var)\s+)?", re.I
)
_ORDER: Final = {
    "head": 0, "tail": 9, "start": 0, "end": 9, "first": 0, "last": 9, "prefix": 0, "suffix": 9,
    "hi": 0, "lo": 9, "left": 0, "right": 9, "a": 0, "b": 1,
}  # fmt: skip
# How names end that are counted, those of one length together.
_COUNTED: Final = (
    r"[a-z_]\d|[_ .-][ab]",
    r"[a-z_]\d\d",
    *(
        f"[_ .-](?:{'|'.join(word for word in _ORDER if len(word) == length)})"
        for length in sorted({len(word) for word in _ORDER} - {1})
    ),
)
# They begin with the sign, so that a search goes from one to the next.
_FIELD_ENDS: Final = tuple(
    re.compile(
        b"%s(?<=[0-9abdiltox\"' ].)(?:%s)"
        % (
            sign,
            "|".join(
                rf"(?<=(?:{end}).)|(?<=(?:{end})[\"' ].)|(?<=(?:{end})[\"'][ ].)"
                for end in _COUNTED
            ).encode(),
        )
    )
    for sign in (b":", b"=")
)
_CONTINUED: Final = re.compile(r"(?<=\S)\\\n[+>][ \t]{0,8}(?=\S)")
_ROWS: Final = re.compile(
    r"\b(?:key|keys|token|secret|credentials?)\b[^\n]{0,40}:[ ]?\n(?:```\w{0,12}\n)?"
    r"(?P<rows>(?:[ \t]{0,8}(?:\d[.)][ ]|[-*•][ ])?[\w+/=:-]{4,80}(?:\n|$)){2,8})"
)
_ROW: Final = re.compile(r"^[ \t]*(?:\d[.)][ ]|[-*•][ ])?(\S+)$", re.MULTILINE)
_KEYS: Final = frozenset(b"key keys token secret credential credentials".split())
_RAW_KEYS: Final = (b"key", b"token", b"secret", b"credential")
_NEAR: Final = 64  # characters of a name and its value
_AT_A_PLACE: Final = ('"@', "'@", "}@", "@$", "@{", '@"', "@'")  # of an address in parts
_STRETCH: Final = 600  # characters in which the parts of one value are assigned
_APART: Final = re.compile(r"[\s\"'`]")  # what no value holds
_MOST: Final = 200  # variables, and places for them
_FEWEST: Final = 5  # digits of a value


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the stretches in which parts stand apart, with what a program makes of them."""
    pieces: list[Piece] = []
    if (
        clues.has(b"=")
        and (b"'" in clues.raw or clues.has(b'"`$'))
        and (clues.has(b"$+{&|^~<") or b".." in clues.raw)
        and _is_used(clues)
    ):
        uses, parts = _filled(text, clues)
        pieces += uses
        for near in stretches(apart(sorted(parts))):
            yield rewritten(text, near, "put-together")
    if clues.has(b"[") and not clues.words.isdisjoint((b"join", b"concat")):
        for match in _JOINED.finditer(text):
            whole = (match[2] or "").join(_STRING.findall(match[1]))
            pieces.append((*match.span(), f"'{whole}'"))
    if clues.has(b":=") and (not clues.ascii or clues.outline.count(b"0") >= _FEWEST):
        pieces += _numbered(text, clues.lower)
    if b"\\\n" in clues.raw:
        pieces += ((*match.span(), "") for match in _CONTINUED.finditer(text))
    listed = b":\n" in clues.raw or b": \n" in clues.raw
    if listed and not clues.words.isdisjoint(_KEYS):
        pieces += _rows(text, clues)
    for near in gathered(pieces):
        yield rewritten(text, near, "put-together")


def _is_used(clues: Clues) -> bool:
    """Whether a variable stands in a template, or beside an operator."""
    placed = clues.has(b"{$") and _PLACED.search(clues.lower) is not None
    return placed or _ADDED.search(clues.lower) is not None


def _filled(text: str, clues: Clues) -> tuple[list[Piece], list[Piece]]:
    """Return the names of variables in templates and sums, with what was assigned to them.

    And where those strings stand that make one value, with that value.
    """
    known: dict[str, _Assigned] = {}
    for name, assigned in _assigned(text):
        if len(known) < _MOST and name not in known:
            known[name] = assigned
    if not any(_is_part(each.value) for each in known.values()) and not (
        known and any(sign in text for sign in _AT_A_PLACE)
    ):
        return [], []
    sums = list(_sums(text, clues, known))
    uses = [(start, end, f"'{whole}'") for start, end, whole, _ in sums]
    filled = []
    for match in _PLACE.finditer(text):
        placed = known.get(match["a"] or match["b"])
        if (
            placed is not None
            and placed.end < match.start()
            and (_is_part(placed.value) or _is_mailed(text, match))
            and not any(start <= match.start() < end for start, end, *_ in sums)
        ):
            filled.append((*match.span(), placed))
    uses += ((start, end, placed.value) for start, end, placed in filled)
    if filled:
        uses += ((*match.span(), "") for match in _MARKED.finditer(text) if _fills(match, filled))
    parts = [piece for *_, whole, each in sums for piece in _together(each, whole)]
    return uses, [*parts, *_where_assigned(text, filled)]


def _fills(mark: re.Match[str], filled: list[tuple[int, int, _Assigned]]) -> bool:
    """Whether a place that was filled stands in the string behind the mark of a template."""
    at = bisect_left(filled, mark.end(), key=itemgetter(0))
    return at < len(filled) and filled[at][0] - mark.end() < _NEAR


class _Assigned(NamedTuple):
    """A string that is assigned to a name, and where it stands."""

    value: str
    start: int
    end: int


def _sums(
    text: str, clues: Clues, known: dict[str, _Assigned]
) -> Iterator[tuple[int, int, str, list[_Assigned]]]:
    """Yield the sums of names and strings, with what they make, and the parts."""
    fronts = (_IN_FRONT.search(text, max(0, at - _NAME), at) for at in clues.places(_OPERATORS))
    for match in begun(_SUM, text, [front.start() for front in fronts if front is not None]):
        operands = list(_OPERAND.finditer(match.group()))
        named = [known.get(each[3]) for each in operands if each[3]]
        parts = [each for each in named if each is not None and each.end < match.start()]
        if len(operands) < 2 or len(parts) < len(named):
            continue
        whole = "".join(
            known[each[3]].value if each[3] else each[1] or each[2] or "" for each in operands
        )
        if any(map(str.isdigit, whole)) or "@" in whole:
            yield *match.span(), whole, parts


def _together(parts: list[_Assigned], whole: str) -> Iterator[Piece]:
    """Yield the stretch of parts that stand near each other, as what they make together."""
    start, end = min(part.start for part in parts), max(part.end for part in parts)
    if len(set(parts)) > 1 and end - start < _STRETCH:
        yield start, end, f"'{whole}'"


def _where_assigned(text: str, filled: list[tuple[int, int, _Assigned]]) -> Iterator[Piece]:
    """Yield where the parts stand that a template puts beside each other, with what it makes."""
    row: list[tuple[int, int, _Assigned]] = []
    for place in [*filled, (len(text) + _NEAR, 0, _Assigned("", 0, 0))]:
        between = text[row[-1][1] : place[0]] if row else ""
        if row and (place[0] - row[-1][1] > _NEAR or _APART.search(between)):
            plain, at = "", row[0][0]
            for begin, end, part in row:
                plain += text[at:begin] + part.value
                at = end
            yield from _together([each[2] for each in row], plain)
            row = []
        row.append(place)


def _assigned(text: str) -> Iterator[tuple[str, _Assigned]]:
    """Yield the names to which strings are assigned, with those strings."""
    for match in _LITERAL.finditer(text):
        name = _ASSIGNED.search(text, max(0, match.start() - _NEAR), match.start())
        if name is not None:
            yield name[1], _Assigned(match[2], match.start(1), match.end())
    if "$" in text:
        for match in _BARE.finditer(text):
            at = match.start()
            name = _BARE_NAME.search(text, max(0, at - _NAME), at)
            if name is not None:
                yield name[1], _Assigned(match[1], *match.span(1))


def _is_part(value: str) -> bool:
    """Whether a string may be part of a number or a key."""
    return any(map(str.isdigit, value)) or value.isupper()


def _is_mailed(text: str, place: re.Match[str]) -> bool:
    """Whether an `@` stands near the place of a variable."""
    return "@" in text[max(0, place.start() - _NEAR) : place.end() + _NEAR]


def _rows(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the rows of one length behind a word for a key, as one."""
    for match in begun(_ROWS, text, clues.places(_RAW_KEYS)):
        rows = _ROW.findall(match["rows"])
        solid = "".join(rows)
        alike = len({len(row) for row in rows[:-1]}) == 1 and len(rows[-1]) <= len(rows[0])
        if alike and any(map(str.isdigit, solid)) and any(map(str.isupper, solid)):
            yield *match.span("rows"), f"key: {solid}\n"


def _numbered(text: str, lower: bytes) -> Iterator[Piece]:
    """Yield rows of fields that differ by a number or a place, as one field."""
    row: list[re.Match[str]] = []
    ends = sorted(match.span() for sign in _FIELD_ENDS for match in sign.finditer(lower))
    for near in stretches(ends, _NEAR + _NEAR):
        begin, end = max(0, near[0][0] - _NEAR), near[-1][1] + _NEAR
        for match in _FIELD.finditer(text, begin, end) if len(near) > 1 else ():
            if row and not _goes_on(text, row, match):
                yield from _one_field(row)
                row = []
            row.append(match)
    yield from _one_field(row)


def _goes_on(text: str, row: list[re.Match[str]], field: re.Match[str]) -> bool:
    last = row[-1]
    return (
        field["name"].lower() == last["name"].lower()
        and len(row) < _MOST
        and _place(field) > _place(last)
        and _BETWEEN.fullmatch(text, last.end(), field.start()) is not None
    )


def _place(field: re.Match[str]) -> int:
    nth = field["nth"]
    return int(nth) if nth.isdigit() else _ORDER[nth.lower()]


def _is_measured(name: str, digits: str) -> bool:
    """Whether a name says that numbers are sizes or places in a row."""
    return digits.isdigit() and _MEASURE.search(name) is not None


def _one_field(row: list[re.Match[str]]) -> Iterator[Piece]:
    """Yield the fields of a row as one, if they hold a number or a key together."""
    values = [field["value"].strip() for field in row]
    if len(row) < 2 or sum(map(str.isdigit, "".join(values))) < _FEWEST:
        return
    if not all(any(map(str.isdigit, value)) or value.isupper() for value in values):
        return
    if _is_measured(row[0]["name"], "".join(values)):
        return
    plain = (" " if all(value[0].isdigit() and len(value) < 9 for value in values) else "").join(
        values
    )
    yield row[0].start(), row[-1].end(), f"{row[0]['name'].replace('_', ' ').strip()}: {plain}"
