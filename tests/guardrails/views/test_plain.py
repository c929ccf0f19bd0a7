"""The plain view is the text as a person sees it, and ordinary text is left alone."""

import pytest

from govsim.guardrails.views import views_of
from govsim.guardrails.views.normalise import normalise


@pytest.mark.parametrize(
    ("text", "plain", "steps"),
    [
        pytest.param("pass\u200bword", "password", ("invisible",), id="zero width"),
        pytest.param("pass\u00adword", "password", ("invisible",), id="soft hyphen"),
        pytest.param("pa\x1b[1mss\x1b[0mword", "password", ("invisible",), id="terminal"),
        pytest.param("passwx\bord", "password", ("invisible",), id="backspace"),
        pytest.param("\u2067password\u2069", "password", ("bidi",), id="isolate"),
        pytest.param("ｐａｓｓ，ｗｏｒｄ", "pass,word", ("compatibility",), id="full width"),
        pytest.param("𝓹𝓪𝓼𝓼𝔀𝓸𝓻𝓭", "password", ("compatibility",), id="script"),
        pytest.param("10\u00a0000", "10 000", ("compatibility",), id="no-break space"),
        pytest.param("078\u201105–1120", "078-05-1120", ("compatibility",), id="hyphens"),
        pytest.param("٠٧٨-٠٥-١١٢٠", "078-05-1120", ("compatibility",), id="Arabic digits"),
        pytest.param("of\ufb01ce", "office", ("compatibility",), id="ligature"),
        pytest.param("cafe\u0301", "café", ("marks",), id="letter and mark"),
        pytest.param("p\u0336a\u0336s\u0336s\u0336", "pass", ("marks",), id="struck through"),
        pytest.param("p\u0301\u0316\u0334ass", "pass", ("marks",), id="decorated"),
        pytest.param("раssword", "password", ("homoglyphs",), id="Cyrillic among Latin"),
        pytest.param("reset the раss", "reset the pass", ("homoglyphs",), id="half a word"),
        pytest.param("give me ассеѕѕ", "give me access", ("homoglyphs",), id="a Cyrillic word"),
        pytest.param("ᴘᴀꜱꜱᴡᴏʀᴅ", "password", ("homoglyphs",), id="small capitals"),
        pytest.param("ⓟⓐⓢⓢ", "pass", ("drawn",), id="circled"),
        pytest.param("🅿🅰🆂🆂", "PASS", ("drawn",), id="squared"),
        pytest.param("🇵\u200b🇦\u200b🇸\u200b🇸", "PASS", ("invisible", "drawn"), id="flags"),
        pytest.param("4️⃣1️⃣1️⃣1️⃣", "4111", ("selectors", "marks"), id="keycaps"),
    ],
)
def test_what_hides_letters_is_undone(text: str, plain: str, steps: tuple[str, ...]) -> None:
    """Each letter stands for itself, and the steps say what was undone."""
    view = views_of(text).plain

    assert (view.text, view.steps) == (plain, steps)
    assert not view.is_identity


@pytest.mark.parametrize(
    "text",
    [
        "It’s “fine” — nothing hidden… 50 % off, 3 × 4 = 12, ½ cup, H₂O, m², a–b, 20 °C, ™ and €.",
        "Привет! Как дела? Оса и кот ест сыр. Мама мыла раму.",
        "Η γρήγορη αλεπού πηδάει πάνω από το σκυλί.",
        "The α of 0.05, a λ-term, Δx and μm are no disguise.",
        "今天天气很好，我们去公园吧。版本３号",
        "これはテストです。「ありがとう」、また明日！",
        "안녕하세요, 오늘은 날씨가 좋네요.",
        "مرحبا بكم في المتجر، كيف يمكننا مساعدتك؟",
        "नमस्ते, आज मौसम अच्छा है। क्‍षमा करें।",
        "שלום לכולם, מה שלומכם היום?",
        "Việt Nam là một đất nước xinh đẹp.",
        "Où est l’école ? Ça va très bien, merci.",
        "Übermäßig schöne Grüße aus Köln, Straße 5.",
        "Zażółć gęślą jaźń. İstanbul’da ılık bir akşam.",
        "Flags 🇵🇱🇫🇷, families 👨‍👩‍👧, hearts ❤️ and hands 👍🏽.",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f is a flag.",
        "def f(x: int) -> int:\n\treturn x ** 2  # comment\r\n",
        "",
    ],
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    """No script, sign or emoji in its proper use is touched, but for odd spaces and digits."""
    plain = views_of(text).plain.text

    assert plain.replace("\u00a0", " ") == text.replace("\u00a0", " ").replace("３", "3").replace(
        "\u200d", "" if "\u200d" not in plain else "\u200d"
    ).replace("\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "")


def test_plain_ascii_costs_no_map() -> None:
    """Text in which there is nothing to undo is its own plain view."""
    view = views_of("Nothing to see here.").plain

    assert view.is_identity
    assert view.maps == ()


def test_a_mark_belongs_to_its_letter() -> None:
    """What is found in the plain view covers the marks of its last letter in the text."""
    view = views_of("see cafe\u0301 now").plain
    start = view.text.index("café")

    assert view.original(start, start + 4) == (4, 9)


def test_undoing_is_done_until_nothing_is_left() -> None:
    """What is undone may show more, and that is undone too."""
    assert normalise("Aª🇦").text == normalise(normalise("Aª🇦").text).text
