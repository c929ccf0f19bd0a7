"""People and addresses are found behind labels and beside courtesy in scripts of other kinds."""

from itertools import pairwise

import pytest

from govsim.guardrails.pii.names.detector import NamesDetector

NAMES = NamesDetector()
TOLD = [
    ("姓名：周建华\n电话：见附件", "周建华"),
    ("紧急联系人: 林晓梅", "林晓梅"),
    ("氏名：中村 由美", "中村 由美"),
    ("お名前: 石川健", "石川健"),
    ("성명 : 정하늘 / 주소 : 대전광역시 서구 둔산로 12", "정하늘"),
    ("이름: 윤지호", "윤지호"),
    ("ФИО: Орлова Нина Сергеевна", "Орлова Нина Сергеевна"),
    ("Прізвище: Коваленко", "Коваленко"),
    ("Ονοματεπώνυμο: Ελένη Βασιλείου", "Ελένη Βασιλείου"),
    ("الاسم: سامر خليل", "سامر خليل"),
    ("שם מלא: נועה לוי", "נועה לוי"),
    ("नाम: सुनीता वर्मा", "सुनीता वर्मा"),
    ("ชื่อ: มานะ ใจงาม", "มานะ ใจงาม"),
    ("地址：北京市朝阳区建国路77号5层", "北京市朝阳区建国路77号5层"),
    ("住所：京都府京都市中京区寺町通3-4", "京都府京都市中京区寺町通3-4"),
    ("주소: 대전광역시 서구 둔산로 12", "대전광역시 서구 둔산로 12"),
    ("Адрес: г. Пермь, ул. Ленина, д. 5", "г. Пермь, ул. Ленина, д. 5"),
    ("Διεύθυνση: Οδός Ερμού 14, Αθήνα", "Οδός Ερμού 14, Αθήνα"),
    ("العنوان: شارع الملك ٥، عمان", "شارع الملك ٥، عمان"),
    ("林晓梅女士您好", "林晓梅"),
    ("担当の石川様", "石川"),
    ("정하늘 고객님, 안녕하세요", "정하늘"),
    ("서울특별시 종로구 세종대로 175, 302호로 보냅니다", "서울특별시 종로구 세종대로 175, 302호"),
    ("寄往上海市徐汇区漕溪北路88号3楼,请查收", "上海市徐汇区漕溪北路88号3楼"),
]
LOOK_ALIKES = [
    "姓名：未填写",
    "姓名：请填写您的真实姓名",
    "系统名称：订单平台",
    "氏名：必須入力",
    "ファイル名：一覧",
    "파일 이름: 보고서",
    "이름: 없음",
    "ФИО: Не указано",
    "Имя файла: Отчёт",
    "שם: לא צוין",
    "地址：同上",
    "IP地址：10.0.0.1",
    "邮箱地址：见下文",
    "住所：本籍と同じ",
    "이메일 주소: 없음",
    "仕様に従って、同様に処理します",
    "お客様、皆様、患者さん、多種多様",
    "고객님, 선생님, 이용자님",
]


@pytest.mark.parametrize(("text", "value"), TOLD)
def test_a_label_or_a_courtesy_tells_of_somebody(text: str, value: str) -> None:
    """What fills the field is found whole, and no more."""
    assert value in [text[hit.start : hit.end] for hit in NAMES.hits(text)]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_an_empty_field_and_a_name_of_a_thing_tell_of_nobody(text: str) -> None:
    """Nothing filled in, the name of a file or of a system, a courtesy to no one."""
    assert NAMES.hits(text) == []


def test_what_is_told_does_not_overlap() -> None:
    """Labels, courtesies and the network may mark the same; one of them stands."""
    found = NAMES.hits("\n".join(text for text, _ in TOLD))

    assert all(a.end <= b.start for a, b in pairwise(found))
