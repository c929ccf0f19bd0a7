"""Decides which signs of a text stand for plain letters: by the word and the line they are in."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from govsim.guardrails.views import characters as ch

Flags = NDArray[np.bool_]
Kinds = NDArray[np.uint8]
_MANY: Final = 3  # letters drawn as symbols, in one line
_IN_VALUES: Final = tuple(b"0123456789ABCDEFabcdef:.- ")
_BESIDE: Final = tuple(b"0123456789:-")
_SMALL_GREEK: Final = 0x3AC  # from here on
_FIRST_DASH: Final = 0x2012
_LAST_DASH: Final = 0x2015
_MINUS: Final = 0x2212
FLAGS: Final = frozenset(
    "AC AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO"
    " BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CP CR CU CV CW CX CY CZ DE DG"
    " DJ DK DM DO DZ EA EC EE EG EH ER ES ET EU FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM"
    " GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU IC ID IE IL IM IN IO IQ IR IS IT JE JM JO JP"
    " KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK"
    " ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE"
    " PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM"
    " SN SO SR SS ST SV SX SY SZ TA TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM UN"
    " US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW".split()
)


def _sums(values: NDArray[Any], starts: NDArray[Any]) -> NDArray[np.int64]:
    return np.asarray(np.add.reduceat(values, starts, dtype=np.int64))


def _groups(breaks: Flags) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return where each group of characters starts, and the group of each character."""
    starts = np.flatnonzero(np.concatenate([[True], breaks[1:]]))
    return starts, np.cumsum(np.concatenate([[False], breaks[1:]]))


_DIGITS_BETWEEN: Final = 3


def drawn(codes: NDArray[Any], kinds: Kinds, scripts: Kinds, places: NDArray[Any]) -> Flags:
    """Return which circled, squared and raised letters, and halves of flags, stand for ASCII.

    `places` are those in the text with what is invisible: that keeps two letters from being a flag.
    """
    symbols = kinds == ch.DRAWN
    starts, lines = _groups(np.concatenate([[False], codes[:-1] == ord("\n")]))
    folds = ch.characters().folds[np.minimum(codes, ch.SIZE - 1)]
    letters = symbols & (folds > ord("9"))
    digits = symbols & ~letters
    chosen = letters & (_sums(letters, starts) >= _MANY)[lines]
    chosen |= _between(symbols & letters, scripts == ch.LATIN)
    long = _in_runs(digits, _MANY)
    told = (_sums(long, starts) > 0) | (_sums(_valued(digits, codes), starts) > _MANY)
    chosen |= digits & told[lines]
    for _ in range(_DIGITS_BETWEEN):  # those in a word of such letters
        beside = np.concatenate([[False], chosen, [False]])
        chosen |= digits & (beside[:-2] | beside[2:])
    return np.asarray(chosen | _no_flags(codes, kinds, places))


def _valued(digits: Flags, codes: NDArray[Any]) -> Flags:
    """Return which digits drawn as symbols have company on both sides that values have."""
    company = digits | np.isin(codes, _IN_VALUES)
    around = np.concatenate([[True], company, [True]])
    return np.asarray(digits & around[:-2] & around[2:])


def punctuated(codes: NDArray[Any], kinds: Kinds) -> NDArray[np.int64]:
    """Return where signs stand for ASCII ones: beside letters and digits of ASCII.

    Dashes do so between digits only, and nothing does beside a letter of another kind.
    """
    at = np.flatnonzero(kinds == ch.PUNCTUATION)
    before, after = np.maximum(at - 1, 0), np.minimum(at + 1, len(codes) - 1)
    # Letters and signs that are spaced keep company over the space.
    wide = (codes[before] == ord(" ")) & (codes[after] == ord(" "))
    before, after = np.maximum(before - wide, 0), np.minimum(after + wide, len(codes) - 1)
    plain = (codes < 128) | (kinds == ch.PUNCTUATION)
    small = codes | 0x20
    digits = (codes >= 48) & (codes < 58)
    alnum = (small >= 97) & (small < 123) | digits | (kinds == ch.PUNCTUATION)
    chosen = plain[before] & plain[after] & (alnum[before] & (at > 0) | alnum[after] & (at < after))
    signs = codes[at]
    dashes = (signs == _MINUS) | (signs >= _FIRST_DASH) & (signs <= _LAST_DASH)
    digits |= (codes >= 65) & (codes < 71)  # of sixteen
    return np.asarray(at[chosen & (~dashes | digits[before] & digits[after])])


def _beside(company: Flags) -> Flags:
    """Return where company stands on a side or both."""
    around = np.concatenate([[False], company, [False]])
    return np.asarray(around[:-2] | around[2:])


def _between(asked: Flags, company: Flags) -> Flags:
    before = np.concatenate([[False], company[:-1]])
    after = np.concatenate([company[1:], [False]])
    return np.asarray(asked & before & after)


def _in_runs(asked: Flags, least: int) -> Flags:
    starts, runs = _groups(np.concatenate([[False], asked[1:] != asked[:-1]]))
    return np.asarray(asked & (_sums(asked, starts) >= least)[runs])


def _no_flags(codes: NDArray[Any], kinds: Kinds, places: NDArray[Any]) -> Flags:
    """Return the regional letters that do not stand in pairs which are flags."""
    regions = kinds == ch.REGION
    chosen = np.zeros(len(codes), dtype=np.bool_)
    at = np.flatnonzero(regions)
    if not len(at):
        return chosen
    for run in np.split(at, np.flatnonzero(np.diff(places[at]) != 1) + 1):
        letters = "".join(chr(code - 0x1F1E6 + ord("A")) for code in codes[run].tolist())
        pairs = [letters[nth : nth + 2] for nth in range(0, len(letters), 2)]
        chosen[run] = not FLAGS.issuperset(pairs)
    return chosen


def disguised(codes: NDArray[Any], kinds: Kinds, scripts: Kinds) -> Flags:
    """Return which letters of other scripts, and which small capitals, are Latin in disguise.

    A word is disguised when all its letters are Latin or look so, and Latin ones are among them;
    or when all look so, and nothing in its line, or else in the text, is of another alphabet.
    """
    alike, small = kinds == ch.LOOKALIKE, kinds == ch.SMALL
    words = (scripts != ch.NO_SCRIPT) | alike
    starts, word = _groups(np.concatenate([[False], words[1:] != words[:-1]]))
    latin = (scripts == ch.LATIN) & ~alike
    other = words & ~latin & ~alike & (scripts != ch.DIGIT)
    foreign = _sums(other, starts) > 0
    many_alike, many_latin = _sums(alike, starts), _sums(latin, starts)
    mixed = (many_alike > 0) & (many_latin > 0) & ~foreign
    line_starts, line = _groups(np.concatenate([[False], codes[:-1] == ord("\n")]))
    foreign_line = _sums(other, line_starts) > 0
    latin_line = _sums(latin, line_starts) > 0
    alone = latin_line | ~foreign_line.any()
    whole = (many_alike > 0) & (many_latin == 0) & ~foreign
    whole &= (alone & ~foreign_line)[line[starts]]
    # In an English line, a Greek letter or two are a symbol, unless words around are disguised.
    greek = (codes > 0x36F) & (codes < 0x400)
    among = np.bincount(line[starts], weights=mixed)[line[starts]] > 1
    # A capital beside digits is no symbol: it is of an account or an address of hardware.
    valued = _sums(greek & (codes < _SMALL_GREEK) & _beside(np.isin(codes, _BESIDE)), starts) > 0
    whole &= (_sums(greek, starts) == 0) | (many_alike >= _MANY) | among | valued
    capitals = (_sums(small, starts) >= 2) & ~foreign
    return np.asarray((alike & (mixed | whole)[word]) | (small & capitals[word]))
