"""The matrix as tables to read on a phone: one for each way to live, a row for each status."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreement.coverage.forms import Selection
from agreement.coverage.words import Mark, mark_of
from agreement.responsibility.answers import Answer
from agreement.responsibility.coverage import Coverage
from agreement.responsibility.facts import AGE_MAX, Ages, Case
from agreement.responsibility.matrix import Matrix
from agreement.vocabulary import Accommodation, ResidenceStatus
from agreement.wording import Words
from agreement.wording_lists import named

_PLACE = re.compile(r"(\d{1,3})-(\d{1,2})-(\d{1,2})")

STATUSES = list(ResidenceStatus.values)
ACCOMMODATIONS = list(Accommodation.values)


@dataclass(frozen=True)
class CellPlace:
    """A cell of the matrix by its facts.

    In addresses it is named by numbers: a residence status stands in no address, even if it is
    nobody's.
    """

    ages: Ages
    accommodation: str
    status: str

    @property
    def name(self) -> str:
        """The cell as it stands in an address: youngest age, place of dwelling and of status."""
        dwelling, status = ACCOMMODATIONS.index(self.accommodation), STATUSES.index(self.status)
        return f"{self.ages.low}-{dwelling + 1}-{status + 1}"

    def case(self, selection: Selection) -> Case:
        """Return what is known of everybody in the cell."""
        return Case(
            ages=self.ages,
            status=self.status,
            accommodation=self.accommodation,
            arrival=selection.arrival,
            municipality=selection.municipality,
            topic=selection.topic,
            period=selection.period,
        )


@dataclass(frozen=True)
class TableCell:
    """A cell as it is shown: its mark, and who leads there by name and, for the eye, in short."""

    place: CellPlace
    mark: Mark
    services: str
    short: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class TableRow:
    """The cells of one residence status."""

    label: str
    cells: tuple[TableCell, ...]


@dataclass(frozen=True)
class Table:
    """The cells of one way to live."""

    accommodation: str
    label: str
    ages: tuple[str, ...]
    rows: tuple[TableRow, ...]


def matrix_of(coverage: Coverage, selection: Selection) -> Matrix:
    """Return the matrix for what the reader has fixed."""
    return coverage.matrix(
        selection.topic, selection.municipality, selection.arrival, selection.period
    )


def tables_of(matrix: Matrix, words: Words) -> list[Table]:
    """Return the matrix as a table for each way to live."""
    return [
        Table(
            accommodation=str(accommodation),
            label=str(accommodation.label),
            ages=tuple(ages_in_words(ages) for ages in matrix.ages),
            rows=tuple(_row(matrix, accommodation, status, words) for status in ResidenceStatus),
        )
        for accommodation in Accommodation
    ]


def _row(
    matrix: Matrix, accommodation: Accommodation, status: ResidenceStatus, words: Words
) -> TableRow:
    places = [CellPlace(ages, str(accommodation), str(status)) for ages in matrix.ages]
    cells = tuple(_cell(matrix, place, words) for place in places)
    return TableRow(str(status.label), cells)


def _cell(matrix: Matrix, place: CellPlace, words: Words) -> TableCell:
    cell = matrix.cell(place.ages, place.accommodation, place.status)
    leading = {one.service for answer in cell.answers for one in answer.leads}
    codes = named(leading, {code: code for code in words.services})
    return TableCell(
        place=place,
        mark=mark_of(cell.states, is_accepted=cell.accepted),
        services=", ".join(named(leading, words.services)),
        short=", ".join(short_name(code) for code in codes),
        answers=cell.answers,
    )


def short_name(service: str) -> str:
    """Return what stands for a service where there is no room: its code in capitals."""
    return service.upper()


def cell_named(name: str, matrix: Matrix) -> CellPlace | None:
    """Return the cell that an address names, None for what is no cell of this matrix."""
    found = _PLACE.fullmatch(name)
    if found is None:
        return None
    low, dwelling, status = (int(part) for part in found.groups())
    ages = next((ages for ages in matrix.ages if ages.low == low), None)
    if ages is None or not (0 < dwelling <= len(ACCOMMODATIONS) and 0 < status <= len(STATUSES)):
        return None
    return CellPlace(ages, ACCOMMODATIONS[dwelling - 1], STATUSES[status - 1])


def ages_in_words(ages: Ages) -> str:
    """Return an age group as the head of a column: “12–26”."""
    if ages.low == ages.high:
        return str(ages.low)
    if ages.high == AGE_MAX:
        return _("ab %(low)s") % {"low": ages.low}
    return f"{ages.low}–{ages.high}"
