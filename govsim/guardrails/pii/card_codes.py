"""Finds what proves that a card was in hand: security codes, track data and PIN blocks.

Source: PCI DSS 4.0, requirement 3.3 (none of it is kept after authorization); ISO/IEC 7813
(tracks 1 and 2); ISO 9564-1 (PIN blocks of 64 bits).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from govsim import expressions as re
from govsim.guardrails.pii.checksums import luhn
from govsim.guardrails.pii.values import Hit
from govsim.guardrails.spotting import Reading, Words

_PLAIN: Final = (
    r"cvv2?|cvc2?|cav2"
    r"|card[ _-]?(?:verification|security)[ _-]?(?:value|code|number)"
    r"|cryptogramme(?: visuel)?|kartenpr(?:ü|ue)f(?:nummer|ziffern?|zahl|code)"
)
# Codes of many things: who sends one to a telephone calls it so, too.
_CODES: Final = (
    r"security[ _-]?(?:code|number)|sicherheits(?:code|nummer)|pr(?:ü|ue)f(?:ziffern?|nummer|code)"
    r"|c[oó]digo de (?:seguridad|seguran[cç]a|verificaci[oó]n)|code de s[eé]curit[eé]"
    r"|codice di sicurezza|beveiligingscode|kod bezpiecze[ńn]stwa|verification[ _-]?(?:value|code)"
    r"|csc|on (?:the|its) back|auf der rückseite|au dos|(?:al|sul|en el) (?:dorso|reverso)"
)
_SHORT: Final = r"cid|cvn2?|cv2"  # of software, cells and ships as well
_LABEL: Final = re.compile(
    rf"(?:(?P<plain>{_PLAIN})|(?P<code>{_CODES})|(?P<short>{_SHORT}))(?![^\W_])"
    r"(?P<link>[\"'`\]]{0,2}"
    r"(?:\s?\([^()\n]{1,30}\))?"
    r"(?:[ _/-]{0,3}(?:cvv2?|cvc2?|cid|csc))?"
    r"(?:[ _-]?(?:code|number|no|nr|value|nummer|num[eé]ro|num)\b\.?)?[\"'`*_]{0,3}"
    r"(?:\s(?:[a-z-]{1,20}=\"[^\"\n]{0,40}\"\s){0,3}value=|,\s?[\"']value[\"']\s?:"
    r"|(?:\s{0,2}(?:is|was|ist|lautet|est|es|è|é|jest)(?!\w))?\s{0,2}(?:[:=]>?|->|[|>])?"
    # A question, and the answer of whoever speaks next.
    r"|[^\n\d]{0,24}\?{1,3}\s{0,3}\n(?:\[[\d:]{4,8}\]\s?)?[^\n\d:>]{0,24}[:>]))"
    r"[\s\"'`*]{0,4}(?P<value>\d{3,4})(?![\w%€$£]|[.,:/^-]\d|\s?[%€$£])",
    re.IGNORECASE,
)
_PIN: Final = "pin"  # what a block of 64 bits holds
# How labels begin, in small letters, and blocks.
CODE_STEMS: Final = (
    "cvv", "cvc", "cvn", "cv2", "cav2", "csc", "cid", "código de ", "codigo de ", "code de ",
    "codice di ", "cryptogramme", "card", "verification", "security", "sicherheits", "kartenpr",
    "prüf", "pruef", "beveiliging", "kod bezp", "on the back", "on its back", "auf der r",
    "au dos", "al dorso", "sul ", "en el ", _PIN,
)  # fmt: skip
_STEMS: Final = Words(CODE_STEMS, often=True)
# `123 on the back`, read from its end.
_IN_FRONT: Final = re.compile(
    r"(?<![\w.,:/+-])(?P<value>\d{3})[,;]?"
    r"(?: \(?(?:is |are |as )?(?:the )?(?:(?:last )?(?:three|3)[ -]digits? |code |number |ones? )?"
    r"(?:printed |written )?| \()$"
)
_BACK: Final = re.compile(
    r"on (?:the|its) back|auf der rückseite|au dos|al dorso|sul retro|en el reverso"
)
_CARD: Final = re.compile(
    r"(?<![^\W\d_])(?:(?:credit|debit|bank)?cards?(?![a-z])|\w{0,12}karten?(?![a-z])"
    r"|carte|tarjeta|cartão|cartao|carta di|kaart|kart[ay]|expir|exp(?![a-z])|gültig"
    r"|valid (?:thru|until|to)"
    r"|cvv|cvc|cardnumber|cardholder)"
)
_NUMBERED: Final = re.compile(
    r"(?<!\d)\d{4}[ -]?\d{4}[ -]?\d{4}|(?<!\d)3\d{3}[ -]?\d{6}[ -]?\d{5}|(?<![a-z])(?:visa|amex|"
    r"american express|master ?card|maestro|discover)(?![a-z])"
)
# A count of things, a measure, a range or a year is no code.
_COUNTED: Final = re.compile(
    r"\s?(?:ms|s|sec|ml|mm|cm|m|km|kg|g|eur|usd|gbp|euros?|dollars?|errors?|rows?|requests?|times|"
    r"tests?|users?|records?|checks?|fail\w*|fehler\w*|zeilen|mal|patients?|patienten|words?|pages?|"
    r"points?|digits?|char\w*|ziffern?|stellen|bytes?|items?|issues?|tickets?|transactions?|cards?|"
    r"customers?|declines?|veces|fois|syllab\w*|stimuli|trials?|cases?|days?|tage|or|oder|ou|o|bis|"
    r"and up|bad request|not found|unauthorized|forbidden)(?![^\W_])|\s?[–-]\s?\d"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_CLOSED: Final = re.compile(
    r"[\"'`*_]{0,3}(?:\s*(?:$|\n|[,;)\]}|&<!?]|\.(?!\d))|\s+(?:and|und|et|y|e|i|exp\w*|valid|gültig|"
    r"please|bitte|thanks|for the card|on the card|on my card)(?!\w))"
)
_BLOCK: Final = re.compile(
    r"(?:pin[ _-]?block|encrypted[ _-]?pin(?:[ _-]?block)?)(?![^\W_])[\"'`]?(?: is)?"
    r"[\s:=>\"'`]{1,6}"
    r"(?:0x)?(?P<value>(?:[0-9a-f]{2} ?){7}[0-9a-f]{2})(?![0-9a-z])",
    re.IGNORECASE,
)
_FIRST_TRACK: Final = re.compile(
    r"B(?P<card>\d{12,19})\^[^^\n]{2,26}\^(?P<value>\d{7}[^?\s^]{0,60})"
)
_SECOND_TRACK: Final = re.compile(r"(?P<card>\d{12,19})[=Dd](?P<value>\d{7,24})F?(?![0-9A-Za-z])")
# A number as long as a card's, with `0` for each digit, and what ends it on a track.
_LONG: Final = b"0" * 12
_ENDS: Final = b"=dD^"
_BEFORE: Final = 160  # characters in which a card is spoken of
_BEHIND: Final = 80
_MOST_IN_FRONT: Final = 60


def card_codes(
    text: str, reading: Reading, stems: Mapping[str, Sequence[int]] | None = None
) -> Iterator[Hit]:
    """Yield security codes behind their labels, PIN blocks, and what tracks hold besides the card.

    Args:
        text: What is read.
        reading: The same as it reads.
        stems: Those of `CODE_STEMS` that the text holds, and where; None looks for them.
    """
    low, floor = reading.low, 0
    if stems is None:
        stems = _STEMS.places(reading)[0]
    for at in sorted({at for places in stems.values() for at in places}):
        if at < floor or not _begins(text, at):
            continue
        hit = _labelled(text, low, at) or _in_front(text, low, at)
        if hit is not None:
            floor = hit.end
            yield hit
    if _PIN in stems and ("block" in low or "encrypted" in low):
        for match in _BLOCK.finditer(text):
            if any(map(str.isdigit, match["value"])):
                yield Hit(*match.span("value"), "CARD_CODE", 0.95, "pin-block")
    if _may_hold_tracks(reading):
        yield from _tracks(text)


def _may_hold_tracks(reading: Reading) -> bool:
    """Whether a number as long as a card's ends as on a track."""
    digits, mirror = reading.digits, reading.mirror
    at = digits.find(_LONG)
    while at >= 0:
        end = digits.find(b" ", at)
        if end < 0:
            return False
        if mirror[end] in _ENDS:
            return True
        at = digits.find(_LONG, end)
    return False


def _tracks(text: str) -> Iterator[Hit]:
    patterns = (_FIRST_TRACK, _SECOND_TRACK) if "^" in text else (_SECOND_TRACK,)
    for pattern in patterns:
        for match in pattern.finditer(text):
            month = match["value"][2:4]
            if text[max(0, match.start() - 1) : match.start()].isalnum():
                continue
            if luhn(match["card"]) and "01" <= month <= "12":
                yield Hit(*match.span("value"), "CARD_CODE", 0.97, "card-track")


def _begins(text: str, at: int) -> bool:
    """Whether a word begins here: at no letter, at a capital of `cardCvv`, behind `card`."""
    before = text[at - 1 : at]
    if not before.isalpha():
        return True
    return (before.islower() and text[at].isupper()) or text[at - 4 : at].lower() == "card"


def _labelled(text: str, low: str, at: int) -> Hit | None:
    match = _LABEL.match(text, at)
    if match is None or _COUNTED.match(low, match.end()):
        return None
    start, end = match.span("value")
    bare = not match["link"].strip(" \"'`*_\n\t])")
    if bare and not (_CLOSED.match(low, end) or text[at - 1 : at] in {'"', "'", "<", "["}):
        return None
    score = _score(match, low, bare=bare)
    return Hit(start, end, "CARD_CODE", score, "card-code") if score else None


def _score(match: re.Match[str], low: str, *, bare: bool) -> float:
    """Return how likely digits behind a label are a card's; 0 where they are not."""
    value, at, end = match["value"], match.start(), match.end()
    numbered = _near(_NUMBERED, low, at, end)
    spoken = numbered or _near(_CARD, low, at, end)
    if match["plain"]:
        if len(value) == 4 and not spoken and (bare or _YEAR.fullmatch(value)):
            return 0.0
        return 0.95 if spoken or not bare else 0.7
    if match["short"]:
        return 0.9 if numbered else 0.0
    if spoken:
        return 0.9 if len(value) == 3 or not _YEAR.fullmatch(value) else 0.0
    named = low[at : at + 2] not in {"cs", "pr", "on", "au", "al", "su", "en", "ve"}
    return 0.55 if named and len(value) == 3 and not bare else 0.0


def _near(pattern: re.Pattern[str], low: str, at: int, end: int) -> bool:
    """Whether something is said in front of a label or behind its value."""
    before = low[max(0, at - _BEFORE) : at]
    return bool(pattern.search(before) or pattern.search(low[end : end + _BEHIND]))


def _in_front(text: str, low: str, at: int) -> Hit | None:
    """Return the digits in front of "on the back", where a card is spoken of."""
    if _BACK.match(low, at) is None:
        return None
    begin = max(0, at - _MOST_IN_FRONT)
    match = _IN_FRONT.search(low[begin:at])
    if match is None:
        return None
    start, end = begin + match.start("value"), begin + match.end("value")
    if not (_near(_CARD, low, start, at) or _near(_NUMBERED, low, start, at)):
        return None
    return Hit(start, end, "CARD_CODE", 0.85, "card-code")
