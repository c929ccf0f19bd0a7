"""Reads the small corpus: own texts of many kinds, with what is personal marked by hand."""

import re
from pathlib import Path

FOLDER = Path(__file__).parent
KINDS = ("contracts", "encyclopedia", "languages", "polish", "posts", "prose", "unseen")
_MARK = re.compile(r"\[([PLAO]):([^\]]*)\]")
_TYPES = {"P": "PERSON", "L": "LOCATION", "A": "ADDRESS", "O": "ORG"}
NUMBERS = (
    "My SSN is 219-09-1234 and my card 4111 1111 1111 1111.",
    "Call (212) 555-0142 or +44 20 7946 0958, mail ana@example.com.",
    "IBAN DE44500105175407324931, BIC DEUTDEFF, host 203.0.113.77.",
    "date 2024-03-01 12:00:01, order 4815162342, page 12-14",
    "passport X1234567, licence K9327783840, account 123456789012",
    "see https://example.com/a?b=c and 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
    "PESEL 44051401359, NIP 526-104-08-28, NHS 943 476 5919",
    "１２３-45-6789 and ana＠example.com; ٣٤٥ Kelvin \u212a",
    "x" * 3000 + " 02 1234 5678 ext 12 " + "y" * 50,
    "",
)


def marked(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Return a line without its marks, and what they mark."""
    text, spans, at = "", [], 0
    for match in _MARK.finditer(line):
        text += line[at : match.start()]
        spans.append((len(text), len(text) + len(match[2]), _TYPES[match[1]]))
        text += match[2]
        at = match.end()
    return text + line[at:], spans


def lines(kind: str) -> list[tuple[str, list[tuple[int, int, str]]]]:
    """Return the lines of one kind."""
    return [marked(line) for line in (FOLDER / f"{kind}.txt").read_text("utf-8").splitlines()]


def plain_texts() -> list[str]:
    """Return every text, without marks, and texts full of numbers."""
    return [text for kind in KINDS for text, _ in lines(kind)] + list(NUMBERS)


_ANY_MARK = re.compile(r"\[([A-Z_]{2,}):([^\]]*)\]")


def styled(name: str = "styles") -> list[tuple[str, str, list[tuple[int, int, str]]]]:
    """Return texts of eleven styles: the style, the text, and every personal thing in it."""
    found = []
    for block in re.split(r"^## ", (FOLDER / f"{name}.txt").read_text("utf-8"), flags=re.M)[1:]:
        style, _, texts = block.partition("\n")
        for marked_text in texts.strip("\n").split("\n%%\n"):
            text, spans, at = "", [], 0
            for match in _ANY_MARK.finditer(marked_text):
                text += marked_text[at : match.start()]
                spans.append((len(text), len(text) + len(match[2]), match[1]))
                text += match[2]
                at = match.end()
            found.append((style, text + marked_text[at:], spans))
    return found
