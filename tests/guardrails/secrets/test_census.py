"""Kinds of credentials are found where documents, settings, programs and dumps show them."""

import base64
import re
import string
import uuid
from pathlib import Path
from random import Random

import pytest

from govsim.guardrails.secrets.scan import scan
from tests.guardrails.secrets.making import ALPHABET, chance

# A line for each kind: its name, and where it stands. `⟪…⟫` frames what is secret. In it `{a32}` is
# as many characters: of `a` letters and digits, `l` small ones, `u` capitals, `h` hexadecimal
# digits, `H` those in capitals, `w` letters, digits, `-`, `_`, `b` base64, `d` and `n` digits,
# `c` small letters, `C` letters, `t` base32, `x` base58; `{uuid}`, and passwords: `{pw}` with
# marks, `{pwurl}` without, `{word}` a plain word, `{wd}` words with a digit or a hyphen, `{phrase}`.
CENSUS = Path(__file__).with_name("census.txt").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(row.split("; ", 1)) for row in CENSUS if row and not row.startswith("#")]
LETTERS = {
    "a": ALPHABET,
    "l": string.ascii_lowercase + string.digits,
    "u": string.ascii_uppercase + string.digits,
    "h": "0123456789abcdef",
    "H": "0123456789ABCDEF",
    "w": ALPHABET + "-_",
    "b": ALPHABET + "+/",
    "d": string.digits,
    "n": "56789",
    "c": string.ascii_lowercase,
    "C": string.ascii_letters,
    "t": string.ascii_uppercase + "234567",
    "x": "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz",
}
CHOSEN = {
    "pw": ("Harb0ur" + "Mill7s!", "tR4vel&" + "light", "b1gBlue" + "Sky#2"),
    "pwurl": ("Harb0ur" + "Mill7s", "b1gBlue" + "Sky2", "mon" + "key77boat"),
    "word": ("sun" + "flower", "ele" + "phant", "mar" + "malade"),
    "wd": ("Sun" + "flower7", "h0ly" + "Cow", "m4rma" + "lade", "walrus" + "2021"),
    "phrase": ("correct horse " + "battery", "bolts and " + "nuts 9"),
}
MARK = re.compile(r"\{(uuid|basic|pw|pwurl|word|wd|phrase|[alhHwbdncCtux]\d{1,3})\}")


def made(mark: str, pick: Random) -> str:
    """Return what stands at a mark."""
    if mark == "uuid":
        return str(uuid.UUID(int=pick.getrandbits(128), version=4))
    if mark == "basic":
        return base64.b64encode(f"ana:{pick.choice(CHOSEN['pw'])}".encode()).decode()
    if mark in CHOSEN:
        return pick.choice(CHOSEN[mark])
    return "".join(pick.choice(LETTERS[mark[0]]) for _ in range(int(mark[1:])))


def filled(line: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a line with its values, and where they stand."""
    pick, written = chance(line), ""
    spans: list[tuple[int, int]] = []
    for number, part in enumerate(re.split("[⟪⟫]", line)):
        if number % 2:
            value = MARK.sub(lambda mark: made(mark[1], pick), part)
            spans.append((len(written), len(written) + len(value)))
            written += value
        else:
            written += part.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r")
    return written, spans


@pytest.mark.parametrize(("name", "line"), ROWS, ids=[name for name, _ in ROWS])
def test_a_kind_of_credential_is_found_where_it_is_shown(name: str, line: str) -> None:
    """Most of each value is covered, and each finding is mostly a value."""
    written, spans = filled(line)

    hits = [(hit.start, hit.end) for hit in scan(written)]

    for start, end in spans:
        assert sum(max(0, min(end, b) - max(start, a)) for a, b in hits) * 2 >= end - start
    for a, b in hits:
        assert sum(max(0, min(end, b) - max(start, a)) for start, end in spans) * 2 >= b - a


def test_the_census_is_wide() -> None:
    """Hundreds of kinds are in it, each once."""
    names = [name for name, _ in ROWS]

    assert len(names) == len(set(names)) > 700
