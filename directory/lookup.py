"""Looking up a contact by a few letters of whatever one remembers of it.

Every contact keeps the words it is found by in one column: function and name, organisation,
office, place, services, languages. A scan of that column takes some milliseconds for 20,000
contacts; the stock search index of SQLite ranks them for minutes.
"""

import re
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Q, QuerySet

from directory.audience import names_admitted_beyond_network
from directory.enums import Audience
from directory.places.spelling import flat
from portal.core.visibility import Viewer, visible

if TYPE_CHECKING:
    from directory.models import Contact

MOST = 25
"""So many are shown: whoever gets more types another letter."""

LONGEST = 100
MOST_WORDS = 6
CHUNK = 500
CANDIDATES = 4 * MOST
"""Of so many that match, those are shown that the viewer may see."""

_WORD = re.compile(r"[^\W_]+")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_OPEN_NAMES = frozenset({Audience.PUBLIC, Audience.NETWORK})
_OWN, _ANY = "|", " "
"""Before a word of the function or name, and before every word."""


def folded_words(text: str) -> list[str]:
    """Return the words of a text in small letters without accents, "ü" as "u"."""
    return _WORD.findall(flat(text))


def _spellings(texts: Iterable[str]) -> list[str]:
    """Return every word once, with umlauts written out as well as without their dots."""
    found: dict[str, None] = {}
    for text in texts:
        found.update(dict.fromkeys(folded_words(text)))
        found.update(dict.fromkeys(folded_words(text.casefold().translate(_UMLAUTS))))
    return list(found)


def lookup_text(contact: "Contact") -> str:
    """Return the words a contact is found by.

    A name that not the whole network may see is none of them: see `find_contacts`.
    """
    own = [contact.function]
    if contact.name_audience in _OPEN_NAMES:
        own.append(contact.name)
    words = _spellings(own)
    others = _spellings(_of_its_office(contact))
    return "".join(
        [*(_OWN + word for word in words), *(_ANY + word for word in dict.fromkeys(words + others))]
    )


def _of_its_office(contact: "Contact") -> Iterator[str]:
    office = contact.office
    yield from (office.title, office.town, office.organisation.title)
    yield office.organisation.short_name
    offers = list(office.offers.all())
    for service in list(contact.services.all()) or [offer.service for offer in offers]:
        yield from (service.name, service.code)
    for offer in offers:
        yield from (town.name for town in offer.municipalities.all())
    for language in list(contact.languages.all()) or list(office.languages.all()):
        yield from (language.name, language.endonym)


def renew_lookup(contacts: QuerySet["Contact"]) -> int:
    """Write anew what contacts are found by, where it changed; return how many it was.

    Reads and writes 500 contacts at a time, with a constant number of queries each.
    """
    organisations = apps.get_model("directory", "OrganisationPage").objects
    related = (
        *("languages", "services", "office__languages"),
        *("office__offers__service", "office__offers__municipalities"),
    )
    written = 0
    keys = list(contacts.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        chunk = contacts.model._default_manager.filter(pk__in=keys[start : start + CHUNK])
        rows = list(chunk.select_related("office").prefetch_related(*related))
        paths = {row.office.organisation_path for row in rows}
        by_path = {page.path: page for page in organisations.filter(path__in=paths)}
        changed = []
        for row in rows:
            row.office.organisation = by_path[row.office.organisation_path]
            before, row.lookup = row.lookup, lookup_text(row)
            if row.lookup != before:
                changed.append(row)
        written += contacts.model._default_manager.bulk_update(changed, ["lookup"])
    return written


def find_contacts(typed: str, who: Viewer) -> list["Contact"]:
    """Return the contacts that have every typed word, or its beginning (constant queries).

    At most `MOST`, those first whose function or name begins so, with all that a list shows
    fetched along. An empty text finds nobody. Names closed to the network are looked at for
    those alone who may see them.
    """
    words = folded_words(typed[:LONGEST])[:MOST_WORDS]
    if not words:
        return []
    model: Any = apps.get_model("directory", "Contact")
    keys = [*_by_closed_names(model, typed, who), *_matching(model, words)]
    admitted = set(visible(model.objects.filter(pk__in=keys), who).values_list("pk", flat=True))
    shown = [key for key in dict.fromkeys(keys) if key in admitted][:MOST]
    related = model.objects.select_related("office", "substitute__office")
    contacts = related.prefetch_related("words").in_bulk(shown)
    return [contacts[key] for key in shown]


def _matching(model: Any, words: list[str]) -> list[int]:
    """Return the keys of contacts with all words, those whose own begin so first.

    The words alone are asked for: joined to offices and their visibility, the scan takes thrice
    as long. Where many match it ends early; then those that should come first are asked for.
    """
    wanted = reduce(and_, (Q(lookup__contains=_ANY + word) for word in words))
    own = _OWN + words[0]
    matching = model.objects.filter(wanted).order_by("pk").values_list("pk", "lookup")
    found = list(matching[:CANDIDATES])
    if len(found) == CANDIDATES:
        found = [*matching.filter(lookup__contains=own)[:CANDIDATES], *found]
    return [key for key, _text in sorted(found, key=lambda one: own not in one[1])]


def _by_closed_names(model: Any, typed: str, who: Viewer) -> list[int]:
    """Return whose name, closed to the network but not to the viewer, holds what was typed."""
    closed_names = names_admitted_beyond_network(who)
    if closed_names is None:
        return []
    named = model.objects.filter(closed_names, name__icontains=typed[:LONGEST].strip())
    return list(named.order_by("pk").values_list("pk", flat=True)[:MOST])
