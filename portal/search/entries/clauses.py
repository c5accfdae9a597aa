"""The wordings of clauses as they are found: each version's of its own."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from agreement.models import AgreementVersion, VersionClause, VersionRule
from agreement.reading import clause_url
from agreement.visibility import tokens_of_versions
from portal.core.visibility import Viewer, visible
from portal.search.entries.registry import Audience, Entry, Shown
from portal.search.kinds import Kind
from portal.search.models import Facet

FACETS = {"topics": Facet.TOPIC.value, "municipalities": Facet.MUNICIPALITY.value}
"""What the rules of a clause ask for, and the facet it is."""


class ClauseSource:
    """Clauses by number, heading, wording and plain words; found while their version holds."""

    name = "clause"
    model: type[Model] = VersionClause

    def objects(self) -> QuerySet[Any]:
        """Return every wording of every clause."""
        clauses: QuerySet[Any] = VersionClause.objects.all()
        return clauses

    def entries(self, objects: Sequence[Any]) -> Iterator[Entry]:
        """Return what is found of clauses (two queries)."""
        days = days_of_versions({clause.version_id for clause in objects})
        facets = _facets(days)
        for clause in objects:
            yield Entry(
                object_id=clause.pk,
                kind=Kind.CLAUSE,
                title=str(clause),
                label=clause.number,
                text="\n".join(filter(None, [clause.text, clause.plain, clause.section_title])),
                date=days[clause.version_id],
                version=clause.version_id,
                facets=frozenset(facets[clause.version_id, clause.clause_id]),
            )

    def audiences(self, rows: Sequence[Any]) -> dict[int, Audience]:
        """Return who may read the versions now (two queries)."""
        tokens = tokens_of_versions({row.version_id for row in rows})
        return {row.pk: Audience(tokens.get(row.version_id, frozenset())) for row in rows}

    def seen(self, who: Viewer) -> Q:
        """Return the condition for the wordings he may read."""
        versions = visible(AgreementVersion.objects.order_by(), who)
        return Q(source=self.name, version__in=versions.values("pk"))

    def shown(self, keys: Collection[tuple[int, str]], who: Viewer) -> dict[tuple[int, str], Shown]:
        """Return the address that each clause keeps for ever, its section and version."""
        wanted = VersionClause.objects.filter(pk__in={key for key, _part in keys})
        found = visible(wanted, who).values_list("pk", "clause", "section_title", "version__number")
        return {
            (key, ""): Shown(
                clause_url(str(uid)), (section, _("Fassung %(number)s") % {"number": number})
            )
            for key, uid, section, number in found
        }


def days_of_versions(keys: Collection[int]) -> dict[int, datetime.date]:
    """Return the day on which each version takes effect, or was sealed while none is decided.

    One query.
    """
    found = AgreementVersion.objects.filter(pk__in=keys).without_bytes()
    versions: Any = found.with_commencement()
    return {one.pk: one.commences_on or timezone.localdate(one.sealed_at) for one in versions}


def _facets(versions: Collection[int]) -> dict[tuple[int, Any], set[tuple[str, str]]]:
    """Return for which topics and places the rules of clauses are (one query)."""
    facets: dict[tuple[int, Any], set[tuple[str, str]]] = defaultdict(set)
    rules = VersionRule.objects.filter(version__in=versions)
    for version, clause, data in rules.values_list("version", "clause", "data"):
        for asked, facet in FACETS.items():
            facets[version, clause].update((facet, code) for code in data["when"].get(asked, ()))
    return facets
