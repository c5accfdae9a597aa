"""Coverage as a spreadsheet: every finding of every day, what is accepted, and the matrix."""

from collections.abc import Iterable, Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreement.coverage.page import AcceptedRow, CoverageOfText
from agreement.coverage.reasons import AnswerReasons
from agreement.coverage.texts import ClausePlace
from portal.core.spreadsheets import Sheet, workbook

Row = list[str]


def coverage_workbook(covered: CoverageOfText) -> bytes:
    """Return the coverage of a text as an XLSX file.

    Findings are those of every day and without filters, the matrix that of the day and the
    filters the reader has chosen. Rules that make no sense together give empty sheets.
    """
    return workbook([_findings(covered), _matrix(covered)])


def _findings(covered: CoverageOfText) -> Sheet:
    heads = [
        _("Ab"),
        _("Art"),
        _("Stand"),
        _("Für wen"),
        _("Klauseln"),
        _("Begründung"),
        _("Von"),
        _("Am"),
    ]
    open_rows = list(_open_rows(covered)) if covered.can_tell else []
    return Sheet(_("Befunde"), heads, [*open_rows, *(_accepted(row) for row in covered.accepted)])


def _open_rows(covered: CoverageOfText) -> Iterator[Row]:
    for each in covered.by_day:
        for row in covered.rows(each.new):
            day = date_format(each.day, "SHORT_DATE_FORMAT")
            clauses = _numbers(row.reasons.places)
            yield [day, _kind(is_gap=row.is_gap), _("offen"), row.words, clauses, "", "", ""]


def _accepted(row: AcceptedRow) -> Row:
    state = _("hingenommen, trifft nicht mehr zu") if row.is_unused else _("hingenommen")
    on = date_format(row.accepted.on, "SHORT_DATE_FORMAT")
    kind = _kind(is_gap=row.is_gap)
    return ["", kind, state, row.words, "", row.accepted.reason, row.accepted.by, on]


def _kind(*, is_gap: bool) -> str:
    return _("Lücke") if is_gap else _("Doppelzuständigkeit")


def _matrix(covered: CoverageOfText) -> Sheet:
    heads = [
        _("Wohnsituation"),
        _("Aufenthaltsstatus"),
        _("Alter"),
        _("Zuständig"),
        _("Dienste"),
        _("Klauseln"),
    ]
    rows = [
        [
            table.label,
            row.label,
            age,
            f"{cell.mark.letters} ({cell.mark.words})",
            cell.services,
            _numbers(_places(covered.reasons.of(answer) for answer in cell.answers)),
        ]
        for table in (covered.tables if covered.can_tell else [])
        for row in table.rows
        for age, cell in zip(table.ages, row.cells, strict=True)
    ]
    return Sheet(_("Matrix"), heads, rows)


def _places(answers: Iterable[AnswerReasons]) -> Iterator[ClausePlace]:
    for answer in answers:
        for service in answer.leads:
            yield from service.clauses


def _numbers(places: Iterable[ClausePlace]) -> str:
    return ", ".join(dict.fromkeys(place.number for place in places))
