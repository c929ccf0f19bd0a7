"""Finds passwords and names of accounts that a label in front of them gives away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from govsim import expressions as re
from govsim.guardrails.pii.values import Hit

_ADDRESS: Final = "://"
_BESIDE: Final = " / "  # what is between an address and its password
# The first letters of each label: a text is searched for these, and read only there.
PASSWORD_STEMS: Final = (
    _ADDRESS,
    _BESIDE,
    "pass",
    "pwd",
    "pw:",
    "pw=",
    "pw ",
    "kennwort",
    "mot de passe",
    "mdp",
    "contrase",
    "clave",
    "wachtwoord",
    "hasł",
    "haslo",
    "senha",
    "palavra-pass",
    "parola d",
    "lösenord",
    "adgangskode",
    "salasana",
    "heslo",
)
_PASSWORD: Final = re.compile(
    r"(?:password|passwd|passwort|kennwort|passphrase|passcode|pwd|pw|mot de passe|mdp|contraseña|"
    r"contrasena|clave|wachtwoord|hasłem|hasło|haslo|senha|palavra-passe|parola d'ordine|lösenord|"
    r"adgangskode|salasana|heslo|pass)(?![^\W_])[\"'`]?"
    r"(?P<of>(?:\s(?:for|on|in|do|für|zum|del|della|do|pour|para|per|na|w|to|of|von)"
    r"(?:\s[\w'-]{1,20}){1,4}?(?=\s?(?:[:=]|(?:is|ist|est|es|è|jest|to)\s)))?)"
    r"(?P<link>(?:\s?(?:is|was|ist|war|est|es|è|jest|to|set to|of|reset to|changed to|lautet"
    r"|lauten)(?!\w))?"
    r"\s{0,3}(?:[:=]>?|->)?)\s{0,3}(?P<quote>[\"'`“‘«]?)(?P<value>[^\s\"'`”’»<>]{4,64})",
    re.IGNORECASE,
)
# Where people are found by a name of their own; who announces one says so, or writes its sign.
HANDLES: Final = (
    "venmo", "cash app", "cashapp", "insta", "snap", "tiktok", "telegram", "discord", "twitch",
    "psn", "xbox", "steam", "reddit", "skype", "wechat", "kakao", "mastodon", "bluesky",
    "onlyfans", "roblox", "minecraft", "github:", "twitter", "ig:", "ig @", "tg:", "tg @",
    "line id",
)  # fmt: skip
_COMMAND: Final = " -u "  # names a user
USER_STEMS: Final = (
    "user",
    "login",
    "logged in",
    "logs in",
    "log in",
    "signed in",
    "account name",
    "accountname",
    "handle",
    "screen name",
    "screenname",
    "benutzer",
    "anmeldename",
    "nom d'util",
    "identifiant",
    "nombre de us",
    "usuario",
    "nome utente",
    "utente",
    "gebruikersnaam",
    "nazwa użyt",
    "użytkownik",
    "nome de us",
    "usuário",
    "användarnamn",
    "nick",
    "logowan",
    "loguj",
    "angemeldet als",
    "connecté en tant",
    "conectado como",
    "utilisateur",
    "käyttäjätunnus",
    "felhasználón",
    "uživatelsk",
    "brukernavn",
    "brugernavn",
    "gamer",
    _COMMAND,
    *HANDLES,
)
_USER: Final = re.compile(
    r"(?:user ?-?_?name|user ?id|user|login(?: ?name| ?id)?|log(?:ged|s)? in (?:as|with)|"
    r"signed in as|account ?name|handle|screen ?name|benutzername|benutzer|anmeldename|"
    r"nom d'utilisateur|identifiant|nombre de usuario|usuario|nome utente|utente|gebruikersnaam|"
    r"nazwa użytkownika|użytkownik|nome de usuário|usuário|användarnamn|nick(?:name)?|"
    r"logowan\w{0,3} jako|logu\w{1,3} si[ęe] jako|"
    r"utilisateur|käyttäjätunnus|felhasználónév|uživatelské jméno|brukernavn|brugernavn|"
    r"angemeldet als|connecté en tant que|conectado como)[\"'`]?"
    r"(?P<link>(?:\s?(?:is|was|ist|est|es|è|jest|to))?\s{0,3}(?:[:=]>?|->)?\s{0,3}"
    r"(?<=[\s:=>])[\"'`“‘«]?@?)"
    r"(?P<value>[\w][\w.\-]{2,39})(?![\w@(]|[.\-]\w)",
    re.IGNORECASE,
)
_HANDLE: Final = re.compile(
    r"(?:venmo|cash ?app|insta(?:gram)?|snap(?:chat)?|tiktok|telegram|discord|twitch|psn|"
    r"xbox(?: live)?|steam|reddit|skype|wechat|kakao(?:talk)?|mastodon|bluesky|onlyfans|roblox|"
    r"minecraft|github|twitter|ig|tg|line id|gamer ?tag)(?![^\W_])"
    r"(?: (?:me|us|him|her|handle|tag|name|user|id|account|konto|ist|is|to|jest|at|est|es|è)){0,3}"
    r"(?:(?:'s)?\s?[:=(]{0,2}\s?(?P<sign>[@$])|\s?[:=]\s?|\s(?:is|ist|to|jest|est|es)\s)"
    r"(?P<value>\w[\w.\-]{2,31})(?![\w@]|[.\-]\w)",
    re.IGNORECASE,
)
# Users of commands and of files with sign-ins.
_OF_COMMAND: Final = re.compile(
    r"(?:curl|wget|docker|podman|helm|mysql|psql|mongo\w*|ssh|sftp|redis-cli)\s[^\n|]{0,160}?(?<=\s)"
    r"(?:-u|--user(?:name)?|--login)[ =][\"']?(?P<value>[A-Za-z_][\w.-]{2,39})(?=[\"']?(?::|\s|$))"
)
_NETRC: Final = re.compile(
    r"(?<![^\W_])login\s(?P<value>[A-Za-z_][\w.@-]{2,39})\s{1,4}password\s(?=\S)"
)
_CREDENTIALS: Final = re.compile(
    r"(?P<user>[^\s:/@\"'<>]{1,64}):(?P<password>[^\s/\"'<>]{1,128})@(?=[\w.\-\[]+)"
)
_AFTER_EMAIL: Final = re.compile(
    r"(?<![\w.+-])[\w.+-]+@[\w.-]+\.\w+\s?/\s?(?P<value>[^\s\"'`,;]{6,64})"
)
_MIXED: Final = re.compile(
    r"(?=.*[a-z])(?=.*[\dA-Z!@#$%^&*_?+~])|(?=.*\d)(?=.*[!@#$%^&*_?+~A-Z])", re.S
)
_PLACEHOLDER: Final = re.compile(
    r"[$%]?[{(<\[].*|[x*•.]+|(?:os\.|process\.|env|none|null|true|false|required|changeme$|example$|str$|string$|"
    r"self\b|get|input|field|hash|reset|policy|protected|manager|must|should|will|that|with|which|you|your|the|and|for).*",
    re.IGNORECASE | re.DOTALL,
)


# Names that services ask for beside a token.
_NOBODY: Final = frozenset(
    "oauth2 oauth x-access-token x-token-auth token apikey api gitlab-ci-token".split()
)


Places = Mapping[str, Sequence[int]]  # of each stem that a text holds in small letters


def announced(
    text: str, low: str, stems: Places, label: re.Pattern[str]
) -> Iterator[re.Match[str]]:
    """Yield where a label stands in a text, reading it only where one of its stems does.

    Behind the letters of a label no digit stands: `user42` is none.
    """
    floor = 0
    begun: set[int] = set()
    for stem, places in stems.items():
        size = len(stem)
        if stem[-1].isalpha():
            begun.update(at for at in places if not low[at + size : at + size + 1].isdigit())
        else:
            begun.update(places)
    for at in sorted(begun):
        if at >= floor and not (at and text[at - 1].isalpha() and text[at - 1].islower()):
            match = label.match(text, at)
            if match is not None:
                floor = match.start("value")  # a value may be the next label
                yield match


def passwords(text: str, low: str, stems: Places) -> Iterator[Hit]:
    """Yield passwords that prose or a file announces.

    Args:
        text: What is read.
        low: The text in lower case.
        stems: Those of `PASSWORD_STEMS` that it holds in lower case, and where.
    """
    for match in announced(text, low, stems, _PASSWORD):
        hit = _password(match)
        if hit is not None:
            yield hit
    if "@" not in text:
        return
    yield from _in_addresses(text, stems.get(_ADDRESS, ()))
    if _BESIDE in stems:
        for match in _AFTER_EMAIL.finditer(text):
            if _MIXED.match(match.group("value")):
                end = match.start("value") + len(match.group("value").rstrip(".,;:)"))
                yield Hit(match.start("value"), end, "PASSWORD", 0.75, "password-after-email")


def _in_addresses(text: str, marks: Iterable[int]) -> Iterator[Hit]:
    """Yield users and passwords of addresses, which stand behind the marks of those."""
    done = 0
    for mark in marks:
        at = mark + len(_ADDRESS)
        match = _CREDENTIALS.match(text, at) if at >= done else None
        if match is not None:
            done = match.end()
            for group, kind in (("user", "USERNAME"), ("password", "PASSWORD")):
                nobody = group == "user" and match.group(group).lower() in _NOBODY
                if not (nobody or _PLACEHOLDER.fullmatch(match.group(group))):
                    yield Hit(*match.span(group), kind, 0.985, "url-credentials")


def _password(match: re.Match[str]) -> Hit | None:
    start, value, link = match.start("value"), match.group("value"), match.group("link").strip()
    quoted = match.group("quote") != ""
    if not quoted:
        value = value.rstrip(",;)]}")
        value = value[:-1] if value.endswith((".", ":")) else value
    if len(value) < 4 or _PLACEHOLDER.fullmatch(value):
        return None
    strong = _MIXED.match(value) is not None and not value[1:].isalpha()
    verb = match.group()[:5].lower() in {"pass ", "pass\n"}
    if match.group("of") and not strong:
        return None
    if not link and (verb or (not quoted and not strong)):
        return None
    written = link[-1:] in {":", "=", ">"}
    if match.group()[:3].lower() == "pw " and not link:
        return None
    plain = value.isalpha() and value.islower() and not quoted
    if strong:
        score = 0.9 if link or quoted else 0.7
    elif written:
        score = 0.5 if plain else 0.75
    else:
        score = 0.3 if plain else 0.45
    return Hit(start, start + len(value), "PASSWORD", score, "password")


def usernames(text: str, low: str, stems: Places) -> Iterator[Hit]:
    """Yield names of accounts that a label announces; the arguments are those of `passwords`."""
    labels = {stem: places for stem, places in stems.items() if stem not in _HANDLED}
    for match in announced(text, low, labels, _USER):
        value, at = match.group("value").rstrip(".-"), match.start("value")
        if value.isalpha() and value.lower() in _COMMON:
            continue
        if text.startswith(";AccountKey", at + len(value)):
            continue  # the name of a store
        marked = any(c.isdigit() or c in "_." for c in value)
        linked = re.search(r"[:=\"'`@]", match.group("link")) or match.group()[
            : at - match.start()
        ].rstrip().lower().endswith((" as", " with", " jako", " als", " que", " como"))
        if not marked and (not linked or _SAYS.match(text, match.start())):
            continue
        score = 0.9 if marked and linked else 0.6 if marked else 0.5
        yield Hit(at, at + len(value), "USERNAME", score, "username")
    if len(labels) < len(stems):
        handles = {stem: places for stem, places in stems.items() if stem in _HANDLED}
        yield from _handles(text, low, handles)
    named = ("user" in stems and "--user" in text) or ("login" in stems and "--login" in text)
    if named or _COMMAND in stems:
        yield from _of(_OF_COMMAND, text, "command-user")
    if "login" in stems and "password" in low:
        yield from _of(_NETRC, text, "netrc-user")


def _of(pattern: re.Pattern[str], text: str, rule: str) -> Iterator[Hit]:
    """Yield the users of commands or of files, but for those of examples."""
    for match in pattern.finditer(text):
        if match["value"].lower() not in _EXAMPLES:
            yield Hit(*match.span("value"), "USERNAME", 0.9, rule)


def _handles(text: str, low: str, stems: Places) -> Iterator[Hit]:
    """Yield names by which people are found somewhere, where they announce them."""
    for match in announced(text, low, stems, _HANDLE):
        value, start = match["value"].rstrip(".-"), match.start("value")
        marked = any(c.isdigit() or c == "_" for c in value) and not value[0].isdigit()
        if match["sign"] or (marked and value.lower() not in _COMMON):
            start -= bool(match["sign"])
            yield Hit(start, match.start("value") + len(value), "USERNAME", 0.75, "handle")


_EXAMPLES: Final = frozenset(
    "user username admin root test default guest name login someone myuser postgres".split()
)
_HANDLED: Final = frozenset((*HANDLES, "gamer"))
# What somebody called `user` says in a dialogue.
_SAYS: Final = re.compile(r"user: (?:\w+[,']? ){2}", re.IGNORECASE)
_COMMON: Final = frozenset(
    """the and for was has had not with from that this page name id is are form button link failed
    failure success successful required error errors admin root user users login password email
    none null true false string str int type types input data session token group role roles
    information details account accounts profile agent interface experience guide manual story
    asks asked wants wanted can could should will would must may might who which when while after
    credentials credential time date screen attempts attempt access number numbers""".split()
)
# What stands behind a word for a name, or in the lines of logs, and names nobody.
ACCOUNTS_OF_NOBODY: Final = (
    _COMMON
    | _EXAMPLES
    | frozenset(
        """nobody daemon www-data mysql nginx git ubuntu ec2-user centos debian oracle hadoop
        runner jenkins ftp sshd systemd cron backup operator service administrator system
        anonymous bot unassigned unknown deploy ansible docker vagrant support info mail
        postmaster webmaster public private default local remote guest staff team everyone
        anyone someone apache required optional missing invalid incorrect wrong correct empty
        blank unique visible available taken valid case sensitive broken slow down gone here
        there same different also now still always never only just already your mine theirs
        hidden secret safe free new old either both working ready fine good bad long short too
        very what where why how jest nie oraz lub und oder nicht ist est pas ou et pero con sin
        no si es non per och eller inte ikke ja ei tai and email-address e-mail phone github
        google facebook gmail outlook apple microsoft office portal panel server form page web
        app dict list bool float object tuple any self args kwargs value option options commands
        command""".split()
    )
)
