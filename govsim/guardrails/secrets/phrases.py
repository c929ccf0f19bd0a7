"""Finds passphrases and code words behind their labels, and passwords that a sentence tells.

They are words as any others: what stands behind `duress word:` or `frase-senha:` is one for its
label alone, up to the end of the clause. A sentence that tells a password names none: `typed her
old one, Spring2024`, `reset to …`, where passwords are spoken of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from govsim import expressions as re
from govsim.guardrails.scripts import by_small_letters, places_abroad
from govsim.guardrails.secrets.hits import PASSWORD, Hit
from govsim.guardrails.secrets.runs import Runs, stem_of
from govsim.guardrails.secrets.strength import password_strength
from govsim.guardrails.secrets.told import says_of

# How labels begin, in a mirror of Latin-1 in small letters.
_LABELS: Final = (
    b"duress", b"safe word", b"safeword", b"code word", b"codeword", b"secret word", b"passphrase",
    b"pass phrase", b"memorable", b"seed phrase", b"recovery phrase", b"phrase ", b"frase",
    b"palabra ", b"palavra ", b"parola ", b"losung", b"codewort", b"kennwort",
    b"sicherheitswort", b"merksatz",
    b"wachtzin", b"codewoord", b"kodord", b"tunnussana", b"salalause", b"turvasana", b"kodeord",
    b"mot secret", b"security answer", b"secret answer",
)  # fmt: skip
_TOLD: Final = (
    b"old one", b"new one", b"temporary one", b"usual one", b"current one", b"reset to",
    b"reset it to", b"changed to", b"changed it to", b"set it to", b"changed mine to",
)  # fmt: skip
STEMS: Final = _LABELS + _TOLD
ABROAD: Final = by_small_letters(
    ("hasł", "Hasł", "одов", "екретн", "онтрольн", "арольн", "合言葉", "암구호")
)
_NAME: Final = (
    r"(?:duress|safe ?|code ?|secret )word|duress|pass ?phrase|memorable (?:word|phrase|answer)|"
    r"(?:seed|recovery) phrase|(?:security|secret) answer|"
    r"phrase (?:secr[èe]te|de passe|de r[ée]cup[ée]ration)|mot secret|"
    r"frase[- ](?:senha|secreta|segreta|passe|semilla|d'ordine|de (?:contraseña|seguridad|"
    r"seguran[çc]a|"
    r"recupera(?:ci[óo]n|[çc][ãa]o))|di recupero)|"
    r"palabra (?:secreta|de seguridad|de paso)|palavra (?:secreta|de seguran[çc]a)|"
    r"parola (?:segreta|di sicurezza)|losung(?:swort)?|codewort|(?:telefon)?kennwort|"
    r"sicherheitswort|"
    r"merksatz|wachtzin|codewoord|kodord|tunnussana|salalause|turvasana|kodeord|"
    r"has[łl]o (?:telefoniczne|awaryjne|s[łl]owne|do infolinii|do alarmu|odwo[łl]ania|"
    r"pod przymusem)|"
    r"(?:к?одовое|с?екретное|к?онтрольное) слово|п?арольная фраза|к?одове слово|合言葉|암구호"
)
_LABELLED: Final = re.compile(
    rf"(?:{_NAME})(?:\s[^\W\d_]{{1,12}}){{0,4}}?\s?"
    r"(?P<link>[:=：]|は|\s(?:is|was|ist|lautet|to|brzmi|est|es|è|é|är|er|on)(?=\s))[ \t]{0,2}"
    r"(?P<quote>[\"'`“„«]?)(?P<value>[^\W\d_][^\n.;:,!?()\"'`“”«»<>=]{2,60})",
    re.IGNORECASE,
)
# What says something about a passphrase, and is none.
_ABOUT: Final = re.compile(
    r"(?:at|a|an|the|not|never|no|none|must|should|may|can|used|required|optional|your|too|"
    r"minimum|what|how|"
    r"see|ask|same|stored|set|only|any|empty|needed|known|wrong|correct|invalid|missing|unknown|"
    r"been|being|"
    r"mindestens|nicht|ein|eine|der|die|das|falsch|co najmniej|nie|minimum|nieprawid\w+|au moins|"
    r"pas|une?|"
    r"al menos|no|una?|almeno|non|pelo menos|n[ãa]o|um|minstens|niet|een|minst|inte|string|str|"
    r"bytes|null|"
    r"true|false|nil|option\w*|protect\w*|encrypt\w*|prompt\w*|enter|type|describe\w*|long|"
    r"strong|weak|"
    r"которое|не|которая)(?![^\W_])",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(
    r"[a-z ]{6,15}(?:[:,]| is| was|)\s{1,2}[\"'`“]?(?P<value>[^\s\"'`”,;<>(){}\[\]]{6,40})",
    re.IGNORECASE,
)
_SPOKEN: Final = re.compile(
    r"passw|kennwort|has[łl]o|credential|log ?[io]n\b|locked out|logged|sign[- ]?in|account",
    re.IGNORECASE,
)
_CHOSEN: Final = re.compile(r"(?=.*\d)(?=.*[a-zà-ÿ])(?=.*[A-Z!@#$%^&*_?+~]).{6,}", re.DOTALL)
_AROUND: Final = 200  # characters in which passwords are spoken of
_MOST: Final = 7  # words of a passphrase, unless it recovers a wallet
_WALLET: Final = 24
_STRONG: Final = 0.8  # of a password that no label names
_LABELLED_WHY: Final = "it stands behind the name of a passphrase or code word"
_TOLD_WHY: Final = "a sentence tells it where passwords are spoken of"


def find_phrases(text: str, runs: Runs) -> Iterator[Hit]:
    """Yield each phrase behind its label, and each password that a sentence tells."""
    labels = _places(runs, _LABELS_BY_STEM)
    labels.update(places_abroad(text, ABROAD, runs.abroad))
    for at in sorted(labels):
        hit = _labelled(text, at)
        if hit is not None:
            yield hit
    for at in _places(runs, _TOLD_BY_STEM):
        hit = _told(text, at)
        if hit is not None:
            yield hit


def _by_stem(literals: Iterable[bytes]) -> Mapping[bytes, tuple[bytes, ...]]:
    found: dict[bytes, tuple[bytes, ...]] = {}
    for literal in literals:
        stem = stem_of(literal)
        found[stem] = (*found.get(stem, ()), literal)
    return found


_LABELS_BY_STEM: Final = _by_stem(_LABELS)
_TOLD_BY_STEM: Final = _by_stem(_TOLD)


def _places(runs: Runs, literals: Mapping[bytes, tuple[bytes, ...]]) -> set[int]:
    """Return where literals stand, given by their stems."""
    places = set[int]()
    for stem in runs.held(literals):
        for literal in literals[stem]:
            places.update(runs.places(literal))
    return places


def _labelled(text: str, at: int) -> Hit | None:
    found = _LABELLED.match(text, at)
    if found is None:
        return None
    value = found["value"].rstrip(" -")
    if _ABOUT.match(value) or text.startswith("(", found.end("value")):
        return None  # what is said of it, or a function called
    words = len(value.split())
    wallet = text[at : at + 4].lower() in {"seed", "reco"}
    told = found["link"] in {":", "=", "：", "は"} or found["quote"] or words == 1
    verb = found["link"].strip()
    polish = text[at : at + 3].lower() == "has"
    said = words == 1 and (says_of(verb, value) or (verb == "to" and not polish))
    if not told or said or words > (_WALLET if wallet else _MOST):
        return None
    start = found.start("value")
    return Hit(start, start + len(value), 0.7, "told-phrase", _LABELLED_WHY, PASSWORD)


def _told(text: str, at: int) -> Hit | None:
    found = _SENTENCE.match(text, at)
    if found is None:
        return None
    value = found["value"].rstrip(".:!?")
    if _CHOSEN.fullmatch(value) is None or password_strength(value) < _STRONG:
        return None
    if not _SPOKEN.search(text, max(0, at - _AROUND), found.end() + _AROUND):
        return None
    start = found.start("value")
    return Hit(start, start + len(value), 0.65, "told-password", _TOLD_WHY, PASSWORD)
