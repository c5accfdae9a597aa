"""What came and went, in templates."""

from collections.abc import Iterable, Sequence

from django import template
from django.utils.safestring import SafeString

from agreement.comparison.pieces import BlockChange, Words
from agreement.comparison_page.redline import redline_html, redline_words

register = template.Library()


@register.filter
def redline(changes: Sequence[BlockChange]) -> SafeString:
    """Return the changes of a text as HTML; references to clauses lead nowhere."""
    return redline_html(changes)


@register.filter
def redline_of_words(words: Iterable[Words]) -> SafeString:
    """Return words with what came and went as HTML."""
    return redline_words(words)
