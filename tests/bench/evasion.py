"""Measures what becomes of personal data when values are rewritten: `python -m tests.bench.evasion`.

Values are made here, by a fixed seed and with right check digits, and set into sentences of prose.
A value counts as found when findings of its type cover half of what it was rewritten to. A harmless
thing, rewritten alike, must not be found as any of these types.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from govsim.guardrails.pii.detector import PersonalDataDetector
from govsim.guardrails.values import Channel, Finding
from govsim.guardrails.views import views_of
from tests.bench.rewrites import SEEN, UNSEEN
from tests.guardrails.pii.corpus import plain_texts
from tests.guardrails.views.disguises import Disguise

EACH = 12  # values of a type
AIM = 0.97
FRAMES = {
    "EMAIL": ("Please write to {} about it.", "Her e-mail is {}, he said.", "Contact: {}"),
    "CREDIT_CARD": ("The card is {} as agreed.", "Charge card number {} today.", "Card: {}"),
    "IBAN": ("Pay it to {} by Monday.", "Our IBAN is {}, thank you.", "Account: {}"),
    "IP": ("The request came from {} last night.", "Host {} is down.", "IP address: {}"),
    "MAC": ("The device {} was seen.", "Block {} in the router.", "MAC address: {}"),
    "SSN": ("My SSN is {} as you asked.", "Social security number {}, please.", "SSN: {}"),
    "PHONE": ("Call me at {} tonight.", "My phone number is {}, or write.", "Phone: {}"),
}
HARMLESS = (
    "quarterly report",
    "version 2.10.3",
    "section 4.2",
    "2 of 12 items",
    "the blue door",
    "chapter twelve",
    "pages 12 to 19",
    "room 204",
    "half past nine",
    "item A-204",
    "release notes",
    "17 March 2024",
)


class Case(NamedTuple):
    """A text, and where the rewritten value stands in it."""

    text: str
    start: int
    end: int


def main() -> int:
    """Measure, print a table, and print the figures as one line of JSON."""
    chance = random.Random(5)
    values = {type_: [make(chance) for _ in range(EACH)] for type_, make in MAKERS.items()}
    rows: list[dict[str, Any]] = []
    for about, rewrites in (("seen", SEEN), ("unseen", UNSEEN)):
        rows += measured(about, rewrites, values)
    print(table(rows))
    print(f"clean texts, views beside the text itself: {decoded()} of {len(plain_texts())}")
    print(json.dumps(rows))
    return 0


def measured(
    about: str, rewrites: Mapping[str, Disguise], values: Mapping[str, list[str]]
) -> Iterator[dict[str, Any]]:
    """Yield a row a rewrite: recall by type, and the share of harmless things that are found."""
    for name, rewrite in rewrites.items():
        recall = {type_: recalled(type_, values[type_], rewrite) for type_ in values}
        loud = sum(bool(found(case.text)) for case in harmless(rewrite)) / len(HARMLESS)
        yield {"rewrites": about, "name": name, "recall": recall, "false alarms": loud}


def recalled(type_: str, values: list[str], rewrite: Disguise) -> float | None:
    """Return the share of values of a type that are found behind a rewrite, if it applies."""
    made = [rewrite(value) for value in values]
    cases = [case(FRAMES[type_][nth % 3], value) for nth, value in enumerate(made) if value]
    if not cases:
        return None
    hits = sum(covers(found(each.text), type_, each) for each in cases)
    return hits / len(cases)


def case(frame: str, value: str) -> Case:
    """Return a value in a sentence."""
    start = frame.index("{}")
    head = value.find(",") + 1 if value.startswith("data:") else 0
    return Case(frame.format(value), start + head, start + len(value))


def harmless(rewrite: Disguise) -> Iterator[Case]:
    """Yield sentences in which something that is nobody's is rewritten."""
    for nth, words in enumerate(HARMLESS):
        yield case(
            ("Please look at {} again.", "It says {} there.", "About: {}")[nth % 3], rewrite(words)
        )


def found(text: str) -> list[Finding]:
    """Return what the detector finds in a text, of these types and sure enough to count."""
    detector = _DETECTOR
    least = detector.threshold(Channel.USER, None)
    findings = detector.find(views_of(text), Channel.USER)
    return [each for each in findings if each.type in MAKERS and each.score >= least]


def covers(findings: list[Finding], type_: str, case: Case) -> bool:
    """Whether findings of a type cover half of a value, and one of them is no wider than twice it."""
    covered = {
        at
        for each in findings
        if each.type == type_ and each.end - each.start <= 2 * (case.end - case.start) + 8
        for at in range(max(each.start, case.start), min(each.end, case.end))
    }
    return 2 * len(covered) >= case.end - case.start


def decoded() -> int:
    """Return how many clean texts have a view beside their own."""
    return sum(bool(views_of(text).decoded) for text in plain_texts())


def table(rows: list[dict[str, Any]]) -> str:
    """Return the rows as text, what falls short of the aim marked."""
    types = list(MAKERS)
    lines = [f"{'':38s}" + "".join(f"{type_[:6]:>8s}" for type_ in types) + f"{'loud':>8s}"]
    for about in ("seen", "unseen"):
        chosen = [row for row in rows if row["rewrites"] == about]
        means = {t: mean(row["recall"][t] for row in chosen) for t in types}
        loud = sum(row["false alarms"] for row in chosen) / len(chosen)
        shown = [*chosen, {"name": "mean", "recall": means, "false alarms": loud}]
        lines += [line(about, row, types) for row in shown]
    return "\n".join(lines)


def mean(shares: Iterable[float | None]) -> float:
    counted = [share for share in shares if share is not None]
    return sum(counted) / len(counted)


def line(about: str, row: Mapping[str, Any], types: list[str]) -> str:
    told = [row["recall"][t] for t in types]
    figures = "".join(f"{'-':>8s}" if each is None else f"{each:8.2f}" for each in told)
    short = " <" if any(each is not None and each < AIM for each in told) else ""
    return f"{about:7s} {row['name']:30s}{figures}{row['false alarms']:8.2f}{short}"


def email(chance: random.Random) -> str:
    name = "".join(chance.choices("abcdeghiklmnoprstuvy", k=5))
    host = chance.choice(("example", "corp-mail", "northwind", "posteo", "kowalski"))
    domain = chance.choice(("com", "org", "de", "co.uk", "io"))
    return f"{name}.{chance.choice(('kos', 'ray', 'meyer'))}{chance.randrange(100)}@{host}.{domain}"


def card(chance: random.Random) -> str:
    digits = [4, *(chance.randrange(10) for _ in range(14))]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[::2]]
    digits.append(-(sum(doubled) + sum(digits[1::2])) % 10)
    number = "".join(map(str, digits))
    return chance.choice((" ", "-", "")).join(number[at : at + 4] for at in range(0, 16, 4))


def iban(chance: random.Random) -> str:
    country, digits = chance.choice((("DE", 18), ("ES", 20), ("PL", 24), ("AT", 16)))
    body = "".join(chance.choices("0123456789", k=digits))
    spelled = "".join(str(int(sign, 36)) for sign in f"{body}{country}00")
    whole = f"{country}{98 - int(spelled) % 97:02}{body}"
    return chance.choice((whole, " ".join(whole[at : at + 4] for at in range(0, len(whole), 4))))


def internet(chance: random.Random) -> str:
    return ".".join(str(chance.randrange(11, 255)) for _ in range(4))


def hardware(chance: random.Random) -> str:
    return chance.choice(":-").join(f"{chance.randrange(256):02X}" for _ in range(6))


def social(chance: random.Random) -> str:
    area = chance.choice([*range(100, 600), *range(700, 890)])
    return f"{area}-{chance.randrange(10, 99)}-{chance.randrange(1000, 9999)}"


def telephone(chance: random.Random) -> str:
    line_ = (
        f"{chance.randrange(201, 989)}",
        f"{chance.randrange(201, 989)}",
        f"{chance.randrange(1000, 9999)}",
    )
    return chance.choice(("({}) {}-{}", "{}-{}-{}", "+1 {} {} {}", "+44 {} {} {}")).format(*line_)


MAKERS: dict[str, Callable[[random.Random], str]] = {
    "EMAIL": email,
    "CREDIT_CARD": card,
    "IBAN": iban,
    "IP": internet,
    "MAC": hardware,
    "SSN": social,
    "PHONE": telephone,
}
_DETECTOR = PersonalDataDetector()

if __name__ == "__main__":
    raise SystemExit(main())
