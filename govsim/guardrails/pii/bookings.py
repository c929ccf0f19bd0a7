"""Finds the codes by which a booking is called up: `confirmation QXT7K2`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.pii.credentials import Places, announced
from govsim.guardrails.pii.values import Hit

# As words for a booking begin.
BOOKING_STEMS: Final = (
    "confirmati", "booking", "reserv", "rezerw", "rezerv", "réserv", "buchung", "boeking",
    "bokning", "prenota", "localizad", "varaus", "foglal", "record loc", "pnr",
    "booked", "gebucht", "réservé", "reservad", "prenotat", "geboekt", "bokad", "zarezerw",
)  # fmt: skip
BOOKINGS_ABROAD: Final = (
    "брон", "резервац", "κράτηση", "κωδικός κρ", "קוד הזמנה", "رمز الحجز", "رقم الحجز", "予約番号",
    "予約コード", "确认码", "預訂編號", "预订号", "예약번호", "예약 번호", "หมายเลขการจอง",
)  # fmt: skip
_CODE: Final = (
    r"(?P<value>(?=[A-Z]{0,7}[0-9])(?=[0-9]{0,7}[A-Z])(?!SHA|MD5|UTF|ISO|BASE|HTTP|IPV|RFC|CVE)"
    r"[A-Z0-9]{5,8}|[A-Z]{2,4}-[0-9]{5,8})(?![0-9A-Za-z_-]|\.[0-9A-Za-z])"
)
_LABEL: Final = re.compile(
    r"[^\W\d_]+"
    r"(?:(?i: (?:locator|rezerwacji|prenotazione|de|da|reserva|réservation|kód|kodu|kod))){0,3}"
    r"(?:(?i:[ ](?:code|number|no\.?|ref\.?|reference|id|nr\.?|is|to|ist|est|es|è|é|jest"
    r"|under|unter|sous|con|sotto|onder|pod|med))){0,3}"
    r"(?:[ ]?[:#=(]|,| -| –)?\s{0,2}[#\"'“„«(]?" + _CODE
)
_BEHIND: Final = re.compile(r"[^\W_A-Z0-9]*[ ]?(?:[:：#=—–-]|は|是|는|은)?\s?[\"'“«「(]?" + _CODE)


def bookings(text: str, low: str, stems: Places, abroad: Places) -> Iterator[Hit]:
    """Yield the codes behind words for a booking.

    Args:
        text: What is read.
        low: The same in small letters, as long.
        stems: Those of `BOOKING_STEMS` that it holds in small letters, and where.
        abroad: The same of `BOOKINGS_ABROAD`.
    """
    for match in announced(text, low, stems, _LABEL):
        yield Hit(*match.span("value"), "OTHER_ID", 0.75, "booking")
    for at in sorted({at for places in abroad.values() for at in places}):
        line = text.find("\n", at, at + _REACH)
        found = _BEHIND.search(text, at, line if line >= 0 else at + _REACH)
        if found is not None:
            yield Hit(*found.span("value"), "OTHER_ID", 0.75, "booking")


_REACH: Final = 40
