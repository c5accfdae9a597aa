"""What a contact speaks and does, by name: read for many contacts in one query."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import CharField, F, Value

if TYPE_CHECKING:
    from directory.models import Contact


@dataclass(frozen=True, slots=True)
class ContactWords:
    """German names of languages and services; no service means all of the office's."""

    languages: tuple[str, ...] = ()
    services: tuple[str, ...] = ()


def gather_words(contacts: Sequence["Contact"]) -> Mapping[int, ContactWords]:
    """Return the words of contacts as the database has them (one query)."""
    model = apps.get_model("directory", "Contact")
    keys = [contact.pk for contact in contacts]
    languages, services = (
        through.objects.filter(contact__in=keys)
        .order_by()
        .values_list(Value(kind, CharField()), "contact", F(order), F(f"{kind}__name"))
        for kind, through, order in (
            ("language", model.languages.through, "pk"),
            ("service", model.services.through, "service__order"),
        )
    )
    found: dict[tuple[str, int], list[str]] = defaultdict(list)
    for kind, contact, _order, name in sorted(languages.union(services, all=True)):
        found[kind, contact].append(name)
    return {
        key: ContactWords(tuple(sorted(found["language", key])), tuple(found["service", key]))
        for key in keys
    }


def words_in_memory(contact: "Contact") -> ContactWords:
    """Return the words of one contact, from its relations."""
    return ContactWords(
        tuple(sorted(language.name for language in contact.languages.all())),
        tuple(service.name for service in contact.services.all()),
    )
