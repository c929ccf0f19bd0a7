"""Holds how Spark writes functions and types in the names of columns without alias."""

from __future__ import annotations

from typing import Final

# Functions that Spark writes in upper case.
_UPPER: Final = (
    "acos asin atan atan2 cbrt ceil cos cosh cot degrees dense_rank e exp expm1 floor log log10 "
    "log1p log2 percent_rank pi power radians rank regexp regexp_like rlike signum sin sinh "
    "spark_partition_id sqrt tan tanh"
)
# Functions whose name Spark writes otherwise than the statement does.
SPELLINGS: Final = {
    **{name: name.upper() for name in _UPPER.split()},
    "array_agg": "collect_list", "current_database": "current_schema", "curdate": "current_date",
    "random": "rand",
    "to_varchar": "to_char", "localtime": "current_time",
}  # fmt: skip
# Names of functions that may stand without brackets, and how Spark writes them.
BARE: Final = {
    "current_date": "current_date()", "current_timestamp": "current_timestamp()",
    "current_user": "current_user()", "user": "current_user()", "session_user": "current_user()",
    "current_time": "current_time(6)", "localtime": "current_time(6)",
    "localtimestamp": "localtimestamp()", "grouping__id": "grouping__id",
}  # fmt: skip
_FORMAT: Final = "yyyy-MM-dd HH:mm:ss"
_SAME_VALUE: Final = "lambdafunction(namedlambdavariable(), namedlambdavariable())"
_X: Final = "namedlambdavariable()"
_ASCENDING: Final = (
    f"lambdafunction((IF((({_X} IS NULL) AND ({_X} IS NULL)), 0, (IF(({_X} IS NULL), 1, "
    f"(IF(({_X} IS NULL), -1, (IF(({_X} < {_X}), -1, (IF(({_X} > {_X}), 1, 0)))))))))), {_X}, {_X})"
)
# Arguments that Spark adds: how many a statement must give, and what stands for the others.
DEFAULTS: Final[dict[str, tuple[int, tuple[str, ...]]]] = {
    "round": (1, ("0",)), "bround": (1, ("0",)), "split": (2, ("-1",)),
    "locate": (2, ("1",)), "position": (2, ("1",)), "instr": (3, ("1",)),
    "regexp_replace": (3, ("1",)), "regexp_extract": (2, ("1",)),
    "regexp_extract_all": (2, ("1",)), "regexp_instr": (2, ("0",)),
    "unix_timestamp": (0, ("current_timestamp()", _FORMAT)),
    "to_unix_timestamp": (0, ("current_timestamp()", _FORMAT)),
    "from_unixtime": (1, (_FORMAT,)), "months_between": (2, ("true",)),
    "sort_array": (1, ("true",)), "array_sort": (1, (_ASCENDING,)),
    "aggregate": (3, (_SAME_VALUE,)), "reduce": (3, (_SAME_VALUE,)),
    "lag": (1, ("1", "NULL")), "lead": (1, ("1", "NULL")),
    "mask": (1, ("X", "x", "n", "NULL")),
    "aes_encrypt": (2, ("GCM", "DEFAULT", "", "")), "aes_decrypt": (2, ("GCM", "DEFAULT", "")),
    "try_aes_decrypt": (2, ("GCM", "DEFAULT", "")), "hmac": (2, ("SHA-256",)),
    "lpad": (2, (" ",)), "rpad": (2, (" ",)), "replace": (2, ("",)),
    "substr": (2, ("2147483647",)), "substring": (2, ("2147483647",)), "overlay": (3, ("-1",)),
    "str_to_map": (1, (",", ":")), "sentences": (1, ("", "")),
    "percentile": (2, ("1",)), "approx_percentile": (2, ("10000",)),
    "percentile_approx": (2, ("10000",)), "listagg": (1, ("NULL",)), "string_agg": (1, ("NULL",)),
    "hll_sketch_agg": (1, ("12",)), "hll_union": (2, ("false",)), "hll_union_agg": (1, ("false",)),
    "theta_sketch_agg": (1, ("12",)), "theta_union": (2, ("12",)), "theta_union_agg": (1, ("12",)),
    "approx_top_k": (1, ("5", "10000")), "approx_top_k_accumulate": (1, ("10000",)),
    "approx_top_k_combine": (1, ("10000",)), "approx_top_k_estimate": (1, ("5",)),
    "make_interval": (0, ("0", "0", "0", "0", "0", "0", "0.000000")),
    "try_make_interval": (0, ("0", "0", "0", "0", "0", "0", "0.000000")),
    "make_dt_interval": (0, ("0", "0", "0", "0.000000")), "make_ym_interval": (0, ("0", "0")),
    "variant_set": (3, ("true",)), "try_variant_set": (3, ("true",)),
    "variant_strip_nulls": (1, ("true",)), "st_asbinary": (1, ("NDR",)),
    "st_geomfromwkb": (1, ("0",)), "time_bucket": (2, ("TIMESTAMP '1970-01-01 00:00:00'",)),
    "current_time": (0, ("6",)), "localtime": (0, ("6",)),
    **{
        f"tuple_{name}_{type_}": defaults
        for type_ in ("double", "integer")
        for name, defaults in {
            "sketch_agg": (2, ("12", "sum")), "sketch_summary": (1, ("sum",)),
            "union": (2, ("12", "sum")), "union_agg": (1, ("12", "sum")),
            "union_theta": (2, ("12", "sum")), "intersection": (2, ("sum",)),
            "intersection_agg": (1, ("sum",)), "intersection_theta": (2, ("sum",)),
        }.items()
    },
}  # fmt: skip
# How many arguments Spark writes, of functions that are given options besides.
SHOWN: Final = {
    "to_json": 1, "to_csv": 1, "to_xml": 1, "from_json": 1, "from_csv": 1, "from_xml": 1,
    "schema_of_json": 1, "schema_of_csv": 1, "schema_of_xml": 1, "variant_get": 2,
    "try_variant_get": 2, "first": 1, "last": 1, "first_value": 1, "last_value": 1,
    "any_value": 1, "approx_count_distinct": 1, "shuffle": 1, "try_make_timestamp": 6,
    "rank": 0, "dense_rank": 0, "percent_rank": 0,
}  # fmt: skip
# Functions whose first argument is a unit of time.
UNIT_FIRST: Final = {
    "dateadd": "timestampadd", "date_add": "timestampadd", "timestampadd": "timestampadd",
    "datediff": "timestampdiff", "date_diff": "timestampdiff", "timestampdiff": "timestampdiff",
    "timediff": "timestampdiff",
}  # fmt: skip
# Functions that cast: the name is that of what they cast.
CAST_FUNCTIONS: Final = frozenset(
    "boolean tinyint smallint int bigint float double decimal date timestamp binary string".split()
)
TYPES: Final = {
    "INTEGER": "INT", "LONG": "BIGINT", "SHORT": "SMALLINT", "BYTE": "TINYINT", "REAL": "FLOAT",
    "DEC": "DECIMAL", "NUMERIC": "DECIMAL", "TIMESTAMP_LTZ": "TIMESTAMP",
}  # fmt: skip
# Functions that give a date.
DATES: Final = frozenset(
    "current_date curdate to_date try_to_date date_add date_sub last_day next_day add_months trunc "
    "make_date date_from_unix_date date".split()
)
# Functions that give a value of the type of their first argument.
KEEPERS: Final = frozenset(
    "coalesce nvl ifnull nullif greatest least max min first last first_value last_value any_value "
    "lag lead nth_value mode".split()
)
TRIMS: Final = {"trim": "BOTH", "ltrim": "LEADING", "rtrim": "TRAILING", "btrim": "BOTH"}
FRAMELESS: Final = frozenset({"lag", "lead"})
ROW_FRAMES: Final = frozenset({"rank", "dense_rank", "row_number", "ntile", "percent_rank"})
# Words that may start an expression of a form of their own.
SHIFTS: Final = frozenset(
    "CASE CAST TRY_CAST EXISTS DATE TIME TIMESTAMP TIMESTAMP_NTZ TIMESTAMP_LTZ INTERVAL EXTRACT "
    "POSITION SUBSTRING SUBSTR TRIM OVERLAY X".split()
)
