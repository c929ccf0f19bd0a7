"""Finds number plates whose letters are not Latin, behind a word for plates or for a vehicle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from govsim import expressions as re
from govsim.guardrails.pii.values import Hit

# Words in small letters behind which one may stand.
PLATE_STEMS: Final = (
    "车牌", "車牌", "号牌", "牌照", "车号", "車號", "차량", "번호판", "차번호", "ナンバー",
    "госномер", "гос. номер", "гос номер", "г/н", "г.н.", "автомобил", "авто ", "машин",
    "авто:", "авто\n", "авто;", "поліс", "полис", "водител", "водій", "легков", "тягач", "прицеп",
    "причіп", "транспорт", "номери", "номера ", "кола", "колата", "возил", "таблиц", "марки ",
    "ナンバー", "車両", "車の", "車種", "차 번호", "자동차", "车辆", "汽车", "粤", "沪", "驾驶",
    "patente", "ppu", "รถ", "αρ. κυκλ", "όχημα", "οχήμα", "ι.χ.", "عربية", "السيارة", "مرور",
    "рег. ", "регистрационен", "д.н.з", "днз", "номерн", "πινακίδα", "κυκλοφορίας",
    "αυτοκίνητο", "ทะเบียน", "لوحة", "سيارة", "مركبة", "پلاک",
)  # fmt: skip
_PLATE: Final = re.compile(
    r"[\u4eac\u6d25\u6caa\u6e1d\u5180\u8c6b\u4e91\u8fbd\u9ed1\u6e58\u7696\u9c81\u65b0\u82cf\u6d59\u8d63"
    r"\u9102\u6842\u7518\u664b\u8499\u9655\u5409\u95fd\u8d35\u7ca4\u9752\u85cf\u5ddd\u5b81\u743c]"
    r"[A-HJ-NP-Z][·•・.\s-]?[0-9A-HJ-NP-Z]{5,6}(?![0-9A-Za-z])"
    r"|(?<!\d)\d{2,3}\s?[가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주아바사자배하허호]\s?\d{4}(?!\d)"
    r"|[\u4e00-\u9fff]{1,4}\s?\d{2,3}\s?[\u3041-\u3093]\s?(?:\d{2}-\d{2}|[・·]{0,3}\d{1,3})(?!\d)"
    r"|(?<![^\W_])[АВЕКМНОРСТУХ]\s?\d{3}\s?[АВЕКМНОРСТУХ]{2}(?:\s?\d{2,3})?(?![^\W_])"
    r"|(?<![^\W_])[АВЕКМНОРСТУХІ]{1,2}\s?\d{4}\s?[АВЕКМНОРСТУХІ]{2}(?![^\W_])"
    r"|(?<![^\W_])[ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ]{3}[\s-]?\d{4}(?!\d)"
    r"|(?<![\d\u0e00-\u0e7f])\d?[ก-ฮ]{2}[\s-]?\d{1,4}(?!\d)"
    r"(?:\s(?:กรุงเทพมหานคร|กรุงเทพฯ|กรุงเทพ|กทม\.?|[ก-๙]{4,14}(?![ก-๙])))?"
    r"|(?<![^\W_])[BCDFGHJKLPRSTVWXYZ]{4}[-. ·]?\d{2}(?![^\W_]|[-.]\d)"
    r"|(?<![^\W_])[\u0621-\u064a](?:\s[\u0621-\u064a]){2}\s\d{3,4}(?!\d)"
    r"|(?<!\d)\d{2}\s?[\u0621-\u064a\u06cc]\s?\d{3}\s?-?\s?\d{2}(?!\d)"
)
_REACH: Final = 40  # characters behind a word in which a plate may begin


def plates_abroad(text: str, stems: Mapping[str, Sequence[int]]) -> Iterator[Hit]:
    """Yield plates behind words for them.

    Args:
        text: What is read.
        stems: Those of `PLATE_STEMS` that it holds in small letters, and where.
    """
    done = 0
    for at in sorted({at for places in stems.values() for at in places}):
        line = text.find("\n", at, at + _REACH)
        match = _PLATE.search(text, max(at, done), line if line >= 0 else at + 2 * _REACH)
        if match is not None and match.start() < at + _REACH:
            done = match.end()
            yield Hit(*match.span(), "VEHICLE", 0.88, "plate-abroad")
