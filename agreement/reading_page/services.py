"""The services of an agreement side by side: for whom, what, what not, where, since when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Min
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreement.models.sealed import VersionClause
from agreement.reading import Period
from agreement.reading_page.read import ReadSection
from agreement.views_of_text import ReadVersion

SERVICE = "service"
"""The field that makes a section one of a service."""

QUESTIONS: Mapping[str, object] = {
    "target_group": gettext_lazy("Für wen"),
    "tasks": gettext_lazy("Was"),
    "non_tasks": gettext_lazy("Was nicht"),
    "access": gettext_lazy("Wie man hinkommt"),
    "providers": gettext_lazy("Wer es wo anbietet"),
    "funding": gettext_lazy("Wer es bezahlt"),
    "legal_basis": gettext_lazy("Rechtsgrundlagen"),
}
"""The fields that every service has, as a reader asks for them, in the order of the table."""


@dataclass(frozen=True)
class ServiceColumn:
    """A service: its section, with where to read it."""

    number: str
    title: str
    url: str


@dataclass(frozen=True)
class Cell:
    """What the agreement says of one service in one row, as lines."""

    service: str
    lines: tuple[str, ...]
    label: str = ""
    """What the lines are about, where that differs from service to service."""


@dataclass(frozen=True)
class Row:
    """A question with the answer of each service."""

    question: str
    cells: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class SideBySide:
    """The table."""

    columns: tuple[ServiceColumn, ...]
    rows: tuple[Row, ...]


def side_by_side(read: ReadVersion, periods: Sequence[Period]) -> SideBySide:
    """Return the services of a version beside each other (one query more than its text).

    Rows that no service fills are left out.
    """
    shown = [one for one in read.section_heads() if one.section.field(SERVICE)]
    rows = [_row(key, str(question), shown) for key, question in QUESTIONS.items()]
    rows += [_since(shown, periods), _own(shown)]
    return SideBySide(
        tuple(ServiceColumn(s.section.number, s.section.title, s.url) for s in shown),
        tuple(row for row in rows if any(cell.lines for cells in row.cells for cell in cells)),
    )


def _row(key: str, question: str, shown: Sequence[ReadSection]) -> Row:
    return Row(question, tuple((Cell(one.section.title, _lines(one, key)),) for one in shown))


def _lines(read: ReadSection, key: str) -> tuple[str, ...]:
    return tuple(line for one, _label, lines in read.keyed_fields for line in lines if one == key)


def _own(shown: Sequence[ReadSection]) -> Row:
    """Return what only this or that service has."""
    common = {SERVICE, *QUESTIONS}
    cells = (
        tuple(
            Cell(one.section.title, tuple(lines), label)
            for key, label, lines in one.keyed_fields
            if key not in common
        )
        for one in shown
    )
    return Row(_("Außerdem"), tuple(cells))


def _since(shown: Sequence[ReadSection], periods: Sequence[Period]) -> Row:
    """Return since when each section has been in force, in whichever wording."""
    begun = {period.version.pk: period.starts for period in periods if period.starts}
    first = (
        VersionClause.objects.filter(version__in=list(begun))
        .values_list("section_slug")
        .annotate(first=Min("version__number"))
    )
    numbers = {period.version.number: period.starts for period in periods}
    starts = {slug: numbers.get(number) for slug, number in first.order_by()}
    cells = []
    for one in shown:
        day = starts.get(one.section.slug)
        said = (_("Teil der Vereinbarung seit %(day)s") % {"day": date_format(day)},) if day else ()
        cells.append((Cell(one.section.title, said),))
    return Row(_("Seit wann"), tuple(cells))
