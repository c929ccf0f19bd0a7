"""Declines Polish names, towns and streets, as documents have them."""

from __future__ import annotations

import re

_SOFT = {"t": "ci", "d": "dzi", "s": "si", "z": "zi", "n": "ni", "b": "bi", "p": "pi", "w": "wi",
         "m": "mi", "f": "fi", "r": "rz", "ł": "l", "k": "c", "g": "dz"}  # fmt: skip


def _softened(stem: str) -> str:
    """Return a stem with its last consonant softened, and the e that follows."""
    for hard, soft in (("ch", "sz"), ("st", "ści"), ("sł", "śl"), ("zn", "źni"), ("sn", "śni")):
        if stem.endswith(hard):
            return stem[: -len(hard)] + soft + "e"
    return stem[:-1] + _SOFT.get(stem[-1], stem[-1]) + "e"


def _feminine(name: str, case: str) -> str:
    stem = name[:-1]
    if stem.endswith("i") and len(stem) > 2:  # Maria, Zofia
        return stem + {"g": "i", "d": "i", "l": "i", "a": "ę", "i": "ą"}[case]
    if case == "g":
        return stem + ("i" if stem[-1] in "kglj" else "y")
    if case in "dl":
        if stem[-1] in "lj" or stem.endswith(("cz", "sz", "rz", "c", "ż")):
            return stem + ("i" if stem[-1] in "lj" else "y")
        return _softened(stem)
    return stem + ("ę" if case == "a" else "ą")


def _masculine(name: str, case: str) -> str:
    stem = name
    if re.search(r"[^aeiouyąęó]e[kcłl]$", name) and len(name) > 3:  # Marek, Paweł
        stem = name[:-2] + name[-1]
    if stem[-1] in "ńśźćj" and stem[-1] != "j":
        stem = stem[:-1] + {"ń": "ni", "ś": "si", "ź": "zi", "ć": "ci"}[stem[-1]]
    if case in "ga":
        return stem + "a"
    if case == "d":
        return stem + "owi"
    if case == "i":
        return stem + ("iem" if stem[-1] in "kg" else "em")
    if stem[-1] in "kgijlcżh" or stem.endswith(("sz", "cz", "rz")):
        return stem + "u"
    return _softened(stem)


def first_name(name: str, case: str) -> str:
    """Return a first name in a case: g, d, a, i or l."""
    if name.endswith("a"):
        return _feminine(name, case)
    return name if name[-1] in "eioyu" else _masculine(name, case)


def surname(name: str, case: str, female: bool) -> str:
    """Return a surname in a case; women's surnames that end in a consonant stay."""
    if "-" in name:
        return "-".join(surname(part, case, female) for part in name.split("-"))
    if re.search(r"(?:[sc]k|dzk|[nwł])[iay]$", name) and re.search(
        "[sc]ki$|dzki$|[sc]ka$|dzka$|ny$|na$|wy$|wa$", name
    ):
        if name.endswith("a"):
            return name[:-1] + ("ą" if case in "ai" else "iej" if name[-2] in "kg" else "ej")
        ending = {"g": "ego", "d": "emu", "a": "ego", "i": "m", "l": "m"}[case]
        vowel = "i" if name.endswith("i") else "y" if ending == "m" else ""
        return name[:-1] + vowel + ending
    if name.endswith("a"):
        return _feminine(name, case)
    if female or name[-1] in "eiouyóé":
        return name
    return _masculine(name, case)


def town(name: str, case: str) -> str:
    """Return the name of a town in the genitive (g) or locative (l); other names stay."""
    words = name.split()
    if len(words) > 1 or "-" in name:
        head = words[0]
        rest = words[1:]
        if len(words) == 2 and rest[0][-1] in "aeiy" and rest[0][0].isupper():
            return f"{town(head, case)} {_adjective(rest[0], case)}"
        return name
    if name.endswith("ice"):
        return name[:-1] + ("" if case == "g" else "ach")
    if name.endswith(("y", "i")) and len(name) > 3:
        return name[:-1] + ("ach" if case == "l" else "ów" if name[-1] == "y" else "")
    if name.endswith(("sko", "cko")):
        return name[:-1] + ("a" if case == "g" else "u")
    if name.endswith("o"):
        return name[:-1] + "a" if case == "g" else _softened(name[:-1])
    if name.endswith("e"):
        return name[:-1] + ("a" if case == "g" else "u")
    if name.endswith("a"):
        return _feminine(name, case)
    if name.endswith("ów"):
        return name[:-2] + ("owa" if case == "g" else "owie")
    if name.endswith(("aw", "ań", "eń", "oń", "uń", "dź", "ądz")):
        stem = name[:-1] + {"ń": "ni", "ź": "zi"}.get(name[-1], name[-1] + "i")
        return stem + ("a" if case == "g" else "u")
    if name[-1] in "bcdfghjklłmnprstwz":
        return (
            name + "a"
            if case == "g"
            else (_softened(name) if name[-1] not in "kghjlc" else name + "u")
        )
    return name


def _adjective(word: str, case: str) -> str:
    if word.endswith("a"):
        return word[:-1] + ("iej" if word[-2] in "kg" else "ej")
    if word.endswith(("i", "y", "e")):
        return word[:-1] + ("iego" if word[-2] in "kg" else "ego") if case == "g" else word[:-1] + (
            "im" if word[-2] in "kg" else "ym"
        )  # fmt: skip
    return word


def street(address: str) -> str:
    """Return an address in the locative, as it follows przy: ulicy Lipowej 5."""
    match = re.match(r"(ul\.|al\.|pl\.|os\.) (\S+)(.*)", address)
    if match is None:
        return address
    kind = {"ul.": "ulicy", "al.": "alei", "pl.": "placu", "os.": "osiedlu"}[match[1]]
    word = match[2]
    if word.endswith(("owa", "ska", "cka", "na", "ta", "ła", "ra", "za")):
        word = _adjective(word, "l")
    return f"{kind} {word}{match[3]}"
