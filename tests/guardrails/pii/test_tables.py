"""Headers of tables and keys say what bare values under them are."""

import pytest

from govsim.guardrails import Channel, Circumstances
from govsim.guardrails.pii.detector import PersonalDataDetector
from govsim.guardrails.pii.tables import cells
from govsim.guardrails.under_label import under_label
from govsim.guardrails.views import views_of

CSV = "id,ssn,passport_no,dob\n1,219099999,K12345678,1984-03-12\n2,457554462,C01234567,03/07/1991\n"
MARKDOWN = "| name | SSN |\n|------|-----|\n| Ann | 219099999 |\n| Bo | 457554462 |\n"


def found(text: str, label: str = "") -> list[tuple[str, str]]:
    """Return the types and values found, those that are beyond doubt enough to be told."""
    detector = PersonalDataDetector().given(Circumstances(label=label))
    findings = detector.find(views_of(text), Channel.DOCUMENT)
    return [(each.type, text[each.start : each.end]) for each in findings]


def test_each_value_of_a_csv_stands_under_its_header() -> None:
    """The second row is told as the first, and no value takes the header of its neighbour."""
    assert found(CSV) == [
        ("SSN", "219099999"),
        ("PASSPORT", "K12345678"),
        ("DOB", "1984-03-12"),
        ("SSN", "457554462"),
        ("PASSPORT", "C01234567"),
        ("DOB", "03/07/1991"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(MARKDOWN, id="Markdown"),
        pytest.param(MARKDOWN.replace(" | ", ";").replace("| ", "").replace(" |", ""), id="rule"),
        pytest.param('"name"\t"ssn"\n"Ann"\t"219099999"\n"Bo"\t"457554462"\n', id="tabs"),
        pytest.param("Dear all,\n\nname;ssn\nAnn;219099999\nBo;457554462\n\nBest, Al", id="prose"),
    ],
)
def test_tables_are_read_in_several_forms(text: str) -> None:
    """Signs, quotes, a rule below the header and words around the table make no difference."""
    assert [value for type_, value in found(text) if type_ == "SSN"] == ["219099999", "457554462"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("name,size\nAnn,219099999\n", id="headers that name nothing"),
        pytest.param("ssn,size\nAnn,12,219099999\n", id="rows of another width"),
        pytest.param("He said, she did.\nIn 2024, all went well.\n", id="prose"),
        pytest.param("ssn,2,3\n219099999,4,5\n", id="a first row of numbers"),
    ],
)
def test_what_is_no_table_has_no_cells(text: str) -> None:
    """Only rows as wide as a line of labels, one of which names something, are a table."""
    assert list(cells(text)) == []


@pytest.mark.parametrize(
    ("label", "value", "type_"),
    [
        ("ssn", "219099999", "SSN"),
        ("passportNumber", "K12345678", "PASSPORT"),
        ("date_of_birth", "1984-03-12", "DOB"),
        ("customer phone", "5550142", "PHONE"),
        ("password", "hunter2024", "PASSWORD"),
    ],
)
def test_a_label_counts_as_words_before_the_value(label: str, value: str, type_: str) -> None:
    """A bare value under a telling label is found whole, and at its own place."""
    assert found(value, label) == [(type_, value)]
    assert (type_, value) not in found(value, "remark")


def test_places_in_disguise_are_those_of_the_original() -> None:
    """A label shifts no finding, in the text as it is seen or in what is decoded of it."""
    wide = "２１９０９９９９９"

    assert found(wide, "ssn") == [("SSN", wide)]


def test_what_is_no_label_changes_nothing() -> None:
    """A number, nothing at all or a whole sentence is no label."""
    detector = PersonalDataDetector()

    assert under_label(detector, "") is detector
    assert under_label(detector, "column 3?") is detector
    assert under_label(detector, "x" * 80) is detector


def test_columns_of_an_insert_head_their_values() -> None:
    """INSERT names its columns once, in front of all rows; quotes may hold quotes and commas."""
    text = (
        "INSERT INTO patients (id, last, dob, mrn) VALUES\n"
        "(1, 'O''Brandt, jr', '1949-11-30', 'MR0098654'),\n(2, 'Lind', NULL, 'MR0049013');"
    )
    found = {(hit.type, text[hit.start : hit.end]) for hit in PersonalDataDetector().hits(text)}

    assert {
        ("DOB", "1949-11-30"),
        ("MEDICAL_ID", "MR0098654"),
        ("MEDICAL_ID", "MR0049013"),
    } <= found
