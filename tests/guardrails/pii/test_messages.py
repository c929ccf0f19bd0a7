"""Fields of messages, numbers of files, machine-readable zones and columns apart by blanks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.guardrails.pii.test_plates import hits

PATIENT = (
    "PID|1||70044888^^^HOSP^MR||Doe^Jane||19710304|F|||12 Elm St^^Austin^TX^78701||512 555 0142"
    "||||||219-09-9998"
)
ZONE = "P<POLKOWALSKA<<ANNA<<<<<<<<<<<<<<<<<<<<<<<<<\nEK63693455POL7503145F3105126<<<<<<<<<<<<<<08"
FOUND = [
    (
        PATIENT,
        [
            ("MEDICAL_ID", "70044888"),
            ("DOB", "19710304"),
            ("ZIP", "78701"),
            ("PHONE", "512 555 0142"),
            ("SSN", "219-09-9998"),
        ],
    ),
    ("RFF+VA:GB123456782'\nNAD+BY+5412345000013::9'", [("TAX_ID", "GB123456782")]),
    (
        "REF*SY*219099998~\nNM1*IL*1*DOE*JANE****MI*W123456789~",
        [("SSN", "219099998"), ("MEDICAL_ID", "W123456789")],
    ),
    (":50K:/12345678901\nJANE DOE", [("BANK_ACCOUNT", "12345678901")]),
    (
        "<Othr><Id>85031412345</Id><SchmeNm><Cd>NIDN</Cd></SchmeNm></Othr>",
        [("NATIONAL_ID", "85031412345")],
    ),
    ("mål T 1234-26", [("OTHER_ID", "1234-26")]),
    ("sygn. akt II C 118/25", [("OTHER_ID", "118/25")]),
    ("Dossier n° RG 24/01823", [("OTHER_ID", "24/01823")]),
    ("Aktenzeichen: 4 O 221/26", [("OTHER_ID", "4 O 221/26")]),
    (ZONE, [("PASSPORT", "EK6369345"), ("DOB", "750314")]),
    (
        "Passenger            Passport no\nJane Doe             K1234567A9",
        [("PASSPORT", "K1234567A9")],
    ),
]
LOOK_ALIKES = [
    "RFF+ON:123456",
    "REF*PO*123456~",
    "the case for Python 3.12-4",
    "police reported 24/7",
    "serial 9903067821 of the pump",
    "mål 3-2 i sista perioden",
    "contract tests 2024-11",
    "firmware 06-0123-0456789-00",
    "in case 2024-26 fails",
    "process 12/24 done",
    "Item            Part no\nPump             K1234567A9",
]


@pytest.mark.parametrize(("text", "found"), FOUND)
def test_a_number_is_found_where_its_field_or_word_says_so(
    text: str, found: list[tuple[str, str]]
) -> None:
    """The standard of the message, the word for a file, the check of a zone, a header above."""
    assert hits(text) == found


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_orders_versions_and_parts_are_left_alone(text: str) -> None:
    """The same shapes where nothing says that they are of a person or a case."""
    assert hits(text) == []


@given(st.lists(st.sampled_from(["PID|", "RFF+VA:", "|", "^", "1234567", "mål ", "<<", "\n", "A"])))
def test_broken_messages_are_read_to_their_end(parts: list[str]) -> None:
    """Whatever is cut off or repeated, findings lie in the text."""
    text = "".join(parts)

    assert all(value in text for _, value in hits(text))
