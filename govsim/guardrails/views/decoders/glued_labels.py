"""Parts numbers from words that run into them: `ssnx536228726xend`, `visa4539…exp0928`."""

# ruff: noqa: E501 - the words of a language stay together

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.decoders.group_words import DRAWN_LABELS
from govsim.guardrails.views.rewriting import Piece, apart, rewritten, stretches
from govsim.guardrails.views.value_shapes import checks_card, is_internet_address
from govsim.guardrails.views.values import Decoding

# Words that run into a number, and what each says. None is the end of a common word.
_LABELS: Final = {
    "ssn": "ssn socsec socialsecurity soc social",
    "card": "visa mastercard amex maestro kreditkarte karte tarjeta ccn ccnum card pan kaart kortnr",
    "phone": "phone mobile mobil mobiel movil celular cellulare handy tel telefon telefono telefoon"
    " telephone cell gsm sms whatsapp msisdn komorka mob fon callme puhelin tlf",
    "bsn": "bsn", "pesel": "pesel", "nhs": "nhs", "cpf": "cpf", "cnpj": "cnpj", "nif": "nif",
    "nie": "nie", "dni": "dni", "hetu": "hetu", "cpr": "cpr", "regon": "regon", "siren": "siren",
    "siret": "siret", "nir": "nir insee", "aadhaar": "aadhaar aadhar", "tfn": "tfn", "curp": "curp",
    "rfc": "rfc", "personnummer": "personnummer persnr pnr", "fødselsnummer": "fnr",
    "steuer-id": "steuerid idnr steueridnr", "rijksregisternummer": "rijksregister rrnr niss",
    "codice fiscale": "codfisc codicefiscale", "cnp": "cnp", "egn": "egn", "oib": "oib",
    "passport": "passport reisepass passeport pasaporte paszport", "national id": "nationalid natid",
    "ahv": "ahv", "svnr": "svnr", "kennitala": "kennitala", "isikukood": "isikukood",
}  # fmt: skip
_SHOWN: Final = {word: shown for shown, words in _LABELS.items() for word in words.split()}
_WORD: Final = "|".join(sorted(_SHOWN, key=len, reverse=True))
_FIRST: Final = re.compile(
    # At the beginning of a word, or of one of those that capitals set apart; a scan may set an `x` in.
    rf"(?:(?<![A-Za-z])(?i:(?P<low>{_WORD}))|(?<=[a-z])(?P<high>{_WORD.upper()}|{'|'.join(map(str.title, _WORD.split('|')))}))"
    r"(?:(?:_?(?:nr|no|num|number|id|is))?[xX_]{0,2})"
    r"(?P<plain>\+?[0-9](?:[0-9]{6,18}(?P<tail>[A-Za-z])?|[0-9]{1,5}(?:[=~^*][0-9]{2,8}){1,4}))(?![0-9])"
)
_IN_TEXT: Final = re.compile(
    rb"(?:%b)(?:_?(?:nr|no|num|number|id|is))?[x_]{0,2}\+?[0-9]"
    % "|".join(sorted(_SHOWN, key=len, reverse=True)).encode()
)
# Digits that a word runs into, and groups that a sign sets apart: one is in any.
_SOLID: Final = b"0" * 7
_RUNS: Final = tuple(sign + _SOLID for sign in (b"a", b"A", b"_", b"+"))
_GROUPED: Final = (b"0=0", b"0~0", b"0^0", b"0*0")
_CARD: Final = 18  # signs of one, and of what may stand behind it
_GLUED_IP: Final = re.compile(
    r"(?<![A-Za-z])ip(?:v4|addr)?[_#=]?(?P<plain>[0-9]{1,3}(?:\.[0-9]{1,3}){3})(?!\.?[0-9])", re.I
)
_BEFORE_EXPIRY: Final = re.compile(
    r"(?<![0-9])[0-9]{15,16}(?=(?:exp|cvv|cvc|cv2|valid|thru|mm|x)[A-Za-z]{0,6}[^\w\n]{0,2}[0-9])",
    re.I,
)
# In East Asia no space parts a label from the words before it, nor a number from those behind it.
_CHARACTER: Final = "[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]"
_DRAWN: Final = DRAWN_LABELS | {
    word: word if word != "号码" else "number"
    for word in "身份证 身分證 護照 护照 パスポート マイナンバー 個人番号 여권 주민등록번호 주민번호 税号 社保 号码".split()
}
_DRAWN_LABEL: Final = "|".join(sorted(_DRAWN, key=len, reverse=True))
_BEGINS: Final = r"(?=\+?[0-9A-Z][0-9]{2})"
_SAYING: Final = re.compile(
    rf"(?P<label>{_DRAWN_LABEL}){_CHARACTER}{{1,5}}[ :：]{{0,2}}{_BEGINS}"
    rf"|(?<={_CHARACTER})(?P<glued>{_DRAWN_LABEL})[ :：]{{0,2}}{_BEGINS}"
    rf"|(?:(?<=[0-9]{{7}})|(?<=[0-9][ -][0-9]{{4}})){_CHARACTER}"
)
_BESIDE: Final = (b"\xff0", b"0\xff", b"\xff: 0", b"\xff:0", b"\xff\xfe0", b"\xff\xfe 0", b"\xff 0")
_SOCIAL: Final = re.compile(r"(?!000|666|9)[0-9]{3}(?!00)[0-9]{2}(?!0000)[0-9]{4}")
_LEAST: Final = 8  # digits of a number


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines in which such words and numbers stand, parted."""
    pieces: list[Piece] = []
    if (clues.mixed or clues.has(b"_+")) and _may_be_glued(clues):
        pieces += _labelled(text)
    if b"0.0" in clues.outline and any(word[:2] == b"ip" for word in clues.mixed):
        for match in _GLUED_IP.finditer(text):
            if is_internet_address(match["plain"].split(".")):
                pieces.append((*match.span(), f" ip: {match['plain']} "))
    if any(len(word) > _CARD and _is_before_expiry(word) for word in clues.mixed):
        for match in _BEFORE_EXPIRY.finditer(text):
            if checks_card(match.group()):
                pieces.append((*match.span(), f" card {match.group()} "))
    if not clues.ascii and any(beside in clues.outline for beside in _BESIDE):
        for match in _SAYING.finditer(text):
            label = match["label"] or match["glued"]
            shown = f" {_DRAWN[label]}: " if label else f" {match.group()}"
            pieces.append((*match.span(), shown))
    for near in stretches(apart(sorted(pieces))):
        yield rewritten(text, near, "glued-labels")


def _may_be_glued(clues: Clues) -> bool:
    held = clues.outline.__contains__
    solid = held(_SOLID) and any(map(held, _RUNS))
    if not solid and not (clues.has(b"=~^*") and any(map(held, _GROUPED))):
        return False
    return _IN_TEXT.search(clues.lower) is not None


def _is_before_expiry(word: bytes) -> bool:
    return b"x" in word or b"cv" in word or b"valid" in word or b"thru" in word


def _labelled(text: str) -> Iterator[Piece]:
    for match in _FIRST.finditer(text):
        plain = match["plain"]
        if sum(map(str.isdigit, plain)) < _LEAST:
            continue
        shown = _SHOWN[(match["low"] or match["high"]).lower()]
        if shown == "ssn" and not _SOCIAL.fullmatch("".join(filter(str.isdigit, plain))):
            continue
        letter = match["tail"] or ""
        # A last letter may be of the number; what follows it is not.
        behind = text[match.end() : match.end() + 1]
        if letter.isalpha() and behind.isalpha():
            plain = plain[:-1] + " " + letter
        yield *match.span(), f" {shown}: {plain}{' ' if behind == '_' else ''}"
