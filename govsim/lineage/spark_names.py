"""Holds how Spark writes functions and types in the names of columns without alias."""

from __future__ import annotations

from typing import Final

# A function whose name Spark writes otherwise than the statement does.
SPELLINGS: Final = {
    "floor": "FLOOR", "ceil": "CEIL", "power": "POWER", "sqrt": "SQRT", "log10": "LOG10",
    "exp": "EXP", "log": "LOG", "rank": "RANK", "dense_rank": "DENSE_RANK",
    "percent_rank": "PERCENT_RANK", "rlike": "RLIKE", "regexp": "REGEXP",
    "regexp_like": "REGEXP_LIKE", "position": "locate",
}  # fmt: skip
# Arguments that Spark adds: by function, and by how many the statement gives.
DEFAULTS: Final[dict[tuple[str, int], tuple[str, ...]]] = {
    ("round", 1): ("0",),
    ("bround", 1): ("0",),
    ("split", 2): ("-1",),
    ("locate", 2): ("1",),
    ("position", 2): ("1",),
    ("regexp_replace", 3): ("1",),
    ("regexp_extract", 2): ("1",),
    ("regexp_extract_all", 2): ("1",),
    ("unix_timestamp", 1): ("yyyy-MM-dd HH:mm:ss",),
    ("to_unix_timestamp", 1): ("yyyy-MM-dd HH:mm:ss",),
    ("from_unixtime", 1): ("yyyy-MM-dd HH:mm:ss",),
    ("months_between", 2): ("true",),
    ("sort_array", 1): ("true",),
    ("lag", 1): ("1", "NULL"),
    ("lag", 2): ("NULL",),
    ("lead", 1): ("1", "NULL"),
    ("lead", 2): ("NULL",),
    ("mask", 1): ("X", "x", "n", "NULL"),
    ("mask", 2): ("x", "n", "NULL"),
    ("mask", 3): ("n", "NULL"),
    ("mask", 4): ("NULL",),
    ("aes_encrypt", 2): ("GCM", "DEFAULT", "", ""),
}
# Functions whose first argument is a unit of time.
UNIT_FIRST: Final = {
    "dateadd": "timestampadd", "date_add": "timestampadd", "timestampadd": "timestampadd",
    "datediff": "timestampdiff", "date_diff": "timestampdiff", "timestampdiff": "timestampdiff",
    "timediff": "timestampdiff",
}  # fmt: skip
_SAME_VALUE: Final = "lambdafunction(namedlambdavariable(), namedlambdavariable())"
DEFAULTS[("aggregate", 3)] = (_SAME_VALUE,)
DEFAULTS[("reduce", 3)] = (_SAME_VALUE,)
# Functions that cast: the name is that of what they cast.
CAST_FUNCTIONS: Final = frozenset(
    "boolean tinyint smallint int bigint float double decimal date timestamp binary string".split()
)
TYPES: Final = {
    "INTEGER": "INT", "LONG": "BIGINT", "SHORT": "SMALLINT", "BYTE": "TINYINT", "REAL": "FLOAT",
    "DEC": "DECIMAL", "NUMERIC": "DECIMAL",
}  # fmt: skip
FRAMELESS: Final = frozenset({"lag", "lead"})
ROW_FRAMES: Final = frozenset({"rank", "dense_rank", "row_number", "ntile", "percent_rank"})
# Words that may start an expression of a form of their own.
SHIFTS: Final = frozenset(
    "CASE CAST TRY_CAST EXISTS DATE TIMESTAMP TIMESTAMP_NTZ TIMESTAMP_LTZ INTERVAL EXTRACT "
    "POSITION SUBSTRING SUBSTR TRIM".split()
)
