"""Decides whether four numbers in a plain list may be an internet address after all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

_LISTS: Final = " \t,"  # what stands between the numbers of a plain list
_SMALL: Final = 100
# Words of addresses, near them; and machines, right in front of them: `the host 10 0 0 5`.
_ADDRESS: Final = re.compile(
    r"(?<![a-z])(?:ips?|ipv4|addr(?:ess(?:es)?|esse)?|adresse?|direcci[oó]n|indirizzo|subnet|ping|log(?:in|ged)"
    r"|src|dst|gateway|localhost)(?![a-z])",
    re.IGNORECASE,
)
_MACHINE: Final = re.compile(
    r"(?<![a-z])(?:host|server|client|router|peer|remote|source|proxy|vpn|firewall|request|network"
    r"|connection|attacker|serveur|servidor|serwer|from|von|depuis|desde)[\"'\])]?[\s:=#]{0,4}"
    r"(?:(?:is|was|at|on|from|to|by|ist|est|es|von|:|=)[\s:=]{1,3}){0,2}[\"'\[(]?$",
    re.IGNORECASE,
)


def is_plain_list(numbers: Sequence[str], sign: str, before: str, behind: str) -> bool:
    """Whether numbers of a list are no address: small or in even steps, and nothing says so.

    Args:
        numbers: Their digits, in order.
        sign: What stands between them.
        before: What stands in front of them, as far as words tell.
        behind: What stands behind them, as far as words tell.
    """
    if sign.strip(_LISTS):
        return False
    values = [int(number) for number in numbers]
    steps = {after - one for one, after in pairwise(values)}
    if max(values) >= _SMALL and len(steps) > 1:
        return False
    return not (_ADDRESS.search(before) or _ADDRESS.search(behind) or _MACHINE.search(before))
