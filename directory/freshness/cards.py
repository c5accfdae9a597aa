"""Offices as their editors check them: every fact on one card, with what can be done."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from directory.freshness.forms import AwayForm, CloseForm, StandInForm
from directory.freshness.words import is_overdue, verified_words
from directory.models import Contact, OfficePage, OrganisationPage, SpecialDays
from directory.presentation.office import shown_offers
from directory.week_in_words import week_in_words
from portal.core.trees import below

Facts = list[tuple[str, str]]


@dataclass(frozen=True)
class ContactRow:
    """A contact with what can be done."""

    contact: Contact
    is_away: bool
    form: AwayForm


@dataclass(frozen=True)
class OfficeCheck:
    """An office to be checked: its facts, whether it is closed today, its contacts."""

    office: OfficePage
    organisation: str
    verified: str
    is_overdue: bool
    facts: Facts
    closure: str
    is_closed_for_today: bool
    form: CloseForm
    contacts: list[ContactRow]


def facts_of(office: OfficePage, today: date) -> Facts:
    """Return what an office's page says, as terms with their values; what is empty says so."""
    offers = [
        f"{offer.service} ({', '.join(filter(None, [offer.catchment, offer.span]))})"
        for offer in shown_offers(office.offers.all(), today)
    ]
    facts = (
        (_("Adresse"), office.address),
        (_("Telefon"), office.phone),
        (_("E-Mail"), office.email),
        (_("Internetseite"), office.website),
        (_("Öffnungszeiten"), week_in_words(office.hours)),
        (_("Hinweis dazu"), office.hours_note),
        (_("Termin"), office.get_appointment_display()),
        (_("Sprachen"), ", ".join(_(language.name) for language in office.languages.all())),
        (_("Dienste"), "; ".join(offers)),
    )
    return [(term, value or _("nicht angegeben")) for term, value in facts]


def checks_of(
    offices: Sequence[OfficePage], failed: StandInForm | None = None
) -> list[OfficeCheck]:
    """Return the cards of offices; the same number of queries however many there are.

    `failed` is a form with errors, shown again in its place with what was typed.
    """
    today = timezone.localdate()
    paths = {office.organisation_path for office in offices}
    organisations = dict(
        OrganisationPage.objects.filter(path__in=paths).values_list("path", "title")
    )
    siblings: dict[str, list[OfficePage]] = defaultdict(list)
    for sibling in siblings_of(paths):
        siblings[sibling.organisation_path].append(sibling)
    colleagues: dict[str, list[Contact]] = defaultdict(list)
    for colleague in colleagues_of(paths):
        colleagues[colleague.office.organisation_path].append(colleague)
    return [
        _check(
            office,
            organisations.get(office.organisation_path, ""),
            siblings[office.organisation_path],
            colleagues[office.organisation_path],
            today,
            failed,
        )
        for office in offices
    ]


def siblings_of(paths: Iterable[str]) -> QuerySet[OfficePage]:
    """Return the live offices of organisations, given by their places."""
    found: QuerySet[OfficePage] = OfficePage.objects.live().filter(below(paths)).order_by("title")
    return found


def colleagues_of(paths: Iterable[str]) -> QuerySet[Contact]:
    """Return the contacts of all offices of organisations, given by their places."""
    return Contact.objects.filter(below(paths, "office__path")).select_related("office")


def with_what_is_checked(offices: Any) -> Any:
    """Fetch along what the cards show: a number of queries that does not grow."""
    today = timezone.localdate()
    closed = SpecialDays.objects.filter(first_day__lte=today, last_day__gte=today, hours="")
    contacts = Contact.objects.select_related("substitute")
    return offices.select_related("verification").prefetch_related(
        "languages",
        "offers__service",
        "offers__municipalities",
        Prefetch("contacts", contacts),
        Prefetch("special_days", closed, to_attr="closures_now"),
    )


def closure_in_words(closure: SpecialDays, today: date) -> str:
    """Return "Heute geschlossen" or until when, with the reason."""
    if closure.last_day == today:
        words = _("Heute geschlossen")
    else:
        words = _("Geschlossen bis %(day)s") % {"day": date_format(closure.last_day)}
    return f"{words}: {closure.reason}" if closure.reason else words


def _check(
    office: Any,
    organisation: str,
    siblings: list[OfficePage],
    colleagues: list[Contact],
    today: date,
    failed: StandInForm | None,
) -> OfficeCheck:
    closures = sorted(office.closures_now, key=lambda one: one.last_day)
    closure = closures[0] if closures else None
    return OfficeCheck(
        office=office,
        organisation=organisation,
        verified=verified_words(office, today),
        is_overdue=is_overdue(office, today),
        facts=facts_of(office, today),
        closure=closure_in_words(closure, today) if closure else "",
        is_closed_for_today=closure is not None and closure.first_day == closure.last_day,
        form=close_form(office, siblings, failed),
        contacts=[
            ContactRow(contact, contact.is_away_on(today), away_form(contact, colleagues, failed))
            for contact in office.contacts.all()
        ],
    )


def close_form(
    office: OfficePage,
    siblings: Iterable[OfficePage],
    failed: StandInForm | None = None,
    data: Any = None,
) -> CloseForm:
    """Return the form for closing an office today; `failed` itself if it is this one."""
    prefix = f"stelle{office.pk}"
    if isinstance(failed, CloseForm) and failed.prefix == prefix:
        return failed
    others = [one for one in siblings if one.pk != office.pk]
    return CloseForm(data, prefix=prefix, stand_ins=others)


def away_form(
    contact: Contact,
    colleagues: Iterable[Contact],
    failed: StandInForm | None = None,
    data: Any = None,
) -> AwayForm:
    """Return the form for a contact's absence; `failed` itself if it is this one."""
    prefix = f"kontakt{contact.pk}"
    if isinstance(failed, AwayForm) and failed.prefix == prefix:
        return failed
    others = [one for one in colleagues if one.pk != contact.pk]
    return AwayForm(data, prefix=prefix, stand_ins=others)
