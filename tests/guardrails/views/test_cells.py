"""Values of which each cell or entry holds a character or a number are found."""

import pytest

from tests.guardrails.views.test_told import found

VALUES = {
    "EMAIL": ("email", "lena.ortiz@northmail.org"),
    "IP": ("ip", "81.174.20.236"),
    "DOB": ("dob", "17/03/1971"),
    "CREDIT_CARD": ("card", "5425233430109903"),
    "IBAN": ("iban", "GB82WEST12345698765432"),
    "MAC": ("mac", "48:d7:05:0f:53:fb"),
    "SECRET": ("api_key", "AKIA" + "Z7QF3M2XW5B6TKLD"),
}
LAYOUTS = {
    "table": ("<tr>\n  <td>{}</td>\n", "  <td>{}</td>\n", "</tr>"),
    "row": ("<tr><th>{}</th>", '<td class="c">{}</td>', "</tr>"),
    "entries": ("{}:\n", "  - {}\n", ""),
    "quoted entries": ("{}:\n", '  - "{}"\n', ""),
    "lines": ('{{"{}": [\n', '  "{}",\n', "]}}"),
    "cells": ("| {} |", " {} |", ""),
    "columns": ("{}", ",{}", ""),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("kind", VALUES)
def test_a_value_in_single_characters_is_found(kind: str, layout: str) -> None:
    """Whatever sets them apart, if it is always the same."""
    label, value = VALUES[kind]
    head, each, end = LAYOUTS[layout]
    text = head.format(label) + "".join(map(each.format, value)) + end

    assert kind in {each for each, _ in found(text)}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("IP", "<tr><td>IP</td><td>81</td><td>174</td><td>20</td><td>236</td></tr>"),
        ("IP", "<tr>\n<th>Client IP address:</th>\n<td>81</td>\n<td>174</td>\n<td>20</td>\n<td>236</td></tr>"),
        ("IP", "<ip><v>81</v><v>174</v><v>20</v><v>236</v></ip>"),
        ("DOB", "| DOB | 17 | March | 1971 |"),
        ("DOB", "<tr><td>Date of birth</td><td>17</td><td>March</td><td>1971</td></tr>"),
    ],
)  # fmt: skip
def test_a_value_in_numbers_of_cells_is_found(kind: str, text: str) -> None:
    """Behind the cell that names it."""
    assert kind in {each for each, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "<table><tr>" + "".join(f"<td>{n}</td>" for n in range(1, 10)) + "</tr></table>",
        "<tr><td>IP rating</td><td>67</td><td>68</td><td>69</td><td>65</td></tr>",
        "<tr><td>IP</td><td>81</td><td>174</td><td>20</td><td>236</td><td>12</td></tr>",
        "<tr><td>S</td><td>M</td><td>T</td><td>W</td><td>T</td><td>F</td><td>S</td></tr>",
        "letters:\n" + "".join(f"  - {sign}\n" for sign in "abcdefgh"),
        "grades:\n" + "".join(f"  - {sign}\n" for sign in "ABACDBA"),
        "scores:\n" + "".join(f"  - {sign}\n" for sign in "5362287"),
        "signs:\n" + "".join(f'  - "{sign}"\n' for sign in ".@:-/+#"),
        "steps:\n1\n2\n3\n4\n5\n6\n7\n",
        '{"axes": [\n  "x",\n  "y",\n  "z",\n  "w",\n  "u",\n  "v",\n  "t"\n]}',
        "| DOB | 12 patients | May | 4 wrong |",
        "<tr><td>Released</td><td>17</td><td>March</td><td>1971</td></tr>",
        "<p>a</p>\n<p>b</p>\n<p>c</p>\n<p>d</p>\n<p>e</p>\n<p>f</p>\n<p>g</p>",
        "* a\n* b\n* c\n* d\n* e\n* f\n* g\n",
        "0\n1\n0\n1\n1\n0\n2\n3\n",
    ],
)
def test_other_cells_and_lists_stay_quiet(text: str) -> None:
    """Marks, letters and sums are no value."""
    assert [kind for kind, _ in found(text) if kind in VALUES] == []
