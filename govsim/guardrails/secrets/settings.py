"""Decides whether plain words are a password, by how they are given: in settings, to a command."""

from __future__ import annotations

from typing import Final, NamedTuple

from govsim import expressions as re
from govsim.guardrails.secrets.chosen import Chosen, chosen, is_camel
from govsim.guardrails.secrets.labels import Label, kind_of, pieces_of

# What may stand before a name that is set on a line of its own.
_LEADS: Final = re.compile(
    r"[ \t]*(?:- |:)?(?:name: )?[\"']?(?:[#;]{1,2}[ \t]?)?"
    r"(?:(?:export|set|SET|-?-e|--env|ENV|ARG) |Environment=[\"']?"
    r"|[Mm]ot de )?"
)
_REST: Final = re.compile(r"[\"']{0,2};?[ \t]*\r?(?:\n|\Z|[ \t]#)")
# What sets a name to what stands behind it, with nothing but blanks between the two.
_SETS: Final = re.compile(
    r"[ \t]*(?:#[ ]?define|set(?:env)?(?: -\w+)?|ENV|ARG|\((?:def\w*|setq|set!))[ \t]+"
)
_SET_ALONE: Final = frozenset("requirepass masterauth bindpw rootpw".split())
_TOLD: Final = re.compile(
    r"[ \t]*(?:user(?:name)?|login)[ \t]+[\w.@-]{1,64}[ \t]+(?:password[ \t]+)?"
)
_WORDS: Final = re.compile(r"[A-Za-z0-9]+(?:[-.!&+][A-Za-z0-9]+){0,6}[!]?")
_NAME: Final = re.compile(r"[A-Za-z0-9]+(?:[_.-][A-Za-z0-9]+){0,6}")
_GOES_ON: Final = re.compile(r"[(\[]|\.\w")  # a call, a member
_SHORTEST: Final = 4
_SURE: Final = 6  # characters of a word that is a password without more ado
_LONGEST: Final = 48
_SCORE: Final = 0.55
_ASSIGNS: Final = frozenset({"=", ":", ":=", "=>", "->", "→", "?=", "<-", "：", *"は是为는은"})
_VERBS: Final = frozenset("is was to ist war lautet c'est est es è é är er jest on это".split())
# Another pair of such a file: a name and a value, or a name that others stand below.
_PAIR: Final = re.compile(
    r"[ \t]*(?:- )?(?:\[[\w.:\" -]{1,60}\]|[\"']?[\w./-]{1,60}[\"']?[ \t]?[:=]"
    r"(?:[ \t]*[^\s(){}\[\];,][^(){}\[\];]*)?"
    r"|(?:[^\n]{1,80} )?(?:login|user(?:name)?): \S{1,40})[ \t]*\r?"
)
_USER: Final = re.compile(
    r"(?:user(?:_?name)?|uid|login|usr|name)[ ]?[=:][ ]?[\"']?[^\s,;&\"'=]{1,64}[\"']?"
    r"(?:[;&,]|[ ]+(?:--?)?)$"
    r"|(?:user(?:_?name)?|login|account): [^\s,;&\"'=]{1,64}(?:[,;]|[ ]/)?[ ]$"
    r"|(?:--set|--from-literal|--extra-vars|--build-arg|--env|-e|-P)[ =][\"']?"
    r"(?:[\w.]{1,40}=\S{1,60} )?$",
    re.IGNORECASE,
)
_QUOTED_USER: Final = re.compile(
    r"(?:user(?:name)?|login|account)[ :]{1,2}[\"'`*]{1,2}[\w.@-]{1,64}[\"'`*]{1,2},?[ ]"
    r"(?:and|with|/)?[ ]?(?:the )?"
    r"[\"'`*]{0,2}$|(?:wi-?fi|wlan|zip|pdf|archive)[ ]$",
    re.IGNORECASE,
)
# The name of a user, told before that of the password.
BY_NAME: Final = re.compile(
    r"(?:(?<![\w-])(?:user(?:name)?|login|log(?:ged)? in|account|as|utente|utilisateur|usuario|"
    r"usuário|benutzer|u[żz]ytkownik\w{0,3}|användare|bruker|gebruiker|uživatel\w{0,2}|als|jako|"
    r"como|come|comme|konto|ssid|network|wi-?fi)"
    r"(?:[ ](?:is|ist|est|es|è|é|to|je|called|named)[ ]|[ :=]{1,2})[\"'`«]?[ ]?"
    r"(?!(?:or|and|o|ou|oder|und|y|e|i|lub|of|en|a|nebo|the|your|with)[ ])[\w.@-]{1,64}[ ]?[\"'`»]?"
    r"|[\w.+-]{1,40}@[\w-]+(?:\.[\w-]+)+),?[ ]"
    r"(?:(?:and|with|et|mit|con|e|y|i|och|og|en|und|avec|com|s|z|met|a)[ ])?"
    r"(?:(?:the|a|its|his|her|le|la|el|o|das|dem|den|het|son|sa|sua|jego|default|hard-?coded|weak|"
    r"same|initial)[ ]){0,3}(?:mot de )?$",
    re.IGNORECASE,
)
_OF_COMMAND: Final = re.compile(r"(?:--?user(?:name)?|-u|-U|--login)[ =]\S")
_LINE: Final = 100  # characters before a label
_NEAR: Final = 400  # characters in which the lines beside a setting stand
_AROUND: Final = 20_000  # characters in which a name of a program is used again
# What no phrase that somebody chose has, and every sentence about passwords.
_TELLS: Final = frozenset(
    "is are be must should your you my enter please required invalid incorrect wrong not".split()
)
_SAID: Final = _TELLS | frozenset(
    """the a an no for of to with at least characters forgot forgotten reset new old confirm hide
    show type choose change set minimum maximum same cannot can will does do in on this that
    expired empty missing field value string user account login sign again repeat current here or
    via see optional only if when has have from by as default none strong weak doesnt dont cant
    wont isnt arent shouldnt""".split()
)
_PHRASE: Final = re.compile(r"[a-z0-9][\w'&-]*(?: [a-z0-9&][\w'&-]*){1,5}[!]?")


class Given(NamedTuple):
    """A value, with what is beside it.

    Attributes:
        label: The name, with the dashes of an option.
        close: What ends the name: a quote, a bracket.
        link: What links the two: a sign, a verb, or nothing.
        tight: Whether nothing but the sign stands between the two.
        start: Where the value begins.
        end: Where it ends.
        quoted: Whether it is framed by quotes.
    """

    label: str
    close: str
    link: str
    tight: bool
    start: int
    end: int
    quoted: bool


def word_score(text: str, given: Given, begin: int) -> float:
    """Return how likely plain words beside the name of a password are one, 0 to 1.

    Args:
        text: All of it.
        given: The value, and what is beside it.
        begin: Where the name begins.
    """
    value = text[given.start : given.end]
    if not given.link and given.label.lower() == "pass" and given.quoted:
        return 0.0  # a verb
    if given.quoted and " " in value:
        return _SCORE if _is_phrase(value, given) else 0.0
    if not _is_chosen(value):
        return 0.0
    line = text[text.rfind("\n", 0, begin) + 1 : begin]
    if given.quoted:
        return _SCORE if _is_shown(text, given, line, value) else 0.0
    if _GOES_ON.match(text, given.end):
        return 0.0
    linked = _is_linked(given) or (not given.link and BY_NAME.search(line[-_LINE:]))
    if _is_mixed(value) and linked and _is_once(text, given):
        return _SCORE
    return _SCORE if _is_set(text, given, line, value) else 0.0


def _is_chosen(value: str) -> bool:
    """Whether a value may be words that somebody chose, and no name of a program."""
    plain = _WORDS.fullmatch(value) or (_is_mixed(value) and _NAME.fullmatch(value))
    short = plain is not None and len(value) <= _LONGEST
    return short and kind_of(value) < Label.WEAK and chosen(value) > Chosen.NOT


def _is_linked(given: Given) -> bool:
    """Whether a sign, a verb or an option hands a value over."""
    option = given.label.startswith("-") and given.link == ""
    verb = given.link.split(" ", 1)[0] in _VERBS
    return given.link in _ASSIGNS or verb or option


def _is_shown(text: str, given: Given, line: str, value: str) -> bool:
    """Whether a word in quotes is given: as the whole of a line, or with a name for no word."""
    lead = line.rstrip("\"'`*")
    if not given.link:
        if text[given.end : given.end + 1] == "`" and ("-" in value or _is_mixed(value)):
            return True
        ends = not line.strip() and len(value) >= _SURE and _REST.match(text, given.end)
        return bool(ends or lead[-1:] == ":" or _SETS.fullmatch(lead) or _QUOTED_USER.search(lead))
    if given.link == ",":
        return lead[-1:] == "{" or (lead[-1:] == "(" and (_is_capital(given.label) or "-" in value))
    apart = _is_capital(given.label) or is_camel(value) or "-" in value
    return (given.link in _ASSIGNS or given.link == "(") and apart and _is_once(text, given)


def _is_mixed(value: str) -> bool:
    """Whether digits stand among the letters of a word."""
    return (
        len(value) >= _SURE
        and any(map(str.isdigit, value))
        and sum(map(str.isalpha, value)) >= _SHORTEST
    )


def _is_phrase(value: str, given: Given) -> bool:
    """Whether a value in quotes is a few words that say nothing of passwords."""
    given_by = (
        given.link in _ASSIGNS
        or given.link in {"||", "??"}
        or (not given.link and given.label.startswith("--"))
    )
    if not given_by or not _PHRASE.fullmatch(value):
        return False
    words = value.rstrip("!").split(" ")
    sure = _is_capital(given.label) or given.label.startswith("--")
    said = _TELLS if sure else _SAID
    return not said.intersection(words) and all(kind_of(word) < Label.SECRET for word in words)


def _is_set(text: str, given: Given, line: str, value: str) -> bool:
    """Whether a bare word is the value of a setting, of an element or of an option."""
    ends = _REST.match(text, given.end) is not None
    long = len(value) >= _SURE
    if given.link == ">":
        return value.islower() and text.startswith("</", given.end) and _is_once(text, given)
    if ends and not given.link and not given.label.startswith("-"):
        alone = given.label.lower() in _SET_ALONE or _SETS.fullmatch(line)
        if alone or (long and _TOLD.fullmatch(line)):
            return True
        mixed = _is_mixed(value) and _LEADS.fullmatch(line) and not given.close
        return bool(mixed) and _is_once(text, given)
    if ends and _LEADS.fullmatch(line) and given.link in _ASSIGNS:
        return _is_of_line(text, given, value, text.rfind("\n", 0, given.start) + 1)
    return _is_handed_over(text, given, line, value)


def _is_of_line(text: str, given: Given, value: str, start: int) -> bool:
    """Whether a word that is the whole value of a line is a password."""
    capital = _is_capital(given.label)
    if capital or (given.tight and given.link == "=" and not given.close and len(value) >= _SURE):
        return True
    if _is_title(value) or (is_camel(value) and "-" not in given.label):
        return False  # a word on a page, a name of a program
    return (
        given.close in {"", '"', "'", "**"}
        and _is_once(text, given)
        and _is_among_settings(text, start)
    )


def _is_among_settings(text: str, start: int) -> bool:
    """Whether the line above one, or below the first, is a pair as settings have them."""
    above = text[max(0, start - _NEAR) : start].rstrip(" \t\r\n")
    if above:
        return _PAIR.fullmatch(above, above.rfind("\n") + 1) is not None
    stop = text.find("\n", start)
    below = text[stop : stop + _NEAR].lstrip() if stop >= 0 else ""
    return not below or _PAIR.match(below.split("\n", 1)[0] + "\n") is not None


def _is_handed_over(text: str, given: Given, line: str, value: str) -> bool:
    """Whether words are given to an option, or behind the name of a user."""
    after = text[given.end : given.end + 1]
    if given.close or not (after == "" or after in " \t\n,;&\"'`"):
        return False
    if given.label.startswith("-") and not given.link:
        plain = "-" in value or _OF_COMMAND.search(line[-_LINE:]) is not None
        return plain and after not in {",", ";"} and not _is_title(value)
    told = given.link == ":" and not _is_title(value)
    if not (told or (given.link == "=" and given.tight)):
        return False
    if told:
        return _USER.search(line[-_LINE:]) is not None and _is_once(text, given)
    if given.label.startswith(("--", "-D")) or _is_capital(given.label):
        return after not in {",", ";"}
    return _USER.search(line[-_LINE:]) is not None and _is_once(text, given)


def _is_once(text: str, given: Given) -> bool:
    """Whether a word stands in what is around it once only: a name of a program is used, too."""
    value, start, end = text[given.start : given.end], given.start, given.end
    before = text.find(value, max(0, start - _AROUND), start)
    return before < 0 and text.find(value, end, end + _AROUND) < 0


def _is_capital(label: str) -> bool:
    """Whether a label is written as those of the environment are."""
    return label.isupper() and len(label) >= _SHORTEST


def _is_title(value: str) -> bool:
    """Whether a value is one word with a capital, as pages show it."""
    return value.istitle() and value.isalpha()


def is_word_secret(label: str, link: str) -> bool:
    """Whether plain words may be a secret under a name that ends in `secret`, and is set."""
    named = pieces_of(label)[-1:] == ("secret",) or pieces_of(label)[-2:] == ("secret", "key")
    return named and (label.isupper() or link in {"=", "||", "??"})
