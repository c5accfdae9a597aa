"""Who sees which way to reach a contact."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet

from directory.enums import Audience
from directory.groups import COORDINATION, NETWORK
from portal.core.visibility import PUBLIC, Policy, Viewer, group_token, tokens_of, visible

if TYPE_CHECKING:
    from directory.models import Contact


@dataclass(frozen=True, slots=True)
class ShownContact:
    """A contact as one reader may see it; what he may not see is empty."""

    function: str
    phone: str
    email: str
    languages: tuple[str, ...]


def network_tokens() -> frozenset[str]:
    """Return the tokens of everybody who works in the network (one query)."""
    groups = Group.objects.filter(name__in=[NETWORK, COORDINATION])
    return frozenset(map(group_token, groups.values_list("pk", flat=True)))


def is_in_network(who: Viewer) -> bool:
    """Return whether a viewer works in the network; costs nothing for visitors."""
    if not who.is_authenticated:
        return False
    if "is_in_network" not in who.memo:
        who.memo["is_in_network"] = who.shares(network_tokens())
    answer: bool = who.memo["is_in_network"]
    return answer


def shown_contacts(contacts: Iterable["Contact"], who: Viewer) -> list[ShownContact]:
    """Return the contacts that a viewer can reach, with the ways he may use."""
    inside = is_in_network(who)
    shown = (
        ShownContact(
            function=contact.function,
            phone=contact.phone if inside or contact.phone_audience == Audience.PUBLIC else "",
            email=contact.email if inside or contact.email_audience == Audience.PUBLIC else "",
            languages=tuple(language.name for language in contact.languages.all()),
        )
        for contact in contacts
    )
    return [contact for contact in shown if contact.phone or contact.email]


_REACHED_BY_ALL = (Q(phone_audience=Audience.PUBLIC) & ~Q(phone="")) | (
    Q(email_audience=Audience.PUBLIC) & ~Q(email="")
)


def _visible_to(contacts: QuerySet[Any], who: Viewer) -> QuerySet[Any]:
    offices = contacts.model._meta.get_field("office").related_model.objects.all()
    contacts = contacts.filter(office__in=visible(offices, who))
    return contacts if is_in_network(who) else contacts.filter(_REACHED_BY_ALL)


def _tokens_of(contact: "Contact") -> frozenset[str]:
    of_office = tokens_of(contact.office)
    open_to_all = (contact.phone and contact.phone_audience == Audience.PUBLIC) or (
        contact.email and contact.email_audience == Audience.PUBLIC
    )
    return of_office if open_to_all or PUBLIC not in of_office else network_tokens()


CONTACTS = Policy(visible_to=_visible_to, tokens_of=_tokens_of)
"""A contact is as visible as its office; without anything public only for the network."""


def _offers_visible_to(offers: QuerySet[Any], who: Viewer) -> QuerySet[Any]:
    offices = offers.model._meta.get_field("office").related_model.objects.all()
    return offers.filter(office__in=visible(offices, who))


OFFERS = Policy(visible_to=_offers_visible_to, tokens_of=lambda offer: tokens_of(offer.office))
"""An offer is as visible as its office."""
