"""What a head of yesterday learned of a word is what a head of today reads."""

from inline_snapshot import snapshot

from govsim.guardrails.training.classes import character_classes
from govsim.guardrails.training.features import ids_of
from govsim.guardrails.training.head import FORM


def test_the_numbers_of_words_stay() -> None:
    """A change of these numbers makes every trained head worthless: it needs another FORM."""
    ids = ids_of("Open the door: 打开门 42", character_classes(), is_data=True)

    assert (FORM, ids.tolist()) == snapshot(
        (
            1,
            [
                1400519,
                1882418,
                2379010,
                3379915,
                3970096,
                5198253,
                5687258,
                5728936,
                6506490,
                6765978,
                8342906,
                8412930,
                10282512,
                10767084,
                10769971,
                11214542,
                11234008,
                13416049,
                15247168,
                15521912,
                15741570,
                16076753,
                16211975,
                16730728,
                18177735,
                18659634,
                19156226,
                20157131,
                20747312,
                21975469,
                22464474,
                22506152,
                23283706,
                23543194,
                25120122,
                25190146,
                27059728,
                27544300,
                27547187,
                27991758,
                28011224,
                30193265,
                32024384,
                32299128,
                32518786,
                32853969,
                32989191,
                33507944,
            ],
        )
    )
