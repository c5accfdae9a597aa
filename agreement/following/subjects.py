"""What can be followed: an agreement, one of its sections, one of its clauses."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _

from agreement import reading
from agreement.identity import is_uid
from agreement.models.sealed import Agreement, AgreementVersion, VersionClause
from agreement.models.subscription import Subscription
from portal.core.languages import localized_path
from portal.core.visibility import Viewer, visible


@dataclass(frozen=True)
class Followed:
    """An agreement (`section` and `clause` empty), a section by its slug, a clause by its uid."""

    agreement: Agreement
    title: str
    section: str = ""
    clause: str = ""

    @property
    def url(self) -> str:
        """Where it is read."""
        below = f"k/{self.clause}/" if self.clause else f"{self.section}/" if self.section else ""
        return localized_path(f"/{self.agreement.slug}/{below}")

    @property
    def form_url(self) -> str:
        """Where a visitor leaves an address for it."""
        return localized_path(f"/{self.agreement.slug}/fassungen/folgen/{self._query}")

    @property
    def feed_url(self) -> str:
        """Its feed."""
        below = f"k/{self.clause}/" if self.clause else f"{self.section}/" if self.section else ""
        return localized_path(f"/{self.agreement.slug}/fassungen/feed/{below}")

    @property
    def _query(self) -> str:
        if self.clause:
            return f"?{urlencode({'klausel': self.clause})}"
        return f"?{urlencode({'abschnitt': self.section})}" if self.section else ""


def followed(agreement: Agreement, section: str, clause: str, who: Viewer) -> Followed | None:
    """Return what is meant, as the viewer may read it; None if there is no such thing.

    A clause is enough by itself; it may be one of an earlier version.
    """
    versions: Any = visible(AgreementVersion.objects.filter(agreement=agreement), who)
    if clause:
        return _clause(agreement, clause, versions) if is_uid(clause) else None
    if not section:
        return Followed(agreement, agreement.title)
    history = reading.periods(versions.without_bytes())
    current = reading.in_force_on(timezone.localdate(), history)
    for version in filter(None, (current, *(period.version for period in history[:1]))):
        title = _section_title(version, section)
        if title:
            return Followed(agreement, title, section=section)
    return None


def _clause(agreement: Agreement, uid: str, versions: Any) -> Followed | None:
    rows = VersionClause.objects.filter(clause__uid=uid, version__in=versions.values("pk"))
    row = rows.order_by("-version__number").first()
    title = f"{row.number} {row.heading}".strip() if row else ""
    return Followed(agreement, title, clause=str(row.clause_id)) if row else None


def _section_title(version: AgreementVersion, slug: str) -> str:
    sections = reading.text_of(version).sections
    return next((f"{one.number} {one.title}".strip() for one in sections if one.slug == slug), "")


def named(subscriptions: Iterable[Subscription]) -> list[tuple[Subscription, Followed]]:
    """Return subscriptions with what they follow, as the network reads it (few queries).

    What no text holds any more keeps its address.
    """
    rows = list(subscriptions)
    uids = [row.clause for row in rows if row.clause]
    clauses = VersionClause.objects.filter(clause__uid__in=uids).order_by("version__number")
    headings = {
        str(uid): f"{number} {heading}".strip()
        for uid, number, heading in clauses.values_list("clause", "number", "heading")
    }
    sections = _titles_of_sections({row.agreement_id for row in rows if row.section})
    return [(row, _named(row, headings, sections)) for row in rows]


def _titles_of_sections(agreements: set[Any]) -> dict[tuple[Any, str], str]:
    versions = AgreementVersion.objects.filter(agreement__in=agreements).without_bytes()
    newest = {version.agreement_id: version for version in versions.order_by("number")}
    return {
        (key, section.slug): f"{section.number} {section.title}".strip()
        for key, version in newest.items()
        for section in reading.text_of(version).sections
    }


def _named(
    row: Subscription, headings: dict[str, str], sections: dict[tuple[Any, str], str]
) -> Followed:
    if row.clause:
        title = headings.get(row.clause) or _("Klausel, die es nicht mehr gibt")
    elif row.section:
        title = sections.get((row.agreement_id, row.section)) or row.section
    else:
        title = row.agreement.title
    return Followed(row.agreement, title, row.section, row.clause)
