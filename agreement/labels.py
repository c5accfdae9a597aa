"""The names that rules and structured fields use, as the directory keeps them today."""

from collections.abc import Mapping

from agreement.wording import Words
from directory.gazetteer import gazetteer
from directory.models import Service, Topic
from directory.places import Municipality


def words_with(clauses: Mapping[str, str]) -> Words:
    """Return the words for rules (two queries); `clauses` are the numbers by uid."""
    return Words(
        services=dict(Service.objects.values_list("code", "short_name")),
        municipalities={place.ags: place.name for place in _by_name()},
        topics=dict(Topic.objects.values_list("code", "name")),
        clauses=clauses,
    )


def _by_name() -> list[Municipality]:
    return sorted(gazetteer().municipalities, key=lambda place: place.name)
