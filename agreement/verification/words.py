"""What the verifier says, in the language of the page: it speaks German and English."""

from django.utils.translation import get_language

from agreement.verification.standalone.words import Text


def in_language(text: Text) -> str:
    """Return a text in German for pages in German, in English for all others."""
    return text.de if (get_language() or "de").startswith("de") else text.en
