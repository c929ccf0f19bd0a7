"""Values that strings of code or markup cut are found; other strings side by side stay quiet."""

import pytest

from govsim.guardrails.views import views_of
from tests.guardrails.views.test_told import found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('call "+49 171#-#391-28#34".replace("#", "")', "PHONE"),
        ("mail = ''.join('ana.ra~y7@co~rp.org'.split('~'))", "EMAIL"),
        ("re.sub('x', '', '453x9 1488 0x343 6467x')", "CREDIT_CARD"),
        ("echo '93.1_07.57_.238' | tr -d '_'", "IP"),
        ("SELECT CONCAT('219', '-48-', '3127') AS ssn;", "SSN"),
        ("V='0c'\"1d.\"'2e3f.4a5b'", "MAC"),
        ("'{}{}{}'.format('2003:e5:5fe9:38ef:1897:41da:bb5', 'd:9', 'e87')", "IP"),
        (r"mail \texttt{an}\emph{a.ray7@co}\textbf{rp.org}", "EMAIL"),
        ("AWS access key: **AKI**AQ3EG**LPKX7VJTM2HW**", "SECRET"),
        (r"token ^0c\-1d\-2e\-3f\-4a\-5b$ at column 12", "MAC"),
        ("api_key <p>|s|k|_|l|i|v|e|_|a|1|F|C|B|F|f|R|R|n|S|u|i|5|H|j|m|Y|I|z|L|0|4|K|</p>", "SECRET"),
        ("API key ⓢⓚ_ⓛⓘⓥⓔ_④ⓔⓇⒾⓃ⑨ⓗⓀ⑤ⓀⓢⓦⓔⓆ②ⒶⓁ⑤⓪ⓜⓌⓏⓘⓢ", "SECRET"),
        ("INSERT INTO p (name, birth_date) VALUES ('Ola', '238016000');", "DOB"),
        ("Mia: what is her date of birth?\nTom: 238016000", "DOB"),
        ("data di nascita 238016000, a presto", "DOB"),
        ("dob = 238016000. Thanks", "DOB"),
    ],
)  # fmt: skip
def test_what_code_cuts_is_found(text: str, kind: str) -> None:
    """Whatever cuts it."""
    assert kind in [each for each, _ in found(text)]


@pytest.mark.parametrize(
    "text",
    [
        'name.replace("-", "") and "2024-02#16".replace("#", "")',
        "print('a' 'b' 'version' '1.2')",
        r"use \textbf{version} \emph{2.4} and \texttt{build-2024.02.16}",
        r"match ^\d+\.\d+\.\d+$ or 10\.2\.1\-beta",
        "area = 3**2 + x1**2 and 12**34, pow(10**9)",
        "steps ①②③ and ⓐ ⓑ ⓒ",
        "date of birth? no.\nOrder 238016000 came",
    ],
)
def test_other_strings_are_nothing(text: str) -> None:
    """Versions, sums and lists stay quiet."""
    quiet = {"URL", "DATE", "AGE"}

    assert [each for each in found(text) if each[0] not in quiet] == []


@pytest.mark.parametrize(
    "text", ["'a'\"b1\"", r"a1\-b2", "a1**b2 ", r"\emph{a}\emph{1}", '"a".replace(']
)
def test_endless_strings_are_read_to_their_end(text: str) -> None:
    """They make few views."""
    assert len(views_of(text * 3000).decoded) < 700
