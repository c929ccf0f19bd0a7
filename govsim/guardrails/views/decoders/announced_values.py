"""Sets the label of a value right in front of it, where a sentence announces a block of lines.

`In the old ticket stands my date of birth, which should be gone:` and, a line or two below, the
value: as it is, in tags, as an array, its groups a line each. What names the value is too far away
for those who look for it beside one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, traits_of
from govsim.guardrails.views.rewriting import Piece, begun, gathered, rewritten
from govsim.guardrails.views.values import Decoding

_CALLED: Final = {
    "phone": r"(?:tele)?phone number|(?:mobile|cell|fax|contact) number|(?:telefon|handy|mobil"
    r"|mobilfunk|ruf)nummer|num[ée]ro de (?:t[ée]l[ée]phone|portable|mobile)"
    r"|n[úu]mero de (?:tel[ée]fono|m[óo]vil|celular|telefone|telem[óo]vel)|numero di (?:telefono"
    r"|cellulare)|meu (?:telefone|celular|telem[óo]vel)|telefoonnummer|numer telefonu",
    "card": r"(?:credit |debit |bank )?card number|kreditkartennummer|kartennummer|num[ée]ro de"
    r" (?:la |ma )?carte(?: bancaire)?|n[úu]mero de (?:la |mi )?tarjeta"
    r"|numero (?:della|di) (?:mia )?carta|n[úu]mero do (?:meu )?cart[ãa]o|creditcardnummer"
    r"|kaartnummer|numer karty",
    "iban": r"iban",
    "ssn": r"social security (?:number|no\.?)|ssn|seguro social",
    "date_of_birth": r"date of birth|birth ?date|dob|geburtsdatum|date de naissance|fecha de"
    r" nacimiento|data di nascita|data de nascimento|geboortedatum|data urodzenia",
    "ip": r"ip[- ]?(?:address|adress?en?|adres)|(?:adresse|direcci[óo]n|indirizzo|endere[çc]o"
    r"|adres) ip|ip",
    "mac": r"mac[- ]?(?:address|adress?en?|adres)|(?:adresse|direcci[óo]n|indirizzo|endere[çc]o"
    r"|adres) mac|hardware address|mac",
    "id": r"nhs number|national insurance number|steuer-?id(?:entifikationsnummer)?|num[ée]ro de"
    r" s[ée]curit[ée] sociale|dni|nie|nif|codice fiscale|cpf|cnpj|bsn|burgerservicenummer|pesel"
    r"|personnummer|aadhaar(?: number)?|passport number|tax id",
    "password": r"pass(?:word|wort|phrase)|contrase[ñn]a|mot de passe|senha|wachtwoord",
    "api_key": r"(?:api|access|secret) (?:key|token)",
}
_LABEL: Final = re.compile(
    "|".join(f"(?P<{kind}>(?<![^\\W_])(?:{words})(?![^\\W_]))" for kind, words in _CALLED.items()),
    re.IGNORECASE,
)
_HEADS: Final = tuple(
    b"phone teleph mobile cell fax contact telefo handy mobil ruf num n\xffmero meu credit debit"
    b" bank card kredit karten kaart iban social"
    b" ssn seguro date birth dob geb fecha data geboorte ip adresse direcci indirizzo endere adres"
    b" mac hardware nhs national steuer dni nie nif codice"
    b" cpf cnpj bsn burger pesel person aadhaar passport tax passw passphrase contrase mot senha"
    b" wachtwoord api access secret numer".split()
)
# The rest of the sentence, and what stands between it and the block.
_LEAD: Final = re.compile(
    r"(?P<rest>[^\n]{0,160}?)(?::[ \t]{0,2}|(?<=[.)])[ \t]?(?=\n`{3}))\n(?:[ \t]*\n"
    r"|[ \t]*`{3}\w{0,12}\n){0,2}"
)
_LINE: Final = re.compile(r"[^\n]{1,200}")
_MOST_LINES: Final = 24
_SENTENCE: Final = re.compile(r"(?:[^\W\d_]{2,}[ ,.]{1,2}){3}")
_TAG: Final = re.compile(r"<[^<>\n]{1,60}>")
_KEY: Final = re.compile(r"[\"']?[A-Za-z_]\w{0,24}[\"']?[ ]?[:=]")
_OUTER: Final = re.compile(r"[^\W\d_]{2,}")
_GROUP: Final = re.compile(
    r"[+]?[A-Za-z]?\d[\w]*|[0-9A-F]{2}(?!\w)|[0-9a-f]{2}(?!\w)|[A-Z]{1,4}\d*(?!\w)"
)
_RULE: Final = re.compile(r"[\s|:+-]+")
_BY: Final = {"ip": ".", "mac": ":", "date_of_birth": "/"}
_SIZES: Final = {
    "phone": range(8, 16), "card": range(13, 20), "iban": range(15, 35), "ssn": range(9, 10),
    "date_of_birth": range(6, 9),
    "ip": range(4, 13), "mac": range(12, 13), "id": range(8, 17),
}  # fmt: skip
_GROUPS_OF: Final = {"ip": 4, "mac": 6, "date_of_birth": 3}
_SECRETS: Final = frozenset(("password", "api_key"))
_MOST: Final = 100
NEEDS: Final = traits_of(b"\n")


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the blocks that are announced so, with the label of the value in front."""
    if b":\n" not in clues.raw and b": \n" not in clues.raw and b"\n```" not in clues.raw:
        return
    labelled: list[Piece] = []
    joined: list[Piece] = []
    for many, label in enumerate(begun(_LABEL, text, clues.places(_HEADS))):
        lead = _LEAD.match(text, label.end()) if many < _MOST else None
        kind = label.lastgroup
        if lead is None or kind is None:
            continue
        lines = list(_lines(text, lead.end()))
        if not lines or (kind in _SECRETS and not _is_key(text[lines[0][0] : lines[-1][1]])):
            continue
        shown = label.group() if kind == "id" else kind.replace("_", " ")
        labelled.append((lines[0][0], lines[0][0], f"{shown}: "))
        groups = _groups(text, lines) if kind not in _SECRETS else []
        if groups and len("".join(groups).lstrip("+")) in _SIZES[kind]:
            plain = _BY.get(kind, " ").join(groups)
            if len(groups) == _GROUPS_OF.get(kind, len(groups)):
                joined.append((lines[0][0], lines[-1][1], f"{shown}: {plain}"))
    for pieces in (labelled, joined):
        for near in gathered(pieces):
            yield rewritten(text, near, "announced")


def _lines(text: str, at: int) -> Iterator[tuple[int, int]]:
    """Yield the lines of a block, up to a blank one, the end of a fence or a sentence."""
    for _ in range(_MOST_LINES):
        line = _LINE.match(text, at)
        if line is None or line.group().isspace() or line.group().lstrip().startswith("```"):
            return
        if _SENTENCE.search(line.group()) is not None:
            return
        yield line.span()
        at = line.end() + 1


def _is_key(block: str) -> bool:
    """Whether a block may be a password or a key, or one in escapes."""
    if "://" in block or any(map(str.isspace, block)):
        return False
    return any(map(str.isdigit, block)) and any(map(str.isalpha, block))


def _groups(text: str, lines: list[tuple[int, int]]) -> list[str]:
    """Return the groups of a block that holds nothing else but markup and names of fields."""
    groups: list[str] = []
    for start, end in lines:
        plain = _TAG.sub(" ", text[start:end])
        if _RULE.fullmatch(plain):
            continue
        plain = _KEY.sub(" ", plain)
        found = _GROUP.findall(plain)
        rest = _GROUP.sub("", plain)
        if _OUTER.search(rest) is not None or _are_names(plain):
            if groups or (any(map(str.isdigit, "".join(found))) and not _are_names(plain)):
                return []
            continue  # the heads of columns
        groups += found
    return groups if len(groups) > 1 else []


def _are_names(plain: str) -> bool:
    """Whether a line has words or single letters only: `a | b | c`, `number1 number2`."""
    words = re.findall(r"[^\W_]+", plain)
    return bool(words) and (
        all(len(word) == 1 and word.isalpha() for word in words)
        or all(re.fullmatch(r"[a-z]{2,}\d{1,2}", word) for word in words)
    )
