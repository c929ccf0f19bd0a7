"""Finds names and addresses behind labels of forms, in scripts that the network does not read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from govsim import expressions as re
from govsim.guardrails.pii.names.east_asian import (
    HAN,
    KANA,
    SURNAMES_KO,
    SURNAMES_ZH,
    around,
    lines_with,
)
from govsim.guardrails.pii.values import Hit

# A label ends in a colon, or in a gap where nothing else is meant: `氏名 山本 直樹`.
_LINK: Final = r"(?:\s?[((（][^()（）\n]{1,12}[)）])?(?:\s?[:：]\s{0,3}|[\t\u3000 ]{1,3}|(?=\n)\n)"
_COLON: Final = r"(?:\s?[((（][^()（）\n]{1,12}[)）])?\s?[:：][\s]{0,3}"
_EDGE: Final = rf"(?![{HAN}{KANA}가-힣])"
_NAME_ZH: Final = rf"(?:{SURNAMES_ZH})[·・]?[{HAN}]{{1,2}}"
_NAME_KO: Final = rf"(?:{SURNAMES_KO})\s?[가-힣]{{1,2}}"
_NAME_JA: Final = (
    rf"[{HAN}]{{1,4}}(?:[ \u3000]?[{HAN}]{{1,3}}[{KANA}]{{0,2}}|[ \u3000][{KANA}]{{1,5}})"
    r"|[ァ-ヺー]{2,8}[ \u3000・][ァ-ヺー]{2,8}"
)
_LETTERS: Final = {
    "cyrillic": "[А-ЯЁІЇЄҐЈЉЊЋЂЏ][а-яёіїєґјљњћђџ'’]*(?:-[А-ЯЁІЇЄҐ][а-яёіїєґ]+)?",
    "greek": "[Α-ΩΆΈΉΊΌΎΏ][α-ωάέήίόύώϊϋΐΰς]*",
    "arabic": "[ء-يٱ-ۓ]{2,14}",
    "hebrew": "[א-ת'״\"]{2,14}",
    "indic": "[ऀ-෿]{2,16}",
    "thai": "[ก-๎]{2,20}",
}


def _words(script: str) -> str:
    """Return the pattern of up to four words of a script, which fill the rest of the field."""
    word = _LETTERS[script]
    return rf"{word}(?:[ \u00a0]{word}){{0,3}}"


# Label and value, by script. What merely has a name (a file, a product, a host) has one more word
# in front of the label, which therefore has to begin its field.
_FIELD: Final = r"(?<![^\W\d_])(?<![^\W\d_][ 的のい])"
_PEOPLE: Final = {
    "㐀-鿿": rf"(?:姓名|联系人|聯絡人|聯繫人|收件人|收货人|收貨人|寄件人|发件人|申请人|申請人|"
    rf"持卡人|持有人|经办人|經辦人|负责人|負責人|监护人|監護人|投保人|被保险人|法定代表人|患者){_LINK}(?P<zh>{_NAME_ZH}){_EDGE}"
    rf"|(?:氏名|お名前|ご芳名|(?<![{HAN}{KANA}])名前|担当者名?|患者名|受取人名?|申請者名?|申込者名?|契約者名?"
    rf"|代表者名?|保護者名?|世帯主|宛名|フリガナ|ふりがな|カナ氏名){_LINK}(?P<ja>{_NAME_JA}){_EDGE}",
    "가-힣": rf"(?:성명|성함|{_FIELD}이름|수취인|수령인|받는 ?(?:사람|분)|보내는 ?(?:사람|분)|"
    rf"담당자|환자명|예금주|고객명|신청인|신청자|보호자|대표자){_LINK}(?P<ko>{_NAME_KO})(?=님|씨|[^가-힣]|$)",
    "а-яіїєґ": rf"{_FIELD}(?:Ф\.?\s?И\.?\s?О\.?|ФИО|ПІБ|П\.І\.Б\.|[Ии]мя|[Фф]амилия|[Оо]тчество|"
    rf"[Пп]олучатель|[Кк]онтактное лицо|[Пп]ациент(?:ка)?|[Зз]аявитель(?:ница)?|[Вв]ладелец|"
    rf"[Сс]обственник|[Іі]м['’ʼ]я|[Пп]різвище|[Пп]о батькові|[Оо]тримувач|[Пп]ацієнт(?:ка)?|[Ии]ме|"
    rf"[Пп]резиме|[Фф]амилно име){_COLON}(?P<cyrillic>{_words('cyrillic')})",
    "α-ωά-ώ": rf"{_FIELD}(?:[Οο]νοματεπώνυμο|ΟΝΟΜΑΤΕΠΩΝΥΜΟ|[Όό]νομα|ΟΝΟΜΑ|"
    rf"[Εε]πώνυμο|ΕΠΩΝΥΜΟ){_COLON}(?P<greek>{_words('greek')})",
    "ء-ۓ": rf"{_FIELD}(?:الاسم(?: الكامل| الأول| الثلاثي)?"
    rf"|اسم (?:المريض|العميل|الموظف|المستلم|الطالب)|اللقب"
    rf"|نام(?: و نام خانوادگی)?){_COLON}(?P<arabic>{_words('arabic')})",
    "א-ת": rf"{_FIELD}(?:שם(?: מלא| פרטי| משפחה| המטופל| הלקוח)?){_COLON}"
    rf"(?P<hebrew>{_words('hebrew')})",
    "ऀ-෿": rf"{_FIELD}(?:(?:पूरा |रोगी का |ग्राहक का )?नाम|নাম|பெயர்|పేరు){_COLON}"
    rf"(?P<indic>{_words('indic')})",
    "ก-๎": rf"{_FIELD}(?:ชื่อ(?:[-–]?(?:นาม)?สกุล)?|นามสกุล|ชื่อผู้(?:ป่วย|รับ|ติดต่อ)){_COLON}"
    rf"(?P<thai>{_words('thai')})",
}
_PLACES: Final = {
    "㐀-鿿": rf"(?<![A-Za-z网網箱件])(?:[{HAN}]{{2,4}})?(?:地址|住址)"
    r"|(?:現|ご|お)?住所地?|所在地|お届け先|送付先|居所",
    "가-힣": r"(?<![가-힣A-Za-z] )(?<![가-힣A-Za-z])(?:배송지|자택|집|도로명|거주지)? ?주소",
    "а-яіїєґ": rf"{_FIELD}(?:[Аа]дрес(?: (?:доставки|проживания|регистрации|прописки))?|[Аа]дреса"
    rf"|[Мм]есто жительства|[Пп]роживает по адресу)",
    "α-ωά-ώ": rf"{_FIELD}(?:[Δδ]ιεύθυνση|ΔΙΕΥΘΥΝΣΗ)(?: κατοικίας)?",
    "ء-ۓ": rf"{_FIELD}(?:العنوان|عنوان (?:السكن|المنزل|التسليم)|آدرس|نشانی)",
    "א-ת": rf"{_FIELD}(?:כתובת(?: מגורים| למשלוח)?)",
    "ऀ-෿": rf"{_FIELD}(?:पता|ঠিকানা|முகவரி|చిరునామా)",
    "ก-๎": rf"{_FIELD}(?:ที่อยู่)",
}
# How each of the labels begins: of people, and of places behind some letters at most.
_BEGIN: Final = {
    "㐀-鿿": (
        "姓名|联系|聯絡|聯繫|收件|收货|收貨|寄件|发件|申请|申請|持卡|持有|经办|經辦|负责|負責|监护|監護|投保|"
        "被保|法定|患者|氏名|お名|ご芳|名前|担当|受取|申込|契約|代表|保護|世帯|宛名|フリ|ふり|カナ",
        "地址|住址|住所|所在地|お届け先|送付先|居所",
    ),
    "가-힣": ("성명|성함|이름|수취|수령|받는|보내|담당|환자|예금|고객|신청|보호|대표", "주소"),
    "а-яіїєґ": (
        "Ф|ПІБ|П[.\n]І|Имя|имя|фам|От|от|Пол|пол|Кон|кон|Пац|пац|Зая|зая|Влад|влад|Соб|соб|Ім|ім|Пріз|"
        "пріз|По|по|Отр|отр|Име|име|През|през",
        "Адрес|адрес|Место|место|Прож|прож",
    ),
    "α-ωά-ώ": ("Ονομ|ονομ|ΟΝΟΜ|Όνομ|όνομ|Επών|επών|ΕΠΩΝ", "Διεύ|διεύ|ΔΙΕΥ"),
    "ء-ۓ": ("الاسم|اسم|اللقب|نام", "العنوان|عنوان|آدرس|نشانی"),
    "א-ת": ("שם", "כתובת"),
    "ऀ-෿": ("पूरा|रोगी|ग्राहक|नाम|নাম|பெயர்|పేరు", "पता|ঠিকানা|முகவரி|చిరునామా"),
    "ก-๎": ("ชื่อ|นาม", "ที่อยู่"),
}
REACH: Final = 5  # letters of a place in front: `상세배송지 주소`


class Reader(NamedTuple):
    """What is looked for in one script, and how it begins."""

    letters: re.Pattern[str]
    begin: re.Pattern[str]
    people: re.Pattern[str]
    begin_place: re.Pattern[str]
    places: re.Pattern[str]


READERS: Final = tuple(
    Reader(
        re.compile(f"[{letters}]"),
        re.compile(_BEGIN[letters][0]),
        re.compile(people),
        re.compile(_BEGIN[letters][1]),
        re.compile(rf"(?:{_PLACES[letters]}){_LINK}(?P<value>[^\n;；。|@?？\t]{{5,90}})"),
    )
    for letters, people in _PEOPLE.items()
)
# Where the field of an address ends: the next label, or two spaces.
_NEXT: Final = re.compile(
    r"\s{2,}|[\s,，、/]+[^\W\d_]{1,12}[:：]|[\s,，、](?:电话|電話|TEL|전화)|/ "
)
# An address has a number, and a word of a street, a house or a region, or stands behind a colon.
_OF_PLACE: Final = re.compile(
    r"[省市区區县縣路街道号號楼樓室镇鎮乡鄉村巷弄]|[都府県市区町村]|丁目|番|[시도구동로길읍면리]|"
    r"(?:ул|пр|д|г|кв|пер|вул|буд|обл)\.|улица|проспект|Οδός|οδός|شارع|حي|רחוב|שדרות|मार्ग|रोड|नगर|"
    r"ถนน|แขวง|เขต|ซอย|ตำบล|อำเภอ|จังหวัด|হাউস|সড়ক"
)
# What stands in fields that tell nothing.
_EMPTY: Final = re.compile(
    r"必[須须填]|入力|未|不[明詳详]|同上|匿名|記[入載]|省略|非公開|[任随]意|无|無|なし|例|上記|以下|请|請|您|"
    r"미정|없음|기타|주문|고객$|필수|선택|이름|성명|이하|이상|정보|"
    r"[Нн]е(?: |$)|[Нн]ет|[Нн]еизвестн|[Сс]м\.|Та\b|То\b|"
    r"غير|لا يوجد|مطلوب|לא |אין|ללא|נדרש|नहीं|अज्ञात|ไม่"
)
_LETTER: Final = r"[\u0370-\u0fff\u3040-\ud7a3]"
_BEYOND: Final = re.compile(f"{_LETTER}{_LETTER}*")  # found in half of the time that `+` takes


def unread_in(text: str) -> str:
    """Return the letters of other scripts in a text; a line feed stands for whatever parts them."""
    return "\n".join(_BEYOND.findall(text))


def behind_labels(text: str, unread: str) -> Iterator[Hit]:
    """Yield names and addresses that a label announces; nothing in Latin script.

    Args:
        text: What is read.
        unread: The letters of other scripts in it.
    """
    readers = [
        each for each in READERS if each.begin.search(unread) or each.begin_place.search(unread)
    ]
    if not readers:
        return
    for start, end in lines_with(_BEYOND, text):
        # The value may stand in the line below.
        below = text.find("\n", end + 1)
        below = min(len(text) if below < 0 else below, end + _LONGEST)
        for letters, begin, people, begin_place, places in readers:
            if letters.search(text, start, end):
                yield from _people(around(begin, 0, people, text, start, below))
                yield from _places(around(begin_place, REACH, places, text, start, below))


def _people(matches: Iterator[re.Match[str]]) -> Iterator[Hit]:
    for match in matches:
        group = match.lastgroup or ""
        if not _EMPTY.search(match[group]):
            yield Hit(*match.span(group), "PERSON", _SCORE, "names")


def _places(matches: Iterator[re.Match[str]]) -> Iterator[Hit]:
    for match in matches:
        value = _NEXT.split(match["value"], maxsplit=1)[0].rstrip(" ,，、.")
        if _is_address(value):
            start = match.start("value")
            yield Hit(start, start + len(value), "ADDRESS", _SCORE, "names")


def _is_address(value: str) -> bool:
    numbered = any(map(str.isdigit, value))
    return (
        len(value) >= _SHORTEST
        and (numbered or len(_OF_PLACE.findall(value)) > 1)
        and _OF_PLACE.search(value) is not None
        and not _EMPTY.match(value)
        and "//" not in value
    )


_SCORE: Final = 0.9
_LONGEST: Final = 100  # characters of a value in the line below
_SHORTEST: Final = 5  # characters of an address
