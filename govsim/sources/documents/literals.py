"""Finds the texts that source code holds: string literals long enough to be prompts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Final

from govsim.guardrails import Channel
from govsim.sources.documents.parts import Part, unescaped

_WORDS: Final = 3  # a literal of fewer is no prompt
_QUOTED: Final = r'"(?:[^"\\\n]|\\.)*+"|\'(?:[^\'\\\n]|\\.)*+\''
_TRIPLE: Final = r'"""(?:[^"\\]|\\.|"(?!""))*+"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*+\'\'\''
_SLASHED: Final = r"//[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/"
_HASHED: Final = r"\#[^\n]*+"
_TICKED: Final = r"`(?:[^`\\]|\\.)*+`"
_SQL: Final = r"'(?:[^']|'')*+'|\"(?:[^\"\\\n]|\\.)*+\""


def _grammar(comments: str, texts: str) -> re.Pattern[str]:
    return re.compile(f"(?P<comment>{comments})|(?P<text>{texts})", re.DOTALL)


_PYTHON: Final = _grammar(_HASHED, f"{_TRIPLE}|{_QUOTED}")
_C: Final = _grammar(_SLASHED, f"{_TRIPLE}|{_QUOTED}|{_TICKED}")
_SHELL: Final = _grammar(rf"(?<!\S){_HASHED}", r'"(?:[^"\\]|\\.)*+"|\'[^\']*+\'')
_QUERY: Final = _grammar(r"--[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/", _SQL)
# Ending → how its texts are written; None: of the files that are source code, but for literals.
LANGUAGES: Final[Mapping[str, re.Pattern[str] | None]] = {
    **dict.fromkeys((".py", ".pyi", ".r", ".rb", ".jl"), _PYTHON),
    **dict.fromkeys(
        ".js .jsx .mjs .cjs .ts .tsx .java .kt .kts .scala .groovy .go .rs .c .h .cc .cpp .hpp "
        ".cs .swift .php .dart .vue .svelte".split(),
        _C,
    ),
    **dict.fromkeys((".sh", ".bash", ".zsh", ".pl", ".ps1"), _SHELL),
    **dict.fromkeys((".sql", ".hql"), _QUERY),
    **dict.fromkeys(
        ".yaml .yml .toml .ini .cfg .conf .env .properties .tf .tfvars .gradle .lua .ex .exs .clj "
        ".css .scss .bat .cmd .dockerfile .mk .cmake .npmrc .yarnrc .pypirc .netrc .pgpass "
        ".htpasswd .git-credentials .gitconfig .curlrc .bashrc .zshrc .profile".split()
    ),
}
_JOINED: Final = re.compile(r"[\s+\\]*+(?:[fFrRbBuU]{1,2})?")


def literals_of(text: str, suffix: str) -> Iterator[Part]:
    """Yield the string literals of source code that hold a sentence.

    Literals that stand one behind the other, or are added, are one text, as their program sees
    them.

    Args:
        text: The source code; it need not be valid.
        suffix: The ending of its file, one of `LANGUAGES`.
    """
    grammar = LANGUAGES[suffix]
    if grammar is None:
        return
    begins = [0, *(match.end() for match in re.finditer("\n", text))]
    run: list[re.Match[str]] = []
    for match in grammar.finditer(text):
        if match["text"] is None:
            continue
        if run and not _JOINED.fullmatch(text, run[-1].end(), match.start()):
            yield from _part(run, begins)
            run = []
        run.append(match)
    yield from _part(run, begins)


def _part(run: list[re.Match[str]], begins: list[int]) -> Iterator[Part]:
    if not run:
        return
    bodies = [_body(match["text"]) for match in run]
    whole = "".join(unescaped(body) for body, _ in bodies)
    if len(whole.split()) < _WORDS:
        return
    start = run[0].start() + bodies[0][1]
    line = bisect_right(begins, start)
    column = start - begins[line - 1] + 1
    body = bodies[0][0]
    plain = len(run) == 1 and "\\" not in body
    written = body if len(run) == 1 and not plain and "\n" not in body else None
    fixed = not plain and written is None
    lines = bisect_right(begins, run[-1].end() - 1) - line + 1
    where = f"text at line {line}"
    yield Part(whole, where, Channel.SYSTEM, line, column, written, fixed, lines=lines)


def _body(literal: str) -> tuple[str, int]:
    """Return a literal without its quotes, and how long a quote is."""
    quote = 3 if len(literal) >= 6 and literal[:3] in ('"""', "'''") else 1
    return literal[quote:-quote], quote
