"""Addresses of hardware are read without their signs where they begin as those of a maker do."""

import pytest

from govsim.guardrails.views.vendors import is_of_vendor
from tests.guardrails.views.test_told import found


@pytest.mark.parametrize(
    "text",
    [
        "the new box is B827EB12D4F0, on port 3",
        "it answers as ESP-b827eb12d4f0.lan",
        "scanned by NPIb827eb12d4f0.local",
        "dump in pi_b827eb12d4f0.pcap",
        "wake on lan: 0ae9f312d4f0",
        "badge reader B8-27:eb.12-d4:f0 is offline",
        "reader b8\u200927\u2009eb\u200912\u2009d4\u2009f0 is offline",
        "b8 dash 27 dash eb dash 12 dash d4 dash f0, as I said",
        "uint8_t peer[] = {0xB8, 0x27, 0xEB, 0x12, 0xD4, 0xF0};",
        r"client \001\xb8\x27\xeb\x12\xd4\xf0 renewed",
        "ping fe80::ba27:ebff:fe12:d4f0%eth0",
        "from 2003:cb:8f04:1200:ba27:ebff:fe12:d4f0",
        "device b827ebfffe12d4f0 joined",
        "box b827-eb12-d4f0 and box b827eb-12d4f0",
        "mac in decimal 184.39.235.18.212.240",
        "new byte[]{(byte)0xb8,(byte)0x27,(byte)0xeb,0x12,(byte)0xd4,(byte)0xf0}",
        r'addr = b"\xb8\x27\xeb\x12\xd4\xf0"',
        "mac b8h 27h ebh 12h d4h f0h",
        "on eth0 b8:27:eb:12:d4:f0: link up",
        "bravo eight, two seven, echo bravo, one two, delta four, foxtrot zero is the mac",
        "device B8-27-EB-FF-FE-12-D4-F0 joined",
        "? (10.0.0.7) at b8:27:eb:2:d:f0 on en0",
        '"NetworkAddress"=hex:b8,27,eb,12,d4,f0',
        "TFTP request for pxelinux.cfg/01-b8-27-eb-12-d4-f0 from the lab",
        "ClientID 01 b8 27 eb 12 d4 f0 reserved",
        "BOOTP chaddr=b827eb12d4f000000000000000000000 host lars",
        "capture_b8_27_eb_12_d4_f0_20240506.pcap",
        "Adresse physique . . : B8-27-EB-\n              12-D4-F0",
        r"\texttt{b8\,:\,27\,:\,eb\,:\,12\,:\,d4\,:\,f0} & laptop",
        "/org/bluez/hci0/dev_B8_27_EB_12_D4_F0",
        "OID 1.3.6.1.2.1.17.4.3.1.1.184.39.235.18.212.240 = 7",
    ],
)
def test_forms_of_hardware_are_read(text: str) -> None:
    """The prefix of a maker, or a word for such an address, tells."""
    assert "MAC" in {kind for kind, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "commit 3f29ab77c01d fixes the build",
        "ratio 1:2:3:4:5:6, scores 8:0:1:1:0:9, at b8:27:eb:2:d:f0:1:2",
        "hex:b8,27,eb,12,d4,f0,01,02",
        "550e8400-e29b-41d4-a716-b827eb12d4f0",
        "Message-id: <002001c144a6$b827eb12$56104586@host>",
        "00000010: b8 27 eb 12 d4 f0 11 22 33 44 55 66",
        "{0xB8, 0x27, 0xEB, 0x12, 0xD4, 0xF0, 0x01, 0x02}",
        "01-b8-27-eb-12-d4-f0-aa-bb",
        "b827eb12d4f00000000000000000000000000001",
        "key 9a3Gb827eb12d4f0zQ",
        "2001:4860:4860:0:ba27:eb00:fe12:d4f0",
    ],
)
def test_other_digits_of_base_16_are_left_alone(text: str) -> None:
    """Nor a sum, a row of bytes or another identifier is one."""
    assert "MAC" not in {kind for kind, _ in found(text)}


def test_makers_are_those_of_the_registry() -> None:
    """A prefix is one whatever stands behind it, in small letters and in capitals."""
    assert is_of_vendor("B827EB000000")
    assert is_of_vendor("b827eb")
    assert not is_of_vendor("3f29ab")
    assert not is_of_vendor("ffffff")
