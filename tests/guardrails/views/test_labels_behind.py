"""A value whose label stands behind it is found; what only stands in front of a label is not."""

import pytest

from tests.guardrails.views.test_told import found


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("17031971 <- that is my date of birth", "DOB", "17031971"),
        ("170371 <-- date of birth, I think", "DOB", "170371"),
        ("geboortedatum: 17.III.1971", "DOB", "17.III.1971"),
        ("the third of March nineteen seventy-one <- that's the dob", "DOB", "third of March nineteen seventy-one"),
        ("17031971 (fecha de nacimiento), gracias", "DOB", "17031971"),
        ("219483127, das ist meine SSN", "SSN", "219483127"),
        ("219483127 ← the social security number", "SSN", "219483127"),
        ("data urodzenia: \u202e1791 craM .71\u202c", "DOB", "\u202e1791 craM .71\u202c"),
    ],
)  # fmt: skip
def test_a_label_behind_counts(text: str, kind: str, value: str) -> None:
    """It is found where it stands."""
    assert (kind, value) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "219483127 <- that is the order number of my phone",
        "for i in range(12031971): x <- card",
        "Chapter 12 (card games) of 1971",
        "twenty of thirty cards (card games)",
        "if a << 17031971: birth(b)",
    ],
)
def test_other_labels_tell_nothing(text: str) -> None:
    """Nor does a label in a call or a title."""
    quiet = {"URL", "DATE", "AGE"}

    assert [each for each in found(text) if each[0] not in quiet] == []
