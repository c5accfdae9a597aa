"""The words of the synopsis in templates."""

from django import template

from agreement.consultation.synopsis import Entry, Outcome
from agreement.consultation.synopsis_words import SynopsisWords

register = template.Library()
WORDS = SynopsisWords()


@register.filter
def kind_in_words(entry: Entry) -> str:
    """Return what kind of comment it is."""
    return WORDS.kind(entry)


@register.filter
def result_in_words(entry: Entry) -> str:
    """Return what was made of a comment."""
    return WORDS.result(entry)


@register.filter
def notes_in_words(entry: Entry) -> list[str]:
    """Return what to know about where a comment comes from."""
    return WORDS.notes(entry)


@register.filter
def outcome_in_words(outcome: Outcome) -> str:
    """Return in a sentence what became of a clause."""
    return WORDS.outcome(outcome)
