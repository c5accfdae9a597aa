"""The names that rules and structured fields use, as the directory keeps them today."""

from collections.abc import Mapping

from agreement.wording import Words
from directory.models import Municipality, Service, Topic


def words_with(clauses: Mapping[str, str]) -> Words:
    """Return the words for rules (three queries); `clauses` are the numbers by uid."""
    return Words(
        services=dict(Service.objects.values_list("code", "short_name")),
        municipalities=dict(Municipality.objects.order_by("name").values_list("ags", "name")),
        topics=dict(Topic.objects.values_list("code", "name")),
        clauses=clauses,
    )
