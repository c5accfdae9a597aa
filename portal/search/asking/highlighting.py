"""What was found, with what was asked for marked."""

from collections.abc import Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from portal.search.language.marking import Piece, passage, pieces
from portal.search.language.wanted import Wanted

EXCERPT_LENGTH = 240


def highlighted(
    text: str, wanted: Sequence[Wanted], language: str, compounds: frozenset[str]
) -> SafeString:
    """Return a text, escaped, with `<mark>` around every word that was asked for."""
    return _html(pieces(text, wanted, language, compounds))


def excerpt(
    text: str, wanted: Sequence[Wanted], language: str, compounds: frozenset[str]
) -> SafeString:
    """Return the passage of a text that has most of what was asked for; empty if it has nothing."""
    return _html(passage(text, wanted, language, compounds, EXCERPT_LENGTH))


def _html(cut: Iterable[Piece]) -> SafeString:
    return format_html_join("", "{}", ((_piece(piece),) for piece in cut))


def _piece(piece: Piece) -> str:
    return format_html("<mark>{}</mark>", piece.text) if piece.is_marked else piece.text
