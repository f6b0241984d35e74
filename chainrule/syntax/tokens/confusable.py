"""Letters that look like others: named by code point, never read as what they look like."""

from __future__ import annotations

from chainrule.errors import ReadError

# Letters of other alphabets that cannot be told from Latin ones on the page.
LOOKALIKES: dict[str, str] = {
    **dict(zip("асеорхуіјѕԁһԛԝԍѵӏАВЕЅІЈКМНОРСТУХѴԌ", "aceopxyijsdhqwgvlABESIJKMHOPCTYXVG", strict=True)),  # Cyrillic
    **dict(zip("οΑΒΕΖΗΙΚΜΝΟΡΤΥΧϲϳ", "oABEZHIKMNOPTYXcj", strict=True)),  # Greek
    **dict(zip("օոսհցᴏɡɩⅼⅽⅾⅿⅹⅰⅴ", "onuhgogılcdmxiv".replace("ı", "i"), strict=True)),  # Armenian, phonetic, Roman numerals
}


def check_letters(word: str, text: str, start: int) -> None:
    """Raise ReadError where a letter of a word only looks like the letter it is taken for.

    A word of another alphabet is a name as good as any, unless all of it looks Latin or it is mixed with Latin letters.
    """
    letters = [character for character in word if character.isalpha()]
    suspects = [character for character in letters if character in LOOKALIKES]
    if suspects and (len(suspects) == len(letters) or any(character.isascii() for character in letters)):
        raise _lookalike(suspects[0], text, start + word.index(suspects[0]))
    if any(character.isascii() for character in letters):
        for character in letters:
            if _foreign(character):
                raise _lookalike(character, text, start + word.index(character))


_ACCENTS = frozenset("\u0300\u0301\u0306\u0309\u030a\u030b\u030c\u031b\u0323\u0327\u0328")  # which no quantity has above or below it
_OF_LANGUAGES = frozenset("đłøßıæœðþ")
_OF_WORDS = frozenset("äöüãõ")  # in longer ones: a with two points, or a wave, may be a quantity


def is_of_language(word: str) -> bool:
    """Return whether a word has letters that formulas have none of, and several of them: hàm, função, größe; but not xŷ and m\u1e8b.

    >>> is_of_language("hàm"), is_of_language("xŷ")
    (True, False)
    """
    from unicodedata import normalize

    own = "".join(letter for letter in word.lower() if letter < "\u0370" or "\u1e00" <= letter <= "\u1eff")  # Latin ones
    foreign = _OF_LANGUAGES | _OF_WORDS if len(word) > 3 else _OF_LANGUAGES
    return len(word) > 1 and (not foreign.isdisjoint(own) or not _ACCENTS.isdisjoint(normalize("NFD", own)))


def _foreign(character: str) -> bool:
    """Return whether a letter belongs to an alphabet that mathematics does not mix with the Latin one."""
    from unicodedata import name, normalize

    if character < "Ͱ" or "Ͱ" <= character <= "Ͽ":
        return False
    return name(normalize("NFKC", character)[0], "").split(" ")[0] not in ("LATIN", "GREEK", "DOUBLE-STRUCK", "SCRIPT", "KELVIN", "ANGSTROM", "PLANCK")


def _lookalike(character: str, text: str, start: int) -> ReadError:
    from unicodedata import name

    title = name(character, "unnamed").lower()
    meant = LOOKALIKES.get(character)
    hint = f"write the Latin letter '{meant}'" if meant else "write Latin or Greek letters, or a word of one alphabet"
    return ReadError(f"the letter '{character}' is U+{ord(character):04X} ({title})", hint=hint, text=text, start=start, end=start + 1)
