"""German words for the whole numbers up to 120, as ages stand in a legal text. Pure."""

# fmt: off
_ONES = (
    "null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn",
    "elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn",
    "neunzehn",
)
_TENS = (
    "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig",
)
# fmt: on
_HUNDRED = 100


def number_word(number: int) -> str:
    """Return the word for a number from 0 to 120: 27 is “siebenundzwanzig”."""
    if number >= _HUNDRED:
        rest = number - _HUNDRED
        return f"einhundert{number_word(rest) if rest else ''}"
    if number < len(_ONES):
        return _ONES[number]
    tens, ones = divmod(number, 10)
    word = _TENS[tens - 2]
    first = "ein" if ones == 1 else _ONES[ones]
    return f"{first}und{word}" if ones else word
