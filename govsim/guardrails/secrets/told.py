"""Decides whether a plain word that a sentence tells is a password: `the password is …`.

Any word may be one. So may any word be what documentation says of passwords, `required`, `hashed`,
`here`: those are few in each language, and a noun without an article is none of them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from govsim import expressions as re
from govsim.guardrails.secrets.candidates import CUT
from govsim.guardrails.secrets.chosen import Chosen, chosen
from govsim.guardrails.secrets.hits import PASSWORD, Hit
from govsim.guardrails.secrets.settings import BY_NAME

_SPAN: Final = 100  # characters of a line that are read before a name
_VERB: Final = 16  # characters behind a value in which a verb ends the sentence
_NEAR: Final = 160  # characters in which an account is named
_SCORES: Final = {Chosen.WORD: 0.55, Chosen.WORDS: 0.58, Chosen.MIXED: 0.65, Chosen.MARKED: 0.8}
_WHY: Final = "a sentence tells it as a password"
# What the password is for: `password for the printer is`, `password we use is`.
_ASIDE: Final = (
    r"(?P<aside>(?:[ ](?:for|of|on|to|in|at|from|under|do|od|na|dla|ze?|für|zum|zur|vom|von|der|"
    r"des|du|de|del|della|dello|dei|per|pour|para|da|dos|van|voor|op|k|ke|pro|till?|på|à|au|I|we|"
    r"you|they|he|she)"
    r"(?:[ ](?!(?:<VERB>|<TO>)[ ])[^\s,;:!?()\"`=<>{}]{1,40}+){1,5}?"
    r"|[ ](?:provvisoria|temporanea|iniziale|attuale|provisional|temporal|inicial|actual|"
    r"provisória|temporária|provisoire|temporaire|actuel)|[ ]as[ ](?:always|usual|before)"
    r"|,[ ][^,\n.:;\"'=]{2,24},)?)"
)
_STILL: Final = (
    r"(?:(?:still|now|just|again|currently|always|simply|literally|actually|really|apparently|"
    r"immer|noch|jetzt|weiterhin|einfach|toujours|maintenant|encore|simplement|ahora|siempre|"
    r"simplemente|ora|adesso|sempre|ancora|agora|ainda|nog|nu|altijd|steeds|teraz|nadal|wciąż|"
    r"zawsze|po prostu|teď|stále|pořád|prostě)[ ]){0,2}"
)
_CALLED: Final = (
    r"(?:(?:the|das|le|la|el|o|il)[ ](?:word|string|phrase|Wort|mot|palabra|parola)[ ])?"
)
_LINK: Final = (
    r"(?:[ ](?:hasn['’]t|has not)[ ]changed[,:]?(?:[ ]it['’]s)?(?P<same>[ ]still[ ])"
    r"|[ ](?:(?:is|was|has been|have been|had been|got|gets|now|ist|wurde|a été|est|fue|ha sido|"
    r"è stata|foi|werd)[ ])?(?:(?:set|changed|reset|updated|switched|rotated|back|changé|"
    r"cambiada|impostata|alterada|gewijzigd)[ ])?(?P<to><TO>)[ ]"
    r"|[ ](?P<verb><VERB>)[ ]?:?[ ]|(?P<is>['’]s)[ ]"
    r"|[ ]?(?P<sign>[:：]|→|=>|->|=|–|—|-)[ ]{1,2})"
)
_VALUE: Final = (
    r"(?P<frame>[\"'`“„«*_]{0,2}|\()[ ]?"
    r"(?P<value>(?:(?!&(?:quot|lt|gt|nbsp|#x3[CE]);)[^\s\"'`“”„«»<>(){}\[\]|*]){4,60})"
)
# Where a clause ends, or what goes on with it.
_ENDS: Final = re.compile(
    r"[ ]?[\"'`”»*_]{0,3}(?:[.!,;)]{0,3}[ \t\r]{0,8}(?:\n|\Z|</|\\n)|[.!;,)]{1,3}(?=\s)"
    r"|[ ](?:and|but|btw|und|aber|et|mais|y|pero|e|ed|ma|mas|i|ale|a|en|maar|och|og|men)(?!\w)"
    r"|[ ](?=[^\w\s\"'`“„«]))"
)
_ENDS_OR_ON: Final = re.compile(
    rf"{_ENDS.pattern}|[ ](?:for|on|in|until|by|today|this|last|yesterday|because|since|after|"
    r"before|when|so|as|für|am|im|seit|pour|dans|"
    r"para|en|per|em|voor|sinds|dla|w|od|pro|v|to|um|om|aby|żeby)[ ]"
    r"|[ ](?:\w{0,6}(?:geändert|gesetzt|gestellt)|gewijzigd|veranderd|ingesteld)(?!\w)"
)
# What makes a clause a condition, a question, or a test of a program.
_IF: Final = re.compile(
    r"\b(?:if|when|whether|unless|until|while|once|assert|elif|wenn|falls|ob|sobald|si|quand|"
    r"lorsque|cuando|se|quando|caso|jeśli|jeżeli|gdy|czy|als|wanneer|pokud|když|jestli|om)[ ]",
    re.IGNORECASE,
)
# What makes a password any at all.
_ANY: Final = re.compile(
    r"\b(?:an?|any|every|each|no|which|what|whose|most)[ ](?:[\w-]+[ ]){0,2}$", re.IGNORECASE
)
_ANY_ABROAD: Final = re.compile(
    r"\b(?:eine?[ms]?|jedes|kein|welches|un|une|chaque|aucun|quel|una|uma|cada|ogni|nessuna|ninguna|"
    r"nenhuma|qual|cuál|een|elk|ieder|geen|welk|každé|žádné|każde|żadne|jakie|ett|et)[ ]"
    r"(?:[\w-]+[ ]){0,2}$",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"[.!?;:][ ]")
_HANDED: Final = re.compile(
    r"\b(?:the|with|and|use|using|uses|use:|by|mit|und|avec|et|con|y|e|com|med|met|en|z|i|s|a)[ ]"
    r"(?:(?:the|a|default|same|hard-coded|hardcoded|weak|static|root|admin|temporary|initial|"
    r"common|shared|simple|old|new|enable|sudo|master)[ ]){0,3}$|[(,;/][ ]?$",
    re.IGNORECASE,
)
# Who reads is told to use it.
_GIVEN: Final = re.compile(
    r"\b(?:use|using|uses|enter|type|try)[ ](?:(?:the|admin|guest|root)[ ]){0,2}$", re.IGNORECASE
)
_GIVEN_ABROAD: Final = re.compile(
    r"\b(?:utilisez|utiliser|entrez|saisissez|tapez|usa|usate|utiliza|ingresa|introduce|"
    r"introduzca|inserisci|digita|digite|verwende|benutze|nutze|gebruik|typ)[ ]"
    r"(?:(?:le|la|el|o|a|das|het)[ ])?(?:mot de )?$",
    re.IGNORECASE,
)
_COMMENT: Final = re.compile(r"[ \t]*(?:#|//|--|;)[ \t]*(?:\w+[ ]){0,2}")
_PROSE: Final = re.compile(r"[^\W\d_]+(?:[- ][^\W\d_]+){0,3}")  # no name of a program
_CAMEL: Final = re.compile(r"[a-z][A-Z]")
_PLURAL: Final = re.compile(
    r"(?:words|passes|wörter|wachtwoorden|señas|senhas|hasła|hesla)\Z", re.I
)
_NEGATED: Final = re.compile(r"\A(?:un|in|im|non|not|mis|over|pre|re|semi|super|in|bez|nie|ne)-?")
_STRAIGHT: Final = frozenset("→ => ->".split())
_ARTICLE: Final = re.compile(r"\b(?:la|mia|tua|il|das|mein|het|mijn|le|mon|el|mi|tu|su)[ ]$", re.I)
_BORROWERS: Final = ("it", "es", "fr", "de", "nl")  # languages that say `password`
_ENGLISH: Final = frozenset(("pa", "pw", "ps"))


@dataclass(frozen=True)
class _Tables:
    """The tables of `told.toml`."""

    of_verb: Mapping[str, frozenset[str]]  # the languages of a verb
    of_to: Mapping[str, frozenset[str]]
    names: Mapping[str, re.Pattern[str]]  # of a password, by language
    said: Mapping[str, frozenset[str]]
    every: frozenset[str]
    endings: Mapping[str, re.Pattern[str]]
    heads: frozenset[str]
    follows: frozenset[str]
    several: frozenset[str]
    account: re.Pattern[str]
    changed: re.Pattern[str]
    reach: re.Pattern[str]


@cache
def _tables() -> _Tables:
    text = (files("govsim.guardrails.secrets") / "told.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)
    verbs, to = _tongues(rows["verbs"]), _tongues(rows["to"])
    said = {tongue: frozenset(each.split()) for tongue, each in rows["said"].items()}
    link = f"(?:{_ASIDE}{_LINK}{_STILL}{_CALLED}|[ ])".replace("<VERB>", "|".join(verbs))
    return _Tables(
        of_verb=verbs,
        of_to=to,
        names={tongue: re.compile(each) for tongue, each in rows["names"].items()},
        said=said,
        every=frozenset().union(*said.values()),
        endings={tongue: re.compile(each) for tongue, each in rows["endings"].items()},
        heads=frozenset(rows["heads"]["nouns"].split()),
        follows=frozenset(rows["heads"]["words"].split()),
        several=frozenset(rows["several_meanings"]["words"].split()),
        account=re.compile(rows["accounts"]["cue"], re.IGNORECASE),
        changed=re.compile(rows["changed"]["by"], re.IGNORECASE),
        reach=re.compile(link.replace("<TO>", "|".join(to)) + _VALUE, re.IGNORECASE),
    )


def _tongues(table: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    """Return the words of a table by language, each with its languages."""
    words = dict.fromkeys(word for each in table.values() for word in each.split())
    return {
        word: frozenset(tongue for tongue, each in table.items() if word in each.split())
        for word in words
    }


def told(text: str, start: int, end: int) -> Hit | None:
    """Return the word that a sentence tells as the password that is named, or None.

    Args:
        text: All of it.
        start: Where the name of the password begins.
        end: Where it ends.
    """
    label = text[start:end]
    if not _PROSE.fullmatch(label) or _CAMEL.search(label) or _PLURAL.search(label):
        return None
    found = _tables().reach.match(text, end)
    if found is None:
        return None
    at, stop = found.start("value"), found.start("value") + len(found["value"].rstrip(".,;:!?"))
    made = chosen(text[at:stop])
    if not made or CUT.match(text, stop) or text[stop : stop + 1] in {"?", "("}:
        return None
    clear = made >= Chosen.MIXED
    joined = found["verb"] or found["is"] or found["same"] or found["sign"]
    ends = _ENDS if joined else _ENDS_OR_ON
    if not (clear and _is_framed(found)) and not ends.match(text, stop):
        return None
    if not _is_of_account(text, start, end) or not _is_linked(text, start, found, clear=clear):
        return None
    if not clear and _says(text[at:stop], label, found):
        return None
    return Hit(at, stop, _SCORES[made], "told-password", _WHY, PASSWORD)


def _is_framed(found: re.Match[str]) -> bool:
    """Whether marks set a value apart; brackets may hold any remark."""
    return found["frame"].strip("_(") != ""


def _says(value: str, label: str, found: re.Match[str]) -> bool:
    """Whether a word says something of the password, or is of no sentence that we read."""
    tongue = _tongue_of(label, found)
    return not tongue or is_said_of(value, tongue, framed=_is_framed(found))


def says_of(verb: str, word: str) -> bool:
    """Whether a word behind a verb says something of a password, in a language of the verb."""
    return any(is_said_of(word, tongue) for tongue in _tables().of_verb.get(verb.lower(), ()))


def is_clause(text: str, end: int) -> bool:
    """Whether a clause ends at a place."""
    return _ENDS.match(text, end) is not None


def _tongue_of(label: str, found: re.Match[str]) -> str:
    """Return the language of a sentence: that of the name, or of the verb, as names are borrowed.

    Empty where the two are of different languages.
    """
    tables, own = _tables(), _own_tongue(label)
    joins = tables.of_verb.get((found["verb"] or "").lower(), frozenset())
    joins |= tables.of_to.get((found["to"] or "").lower(), frozenset())
    if not joins or own in joins:
        return own
    borrowed = (tongue for tongue in _BORROWERS if tongue in joins) if own == "en" else iter(())
    return next(borrowed, "")


@lru_cache(maxsize=256)
def _own_tongue(label: str) -> str:
    """Return the language of a name for a password; empty for one that we do not read."""
    low = label.lower()
    own = (tongue for tongue, each in _tables().names.items() if each.search(low))
    return next(own, "en" if low[:2] in _ENGLISH else "")


def _is_of_account(text: str, start: int, end: int) -> bool:
    """Whether a name means a password: alone, or as an account or a network is spoken of."""
    tables = _tables()
    if text[start:end].lower() not in tables.several or text.endswith("mot de ", 0, start):
        return True
    before = tables.account.search(text, max(0, start - _NEAR), start)
    return before is not None or tables.account.search(text, end, end + _NEAR) is not None


def _is_linked(text: str, start: int, found: re.Match[str], *, clear: bool) -> bool:
    """Whether what joins a name and a value tells that the one is the other.

    Args:
        text: All of it.
        start: Where the name begins.
        found: From the end of the name to the value.
        clear: Whether the value is more than words.
    """
    lead = text[max(text.rfind("\n", 0, start) + 1, start - _SPAN) : start]
    own = _own_tongue(text[start : found.start()])
    english, to = own == "en", (found["to"] or "").lower()
    if found["verb"] or found["is"] or found["same"] or own in _tables().of_verb.get(to, ()):
        return (clear and _is_framed(found)) or not _is_general(lead, english=english)
    if to:
        if english and to != "to" and not _ARTICLE.search(lead):
            return False
        around = lead + text[found.start() : found.end() + _VERB]
        return _tables().changed.search(around) is not None
    if found["sign"]:
        straight = found["sign"] in _STRAIGHT
        other = found["sign"] == ":" and (not english or _names_account(text, start, lead))
        return straight or other or found["aside"] != ""
    return _is_handed_over(lead, found, english=english, clear=clear)


def _names_account(text: str, start: int, lead: str) -> bool:
    """Whether an account stands before a name in its line, or in that before its comment."""
    account = _tables().account
    if _COMMENT.fullmatch(lead):
        return account.search(text, max(0, start - _NEAR), start) is not None
    return account.search(lead) is not None


def _is_handed_over(lead: str, found: re.Match[str], *, english: bool, clear: bool) -> bool:
    """Whether a value is given with nothing but a blank between: `with the password …`."""
    value = found["value"].rstrip(".,;:!")
    handed = _HANDED.search(lead) is not None
    if found["frame"] == "(":
        return english and value.islower() and handed
    if _is_framed(found) or BY_NAME.search(lead):
        return not _follows(value)
    given = (_GIVEN if english else _GIVEN_ABROAD).search(lead) is not None
    noted = "(" in lead and lead.rpartition("(")[2].endswith((", ", "; "))
    return (clear and handed) or ((given or noted) and not _follows(value))


def _follows(word: str) -> bool:
    """Whether a word goes on with a sentence behind the name of a password."""
    return is_head(word) or word.lower() in _tables().follows


def _is_general(lead: str, *, english: bool) -> bool:
    """Whether a sentence speaks of any password, or of one only that may be."""
    clause = _SENTENCE.split(lead)[-1]
    some = _ANY if english else _ANY_ABROAD
    return _IF.search(clause) is not None or some.search(clause) is not None


def is_head(word: str) -> bool:
    """Whether a word is put together with that for a password before it: `password policy`."""
    return word.lower() in _tables().heads


@lru_cache(maxsize=2048)
def is_said_of(value: str, tongue: str = "", *, framed: bool = False) -> bool:
    """Whether documentation says a word of passwords.

    Args:
        value: A word, or some that are put together.
        tongue: The language of the sentence; empty is any.
        framed: Whether marks set the word apart, which they do with what is quoted.
    """
    tables = _tables()
    last = re.split(r"[-.' ]", value.lower())[-1]
    bare = _NEGATED.sub("", last, count=1)
    said = tables.said.get(tongue, tables.every)
    if not {value.lower(), last, bare, last.rstrip("s")}.isdisjoint(said):
        return True
    ending = tables.endings.get(tongue)
    return not framed and ending is not None and ending.search(last) is not None
