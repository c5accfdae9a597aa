"""Audiences of the directory, and who sees which way to reach a contact."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from directory.enums import Audience
from directory.groups import COORDINATION, NETWORK
from portal.core.page_visibility import page_visible_to
from portal.core.trees import below
from portal.core.visibility import PUBLIC, Policy, Viewer, group_token, meet, tokens_of, visible

if TYPE_CHECKING:
    from directory.models import Contact, OrganisationPage


@dataclass(frozen=True, slots=True)
class ShownContact:
    """A contact as one reader may see it; what he may not see is empty.

    Without services it is there for all of the office's. `away` says until when somebody is
    away, and who stands in, in words.
    """

    function: str
    phone: str
    email: str
    languages: tuple[str, ...]
    name: str = ""
    services: tuple[str, ...] = ()
    away: str = ""


def _tokens_of_groups(*names: str) -> frozenset[str]:
    groups = Group.objects.filter(name__in=names)
    return frozenset(map(group_token, groups.values_list("pk", flat=True)))


def network_tokens() -> frozenset[str]:
    """Return the tokens of everybody who works in the network (one query)."""
    return _tokens_of_groups(NETWORK, COORDINATION)


def tokens_of_audience(
    audience: str, organisation: "OrganisationPage | None" = None
) -> frozenset[str]:
    """Return the tokens of everybody an audience names (at most one query).

    "organisation" means the people of the one given, and the coordination; without one, or
    for one that has no people yet, the coordination alone. Raises ValueError for a word that
    is no audience.
    """
    match Audience(audience):
        case Audience.PUBLIC:
            return frozenset({PUBLIC})
        case Audience.NETWORK:
            return network_tokens()
        case Audience.ORGANISATION:
            staff = organisation.staff_group_id if organisation else None
            own = frozenset({group_token(staff)}) if staff else frozenset()
            return own | _tokens_of_groups(COORDINATION)
        case Audience.COORDINATION:
            return _tokens_of_groups(COORDINATION)


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where a viewer belongs: in the network, the coordination, organisations (tree paths)."""

    network: bool = False
    coordination: bool = False
    organisations: tuple[str, ...] = ()

    def is_admitted(self, audience: str, path: str) -> bool:
        """Return whether he is of an audience; `path` is the office's place in the tree."""
        match Audience(audience):
            case Audience.PUBLIC:
                return True
            case Audience.NETWORK:
                return self.network
            case Audience.ORGANISATION:
                return self.coordination or path.startswith(self.organisations)
            case Audience.COORDINATION:
                return self.coordination


def _standing(who: Viewer) -> _Standing:
    """Return where a viewer belongs: two queries once a request, none for visitors."""
    if not who.is_authenticated:
        return _Standing()
    if "standing" not in who.memo:
        pages = apps.get_model("directory", "OrganisationPage")
        paths = pages.objects.filter(staff_group__in=who.groups).values_list("path", flat=True)
        named = dict(
            Group.objects.filter(name__in=[NETWORK, COORDINATION]).values_list("name", "pk")
        )
        coordination = who.sees_everything or named.get(COORDINATION) in who.groups
        network = coordination or named.get(NETWORK) in who.groups
        who.memo["standing"] = _Standing(network, coordination, tuple(paths))
    standing: _Standing = who.memo["standing"]
    return standing


def is_in_network(who: Viewer) -> bool:
    """Return whether a viewer works in the network; costs nothing for visitors."""
    return _standing(who).network


def shown_contacts(contacts: Iterable["Contact"], who: Viewer) -> list[ShownContact]:
    """Return the contacts of offices that a viewer can reach, with the ways he may use."""
    shown = (_shown(contact, who) for contact in contacts)
    return [contact for contact in shown if contact.phone or contact.email]


def _shown(contact: "Contact", who: Viewer) -> ShownContact:
    standing, words = _standing(who), contact.words
    return ShownContact(
        function=contact.function,
        phone=_if_admitted(standing, contact.phone_audience, contact, contact.phone),
        email=_if_admitted(standing, contact.email_audience, contact, contact.email),
        languages=tuple(map(_, words.languages)),
        name=_if_admitted(standing, contact.name_audience, contact, contact.name),
        services=tuple(map(_, words.services)),
        away=_away(contact, who),
    )


def _away(contact: "Contact", who: Viewer) -> str:
    """Return until when a contact is away, and the substitute if the viewer can reach it."""
    if contact.away_until is None or not contact.is_away_on(timezone.localdate()):
        return ""
    away = _("Abwesend bis %(day)s.") % {"day": date_format(contact.away_until)}
    standing, other = _standing(who), contact.substitute
    if other is None or not page_visible_to(other.office, who):
        return away
    phone = _if_admitted(standing, other.phone_audience, other, other.phone)
    email = _if_admitted(standing, other.email_audience, other, other.email)
    if not (phone or email):
        return away
    name = _if_admitted(standing, other.name_audience, other, other.name)
    facts = ", ".join(filter(None, [name, other.function, phone, email]))
    return f"{away} {_('Vertretung: %(facts)s.') % {'facts': facts}}"


def _if_admitted(standing: _Standing, audience: str, contact: "Contact", way: str) -> str:
    return way if way and standing.is_admitted(audience, contact.office.path) else ""


def _reached_by(standing: _Standing) -> Q:
    """Return the condition that at least one way to a contact is open to a viewer."""
    return reduce(or_, (_is_open(standing, way) for way in ("phone", "email")))


def _is_open(standing: _Standing, fact: str) -> Q:
    """Return the condition that a fact of a contact is there and open to a viewer."""
    audiences = {Audience.PUBLIC}
    if standing.network:
        audiences.add(Audience.NETWORK)
    if standing.coordination:
        audiences |= {Audience.ORGANISATION, Audience.COORDINATION}
    own = below(standing.organisations, "office__path")
    of_organisation = Q(**{f"{fact}_audience": Audience.ORGANISATION}) & own
    is_admitted = Q(**{f"{fact}_audience__in": audiences}) | of_organisation
    return is_admitted & ~Q(**{fact: ""})


def names_admitted(who: Viewer) -> Q:
    """Return the condition for contacts with a name that a viewer may know."""
    return _is_open(_standing(who), "name")


def _visible_to(contacts: QuerySet[Any], who: Viewer) -> QuerySet[Any]:
    offices = contacts.model._meta.get_field("office").related_model.objects.all()
    return contacts.filter(_reached_by(_standing(who)), office__in=visible(offices, who))


def _tokens_of(contact: "Contact") -> frozenset[str]:
    ways = ((contact.phone, contact.phone_audience), (contact.email, contact.email_audience))
    organisation = _organisation_of(contact)
    open_to: frozenset[str] = frozenset()
    for way, audience in ways:
        if way:
            open_to |= tokens_of_audience(audience, organisation)
    return meet(tokens_of(contact.office), open_to)


def _organisation_of(contact: "Contact") -> "OrganisationPage | None":
    pages = apps.get_model("directory", "OrganisationPage").objects
    found: OrganisationPage | None = pages.filter(path=contact.office.organisation_path).first()
    return found


CONTACTS = Policy(visible_to=_visible_to, tokens_of=_tokens_of, has_two_conditions=True)
"""A contact is seen by whom its office and the audience of one of its ways both admit."""


def _parts_visible_to(parts: QuerySet[Any], who: Viewer) -> QuerySet[Any]:
    offices = parts.model._meta.get_field("office").related_model.objects.all()
    return parts.filter(office__in=visible(offices, who))


OF_OFFICES = Policy(visible_to=_parts_visible_to, tokens_of=lambda part: tokens_of(part.office))
"""What belongs to an office is as visible as the office."""


def names_admitted_beyond_network(who: Viewer) -> "Q | None":
    """Return the condition for contacts whose name is closed to the network but open to a viewer.

    None if there are none for him.
    """
    standing = _standing(who)
    if standing.coordination:
        closed = (Audience.ORGANISATION, Audience.COORDINATION)
        return Q(name_audience__in=closed)
    if standing.organisations:
        own = below(standing.organisations, "office__path")
        return Q(name_audience=Audience.ORGANISATION) & own
    return None
