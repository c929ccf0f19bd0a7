"""Values that are written as few people do are found; numbers that look alike stay quiet."""

import pytest

from tests.guardrails.views.test_told import found

HARDWARE = [
    "the MAC address is EO;D5;5E;7E;3C;ED on the scan",
    "MAC AC: 22: OB: AA: 74: II of the notebook",
    "dot1dTpFdbPort.156.142.153.50.199.251 = INTEGER: 14",
    "iso.3.6.1.2.1.17.7.1.2.2.1.2.20.80.46.92.222.210.17 = INTEGER: 7",
    "magic packet: ffffffffffffdca63283d32ddca63283d32d, sent by the app",
    "0000  ff ff ff ff ff ff E0 D5 5E CE DC D9 08 06 00 01 ARP who-has",
    "binding 01.00.1b.21.3d.ef.1a infinite",
    "reserve cc 60 31 4b 1a 00 (bytes in reverse, last one first)",
    "It starts with b8:27:eb and goes on 5a:52:4d, the weather station.",
    'geraet:\n  hersteller: "9c8e99"\n  seriell: "c48f47"',
    "the label reads MAC 202481594267440 as a decimal number",
    "uuid.getnode() returned 238368716066378",
    "MAC: 01010000 00101110 01011100 01111101 00110101 10011011",
    "MAC 10100100|11000011|11110000|01111111|11100001|11101110",
    "MAC 9С∶8А∶99∶83∶С3∶СЕ",
    "new byte[] { 0, 36, 140, 12, 124, 241 }",
    "the label says b82.7eb.50c.391",
    "indirizzo fisico 00 due punti 1A due punti 4B due punti 32 due punti 7C due punti 64",
]


@pytest.mark.parametrize("text", HARDWARE)
def test_unusual_hardware_is_found(text: str) -> None:
    """The prefix of a maker, or a word for such an address, tells."""
    assert "MAC" in {kind for kind, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Opening times 10: 20: 30: 40: 50: 60, see the sign at the door",
        "Scores II; IS; OB; SO; IZ; OI in the old index",
        "the colours #9c8e99 and #c48f47, by the vendor of paint",
        "the vendor list on page 9 has 9c8e99, the next one 10",
        "prefix 12:30:45 and then 13:45:00, both times of the vendor",
        "decimal version 0.27.33.48.21.61 of the tool, build 7",
        "the bridge has 1.3.6.1.4.1.9.9.109.1.1.1.1 in its table",
        "fdb table 1.2.3.4.5.6, bridge 0.0.0.1.2.3",
        "the order 202481594267440 is an integer and belongs to nobody",
        "as a decimal number 9007199254740993 overflows",
        "byte[] sizes = { 1, 20, 36, 140, 12, 241 };",
        "the header is bytes (0, 0, 0, 1, 2, 255)",
        "flash dump ff ff ff ff ff ff 00 00 00 00 00 00",
        "erased: ffffffffffffffffffffffffffffffffffff",
        "permissions abc.def.abc.def and bad.cab.fed.add",
        "in reverse the game went a1 b2 c3 d4 e5 f6 a2",
        "bits 00000001 00000010 00000011 00000100 00000101 00000110",
        "01001000 01100101 01101100 01101100 01101111 00100001 greets",
        "recipe: 10; 20; 30; 40; 50; 60 grams",
        "alle 10 due punti, tre punti, quattro punti",
        "time starts 10:20:30 and ends 11:22:33, prefix 5",
        'hersteller: "123456", seriell: "654321"',
        "the commit begins 3fa2bc and 9dd001 follows it",
    ],
)
def test_what_looks_like_hardware_stays_quiet(text: str) -> None:
    """Hours, versions, colours, codes and bytes are no address."""
    assert "MAC" not in {kind for kind, _ in found(text)}
