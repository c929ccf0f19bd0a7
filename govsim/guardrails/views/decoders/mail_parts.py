"""Reads e-mail addresses in two columns of a table, with remarks inside, odd signs for dots."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.decoders.paired_addresses import ENDS
from govsim.guardrails.views.rewriting import Piece, begun, gathered, rewritten
from govsim.guardrails.views.values import Decoding

_NAMED: Final = re.compile(
    r"[\"']?(?:(?:e-?)?mail[_. -]?|addr(?:ess)?[_. -]?)?(?:user(?:[_ ]?name)?|local(?:[_ ]?part)?"
    r"|login|name|mailbox|alias|account|identifiant mail|usuario|utente)[\"']?",
    re.IGNORECASE,
)
_HOSTED: Final = re.compile(
    r"[\"']?(?:(?:e-?)?mail[_. -]?|addr(?:ess)?[_. -]?)?(?:domain|host(?:[_ ]?name)?|provider"
    r"|server|suffix|anbieter)[\"']?|fournisseur|proveedor|fornitore",
    re.IGNORECASE,
)
_CELLS: Final = re.compile(r"[,;\t|]")
_LOCAL: Final = re.compile(r"[A-Za-z0-9][\w.+-]{1,63}")
_HOST: Final = re.compile(r"@?((?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,12})")
_REMARKS: Final = re.compile(
    r"(?<![\w.+-])([A-Za-z0-9][\w.+-]{1,63})[ ]?(?:\([^()@\n]{1,30}\)|\[[^\[\]@\n]{1,30}\]|\{"
    r"[^{}@\n]{1,30}\})?[ ]?@"
    r"[ ]?(?:\([^()@\n]{1,30}\)|\[[^\[\]@\n]{1,30}\])?[ ]?((?:[A-Za-z0-9-]{1,63}\.){1,4}"
    r"[A-Za-z]{2,12})(?![\w@])"
)
# Of several people with one host, as papers print it.
_OF_MANY: Final = re.compile(
    r"[\[<(]([A-Za-z][\w.+-]{1,40}(?:[ ]?[,;|/][ ]?[A-Za-z][\w.+-]{1,40}){1,8})[\]>)][ ]?"
    r"@[ ]?((?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,12})(?![\w@])"
)
_BETWEEN: Final = re.compile(r"[ ]?[,;|/][ ]?")
_LAST_NAME: Final = re.compile(r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{1,63}[ ]?$")
_DOTTED: Final = re.compile(
    r"@[ ]?([A-Za-z0-9-]{2,40}(?:\.[A-Za-z0-9-]{2,40}){0,2})"
    r"(?:,[ ]?|;[ ]?|[ ]\.[ ]?|[ ]?·[ ]?|[ ](?:point|punkt|punto|ponto|kropka|dot|piste)[ ])("
    r"[A-Za-z]{2,8})(?![\w.@-]|[ ]\.[ ]?\w)",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(rb"@(?:(?<=[)\]}>].)|(?<=[)\]}] .)| ?[(\[{])")
_MARK: Final = re.compile(r"[._+\d-]")
_ASKING: Final = re.compile(
    r"mail|address|write|contact|reach|correo|adres|courriel|skrzynk", re.IGNORECASE
)
_WORDY: Final = frozenset(
    ("me", "it", "is", "at", "se", "co", "be", "no", "in", "us", "pro", "live")
)
_ROWS: Final = 200
_LONGEST: Final = 400  # characters of a head
HEADS: Final = frozenset((b"domain", b"host", b"hostname", b"provider", b"server", b"suffix")) | {
    b"maildomain",
    b"anbieter",
    b"fournisseur",
    b"proveedor",
    b"fornitore",
}


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines with such addresses as they are usually written."""
    pieces: list[Piece] = []
    if clues.has(b"@"):
        remarks = _REMARKS.finditer(text) if _BESIDE.search(clues.raw) is not None else ()
        pieces += (
            (*match.span(), f"{match[1]}@{match[2]}")
            for match in remarks
            if not {"(", "[", "{"}.isdisjoint(match.group())
        )
        for match in _OF_MANY.finditer(text) if _BESIDE.search(clues.raw) is not None else ():
            if match[2].rpartition(".")[2].lower() in ENDS:
                names = _BETWEEN.split(match[1])
                pieces.append((*match.span(), ", ".join(f"{name}@{match[2]}" for name in names)))
        for match in begun(_DOTTED, text, clues.places((b"@",))):
            name = _LAST_NAME.search(text, max(0, match.start() - 66), match.start())
            if name is not None and match[2].lower() in ENDS and _is_meant(match, name.group()):
                plain = f"{name.group().strip()}@{match[1]}.{match[2]}"
                pieces.append((name.start(), match.end(), plain))
    if not clues.words.isdisjoint(HEADS) and b"\n" in clues.raw:
        pieces += _columns(text, clues)
    for near in gathered(pieces):
        yield rewritten(text, near, "address")


def _is_meant(match: re.Match[str], name: str) -> bool:
    """Whether an end that is a word as well ends an address."""
    if match[2].lower() not in _WORDY:
        return True
    near = match.string[max(0, match.start() - 40) : match.start()]
    return _MARK.search(name) is not None or _ASKING.search(near) is not None


def _columns(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the rows of tables whose heads tell of the name and the host of an address."""
    end = -1
    for at in clues.places((b"\n",) if clues.cased else HEADS):
        if at <= end:
            continue
        start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        if end < 0:
            return
        if end - start < _LONGEST and (places := _places(text[start:end])) is not None:
            start = end + 1
            for row in text[start:].split("\n", _ROWS)[:_ROWS]:
                yield from _joined(row, start, *places)
                start += len(row) + 1
            return


def _places(line: str) -> tuple[int, int] | None:
    """Return which cells of a head are those of the name and the host, if it has both."""
    cells = [cell.strip() for cell in _CELLS.split(line)]
    names = [nth for nth, cell in enumerate(cells) if _NAMED.fullmatch(cell)]
    hosts = [nth for nth, cell in enumerate(cells) if _HOSTED.fullmatch(cell)]
    if not names or not hosts or len(cells) < 2:
        return None
    near = min(names, key=lambda nth: abs(nth - hosts[0]))
    return near, hosts[0]


def _joined(row: str, start: int, name: int, host: int) -> Iterator[Piece]:
    """Yield a row with its address whole."""
    cells = [cell.strip().strip("\"'") for cell in _CELLS.split(row)]
    if len(cells) <= max(name, host):
        return
    local, at = _LOCAL.fullmatch(cells[name]), _HOST.fullmatch(cells[host])
    if local is not None and at is not None and at[1].rpartition(".")[2].lower() in ENDS:
        yield start, start + len(row), f"email: {cells[name]}@{at[1]}"
