"""Reads numbers in which letters stand for many digits: `my phone is o78oi 26e eit`.

A word in front says what the number is; its letters alone would be any word.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, traits_of
from govsim.guardrails.views.rewriting import Piece, begun, gathered, rewritten
from govsim.guardrails.views.value_shapes import checks_card, checks_iban
from govsim.guardrails.views.values import Decoding
from govsim.guardrails.views.vocabulary import known

# What numbers are called, by how each is shown; beginnings of words of many languages.
_CALLED: Final = {
    "phone": r"(?:tele?)?phone|tele?fon\w{0,8}|t[ée]l(?:[ée]phone|[ée]fono|efone|[.])?"
        r"|telefo\w{0,8}|mobil\w{0,8}|handy\w{0,6}"
    r"|cell(?:ulare?)?|celular|m[óo]vil|portable|whatsapp|fax|puhelin|gsm",
    "ssn": r"ssns?|social security|social",
    "card": r"(?:credit|debit|kredit)?[ -]?(?:card|karte)\w{0,8}|kartennummer|visa|mastercard|amex"
        r"|tarjeta|carte|carta|cart[ãa]o|karta",
    "iban": r"iban",
    # Those of digits alone.
    "id": r"cpf|cnpj|pesel|nhs|bsn|nir|steuer-?id\w{0,8}|personnummer|aadhaar|tfn|abn|sin"
        r"|s[ée]curit[ée] sociale|nip|regon",
    "date of birth": r"birth|dob|geburtsdatum|geboren|naissance|nacimiento|nascita|nascimento"
        r"|geboortedatum",
}  # fmt: skip
_LABEL: Final = re.compile(
    "|".join(
        f"(?P<{kind.replace(' ', '_')}>(?<![^\\W_])(?:{words})(?![^\\W_]))"
        for kind, words in _CALLED.items()
    ),
    re.IGNORECASE,
)
_LINK: Final = re.compile(
    r"(?:[ ]?(?:[\"'#*()]|n[ro°º.]{1,2}|num(?:ber|mer|éro|ero)|numer|numéro|número|nummer"
    r"|no\.)){0,2}(?:[ ](?:(?:\(\w{2,12}\))|of|the)){0,2}"
    r"(?:[ ](?:bancaire|di credito|de cr[ée]dito|de cr[ée]dit))?(?:[ ]?[:=][ ]?|,?[ ](?:is|are|as"
    r"|reads|should be|was|ist|lautet|es|est|é|è|jest|to|goes|which is|you asked for|on|at|is"
    r" given here"
    r" again|again|que pediu|que você pediu)(?:,? (?:is|é|es|è))?(?![^\W_])[ ]?:?[ ]?|[ ])",
    re.IGNORECASE,
)
_SIGNS: Final = "0-9OoIiLlEeAaSsTtBbZzGgQq|"
_ROW: Final = re.compile(
    rf"[+]?[(]?[{_SIGNS}]{{1,19}}[)]?(?:[ ./()–-]{{1,3}}[{_SIGNS}]{{1,19}}){{0,9}}(?![\w@])"
)
_GROUP: Final = re.compile(rf"[{_SIGNS}]+")
_DIGIT: Final = str.maketrans("OoIiLl|EeAaSsTtBbZzGgQq", "0011111334455778822" + "6999")
# Digits with anything between them, but for what usual readers take.
_APART: Final = re.compile(r"[+]?(?:[ ·.•*|,_/()–-]{0,4}\d){7,19}(?!\w)")
_ACCOUNT: Final = re.compile(r"[A-Z](?:[ ]{0,4}[A-Z0-9]){14,33}")
_FEW_GROUPS: Final = 6
_SIZES: Final = {
    "phone": range(8, 16), "ssn": range(9, 10), "card": range(13, 20),
    "id": range(9, 16), "date_of_birth": range(6, 9),
}  # fmt: skip
_DIGITS: Final = re.compile(r"\d+")
_ROWED: Final = re.compile(rb"0(?P<by>[ .|*,_/\xfe\xff-]{1,3})0(?P=by)0(?P=by)0")
_LEAST_DIGITS: Final = 2
_LEAST_LETTERS: Final = 2
_SHORT: Final = 3
_MOST: Final = 300
NEEDS: Final = traits_of(b"0")
# Letters that stand for digits, beside one.
_BESIDE: Final = re.compile(rb"[0-9+][oilbeastzgq|]|[oilbeastzgq|][0-9]")
_HEADS: Final = tuple(
    b"phone tel t\xffl mobil handy cell celular m\xffvil movil portable whatsapp fax puhelin gsm"
    b" ssn social credit debit kredit card"
    b" kart visa mastercard amex tarjeta carte carta cart iban cpf cnpj pesel nhs bsn nir steuer"
    b" personnummer aadhaar"
    b" s\xffcurit securit nip regon tfn abn sin birth dob geb naissance nacimiento nascita"
    b" nascimento"
    b" geboortedatum".split()
)


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines with such numbers in digits."""
    mixed = b"+" in clues.raw or any(map(_BESIDE.search, clues.mixed))
    apart = b"0  " in clues.outline or _ROWED.search(clues.outline) is not None
    if not (mixed or apart):
        return
    pieces: list[Piece] = []
    for many, label in enumerate(begun(_LABEL, text, clues.places(_HEADS))):
        if many >= _MOST:
            break
        link = _LINK.match(text, label.end())
        row = _ROW.match(text, link.end()) if link is not None else None
        if link is None or label.lastgroup is None:
            continue
        if row is not None and mixed:
            pieces += _number(text, row, label.lastgroup)
        if apart:
            pieces += _apart(text, link.end(), label.lastgroup)
    for near in gathered(pieces):
        yield rewritten(text, near, "lettered")


def _apart(text: str, at: int, kind: str) -> Iterator[Piece]:
    """Yield the number whose digits stand one by one, or with gaps of any width between them."""
    if kind == "iban":
        account = _ACCOUNT.match(text, at)
        for size in range(34, 14, -1) if account is not None else ():
            solid = "".join(account.group().split())[:size] if account is not None else ""
            if len(solid) == size and checks_iban(solid):
                yield at, account.end() if account else at, solid
                return
        return
    row = _APART.match(text, at)
    if row is None:
        return
    groups = _DIGITS.findall(row.group())
    digits = "".join(groups)
    loose = "  " in row.group() and not row.group().startswith("  ")
    if len(digits) not in _SIZES[kind] or not (
        loose or len(groups) >= max(_FEW_GROUPS, len(digits) - 1)
    ):
        return
    if kind != "card" or checks_card(digits):
        yield *row.span(), ("+" if row.group()[0] == "+" else "") + digits


def _number(text: str, row: re.Match[str], kind: str) -> Iterator[Piece]:
    """Yield the number that a row is, without the words of the sentence at its end."""
    if kind == "iban":
        return
    groups = list(_GROUP.finditer(text, *row.span()))
    while groups and _is_word(groups[-1].group()):
        groups.pop()
    if not groups:
        return
    solid = "".join(group.group() for group in groups)
    digits, letters = sum(map(str.isdigit, solid)), sum(map(str.isalpha, solid))
    mixed = any(len({*map(str.isdigit, group.group())}) > 1 for group in groups)
    grouped = kind == "ssn" and [len(group.group()) for group in groups] == [3, 2, 4]
    if not grouped and (digits < _LEAST_DIGITS or letters < _LEAST_LETTERS or not mixed):
        return
    if len(solid) not in _SIZES[kind]:
        return
    plain = text[row.start() : groups[-1].end()].translate(_DIGIT)
    number = "".join(filter(str.isdigit, plain))
    if kind == "card" and not checks_card(number):
        return
    if kind == "ssn":
        plain = f"{number[:3]}-{number[3:5]}-{number[5:]}"
    yield row.start(), groups[-1].end(), plain


def _is_word(group: str) -> bool:
    """Whether letters are a word of the sentence, not the last group."""
    if not group.isalpha():
        return False
    return known(group.lower()) or (len(group) < _SHORT and len({*group}) > 1)
