"""Offices as CSV and XLSX."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from directory.models import OrganisationPage
from directory.tables.columns import cells_of
from portal.core.spreadsheets import FORMULA, XLSX, Sheet, workbook

FORMATS = ("csv", "xlsx")
CSV = "text/csv; charset=utf-8"


def rows_of(
    pages: Any, organisations: Iterable[OrganisationPage], heads: Sequence[str]
) -> list[list[str]]:
    """Return the cells of offices (a queryset) under some heads.

    Queries do not grow with the offices. Offices of other organisations are left out.
    """
    by_path = {organisation.path: organisation for organisation in organisations}
    rows = []
    for office in pages.with_everything():
        organisation = by_path.get(office.organisation_path)
        if organisation is not None:
            office.organisation = organisation
            cells = cells_of(office)
            rows.append([cells[head] for head in heads])
    return rows


def as_file(
    heads: Sequence[str], rows: Sequence[Sequence[str]], ending: str, note: str = ""
) -> HttpResponse:
    """Return a file to save; `note` marks invented content in its name or as a sheet of its own."""
    name = "beratungsstellen-beispiel" if note else "beratungsstellen"
    if ending == "xlsx":
        sheets = [Sheet(_("Beratungsstellen"), heads, rows)]
        if note:
            sheets.append(Sheet(_("Hinweis"), [_("Hinweis")], [[note]]))
        response = HttpResponse(workbook(sheets), content_type=XLSX)
    else:
        response = HttpResponse(_csv(heads, rows), content_type=CSV)
    header = content_disposition_header(as_attachment=True, filename=f"{name}.{ending}")
    response["Content-Disposition"] = header
    return response


def _csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return CSV as a German spreadsheet opens it: with a mark for UTF-8, parted by semicolons."""
    file = StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([[_harmless(cell) for cell in row] for row in rows])
    return "\ufeff" + file.getvalue()


def _harmless(cell: str) -> str:
    """Return a cell with a quote before what a spreadsheet would take for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
