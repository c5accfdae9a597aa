"""The sections of versions as they are found: summaries, and what they say beside clauses."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from agreement.labels import words_with
from agreement.models import AgreementVersion
from agreement.reading import MAIN_SLUG, section_url, text_of
from agreement.snapshot import SectionSnapshot
from agreement.structured import StructuredField
from agreement.structured_words import field_in_words
from agreement.visibility import tokens_of_versions
from agreement.wording import Words
from portal.core.languages import localized_path
from portal.core.visibility import Viewer, visible
from portal.search.entries.clauses import days_of_versions
from portal.search.entries.registry import Audience, Entry, Shown
from portal.search.kinds import Kind


class SectionSource:
    """Sections by number, title, summary and their own fields, in words.

    A section has no row of its own: the part of an entry is its place in its version.
    """

    name = "section"
    model: type[Model] = AgreementVersion

    def objects(self) -> QuerySet[Any]:
        """Return every version, without its bytes."""
        versions: QuerySet[Any] = AgreementVersion.objects.without_bytes().order_by("pk")
        return versions

    def entries(self, objects: Sequence[Any]) -> Iterator[Entry]:
        """Return what is found of the sections of versions; each is read once a process."""
        words = words_with({})
        days = days_of_versions([version.pk for version in objects])
        for version in objects:
            for place, section in enumerate(text_of(version).sections):
                yield Entry(
                    object_id=version.pk,
                    part=str(place),
                    kind=Kind.AGREEMENT,
                    title=f"{section.number} {section.title}".strip(),
                    label=section.number,
                    text="\n".join(_said(section, words)),
                    date=days[version.pk],
                    version=version.pk,
                )

    def audiences(self, rows: Sequence[Any]) -> dict[int, Audience]:
        """Return who may read the versions now (two queries)."""
        tokens = tokens_of_versions({row.object_id for row in rows})
        return {row.pk: Audience(tokens.get(row.object_id, frozenset())) for row in rows}

    def seen(self, who: Viewer) -> Q:
        """Return the condition for the sections he may read."""
        versions = visible(AgreementVersion.objects.order_by(), who)
        return Q(source=self.name, version__in=versions.values("pk"))

    def shown(self, keys: Collection[tuple[int, str]], who: Viewer) -> dict[tuple[int, str], Shown]:
        """Return the addresses of sections: of the text in force, else within their version."""
        wanted = AgreementVersion.objects.filter(pk__in={key for key, _part in keys})
        found = visible(wanted.without_bytes(), who).select_related("agreement").in_bulk()
        today = timezone.localdate()
        in_force = set(wanted.in_force_on(today).values_list("pk", flat=True))
        return {
            (key, part): _shown(found[key], int(part), is_in_force=key in in_force)
            for key, part in keys
            if key in found
        }


def _said(section: SectionSnapshot, words: Words) -> Iterator[str]:
    if section.summary:
        yield section.summary
    for field in section.fields:
        yield from field_in_words(StructuredField(field.key, field.label, field.value), words)


def _shown(version: AgreementVersion, place: int, *, is_in_force: bool) -> Shown:
    slug = text_of(version).sections[place].slug
    number = version.number
    within = localized_path(f"/{MAIN_SLUG}/fassungen/{number}/{slug}/")
    address = section_url(slug) if is_in_force else within
    return Shown(address, (_("Fassung %(number)s") % {"number": number},))
