"""Holds letters of other alphabets that look like Latin ones, and letters drawn as symbols."""

from __future__ import annotations

from typing import Final

# By the Latin character they look like: Cyrillic, Greek, Armenian, Cherokee, Lisu, syllabics …
LOOKALIKES: Final[dict[str, str]] = {
    "a": "аα⍺ⲁ", "b": "ЬьᏏᖯƄ", "c": "сϲⲥꮯᏟⅽ", "d": "ԁᏧᑯꓒժⅾ", "e": "еҽєℯⲉε", "f": "ꬵꞙքғ",
    "g": "ɡցԍƍ", "h": "һհᏂℎ", "i": "іιᎥɩⲓⅰ", "j": "јϳյ", "k": "кκⲕ", "l": "ӏǀⅼլ",
    "m": "мⅿ", "n": "ոռηп", "o": "оοσօⲟഠဝᴑ", "p": "рρⲣ⍴", "q": "ԛգզ", "r": "гⲅᴦꭇ",
    "s": "ѕꮪƽ", "t": "тτⲧ", "u": "υսʋⲩ", "v": "νѵⅴ", "w": "ԝաѡωⲱ", "x": "хχⅹⲭ",
    "y": "уγүყỿ", "z": "ⲍꮓ",
    "A": "АΑᎪᗅꓮᗩ", "B": "ВΒᏴᗷꓐ", "C": "СϹꓚᑕⲤⅭᏟ", "D": "ᎠᗞꓓⅮᗪ", "E": "ЕΕᎬꓰⴹ", "F": "Ϝᖴꓝ",
    "G": "ԌᏀꓖ", "H": "НΗᎻᕼꓧⲎ", "I": "ІΙӀꓲⅠⵏᏆ", "J": "ЈᎫᒍꓙ", "K": "КΚᏦꓗⲔ", "L": "ᏞᒪꓡԼⅬ",
    "M": "МΜᎷᗰꓟϺⅯ", "N": "ΝꓠⲚᑎ", "O": "ОΟՕꓳⵔⲞ", "P": "РΡᏢᑭꓑⲢ", "Q": "Ԛⵕᑫ", "R": "ᎡᏒᖇꓣ",
    "S": "ЅՏᏚᏕꓢᔕ", "T": "ТΤᎢꓔⲦ", "U": "ՍᑌꓴԱ", "V": "ѴᏙᐯꓦⅤ", "W": "ԜᏔᏇꓪᗯᎳ", "X": "ХΧꓫ᙭ⅩⲬ",
    "Y": "УΥҮꓬⲨᎩ", "Z": "ΖᏃꓜᘔ",
    "3": "ЗƷȜз", "4": "Ꮞ", "5": "Ƽ", "6": "бᏮ", "8": "Ȣȣ", "9": "৭", "2": "ᒿ",
}  # fmt: skip
# Small capitals; Latin letters all, and no language is written in them.
SMALL_CAPITALS: Final = dict(
    zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢɑ", "abcdefghijklmnopqrstuvwyza", strict=True)
)
# Letters upside down; a text of them reads from its end. Only these tell one: u, n, d, p, b, q, o,
# s, x, z are other letters upside down, or themselves.
UPSIDE_DOWN: Final = dict(
    zip(
        "ɐɔǝɟƃɓɥᴉıɾʞʅןɯɹʇʌʍʎ∀ƆᗡƎℲ⅁פſ⅂˥Ԁᴚ┴∩Λ⅄¿¡˙",
        "acefgghiijkllmrtvwyACDEFGGJLLPRTUVY?!.",
        strict=True,
    )
)
# Signs that draw letters only where they make words: of currencies, of mathematics, ideographs.
DRAWN_LETTERS: Final[dict[str, str]] = {
    "A": "ΛД", "N": "И", "R": "Я", "W": "Ш", "a": "₳卂∀Ɑλд", "b": "฿乃ß", "c": "₵匚ƈ¢", "d":
    "ĐᗪƊ∂", "e": "Ɇ乇€ε∑эё", "f": "₣千ƒ", "g": "₲Ꮆᘜɠ", "h": "Ⱨ卄ɧ", "i": "ł丨¡ﾉɪノ", "j": "Ɉﾌフ",
    "k": "₭Ҝķк", "l": "Ⱡㄥ£", "m": "₥爪ｍ", "n": "₦几ηπ∩пл", "o": "ØㄖøθσФф", "p": "₱Ᵽ卩¶ρ", "q":
    "ᑫ", "r": "Ɽ尺®ʀгя", "s": "₴丂§∫", "t": "₮ㄒ†", "u": "Ʉㄩµ∪μицй", "v": "√", "w": "₩山ψш",
    "x": "Ӿ乂×ж", "y": "Ɏㄚ¥", "z": "Ⱬ乙ž",
}  # fmt: skip
# Letters as a mirror shows them; a text of them reads from its end.
MIRRORED: Final = dict(
    zip("ɒdɔbɘʇϱʜįᴉʞᴎqpɿƨƚʏƹᗡƎꟻᎮႱᒐ⅃ИꟼЯƧ", "abcdefghijknpqrstyzDEFGHJLNPRS", strict=True)
)
# The runes that stand for Latin letters in texts that play at being old.
RUNES: Final = dict(zip("ᚨᛒᚲᛞᛖᚠᚷᚺᛁᛃᛚᛗᚾᛟᛈᚱᛊᛏᚢᚹᛇᛉ", "abcdefghijlmnoprstuwyz", strict=True))
