"""Passwords, keys and PINs are found in the columns that a header names for them."""

import time

import pytest

from govsim.guardrails.secrets.scan import scan
from tests.guardrails.secrets.making import text

PASSWORD = "Harb0ur" + "Mill7s!"
TOKEN = text(32, "columns")
FOUND = (
    (f"| host | user | password |\n|---|---|---|\n| db1 | app | {PASSWORD} |\n", PASSWORD),
    (f"host,user,password\ndb1,app,{PASSWORD}\n", PASSWORD),
    (f'"user","pw","note"\n"ana","{PASSWORD}","old"\n', PASSWORD),
    (f"Benutzer;Passwort\nana;{PASSWORD}", PASSWORD),
    (f"| Service | API token |\n| --- | --- |\n| billing | `{TOKEN}` |\n", TOKEN),
    ("Name\tCard PIN\nAna\t4471\nBob\t9052\n", "9052"),
)
LET_BE = (
    '    "password",\n    "username2x",\n    "rg_pool3",\n',
    "password,\nuser_name7,\n",
    "token,count\nhello,12\nworld,9\n",
    "| Pin | Function |\n|---|---|\n| 12 | GPIO18 |\n| 13 | GPIO27 |\n",
    "user,password\nana,${DB_PASSWORD}\nbob,<password>\n",
    "| setting | password policy |\n|---|---|\n| length | 12characters |\n",
    "password, when it is asked for, is read\nfrom db1, not typed, so it is safe\n",
)


@pytest.mark.parametrize(("table", "value"), FOUND)
def test_a_value_is_found_under_its_header(table: str, value: str) -> None:
    """One finding is the cell, without quotes and spaces."""
    assert value in [table[hit.start : hit.end] for hit in scan(table)]


@pytest.mark.parametrize("table", LET_BE)
def test_other_columns_and_lists_are_let_be(table: str) -> None:
    """Lists, counts, legs of a chip, placeholders and prose hold no secret."""
    assert [(table[hit.start : hit.end], hit.rule) for hit in scan(table)] == []


def test_time_grows_with_the_table() -> None:
    """Lines that look like headers are read once."""
    taken = []
    for lines in (2_000, 8_000):
        table = "user,password\n" * lines
        start = time.process_time()
        scan(table)
        taken.append(time.process_time() - start)
    assert taken[1] < 12 * taken[0] + 0.05
