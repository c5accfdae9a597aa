"""Contacts as they are found: by their names only for those who may know them.

A contact with a name has two entries: one with the name, and one without it for whoever may
reach the contact, but not know the name. Nobody is told of both.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Model, Q, QuerySet, prefetch_related_objects

from directory.audience import names_admitted
from directory.contact_tokens import tokens_of_contacts
from directory.contact_words import gather_words
from directory.models import Contact
from portal.core.visibility import Viewer, visible
from portal.search.entries.directory_pages import BETWEEN, organisations_at, words_of_offices
from portal.search.entries.registry import Audience, Entry, Shown
from portal.search.kinds import Kind

NAMED = "name"
"""The part that says the name."""
NOBODY = Audience(frozenset())


class ContactSource:
    """Contacts by function, organisation, office, place, services and languages."""

    name = "contact"
    model: type[Model] = Contact

    def objects(self) -> QuerySet[Any]:
        """Return every contact."""
        contacts: QuerySet[Any] = Contact.objects.order_by("pk")
        return contacts

    def entries(self, objects: Sequence[Any]) -> Iterator[Entry]:
        """Return what is found of contacts (five queries)."""
        prefetch_related_objects(objects, "office")
        words = gather_words(objects)
        offices = words_of_offices(list({one.office_id: one.office for one in objects}.values()))
        for contact in objects:
            office = offices[contact.office_id]
            own = words[contact.pk]
            organisation = office.organisation
            parts = [
                contact.office.title,
                organisation.title if organisation else "",
                contact.office.town,
                *(own.services or sorted(office.services)),
                *(own.languages or sorted(office.languages)),
                *office.place_names(),
            ]
            ways = (contact.phone, contact.email)
            unnamed = Entry(
                object_id=contact.pk,
                kind=Kind.CONTACT,
                title=contact.function,
                label=organisation.short_name if organisation else "",
                text=BETWEEN.join(filter(None, parts)),
                path=contact.office.path,
                facets=office.facets,
                standing=" ".join(
                    [
                        *map(str, map(bool, ways)),
                        contact.phone_audience,
                        contact.email_audience,
                        contact.name_audience if contact.name else "",
                        "live" if contact.office.live else "",
                    ]
                ),
            )
            yield unnamed
            if contact.name:
                yield _named(unnamed, contact.name)

    def audiences(self, rows: Sequence[Any]) -> dict[int, Audience]:
        """Return who may reach the contacts now, with or without their names (four queries)."""
        keys = {row.object_id for row in rows}
        tokens = tokens_of_contacts(Contact.objects.filter(pk__in=keys).select_related("office"))
        audiences = {}
        for row in rows:
            theirs = tokens.get(row.object_id)
            if theirs is None:
                audiences[row.pk] = NOBODY
            elif row.part == NAMED:
                audiences[row.pk] = Audience(theirs.name)
            else:
                audiences[row.pk] = Audience(theirs.reach, but_not=theirs.name)
        return audiences

    def seen(self, who: Viewer) -> Q:
        """Return the condition for the contacts he may reach, each once."""
        reached = visible(Contact.objects.order_by(), who)
        is_known = names_admitted(who)
        return Q(source=self.name) & (
            Q(part=NAMED, object_id__in=reached.filter(is_known).values("pk"))
            | Q(part="", object_id__in=reached.exclude(is_known).values("pk"))
        )

    def shown(self, keys: Collection[tuple[int, str]], who: Viewer) -> dict[tuple[int, str], Shown]:
        """Return where contacts stand: on the page of their office.

        Somebody who knows the name may also be shown the entry without it: it says less.
        """
        contacts = Contact.objects.filter(pk__in={key for key, _part in keys})
        found = {one.pk: one for one in visible(contacts, who).select_related("office")}
        known = contacts.filter(names_admitted(who)).values_list("pk", flat=True)
        named = set(known) if any(part for _key, part in keys) else set()
        organisations = organisations_at(one.office.organisation_path for one in found.values())
        return {
            (key, part): _shown(found[key], organisations)
            for key, part in keys
            if key in found and (part != NAMED or key in named)
        }


def _named(unnamed: Entry, name: str) -> Entry:
    return replace(unnamed, part=NAMED, title=f"{name}, {unnamed.title}")


def _shown(contact: Contact, organisations: dict[str, Any]) -> Shown:
    organisation = organisations.get(contact.office.organisation_path)
    notes = (organisation.short_name if organisation else "", contact.office.title)
    places = (*notes, contact.office.town)
    return Shown(contact.office.get_url() or "", tuple(filter(None, places)))
