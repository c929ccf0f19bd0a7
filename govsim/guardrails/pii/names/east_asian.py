"""Finds people who are addressed, and whole addresses, in Chinese, Japanese and Korean texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.pii.values import Hit

HAN: Final = "㐀-鿿々"
KANA: Final = "ぁ-ゖァ-ヺー"
# Chinese and Korean names begin with one of a few surnames.
SURNAMES_ZH: Final = (
    "欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|夏侯|皇甫|尉迟|公孙|公孫|慕容|令狐|端木|"
    "[王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭肖程曹袁"
    "邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸"
    "郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文庞龐]"
)
SURNAMES_KO: Final = (
    "남궁|황보|제갈|선우|[김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민"
    "진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹]"
)
_GATE: Final = re.compile("[㐀-鿿가-힣]")
# Nobody's name: `お客様`, `皆様`, `店員さん`.
_NO_NAMES: Final = re.compile(
    "客|皆|神|奥|母|父|兄|姉|弟|妹|姫|王様|員|者|業者|各位|担当|患者|先生|先輩|医者|社長|部長|課長|院長|隊|屋|宛|"
    "子供|赤|誰|何|仏|殿様|世話|苦労|馳走|疲|互|有|仕|同|多|異|模|別|式"
)
_PEOPLE: Final = re.compile(
    rf"(?<![{HAN}])(?P<zh>(?:{SURNAMES_ZH})[{HAN}]{{0,2}}?)(?=先生|女士|小姐|同学|同學|老师|老師|您好|你好)"
    rf"|(?<![{HAN}])(?P<ja>[{HAN}]{{1,3}}(?:[ \u3000]?[{HAN}]{{1,3}}[{KANA}]{{0,2}})?)"
    r"(?=様|さん|さま|殿[はがにのをへとも、。]|氏[はがにのをへとも、。]|と申します|と申し)"
    rf"|(?<![가-힣])(?P<ko>(?:{SURNAMES_KO})[가-힣]{{2}})"
    r"(?= ?(?:고객님|님|씨|선생님|과장|대리|부장|차장|팀장|사원|환자분?|기사)(?![가-힣]{2}))"
    rf"|(?:기사|담당자?|고객|환자|학생|사원|대표|저는|제 이름은) "
    rf"(?P<ko2>(?:{SURNAMES_KO})[가-힣]{{2}})"
    r"(?=[,.\s)]|입니다|이고|$)"
    rf"|(?:我是|我叫|名叫|本人是?)(?P<zh2>(?:{SURNAMES_ZH})[{HAN}]{{1,2}})(?=[，。,.\s]|$)"
)
_KO_WORDS: Final = frozenset(
    "이용자 소비자 구매자 지원자 신청자 주문자 방문자 여행자 관리자 조합원 임직원 "
    "노조원 고객 선생 주민들 이사장 원장 소장 지점장".split()
)
# What a name of a region is made of: without the words for regions, so that it is read one way.
_REGION: Final = rf"(?:(?![省市区區县縣州])[{HAN}])"
_PLACES: Final = re.compile(
    rf"(?:寄往|寄到|送往|送到|发往|发到|住在|位于|在|到|往)?(?P<zh>{_REGION}{{2,7}}(?:省|自治区|市)(?:{_REGION}{{1,8}}[市区區县縣州]){{1,2}}"
    rf"[{HAN}\d]{{1,16}}?\d{{1,5}}[号號弄](?:[\d{HAN}A-Za-z-]{{0,12}}?(?:单元|單元|[楼樓层層室栋棟座户戶房]))*)"
    rf"|(?P<ja>(?:北海道|東京都|(?:京都|大阪)府|[{HAN}]{{2,3}}県)[{HAN}{KANA}]{{1,12}}[市区町村郡]"
    rf"[{HAN}{KANA}\d-]{{0,16}}?\d{{1,4}}(?:丁目\d{{1,4}})?(?:[-‐−番号地の]{{1,2}}\d{{1,4}}){{0,3}}[番号地]{{0,2}})"
    r"|(?P<ko>(?:(?:서울|부산|대구|인천|광주|대전|울산|세종)(?:특별시|광역시|특별자치시|시)?|경기도|강원(?:특별자치)?도|"
    r"(?:충청|전라|경상)[남북]도|전북특별자치도|제주(?:특별자치)?도) (?:[가-힣]{1,6}[시군구] ){1,2}"
    r"(?:[가-힣]{1,6}[읍면] )?[가-힣\d]{1,10}(?:로|길|동|리|가)(?: ?\d{1,3}(?:번?길))?"
    r" ?\d{1,4}(?:-\d{1,4})?(?:번지)?(?:,? ?\d{1,4}동)?(?:,? ?\d{1,5}호)?)"
)
_SCORE: Final = 0.8
# One of these stands in whatever the patterns above find, so many characters from its beginning
# at most.
_OF_PEOPLE: Final = re.compile(
    "先生|女士|小姐|同学|同學|老师|老師|您好|你好|様|さん|さま|殿|氏|と申し|"
    "고객|님|씨|선생|과장|대리|부장|차장|팀장|사원|환자|기사|담당|학생|대표|저는|이름은|"
    "我是|我叫|名叫|本人"
)
_PEOPLE_REACH: Final = 10
_OF_PLACES: Final = re.compile(
    "省|自治区|市|北海道|東京都|京都府|大阪府|県|서울|부산|대구|인천|광주|대전|울산|세종|경기도|강원|충청|전라|"
    "경상|전북|제주"
)
_PLACES_REACH: Final = 9
READERS: Final = ((_OF_PEOPLE, _PEOPLE_REACH, _PEOPLE), (_OF_PLACES, _PLACES_REACH, _PLACES))


def east_asian(text: str, unread: str) -> Iterator[Hit]:
    """Yield people beside a word of courtesy, and addresses from the province to the number.

    Args:
        text: What is read.
        unread: The letters of other scripts than Latin in it.
    """
    if not (_OF_PEOPLE.search(unread) or _OF_PLACES.search(unread)):
        return
    for start, end in lines_with(_GATE, text):
        for match in around(_OF_PEOPLE, _PEOPLE_REACH, _PEOPLE, text, start, end):
            name = match[match.lastgroup or 0]
            if not _NO_NAMES.search(name) and name not in _KO_WORDS:
                yield Hit(*match.span(match.lastgroup or 0), "PERSON", _SCORE, "names")
        for match in around(_OF_PLACES, _PLACES_REACH, _PLACES, text, start, end):
            yield Hit(*match.span(match.lastgroup or 0), "ADDRESS", _SCORE, "names")


def lines_with(letters: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Yield where the lines begin and end in which one of some letters stands."""
    at = letters.search(text)
    while at is not None:
        end = text.find("\n", at.end())
        end = len(text) if end < 0 else end
        yield text.rfind("\n", 0, at.start()) + 1, end
        at = letters.search(text, end)


def around(
    anchor: re.Pattern[str],
    reach: int,
    pattern: re.Pattern[str],
    text: str,
    start: int,
    end: int,
) -> Iterator[re.Match[str]]:
    """Yield what `finditer` of a pattern would, trying it near its anchors alone.

    Args:
        anchor: What stands in each match of the pattern; alternatives that begin with a letter
            are found fast.
        reach: How many characters behind the beginning of a match an anchor begins at most.
        pattern: What is looked for; it matches no empty string.
        text: What was read.
        start: Where to begin.
        end: Where the text ends for the pattern.
    """
    at = anchor.search(text, start, end)
    while at is not None:
        last = at.start()
        start = max(start, last - reach)
        while start <= last:
            match = pattern.match(text, start, end)
            if match is None:
                start += 1
            else:
                yield match
                start = match.end()
        at = anchor.search(text, start, end)
