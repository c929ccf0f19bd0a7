"""Finds names of accounts behind labels of many languages, and in the lines of logs."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from govsim import expressions as re
from govsim.guardrails.pii.credentials import ACCOUNTS_OF_NOBODY, USER_STEMS, Places, announced
from govsim.guardrails.pii.values import Hit

# What a name of an account in ASCII looks like.
_NAME: Final = r"[A-Za-z0-9][A-Za-z0-9_.-]{2,39}(?![\w@(]|[.-]\w)"
_LATIN: Final = (
    "benutzerkennung|benutzerkonto|nutzername|nutzerkennung|anmeldename|anmeldekennung|loginname|"
    "zugangsname|kennung|pseudo|pseudonyme|identifiant de connexion|nom de compte|"
    "nombre de cuenta|nombre de usuario|usuario|nome de utilizador|nome de usuário|utilizador|"
    "nome account|nome utente|gebruikersnaam|gebruiker|inlognaam|loginnaam|inloggen als|"
    "användarnamn|inloggningsnamn|användarkonto|brukernavn|brugernavn|bruker-id|brukerkonto|"
    "käyttäjätunnus|käyttäjänimi|tunnus|kasutajanimi|kasutajatunnus|vartotojo vardas|"
    "prisijungimo vardas|lietotājvārds|lietotāja vārds|uživatelské jméno|přihlašovací jméno|"
    "uživatel|používateľské meno|prihlasovacie meno|používateľ|felhasználónév|felhasználói név|"
    "felhasználó|nume de utilizator|utilizator|korisničko ime|korisnik|uporabniško ime|"
    "kullanıcı adı|kullanıcı|tên đăng nhập|tên người dùng|nama pengguna|nama user|"
    "jina la mtumiaji|nazwa użytkownika|użytkownik|ksywka|ksywa|benutzername|nom d'utilisateur"
)
_OTHER: Final = (
    "логин|имя пользователя|пользователь|пользователя|никнейм|логін|користувача|користувач|"
    "потребителско име|потребител|корисничко име|όνομα χρήστη|χρήστης|"
    "שם משתמש|שם המשתמש|اسم المستخدم|المستخدم|نام کاربری|"
    "用户名|用戶名|用户|账号名|帐号名|登录名|登錄名|使用者名稱|帳號名|昵称|用户id|登录账号|"
    "ユーザー名|ユーザ名|ユーザーid|ユーザid|ログインid|ログイン名|アカウント名|"
    "아이디|사용자 이름|사용자명|사용자 id|로그인 id|ชื่อผู้ใช้|ชื่อบัญชี|"
    "उपयोगकर्ता नाम|यूज़रनेम|यूजरनेम"
)
_STEM: Final = 10  # letters of a label that are looked for first; more cost more in each text
_LABELS: Final = tuple(
    dict.fromkeys(
        next((stem for stem in USER_STEMS if label.startswith(stem)), label[:_STEM])
        for label in _LATIN.split("|")
    )
)
LOGINS_ABROAD: Final = tuple(
    label
    for label in _OTHER.split("|")
    if not any(label != each and label.startswith(each) for each in _OTHER.split("|"))
)
# Whoever uses something, too: only what shows by its signs is a name behind them.
_WEAK: Final = frozenset(
    "usuario utilizador gebruiker uživatel používateľ felhasználó utilizator korisnik kullanıcı"
    " użytkownik tunnus kennung benutzerkonto användarkonto brukerkonto ksywa ksywka".split()
)
_LABEL: Final = re.compile(
    rf"(?P<label>{_LATIN})[\"'`]?(?P<link>\s?(?:[:=]|->|→)\s?|\s(?:is|ist|lautet|est|es|é|è|jest|to|er|är"
    rf"|on|je|este|adalah)\s|\s)[\"'`“‘«„]?(?P<value>{_NAME})",
    re.IGNORECASE,
)
_LABEL_ABROAD: Final = re.compile(
    rf"(?:{_OTHER})\s?(?:[:=：＝]|->|→|—|は|是|는|은|이)?\s?[\"'`“«「]?(?P<value>{_NAME})",
    re.IGNORECASE,
)
# In the lines of logs; each begins with a stem.
_LOGS: Final = tuple(
    (stem[:_STEM], re.compile(pattern))
    for stem, pattern in (
        ("accepted ", rf"\w+ [\w/-]{{3,30}} for (?P<value>{_NAME}) from "),
        ("failed ", rf"\w+ [\w/-]{{3,30}} for (?:invalid user )?(?P<value>{_NAME}) from "),
        ("invalid user ", rf"\w+ user (?P<value>{_NAME}) (?:from |\[preauth)"),
        ("authenticating user ", rf"\w+ user (?P<value>{_NAME}) "),
        ("for user ", rf"for user (?P<value>{_NAME})(?:\(uid=\d+\))? (?:by|from|on)\b"),
        ("session ", rf"session \w{{1,8}} of user (?P<value>{_NAME})"),
        ("sudo", rf"sudo(?:\[\d+\])?:\s{{1,9}}(?P<value>{_NAME}) : (?:TTY|\d|user NOT|command)"),
        (" on pts/", rf"(?<=\) )(?P<value>{_NAME}) on (?:pts/|/dev/)"),
        ("uid=", rf"[uU][iI][dD]=(?P<value>{_NAME})(?=,\s?(?:ou|dc|cn|o|OU|DC|CN|O)=)"),
        ("-by: ", r"-[bB]y: (?P<value>[a-z][a-z0-9_.-]{2,39}) <"),
        ("author: ", r"[aA]uthor: (?P<value>[a-z][a-z0-9_.-]{2,39}) <"),
        *(
            (key, rf"(?<![\w.])(?i:{key})[\"']?\s?[:=]\s?[\"']?(?P<value>(?!{key})[a-z]{_NAME})")
            for key in (
                "assignee", "reporter", "created_by", "updated_by", "modified_by",
                "samaccountname", "account name", "logon name", "opened_by", "closed_by",
                "requested_by", "approved_by", "submitted_by", "resolved_by", "deleted_by",
                "locked_by", "executed_by", "changed_by", "assigned_to",
            )
        ),
        *(
            (f"{key}=", rf"(?<![\w.])(?i:{key})="
             rf"(?P<value>[a-z][a-z0-9]{{1,19}}[_.-]{_NAME})(?=[ ]|$)")
            for key in ("admin", "actor", "operator", "caller", "principal", "owner", "by", "who")
        ),
    )
)  # fmt: skip
_OF_LOG: Final = dict(_LOGS)
_ACCOUNT: Final = re.compile(
    rf"account (?P<quote>[\"'`]?)(?P<value>{_NAME})(?P=quote)"
    r"(?P<state> (?:is |was |has been |got |gets )?(?:now )?(?:locked|disabled|suspended|"
    r"deactivated|unlocked|compromised|expired|deleted|blocked|enabled|created)\b)?",
    re.IGNORECASE,
)
# Several behind a word for them: `two profiles: kestrel.marn and kmarn_old`.
_LISTED: Final = re.compile(
    rf"(?P<of>profiles|accounts|usernames|user names|logins|handles|nicks|users):\s"
    rf"(?P<value>[\"'`@]?{_NAME}[\"'`]?"
    rf"(?:(?:, (?:and |or )?| and | or | & |; ?|/)[\"'`@]?{_NAME}[\"'`]?){{0,9}})",
    re.IGNORECASE,
)
_ONE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{2,39}")
_MINE: Final = re.compile(
    rf"user ?name (?:is|to|ist|est|es|é|è|jest)\s[\"'`]?(?P<value>{_NAME})", re.IGNORECASE
)
_SHORT: Final = re.compile(
    r"login (?P<is>(?:is|to|ist|est|es|é|è|jest) )?(?P<value>[a-z][a-z0-9_.-]{3,39})"
    r"(?=[,;.)](?:\s|$)|\s?\n|$)"
)
_APART: Final = re.compile(r"[,;(–—] ?$")
_SOMEBODYS: Final = re.compile(
    r"\b(?:my|his|her|their|your|mój|moj|mein|mon|mi|meu|mio) $", re.IGNORECASE
)
# A clock, and who says something, as in a log of IRC; a member of Reddit; who asks for a page.
_SAYING: Final = re.compile(
    r"^\[?\d{1,2}:\d\d(?::\d\d)?\]? <[@+~&% ]?(?P<value>[^\s<>/]{2,32})>(?= )", re.MULTILINE
)
_REDDIT: Final = re.compile(
    r"u/(?<![\w.-]u/)(?<![\w.:/-]/u/)(?P<value>[A-Za-z0-9][\w-]{3,19})(?![\w/])"
)
_ASKING: Final = re.compile(
    rf"(?<=[\da-fA-F] - )(?P<value>{_NAME})(?= \[\d\d?/[A-Z][a-z]{{2}}/\d{{4}}:)"
)
_IN_BRACKETS: Final = re.compile(r" \((?P<value>[a-z][a-z0-9_.-]{3,24})\)")
_FULL_NAME: Final = re.compile(r"([^\W\d_]+)[ -]([^\W\d_]{3,}) $")
_OF_DOMAIN: Final = re.compile(r"\\(?<=[A-Z0-9]\\)(?P<value>[a-z][a-z0-9_.-]{3,24})(?![\w\\/@-])")
_TOLD: Final = re.compile(
    r"(?:\b(?:as|user|owner|member)|account|log[io]n|logged|name|konto|benutzer)\b[^\w\n]{1,4}"
    r"(?!HK)[A-Z][A-Z0-9-]{1,14}$",
    re.IGNORECASE,
)
_LISTS: Final = (
    "profiles:", "accounts:", "usernames:", "user names:", "logins:", "handles:", "nicks:",
    "users:",
)  # fmt: skip
LOGIN_STEMS: Final = (
    *_LABELS, *_OF_LOG, *_LISTS, "account ", "username", "user name", "login ", "] <", " u/",
    "/u/", "(u/", "\nu/", "http/1",
)  # fmt: skip
_SETTLED: Final = frozenset(("profiles", "accounts", "users"))
_UNMARKED: Final = re.compile(r"[a-z]{3,20}")


def users_named(text: str, low: str, stems: Places, abroad: Places) -> Iterator[Hit]:
    """Yield names of accounts, whatever tells them.

    Args:
        text: What is read.
        low: The same in small letters, as long.
        stems: Those of `LOGIN_STEMS` that it holds in small letters, and where.
        abroad: The same of `LOGINS_ABROAD`.
    """
    if stems:
        yield from logins(text, low, stems)
    if text.startswith("u/"):
        yield from _found_by(_REDDIT)(text, low, {})
    if abroad:
        yield from logins_abroad(text, abroad)
    if "\\" in text:
        yield from domains(text)
    if "(" in text:
        yield from beside_names(text)


def logins(text: str, low: str, stems: Places) -> Iterator[Hit]:
    """Yield names of accounts.

    Args:
        text: What is read.
        low: The same in small letters, as long.
        stems: Those of `LOGIN_STEMS` that it holds in small letters, and where.
    """
    labels = {stem: places for stem, places in stems.items() if stem in _IS_LABEL}
    for match in announced(text, low, labels, _LABEL) if labels else ():
        sign, label = match["link"].strip(), match["label"].lower()
        told = (sign != "" and label not in _WEAK) or _of_initial(match["value"])
        if _is_name(match["value"], plain=told):
            yield _hit(match, 0.8 if sign else 0.6)
    for stem, places in stems.items():
        if stem not in _IS_LABEL:
            yield from _READERS[stem](text, low, {stem: places})


_IS_LABEL: Final = frozenset(_LABELS)


def _hit(match: re.Match[str], score: float) -> Hit:
    start = match.start("value")
    return Hit(start, start + len(match["value"].rstrip(".-")), "USERNAME", score, "login")


def _is_name(value: str, *, plain: bool) -> bool:
    """Whether a word is a name of an account; `plain` where it need not show by its signs."""
    value = value.rstrip(".-")
    if len(value) < 3 or value.isdigit() or value.lower() in ACCOUNTS_OF_NOBODY:
        return False
    if any(c.isdigit() or c in "_." for c in value):
        return True
    return plain and _UNMARKED.fullmatch(value) is not None and not value.endswith(("ed", "ing"))


def _of_initial(value: str) -> bool:
    """Whether a word begins as no word does, with an initial before a surname: `jjansen`."""
    return _CONSONANTS.match(value) is not None and value[:2] not in _ONSETS


# With which words begin, in the languages of the labels.
_ONSETS: Final = frozenset(
    "bl br ch cl cr cz dl dr dw dz fl fr gd gh gl gn gr hj hl hm hn hr kl km kn kr ks kt kv kw ll"
    " mg mk ml mn mr ng nh ny pf ph pl pn pr ps pt rh rz sc sf sh sj sk sl sm sn sp sq sr st sv sw"
    " sz tc th tj tk tl tr ts tv tw tz vl vp vr vs vy vz wb wc wd wh wj wk wl wm wn wp wr ws wt wy"
    " wz xh zb zd zg zh zj zl zm zn zr zv zw".split()
)
_CONSONANTS: Final = re.compile(r"[b-df-hj-np-tv-xz]{2}[a-z]{2,}")


def _logged(text: str, low: str, stems: Places) -> Iterator[Hit]:
    """Yield the names in lines that a stem is part of."""
    for stem, places in stems.items():
        pattern = _OF_LOG[stem]
        for at in places:
            match = (
                pattern.search(text, max(0, at - 24), at + 80)
                if stem == " on pts/"
                else pattern.match(text, at)
            )
            if match is not None and match["value"].lower() not in ACCOUNTS_OF_NOBODY:
                yield _hit(match, 0.75)


def _listed(text: str, low: str, stems: Places) -> Iterator[Hit]:
    """Yield names of accounts behind a word for several."""
    for match in announced(text, low, stems, _LISTED):
        plain = match["of"].lower() not in _SETTLED
        for one in _ONE.finditer(text, match.start("value"), match.end("value")):
            if one.group() not in {"and", "or"} and _is_name(one.group(), plain=plain):
                end = one.start() + len(one.group().rstrip(".-"))
                yield Hit(one.start(), end, "USERNAME", 0.65, "login-listed")


def _accounts(text: str, low: str, stems: Places) -> Iterator[Hit]:
    """Yield names of accounts that are quoted, or of which is told what became of them."""
    for match in announced(text, low, stems, _ACCOUNT):
        plain = match["quote"] != "" or _of_initial(match["value"])
        if (match["quote"] or match["state"]) and _is_name(match["value"], plain=plain):
            yield _hit(match, 0.6)


def _mine(text: str, low: str, stems: Places) -> Iterator[Hit]:
    """Yield what somebody says that a user name is."""
    for match in announced(text, low, stems, _MINE):
        if _is_name(match["value"], plain=True):
            yield _hit(match, 0.6)


def _short(text: str, low: str, stems: Places) -> Iterator[Hit]:
    """Yield what stands behind `login`: by itself, or as what somebody's is."""
    for match in announced(text, low, stems, _SHORT):
        before = text[max(0, match.start() - 8) : match.start()]
        told = (_SOMEBODYS if match["is"] else _APART).search(before) is not None
        if _is_name(match["value"], plain=told or _of_initial(match["value"])):
            yield _hit(match, 0.6)


def _found_by(pattern: re.Pattern[str]) -> Reader:
    """Return what yields the names that a pattern finds in a text."""
    return lambda text, _low, _stems: (_hit(match, 0.7) for match in pattern.finditer(text))


Reader = Callable[[str, str, Places], Iterator[Hit]]
_READERS: Final[Mapping[str, Reader]] = {
    **dict.fromkeys(_OF_LOG, _logged),
    **dict.fromkeys(_LISTS, _listed),
    "account ": _accounts,
    "username": _mine,
    "user name": _mine,
    "login ": _short,
    "] <": _found_by(_SAYING),
    **dict.fromkeys((" u/", "/u/", "(u/", "\nu/"), _found_by(_REDDIT)),
    "http/1": _found_by(_ASKING),
}


def logins_abroad(text: str, stems: Places) -> Iterator[Hit]:
    """Yield names of accounts behind words of other scripts, given where those stand."""
    done = 0
    for at in sorted({at for places in stems.values() for at in places}):
        match = _LABEL_ABROAD.match(text, at) if at >= done else None
        if match is not None and _is_name(match["value"], plain=True):
            done = match.end()
            yield _hit(match, 0.75)


def beside_names(text: str) -> Iterator[Hit]:
    """Yield names of accounts in brackets behind the name they are made of, and of domains."""
    for match in _IN_BRACKETS.finditer(text):
        name = _FULL_NAME.search(text, max(0, match.start() - 48), match.start() + 1)
        if name is None or not (name[1][:1].isupper() and name[2][:1].isupper()):
            continue
        first, last = _bare(name[1]), _bare(name[2])
        value = match["value"]
        if last[:5] in value and value not in {first, last} and len(value) > len(last[:5]):
            yield Hit(*match.span("value"), "USERNAME", 0.75, "login-of-name")


def domains(text: str) -> Iterator[Hit]:
    r"""Yield names of accounts of a Windows domain: `CORP\jharlow`."""
    for match in _OF_DOMAIN.finditer(text):
        told = _TOLD.search(text, max(0, match.start() - 32), match.start())
        if told and match["value"] not in ACCOUNTS_OF_NOBODY:
            yield _hit(match, 0.7)


def _bare(word: str) -> str:
    """Return a word in small letters without the marks on them."""
    marks = unicodedata.normalize("NFKD", word.lower().replace("ł", "l").replace("ø", "o"))
    return "".join(c for c in marks if not unicodedata.combining(c))
