"""Finds tokens of a known format that are cut: by a break, a tag, a concatenation, a few words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from govsim import expressions as re
from govsim.guardrails.secrets.formats import Format, formats
from govsim.guardrails.secrets.hits import Hit
from govsim.guardrails.secrets.runs import Runs
from govsim.guardrails.secrets.tries import Tries
from govsim.guardrails.value_gaps import COMMENT, ESCAPE, JOINING, SPLICE

_STEM: Final = 4  # characters of a literal by which it is looked for
_REACH: Final = 600  # characters in which all parts of a token stand
_MOST_PARTS: Final = 100
_PART: Final = re.compile(r"[A-Za-z0-9_]+(?:[.-]+[A-Za-z0-9_]+)*[.-]?|[.-](?=[A-Za-z0-9_])")
_GAP: Final = re.compile(
    rf"(?:{ESCAPE}|{COMMENT}|{SPLICE}|\.\w{{1,12}}\(|[A-Za-z_][\w-]{{0,15}}[\"']?[ ]?\+?[:=]"
    r"|(?:export|const|let|var|set|declare|final|static|api|key|token|secret|password)\b"
    rf"|(?:{JOINING})\b|(?<=\n)\d{{1,2}}[.)]|[^\w]){{1,24}}"
)
_WORD: Final = re.compile(r"[A-Z]?[a-z]{2,}[.-]?|[a-z]+")
# Blocks of a key, one sign between them all.
_BLOCKS: Final = re.compile(
    r"[A-Za-z0-9_]{2,12}(?P<by>[ .:·-])[A-Za-z0-9_]{2,8}(?:(?P=by)[A-Za-z0-9_]{1,8}){2,24}"
)
_SIGNS: Final = frozenset(".-_")
_BLOCK: Final = re.compile(r"[A-Za-z0-9_]+")
_FEW_BLOCKS: Final = 2
_APART: Final = 48  # characters of a long text to one beginning of a token without the rest
_LEAST: Final = 0.5
_SCORE: Final = 0.97  # at most, and more than that of a first part by itself


@cache
def by_stem() -> Mapping[bytes, tuple[tuple[str, Format], ...]]:
    """Return the literals with which such tokens begin, and their formats, by what they share."""
    found: defaultdict[bytes, list[tuple[str, Format]]] = defaultdict(list)
    for form in formats():
        for literal in form.start.split() if form.id in _CUT else ():
            found[literal[:_STEM].lower().encode()].append((literal, form))
    return {stem: tuple(each) for stem, each in found.items()}


# Those that most leaks are of; each more costs time in every text.
_CUT: Final = frozenset(
    "sk-key openai-project-key anthropic-key huggingface-token groq-key slack-token sendgrid-key"
    " aws-access-key-id google-api-key google-oauth-secret digitalocean-token vault-token"
    " github-token github-fine-grained-token gitlab-token npm-token pypi-token docker-token"
    " stripe-key stripe-webhook-secret shopify-token json-web-token".split()
)


def find_scattered(text: str, runs: Runs) -> Iterator[Hit]:
    """Yield each token that something is set into, from its literal to the end of its last part.

    Raises:
        Unscanned: Such literals are everywhere.
    """
    known, tries = by_stem(), Tries(text, _APART, "beginnings of tokens")
    for stem in runs.held(known):
        for at in runs.places(stem):
            if text[at - 1 : at].isalnum() and at:
                continue
            for literal, form in known[stem]:
                if not text.startswith(literal, at) or form.found_in(text, at) is not None:
                    continue
                tries.one_more()
                hit = _joined(text, at, form)
                if hit is not None:
                    yield hit
                    break


def _joined(text: str, start: int, form: Format) -> Hit | None:
    """Return the token that begins in one place and goes on behind gaps, the longest there is."""
    ends: list[int] = []
    wholes: list[str] = []
    sizes: list[int] = []
    signed: list[str] = []  # the same with the signs that blanks stand beside
    between = ""
    solid, at, stop = "", start, min(len(text), start + _REACH)
    while len(ends) < _MOST_PARTS and (part := _PART.match(text, at, stop)) is not None:
        spaced = bool(ends) and text[ends[-1] : at].isspace()
        if spaced and _WORD.fullmatch(part.group()) and not _is_block(sizes, len(part.group())):
            break  # a word of the sentence
        if ends and part.group()[:_STEM].lower().encode("ascii") in by_stem():
            break  # the next token
        solid += part.group()
        sizes.append(len(part.group()))
        ends.append(part.end())
        wholes.append(solid)
        signed.append(f"{signed[-1]}{between}{part.group()}" if signed else solid)
        gap = _GAP.match(text, part.end(), stop)
        if gap is None:
            break
        at = gap.end()
        between = gap.group().strip() if gap.group().strip() in _SIGNS else ""
    readings = [*zip(ends[:0:-1], wholes[:0:-1], strict=True)]
    if signed != wholes:
        readings += zip(ends[:0:-1], signed[:0:-1], strict=True)
    for end, whole in (*readings, *_in_blocks(text, start, form)):
        found = form.found_in(whole, 0)
        if found is not None and found.end == len(whole) and found.score >= _LEAST:
            return Hit(start, end, min(found.score, _SCORE), form.id, found.why)
    return None


def _in_blocks(text: str, start: int, form: Format) -> Iterator[tuple[int, str]]:
    """Yield where the blocks of a key may end that one sign stands between, and the key."""
    blocks = _BLOCKS.match(text, start)
    if blocks is None:
        return
    head = next((word for word in form.start.split() if text.startswith(word, start)), "")
    spans = [block.span() for block in _BLOCK.finditer(text, start + len(head), blocks.end())]
    inner = [text[begin:end] for begin, end in spans]
    if head.rstrip("-_.") in inner:
        return  # the next token, or a word that is said again
    if len({len(part) for part in inner[1:-1]}) > 1:
        return
    for many in range(len(inner), _FEW_BLOCKS, -1):
        yield spans[many - 1][1], head + "".join(inner[:many])


def _is_block(sizes: list[int], size: int) -> bool:
    """Whether a part goes on with blocks of one size behind the first, or is what is left."""
    return len(sizes) > _FEW_BLOCKS and len({*sizes[1:]}) == 1 and size <= sizes[-1]
