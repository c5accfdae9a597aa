"""What the network is told when a version's commencement is decided: what changes for whom."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, override

from agreement import reading
from agreement.coverage.subjects import Subject, version_subject
from agreement.impact_page.comparison import changes_between
from agreement.impact_page.network import (
    Network,
    network_of,
    organisation_names,
    people_of_organisations,
)
from agreement.impact_page.providers import touches
from agreement.impact_page.views import FOLDER, PAGE
from agreement.impact_page.words import provider_change_in_words, touch_in_words
from agreement.models.sealed import AgreementVersion
from agreement.reading import Period
from agreement.responsibility.impact import Change
from directory.people.roles import roles_of
from portal.accounts.models import User
from portal.accounts.notifications import notify
from portal.core.languages import localized_path

VERSIONS = "fassungen"
"""The kind of these notices."""

# A notice holds one short text: the largest changes that fit; all are on the page it leads to.
_ROOM = 300

NEWS = _("%(title)s: Fassung %(number)s %(when)s.")
FOR_YOU = _(
    "Fassung %(number)s der Vereinbarung %(when)s. Für %(organisation)s ändert sich: %(changes)s."
)
TO_COME = _("tritt am %(day)s in Kraft")
BEGUN = _("ist seit dem %(day)s in Kraft")


def may_read(person: User, path: str) -> bool:
    """Return whether somebody (still) belongs to the network, which alone reads these pages."""
    return bool(roles_of(person))


def tell_of_commencement(version: AgreementVersion, on: date, by: Any | None) -> None:
    """Leave notices about the day a version takes effect; call it in the act's transaction.

    People of organisations that gain or lose cases, or provide another service than before, are
    told what; everybody else in the network that it takes effect. Not told: who decided it, and
    nobody of a text that was signed before the portal existed.
    """
    if version.is_legacy:
        return
    people = people_of_organisations()
    everybody = {key for keys in people.values() for key in keys} - ({by.pk} if by else set())
    accounts = User.objects.in_bulk(everybody)
    with override(settings.LANGUAGE_CODE):
        begins = TO_COME if on > timezone.localdate() else BEGUN
        facts = {
            "title": str(version.agreement),
            "number": version.number,
            "when": str(begins) % {"day": date_format(on)},
        }
        path, told = _told(version, on)
        names = organisation_names()
        informed = set()
        for organisation, sentences in told.items():
            keys = people.get(organisation, set()) & everybody
            informed |= keys
            words = {
                **facts,
                "organisation": names[organisation],
                "changes": _shortened(sentences),
            }
            query = urlencode({"tag": on.isoformat(), "organisation": organisation})
            _notify(accounts, keys, FOR_YOU, f"{path}&{query}", words)
        _notify(accounts, everybody - informed, NEWS, path, facts)


def _notify(
    accounts: dict[Any, User], keys: Iterable[int], sentence: Any, path: str, words: dict[str, Any]
) -> None:
    recipients = [accounts[key] for key in sorted(keys) if key in accounts]
    notify(recipients, VERSIONS, sentence, path, words=words)


def _told(version: AgreementVersion, on: date) -> tuple[str, dict[str, list[str]]]:
    """Return where to read what changes, and what to tell each organisation it changes for."""
    slug = version.agreement.slug
    versions = AgreementVersion.objects.filter(agreement=version.agreement).without_bytes()
    history = reading.periods(versions)
    earlier = reading.periods(versions.filter(number__lt=version.number))
    before = reading.in_force_on(on, earlier)
    if before is None:
        return localized_path(f"/{slug}/fassungen/{version.number}/"), {}
    old, new = (
        version_subject(version.agreement, _period(history, each)) for each in (before, version)
    )
    query = urlencode({"vereinbarung": slug})
    path = f"{PAGE}{FOLDER}{before.number}/{version.number}/?{query}"
    return path, changes_for_organisations(old, new, on)


def _period(history: Sequence[Period], version: AgreementVersion) -> Period:
    return next(one for one in history if one.version == version)


def changes_for_organisations(old: Subject, new: Subject, day: date) -> dict[str, list[str]]:
    """Return in words what another text changes for each organisation (UUID) it touches.

    The largest changes come first. Nothing can be told of rules that contradict each other.
    """
    if old.text.contradictions or new.text.contradictions:
        return {}
    changes = changes_between(old.text.rules, new.text.rules, day, new.rules.sets)
    network = network_of(old, new, day)
    found = {
        organisation: list(_sentences(organisation, changes, network, new))
        for organisation in organisation_names()
    }
    return {organisation: sentences for organisation, sentences in found.items() if sentences}


def _sentences(
    organisation: str, changes: tuple[Change, ...], network: Network, new: Subject
) -> Iterable[str]:
    before = network.reach_before.get(organisation, {})
    after = network.reach_after.get(organisation, {})
    for touch in touches(changes, before, after):
        yield touch_in_words(touch, new.words)
    for change in network.provider_changes:
        if organisation in (*change.before, *change.after):
            yield provider_change_in_words(change, organisation, new.words)


def _shortened(sentences: list[str]) -> str:
    """Return the first sentence, as many more as there is room for, and how many are left."""
    shown, room = sentences[:1], _ROOM - len(sentences[0])
    for sentence in sentences[1:]:
        room -= len(sentence)
        if room < 0:
            break
        shown.append(sentence)
    if left := len(sentences) - len(shown):
        more = ngettext("und %(count)s weitere Änderung", "und %(count)s weitere Änderungen", left)
        shown.append(more % {"count": left})
    return "; ".join(shown)
