"""Finds what markup keeps from the eye of a reader: in HTML and CSS, in Markdown, in TeX."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, traits_of
from govsim.guardrails.views.values import Hidden

_TAG: Final = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]{0,20})(?P<rest>[^<>]{0,2000})>"
)
_UNSEEN: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0*\.?0+(?![.\d])"
    r"|font-size\s*:\s*0*\.?[01]?(?:px|pt|em|rem|%)?\s*(?:[;\"'!}]|$)"
    r"|(?:left|top|text-indent|right|bottom|margin-left)\s*:\s*-\d{3,}"
    r"|(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*[;\"'!}]"
    r"|clip(?:-path)?\s*:\s*(?:rect\(0|inset\(\s*(?:50|100)%)|transform\s*:\s*scale\(0"
    r"|color\s*:\s*transparent|line-height\s*:\s*0\s*[;\"'}]",
    re.IGNORECASE,
)
# How pages fold menus away, and write for those who listen: no sign of ill will by itself.
_FOLDED: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0*\.?0+(?![.\d])"
    r"|(?:left|top|text-indent|right|bottom|margin-left)\s*:\s*-\d{3,}"
    r"|(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*[;\"'!}]|clip(?:-path)?\s*:",
    re.IGNORECASE,
)
# Mails set their cells without size, and what stands in them with one again.
_SIZED: Final = re.compile(r"font-size\s*:\s*(?:[2-9]|1\d)", re.IGNORECASE)
_BACKGROUND: Final = re.compile(
    r"(?:background(?:-color)?|bgcolor)\s*[:=]\s*[\"']?(#?\w+(?:\([^)]{0,40}\))?)", re.IGNORECASE
)
_NO_COLOUR: Final = frozenset("none transparent inherit initial unset url".split())
_COLOUR: Final = re.compile(
    r"(?<![-\w])(color|background(?:-color)?)\s*[:=]\s*[\"']?(#?\w+(?:\([^)]{0,40}\))?)",
    re.IGNORECASE,
)
_WHITE: Final = frozenset("white #fff #ffffff #fefefe #fdfdfd rgb(255,255,255) snow".split())
_VOID: Final = frozenset("area base br col embed hr img input link meta source track wbr".split())
_NEVER_SHOWN: Final = frozenset("template noscript".split())
_ATTRIBUTE: Final = re.compile(
    r"\b(?:alt|title|content|aria-label|placeholder|data-[\w-]{1,30}|value)\s*=\s*"
    r"(?:\"([^\"]{40,})\"|'([^']{40,})')",
    re.IGNORECASE,
)
_BEHIND: Final = 2_000  # characters before an element in which its background may be set
_LEAST_VALUE: Final = 40  # characters of an attribute that says something to a reader
_HIDDEN: Final = re.compile(r"(?:^|\s)hidden(?:\s|=|$|/)")
_CLASS: Final = re.compile(r"\b(?:class|id)\s*=\s*[\"']?([\w -]{1,200})", re.IGNORECASE)
_RULE: Final = re.compile(r"[.#]([\w-]{1,60})\s{0,4}\{([^{}]{0,500}\})")
# A definition of a link that nothing refers to: `[//]: # (words)`.
_COMMENT: Final = re.compile(
    r"^[ ]{0,3}\[[^\]\n]{1,80}\]:[ \t]{0,4}(?:<>|#\S{0,40})[ \t]{1,4}"
    r"(?:\([^\n]{1,2000}\)|\"[^\n]{1,2000}\"|'[^\n]{1,2000}')",
    re.MULTILINE,
)
_COMMENT_HEADS: Final = ("\n[", "\n [", "\n  [", "\n   [")
_LINK: Final = re.compile(
    r"\[(?P<alt>[^\]\n]{0,400})\]\([^()\s]{0,400}(?:\s{1,4}\"(?P<title>[^\"\n]{1,400})\")?\)"
)
_TEX: Final = re.compile(
    r"\\(?:textcolor\s?\{white\}\s?\{[^{}]{1,2000}\}|color\{white\}[^{}]{1,2000}"
    r"|phantom\{[^{}]{1,2000}\})"
)
_LEAST_ALT: Final = 60  # characters; what is shorter describes a picture
# Without one of these there is nothing of this in a text.
NEEDS: Final = traits_of(b"<[\\")


def hidden_in(text: str, clues: Clues) -> Iterator[Hidden]:
    """Yield each stretch that a page would not show."""
    if clues.has(b"<"):
        yield from _comments(text) if b"<!--" in clues.raw else ()
        yield from _elements(text)
    if clues.has(b"["):
        if "]:" in text and any(head in f"\n{text}" for head in _COMMENT_HEADS):
            for match in _COMMENT.finditer(text):
                yield Hidden(*match.span(), "markdown-comment")
        if "](" in text:
            for match in _LINK.finditer(text):
                yield from _named(match)
    if clues.has(b"\\") and (b"white" in clues.words or b"phantom" in clues.words):
        for match in _TEX.finditer(text):
            yield Hidden(*match.span(), "white-text")


def _comments(text: str) -> Iterator[Hidden]:
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start + 4)
        end = len(text) if end < 0 else end + 3  # one that is not closed reaches to the end
        yield Hidden(start, end, "html-comment")
        start = text.find("<!--", end)


def _named(link: re.Match[str]) -> Iterator[Hidden]:
    if link["title"]:
        yield Hidden(*link.span("title"), "link-title")
    picture = link.string[link.start() - 1 : link.start()] == "!"
    if picture and len(link["alt"]) >= _LEAST_ALT:
        yield Hidden(*link.span("alt"), "image-alt")


def _elements(text: str) -> Iterator[Hidden]:
    """Yield the elements that are not shown, and what attributes say that is not shown."""
    classes: Mapping[str, str] | None = None  # which hardly a text has that holds no element
    outer, depth, start, reason = "", 0, 0, ""
    for tag in _TAG.finditer(text):
        name = tag["name"].lower()
        if depth:
            depth += _step(tag) if name == outer else 0  # only elements of its name are counted
            if not depth:
                if reason == "css-invisible" and _SIZED.search(text, start, tag.start()):
                    reason = "css-folded"
                yield Hidden(start, tag.end(), reason)
        elif not tag["close"]:
            yield from _attributes(tag)
            if classes is None:
                classes = _unseen_classes(text) if "{" in text else {}
            reason = _why(name, tag["rest"], classes)
            if reason == "white-text" and _is_coloured(text, tag.start()):
                reason = "white-on-colour"
            if reason and name not in _VOID and _step(tag):
                outer, depth, start = name, 1, tag.start()
    if depth:
        yield Hidden(start, len(text), reason)


def _is_coloured(text: str, end: int) -> bool:
    """Whether something before sets a background on which white can be read."""
    found = _BACKGROUND.finditer(text, max(0, end - _BEHIND), end)
    colours = {match[1].lower() for match in found}
    return any(not (c in _WHITE or c.split("(")[0] in _NO_COLOUR) for c in colours)


def _step(tag: re.Match[str]) -> int:
    """Return by how much a tag goes deeper."""
    if tag["close"]:
        return -1
    return 0 if tag["rest"].endswith("/") else 1


def _unseen_classes(text: str) -> dict[str, str]:
    """Return the classes and ids that rules of style keep from being seen, each with how."""
    rules = _RULE.finditer(text)
    return {rule[1]: _how(rule[2]) for rule in rules if _UNSEEN.search(rule[2])}


def _how(style: str) -> str:
    return "css-folded" if _FOLDED.search(style) else "css-invisible"


def _why(name: str, rest: str, classes: Mapping[str, str]) -> str:
    """Return why an element is not shown, or nothing."""
    if name in _NEVER_SHOWN or ("hidden" in rest and _HIDDEN.search(rest)):
        return "html-hidden"
    if ":" in rest and _UNSEEN.search(rest):
        return _how(rest)
    named = _CLASS.search(rest) if classes else None
    for each in named[1].split() if named else ():
        if each in classes:
            return classes[each]
    small = rest.lower()
    if "color" not in small and "background" not in small:
        return ""
    colours = {kind.lower()[:5]: value.lower() for kind, value in _COLOUR.findall(rest)}
    front, behind = colours.get("color"), colours.get("backg")
    if front is not None and front == behind:
        return "css-invisible"
    return "white-text" if front in _WHITE and behind is None else ""


def _attributes(tag: re.Match[str]) -> Iterator[Hidden]:
    rest = tag["rest"]
    for match in _ATTRIBUTE.finditer(rest) if len(rest) >= _LEAST_VALUE else ():
        start, end = match.span(1 if match[1] else 2)
        yield Hidden(tag.start("rest") + start, tag.start("rest") + end, "html-attribute")
