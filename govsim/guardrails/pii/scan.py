"""Finds personal data by patterns in one text, in linear time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from itertools import chain
from operator import itemgetter
from string import ascii_letters
from typing import Final

from govsim.guardrails.pii.addresses_of_machines import emails, hardware, ipv4, whole_ipv4
from govsim.guardrails.pii.banking import ibans, national_accounts, wallets
from govsim.guardrails.pii.by_words import BIRTH, POSTAL, told_by_words, words_in
from govsim.guardrails.pii.candidates import PAD, Cluster, clusters
from govsim.guardrails.pii.dates import dates, day, months_in, worded_dates
from govsim.guardrails.pii.formats import FORMATS
from govsim.guardrails.pii.formats.general import vehicle
from govsim.guardrails.pii.labelled import bracketed_id, labelled_id, labels_within
from govsim.guardrails.pii.overlap import resolve
from govsim.guardrails.pii.phones import phone
from govsim.guardrails.pii.plans import Plan, Planner
from govsim.guardrails.pii.scattered import scattered
from govsim.guardrails.pii.scattered_machines import MACHINES
from govsim.guardrails.pii.series import told_beside
from govsim.guardrails.pii.shape import shape_of, shape_of_mirror
from govsim.guardrails.pii.shapes import checked, likely_of
from govsim.guardrails.pii.surroundings import Surroundings
from govsim.guardrails.pii.values import PERSONAL, Hit
from govsim.guardrails.spotting import reading_of

_VIN: Final = re.compile(r"(?<![0-9A-Za-z])[0-9A-HJ-NPR-Z]{17}(?![0-9A-Za-z])")


@lru_cache(maxsize=8)
def planner_of(countries: frozenset[str] | None) -> Planner:
    """Return the formats of some countries, and those of no country; None is every country."""
    return Planner(
        f for f in FORMATS if countries is None or not f.country or f.country in countries
    )


def scan(
    text: str,
    *,
    types: frozenset[str] = PERSONAL,
    countries: frozenset[str] | None = None,
) -> list[Hit]:
    """Return the finds of all patterns, overlaps resolved, whatever their score.

    Args:
        text: Any text; time and memory grow with its length, never faster.
        types: Which types are looked for.
        countries: ISO 3166-1 alpha-2 codes whose formats count; None is all.
    """
    every = _every(text, types, planner_of(countries))
    every += told_beside(text, every)
    found = resolve(every)
    if types.issuperset(map(_TYPE, found)):
        return found
    return [hit for hit in found if hit[2] in types]


def _every(text: str, types: frozenset[str], planner: Planner) -> list[Hit]:
    mails = emails(text) if "@" in text and "EMAIL" in types else []
    reading = reading_of(text)
    low, met = reading.low, words_in(reading)
    found = [*mails, *told_by_words(text, reading, met, types)]
    worded = "DATE" in types or ("DOB" in types and bool(met.birth))
    months = months_in(reading) if worded else ()
    context = Surroundings(text)
    heads = _of_clusters(
        text, reading.mirror, context, mails, planner, found, zips=bool(met.zips), months=months
    )
    if heads or met.hardware:
        named = met.machines or low.startswith("ip")
        machines = sorted(chain.from_iterable(met.naming.values())) if named else None
        solid = partial(_solid, planner, types)
        found += scattered(text, low, heads, met.hardware, context, solid, machines=machines)
    return found


@lru_cache(maxsize=4_096)
def switches_of(text: str) -> tuple[bool, ...]:
    """Return what words anywhere in a short text switch on for all of it; the rest goes by places.

    Texts that are looked at together have to agree in it.
    """
    low = text.lower()
    of_words = tuple(any(map(low.__contains__, each)) for each in (POSTAL, BIRTH, MACHINES))
    return (*of_words, len(low) == len(text))


def _solid(planner: Planner, types: frozenset[str], word: str, digits: str) -> str:
    """Return what identifier digits are behind a word by their check digits, or nothing."""
    text = f"{word}: {digits}"
    context = Surroundings(text)
    found: list[Hit] = []
    for cluster in clusters(text):
        plan = planner.plan(_shape_around(text, cluster))
        if plan.certain:
            _certain(text, cluster, plan, context, found)
    for hit in found:
        if hit.type in types and hit.score >= _CHECKED and hit.end - hit.start == len(digits):
            return hit.type
    return ""


def _of_clusters(
    text: str,
    mirror: bytes,
    context: Surroundings,
    mails: list[Hit],
    planner: Planner,
    found: list[Hit],
    *,
    zips: bool,
    months: Sequence[int],
) -> list[tuple[int, int]]:
    """Add what the stretches with digits are; return where those begin that are nothing sure.

    Each with where its first digits are.
    """
    shape = f"{_BESIDE}{shape_of_mirror(mirror)}{_BESIDE}"
    heads, endless, whole = list[tuple[int, int]](), False, text.isascii()
    for cluster in clusters(text, mails):
        start, first, stop = cluster
        around = shape[start : stop + _BOTH]
        if not whole and "?" in around:  # it may stand for a letter beyond Latin-1
            around = _shape_around(text, cluster)
        plan = planner.known.get(around) or planner.plan(around)
        if plan.wide or endless:
            endless = context.look_at(cluster, letters=plan.letters)
        if plan.address and not endless and _is_address(text, start, stop, found):
            continue
        if months and stop - first <= _DATED:
            found += _worded(text, first, stop, plan, context, months)
        if context.indexed and plan.still and context.is_still(start, stop, plan.stops):
            plan = plan.still
            if plan.day and (hit := day(text, first, stop)) is not None:
                found.append(hit)
                continue
        near = zips and plan.digits >= _FEW
        told = (near or not plan.idle) and _is_told(text, cluster, plan, context, found, zips=near)
        if not (told or endless):
            heads.append((start, first))
    context.look_at((0, 0, 0), letters=True)  # away from the last stretch
    return heads


def _is_address(text: str, start: int, stop: int, found: list[Hit]) -> bool:
    """Add to what is found the one internet address that a stretch surely is, if it is one."""
    only = whole_ipv4(text, start, stop)
    if only is None or only[3] < _SURE:
        return False
    found.append(only)
    return True


def _is_told(
    text: str, cluster: Cluster, plan: Plan, context: Surroundings, found: list[Hit], *, zips: bool
) -> bool:
    """Add to what is found what a stretch is; return whether nothing is left of it."""
    start, first, stop = cluster
    sure = _certain(text, cluster, plan, context, found) if plan.certain else ()
    if sure and sure[0][0] <= first and stop <= sure[0][1]:
        return True
    number = None
    for low, high, form in plan.phones:
        low, high = start - PAD + low, start - PAD + high
        if not (sure and overlaps(sure, low, high)):
            number = phone(text, low, high, form, context)
            if number is not None:
                found.append(number)
    if not sure and (plan.many or zips):
        value = labelled_id(text, cluster, context)
        if value is None and number is None and text.find("(", first, stop + 2) >= 0:
            value = bracketed_id(text, cluster)
        if value is not None:
            found.append(value)
    if plan.labels:
        within = (labelled_id(text, each, context) for each in labels_within(text, cluster))
        found += (each for each in within if each is not None)
    return number is not None and _covers(number, text, first, stop)


def _worded(
    text: str, first: int, stop: int, plan: Plan, context: Surroundings, months: Sequence[int]
) -> Iterable[Hit]:
    """Return the dates with a month in words that a stretch is part of."""
    end = first + len(text[first:stop].rstrip(_NO_DIGITS))
    if not (plan.letters or end - first <= _DAY):
        return ()
    return worded_dates(text, first, end, context, months)


def _covers(hit: Hit, text: str, first: int, stop: int) -> bool:
    """Whether a telephone takes all digits of a stretch."""
    end = hit[1]
    if hit[0] > first or end <= first or hit[3] < _TAKEN:
        return False
    return end >= stop or not any(map(str.isdigit, text[end:stop]))


def overlaps(hits: Sequence[Hit], start: int, end: int) -> bool:
    """Whether one of some finds lies on a stretch."""
    for hit in hits:  # noqa: SIM110 - a generator would cost twice as much
        if hit[0] < end and start < hit[1]:
            return True
    return False


def _certain(
    text: str, cluster: Cluster, plan: Plan, context: Surroundings, found: list[Hit]
) -> list[Hit]:
    """Add what form and check digits tell of a stretch; return what is nothing else besides."""
    start, first, end = cluster
    here = ipv4(text, start - PAD + plan.ipv4, end) if plan.ipv4 else []
    if plan.colons:
        here += hardware(text, start, end)
    rare = _rare(text, cluster, plan, context) if plan.rare else ()
    if plan.windows:
        base = start - PAD
        beside = [hit for hit in (*here, *rare) if hit[3] >= _SURE] if here or rare else ()
        for low, high, rows in plan.windows:
            low, high = base + low, base + high
            near = context(low, high)
            # The words are looked at first: most formats need one, and their checks cost more.
            if near or rows.alone:
                if text[low - 1 : low] == "/" and text[low - 2 : low - 1].isalpha():
                    near = context.before(low)  # in a path, what follows says nothing
                    if not (near or rows.alone):
                        continue
                likely = near.weighed.get(rows.number)
                if likely is None:
                    likely = near.weighed[rows.number] = likely_of(rows, near)
                if likely:
                    whole = checked(text, low, high, likely, beside)
                    here += whole
                    if whole and whole[0][3] >= _WHOLE and low <= first and high >= end:
                        break
    if rare:
        here += rare
    if not here:
        return here
    found += here
    if len(here) == 1:
        return here if here[0][3] >= _SURE else []
    return [hit for hit in here if hit[3] >= _SURE]


def _shape_around(text: str, cluster: Cluster) -> str:
    """Return the shape of a stretch and of what stands around it, as a plan wants it."""
    low, high = cluster[0] - PAD, cluster[2] + PAD
    shape = shape_of(text[max(0, low) : high])
    return " " * -low + shape + " " * (high - len(text))


def _rare(text: str, cluster: Cluster, plan: Plan, context: Surroundings) -> list[Hit]:
    """Return accounts, dates, vehicles and wallets."""
    start, _, end = cluster
    found: list[Hit] = []
    if plan.iban:
        found += ibans(text, cluster, context)
    if plan.account:
        found += national_accounts(text, cluster, context)
    if plan.date:
        found += dates(text, start, end, context)
    if plan.long:
        found += _vehicles(text, start, end, context)
        found += wallets(text, cluster)
    return found


def _vehicles(text: str, start: int, end: int, context: Surroundings) -> Iterable[Hit]:
    """Yield identification numbers of vehicles; only those of North America need a check digit."""
    for match in _VIN.finditer(text, start, end):
        number = match.group()
        if vehicle(number):
            yield Hit(*match.span(), "VEHICLE", 0.9, "vin")
        elif (
            number[-_SERIAL:].isdigit()
            and not number.isdigit()
            and "vehicle" in context(*match.span()).nearest
        ):
            yield Hit(*match.span(), "VEHICLE", 0.87, "vin-unchecked")


_TYPE: Final = itemgetter(2)
_SERIAL: Final = 4  # digits at the end of every such number
_BOTH: Final = 2 * PAD
_FEW: Final = 3  # digits; fewer are no identifier
_BESIDE: Final = " " * PAD
_DAY: Final = 8  # characters of a stretch whose month stands apart
_DATED: Final = 20  # of one that holds a short month
_NO_DIGITS: Final = ascii_letters + " -./()"
_CHECKED: Final = 0.7  # the least score of an identifier whose groups stand apart in no usual way
_TAKEN: Final = 0.6  # the least score of a telephone that leaves nothing of its stretch to others
_WHOLE: Final = 0.97  # from here on a find in all of a stretch is likelier than those in its parts
_SURE: Final = 0.9  # from here on a find is nothing else besides
