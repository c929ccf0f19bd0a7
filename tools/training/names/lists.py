"""Writes the sets of hashes by which the tagger knows names, places and common words."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from zlib import crc32

import numpy as np

from tools.training.names import filler, gazetteers
from tools.training.names.generate import ACRONYMS, KNOWN_ORGS, SHARE

BITS = {"first": 19, "last": 20, "place": 20, "land": 15, "common": 20, "company": 14}
COMPANY = """inc llc ltd llp corp corporation company co gmbh ag se sa sarl sas spa srl bv nv ab oy plc lp group holdings
bank trust university universität université universidad universidade università uniwersytet universitet hospital
clinic klinikum institute college school academy council ministry ministerstwo ministerium department agency committee
association foundation fundacja stiftung partners capital technologies systems solutions services industries
international airlines motors pharmaceuticals energy insurance media press records studios united fc club society
church museum sąd urząd szpital spółka przedsiębiorstwo sp zakład""".split()


def bitmap(words: Iterable[str], bits: int) -> np.ndarray:
    """Return a set of hashes of words."""
    found = np.zeros(1 << (bits - 3), np.uint8)
    for word in words:
        at = crc32(word.encode()) % (1 << bits)
        found[at >> 3] |= 1 << (at & 7)
    return found


def words(names: Iterable[str]) -> set[str]:
    """Return the single words of names, in lower case."""
    return {w.lower() for name in names for w in re.findall(r"[^\W\d_]{2,32}", name)}


def common_words(silver: Path) -> set[str]:
    """Return words that stand in lower case at least five times, and mostly so."""
    low: Counter[str] = Counter()
    high: Counter[str] = Counter()
    for line in silver.open(encoding="utf-8"):
        for word in re.findall(r"[^\W\d_]{2,32}", json.loads(line)["text"]):
            (low if word.islower() else high)[word.lower()] += 1
    for path in sorted(Path(__file__).parent.glob("templates/*.txt")):
        for word in re.findall(r"(?<![{\w])[^\W\d_]{2,32}(?!\w|\})", path.read_text("utf-8")):
            low[word.lower()] += 5 * word.islower()
    common = {w for w, n in low.items() if n >= 5 and n > high[w] * 0.6}
    for language in SHARE:
        common |= {w.lower() for w in filler.words(language)}
    return common


def make(silver: Path) -> dict[str, np.ndarray]:
    """Return the sets, by name."""
    first: set[str] = set()
    last: set[str] = set()
    for origin in {*gazetteers.ORIGINS, *(o for os in gazetteers.BY_LANGUAGE.values() for o in os)}:
        male, female, last_m, last_f = gazetteers.people(origin)
        first |= words(male) | words(female)
        last |= words(last_m) | words(last_f)
    first |= {gazetteers.bare(w) for w in first}
    last |= {gazetteers.bare(w) for w in last}
    places = {n for rows in gazetteers.cities().values() for n, p in rows if p >= 2000}
    place = words(places) | words(gazetteers.bare(n) for n in places)
    lands = {n for lang in ("en", *gazetteers.BY_LANGUAGE) for n in gazetteers.territories(lang)}
    land = words(lands) | words(gazetteers.regions())
    common = common_words(silver)
    small = {
        "the",
        "of",
        "de",
        "la",
        "le",
        "el",
        "and",
        "di",
        "do",
        "da",
        "en",
        "und",
        "les",
    }
    company = {w.lower() for w in (*COMPANY, *KNOWN_ORGS, *ACRONYMS)}
    lists = {"first": first - small, "last": last - small, "place": place - small, "land": land - small,
             "common": common, "company": company}  # fmt: skip
    print({name: len(found) for name, found in lists.items()})
    return {name: bitmap(sorted(found), BITS[name]) for name, found in lists.items()}
