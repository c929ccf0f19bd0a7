"""Finds the texts that source code holds: string literals long enough to be prompts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Final

from govsim.errors import GovsimError
from govsim.guardrails import Channel
from govsim.sources.documents.parts import Part, unescaped
from govsim.sources.documents.scalars import scalar_part
from govsim.sources.tree import read_tree

_WORDS: Final = 3  # a literal of fewer is no prompt
# What nobody ends goes on to the end of its line or file, so that no end is looked for twice.
_QUOTED: Final = r'"(?:[^"\\\n]|\\.?)*+(?:"|$)|' + r"'(?:[^'\\\n]|\\.?)*+(?:'|$)"
_TRIPLE: Final = (
    r'"""(?:[^"\\]|\\.?|"(?!""))*+(?:"""|\Z)|'
    r"'''(?:[^'\\]|\\.?|'(?!''))*+(?:'''|\Z)"
)
_STARRED: Final = r"/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)"
_SLASHED: Final = rf"//[^\n]*+|{_STARRED}"
_HASHED: Final = r"\#[^\n]*+"
_DASHED: Final = r"--[^\n]*+"
_TICKED: Final = r"`(?:[^`\\]|\\.?)*+(?:`|\Z)"
_SQL: Final = r"'(?:[^']|'')*+(?:'|\Z)|\"(?:[^\"\\\n]|\\.?)*+(?:\"|$)"
_BRACKETED: Final = r"\[\[(?:[^\]]|\](?!\]))*+(?:\]\]|\Z)"
# What stands between a line that ends with `<<WORD` and a line of that word alone.
_HERE: Final = (
    r"<<[-~]?[ ]?(?P<q>[\"']?)(?P<word>[A-Z_][A-Z_0-9]+)(?P=q)[^\n]*\n"
    r"(?P<body>(?:(?![ \t]*(?P=word)[ \t]*;?$)[^\n]*+(?:\n|\Z))*+)"
)


def _grammar(comments: str, texts: str) -> re.Pattern[str]:
    return re.compile(f"(?P<comment>{comments})|(?P<text>{texts})", re.DOTALL | re.MULTILINE)


_PYTHON: Final = _grammar(_HASHED, f"{_TRIPLE}|{_QUOTED}")
_RUBY: Final = _grammar(_HASHED, f"{_HERE}|{_QUOTED}")
_C: Final = _grammar(_SLASHED, f"{_TRIPLE}|{_QUOTED}|{_TICKED}")
_PHP: Final = _grammar(f"{_SLASHED}|{_HASHED}", rf"<{_HERE}|{_QUOTED}")
_SHELL: Final = _grammar(
    rf"(?<!\S){_HASHED}", rf"{_HERE}|\"(?:[^\"\\]|\\.?)*+(?:\"|\Z)|'[^']*+(?:'|\Z)"
)
_TERRAFORM: Final = _grammar(f"{_HASHED}|{_SLASHED}", f"{_HERE}|{_QUOTED}")
_QUERY: Final = _grammar(rf"{_DASHED}|{_STARRED}", _SQL)
_LUA: Final = _grammar(rf"--{_BRACKETED}|{_DASHED}", f"{_BRACKETED}|{_QUOTED}")
# Ending → how its texts are written; None: of the files that are source code, but for literals.
LANGUAGES: Final[Mapping[str, re.Pattern[str] | None]] = {
    **dict.fromkeys((".py", ".pyi", ".r", ".jl", ".toml", ".ex", ".exs"), _PYTHON),
    **dict.fromkeys(
        ".js .jsx .mjs .cjs .ts .tsx .java .kt .kts .scala .groovy .gradle .go .rs .c .h .cc .cpp "
        ".hpp .cs .swift .dart .vue .svelte".split(),
        _C,
    ),
    **dict.fromkeys((".sh", ".bash", ".zsh", ".pl", ".ps1"), _SHELL),
    **dict.fromkeys((".sql", ".hql"), _QUERY),
    **dict.fromkeys((".tf", ".tfvars"), _TERRAFORM),
    ".rb": _RUBY,
    ".php": _PHP,
    ".lua": _LUA,
    **dict.fromkeys(
        ".yaml .yml .ini .cfg .conf .env .properties .clj .css .scss .bat .cmd .dockerfile .mk "
        ".cmake .npmrc .yarnrc .pypirc .netrc .pgpass .htpasswd .git-credentials .gitconfig "
        ".curlrc .bashrc .zshrc .profile".split()
    ),
}
_YAML: Final = frozenset({".yaml", ".yml"})
_JOINED: Final = re.compile(r"[\s+\\]*+(?:[fFrRbBuU]{1,2})?")


def literals_of(text: str, suffix: str) -> Iterator[Part]:
    """Yield the string literals of source code that hold a sentence.

    Literals that stand one behind the other, or are added, are one text, as their program sees
    them.

    Args:
        text: The source code; it need not be valid.
        suffix: The ending of its file, one of `LANGUAGES`.
    """
    if suffix in _YAML:
        yield from _scalars(text)
    if (grammar := LANGUAGES[suffix]) is None:
        return
    begins = [0, *(match.end() for match in re.finditer("\n", text))]
    run: list[re.Match[str]] = []
    for match in grammar.finditer(text):
        if match["text"] is None:
            continue
        if (body := match.groupdict().get("body")) is not None:
            yield from _verbatim(body, bisect_right(begins, match.start("body")))
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


def _verbatim(body: str, line: int) -> Iterator[Part]:
    """Yield a text that stands in the file as it is, on lines of its own."""
    if len(body.split()) >= _WORDS:
        yield Part(body, f"text at line {line}", Channel.SYSTEM, line)


def _scalars(text: str) -> Iterator[Part]:
    """Yield the values of YAML that hold a sentence, once however often an alias repeats them.

    Those of a file that is no YAML are not told.
    """
    try:
        roots = read_tree(text, "")
    except GovsimError:  # a template, say: it is screened as it stands all the same
        return
    lines = text.split("\n")
    waiting = list(reversed(roots))
    met: set[tuple[int, int]] = set()
    while waiting:
        node = waiting.pop()
        if (at := (node.place.line, node.place.column)) in met and node.kind == "scalar":
            continue
        met.add(at)
        waiting += reversed((*node.entries, *(value for _, value in node.pairs)))
        value = node.scalar
        if isinstance(value, str) and len(value.split()) >= _WORDS:
            yield scalar_part(node, value, lines)


def _body(literal: str) -> tuple[str, int]:
    """Return a literal without its quotes, and how long a quote is."""
    quote = next((each for each in ('"""', "'''", "[[") if literal.startswith(each)), literal[0])
    body = literal[len(quote) :]
    return body.removesuffix("]]" if quote == "[[" else quote), len(quote)
