"""What was decoded is read with the lines above it, and days with months in words as values."""

import pytest

from govsim.guardrails.views import views_of
from tests.guardrails.views.test_told import found


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Geburtsdatum:\n%31%37%2E%30%33%2E%31%39%37%31\nGruß", "DOB", "%31%37%2E%30%33%2E%31%39%37%31"),
        ("X-Field: birth_date\nX-Value: &#49;&#55;&#46;&#48;&#51;&#46;&#49;&#57;&#55;&#49;\n", "DOB", "&#49;&#55;&#46;&#48;&#51;&#46;&#49;&#57;&#55;&#49;"),
        ("Mia: what is her date of birth?\nTom: 3137204d617263682031393731", "DOB", "3137204d617263682031393731"),
        ("dob = MTcuIE3DpHJ6IDE5NzE=", "DOB", "MTcuIE3DpHJ6IDE5NzE="),
        ("born: MTcgTWFyY2ggMTk3MQ==", "DOB", "MTcgTWFyY2ggMTk3MQ=="),
        ("date of birth: M|a|r|c|h|1|7|,|1|9|7|1", "DOB", "M|a|r|c|h|1|7|,|1|9|7|1"),
        ("née le: 1 7 m a r s 1 9 7 1", "DOB", "1 7 m a r s 1 9 7 1"),
        ("social security number:\nfivethreesixsixeightthreeeightonetwo\n", "SSN", "fivethreesixsixeightthreeeightonetwo"),
        ("дата рождения: 17. August 1971", "DOB", "17. August 1971"),
        ("生年月日：1 July 1971", "DOB", "1 July 1971"),
        ("doğum tarihi: 17.03.1971", "DOB", "17.03.1971"),
        ("születési dátum: 19710317", "DOB", "19710317"),
    ],
)  # fmt: skip
def test_a_value_is_told_by_what_stands_beside_or_above(text: str, kind: str, value: str) -> None:
    """It keeps its own place in the text, without that of the word that tells what it is."""
    assert (kind, value) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "order number:\n%35%33%36%36%38%33%38%31%32\n",
        "date of birth is not asked for.\n\n%31%37%2E%30%33%2E%31%39%37%31",
        "Starts on MTcgTWFyY2ggMTk3MQ== in the hall",
        "serial\n35 33 36 36 38 33 38 31 32",
    ],
)
def test_another_word_above_tells_nothing(text: str) -> None:
    """Nor does a word on the other side of a blank line."""
    assert [kind for kind, _ in found(text) if kind in ("DOB", "SSN", "PHONE")] == []


def test_many_lines_are_read_with_those_above_in_few_views() -> None:
    """A text of nothing else has no more views than it may have."""
    text = "date of birth\n" + "%31%37%2E%30%33%2E%31%39%37%31\n\n" * 400

    assert "views" not in views_of(text).truncated
