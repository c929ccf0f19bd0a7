"""Reads values whose digits are spelled as words, all of them or some: `four one 55 double two`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from govsim.guardrails.views.clues import WORDS, Clues, Words
from govsim.guardrails.views.decoders.odd_signs import SIGNS
from govsim.guardrails.views.decoders.spelled import NATO
from govsim.guardrails.views.offsets import ONE
from govsim.guardrails.views.rewriting import Rewriting
from govsim.guardrails.views.value_shapes import (
    ADDRESS,
    GROUPED,
    HARDWARE,
    checks_iban,
    is_internet_address,
)
from govsim.guardrails.views.values import Decoding
from govsim.guardrails.views.vocabulary import raw_words

# Zero to nine, by language; what is spelled alike in two counts for the first. A digit may have
# several names, apart by `/`.
_LANGUAGES: Final = (
    "zero/oh one two three four five six seven eight nine/niner",
    "null eins zwei/zwo drei vier fünf/fuenf sechs sieben acht neun",
    "cero uno/una dos tres cuatro cinco seis siete ocho nueve",
    "zéro un/une deux trois quatre cinq six sept huit neuf",
    "zero uno due tre quattro cinque sei sette otto nove",
    "zero um/uma dois/duas três quatro cinco seis/meia sete oito nove",
    "nul een/één twee drie vier vijf zes zeven acht negen",
    "zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć",
    "noll ett/en två tre fyra fem sex sju åtta nio",
    "nul et/en to tre fire fem seks syv/sju otte/åtte ni",
    "nolla yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän",
    "nula jedna/jeden dva/dvě tři čtyři pět šest sedm osm devět",
    "nula jedan/jeden dva tri/tři štyri/četiri päť/pet šesť/šest sedem/sedam osem/osam deväť/devet",
    "nulla egy kettő/két három négy öt hat hét nyolc kilenc",
    "zero unu/una doi/două trei patru cinci șase/şase șapte/şapte opt nouă",
    "sıfır bir iki üç dört beş altı yedi sekiz dokuz",
    "nol/kosong satu dua tiga empat lima enam tujuh delapan/lapan sembilan",
    "shunya ek do teen/tin char/chaar paanch/panch chhe/chhah saat/sat aath/ath nau",
    "ноль/нуль один/одна два/две три четыре пять шесть семь восемь девять",
    "нуль один/одна два/дві три чотири п'ять шість сім вісім дев'ять",
    "μηδέν ένα δύο τρία τέσσερα πέντε έξι επτά/εφτά οκτώ/οχτώ εννέα/εννιά",
    "sifuri moja mbili tatu nne tano sita saba nane tisa",
    "zero u/un dos/dues tres quatre cinc sis set vuit nou",
    "không/khong một/mot/mốt hai ba bốn/bon/tư năm/nam/lăm sáu/sau bảy/bay/bẩy tám/tam chín/chin",
    "صفر واحد/واحدة اثنان/اثنين ثلاثة/ثلاث أربعة/اربعة خمسة/خمس ستة/ست سبعة/سبع ثمانية تسعة/تسع",
    "שפר/אפס אחת/אחד שתיים/שניים שלוש/שלושה ארבע/ארבעה חמש/חמישה שש/שישה שבע/שבעה שמונה תשע/תשעה",
    "शून्य एक दो तीन चार पांच/पाँच छह/छः/छ सात आठ नौ",
    "শূন্য এক দুই তিন চার পাঁচ ছয় সাত আট নয়",
    "ศูนย์ หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า",
    "ゼロ/れい/まる いち に さん よん/し ご ろく なな/しち はち きゅう/く",
    "영/공 일/하나 이/둘 삼/셋 사/넷 오/다섯 육/여섯 칠/일곱 팔/여덟 구/아홉",
    "нула едно/един две/два три четири пет шест седем осем девет",
    "null üks kaks kolm neli viis kuus seitse kaheksa üheksa",
    "nulle viens divi trīs četri pieci seši septiņi astoņi deviņi",
    "nulis vienas du trys keturi penki šeši septyni aštuoni devyni",
    "nič/nula ena/en dva tri štiri pet šest sedem osem devet",
    "صفر یک دو سه چهار پنج شش هفت هشت نه",
    "sero/wala isa dalawa tatlo apat lima anim pito walo siyam",
    "ling/líng yi/yī er/èr san/sān si/sì wu/wǔ liu/liù qi/qī ba/bā jiu/jiǔ",
    "zero/rei ichi ni san yon/shi go roku nana/shichi hachi kyu/kyuu",
    "பூஜ்யம் ஒன்று இரண்டு மூன்று நான்கு ஐந்து ஆறு ஏழு எட்டு ஒன்பது",
    "సున్నా ఒకటి రెండు మూడు నాలుగు ఐదు ఆరు ఏడు ఎనిమిది తొమ్మిది",
    "zero një dy tre/tri katër pesë gjashtë shtatë tetë nëntë",
    "cero un/unha dous/dúas tres catro cinco seis sete oito nove",
    "nul een twee drie vier vyf ses sewe agt nege",
    "zero bat bi hiru lau bost sei zazpi zortzi bederatzi",
    "dim un dau/dwy tri/tair pedwar/pedair pump chwech/chwe saith wyth naw",
    "náid/nialas aon/haon dó/dhá trí ceathair/ceithre cúig sé seacht ocht naoi",
    "nul unu du tri kvar kvin ses sep ok naŭ",
    "нөл бір екі үш төрт бес алты жеті сегіз тоғыз",
    "ნული ერთი ორი სამი ოთხი ხუთი ექვსი შვიდი რვა ცხრა",
    "զրո մեկ երկու երեք չորս հինգ վեց յոթ ութ ինը",
    "sıfır bir iki üç dörd beş altı yeddi səkkiz doqquz",
    "нула један/једна два/две три четири пет шест седам осам девет",
    "нула еден/една два/две три четири пет шест седум осум девет",
    "нуль адзін/адна два/дзве тры чатыры пяць шэсць сем восем дзевяць",
    "nol bir ikki uch toʻrt/tort besh olti yetti sakkiz toʻqqiz/toqqiz",
    "शून्य एक दोन तीन चार पाच सहा सात आठ नऊ",
    "શૂન્ય એક બે ત્રણ ચાર પાંચ છ સાત આઠ નવ",
    "ਸਿਫ਼ਰ ਇੱਕ ਦੋ ਤਿੰਨ ਚਾਰ ਪੰਜ ਛੇ ਸੱਤ ਅੱਠ ਨੌਂ",
    "صفر ایک دو تین چار پانچ چھ سات آٹھ نو",
    "nol siji loro telu papat lima enem pitu wolu sanga",
    "zewo en/youn de/dwa twa kat senk sis sèt uit nèf",
    "núll einn/eitt tveir/tvö þrír/þrjú fjórir/fjögur fimm sex sjö átta níu",
)
_BY_LANGUAGE: Final = tuple(
    {name: str(digit) for digit, many in enumerate(names.split()) for name in many.split("/")}
    for names in _LANGUAGES
)
_NAMES: Final = {name: digit for names in reversed(_BY_LANGUAGE) for name, digit in names.items()}
_LARGER: Final = {
    name: str(number)
    for number, name in enumerate(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
        10,
    )
} | {
    name: f"{number}0"
    for number, name in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), 2
    )
}
_IDEOGRAPHS: Final = str.maketrans(
    "〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖兩两貳參陸弐参", "001234567891234567892223623"
)
_SIGNS: Final = {name: sign for sign, names in SIGNS.items() for name in names} | {
    "at": "@", "ät": "@", "arroba": "@", "arobase": "@", "chiocciola": "@", "małpa": "@"
}  # fmt: skip
_TIMES: Final = {"double": 2, "triple": 3, "treble": 3}
_COUNTED: Final = _NAMES | _LARGER
_WORDS: Final = frozenset((*_COUNTED, *_SIGNS, *_TIMES))
_ENGLISH: Final = frozenset((*_BY_LANGUAGE[0], *_LARGER))
_DRAWN: Final = "".join(map(chr, _IDEOGRAPHS))
# Scripts whose vowels are marks on letters.
_MARKED: Final = "\u0900-\u0dff\u0e01-\u0e4e"
_TOKEN: Final = re.compile(
    rf"<[^<>\n]{{1,60}}>|[{_DRAWN}]+|[{_MARKED}]+|[^\W\d_{_DRAWN}]+(?:'[^\W\d_]+)?|\d+"
)
_GLUED: Final = re.compile("(?:" + "|".join(sorted(_NAMES, key=len, reverse=True)) + "){2,40}")
_NAME: Final = re.compile("|".join(sorted(_NAMES, key=len, reverse=True)))
_AT: Final = re.compile(r"[ ]{0,2}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,3}")
_WRITTEN: Final = re.compile(r"\S+")
_LOCAL: Final = re.compile(r"[\w.+-]{2,40}")
_MOST_LAST: Final = 7  # words of digits in front of an `@`
_LAST_WORD: Final = 16  # characters of the name of a digit, with digits behind it
_REACH: Final = 80  # characters before an `@`
_GAP: Final = re.compile(r"(?:<[^<>\n]{1,60}>|[^\w\n]|_){0,6}\n?(?:<[^<>\n]{1,60}>|[^\w\n]|_){0,6}")
_SHORT: Final = 3  # letters
_SHARE: Final = 0.75  # of letters and digits that are digits
_SEVERAL: Final = 4  # words for digits, from which on they may be of more than one language
_MOST: Final = 0.7  # of the words for digits, that one language has
_FEW: Final = 2  # words that many languages have
_RUN: Final = 6  # letters of several names that run together
_APART: Final = 6  # words between two words for digits
_FEWEST: Final = 7  # digits that are a number wherever they stand
_LETTERED: Final = 12  # letters and digits, where letters stand alone
_LONGEST: Final = 100  # words of one value
_DIGITS: Final = 18  # of a part that is not spelled
_COLONS: Final = frozenset(("puntos", "points", "punti"))  # two of them
_FILLERS: Final = frozenset(("and", "und", "then"))
_SPELLED: Final = 2  # words of the alphabet of radio operators
_SPELLING: Final = frozenset(word.encode() for word in NATO)
_LOOSE: Final = frozenset("@.:-/_ ")
_COMPANY: Final = _WORDS | _COLONS | _FILLERS | NATO.keys()
_SMALL: Final = 3  # letters, from which on a word is none of a value
_RISING: Final = "0123456789101112131415"
_KEPT: Final = frozenset(".:-@+")
_PAIRS: Final = re.compile(r"[0-9A-Fa-f]{12}")  # of an address of hardware
_REMEMBERED: Final = 8_192  # words
_MOST_DIGITS: Final = 14  # of a word, that are counted
_MOST_LETTERS: Final = 7
_SPELLED_OUT: Final = 1 << 3
_MIXED: Final = 255  # a weight of no word
_UNTOLD: Final = bytes(code for code in range(256) if not code & _SPELLED_OUT)
_FOREIGN: Final = "\xff"
_DIGITS_APART: Final = re.compile(rb"[^0-9]+|[0-9]+")
_FOREIGN_APART: Final = re.compile(rb"[^\xff]+|\xff+")
_OF_MARKS: Final = re.compile(f"[{_MARKED}]")
_IDEOGRAPH: Final = re.compile(f"[{_DRAWN}]")


def _raw(name: str) -> str:
    return re.sub(r"[^\x00-\x7f]", "\xff", name)


_RAW_COUNTED: Final = {_raw(name): len(digits) for name, digits in _COUNTED.items()}
_RAW_NAMES: Final = frozenset(map(_raw, _NAMES))
_LONGEST_NAME: Final = max(map(len, _RAW_NAMES))
_LONGEST_ROW: Final = 64  # letters that are looked at
_RAW_COMPANY: Final = frozenset(map(_raw, _WORDS | _COLONS | _FILLERS))


class _Part(NamedTuple):
    """A word, or a few digits, of what may be a value."""

    start: int
    end: int
    plain: str
    counted: bool  # whether it is a word for a digit


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield each value of which digits are spelled as words, as it is usually written."""
    nato = len(clues.words & _SPELLING) >= _SPELLED
    if (
        clues.ascii
        and not nato
        and clues.words.isdisjoint(_told())
        and not any(map(_is_glued, clues.unknown))
    ):
        return
    if clues.has(b"@"):
        yield from _before_ats(text, every=clues.other_digits)
    if not _may_be_near(text, clues):
        return
    low = text.lower()
    if len(low) != len(text):  # a few capitals have two small letters
        return
    words = _TOKEN.findall(low)
    if not nato and not _is_dense(words):
        return
    near = list(_near(words))
    if near:
        spans = [match.span() for match in _TOKEN.finditer(low)]
        for first, last in near:
            yield from _spelled(text, low, spans[first:last])


def _before_ats(text: str, *, every: bool = True) -> Iterator[Decoding]:
    """Yield the addresses whose last digits are words: `ana three 7@corp.com`.

    Args:
        text: What is read.
        every: Whether digits of any script may stand there.
    """
    for at in _AT.finditer(text):
        before = text[max(0, at.start() - _LAST_WORD) : at.start()].rpartition(" ")[2]
        name = before.rstrip("0123456789")
        if name and name.lower() not in _NAMES and not every:
            continue
        begin = max(0, at.start() - _REACH)
        words = list(_WRITTEN.finditer(text, begin, at.start()))[-_MOST_LAST - 1 :]
        first = len(words)
        while first and (_is_name(words[first - 1].group()) or words[first - 1].group().isdigit()):
            first -= 1
        last = words[first:]
        if not (first and any(_is_name(word.group()) for word in last)):
            continue
        local = words[first - 1]
        if local.start() == begin > 0 or not _LOCAL.fullmatch(local.group()):
            continue
        made = Rewriting()
        made.add(local.group(), *local.span(), ONE)
        for word in last:
            made.add(_NAMES.get(word.group().lower(), word.group()), *word.span())
        made.add(at.group().lstrip(), at.end() - len(at.group().lstrip()), at.end(), ONE)
        yield made.decoding(local.start(), at.end(), "number-words")


def _is_name(word: str) -> bool:
    return word.lower() in _NAMES


@cache
def _telling() -> frozenset[str]:
    """Return the names of digits that are no word of English but those of English itself."""
    return frozenset(
        name for name in _COUNTED if name in _ENGLISH or name.encode() not in raw_words()
    )


@cache
def _told() -> Words:
    return frozenset(re.sub(r"[^\x00-\x7f]", "\xff", name).encode("latin-1") for name in _telling())


def _is_glued(word: bytes) -> bool:
    """Whether a word is several names of digits that run together."""
    return len(word) > _FEWEST and _GLUED.fullmatch(word.decode("latin-1")) is not None


def _may_be_near(text: str, clues: Clues) -> bool:
    """Whether a text may hold a row that `_near` yields, by its words without signs."""
    if clues.other_digits or not (clues.ascii or _IDEOGRAPH.search(text) is None):
        return True
    if not clues.ascii and _OF_MARKS.search(text) is not None:
        return True  # letters and their marks are words of their own in `Clues`
    # An apostrophe that `Clues` takes out of a word sets two apart here.
    words = clues.lower.translate(WORDS).split() if b"'" in clues.raw else clues.order
    weights = bytes(map(_WEIGHTS.__getitem__, words))
    rows = set(_apart(words, weights).split(b"\0"))
    return any(map(_may_be_value, rows))


def _apart(words: list[bytes], weights: bytes) -> bytes:
    """Return weights with those of mixed words part by part, as letters and digits are apart."""
    parts: list[bytes] = []
    done, at = 0, weights.find(_MIXED)
    while at >= 0:
        digits = _DIGITS_APART.findall(words[at])
        inner = digits if len(digits) > 1 else _FOREIGN_APART.findall(words[at])
        parts += weights[done:at], _apart(inner, bytes(map(_WEIGHTS.__getitem__, inner)))
        done = at + 1
        at = weights.find(_MIXED, done)
    return b"".join((*parts, weights[done:])) if parts else weights


def _may_be_value(row: bytes) -> bool:
    """Whether words in a row, by their weights, may be what `_near` yields."""
    if not row.translate(None, _UNTOLD):
        return False
    digits = sum(weight >> 4 for weight in row)
    letters = sum(weight & _MOST_LETTERS for weight in row)
    return digits >= _FEWEST or digits + letters >= _LETTERED


class _Weights(dict[bytes, int]):
    """The weight of each word, which is remembered."""

    def __missing__(self, word: bytes) -> int:
        weight = _weight(word.decode("latin-1"))
        if len(self) < _REMEMBERED:
            self[word] = weight
        return weight


def _weight(word: str) -> int:
    """Return how many digits and letters a word adds to a row at most, or 0 if it ends one.

    Four bits are of digits, the lower three of letters, and one between tells what is spelled.
    What is not ASCII is one letter, as in `Clues`; it may be a sign as well.
    """
    if not word.isalpha():
        return min(len(word), _MOST_DIGITS) << 4 if word.isdigit() else _MIXED
    many = _RAW_COUNTED.get(word, 0)
    if not many and len(word) >= _RUN and _is_row_of_names(word):
        many = len(word) // 4
    letters = min(len(word), _MOST_LETTERS)
    if many or word in _TIMES:
        foreign = 0 if word.isascii() else letters
        return min(max(many, 1), _MOST_DIGITS) << 4 | _SPELLED_OUT | foreign
    if word in NATO:
        return _SPELLED_OUT | letters
    if word in _RAW_COMPANY or len(word) < _SMALL or word.strip(_FOREIGN) == "":
        return letters
    return _MIXED if _FOREIGN in word else 0


def _is_row_of_names(word: str) -> bool:
    """Whether names of digits may follow each other in a word, as `_GLUED` tells."""
    ends = {0}  # of rows of names from its beginning on
    for end in range(1, min(len(word), _LONGEST_ROW) + 1):
        if any(word[start:end] in _RAW_NAMES for start in ends if end - start <= _LONGEST_NAME):
            ends.add(end)
    return len(word) in ends or len(word) > _LONGEST_ROW


def _is_dense(words: list[str]) -> bool:
    """Whether a word for a digit stands near another, or by digits, or one is many digits."""
    counted = [at for at, word in enumerate(words) if word in _telling()]
    if any(after - before <= _APART for before, after in pairwise(counted)):
        return True
    beside = (word for at in counted for word in words[max(0, at - 2) : at + 3])
    if any(word.isdigit() or len(word) == 1 for word in beside):
        return True
    return any(word[0] in _DRAWN or _is_long(word) for word in words)


def _is_long(word: str) -> bool:
    return len(word) > _FEWEST and _GLUED.fullmatch(word) is not None


def _near(words: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the rows of words that may be digits, signs or letters of a value, if many are."""
    first = digits = told = letters = spelled = 0
    for at, word in enumerate((*words, "")):
        many = _count(word) if word else 0
        if many:
            digits += many
            told += not word.isdigit()
        elif word and (
            word in _WORDS or word in _COLONS or word in _FILLERS or word in NATO or len(word) < 3
        ):
            spelled += word in NATO
            letters += 0 if word in _WORDS or word[0] == "<" else 1 if word in NATO else len(word)
        else:
            # Of an address, the letters stand alone as well.
            enough = digits >= _FEWEST or digits + letters >= _LETTERED
            if (told or spelled) and enough and at - first <= 2 * _LONGEST:
                yield first, at
            first, digits, told, letters, spelled = at + 1, 0, 0, 0, 0


@lru_cache(maxsize=_REMEMBERED)
def _count(word: str) -> int:
    """Return how many digits a word is, or nothing."""
    if word in _COUNTED or word in _TIMES:
        return len(_COUNTED.get(word, "0"))
    if word.isdigit():
        return len(word) if len(word) <= _DIGITS and word.isascii() else 0
    if word[0] in _DRAWN:
        return len(word)
    return len(word) // 4 if len(word) >= _RUN and _GLUED.fullmatch(word) else 0


def _spelled(text: str, low: str, spans: list[tuple[int, int]]) -> Iterator[Decoding]:
    """Yield the values in a row of words, which signs may set apart."""
    names = _language([low[start:end] for start, end in spans])
    row: list[_Part] = []
    for part in (*_parts(text, low, spans, names), None):
        fits = part is not None and (not row or _GAP.fullmatch(low, row[-1].end, part.start))
        if part is not None and fits and _belongs(part):
            row.append(part)
            continue
        row = _trimmed(row)
        if any(each.counted or each.end - each.start > len(each.plain) for each in row):
            yield from _value(text, row)
        row = [part] if part is not None and _belongs(part) else []


def _language(words: list[str]) -> dict[str, str]:
    """Return the names of digits in the language that most of some words are of."""
    found = frozenset(words)
    names = max(_BY_LANGUAGE, key=lambda names: len(found.intersection(names)))
    many = len(found.intersection(_NAMES))
    if many > _SEVERAL and len(found.intersection(names)) < _MOST * many:
        return _NAMES  # several languages
    few = 0 if any(_SIGNS.get(word) == "@" for word in found) else _FEW
    return names if len(found.intersection(names)) > few else _BY_LANGUAGE[0]


def _belongs(part: _Part) -> bool:
    """Whether a part may stand in a value: no small word of a sentence does."""
    return len(part.plain) < 2 or not part.plain.islower() or _is_hexadecimal(part)


def _parts(
    text: str, low: str, spans: list[tuple[int, int]], names: dict[str, str]
) -> Iterator[_Part]:
    """Yield what each word stands for; `double` goes with the word after it, `twenty` too."""
    times, since, ten, till = 1, -1, "", 0
    for nth, (start, end) in enumerate(spans):
        name = low[start:end]
        if name[0] == "<":
            continue
        if name in _TIMES or name in _FILLERS:
            times, since = _TIMES.get(name, 1), start
            continue
        plain, counted = _plain(name, text[start:end], names)
        if plain.isdigit() and not counted and name[0] in _DRAWN:  # one alone is counted
            counted = not (text[start - 1 : start].isalpha() or text[end : end + 1].isalpha())
        after = low[slice(*spans[nth + 1])] if nth + 1 < len(spans) else ""
        if text[start:end] == "AT" and (after in _COUNTED or after.isdigit()):
            plain = "AT"  # a country
        if plain == "2" and after in _COLONS:
            since = start
            continue
        if ten:
            if name in _NAMES and plain != "0":
                yield _Part(since, end, ten[0] + plain, counted)
                ten, since = "", -1
                continue
            yield _Part(since, till, ten, True)
            since, ten = -1, ""
        if name in _LARGER and plain[1] == "0" and plain != "10":
            ten, since, till = plain, start, end
            continue
        yield _Part(start if since < 0 else since, end, plain * times, counted)
        times, since = 1, -1
    if ten:
        yield _Part(since, till, ten, True)


def _plain(name: str, written: str, names: dict[str, str]) -> tuple[str, bool]:
    """Return the digits or the sign that a word stands for, and whether it counts."""
    if name in names:
        return names[name], True
    if name in _COUNTED and len(name) > _SHORT:  # shorter ones are words of other languages
        return _COUNTED[name], True
    if name in _COLONS:
        return ":", False
    if name in _SIGNS:
        return _SIGNS[name], False
    if name in NATO:
        return NATO[name], False
    if name[0] in _DRAWN:
        return name.translate(_IDEOGRAPHS), len(name) > 1  # one is a word of any sentence
    if len(name) >= _RUN and _GLUED.fullmatch(name):
        return "".join(_NAMES[part] for part in _NAME.findall(name)), True
    return written, False


def _trimmed(parts: list[_Part]) -> list[_Part]:
    """Return parts without the small words before and after a value."""
    first, last = 0, len(parts)
    while first < last and parts[first].plain in _LOOSE:
        first += 1
    if any(part.plain == "@" for part in parts[first:]):
        while first < last and len(parts[first].plain) > 1:
            first += 1
        while last > first and len(parts[last - 1].plain) > 1:
            last -= 1
        return parts[first:last]
    while first < last and not _opens(parts[first]):
        first += 1
    while last > first and not (
        parts[last - 1].plain[-1:].isdigit() or _is_hexadecimal(parts[last - 1])
    ):
        last -= 1
    return parts[first:last]


def _opens(part: _Part) -> bool:
    """Whether a part may begin a value: digits, a `+`, a country, two digits of sixteen."""
    return (
        part.plain[:1].isdigit()
        or part.plain == "+"
        or part.plain.isupper()
        or _is_hexadecimal(part)
    )


def _is_hexadecimal(part: _Part) -> bool:
    return not set(part.plain.lower()) - set("abcdef") and part.plain not in ("a", "be")


def _value(text: str, parts: list[_Part]) -> Iterator[Decoding]:
    """Yield what parts make together: with the signs between them, some of them, or none."""
    gaps = [text[a.end : b.start].strip() for a, b in pairwise(parts)]
    for kept in (gaps, _signs(gaps), []):
        made, digits = Rewriting(), 0
        plus = parts[0].start and text[parts[0].start - 1] == "+"
        if plus:
            made.add("+", parts[0].start - 1, parts[0].start)
        for nth, part in enumerate(parts):
            if kept and nth and kept[nth - 1] in _KEPT:
                made.add(kept[nth - 1], parts[nth - 1].end, part.start)
            made.add(part.plain, part.start, part.end)
            digits += sum(map(str.isdigit, part.plain))
        plain = made.text
        enough = (
            kept is not gaps
            and digits >= _FEWEST
            and digits >= _SHARE * sum(map(str.isalnum, plain))
        )
        enough &= plain not in _RISING and sum(_many(part) for part in parts) > 1
        if enough or _is_value(plain):
            yield made.decoding(parts[0].start - plus, parts[-1].end, "number-words")
            return


def _many(part: _Part) -> int:
    """Return how many names of digits a part is."""
    return len(part.plain) if part.counted else 0


def _signs(gaps: list[str]) -> list[str]:
    """Return the signs that stand in gaps, without what sets all of the words apart."""
    common, times = Counter(gaps).most_common(1)[0] if gaps else ("", 0)
    if not common or 2 * times < len(gaps):
        return gaps
    return ["".join(sign for sign in gap if sign not in common) for gap in gaps]


def _is_value(plain: str) -> bool:
    if any(map(str.isdigit, plain)) and (
        HARDWARE.fullmatch(plain) or checks_iban("".join(plain.split()).upper())
    ):
        return True
    if _PAIRS.fullmatch(plain) and not (plain.isdigit() or plain.isalpha()):
        return True
    if GROUPED.fullmatch(plain) or is_internet_address(plain.split(".")):
        return True
    return ADDRESS.search(plain) is not None


_WEIGHTS: Final = _Weights()
