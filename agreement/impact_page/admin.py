"""What the page of versions says before an act: what the text will change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils import timezone

from agreement import reading
from agreement.comparison_page.addresses import comparison_url
from agreement.coverage.subjects import Subject, version_subject, working_subject
from agreement.impact_page.comparison import changes_between
from agreement.impact_page.texts import WORKING_TEXT
from agreement.impact_page.views import FOLDER, PAGE
from agreement.models.sealed import Agreement
from agreement.reading import Period


@dataclass(frozen=True)
class ImpactLink:
    """How much a text changes compared with the one in force, and where to read it.

    `count` is None where nothing can be told, since rules contradict each other.
    """

    url: str
    comparison_url: str
    """Where both texts are compared word for word."""
    compared_with: int
    count: int | None


def impact_links(agreement: Agreement, periods: Sequence[Period]) -> dict[str, ImpactLink]:
    """Return what each text that is not in force yet would change, by its name in addresses.

    Those are the working text and the versions without a day. Empty while nothing is in force.
    """
    current = reading.in_force_on(timezone.localdate(), list(periods))
    if current is None:
        return {}
    old = version_subject(agreement, next(one for one in periods if one.version == current))
    subjects: dict[str, Subject | None] = {WORKING_TEXT: working_subject(agreement)}
    for period in periods:
        if period.starts is None:
            subjects[str(period.version.number)] = version_subject(agreement, period)
    query = urlencode({"vereinbarung": agreement.slug})
    return {
        key: ImpactLink(
            url=f"{PAGE}{FOLDER}{current.number}/{key}/?{query}",
            comparison_url=comparison_url(agreement.slug, current.number, key),
            compared_with=current.number,
            count=_count(old, subject, timezone.localdate()),
        )
        for key, subject in subjects.items()
        if subject
    }


def _count(old: Subject, new: Subject, day: date) -> int | None:
    if old.text.contradictions or new.text.contradictions:
        return None
    return len(changes_between(old.text.rules, new.text.rules, day, new.rules.sets))
