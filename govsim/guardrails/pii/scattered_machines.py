"""Finds addresses of machines whose parts stand apart in no usual way, behind a word for them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from govsim import expressions as re
from govsim.guardrails.listed import is_plain_list
from govsim.guardrails.pii.assembled import (
    assembled_hardware,
    assembled_internet,
    may_be_assembled,
)
from govsim.guardrails.pii.scattered_gaps import DIGITS, ESCAPED, FEWEST, GAP, GROUP, REACH
from govsim.guardrails.pii.values import Hit
from govsim.guardrails.value_gaps import ESCAPE

# As they stand in a text: two letters are in any.
OF_IP: Final = tuple(" ip ,(ip,ip:,ip=,_ip,ip_,\"ip,'ip,\nip,[ip,ipv,ips ,ip-".split(","))
MACHINES: Final = (
    *OF_IP,
    *"host server client gateway login logged src source dst remote peer addr attacker proxy vpn"
    " firewall request connection connexion verbindung router serveur servidor serwer network"
    " netzwerk ://0 ://1 ://2 ://3".split(),
)
_SAYING: Final = (
    r"\b(?:ips?|ipv[46]|hosts?|servers?|clients?|gateway|login|logged|src|source|dst|remote|peer"
    r"|addr(?:ess|esse)?|attackers?|proxy|vpn|firewalls?|requests?|connections?|connexions?"
    r"|verbindung(?:en)?|routers?|serveurs?|servidor(?:es)?|serwera?|networks?|netzwerk)(?![a-z])"
)
MACHINE: Final = re.compile(_SAYING)
HARDWARE: Final = (
    "mac",
    "device",
    "hardware",
    "hwaddr",
    "router",
    "adapter",
    "interface",
    "wlan",
    "ethernet",
    "network",
    "wifi",
    "bluetooth",
    "gerät",
    "appareil",
    "dispositivo",
    "urządzenie",
)
_OTHERS: Final = ("octet", "address", "host", "server", "request")
NAMING: Final = (*OF_IP, *_OTHERS)  # behind which an address may be told in parts
_LONGEST_WORD: Final = 7  # letters of one of them
# How far a housing keeps out dust and water is told by two digits.
_OF_HOUSING: Final = re.compile(r"\bip (?:rating|code|class|protection|schutz)")
_BYTE_NEXT: Final = re.compile(r"[ :=\"']{1,3}[0-9A-Fa-f]{2}(?![0-9A-Za-z])")
_SURE: Final = frozenset(("mac", "hwaddr", "hardware", "bluetooth", "wlan", "ethernet", "wifi"))
_PAIRS: Final = re.compile(
    r"(?:(?<![0-9A-Za-z])|(?<=mac)|(?<=MAC)|(?<=0x))[0-9A-Fa-f]{1,12}"
    rf"(?:(?:(?:\s{{0,4}}{ESCAPE}){{1,2}}\s{{0,4}}|[\W_]{{1,6}})[0-9A-Fa-f]{{1,6}}){{0,11}}(?![0-9A-Za-z])"
)
_SIX_PAIRS: Final = re.compile(
    rf"(?<![0-9A-Za-z])[0-9A-Fa-f]{{2}}(?P<by>[\W_]{{0,8}}|(?:\s{{0,4}}{ESCAPE}){{1,3}}\s{{0,4}})[0-9A-Fa-f]{{2}}"
    r"(?:(?P=by)[0-9A-Fa-f]{2}){4}(?![0-9A-Za-z])"
)
# Its bytes, each as a number of a program.
_BYTES: Final = re.compile(r"(?:(?:0x|\\x)[0-9A-Fa-f]{2}(?![0-9A-Fa-f])[\s,]{0,3}){6,12}+")
_OF_BYTE: Final = re.compile(r"0x|\\x")
_PAIR: Final = re.compile(r"[0-9A-Fa-f]{2}")
_FOUR: Final = re.compile(rf"[0-9]{{1,3}}+(?:{GAP}[0-9]{{1,3}}+){{3}}")
_PARTS: Final = 4  # of an internet address
_OCTET: Final = 255
_ENCLOSING: Final = frozenset("()")
_LONGEST_FOUR: Final = 64  # characters of them
_RUN: Final = re.compile(rf"[0-9]{{1,3}}+(?:{GAP}[0-9]++){{3,12}}+")
_LETTERED: Final = re.compile(r"(?<![0-9A-Za-z])(?:[A-Fa-f]{1,4}[\W_]{1,8}){1,2}$")
_BESIDE: Final = rf"(?:(?:\s{{0,4}}{ESCAPE}){{1,4}}+\s{{0,4}}|[\W_]{{1,8}}+)"
_SIX: Final = re.compile(
    rf"[0-9A-Fa-f]{{1,4}}+(?:{_BESIDE}[0-9A-Fa-f]{{1,4}}+(?![0-9A-Za-z])){{3,7}}+"
)
_SIX_HEAD: Final = re.compile(
    r"[0-9A-Fa-f]{1,4}+[\W_]{1,8}+(?:[0-9A-Fa-f]{1,4}+[\W_]{1,8}+[0-9A-Fa-f]|(?<=[<&/])[A-Za-z])"
)
# As numbers in other notations: whole, of base 16, of base 8.
_ODD: Final = re.compile(
    r"(?:0[xX][0-9A-Fa-f]{8}|[1-3][0-9]{9}|4[0-2][0-9]{8}|[2-9][0-9]{8}"
    r"|0[xX][0-9A-Fa-f]{1,2}(?:\.0[xX][0-9A-Fa-f]{1,2}){3}|0[0-7]{1,3}(?:\.0[0-7]{1,3}){3})(?![\w.])"
)
_HEXES: Final = re.compile(r"(?<![A-Za-z])[0-9A-Fa-f]{1,4}(?![A-Za-z])")
_HEXED: Final = r"[0-9A-Fa-f]{1,4}+[\W_]{1,8}+"
# Four groups, or two with what may be a tag or an escape behind them; a number that is an address.
_GROUPED: Final = re.compile(
    rf"[A-Za-z]{{0,8}}?(?:{_HEXED}(?:(?<=[<&%\\/])|{_HEXED}(?:(?<=[<&%\\/])|{_HEXED}[0-9A-Fa-f]))"
    r"|0[xX]|[0-9]{9,10}(?![0-9A-Za-z])|0[0-7]{1,3}\.0)"
)
_HEX_LETTERS: Final = frozenset("abcdefABCDEF")
_HEX_LETTER: Final = re.compile(r"[A-Fa-f]")
_GROUPS: Final = 8  # of an address of version 6
_WIDE: Final = 3  # digits of one of them: less are bytes
_FEW: Final = 2  # groups of digits that an address of hardware has at least
_HEXADECIMAL: Final = 12
_NEAR: Final = 3  # digits that an address of hardware has at least


def of_machines(
    text: str, low: str, heads: Sequence[tuple[int, int]], named: Sequence[int]
) -> Iterator[Hit]:
    """Yield the internet addresses that begin where stretches with digits do.

    Args:
        text: What is read.
        low: The same in small letters.
        heads: Where such stretches begin, and their first runs of letters and digits.
        named: Where words of `NAMING` stand in it, in order.
    """
    done = 0
    if low.startswith("ip"):
        named = (0, *named)
    for start, first in heads:
        if start < done:
            continue
        if _GROUPED.match(text, start) is None:
            if (hit := _assembled(text, low, first, named)) is not None:
                yield hit
                done = hit.end
            continue
        run = _RUN.match(text, first)
        if run is not None and may_be_internet(text, *run.span()):
            groups = [match.span(1) for match in GROUP.finditer(text, *run.span())]
            if is_internet(text, groups):
                yield Hit(*run.span(), "IP", 0.8, "scattered-ip")
                done = run.end()
                continue
        odd = _ODD.match(text, start)
        if odd is not None and _is_odd_internet(text, *odd.span()):
            yield Hit(*odd.span(), "IP", 0.8, "scattered-ip")
            done = odd.end()
            continue
        hit = internet_6(text, _first_group(text, start))
        hit = hit or _assembled(text, low, first, named)
        if hit is not None:
            yield hit
            done = hit.end


def _assembled(text: str, low: str, first: int, named: Sequence[int]) -> Hit | None:
    """Return the internet address in parts that begins in one place, behind a word for it."""
    at = bisect_left(named, first - REACH)
    if at == len(named) or named[at] > first:
        return None
    if text[first : first + 4].isdigit() or not _is_named(low, first):
        return None
    return assembled_internet(text, first) if may_be_assembled(text, first) else None


def _is_named(low: str, first: int) -> bool:
    """Whether a word for an internet address begins close in front of a place, or there."""
    begin = max(0, first - REACH)
    near = low[begin : first + _LONGEST_WORD]
    if "ip " in near and _OF_HOUSING.search(near) is not None:
        return False
    if "ip" in near:
        if not begin and near.startswith("ip"):
            return True
        if any(0 <= near.find(word) <= first - begin for word in OF_IP):
            return True
    return any(0 <= near.find(word) <= first - begin for word in _OTHERS)


def _is_odd_internet(text: str, start: int, end: int) -> bool:
    """Whether a number stands for a machine: in an address, or in parts near a word for one."""
    if text[max(0, start - 3) : start] == "://":
        return True
    return "." in text[start:end] and is_told(text, start, end)


def _first_group(text: str, start: int) -> int:
    """Return where groups begin in front of the first that holds a digit."""
    before = text[start - 2 : start - 1]
    if before.isalnum() and before not in _HEX_LETTERS:
        return start
    front = _LETTERED.search(text, max(0, start - REACH // 2), start)
    return start if front is None else front.start()


def may_be_internet(text: str, start: int, end: int) -> bool:
    """Whether a run has three dots, or none and four groups, that are more than an address."""
    if end - start > _LONGEST_FOUR:
        return False
    dots = text.count(".", start, end)
    if dots == _PARTS - 1:
        return text.find(":", start, end) < 0 or text.find(" ", start, end) >= 0
    return not dots and _FOUR.fullmatch(text, start, end) is not None


def is_internet(text: str, groups: list[tuple[int, int]]) -> bool:
    """Whether groups are an internet address that a word tells of.

    There are four that are set apart alike; or there are more, and dots make four of them.
    """
    start = groups[0][0]
    gaps = [text[before[1] : after[0]] for before, after in pairwise(groups)]
    parts = [text[begin:stop] for begin, stop in groups]
    if len(gaps) == _PARTS - 1 and len(set(gaps)) == 1:
        padded = any(len(part) > 1 and part[0] == "0" for part in parts)
        if gaps[0] == "." and not padded and text[max(0, start - 2) : start].lower() != "ip":
            return False  # as usual
    elif text[start - 1 : start].isalpha() or not _ENCLOSING.isdisjoint("".join(gaps)):
        return False
    elif sum("." in gap for gap in gaps) == _PARTS - 1:
        joined = parts[0]
        for gap, part in zip(gaps, parts[1:], strict=True):
            joined += f".{part}" if "." in gap else part
        parts = joined.split(".")
    else:
        return False
    end = groups[-1][1]
    if not (are_octets(parts) and is_told(text, start, end)):
        return False
    before, behind = text[max(0, start - REACH) : start], text[end : end + REACH // 2]
    return not is_plain_list(parts, gaps[0], before, behind)


def is_told(text: str, start: int, end: int) -> bool:
    """Whether a word for a machine stands near a stretch: in front, or behind it on its line."""
    if MACHINE.search(text[max(0, start - REACH) : start].lower()) is not None:
        return True
    behind = text[end : end + REACH // 2].partition("\n")[0]
    return MACHINE.search(behind.lower()) is not None


def internet_6(text: str, start: int) -> Hit | None:
    """Return the address of version 6 that begins in one place, its groups set apart alike."""
    if _SIX_HEAD.match(text, start) is None:
        return None
    run = _SIX.match(text, start)
    if run is None or _HEX_LETTER.search(text, *run.span()) is None:
        return None
    plain = ESCAPED.sub(lambda escape: "<" * len(escape.group()), run.group())
    groups = [
        (run.start() + match.start(), run.start() + match.end()) for match in _HEXES.finditer(plain)
    ]
    gaps = [text[before[1] : after[0]] for before, after in pairwise(groups)]
    if len(gaps) < _PARTS - 1:
        return None
    usual = min(gaps, key=len)
    wide = sum(len(gap) == 2 * len(usual) for gap in gaps)
    if usual == ":" or wide > 1 or sum(gap == usual for gap in gaps) + wide < len(gaps):
        return None
    if wide != (len(groups) < _GROUPS):
        return None
    solid = "".join(text[begin:stop] for begin, stop in groups)
    if len(solid) < _HEXADECIMAL or solid.isdigit() or solid.isalpha():
        return None
    if max(stop - begin for begin, stop in groups) < _WIDE or not is_told(text, *run.span()):
        return None
    return Hit(*run.span(), "IP", 0.8, "scattered-ip")


def are_octets(parts: Sequence[str]) -> bool:
    """Whether parts are the four numbers of an internet address."""
    return (
        len(parts) == _PARTS
        and all(len(part) < _PARTS and int(part) <= _OCTET for part in parts)
        and parts[0] != "0"
        and sum(map(len, parts)) >= FEWEST
    )


def of_hardware(text: str, low: str, words: Mapping[str, Sequence[int]]) -> Iterator[Hit]:
    """Yield the addresses of hardware behind a word for such a thing."""
    done = 0
    for begin, end in sorted(_places_of(low, words)):
        if len(DIGITS.findall(low, end, end + REACH)) >= _FEW and end >= done:
            span = _bytes(text, end)
            if span is not None:
                yield Hit(*span, "MAC", 0.8, "scattered-mac")
                done = span[1]
                continue
            run = _PAIRS.search(text, end, end + 2 * REACH)
            if run is not None and run.start() <= end + REACH:
                done = run.start()
                if _is_hardware(run.group()):
                    yield Hit(*run.span(), "MAC", 0.8, "scattered-mac")
                    done = run.end()
                    continue
            told = low[begin:end] in _SURE or _BYTE_NEXT.match(text, end) is not None
            if told and (hit := assembled_hardware(text, end)) is not None:
                yield hit
                done = hit.end
                continue
        low_end = max(done, begin - 2 * REACH)
        if low_end < begin and len(DIGITS.findall(low, low_end, begin)) >= _FEW:
            run = _SIX_PAIRS.search(text, low_end, begin)
            if run is not None and _is_hardware(run.group()) and not _is_of_row(run):
                yield Hit(*run.span(), "MAC", 0.8, "scattered-mac")
                done = run.end()


def _bytes(text: str, start: int) -> tuple[int, int] | None:
    """Return where an address of hardware stands near a place, as six bytes of a program."""
    run = _BYTES.search(text, start, start + 2 * REACH)
    if run is None or not _is_hardware(_OF_BYTE.sub("", run.group())):
        return None
    return run.start(), run.start() + len(run.group().rstrip(" ,\n\t"))


def _is_of_row(run: re.Match[str]) -> bool:
    """Whether more pairs stand beside six of them, as in a dump of bytes."""
    text, gap = run.string, run["by"]
    before = text[max(0, run.start() - len(gap) - 2) : run.start()]
    after = text[run.end() : run.end() + len(gap) + 2]
    return any(
        _PAIR.fullmatch(pair.strip(gap)) is not None
        for pair, beside in ((before, before.endswith(gap)), (after, after.startswith(gap)))
        if gap and beside
    )


def _is_hardware(run: str) -> bool:
    """Whether the letters and digits of a run are those of an address of hardware."""
    solid = "".join(filter(str.isalnum, ESCAPED.sub("", run)))
    digits = sum(map(str.isdigit, solid))
    return len(solid) == _HEXADECIMAL and digits >= _NEAR and not solid.isdigit()


def _places_of(low: str, words: Mapping[str, Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Yield where words stand by themselves."""
    for word, places in words.items():
        for at in places:
            end = at + len(word)
            if not (low[at - 1 : at].isalpha() or low[end : end + 1].isalpha()):
                yield at, end
