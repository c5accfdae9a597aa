"""What to jump to while somebody types."""

from datetime import datetime

from django.utils import timezone

from portal.core.visibility import Viewer
from portal.search.asking.answer import Suggestion
from portal.search.asking.engines import answered
from portal.search.asking.finding import scope_of
from portal.search.asking.loading import suggestions_of
from portal.search.language import parse, with_synonyms
from portal.search.words import synonym_groups

MOST = 8
SPARE = 4
"""Asked for beyond those shown, so that what is dropped or doubled leaves no gap."""
SHORTEST = 2
LONGEST = 100


def suggest(text: str, who: Viewer, language: str, now: datetime | None = None) -> list[Suggestion]:
    """Return at most eight things whose names begin like what was typed, best first."""
    typed = " ".join(text[:LONGEST].split())
    query = with_synonyms(parse(typed), synonym_groups())
    if len(typed) < SHORTEST or query.is_empty:
        return []
    scope = scope_of(who, language, now or timezone.now())
    keys = answered(lambda engine: engine.suggest(typed, query, scope, MOST + SPARE)).result
    return suggestions_of(keys, who)[:MOST]
