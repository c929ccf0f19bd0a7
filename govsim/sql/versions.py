"""Reads which version of a table is asked for: the words before AS OF, and `@v12` behind a name."""

from __future__ import annotations

import re
from typing import Final

VERSION_MARK: Final = re.compile(r"[vV]\d+|\d{17}")
# What follows a column named `system_version` that is called `of`, and no version.
AFTER_ALIAS: Final = frozenset({"", ",", ")", ";", "FROM", "UNION", "EXCEPT", "INTERSECT", "WHERE"})
# What the standard calls the words that stand before AS OF.
#
# Source: documentation of Databricks SQL: *table reference*, temporal_spec; Delta's own grammar.
SYSTEM_WORDS: Final = {
    "SYSTEM_VERSION": "VERSION",
    "SYSTEM_TIMESTAMP": "TIMESTAMP",
    "SYSTEM_TIME": "TIMESTAMP",
}
