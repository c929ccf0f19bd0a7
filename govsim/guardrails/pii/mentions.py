"""Finds accounts that a text speaks to or of by an at sign: `thanks @bo_tarrow`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.pii.values import Hit

# What stands glued in front of it, or opens behind it, makes it a part of something else: an
# e-mail address, a path of a package, a call, a quotation of code.
MENTION: Final = re.compile(
    r"@(?<![\w@/.`#$&=+~:\\-]@)(?P<name>[A-Za-z_]\w{2,29}(?:\.\w{2,20})?)(?![\w@/(\[{`]|[-.:]\w)",
    re.ASCII,
)
_SCORE: Final = 0.5
# Variables of SQL and of scripts: `SET @total = 1`, `where id = @id`.
_VARIABLE_BEFORE: Final = re.compile(
    r"(?:[=<>+*|{\[]|\w\(|(?<![^\W_])(?:declare|print|set|exec))\s*$",
    re.IGNORECASE,
)
_VARIABLE_BEHIND: Final = re.compile(r"\s*(?:[=<>+*]|;\s*$|,\s*@\w+\s*[,)=])", re.MULTILINE)
# Tags of comments, and decorators, which have a line of their own or stand before a declaration.
_COMMENTED: Final = re.compile(r"\s*(?:[*#]|//|--|/\*)")
_DECLARED: Final = re.compile(
    r"\s+(?:public|private|protected|internal|static|final|abstract|async|class|def|void|import|"
    r"export|const|let|var|func|fun|int|string|bool|boolean|interface|struct|enum|@)(?!\w)"
)
_NOBODY: Final = frozenset(
    """here channel everyone all team group todo home work school night noon once least most
    gmail hotmail yahoo outlook
    param params returns return throws throw exception see since deprecated author version link
    override test autowired inject bean component service controller repository entity table
    column property staticmethod classmethod dataclass abstractmethod pytest fixture cached
    media import charset keyframes supports layer container apply include mixin extend page
    namespace tailwind use forward each for foreach else elseif endif end endsection section yield
    extends model using inject rendersection html echo off argv inc env id type types template
    example brief file todo note ingroup interface implementation selector synthesize protocol
    article book inproceedings misc handle username user yourname twitterhandle
    optional required nonatomic objc escaping published state binding main available""".split()
)
_QUOTES: Final = frozenset("'\"")
_AROUND: Final = 40  # characters in which what stands before or behind is looked for


def mentions(text: str) -> Iterator[Hit]:
    """Yield who is mentioned, in the order of the text; the at sign belongs to it."""
    for match in MENTION.finditer(text):
        if match["name"].lower() not in _NOBODY and not _is_code(text, *match.span()):
            yield Hit(*match.span(), "USERNAME", _SCORE, "mention")


def _is_code(text: str, start: int, end: int) -> bool:
    """Whether it is a variable, a decorator or a tag of a comment."""
    begin = max(text.rfind("\n", max(0, start - _AROUND), start) + 1, start - _AROUND)
    before, behind = text[begin:start], text[end : end + _AROUND]
    if before[-1:] in _QUOTES and behind[:1] == before[-1:]:
        return True  # a path of a package
    if _VARIABLE_BEFORE.search(before) or _VARIABLE_BEHIND.match(behind):
        return True
    alone = not before.strip() and not behind.partition("\n")[0].strip()
    return (
        (alone and "\n" in text)
        or _COMMENTED.match(before) is not None
        or _DECLARED.match(behind) is not None
    )
