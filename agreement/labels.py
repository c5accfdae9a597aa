"""The names that rules and structured fields use, as the directory keeps them today."""

from collections.abc import Mapping

from agreement.wording import Words
from directory.gazetteer import gazetteer
from directory.models import Service, Topic
from directory.places import Municipality


def words_with(clauses: Mapping[str, str], services: Mapping[str, str] | None = None) -> Words:
    """Return the words for rules (two queries); `clauses` are the numbers by uid.

    `services` are their short names by code, where they are known already (one query less).
    """
    return Words(
        services=services or dict(Service.objects.values_list("code", "short_name")),
        municipalities={place.ags: place.name for place in _by_name()},
        topics=dict(Topic.objects.values_list("code", "name")),
        clauses=clauses,
    )


def service_names() -> dict[str, list[str]]:
    """Return every way to name a service, by its code (one query)."""
    rows = Service.objects.values_list("code", "name", "short_name")
    return {code: [name, short_name] for code, name, short_name in rows}


def _by_name() -> list[Municipality]:
    return sorted(gazetteer().municipalities, key=lambda place: place.name)
