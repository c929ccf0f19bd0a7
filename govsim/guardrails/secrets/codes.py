"""Finds codes that open something: of doors, safes, telephones, and those that are sent once.

A code has a few digits, as much else has. It is told by its name (`PIN`, `passcode`), or by what
it opens, which stands beside the word `code`: `gate code 4471`, `kod do bramy`, `Türcode`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.scripts import by_small_letters, places_abroad
from govsim.guardrails.secrets.hits import Hit
from govsim.guardrails.secrets.runs import Runs

# In a mirror of Latin-1 in small letters: what the words for a code have in common.
STEMS: Final = (
    b"code", b"kod", b"koodi", b"k\xf3d", b"codice", b"digo", b"codul", b"pin", b"puk", b"otp",
    b"combina", b"combo", b"kombina", b"padlock", b"geheimzahl", b"schloss", b"slot", b"cadenas",
    b"candado", b"lucchetto", b"cadeado", b"ifresi",
)  # fmt: skip
_EVERY_STEM: Final = frozenset(STEMS)
# The last of a code: no measure, no count, no more of a number.
_ENDED: Final = (
    r"(?![^\W_]|[.,:/-]\d|[_%€$£°]|\s?(?:%|€|EUR|USD|PLN|z[łl]|kr|km|m|kg|px|ms|s|h|mm|cm|of|or|"
    r"times|"
    r"digits?|characters?|chars|lines?|rows?|errors?|days?|years?|users?|pages?|hours?|items?|cyfr|"
    r"stellig|Zeichen|chiffres|cifre|d[ií]gitos)(?!\w))"
)
_DIGITS: Final = r"[*#]{0,2}\d(?:[ -]?\d){2,7}\#?"
_MIXED: Final = r"[A-Z]?\d{1,5}[A-Z]\d{0,4}(?<=\w{4})\#?|[A-Z]\d{3,6}\#?"
_VERBS: Final = (
    r"is now|is still|is|was|are|ist|war|lautet|jest|to|brzmi|est|était|es|era|è|é|er|är|on|je|"
    r"to be|"
    r"este|olan|van nu af|sera|será|będzie|wird"
)
_TAIL: Final = re.compile(
    r"(?P<end>[^\W\d_]{0,5})[\"'`*)]{0,2},?"
    r"(?P<words>(?: (?!(?:and|or|und|oder|et|y|i)\s)[^\s\d.;:!?=()]{1,14}|"
    r" \d{1,2}(?= [^\W\d])){0,8}?)"
    rf"(?P<link>\s?(?:[:=]>?|->|[-\u2013\u2014,](?=\s))|\s(?:{_VERBS})(?=\s|:)\s?:?|\s\(|(?=\s))"
    rf"\s?[\"'`]{{0,2}}(?:\*\*)?(?P<value>{_DIGITS}|{_MIXED}){_ENDED}",
    re.IGNORECASE,
)
_AHEAD: Final = re.compile(  # without which no code follows
    r"[^\d\n.;!?]{0,120}\d|[^\d\n.;!]{0,20}\n(?=[^\n\d]{0,28}[\d\[])"
)
# A question, and the answer at the head of the next line.
_ASKED: Final = re.compile(
    r"[^\W\d_]{0,5}(?: [a-z]{1,10}){0,2}\s?\?{0,3}\s?\n(?:\[[^\]\n]{4,12}\]\s?)?(?:>|"
    r"[^\n\d:>]{1,24}[:>])?\s{0,3}"
    rf"(?P<value>{_DIGITS}){_ENDED}(?=[\s.,;!]|$)",
    re.IGNORECASE,
)
# What a code opens, in front of the word for it.
_OPENS: Final = re.compile(
    r"(?<![^\W_])(?:door|gate|alarm(?: o(?:ff|n))?|entry|entrance|"
    r"access|locker|locks?|padlock|safe|vault|garage|lobby|"
    r"keypad|"
    r"key ?box|lock ?box|key ?safe|shed|cellar|basement|laundry|intercom|buzzer|elevator|lift|"
    r"gym|pool|"
    r"cabinet|suitcase|barrier|voice ?mail|phone|tablet|unlock|disarm|duress|banking|one[- ]time|"
    r"verification|confirmation|log[- ]?in|sign[- ]?in|2fa|sms|recovery|authenticat\w+|pairing|"
    r"pass|"
    r"t[üu]r|haust[üu]r|tor|zugangs|zutritts|alarm|tresor|safe|garagen|keller|spind|schlie[ßs]fach|"
    r"eingangs|best[äa]tigungs|einmal|sms|freigabe|entsperr|deur|poort|toegangs|kluis|hek|voordeur|"
    r"verificatie|bevestigings|inlog|d[öo]rr|port|larm|grind|entr[ée]|eng[åa]ngs|d[øo]r|adgangs|"
    r"boks|"
    r"engangs|n[øo]kkelboks|oven|ala-?oven|ovi|portin|lukon|h[äa]lyttimen|kassakaapin|kapu|ajt[óo]|"
    r"riaszt[óo]|bel[ée]p[őo]|sz[ée]f|z[áa]r|kap[ıi]|alarm|kasa|giri[şs]|kilit|bina|digi|numer|"
    r"ukse|durv[ju]|"
    r"porte|portail|immeuble)"
    r"(?:[ -]?(?:room|store|panel|box|system|rum|anlage|kode?n?))?[ '’-]?$",
    re.IGNORECASE,
)
# Behind it: `code for the gate`, `kod do bramy`, `code de la porte`.
_OPENED: Final = re.compile(
    r"(?:^|[ '’-])(?:gate|door|alarm|safe|locker|padlock|garage|entrance|lock ?box|keypad|"
    r"voicemail|"
    r"phone|front|back|shed|cellar|bramy|drzwi|domofonu|alarmu|sejfu|furtki|szafki|klatki|"
    r"skrytki|gara[żz]u|"
    r"wej[śs]ciowy|dost[ęe]pu|blokady|weryfikacyjny|autoryzacyjny|jednorazowy|windy|k[łl][óo]dki|"
    r"szlabanu|t[üu]r|"
    r"haust[üu]r|tor|alarmanlage|tresor|keller|schloss|eingang|schlie[ßs]fach|spind|porte|portail|"
    r"immeuble|entr[ée]e|alarme|coffre|interphone|cadenas|casier|r[ée]sidence|barri[èe]re|secret|"
    r"confidentiel|"
    r"acc[èe]s|v[ée]rification|puerta|portal|alarma|garaje|caja|entrada|acceso|edificio|verja|"
    r"candado|"
    r"taquilla|verificaci[óo]n|cancello|portone|porta|allarme|cassaforte|lucchetto|ingresso|"
    r"accesso|armadietto|"
    r"verifica|sblocco|port[ãa]o|cofre|garagem|cadeado|acesso|pr[ée]dio|portaria|"
    r"verifica[çc][ãa]o|deur|poort|"
    r"kluis|hek|voordeur|slot|kelder|berging|d[öo]rren|porten|larmet|grinden|garaget|"
    r"kassask[åa]pet|"
    r"h[äa]ngl[åa]set|f[öo]rr[åa]det|d[øo]ren|alarmen|garagen|garasjen|safen|boden|dve[řr][íi]|"
    r"dver[íi]|vchodu|"
    r"br[áa]ny|branky|trezoru|z[áa]mku|gar[áa][žz]e|schr[áa]nky|u[șş]a|u[șş][ăa]|poart[ăa]|"
    r"alarm[ăa]|seif|interfon|"
    r"sc[ăa]r[ăa]|lac[ăa]t|vrata|ulaz|kapiju|sef|gara[žz]u|lokot)(?![^\W_])",
    re.IGNORECASE,
)
# What a code is in front of which stands another word: of an error, of a place, of goods.
_OTHER: Final = re.compile(
    r"(?:error|exit|status|area|postal|post|zip|promo|product|http|iso|qr|bar|dress|country|"
    r"discount|"
    r"coupon|voucher|source|part|model|order|colou?r|machine|fault|return|response|reference|"
    r"airport|"
    r"sort|dial\w*|fehler|fehlercode|postleit|vor|steuer|erreur|postale?|b[łl][ęe]du|pocztowy|"
    r"unicode|"
    r"op|byte|bin|hs|pkd|nace|icd|swift|trouble|reason|event|language|locale|currency|"
    r"tracking)[ _-]?$",
    re.IGNORECASE,
)
_WHOSE: Final = re.compile(
    r"(?<![^\W_])(?:your|my|her|his|our|new|old|current|temporary|today's|ihr|dein|mein|"
    r"neue[rn]?|aktuelle[rn]?|votre|"
    r"ton|mon|tu|mi|su|seu|meu|il tuo|tw[óo]j|m[óo]j|nowy|obecny|uw|jouw|mijn|din|ditt|min|nuovo|"
    r"nuevo|"
    r"novo|nouveau)\s$",
    re.IGNORECASE,
)
# What is spoken of near a code that has no name.
_NEARBY: Final = re.compile(
    r"(?<![^\W_])(?:doors?|gates?|alarm|lock|padlock|safe|keypad|sms|text(?:ed)?|bank|log in|"
    r"sign in|token|read aloud|"
    r"authenticator|voicemail|furtk|bram|domofon|drzwi|t[üu]r|tresor|anmeld|porte|portail|puerta|"
    r"cancello|"
    r"port[ãa]o|deur|poort)",
    re.IGNORECASE,
)
_SHOWN: Final = frozenset("1234 12345 123456 12345678 4321 0123".split())  # in every manual
ABROAD: Final = by_small_letters(
    "код Код пин Пин ПИН 验证码 驗證碼 门禁 門禁 开门 门锁 暗証番号 認証 確認コード 인증번호"
    " 현관 도어락 κωδικ Κωδικ קוד رمز كود รหัส कोड ओटीपी".split()
)
_TOLD_ABROAD: Final = re.compile(
    r"(?:пин-?код\w{0,2}|ПИН(?:-код)?|код\w{0,2} (?:от |для |к |з |до |на )?(?:домофон|двер|"
    r"подъезд|під|ворот|"
    r"сейф|сигнализац|шлагбаум|калитк|замк|подтвержд|підтвердж|доступ|врат|вход|алармат)\w*|验证码|"
    r"驗證碼|"
    r"门禁(?:密码|码)?|門禁(?:密碼|碼)?|开门密码|门锁密码|暗証番号|認証(?:コード|番号)|"
    r"確認コード|인증번호|"
    r"현관(?:문)?(?: ?비밀번호| ?비번)?|도어락(?: ?비밀번호| ?비번)?|"
    r"κωδικός (?:της |του )?(?:πόρτας|εισόδου|συναγερμού)|"
    r"קוד (?:ה?כניסה|ה?דלת|לדלת|לשער|ה?אזעקה|ה?אימות|ה?כספת)|(?:رمز|كود) (?:الدخول|الباب|البوابة|"
    r"التحقق|الخزنة)|"
    r"รหัส(?:ประตู|เข้า|ผ่าน)\w*|(?:गेट|दरवाज़े का) कोड|ओटीपी)"
    rf"\s?(?:[:：=]|是|为|は|이|가|는|은|—|-|\u2013|هو|है|είναι|הוא|"
    rf"теперь)?\s?(?P<value>{_DIGITS})(?![0-9A-Za-z%])",
    re.IGNORECASE,
)
_BEFORE: Final = 32  # characters in front of a word for a code that tell what it opens
_AROUND: Final = 160  # in which is told what a code without a name is for
_POSTAL: Final = 6  # digits of postal codes in India, which are called PIN
_LEAST: Final = 4  # digits of what is sent, and of a PIN
_WHY: Final = "it stands where a code that opens something is told"


def find_codes(text: str, runs: Runs) -> Iterator[Hit]:
    """Yield each code behind its name, or behind what it opens."""
    done = 0
    for at, stem in _places(text, runs):
        if at < done:
            continue
        hit = _told(text, at, stem)
        if hit is not None:
            done = hit.end
            yield hit
    for at in places_abroad(text, ABROAD, runs.abroad):
        match = _TOLD_ABROAD.match(text, at)
        if match is not None:
            yield Hit(*match.span("value"), 0.75, "told-code", _WHY)


def _places(text: str, runs: Runs) -> list[tuple[int, bytes]]:
    """Return where words for a code stand, with what each begins with."""
    follows = _AHEAD.match
    places: list[tuple[int, bytes]] = []
    for stem in runs.held(_EVERY_STEM):
        size = len(stem)
        places += [(at, stem) for at in runs.places(stem) if follows(text, at + size)]
    return sorted(places)


def _told(text: str, at: int, stem: bytes) -> Hit | None:
    """Return the code behind a word for one, where the two belong together."""
    end = at + len(stem)
    if stem == b"digo" and text[at - 2 : at].lower() in ("co", "c\xf3"):
        at -= 2
    if stem in _NAMED and text[at - 1 : at].isalpha():
        return None
    found = _TAIL.match(text, end)
    asked = None if found else _ASKED.match(text, end)
    match = found or asked
    if match is None:
        return None
    value = match["value"]
    digits = sum(map(str.isdigit, value))
    if value.strip("*#") in _SHOWN or len(set(filter(str.isdigit, value))) == 1:
        return None
    score = _score(text, at, stem, match, digits, asked=asked is not None)
    return Hit(*match.span("value"), score, "told-code", _WHY) if score else None


def _score(
    text: str, at: int, stem: bytes, match: re.Match[str], digits: int, *, asked: bool
) -> float:
    """Return how likely a code is meant: by its name, by what it opens, by whose it is."""
    before = text[max(0, at - _BEFORE) : at]
    words, link = ("", "?") if asked else (match["words"], match["link"].strip())
    if stem in _NAMED:
        return _named(text, at, stem, match, digits, (before, words, link))
    if stem in _LOCKS:
        plain = before[-1:].isalpha() and not before.lower().endswith(("zahlen", "cijfer"))
        counted = stem == b"slot" and not asked and match["end"].lower() == "s"  # English
        told = link or _OPENS.search(before)
        return 0.0 if plain or counted or not told or len(words) > _FEW else 0.7
    if _OTHER.search(before):
        return 0.0
    if _OPENS.search(before):
        return 0.8 if link or not words else 0.0
    if before[-1:].isalnum():
        return 0.0  # within another word: `encoded`, `Barcode`
    if not asked and _OPENED.search(words):
        return 0.75
    near = before + text[max(0, at - _AROUND) : at] + text[match.end() : match.end() + _BEFORE]
    whose = _WHOSE.search(before) and digits >= _LEAST and link not in {"", ","}
    return 0.6 if whose and (_NEARBY.search(near) or _NEARBY.search(words)) else 0.0


def _named(
    text: str, at: int, stem: bytes, match: re.Match[str], digits: int, said: tuple[str, str, str]
) -> float:
    """Return how likely digits behind `PIN` or `OTP` are one."""
    before, words, link = said
    name = text[at : at + len(stem)]
    glued = before[-1:].isalnum() and not _OPENS.search(before)
    behind = "" if match.re.pattern == _ASKED.pattern else match["end"].lower()
    if glued or behind not in _ENDS or digits < _LEAST or match["value"][:1].isalpha():
        return 0.0
    if digits == _POSTAL and stem == b"pin" and words in {"", " code"} and link != "?":
        return 0.0
    if name.isupper() or link in {"?", ":", "="} or _OPENS.search(before) or behind:
        return 0.8
    return 0.7 if link and _WHOSE.search(before) else 0.0


_NAMED: Final = frozenset((b"pin", b"puk", b"otp", b"geheimzahl"))
_LOCKS: Final = frozenset(
    (b"combina", b"combo", b"kombina", b"padlock", b"schloss", b"slot", b"cadenas", b"candado",
     b"lucchetto", b"cadeado")
)  # fmt: skip
_ENDS: Final = frozenset(("", "s", "u", "em", "code", "kod", "koda", "kodu", "kode", "koden"))
_FEW: Final = 24  # characters of words between a lock and its number
