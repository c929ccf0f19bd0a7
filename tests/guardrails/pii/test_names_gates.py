"""What is looked at only where it can be found is found as if it were looked at everywhere."""

import random
import re
from collections.abc import Iterator

import pytest

from govsim.guardrails.pii.mentions import MENTION
from govsim.guardrails.pii.names import behind, east_asian, ordinary, things
from govsim.guardrails.pii.names.addresses import plays
from govsim.guardrails.pii.names.behind import behind_labels, unread_in
from govsim.guardrails.pii.names.detector import ADDRESS, addresses_in
from govsim.guardrails.pii.names.east_asian import around
from govsim.guardrails.pii.names.enumerated import Enumerations
from govsim.guardrails.pii.names.judged import near_capital
from govsim.guardrails.pii.names.network import shipped
from govsim.guardrails.pii.names.things import names_a_thing
from govsim.guardrails.pii.names.words import TOKEN
from govsim.guardrails.pii.overlap import apart_from
from govsim.guardrails.pii.values import Hit

LABELS = (
    "姓名 联系人 聯絡人 聯繫人 收件人 收货人 收貨人 寄件人 发件人 申请人 申請人 持卡人 持有人 经办人 經辦人 负责人 負責人 "
    "监护人 監護人 投保人 被保险人 法定代表人 患者 氏名 お名前 ご芳名 名前 担当者 患者名 受取人 申請者 申込者 契約者 "
    "代表者名 保護者 世帯主 宛名 フリガナ ふりがな カナ氏名 성명 성함 이름 수취인 수령인 받는사람 보내는분 담당자 환자명 예금주 "
    "고객명 신청인 신청자 보호자 대표자 Ф.И.О. ФИО Ф ПІБ П.І.Б. Имя имя Фамилия фамилия Отчество отчество "
    "Получатель получатель Контактное пациентка Пациент Заявительница заявитель Владелец владелец Собственник "
    "собственник Ім'я ім’я Прізвище прізвище Отримувач отримувач пацієнт Пацієнтка Име име Презиме презиме "
    "Ονοματεπώνυμο ονοματεπώνυμο ΟΝΟΜΑΤΕΠΩΝΥΜΟ Όνομα όνομα ΟΝΟΜΑ Επώνυμο επώνυμο ΕΠΩΝΥΜΟ الاسم اللقب نام "
    "שם नाम নাম பெயர் పేరు ชื่อ ชื่อ-นามสกุล นามสกุล ชื่อผู้ป่วย 地址 上海地址 住址 現住所 住所地 所在地 お届け先 送付先 居所 주소 "
    "배송지주소 도로명 Адрес адрес Адреса Διεύθυνση διεύθυνση ΔΙΕΥΘΥΝΣΗ العنوان آدرس نشانی כתובת पता ঠিকানা "
    "முகவரி చిరునామా ที่อยู่"
).split()
LONGER = (
    "받는 사람;보내는 분;Контактное лицо;контактное лицо;По батькові;по батькові;Фамилно име;الاسم الكامل;"
    "اسم المريض;שם מלא;पूरा नाम;रोगी का नाम;ग्राहक का नाम;배송지 주소;Место жительства;место жительства;"
    "Проживает по адресу;проживает по адресу;عنوان السكن;Ф. И. О.;Адрес доставки"
).split(";")
VALUES = (
    "王小明;山田 太郎;김민수;Орлова Нина;Ελένη Βασιλείου;سامر خليل;נועה לוי;सुनीता वर्मा;มานะ ใจงาม;"
    "北京市朝阳区建国路77号5层;京都府京都市中京区寺町通3-4;北海道札幌市中央区北一条西2丁目3;神奈川県横浜市西区1-2;"
    "서울특별시 강남구 테헤란로 12;경기도 성남시 분당구 판교로 5;г. Пермь, ул. Ленина, д. 5;Οδός Ερμού 14, Αθήνα"
).split(";")
COURTESY = (
    "先生;女士;小姐;同学;老师;您好;様;さん;さま;殿は;氏が;と申します;と申し;고객님;님;씨;선생님;과장;대리;부장;기사;"
    "담당자 ;저는 ;제 이름은 ;我是;我叫;名叫;本人是;寄往;住在;入りの"
).split(";")
PARTS = (
    *LABELS,
    *LONGER,
    *VALUES,
    *COURTESY,
    *"：|: |:| |\n|,|。|a|1|の|的|は|é|(x)|　".split("|"),
)
LISTS = shipped().weights.lists


def texts(parts: tuple[str, ...], count: int = 800) -> Iterator[str]:
    chance = random.Random(5)
    for _ in range(count):
        yield "".join(chance.choices(parts, k=chance.randint(1, 9)))


def forms() -> Iterator[str]:
    """Yield texts of parts, and each label before each value."""
    yield from texts(PARTS)
    for label in (*LABELS, *LONGER, *COURTESY):
        yield from (f"{label}：{value}" for value in VALUES)
        yield from (f"{value}{label}" for value in VALUES[:3])


def spans(matches: Iterator[re.Match[str]]) -> list[tuple[int, int]]:
    return [match.span() for match in matches]


READERS = [
    *((each.begin, 0, each.people) for each in behind.READERS),
    *((each.begin_place, behind.REACH, each.places) for each in behind.READERS),
    *east_asian.READERS,
]


@pytest.mark.parametrize(("anchor", "reach", "pattern"), READERS)
def test_a_pattern_finds_beside_its_anchors_all_that_it_finds(
    anchor: re.Pattern[str], reach: int, pattern: re.Pattern[str]
) -> None:
    found = 0
    for text in forms():
        all_of_it = spans(pattern.finditer(text))
        assert spans(around(anchor, reach, pattern, text, 0, len(text))) == all_of_it, text
        found += len(all_of_it)
    assert found


def test_every_label_is_behind_its_gate() -> None:
    for text in forms():
        told = list(behind_labels(text, unread_in(text)))
        assert told == list(behind_labels(text, text)), text


def test_addresses_are_found_as_in_the_whole_text() -> None:
    parts = (
        "@",
        "://",
        "www.",
        "http",
        "ftp",
        "a",
        "b.c",
        "a@b.cd",
        ".",
        "+",
        " ",
        "\n",
        "\t",
        "é",
    )
    for text in texts(parts):
        found = [(hit.start, hit.end) for hit in addresses_in(text)]
        assert found == spans(ADDRESS.finditer(text)), text


def test_a_mention_is_found_whatever_stands_before_it() -> None:
    inside = r"@(?<![\w@/.`#$&=+~:\\-]@)"
    assert inside in MENTION.pattern
    before = MENTION.pattern.replace(inside, r"(?<![\w@/.`#$&=+~:\\-])@")
    plain = re.compile(before, re.ASCII)
    for text in texts(("@", "bob", "ann_b", " ", "/", ".", "-", "x", "é", "(", "\n", "1")):
        assert spans(MENTION.finditer(text)) == spans(plain.finditer(text)), text


def low(text: str, hit: Hit) -> str:
    return text[hit.start : hit.end].lower()


class _Everything(frozenset[str]):
    def __contains__(self, _: object) -> bool:
        return True


FRONT = "maladie de |Morbus |syndrome d'|im. |im.|lycée |MV |rychlík \"|rosa '|ubuntu 22.04 \"|the |Mr |storm\n|a, |(zespół |mary |ralph |von |Dr. |of "
NAME = "Crohn|Paul|Alzheimer|Storm Arwen|Morbus Crohn|Victor-Hugo|im. Marii|Lauren|Weibull|Anna|Poppins|Henry Moore"
BEHIND = "'s disease|’s law| disease| key|-Test| plot|, disease| jacket.| lives|'s hair|s|  key|-key| Key| Award"


def test_the_gates_of_things_let_through_what_their_rules_find(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cases = [
        (front, Hit(len(front), len(front) + len(name), kind, 0.9, "names"), front + name + behind)
        for front in ("", "x ", *FRONT.split("|"))
        for name in NAME.split("|")
        for behind in ("", *BEHIND.split("|"))
        for kind in ("PERSON", "LOCATION")
    ]
    gated = [names_a_thing(text, hit, low(text, hit), LISTS) for _, hit, text in cases]
    monkeypatch.setattr(things, "may_say", lambda *_: True)
    monkeypatch.setattr(things, "may_be_called", lambda *_: True)
    monkeypatch.setattr(things, "_LINKS", _Everything())
    assert gated == [names_a_thing(text, hit, low(text, hit), LISTS) for _, hit, text in cases]
    assert any(gated)
    assert not all(gated)


def test_the_gate_of_a_sentence_lets_through_what_its_rule_finds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cases = [
        (front + word + " goes", Hit(len(front), len(front) + len(word), kind, score, "names"))
        for front in (
            "",
            " ",
            "   ",
            "so. ",
            "so.",
            "so.  ",
            "so ",
            "- ",
            "Dr. ",
            "so?\n",
            "„",
            " " * 20,
        )
        for word in ("Table", "Anna", "Warsaw", "Quorl", "Water")
        for kind in ("PERSON", "LOCATION")
        for score in (0.4, 0.7, 0.97)
    ]
    gated = [ordinary.is_ordinary(text, hit, low(text, hit), LISTS) for text, hit in cases]
    monkeypatch.setattr(ordinary, "may_begin", lambda *_: True)
    assert gated == [ordinary.is_ordinary(text, hit, low(text, hit), LISTS) for text, hit in cases]
    assert any(gated)
    assert not all(gated)


@pytest.mark.parametrize("space", [" ", "\n", "\t", "\u00a0"])
@pytest.mark.parametrize("result", ["2-1", "24–18", "101:99"])
def test_a_result_on_either_side_is_seen(space: str, result: str) -> None:
    text = f"Wigan{space}{result}{space}Leeds"
    assert plays(text, Hit(0, 5, "LOCATION", 0.9, "names"))
    assert plays(text, Hit(len(text) - 5, len(text), "LOCATION", 0.9, "names"))
    assert not plays(f"Wigan{space}and{space}Leeds", Hit(0, 5, "LOCATION", 0.9, "names"))


def test_a_capital_is_near_within_sight_and_no_farther() -> None:
    chance = random.Random(3)
    for _ in range(300):
        text, found = "", []
        for _ in range(chance.randint(1, 8)):
            text += " " * chance.choice((1, 20, 298, 299, 300, 301))
            word = chance.choice(("anna", "Anna"))
            kind = chance.choice(("PERSON", "LOCATION", "ADDRESS"))
            found.append(Hit(len(text), len(text) + 4, kind, 0.9, "names"))
            text += word
        named = [h for h in found if h.type != "ADDRESS" and text[h.start] == "A"]
        for at, hit in enumerate(found):
            near = any(max(o.start - hit.end, hit.start - o.end) < 300 for o in named)
            assert near_capital(text, found, at) == near


def test_what_stands_apart_overlaps_nothing_that_is_kept() -> None:
    chance = random.Random(4)
    for _ in range(500):
        marks = sorted(chance.sample(range(40), 2 * chance.randint(0, 6)))
        kept = [Hit(a, b, "URL", 1.0, "") for a, b in zip(marks[::2], marks[1::2], strict=True)]
        found = [
            Hit(a := chance.randrange(40), a + chance.randint(1, 8), "X", 0.5, "") for _ in "123"
        ]
        free = [f for f in found if all(f.end <= k.start or k.end <= f.start for k in kept)]
        assert apart_from(kept, found) == free


def test_the_last_heading_is_remembered_as_it_is() -> None:
    parts = (
        "Menu: ",
        "Desserts:",
        " Anna",
        ", ",
        "Pavlova",
        ". ",
        ".",
        "\n\n",
        " x ",
        ": ",
        "a" * 60,
    )
    held = 0
    for text in texts(parts):
        names = [
            Hit(*match.span(), "PERSON", 0.9, "names")
            for match in re.finditer("Anna|Pavlova", text)
        ]
        inside = Enumerations(text)
        found = [inside.hold(hit) for hit in names]
        assert found == [Enumerations(text).hold(hit) for hit in names], text
        held += sum(found)
    assert held


def test_a_plain_word_is_the_token_that_any_pattern_reads() -> None:
    plain = re.compile(r"[ \t]?(?:[^\W\d_]{1,32}|\d{1,32}|[^\w\s]|_)|\n+|\s")
    parts = (
        " ",
        "Ana",
        "é",
        "e\u0301",
        "\t",
        "12",
        "²",
        "_",
        ".",
        "\n",
        "x" * 31,
        "y" * 40,
        "山",
        "\u00a0",
    )
    for text in texts(parts, 3_000):
        assert TOKEN.findall(text) == plain.findall(text), text
