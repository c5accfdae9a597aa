"""Changes as a person says them."""

from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from agreement.coverage.words import leading_in_words
from agreement.impact_page.providers import ProviderChange, Touch
from agreement.responsibility.answers import Answer
from agreement.responsibility.impact import Change
from agreement.wording import Words, condition_in_words
from agreement.wording_lists import joined, named


def whom(change: Change, words: Words) -> str:
    """Return for whom something changes: “12 bis 26 Jahre mit Duldung in Bretten”."""
    return condition_in_words(change.when, words, change.parents)


def leading(answer: Answer, words: Words) -> str:
    """Return who leads: “MBE”, “JMD und MBE zugleich”, “niemand”."""
    return leading_in_words([one.service for one in answer.leads], words)


def touch_in_words(touch: Touch, words: Words) -> str:
    """Return what a change means for an organisation: “MBE gibt ab, JMD übernimmt: ab 27 …”."""
    parts = []
    if touch.losing:
        parts.append(_("%s gibt ab") % _names(touch.losing, words))
    if touch.gaining:
        parts.append(_("%s übernimmt") % _names(touch.gaining, words))
    return f"{', '.join(parts)}: {whom(touch.change, words)}"


def places(municipalities: Collection[str], words: Words) -> str:
    """Return places: “Bretten und Forst”, “allen Gemeinden”."""
    if set(municipalities) >= set(words.municipalities):
        return _("allen Gemeinden")
    return joined(named(municipalities, words.municipalities), _("und"))


def provider_change_in_words(change: ProviderChange, organisation: str, words: Words) -> str:
    """Return what other providers mean for an organisation: “bietet künftig IM an in Forst”."""
    facts = {
        "service": words.services.get(change.service, change.service),
        "places": places(change.municipalities, words),
    }
    if organisation in change.after and organisation in change.before:
        return _("bietet %(service)s weiter an, mit anderen, in %(places)s") % facts
    if organisation in change.after:
        return _("bietet künftig %(service)s an in %(places)s") % facts
    return _("bietet %(service)s nicht mehr an in %(places)s") % facts


def _names(services: Iterable[str], words: Words) -> str:
    return joined(named(services, words.services), _("und"))
