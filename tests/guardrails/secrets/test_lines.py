"""Secrets in lines of many languages are found; lines like them that hold none are let be."""

import base64
import re
import uuid

import pytest

from govsim.guardrails.secrets.scan import scan
from tests.guardrails.secrets.lines import HOLD_A_SECRET, HOLD_NONE
from tests.guardrails.secrets.making import chance, text

HEX = "0123456789abcdef"


def value(kind: str, seed: object) -> str:
    """Return what stands at a mark."""
    pick = chance(seed)
    match kind:
        case "T":
            return text(32, seed)
        case "H":
            return text(32, seed, HEX)
        case "U":
            return str(uuid.UUID(int=pick.getrandbits(128), version=4))
        case "S":
            return text(40, seed)
        case "L":
            return text(86, seed) + "=="
        case "B":
            return text(43, seed) + "="
        case "G":
            return text(43, seed)
        case "D":
            return text(20, seed).lower()
        case "X":
            return f"{text(50, seed).lower()}-{text(25, seed).lower()}"
        case "A":
            return base64.b64encode(f"ana:{text(12, seed)}".encode()).decode()
    return text(9, seed) + pick.choice("!#?%*") + text(2, seed)


def filled(line: str) -> tuple[str, list[str]]:
    """Return a line with its values, and the values."""
    values: list[str] = []

    def fill(mark: re.Match[str]) -> str:
        values.append(value(mark[1], f"{line} {len(values)}"))
        return values[-1]

    return re.sub("␟([A-Z])", fill, line), values


def lines(block: str) -> list[str]:
    """Return the lines of a block; what is indented belongs to the line before."""
    return re.split(r"\n(?!    value)", block.strip("\n"))


@pytest.mark.parametrize("line", lines(HOLD_A_SECRET))
def test_a_secret_is_found_where_it_stands(line: str) -> None:
    """One finding covers the value, and nothing but the value."""
    written, values = filled(line)

    found = [written[hit.start : hit.end] for hit in scan(written)]

    whole = written[written.index(values[0]) : written.rindex(values[-1]) + len(values[-1])]
    assert any(values[-1] in each and len(each) <= len(whole) + 10 for each in found), found


def test_a_manifest_of_kind_secret_keeps_secrets() -> None:
    """Every value under `data` is one, whatever its key; labels and templates are none."""
    manifest = """\
apiVersion: v1
kind: Secret
metadata:
  name: db
  labels: {app: shop}
data:
  first: c2hvcC1hcHA=
  other: "Zm9vMTIzYmFy"
stringData:
  third: ${THIRD}
type: Opaque
---
kind: ConfigMap
data:
  level: debugging1
"""

    assert [manifest[hit.start : hit.end] for hit in scan(manifest)] == [
        "c2hvcC1hcHA=",
        "Zm9vMTIzYmFy",
    ]


@pytest.mark.parametrize("line", lines(HOLD_NONE))
def test_a_line_without_a_secret_is_let_be(line: str) -> None:
    """Variables, placeholders, hashes, ids, names and prose are no secrets."""
    written, _ = filled(line)

    assert [(written[hit.start : hit.end], hit.rule, hit.score) for hit in scan(written)] == []
