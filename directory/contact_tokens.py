"""The tokens of those who reach many contacts and know their names, in constant queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import Group

from directory.enums import Audience
from directory.groups import COORDINATION, NETWORK
from portal.core.page_visibility import tokens_of_pages
from portal.core.visibility import PUBLIC, group_token, meet

if TYPE_CHECKING:
    from directory.models import Contact

Tokens = frozenset[str]
NOBODY: Tokens = frozenset()
_WIDEST_FIRST = list(Audience)


@dataclass(frozen=True, slots=True)
class ContactTokens:
    """The tokens of those who may reach a contact, and of those who also know its name."""

    reach: Tokens
    name: Tokens


def tokens_of_contacts(contacts: Iterable["Contact"]) -> dict[int, ContactTokens]:
    """Return the tokens of contacts that have their offices in memory, by their keys.

    Like `tokens_of`, with three queries for all. Each audience belongs to the next wider one:
    whoever knows a name as one of the organisation reaches the contact as one of the network.
    """
    found = list(contacts)
    pages = tokens_of_pages({contact.office_id: contact.office for contact in found}.values())
    named = dict(Group.objects.filter(name__in=[NETWORK, COORDINATION]).values_list("name", "pk"))
    staff = _staff_groups({contact.office.organisation_path for contact in found})
    tokens = {}
    for contact in found:
        own = staff.get(contact.office.organisation_path)
        groups = {
            Audience.NETWORK: (named.get(NETWORK), named.get(COORDINATION)),
            Audience.ORGANISATION: (own, named.get(COORDINATION)),
            Audience.COORDINATION: (named.get(COORDINATION),),
        }
        admitted = {
            audience: frozenset(group_token(group) for group in members if group)
            for audience, members in groups.items()
        } | {Audience.PUBLIC: frozenset({PUBLIC})}
        page = pages[contact.office_id]
        reach, name = _audiences(contact)
        tokens[contact.pk] = ContactTokens(
            meet(page, admitted[reach]) if reach else NOBODY,
            meet(page, admitted[name]) if name else NOBODY,
        )
    return tokens


def _audiences(contact: "Contact") -> tuple[Audience | None, Audience | None]:
    """Return who reaches a contact in some way, and who of them knows its name."""
    ways = ((contact.phone, contact.phone_audience), (contact.email, contact.email_audience))
    open_to = [Audience(audience) for way, audience in ways if way]
    if not open_to:
        return None, None
    reach = min(open_to, key=_WIDEST_FIRST.index)
    if not contact.name:
        return reach, None
    return reach, max(reach, Audience(contact.name_audience), key=_WIDEST_FIRST.index)


def _staff_groups(paths: Iterable[str]) -> dict[str, int]:
    pages = apps.get_model("directory", "OrganisationPage").objects.filter(path__in=set(paths))
    return dict(pages.values_list("path", "staff_group"))
