"""Columns are told by whole values, headers and neighbours, and no value is kept."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsim import Simulator
from govsim.guardrails.columns import (
    TAGS,
    Classified,
    Column,
    Residue,
    classify,
    masks,
    policies,
    residues,
    row_filters,
    tags,
)
from govsim.guardrails.columns.masks import MASKS, mask_of
from govsim.guardrails.columns.sampling import distinct, wilson
from govsim.guardrails.redaction.reserved import luhn_digit, with_iban_check
from tests.guardrails.secrets.making import with_crc

PICK = random.Random(7)
GIVEN = "Ana Bea Cai Dov Eli Fay Gus Hana Ivo Jana Kai Lea Max Nora Ole Pia".split()
SURNAMES = "Lopez Kern Wang Stein Meyer Novak Rossi Silva Berg Costa Weber Moreau".split()


def digits(count: int) -> str:
    return "".join(str(PICK.randrange(10)) for _ in range(count))


def card() -> str:
    body = "4" + digits(14)
    return body + luhn_digit(body)


MADE = {
    "PERSON": lambda: f"{PICK.choice(GIVEN)} {PICK.choice(SURNAMES)}",
    "EMAIL": lambda: f"{PICK.choice(GIVEN).lower()}{digits(2)}@corp.example",
    "PHONE": lambda: f"+49 {digits(3)} {digits(7)}",
    "IP": lambda: f"10.{digits(2)}.{PICK.randrange(256)}.{PICK.randrange(256)}".replace(".0", ".1"),
    "MAC": lambda: ":".join(f"{PICK.randrange(256):02x}" for _ in range(6)),
    "CREDIT_CARD": card,
    "IBAN": lambda: with_iban_check("DE", digits(18)),
    "SSN": lambda: (
        f"{PICK.randrange(100, 660)}-{PICK.randrange(10, 99)}-{PICK.randrange(1000, 9999)}"
    ),
    "DOB": lambda: (
        f"{PICK.randrange(1940, 2009)}-{PICK.randrange(1, 13):02}-{PICK.randrange(1, 29):02}"
    ),
    "ADDRESS": lambda: f"{PICK.randrange(1, 99)} {PICK.choice(SURNAMES)} Street",
    "SECRET": lambda: with_crc("ghp", PICK.random()),
}
HARMLESS = {
    "amount": lambda: f"{PICK.randrange(1000)}.{digits(2)}",
    "status": lambda: PICK.choice(["open", "closed", "pending"]),
    "order_id": lambda: "1" + digits(8),
    "ts": lambda: f"2024-05-{PICK.randrange(1, 29):02} 04:05:{digits(2)}",
    "sha": lambda: f"{PICK.getrandbits(160):040x}",
    "note": lambda: f"The {PICK.choice(['red', 'blue', 'old'])} box number {digits(2)} came late.",
    "version": lambda: f"{digits(1)}.{digits(2)}.{digits(1)}",
    "sku": lambda: f"SKU-{digits(6)}",
    "isbn": lambda: f"978-{digits(1)}-{digits(4)}-{digits(4)}-{digits(1)}",
}


def column(name: str, make, count: int = 60) -> Column:
    return Column(name, tuple(make() if PICK.random() > 0.1 else None for _ in range(count)))


@pytest.mark.parametrize("type_", MADE)
@pytest.mark.parametrize("header", ["c17", "value"])
def test_a_type_is_told_by_its_values_alone(type_: str, header: str) -> None:
    """A header that says nothing hides no personal column."""
    found = classify([column(header, MADE[type_])])[0]

    assert found.type == type_
    assert found.tag == TAGS[type_]
    assert found.matched > 0.8 * found.looked_at


@pytest.mark.parametrize("name", HARMLESS)
@pytest.mark.parametrize("hidden", [False, True])
def test_a_harmless_column_bears_no_tag(name: str, hidden: bool) -> None:
    """Ids, amounts, times, hashes, versions and books are nobody's."""
    found = classify([column("x9" if hidden else name, HARMLESS[name])])[0]

    assert found.type is None
    assert found.tag is None


def test_text_that_holds_personal_data_is_masked_whole() -> None:
    """A few addresses among notes make the column personal, and nothing of a note is left."""
    notes = [f"The order {at} was late." for at in range(60)]
    notes[7::9] = [
        f"Please write to ana{at}@corp.example about it." for at in range(len(notes[7::9]))
    ]

    found = classify([Column("note", tuple(notes))])[0]

    assert (found.type, found.within, found.matched) == ("EMAIL", True, 6)
    assert mask_of(found).of(notes[7]) == "***"
    assert residues([Column("note", tuple(notes))], [found]) == ()


def test_a_header_decides_where_values_could_be_either() -> None:
    """Nine digits are a passport under that name, and an order under another."""
    nine = tuple("1" + digits(8) for _ in range(40))

    assert [each.type for each in classify([Column("passport_no", nine)])] == ["PASSPORT"]
    assert [each.type for each in classify([Column("order_id", nine)])] == [None]


def test_codes_of_cards_are_told_by_their_header() -> None:
    """Three digits are nothing under another name."""
    three = tuple(digits(3) for _ in range(40))

    assert [each.type for each in classify([Column("card_cvv", three)])] == ["CARD_CODE"]
    assert [each.type for each in classify([Column("cvv_code", three)])] == ["CARD_CODE"]
    assert [each.type for each in classify([Column("http_status", three)])] == [None]


def test_a_header_is_not_believed_against_the_values() -> None:
    """A column called `email` that holds amounts is no column of addresses."""
    assert classify([column("email", HARMLESS["amount"])])[0].type is None


def test_neighbours_speak_for_each_other() -> None:
    """Five digits are a postal code beside a city, and nothing alone."""
    codes = Column("c1", tuple(str(PICK.randrange(10000, 99999)) for _ in range(40)))
    cities = Column("city", tuple(f"{name}ville" for name in SURNAMES))

    assert classify([codes])[0].type is None
    assert [each.type for each in classify([codes, cities])] == ["ZIP", "LOCATION"]


@pytest.mark.parametrize(
    ("header", "kind"), [("sku", None), ("part_no", None), ("item_zip", "ZIP")]
)
def test_numbers_of_things_are_no_postal_codes(header: str, kind: str | None) -> None:
    """They may look like those of a country, unless their header says so."""
    codes = Column(header, tuple(f"LV-{number}" for number in range(1010, 1060)))

    assert [each.type for each in classify([codes])] == [kind]


def test_repeats_and_nulls_do_not_eat_the_sample() -> None:
    """Distinct values are taken evenly from the whole column; what means nothing is left out."""
    values = ["x"] * 500 + [None, "", "NULL", "n/a"] * 10 + [str(at) for at in range(1000)]

    taken = distinct(values, 100)

    assert len(taken) == 100
    assert taken[0] == "x"
    assert int(taken[-1]) > 950


@given(st.integers(0, 200), st.integers(0, 200))
def test_the_interval_holds_the_share(hits: int, more: int) -> None:
    """The bounds lie around the share seen, and between nothing and all."""
    low, high = wilson(hits, hits + more)

    share = hits / (hits + more) if hits + more else 0.5
    assert 0 <= low <= share + 1e-9
    assert share - 1e-9 <= high <= 1


@given(st.lists(st.text(max_size=30) | st.none(), max_size=40), st.text(max_size=12))
def test_any_column_gets_an_answer(values: list[str | None], header: str) -> None:
    """Whatever stands in a column, it is classified, counts agree, and the same again."""
    given_column = Column(header, tuple(values))

    found = classify([given_column])[0]

    assert 0 <= found.matched <= max(found.looked_at, found.matched)
    assert 0 <= found.score <= 1
    assert (found.type is None) == (found.tag is None)
    assert classify([given_column])[0] == found


def personal_table() -> list[Column]:
    columns = [column(name.lower(), make) for name, make in MADE.items()]
    return [
        *columns,
        column("amount", HARMLESS["amount"]),
        Column("region", ("north", "south", "west")),
    ]


def test_the_masks_leave_nothing_personal() -> None:
    """The masked table is looked at again: no column is still of its type, and no value is bare."""
    columns = personal_table()

    found = classify(columns)

    assert sum(each.type is not None for each in found) >= len(MADE)
    assert residues(columns, found) == ()


def test_what_no_mask_covers_is_part_of_the_proof() -> None:
    """A column that bears no tag is looked through as well: a few values of it may tell somebody."""
    notes = Column(
        "note", ("call 212-555-0187", "paid", "write to ann.miller@corp.example", "late")
    )
    found = classify([notes])

    assert found[0].type is None
    assert residues([notes], found) == (
        Residue("note", None, "PHONE", 1, 4),
        Residue("note", None, "EMAIL", 1, 4),
    )


@pytest.mark.parametrize(
    ("values", "type_"),
    [
        pytest.param(("ann@corp.example",), "EMAIL", id="one address"),
        pytest.param(("DE89370400440532013000", None), "IBAN", id="one account"),
        pytest.param(("ann@corp.example", "none of hers"), None, id="one of two"),
        pytest.param(("***@corp.example",), None, id="masked"),
        pytest.param(("Paris", "Rome"), None, id="words"),
    ],
)
def test_few_values_tell_what_can_be_nothing_else(values, type_) -> None:
    """An address is one if it stands alone; of what else could be meant, few values tell nothing."""
    assert classify([Column("c", values)])[0].type == type_


def test_a_mask_that_leaves_values_is_told() -> None:
    """What the mask of a type does not touch is counted."""
    bare = Column(
        "mail", (*("ana@corp.example" for _ in range(1)), "bea@corp.example", "x", "***@a.example")
    )
    found = Classified("mail", "EMAIL", 0.9, 4, 3, "")

    left = residues([bare], [found])

    assert [(each.column, each.unmasked) for each in left] == [("mail", 1)]


@pytest.mark.parametrize("type_", sorted(TAGS))
def test_a_mask_hides_most_of_a_value(type_: str) -> None:
    """At most four characters, a domain or a year are left of a value."""
    value = {"EMAIL": "ana.lopez@corp.example", "DOB": "1980-03-01", "IP": "10.20.30.40"}.get(
        type_, "4556737586899855"
    )

    mask = mask_of(Classified("c", type_, 0.9, 9, 9, ""))

    shown = mask.of(value)

    assert shown != value
    assert value[:4] not in shown or type_ in ("DOB", "IP")
    assert mask.of("ab") in ("***", "ab***", "ab", "")


STATE = """
CREATE CATALOG main; CREATE SCHEMA main.sales;
CREATE TABLE main.sales.customers (person STRING, email STRING, dob DATE, card BIGINT, region STRING);
"""


def classified() -> list[Classified]:
    rows = [("person", "PERSON", "STRING"), ("email", "EMAIL", "STRING"), ("dob", "DOB", "DATE"),
            ("card", "CREDIT_CARD", "BIGINT"), ("region", None, "STRING")]  # fmt: skip
    return [Classified(name, type_, 0.9, 40, 40, "", kind) for name, type_, kind in rows]


def test_the_suggested_statements_run() -> None:
    """Tags, masks and the row filter are accepted as they are written, and stand on the table."""
    sim = Simulator(admin="admin@corp.com")
    sim.apply(STATE)
    table, found = "main.sales.customers", classified()

    sim.apply(";\n".join([*tags(table, found), *masks(table, found), *row_filters(table, found)]))

    columns = {each.name: each for each in sim.securable(table).columns}
    assert [name for name, each in columns.items() if each.mask] == [
        "person",
        "email",
        "dob",
        "card",
    ]
    assert dict(columns["email"].tags) == {"class.email_address": ""}


def test_the_suggested_policies_run() -> None:
    """Policies by tag are accepted as they are written."""
    sim = Simulator(admin="admin@corp.com")
    sim.apply(STATE)
    table, found = "main.sales.customers", classified()

    done = sim.apply(";\n".join([*tags(table, found), *policies(table, found)]))

    assert done.changes == 4 * 3


@pytest.mark.parametrize(
    ("other", "left"),
    [
        pytest.param(Classified("note", "EMAIL", 0.9, 9, 9, "", within=True), "RETURN '***'", id="within a text"),
        pytest.param(Classified("code", "EMAIL", 0.9, 9, 9, "", datatype="BIGINT"), "RETURN NULL", id="of another type"),
    ],
)  # fmt: skip
def test_a_tag_has_one_policy(other: Classified, left: str) -> None:
    """Two masks on one column are an error of the platform: the strictest stands for all."""
    two = [Classified("mail", "EMAIL", 0.9, 9, 9, ""), other]

    function, policy = policies("main.s.t", two)

    assert function.endswith(left)
    assert policy.count("has_tag('class.email_address')") == 1


def test_masks_are_shared_by_columns_of_one_type() -> None:
    """Two columns of addresses need one function."""
    two = [Classified(name, "EMAIL", 0.9, 9, 9, "") for name in ("mail", "mail 2")]

    made = list(masks("main.s.t", two))

    assert len([line for line in made if line.startswith("CREATE")]) == 1
    assert made[-1].endswith("ALTER COLUMN `mail 2` SET MASK main.s.mask_email")


def test_every_mask_has_a_tag() -> None:
    """No mask is written for a type that no column is taken for."""
    assert set(MASKS) <= set(TAGS)


def test_a_struct_is_masked_whole() -> None:
    """Neither a tag nor a mask stands on a field, so the column that holds it bears both."""
    sim = Simulator(admin="admin@corp.com")
    kind = "STRUCT<name: STRING, tel: STRING>"
    sim.apply(f"CREATE CATALOG main; CREATE SCHEMA main.s; CREATE TABLE main.s.t (person {kind})")
    found = [
        Classified(name, type_, score, 9, 9, "", parent=("person", kind))
        for name, type_, score in (("person.name", "PERSON", 0.9), ("person.tel", "PHONE", 0.8))
    ]

    sim.apply(";\n".join([*tags("main.s.t", found), *masks("main.s.t", found)]))

    column = sim.securable("main.s.t").columns[0]
    assert dict(column.tags) == {"class.name": ""}
    assert column.mask.function == "routine:main.s.mask_person_struct"


@pytest.mark.parametrize(
    ("address", "left"),
    [
        ("10.1.2.3", "10.1***"),
        ("10.1.2.3/24", "10.1***"),
        ("10.1.2.3:6598", "10.1***"),
        ("fe80::1%eth0", "fe80***"),
        ("localhost", "***"),
    ],
)
def test_the_end_of_an_internet_address_is_hidden(address: str, left: str) -> None:
    """A port or the length of a network behind it keeps nothing of it in sight."""
    assert mask_of(Classified("ip", "IP", 0.9, 9, 9, "")).of(address) == left
