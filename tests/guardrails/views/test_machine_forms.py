"""Addresses of machines in other signs, bases and words are found; other numbers stay quiet."""

import pytest

from tests.guardrails.views.test_told import found


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("IP", "blocked: (81).(174).(20).(236)"),
        ("IP", "[81].[174].[20].[236]"),
        ("IP", "{81}.{174}.{20}.{236}"),
        ("IP", "81<.>174<.>20<.>236 is the gateway"),
        ("IP", r"81\.174\.20\.236"),
        ("IP", "81 . 174.20 . 236"),
        ("IP", "81dot174dot20dot236"),
        ("IP", "81_dot_174_dot_20_dot_236"),
        ("IP", "81 full stop 174 full stop 20 full stop 236"),
        ("IP", "84点23点7点191"),
        ("IP", "81 נקודה 174 נקודה 20 נקודה 236"),
        ("IP", "0x51.0xae.0x14.0xec"),
        ("IP", "0x54.23.0x7.0xbf"),
        ("IP", "01010001.10101110.00010100.11101100"),
        ("IP", "ip bits: 01010001 10101110 00010100 11101100"),
        ("IP", "ip 01010001101011100001010011101100"),
        ("IP", "the ip address in hex is 51AE14EC"),
        ("IP", "ipv4 hex: 51 ae 14 ec"),
        ("IP", "51:ae:14:ec is the ip in hex"),
        ("IP", "ping 1370363116"),
        ("IP", "dword IP 1370363116"),
        ("IP", "seen from ip 1370363116 twice"),
        ("IP", "user from pd9e0f3aa.dip0.t-ipconnect.de"),
        ("IP", "InetAddress.getByAddress(new byte[] {81, (byte)174, 20, (byte)236});"),
        ("IP", "byte[] addr = { 81, (byte) 174, 20, (byte) 236 };"),
        ("IP", "client_ip = bytes([0x51, 0xae, 0x14, 0xec])"),
        ("IP", "struct.pack('4B', 81, 174, 20, 236)  # remote ip"),
        ("IP", "inet 81.174.20.236/24 scope global"),
        ("IP", "2a01(:)1920(:)1234(:)(:)5678(:)abcd"),
        ("IP", r"81\u002e174\u002e20\u002e236"),
        ("MAC", f"mac as integer {0x48D7050F53FB}"),
        ("MAC", "01001000-11010111-00000101-00001111-01010011-11111011"),
        ("MAC", "interface id 4ad7:05ff:fe0f:53fb"),
        ("MAC", "0x48:0xd7:0x05:0x0f:0x53:0xfb"),
    ],
)
def test_an_address_in_another_form_is_found(kind: str, text: str) -> None:
    """Its form tells, or a word beside it."""
    assert kind in {each for each, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "mask 255.255.255.0 in binary is 11111111.11111111.11111111.00000000",
        "bits 01010001 10101110 00010100 11101100 of the flag",
        "01010001.10101110 in fixed point",
        "new byte[]{1, 2, 3, 4}",
        "rgba color bytes([81,174,20,236])",
        "uint8_t key[4] = {81, 174, 20, 236};",
        "sort the array [181, 174, 20, 236] please",
        "ping 12345678",
        "ip 12345678 and ship 1370363116",
        "ssh key 1370363116 bits",
        "curl -C 1370363116",
        "hex 51AE14EC checksum",
        "color: 0x51ae14ec",
        r"regex \d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}",
        r"re.match('1\.2\.3\.4', v)",
        "0x10.0x20 offsets",
        "dot 1 dot 2 dot 300 dot 4",
        "5dot6dot7",
        "the array has (1).(2).(3).(4)",
        "[81][174][20][236]",
        "file p51ae14ec commit",
        "1点2点3点4",
        f"mac models sold as number {0x48D7050F53FB}",
        f"the integer {0x48D7050F53FB} of the mac",
        "bits 01001000-11010111-00000101",
    ],
)
def test_other_numbers_stay_quiet(text: str) -> None:
    """Versions, masks, colours and sums are no addresses."""
    assert {"IP", "MAC"}.isdisjoint(each for each, _ in found(text))
