"""What was looked for, added up over some days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.db.models import F, Max, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.spreadsheets import Sheet, workbook
from portal.search.models import SearchCount, Synonyms
from portal.search.words.groups import compared, read_group

PERIODS = (7, 30, 90, 365)
MOST_ROWS = 200


class Order(StrEnum):
    """What stands first."""

    EMPTY = "ohne-treffer"
    SEARCHED = "gesucht"
    MISSED = "vermisst"
    UNCLICKED = "nicht-geoeffnet"


class Asker(StrEnum):
    """Whose searches are counted."""

    ALL = ""
    VISITORS = "besuch"
    STAFF = "netzwerk"


@dataclass(frozen=True)
class Choice:
    """What the report shows; whatever an address says, it is one of these."""

    days: int = 30
    order: Order = Order.EMPTY
    asker: Asker = Asker.ALL

    @classmethod
    def read(cls, asked: Mapping[str, Any]) -> "Choice":
        """Return what an address chooses; what it does not know is as if it were not there."""
        days = {str(each): each for each in PERIODS}.get(str(asked.get("tage")), cls.days)
        order = {each.value: each for each in Order}.get(str(asked.get("zuerst")), cls.order)
        asker = {each.value: each for each in Asker}.get(str(asked.get("wer")), cls.asker)
        return cls(days, order, asker)


@dataclass(frozen=True)
class Line:
    """The searches of one wording."""

    words: str
    searches: int
    without_result: int
    clicks: int
    missed: int
    group: int | None = None
    """The key of the group of synonyms that has the words already."""


@dataclass(frozen=True)
class Report:
    """The lines, and all searches together; `rare` of them had words that are not written down."""

    lines: list[Line]
    total: Line
    rare: int


SORTED = {
    Order.EMPTY: ("-without_result_sum", "-searches_sum"),
    Order.SEARCHED: ("-searches_sum",),
    Order.MISSED: ("-missed_sum", "-searches_sum"),
    Order.UNCLICKED: ("-unclicked", "-searches_sum"),
}
SUMS = {
    f"{name}_sum": Sum(name, default=0)
    for name in ("searches", "without_result", "clicks", "missed")
}


def report(choice: Choice) -> Report:
    """Return what was looked for, in three queries."""
    rows = _rows(choice)
    named = rows.exclude(words="").values("key").annotate(last=Max("words"), **SUMS)
    named = named.annotate(unclicked=F("searches_sum") - F("clicks_sum"))
    groups = _groups()
    lines = [
        _line(row["last"], row, groups.get(compared(row["last"])))
        for row in named.order_by(*SORTED[choice.order], "last")[:MOST_ROWS]
    ]
    sums = rows.aggregate(**SUMS, rare=Sum("searches", filter=Q(words=""), default=0))
    return Report(lines, _line("", sums), sums["rare"])


def as_xlsx(choice: Choice) -> bytes:
    """Return the report as a workbook."""
    found = report(choice)
    heads = (_("Gesucht"), _("Wie oft"), _("Ohne Treffer"), _("Geöffnet"), _("Vermisst"))
    rows = [_cells(line, line.words) for line in found.lines]
    return workbook([Sheet(_("Was gesucht wird"), heads, [*rows, _cells(found.total, _("Alles"))])])


def _cells(line: Line, words: str) -> tuple[str | int, ...]:
    return (words, line.searches, line.without_result, line.clicks, line.missed)


def _rows(choice: Choice) -> QuerySet[SearchCount]:
    rows = SearchCount.objects.filter(day__gt=timezone.localdate() - timedelta(days=choice.days))
    if choice.asker == Asker.ALL:
        return rows
    return rows.filter(is_staff=choice.asker == Asker.STAFF)


def _line(words: str, sums: Mapping[str, Any], group: int | None = None) -> Line:
    searches, without_result, clicks, missed = (sums[name] for name in SUMS)
    return Line(words, searches, without_result, clicks, missed, group)


def _groups() -> dict[str, int]:
    """Return the keys of the groups of synonyms by their words."""
    groups = Synonyms.objects.values_list("pk", "words")
    return {compared(word): pk for pk, words in groups for word in read_group(words)}
