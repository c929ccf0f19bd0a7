"""Numbers of parts, versions, orders and hours are nobody's, whatever they look like."""

import pytest

from tests.guardrails.views.test_told import found


@pytest.mark.parametrize(
    "text",
    [
        "BIOS 16.1.30.2269 is on the test machine.",
        "Firmware 4.2.1.77 came first, bootloader 2.0.1.15 later.",
        "8.10.1390.18 is what it shows, and 2.12.12444.27 before",
        "Section 3.1.4.2 overrides 3.1.2, but 5.2.10.1 still applies.",
        "Numer zamówienia 77120394418 przyjęty.",
        "Bestellnummer 77120394418 ist unterwegs.",
        "Wagon 31 80 459 2104-3 needs a new brake block.",
        "Card number: 0000 0000 0000 0000, expiry 00/00",
        "Backups run 0130-0415 UTC, the last run was 20260301T013004Z.",
        "Block 14/8529/5975 renders blank.",
        "Use seal 206-4471-13 there.",
        "Ersatzteil 0151 884 22 91-A passt.",
        "Item 800-220-1176-BLK ships in two days.",
        "git clone git@github.com:team/project.git",
        "Nine eight seven six five four three two one zero, go!",
        "| run | a | b | c | d |\n| 1 | 4 | 2 | 4 | 2 |\n| 2 | 4 | 1 | 1 | 1 |",
    ],
)
def test_what_looks_like_a_value_is_left_alone(text: str) -> None:
    """A word beside it, its groups or what stands behind it tells."""
    assert not [each for each in found(text) if each[0] not in ("DATE", "URL")]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("IP", "the server answers on 10.4.12.3"),
        ("PHONE", "call 0130-0415"),
        ("PHONE", "Tel. 206-4471-13"),
        ("PHONE", "reach us at 800-220-1176 - any time"),
        ("EMAIL", "write to git@corp.com: we read it"),
        ("NATIONAL_ID", "RUN: 12.345.678-5"),
        ("PHONE", "call nine eight seven six five four three two one one"),
    ],
)
def test_values_beside_such_words_are_found(kind: str, text: str) -> None:
    """What people write of themselves is still found."""
    assert kind in {each for each, _ in found(text)}
