"""The answer as a text to copy into a mail or a message, in the language of the client."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _

from agreement.reading import InForceRules
from directory.models import OfficePage, Service
from directory.presentation.office import OfficeCard, office_card
from directory.week_in_words import week_in_words
from portal.core.languages import language_codes
from portal.core.models import PortalSettings
from portal.finder.finding import Found
from portal.finder.outcome import State

MOST_SERVICES = 3
"""So many services stand in one message; nobody reads more."""


@dataclass(frozen=True, slots=True)
class Copy:
    """The answer in a language; `code` and `direction` are for the element that holds it."""

    code: str
    direction: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class _Named:
    """A service in the answer by its code, its office, and the clause that names it, if any."""

    service: str
    office: OfficePage
    clause: str


def copies_of(request: HttpRequest, found: Found, rules: InForceRules, day: date) -> list[Copy]:
    """Return the answer in every language of the interface, German first; none without office."""
    named = list(_named(found))
    if not named:
        return []
    writing = _Writing(request, found.outcome.state, rules, day)
    return [writing.copy(code, named) for code in language_codes()]


def _named(found: Found) -> Iterator[_Named]:
    """Yield the first office of each service to go to."""
    answers = found.nearest if found.outcome.state is State.GAP else found.leads
    clauses = {one.service: one.clauses for one in found.outcome.leads}
    for answer in answers[:MOST_SERVICES]:
        offices = {str(office.uuid): office for office in found.offices[answer.code]}
        if answer.first:
            clause = next(iter(clauses.get(answer.code, ())), "")
            yield _Named(answer.code, offices[answer.first.uuid], clause)


class _Writing:
    """Puts the answer together in one language after the other."""

    def __init__(self, request: HttpRequest, state: State, rules: InForceRules, day: date) -> None:
        self._request = request
        self._state = state
        self._rules = rules
        self._day = day
        self._now: datetime = timezone.now()
        self._services = dict(Service.objects.values_list("code", "name"))
        self._is_example = PortalSettings.load(request_or_site=request).is_example

    def copy(self, code: str, named: list[_Named]) -> Copy:
        """Return the answer in a language."""
        info = get_language_info(code)
        with override(code):
            parts = [self._first_line(), *(self._office(one) for one in named), self._last_line()]
        direction = "rtl" if info["bidi"] else "ltr"
        return Copy(code, direction, info["name_local"], "\n\n".join(parts))

    def _first_line(self) -> str:
        sentences = {
            State.SETTLED: _("Zuständig ist:"),
            State.OVERLAP: _("Mehrere Dienste sind zuständig. Sie können wählen:"),
            State.OPEN: _("Diese Stellen kommen in Frage:"),
            State.GAP: _(
                "Nach der Vereinbarung ist niemand fest zuständig. Sie können hier fragen:"
            ),
        }
        return sentences[self._state]

    def _office(self, one: _Named) -> str:
        service = _(self._services.get(one.service, one.service))
        card = office_card(one.office, self._now, self._request, service=service)
        return "\n".join([service, *self._facts(card, one.office), *self._reason(one)])

    def _facts(self, card: OfficeCard, office: OfficePage) -> Iterator[str]:
        yield f"{card.name}, {card.organisation}" if card.organisation else card.name
        yield card.address
        if card.phone:
            yield _("Telefon: %(phone)s") % {"phone": card.phone}
        yield _("Öffnungszeiten: %(hours)s") % {"hours": week_in_words(office.hours)}
        if card.closed_notice:
            yield card.closed_notice
        if card.appointment:
            yield card.appointment
        if card.languages:
            yield _("Sprachen: %(languages)s") % {"languages": card.languages}
        yield from card.language_lines
        if card.url:
            yield self._request.build_absolute_uri(card.url)

    def _reason(self, one: _Named) -> Iterator[str]:
        if one.clause:
            clause = self._rules.clause(one.clause)
            words = {"number": clause.number, "heading": clause.heading}
            yield _("Grund: Vereinbarung, %(number)s (%(heading)s)") % words
            yield self._request.build_absolute_uri(clause.url)

    def _last_line(self) -> str:
        lines = [_("Die Beratung ist kostenlos und vertraulich.")]
        lines.append(_("Stand: %(day)s") % {"day": date_format(self._day)})
        if self._is_example:
            lines.append(_("Beispiel: Diese Angaben sind erfunden."))
        return "\n".join(lines)
