"""Holds the names of numbers up to 99, of days, hundreds and thousands, as people say them.

All names are in small letters without accents, words apart by one space.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from govsim import expressions as re


class Language(NamedTuple):
    """How one language says numbers."""

    names: Mapping[str, int]  # 0 to 99
    days: Mapping[str, int]  # 1 to 31, as days are counted
    hundreds: Mapping[str, int]  # words that are hundreds by themselves: `novecientos`
    hundred: frozenset[str]  # words that make hundreds of what stands in front
    thousand: frozenset[str]
    joining: frozenset[str]


def _counted(names: str) -> dict[str, int]:
    """Return names in the order of their numbers; `/` sets apart several for one, `_` words."""
    return {
        name.replace("_", " "): number
        for number, many in enumerate(names.split())
        for name in many.split("/")
    }


def _with_tens(small: dict[str, int], tens: str, joined: str, first: int = 20) -> dict[str, int]:
    """Return names with those of the tens from `first` on, and what they make with one to nine."""
    found = dict(small)
    units = [(name, number) for name, number in small.items() if 0 < number < 10]
    for at, many in enumerate(tens.split()):
        for ten in many.split("/"):
            number = first + 10 * at
            found[ten] = number
            for unit, more in units:
                found[joined.format(ten=ten, unit=unit)] = number + more
    return found


def _ordinals(names: str) -> dict[str, int]:
    return {
        name.replace("_", " "): number
        for number, many in enumerate(names.split(), 1)
        for name in many.split("/")
    }


def _days(names: Mapping[str, int], more: Mapping[str, int]) -> dict[str, int]:
    """Return the names of days: those of numbers, and those of days alone."""
    return {**{name: n for name, n in names.items() if 0 < n < 32}, **more}


_EN: Final = _with_tens(
    _counted(
        "zero/oh one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen"
    ),
    "twenty thirty forty/fourty fifty sixty seventy eighty ninety",
    "{ten} {unit}",
)
_EN_DAYS: Final = _with_tens(
    _ordinals(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
        " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
    ),
    "twenty thirty",
    "{ten} {unit}",
) | {"thirtieth": 30}
_DE_SOLID: Final = _with_tens(
    _counted(
        "null eins/ein zwei/zwo drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn"
        " vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn"
    ),
    "zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig",
    "{unit}und{ten}",
)
# As some say or type them: `vier und fünfzig`.
_DE: Final = _DE_SOLID | {
    name.replace("und", " und ", 1): number
    for name, number in _DE_SOLID.items()
    if number > 20 and "und" in name
}
_DE_STEMS: Final = {
    f"{name}{'t' if number < 20 else 'st'}": number for name, number in _DE_SOLID.items() if number
} | {"erst": 1, "dritt": 3, "siebt": 7, "acht": 8}
_DE_DAYS: Final = {
    stem + end: number for stem, number in _DE_STEMS.items() for end in ("e", "en", "er", "es")
}
_NL: Final = _with_tens(
    _counted(
        "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien"
        " vijftien zestien zeventien achttien negentien"
    ),
    "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    "{unit}en{ten}",
)
_FR_SMALL: Final = _counted(
    "zero un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze"
    " seize dix_sept dix_huit dix_neuf"
)
_FR: Final = (
    _with_tens(
        _FR_SMALL,
        "vingt trente quarante cinquante soixante septante huitante/octante nonante",
        "{ten} {unit}",
    )
    | {
        f"{ten} et un": 21 + 10 * nth
        for nth, ten in enumerate("vingt trente quarante cinquante soixante".split())
    }
    | {f"soixante {name}": 60 + n for name, n in _FR_SMALL.items() if n > 9}
    | {"soixante et onze": 71, "quatre vingts": 80, "quatre vingt": 80}
    | {f"quatre vingt {name}": 80 + n for name, n in _FR_SMALL.items() if n}
)  # fmt: skip
_ES: Final = _with_tens(
    _counted(
        "cero uno/un/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce"
        " quince dieciseis diecisiete dieciocho diecinueve veinte veintiuno/veintiun veintidos"
        " veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve"
    ),
    "treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "{ten} y {unit}",
    30,
)
_PT: Final = _with_tens(
    _counted(
        "zero um/uma dois/duas tres quatro cinco seis/meia sete oito nove dez onze doze treze"
        " catorze/quatorze quinze dezesseis/dezasseis dezessete/dezassete dezoito"
        " dezenove/dezanove"
    ),
    "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "{ten} e {unit}",
)
_IT_UNITS: Final = _counted("zero uno due tre quattro cinque sei sette otto nove")
_IT: Final = _with_tens(
    _IT_UNITS
    | {
        name: number
        for number, name in enumerate(
            "dieci undici dodici tredici quattordici quindici sedici diciassette diciotto"
            " diciannove".split(),
            10,
        )
    },
    "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "{ten}{unit}",
)
# `ventuno`, and what is left of eighty behind hundreds: `novecentottanta`.
_IT_SHORT: Final = {
    re.sub("[ai](?=uno|otto)", "", name) if number > 20 else name: number
    for name, number in _IT.items()
}
_IT_ALL: Final = (
    _IT | _IT_SHORT | {name[1:]: number for name, number in _IT_SHORT.items() if 79 < number < 90}
)
_PL: Final = _with_tens(
    _counted(
        "zero jeden dwa/dwie trzy cztery piec szesc siedem osiem dziewiec dziesiec jedenascie"
        " dwanascie trzynascie czternascie pietnascie szesnascie siedemnascie osiemnascie"
        " dziewietnascie"
    ),
    "dwadziescia trzydziesci czterdziesci piecdziesiat szescdziesiat siedemdziesiat"
    " osiemdziesiat dziewiecdziesiat",
    "{ten} {unit}",
)
_PL_ORDINALS: Final = _with_tens(
    _ordinals(
        "pierwszego/pierwszy drugiego/drugi trzeciego/trzeci czwartego/czwarty piatego/piaty"
        " szostego/szosty siodmego/siodmy osmego/osmy dziewiatego/dziewiaty dziesiatego/dziesiaty"
        " jedenastego dwunastego trzynastego czternastego pietnastego szesnastego siedemnastego"
        " osiemnastego dziewietnastego"
    ),
    "dwudziestego trzydziestego czterdziestego piecdziesiatego szescdziesiatego"
    " siedemdziesiatego osiemdziesiatego dziewiecdziesiatego",
    "{ten} {unit}",
)
_TR: Final = _with_tens(
    _counted("sıfır/sifir bir iki uc dort bes altı/alti yedi sekiz dokuz"),
    "on yirmi otuz kırk/kirk elli altmıs/altmis yetmis seksen doksan",
    "{ten} {unit}",
    10,
)
# `on` is ten, and stands in front of many a day in English.
_TR_DAYS: Final = _days({name: n for name, n in _TR.items() if name != "on"}, {})
_RU: Final = _with_tens(
    _counted(
        "ноль/нуль один/одна два/две три четыре пять шесть семь восемь девять десять одиннадцать"
        " двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать"
        " девятнадцать"
    ),
    "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
    "{ten} {unit}",
)
_NONE: Final[frozenset[str]] = frozenset()


def _of(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _hundreds(words: str, first: int = 1) -> dict[str, int]:
    return {
        name: 100 * number
        for number, many in enumerate(words.split(), first)
        for name in many.split("/")
    }


LANGUAGES: Final = (
    Language(_EN, _days(_EN, _EN_DAYS), {}, _of("hundred"), _of("thousand"), _of("and")),
    Language(_DE, _days(_DE, _DE_DAYS), {}, _of("hundert"), _of("tausend"), _of("und")),
    Language(_NL, _days(_NL, {"eerste": 1}), {}, _of("honderd"), _of("duizend"), _of("en")),
    Language(_FR, _days(_FR, {"premier": 1}), {}, _of("cent cents"), _of("mille mil"), _NONE),
    Language(
        _ES,
        _days(_ES, {"primero": 1}),
        _hundreds(
            "cien/ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos"
            " ochocientos novecientos"
        ),
        _NONE,
        _of("mil"),
        _NONE,
    ),
    Language(
        _PT,
        _days(_PT, {"primeiro": 1}),
        _hundreds(
            "cem/cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos"
            " oitocentos novecentos"
        ),
        _NONE,
        _of("mil"),
        _of("e"),
    ),
    Language(
        _IT_ALL,
        _days(_IT_ALL, {"primo": 1}),
        {},
        _of("cento"),
        _of("mille mila"),
        _of("e"),
    ),
    Language(
        _PL | _PL_ORDINALS,
        _days(_PL_ORDINALS, {}),
        _hundreds(
            "sto dwiescie trzysta czterysta piecset szescset siedemset osiemset dziewiecset"
        ),
        _NONE,
        _of("tysiac tysiace tysiecy dwutysiecznego"),
        _NONE,
    ),
    Language(_TR, _TR_DAYS, {}, _of("yuz"), _of("bin"), _NONE),
    Language(
        _RU,
        _days(_RU, {}),
        _hundreds(
            "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот"
        ),
        _NONE,
        _of("тысяча тысячи тысяч"),
        _NONE,
    ),
)  # fmt: skip
# What compounds of some languages are cut at: `neunzehnhundertfünfundachtzig`.
CUT_AT: Final = "hundert|tausend|honderd|duizend|cento|mille|mila"
MOST_WORDS: Final = 4  # of a name
