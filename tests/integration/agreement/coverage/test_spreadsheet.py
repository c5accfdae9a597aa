"""The coverage to take along: every finding, what is accepted, and the matrix."""

import io
from typing import Any

import openpyxl
import pytest

from agreement.models import WorkingTextPage
from tests.factories import agreement as texts
from tests.factories import people
from tests.integration.agreement.coverage.reading import PAGE, browser_of

pytestmark = pytest.mark.django_db


def sheets(address: str, **asked: str) -> dict[str, list[list[Any]]]:
    """Return the rows of each sheet that staff download."""
    answer = browser_of(people.staff()).get(address, asked)
    assert answer.status_code == 200
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert "abdeckung-" in answer["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return {sheet.title: [[c.value for c in row] for row in sheet.iter_rows()] for sheet in book}


def test_every_finding_stands_in_it_with_its_clauses(text: WorkingTextPage) -> None:
    found = sheets(f"{PAGE}tabelle/")["Befunde"]
    assert found[0][:4] == ["Ab", "Art", "Stand", "Für wen"]
    told = {(row[1], row[2], row[3]) for row in found[1:]}
    assert ("Lücke", "offen", "Ab 40 Jahren: niemand") in told
    assert {row[0] for row in told} == {"Lücke", "Doppelzuständigkeit"}
    tolerated = next(row for row in found if "27 bis 39 Jahre mit Duldung" in row[3])
    assert tolerated[4] == "§ 1 Abs. 3, § 1 Abs. 2"


def test_what_is_accepted_stands_in_it_with_its_reason_as_text(
    text: WorkingTextPage, coordination: Any
) -> None:
    evil = '=HYPERLINK("https://example.org")'
    texts.accepted_finding(
        of=text.agreement, when={"ages": [40, 120]}, reason=evil, accepted_by=coordination
    )
    texts.accepted_finding(of=text.agreement, when={"ages": [0, 3]}, reason="alt")
    answer = browser_of(people.staff()).get(f"{PAGE}tabelle/")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content))["Befunde"]
    rows = {row[5].value: row for row in sheet.iter_rows()}
    assert rows[evil][5].data_type == "s"
    assert (rows[evil][2].value, rows[evil][6].value) == ("hingenommen", str(coordination))
    assert rows["alt"][2].value == "hingenommen, trifft nicht mehr zu"


def test_the_matrix_stands_in_it_for_what_is_selected(text: WorkingTextPage) -> None:
    rows = sheets(f"{PAGE}tabelle/", gemeinde="08215007")["Matrix"]
    assert rows[0][:4] == ["Wohnsituation", "Aufenthaltsstatus", "Alter", "Zuständig"]
    assert len(rows) == 1 + 4 * 13 * 4
    cell = next(r for r in rows if r[1].startswith("Duldung") and r[2] == "27–39")
    assert cell[3] == "0 (niemand)"
    assert next(r for r in rows if r[2] == "25–26" and "EU" in r[1])[3] == "2+ (mehrere Dienste)"


def test_a_text_without_rules_gives_a_table_without_findings(coordination: Any) -> None:
    made = texts.working_text(of=texts.agreement(accepts_gaps=False))
    texts.section(texts.clause(), of=made)
    found = sheets(f"{PAGE}tabelle/")
    assert {name: len(rows) for name, rows in found.items()} == {"Befunde": 1, "Matrix": 1}
