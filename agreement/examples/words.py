"""Expected and actual answers in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from agreement.responsibility.answers import Answer
from agreement.responsibility.replay import Expected
from agreement.wording import Words
from agreement.wording_lists import joined, named


def expected_in_words(expected: Expected, words: Words) -> str:
    """Return an answer that was agreed on: “Zuständig: Migrationsberatung (MBE).”"""
    return _answer(expected.leads, expected.supports, words)


def answer_in_words(answer: Answer, words: Words) -> str:
    """Return an answer of the rules as one compares it with the agreed one."""
    return _answer(
        {one.service for one in answer.leads}, {one.service for one in answer.supports}, words
    )


def _answer(leads: Iterable[str], supports: Iterable[str], words: Words) -> str:
    leading, supporting = (
        joined(named(codes, words.services), _("und")) for codes in (leads, supports)
    )
    first = _("Zuständig: %s.") % leading if leading else _("Niemand ist zuständig.")
    return f"{first} {_('Unterstützt: %s.') % supporting}" if supporting else first
