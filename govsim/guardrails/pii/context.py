"""Decides which topics the words around a number speak of, nearest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from string import ascii_letters
from typing import Any, Final, NamedTuple

from govsim import expressions as re
from govsim.guardrails.pii.marks import without_marks
from govsim.guardrails.pii.topic_words import TOPICS_OF_WORD

BEFORE: Final = 64  # characters that are looked at in front of a candidate
AFTER: Final = 28
REACH: Final = 7  # words that may stand between a topic and a number
REMEMBERED: Final = 4_096

# Signs of vowels and the like, which are no letters, and belong to a word: `जन्म`, `เกิด`.
_MARKS: Final = (
    r"[\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0962\u0963\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    r"\u0981-\u0983\u09bc-\u09d7\u0a01-\u0a03\u0a3c-\u0a51\u0a81-\u0a83\u0abc-\u0acd\u0b82"
    r"\u0bbe-\u0bd7\u0c01-\u0c03\u0c3e-\u0c56\u0c82\u0c83\u0cbc-\u0cd6\u0d02\u0d03\u0d3e-\u0d57\u200c]"
)
PART: Final = re.compile(rf"[A-Z]?[^\W\d_A-Z]+(?:{_MARKS}+[^\W\d_A-Z]*)*|[A-Z]+")
_RUN: Final = re.compile(rf"[^\W\d_]+(?:{_MARKS}+[^\W\d_]*)*")
# Beside each other, a capital of ASCII and one with a mark, as in `NÚMERO`.
_CAPITALS: Final = re.compile(
    r"[A-Z](?=[\xc0-\xde\u0100-\u017d\u0218\u021a])|[\xc0-\xde\u0100-\u017d\u0218\u021a](?=[A-Z])"
)
HUMPS: Final = re.compile(r"[a-z][A-Z]|[A-Z][A-Z][a-z]")  # where a word begins within another
# Letters of scripts that set no blanks around numbers.
_UNSPACED: Final = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u9fff\uac00-\ud7af]"
)
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Words that stand between a label and its value, and say nothing.
_NEUTRAL: Final = frozenset(
    """a an and are as at be by das de del den der di die do du e een el en er es est et
    following for found from has have her hier his i ich id in is ist it its j je jego jej
    jest la le listed lo los mein meine mi mijn min mit moj moja mon mu my n na no nr num
    numbers o of on or our registered s sein seine seu shows son su sua suo t te the their
    this to u un una und under using mitt ditt sitt din dit zijn haar onze ihre ihr ihres
    meiner meines meinem unsere unser notre votre leur mes ses tes nuestro nuestra tu tus
    sus vuestro meus minha minhas nosso nossa sao minun hanen benim senin onun sizin saya
    anda adalah ialah yaitu cua toi yangu wangu mojego mojej moje muj sve svoj twoj nasz
    nasza naszej ez lui sunt este ce ang ay ko brzmi wynosi lautet luidt lyder reads czyli
    eli nebo tj bzw sive dle glasi var with was were y you your z za""".split()
)


class Nearby(NamedTuple):
    """A topic near a candidate, and how many words that say something lie between."""

    topic: str
    distance: int
    word: str = ""
    phrase: bool = False  # whether the word is the last or first of several that belong together


def fold(text: str) -> str:
    """Return a text in lower case without accents; its length may change."""
    low = text.lower()
    if low != text and not text.istitle():
        low = _HUMP.sub(" ", text).lower()
    return without_marks(low)


def is_glued(sign: str) -> bool:
    """Whether a letter or digit beside a number makes it part of a word; no sign does not.

    Chinese, Japanese, Korean and Thai are written without blanks around numbers.
    """
    return sign.isalnum() and (sign < "\u0e00" or not _UNSPACED.match(sign))


class Spoken(tuple[Nearby, ...]):
    """The topics around a candidate, nearest first.

    Attributes:
        nearest: How near each topic is.
        closed: Whether what stands behind the candidate does not matter.
        words: In front of it, those that are known; the others are empty.
        weighed: What others made of these topics; they know by which key.
    """

    nearest: dict[str, int]
    closed: bool
    words: tuple[str, ...]
    weighed: dict[object, Any]

    def __new__(cls, found: Iterable[Nearby] = (), words: tuple[str, ...] = ()) -> Spoken:
        """Return topics, given nearest first, and the words in front."""
        made = super().__new__(cls, found)
        made.words = words
        made.nearest = {near.topic: near.distance for near in reversed(made)}
        made.closed = bool(made) and made[0].distance <= 1
        made.weighed = {}
        return made


SILENCE: Final = Spoken()


def shown(text: str) -> str:
    """Return a text with blanks for all but letters and ends of lines: so that rows look alike."""
    if text.isascii():
        return text.encode().translate(_LETTERS).decode()
    for digit in "012345678":
        text = text.replace(digit, "9")
    return text


_LETTERS: Final = bytes(code if chr(code) in f"{ascii_letters}\n" else 32 for code in range(256))


def _words(text: str) -> list[str]:
    """Return the words of a text as topics are told by them: empty where none is."""
    known = VOCABULARY.get
    if not text.isascii():
        parts = PART.findall(text)
        if _CAPITALS.search(text) is not None:
            parts = [part for run in _RUN.findall(text) for part in _parts(run)]
        if _UNSPACED.search(text) is not None:
            return [each for word in parts for each in _of_row(word)]
        return [known(fold(word), "") for word in parts]
    text = shown(text)
    if HUMPS.search(text):
        return [known(part.lower(), "") for part in PART.findall(text)]
    return [known(part, "") for part in text.lower().split()]


def _parts(run: str) -> Iterable[str]:
    """Return the words of a run of letters; one in capitals is one word, marks on them or not."""
    return (run,) if run.isupper() else PART.findall(run)


def _of_row(word: str) -> tuple[str, ...]:
    """Return a word as it is known, or those in a row of letters that no blanks set apart.

    One within it stands a word away: `旅券は更新済み`.
    """
    found = VOCABULARY.get(fold(word), "") or _within(word)
    if found or not _UNSPACED.match(word):
        return (found,)
    row = fold(word[-_FARTHEST:])
    for start in range(len(row) - 2, -1, -1):
        for length in _unspaced_lengths().get(row[start], ()):
            inner = row[start : start + length]
            if inner in TOPICS_OF_WORD:
                return (VOCABULARY[inner], "")
    return ("",)


def _within(word: str) -> str:
    """Return the word that a row of letters ends with, where no blanks set words apart.

    `我的电话号码是` ends with 电话号码, `연락처는` with 연락처: what links it to a value is none.
    """
    if not _UNSPACED.match(word):
        return ""
    word = fold(word[-_FARTHEST:])
    for link in ("", *_LINKS):
        if link and not word.endswith(link):
            continue
        bare = word[: len(word) - len(link)]
        for start in range(len(bare) - 1):
            found = VOCABULARY.get(bare[start:])
            if found is not None:
                return found
    return ""


_FARTHEST: Final = 24  # letters of such a row in which a word is looked for
# Between a word and its value: は, が, 是, 는 and the like.
_LINKS: Final = fold(
    "は が を も の 是 为 為 는 은 이 가 를 을 로 เลขที่ หมายเลข คือ 号 号码 號 號碼 番号 번호"
).split()


def in_front_of(before: str) -> Spoken:
    """Return the topics of what stands in front; one character more than BEFORE shows a cut."""
    cut = False
    if len(before) > BEFORE:
        cut = before[0].isalpha()
        before = before[1:]
    if "\n\n" in before:
        before = before.rpartition("\n\n")[2]
    words = _words(before)
    first = int(bool(words) and cut and before[0].isalpha())
    # The words farthest away say nothing, where none is known.
    while first < len(words) and not words[first]:
        first += 1
    return spoken(tuple(words[first:]))


def with_words(front: Spoken, words: tuple[str, ...]) -> Spoken:
    """Return the topics in front and those of the words behind."""
    return spoken(front.words, words) if words else front


@lru_cache(maxsize=REMEMBERED)
def behind(after: str) -> tuple[str, ...]:
    """Return the words behind a stretch that count, up to the end of the line."""
    words = _words(after.partition("\n")[0])[:3]
    return tuple(words) if any(words) else ()


@lru_cache(maxsize=REMEMBERED)
def spoken(front: tuple[str, ...], after: tuple[str, ...] = ()) -> Spoken:
    """Return what words in front and behind speak of; those that say nothing are empty."""
    found = _spoken_of(list(reversed(front)), 0, backwards=True)
    if after:
        found += _spoken_of(list(after), 2, backwards=False)
        found.sort(key=_distance)
    return Spoken(found, front)


def topics_told(words: Sequence[str], at: int) -> tuple[str, ...]:
    """Return the topics that one of some words tells, by itself or else with those beside it."""
    entry = _ENTRIES[words[at]]
    if entry is None:
        return ()
    topics, ending, begun = entry
    if at and (lengths := ending.get(words[at - 1])):
        for length in lengths:
            group = words[max(0, at - length + 1) : at + 1]
            topics += TOPICS_OF_WORD.get(" ".join(group), ())
    if at + 1 < len(words) and (lengths := begun.get(words[at + 1])):
        for length in lengths:
            topics += TOPICS_OF_WORD.get(" ".join(words[at : at + length]), ())
    return topics


def _distance(near: Nearby) -> int:
    return near.distance


def _spoken_of(words: list[str], distance: int, *, backwards: bool) -> list[Nearby]:
    """Return the topics of words given nearest first, each with its distance."""
    found: list[Nearby] = []
    at, count = 0, len(words)
    far = distance + REACH
    while at < count and distance <= far:
        word = words[at]
        entry = _ENTRIES[word]
        if entry is None:
            distance += 1
            at += 1
            continue
        topics, ending, begun = entry
        used = 1
        beside = words[at + 1] if at + 1 < count else ""
        for length in (ending if backwards else begun).get(beside, ()):
            group = words[at : at + length]
            longer = TOPICS_OF_WORD.get(" ".join(group[::-1] if backwards else group))
            if longer and len(group) == length:
                topics, used = longer, length
                break
        if topics:
            found += [Nearby(topic, distance, word, used > 1) for topic in topics]
            distance += topics != _NUMBER
        elif word not in _NEUTRAL:
            distance += 1
        at += used
    return found


_NUMBER: Final = ("number",)


class _Entry(NamedTuple):
    """What a word tells: by itself, and as the last or the first of a phrase."""

    topics: tuple[str, ...]
    ending: dict[str, tuple[int, ...]]  # how long phrases are, by the word in front; longest first
    begun: dict[str, tuple[int, ...]]  # likewise by the word behind


# A word is found as one object, whatever text it stands in.
VOCABULARY: Final = {
    word: word for word in (*_NEUTRAL, *TOPICS_OF_WORD, *" ".join(TOPICS_OF_WORD).split())
}
_Phrases = Mapping[str, Sequence[str]]


def _by_ends() -> tuple[_Phrases, _Phrases]:
    """Return the phrases by their first word, and by their last."""
    first, last = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for phrase in TOPICS_OF_WORD:
        if " " in phrase:
            first[phrase.partition(" ")[0]].append(phrase)
            last[phrase.rpartition(" ")[2]].append(phrase)
    return first, last


_BY_FIRST, _BY_LAST = _by_ends()


class _Entries(dict[str, _Entry | None]):
    """What each word of the vocabulary tells, made when it is first met; None is nothing."""

    def __missing__(self, word: str) -> _Entry | None:
        begun, ending = _BY_FIRST.get(word, ()), _BY_LAST.get(word, ())
        topics = TOPICS_OF_WORD.get(word, ())
        entry = None
        if topics or begun or ending or word in _NEUTRAL:
            entry = _Entry(topics, _lengths(ending, -2), _lengths(begun, 1))
        self[word] = entry
        return entry


def _lengths(phrases: Iterable[str], beside: int) -> dict[str, tuple[int, ...]]:
    """Return how long phrases are, longest first, by one of their words."""
    found = defaultdict[str, set[int]](set)
    for phrase in phrases:
        words = phrase.split(" ")
        found[words[beside]].add(len(words))
    return {word: tuple(sorted(sizes, reverse=True)) for word, sizes in found.items()}


_ENTRIES: Final = _Entries()


class _Alone(dict[str, tuple[str, ...] | None]):
    """The topics of each word of the vocabulary; None where phrases begin or end with it."""

    def __missing__(self, word: str) -> tuple[str, ...] | None:
        entry = _ENTRIES[word]
        found = None if entry is None or entry.ending or entry.begun else entry.topics
        self[word] = found
        return found


TOPICS_ALONE: Final = _Alone()


def is_telling(word: str) -> bool:
    """Whether a word is a topic, or the first or last of a phrase that is one."""
    return word in TOPICS_OF_WORD or word in _BY_FIRST or word in _BY_LAST


@cache
def _unspaced_lengths() -> Mapping[str, tuple[int, ...]]:
    """Return how long words of rows of letters are, longest first, by their first letter."""
    found: dict[str, set[int]] = {}
    for word in TOPICS_OF_WORD:
        if len(word) > 1 and " " not in word and _UNSPACED.match(word):
            found.setdefault(word[0], set()).add(len(word))
    return {letter: tuple(sorted(sizes, reverse=True)) for letter, sizes in found.items()}


def distance_to(topics: tuple[str, ...], near: Spoken) -> int | None:
    """Return how near the nearest of some topics is, or None."""
    known = near.nearest
    nearest: int | None = None
    for topic in topics:
        distance = known.get(topic)
        if distance is not None and (nearest is None or distance < nearest):
            nearest = distance
    return nearest
