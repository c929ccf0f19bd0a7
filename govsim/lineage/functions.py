"""Holds what lineage knows of functions by name: which aggregate, mask, generate, or call out."""

from __future__ import annotations

from typing import Any, Final

from sqlglot import exp

# By the name that a statement writes; sqlglot has classes for most, and no name in common.
AGGREGATES: Final = frozenset(
    """
    aggregate_if approx_top_k array_agg bitmap_construct_agg bitmap_or_agg bool_and bool_or
    collect_list collect_set count_min_sketch every some any histogram_numeric hll_sketch_agg
    hll_union_agg kurtosis listagg string_agg max_by min_by mean measure median mode percentile
    percentile_approx regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx
    regr_sxy regr_syy skewness std try_avg try_sum schema_of_json_agg schema_of_variant_agg
    bit_and bit_or bit_xor approx_count_distinct theta_sketch_agg kll_sketch_agg_bigint
    kll_sketch_agg_double kll_sketch_agg_float
    """.split()
)
MASKS: Final = frozenset(
    """
    aes_encrypt ai_mask crc32 hash mask md5 murmur3 sha sha1 sha2 hmac xxhash64
    """.split()
)
_MASK_CLASSES: Final = frozenset(
    "MD5 MD5Digest SHA SHA1Digest SHA2 SHA2Digest Crc32 XxHash64 AIMask Hex Encrypt".split()
) - {"Hex"}
# They give a value of another row as it stands.
_ROW_VALUES: Final = frozenset("Lag Lead FirstValue LastValue NthValue First Last AnyValue".split())
# Aggregates that say nothing of the values, and those that hold every one of them.
NAMED_AGGREGATES: Final = {
    **dict.fromkeys("count countif approxdistinct approxcountdistinct regrcount".split(), "count"),
    **dict.fromkeys(
        "collectlist collectset arrayagg arrayuniqueagg listagg stringagg groupconcat mode "
        "histogramnumeric schemaofjsonagg".split(),
        "collect",
    ),
}
_BY_CLASS: dict[type, str] = {}


def effect_of(kind: type) -> str:
    """Return what a class of node does to values: `aggregate`, `mask`, or nothing of note."""
    found = _BY_CLASS.get(kind)
    if found is None:
        found = _BY_CLASS[kind] = _effect(kind)
    return found


def _effect(kind: type) -> str:
    name = kind.__name__
    if name in _MASK_CLASSES:
        return "mask"
    if issubclass(kind, exp.AggFunc) and name not in _ROW_VALUES:
        return "aggregate"
    return ""


def called(node: Any) -> str:
    """Return the name of an anonymous function in lower case, without the mark of a rewrite."""
    this = node.this
    name = this if isinstance(this, str) else this.name
    return str(name).lower().removeprefix("_gs_")


def dotted(node: Any) -> tuple[str, ...]:
    """Return the parts of a name that is written with dots."""
    parts: list[str] = []
    while isinstance(node, exp.Dot):
        parts.append(node.expression.name)
        node = node.this
    if isinstance(node, exp.Column):
        return (*(part.name for part in node.parts), *reversed(parts))
    return (node.name, *reversed(parts))


def is_name(node: Any) -> bool:
    """Return whether dots part a name, and no expression stands before the first."""
    while isinstance(node, exp.Dot):
        if not isinstance(node.expression, exp.Identifier):
            return False
        node = node.this
    return isinstance(node, exp.Column | exp.Identifier)


def arguments(node: Any) -> tuple[list[Any], dict[str, Any]]:
    """Return the arguments of a call: those by position, and those by name."""
    plain: list[Any] = []
    named: dict[str, Any] = {}
    given = node.expressions if isinstance(node, exp.Anonymous) else _ordered(node)
    for each in given:
        if isinstance(each, (exp.Kwarg, exp.PropertyEQ)):
            named[each.this.name.lower()] = each.expression
        else:
            plain.append(each)
    return plain, named


def _ordered(node: Any) -> list[Any]:
    found: list[Any] = []
    for value in node.args.values():
        found.extend(value if isinstance(value, list) else [value])
    return [each for each in found if isinstance(each, exp.Expr)]
