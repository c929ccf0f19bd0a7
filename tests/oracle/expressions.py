"""Makes random expressions of a wanted type over the columns that are in sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple

TABLES = {
    "orders": {
        "id": "BIGINT", "customer": "BIGINT", "amount": "DOUBLE", "country": "STRING",
        "placed": "DATE", "at": "TIMESTAMP", "open": "BOOLEAN", "tags": "ARRAY<STRING>",
        "lines": "ARRAY<STRUCT<sku: STRING, qty: INT>>",
        "place": "STRUCT<city: STRING, geo: STRUCT<lat: DOUBLE, lon: DOUBLE>>",
        "attributes": "MAP<STRING, STRING>",
    },
    "customers": {
        "id": "BIGINT", "name": "STRING", "email": "STRING", "age": "INT", "born": "DATE",
    },
    "items": {"order_id": "BIGINT", "sku": "STRING", "qty": "INT", "price": "DECIMAL(10,2)"},
}  # fmt: skip


class Column(NamedTuple):
    """A column as a query writes it, the letter of its type, and whether nothing is beside it.

    The letters: number, string, date, time, boolean, array of strings, array of structs (z),
    one of those structs (i), struct (o), map.
    """

    name: str
    type: str
    whole: bool = True


class Expressions:
    """Random expressions over some columns."""

    def __init__(self, random: Random, columns: Sequence[Column], *, depth: int) -> None:
        self.random = random
        self.columns = list(columns)
        self.depth = depth
        self.window = ""

    def of(self, type_: str, depth: int = 2) -> str:
        """Return an expression of a type."""
        if depth == 0 or self.random.random() < 0.25:
            return self._plain(type_)
        if type_ == "n" and self.random.random() < 0.03:
            return self.subquery()
        found, rest = "", self.random.choice(_FORMS[type_])
        while "{" in rest:
            before, _, rest = rest.partition("{")
            kind, _, rest = rest.partition("}")
            found += before + (self.of(kind, depth - 1) if kind != "#" else self.number())
        return found + rest

    def _plain(self, type_: str) -> str:
        known = [each.name for each in self.columns if each.type == type_]
        if known and self.random.random() < 0.9:
            return self.random.choice(known)
        return self.random.choice(_CONSTANTS[type_])

    def number(self) -> str:
        """Return a small number."""
        return str(self.random.randint(0, 9))

    def equal(self, left: Sequence[Column], right: Sequence[Column]) -> str:
        """Return a condition that joins two sides."""
        one = [each.name for each in left if each.type == "n"] or ["1"]
        two = [each.name for each in right if each.type == "n"] or ["2"]
        return f"{self.random.choice(one)} = {self.random.choice(two)}"

    def condition(self) -> str:
        """Return a condition, maybe one on a subquery."""
        choice = self.random.random()
        key = self._plain("n")
        if choice < 0.12:
            return f"EXISTS (SELECT 1 FROM items z WHERE z.qty = {key})"
        if choice < 0.2:
            return f"{key} IN (SELECT z.qty FROM items z WHERE z.price > 3)"
        if choice < 0.25:
            return f"{key} NOT IN (SELECT order_id FROM items)"
        if choice < 0.3:
            return f"{key} > (SELECT avg(z.qty) FROM items z WHERE z.order_id = {key})"
        return self.of("b")

    def window_call(self) -> str:
        """Return a call over a window."""
        number = self.of("n", 1)
        call = self.random.choice(
            [
                "row_number()", "rank()", f"sum({number})", f"max({number})", f"lag({number})",
                f"lead({number}, 2)", "count(*)", f"first_value({number})", "ntile(3)",
                f"avg({number})",
            ]
        )  # fmt: skip
        spec = f"PARTITION BY {self.of(self.random.choice('nsd'), 1)} ORDER BY {self.of('n', 1)}"
        if call[:3] in ("sum", "max", "avg"):
            spec += self.random.choice(["", " ROWS BETWEEN 1 PRECEDING AND CURRENT ROW", " DESC"])
        if self.random.random() < 0.15 and not self.window and self.depth > 1:
            self.window = f"w AS ({spec})"
        if self.window and self.random.random() < 0.5:
            return f"{call} OVER w"
        return f"{call} OVER ({spec})"

    def aggregate(self, type_: str = "") -> str:
        """Return an aggregate of columns; one that gives a number, or any."""
        chosen = self.random.choice(_NUMBERS if type_ == "n" else [*_NUMBERS, *_AGGREGATES])
        for kind in "nsb":
            chosen = chosen.replace(f"{{{kind}}}", self.of(kind, 1))
        return "count(*)" if "SELECT" in chosen or "OVER" in chosen else chosen

    def generator(self, name: Callable[[str], str]) -> tuple[str, list[Column]]:
        """Return a call that gives several rows, and the columns it gives."""
        choice, one, two = self.random.random(), name("x"), name("x")
        if choice < 0.4:
            return f"explode({self.of('a')}) AS {one}", [Column(one, "s")]
        if choice < 0.6:
            columns = [Column(one, "n"), Column(two, "s")]
            return f"posexplode({self.of('a', 1)}) AS ({one}, {two})", columns
        if choice < 0.8:
            columns = [Column(one, "s"), Column(two, "s")]
            return f"explode({self.of('m', 0)}) AS ({one}, {two})", columns
        return f"explode({self.of('a')})", [Column("col", "s", False)]

    def subquery(self) -> str:
        """Return a query that gives one number."""
        key = self._plain("n")
        return self.random.choice(
            [
                "(SELECT max(z.qty) FROM items z)",
                f"(SELECT max(z.qty) FROM items z WHERE z.order_id = {key})",
                f"(SELECT count(*) FROM orders z WHERE z.customer = {key} AND z.amount > 1)",
                f"(SELECT sum(z.qty + 1) FROM items z WHERE z.qty = {key})",
            ]
        )


_CONSTANTS = {
    "n": ["1", "2.5", "7", "-3", "10L"],
    "s": ["'x'", "'it''s'", "''"],
    "d": ["DATE '2024-01-01'", "current_date()"],
    "t": ["TIMESTAMP '2024-01-01 10:00:00'", "current_timestamp()"],
    "b": ["true", "false"],
    "a": ["array('a', 'b')"],
    "z": ["array(named_struct('sku', 'a', 'qty', 1))"],
    "i": ["named_struct('sku', 'a', 'qty', 1)"],
    "o": ["named_struct('city', 'x', 'geo', named_struct('lat', 1.0D, 'lon', 2.0D))"],
    "m": ["map('a', 'b')"],
}
_NUMBERS = [
    "sum({n})", "max({n})", "avg({n})", "count(*)", "count(DISTINCT {n})", "min({n})",
    "stddev({n})", "sum({n}) FILTER (WHERE {b})", "sum(CASE WHEN {b} THEN {n} ELSE 0 END)",
    "approx_count_distinct({s})", "count_if({b})", "percentile_approx({n}, 0.5)",
    "sum({n}) / count(*)", "any_value({n})", "max({n}) - min({n})", "count({s})",
]  # fmt: skip
_AGGREGATES = [
    "collect_set({s})", "max({s})", "first({s})", "max_by({s}, {n})", "max(struct({n}, {s}))",
    "array_agg({n})", "bool_or({b})", "mode({s})", "max(struct({n} AS a, {s} AS b)).a",
    "listagg({s}, ',')", "percentile_cont(0.5) WITHIN GROUP (ORDER BY {n})",
    "concat('a', max({s}))", "collect_list({n})[0]", "count(DISTINCT {n}, {s})",
]  # fmt: skip


def _forms(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


# One form a line; `{n}` stands for any expression of that type, `{#}` for a small number.
_FORMS = {
    "n": _forms("""
        {n} + {n}
        {n} - {n}
        {n} * ({n} - 1)
        -{n}
        {n} % 7
        {n} / 2
        abs({n})
        round({n}, 1)
        round({n})
        coalesce({n}, {n}, 0)
        nullif({n}, {n})
        nvl({n}, 0)
        if({b}, {n}, {n})
        length({s})
        CASE WHEN {b} THEN {n} WHEN {b} THEN {n} ELSE {n} END
        CASE {n} WHEN 1 THEN {n} END
        CAST({s} AS INT)
        try_cast({s} AS DOUBLE)
        ({s})::int
        year({d})
        month({d})
        datediff({d}, {d})
        greatest({n}, {n})
        least({n}, 3)
        size({a})
        cardinality({m})
        hash({s}, {n})
        ceil({n})
        extract(YEAR FROM {d})
        floor({n})
        instr({s}, 'a')
        date_diff(DAY, {d}, {d})
        crc32({s})
        {z}[0].qty
        aggregate({a}, 0, (acc, x) -> acc + length(x))
        levenshtein({s}, {s})
        ({i}).qty
        ({o}).geo.lat
        hour({t})
        unix_timestamp({t})
        element_at({z}, 1).qty
        pmod({n}, 3)
        (CAST({n} AS DECIMAL(10,2)))
        decode({s}, 'a', 1, 2)
        power({n}, 2)
        sign({n})
        ascii({s})
        shiftleft({#}, 2)
        bit_count({#})
        {n} DIV 3
        try_divide({n}, {n})
        zeroifnull({n})
    """),
    "s": _forms("""
        upper({s})
        lower({s})
        concat({s}, '-', {s})
        {s} || {s}
        {s} || 'q'
        substr({s}, 2)
        substring({s}, 1, 3)
        substring({s} FROM 2 FOR 3)
        CAST({n} AS STRING)
        CASE WHEN {b} THEN {s} ELSE 'z' END
        coalesce({s}, 'none')
        trim({s})
        TRIM(BOTH 'x' FROM {s})
        regexp_replace({s}, 'a', 'b')
        split({s}, ',')[0]
        date_format({d}, 'yyyy-MM')
        md5({s})
        sha2({s}, 256)
        replace({s}, 'a', 'b')
        {m}['k']
        ({o}).city
        {a}[0]
        lpad({s}, 5, '0')
        concat_ws(',', {s}, {s})
        ifnull({s}, {s})
        initcap({s})
        nvl2({s}, {s}, 'q')
        reverse({s})
        element_at({a}, 1)
        array_join({a}, '-')
        string({n})
        left({s}, 2)
        right({s}, 1)
        ({i}).sku
        translate({s}, 'a', 'b')
        get_json_object({s}, '$.a')
        {z}[0].sku
        if({b}, {s}, {s})
        to_json({o})
        mask({s})
        regexp_extract({s}, '(a)', 1)
        repeat({s}, 2)
        hex({s})
        overlay({s} PLACING 'x' FROM 2)
        from_json({s}, 'a STRING').a
        split_part({s}, ',', 1)
        decode({s}, 'a', {s}, {s})
        base64({s})
    """),
    "d": _forms("""
        date_add({d}, {#})
        {d} + INTERVAL 1 DAY
        {d} - INTERVAL '3' DAY
        {d} - INTERVAL 2 MONTHS
        last_day({d})
        date_sub({d}, 3)
        add_months({d}, 1)
        to_date({s})
        CAST({t} AS DATE)
        trunc({d}, 'MM')
        coalesce({d}, {d})
        CASE WHEN {b} THEN {d} END
        {d} + 1
        next_day({d}, 'MON')
        date({t})
        make_date(2024, 1, {#})
        greatest({d}, {d})
    """),
    "t": _forms("""
        date_trunc('HOUR', {t})
        {t} + INTERVAL 1 HOUR
        to_timestamp({s})
        CAST({d} AS TIMESTAMP)
        from_utc_timestamp({t}, 'UTC')
        coalesce({t}, {t})
        timestampadd(HOUR, 1, {t})
        dateadd(DAY, {#}, {t})
        CASE WHEN {b} THEN {t} ELSE {t} END
        {t} - INTERVAL 1 DAY 2 HOURS
    """),
    "b": _forms("""
        {n} > {n}
        {n} = {n}
        {n} <> {#}
        {s} = {s}
        {s} LIKE 'a%'
        {s} IS NULL
        {n} IS NOT NULL
        {n} BETWEEN {n} AND {n}
        {n} IN (1, 2, {n})
        {s} NOT IN ('a', 'b')
        NOT {b}
        {b} AND {b}
        ({b} OR {b})
        {d} >= {d}
        array_contains({a}, {s})
        exists({a}, x -> x = {s})
        {s} RLIKE 'a'
        {n} <=> {n}
        contains({s}, 'a')
        startswith({s}, {s})
        isnull({n})
        ({b}) IS TRUE
        {s} ILIKE 'x'
        {s} LIKE ANY ('a', 'b')
        {n} IS DISTINCT FROM {n}
        NOT {n} = {n}
        {t} < {t}
        {d} NOT BETWEEN {d} AND {d}
        {s} NOT LIKE {s}
        forall({a}, x -> length(x) > {n})
        (({n}, {s}) = (1, 'a'))
    """),
    "a": _forms("""
        split({s}, ',')
        array({s}, {s})
        transform({a}, x -> upper(x))
        filter({a}, x -> x <> {s})
        array_distinct({a})
        sort_array({a})
        concat({a}, {a})
        map_keys({m})
        slice({a}, 1, 2)
        transform({z}, x -> x.sku)
        {z}.sku
        array_union({a}, {a})
        coalesce({a}, {a})
        transform({a}, (x, k) -> concat(x, k))
        zip_with({a}, {a}, (x, y) -> concat(x, y))
        CASE WHEN {b} THEN {a} END
    """),
    "z": _forms("""
        filter({z}, x -> x.qty > {n})
        array_distinct({z})
        coalesce({z}, {z})
        CASE WHEN {b} THEN {z} END
    """),
    "i": _forms("""
        {z}[0]
        element_at({z}, 1)
    """),
    "o": _forms("""
        named_struct('city', {s}, 'geo', ({o}).geo)
        CASE WHEN {b} THEN {o} END
    """),
    "m": _forms("""
        map({s}, {s})
        map_filter({m}, (k, v) -> v = {s})
        map_concat({m}, {m})
        transform_values({m}, (k, v) -> concat(k, v, {s}))
        str_to_map({s})
    """),
}  # fmt: skip
