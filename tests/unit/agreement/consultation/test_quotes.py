"""Words that somebody quotes must stand in the clause."""

import pytest

from agreement.consultation.quotes import quote_stands
from agreement.importing.notation import blocks_of_lines

TEXT = blocks_of_lines("Zuständig ist die Stelle\nam Wohnort:\n- Beratung, 1. Stufe\n- Begleitung")


@pytest.mark.parametrize(
    "quote",
    [
        "die Stelle",
        "„die Stelle“",
        "  die\n Stelle ",
        "Stelle am Wohnort",
        "Beratung, 1. Stufe\n- Begleitung",
        "1. Beratung, 1. Stufe",
        "die Stel\u00adle",
        "Zielgruppe Zuständig",
        "Zusta\u0308ndig",
    ],
)
def test_a_quote_stands_however_it_was_copied(quote: str) -> None:
    assert quote_stands(quote, "Zielgruppe", TEXT)


@pytest.mark.parametrize("quote", ["die stelle", "die Stellen", "Stelle … Wohnort", "Wohnort am"])
def test_other_words_are_no_quote(quote: str) -> None:
    assert not quote_stands(quote, "Zielgruppe", TEXT)
