"""The reach of many offices, read in one query: a union of the tables that know something of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    F,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast
from django.utils import timezone

from directory.reach import ChannelFacts, LanguageFacts, Reach, SpecialDaysFacts

if TYPE_CHECKING:
    from directory.models import OfficePage


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the one query; what a table does not have is empty."""

    table: str
    office: int
    order: int
    name: str
    hours: str
    word: str
    note: str
    flag: bool
    first: date | None
    last: date | None
    title: str
    url_path: str
    path: str
    live: bool
    expire_at: datetime | None


_COLUMNS: dict[str, Any] = {
    "order": F("pk"),
    "name": Value("", CharField()),
    "hours": Value("", CharField()),
    "word": Value("", CharField()),
    "note": Value("", CharField()),
    "flag": Cast(Value(value=False), BooleanField()),
    "first": Cast(Value(None), DateField()),
    "last": Cast(Value(None), DateField()),
    "title": Value("", CharField()),
    "url_path": Value("", CharField()),
    "path": Value("", CharField()),
    "live": Cast(Value(value=False), BooleanField()),
    "expire_at": Cast(Value(None), DateTimeField()),
}
# Columns of our own are called apart from the tables', which come in the same statement.
_NAMES = ["_table", "_office", *(f"_{name}" for name in _COLUMNS)]


def gather_reach(offices: Sequence["OfficePage"]) -> Mapping[int, Reach]:
    """Return the reach of offices as the database has it (one query)."""
    keys = [office.pk for office in offices]
    rows: dict[int, dict[str, list[_Row]]] = defaultdict(lambda: defaultdict(list))
    first, *others = _tables(keys)
    for values in first.union(*others, all=True):
        row = _Row(*values)
        rows[row.office][row.table].append(row)
    return {key: _reach(rows[key]) for key in keys}


def _tables(offices: Sequence[int]) -> list[QuerySet[Any]]:
    def model(name: str) -> Any:
        return apps.get_model("directory", name)

    languages = model("OfficePage").languages.through.objects
    coming = model("SpecialDays").objects.filter(last_day__gte=timezone.localdate())
    return [
        _selected("language", languages, offices, "officepage", name="language__name"),
        _selected(
            "channel", model("Channel").objects, offices, name="service__name", hours="hours",
            word="kind", note="note", title="phone",
        ),
        _selected(
            "time", model("LanguageTime").objects, offices, name="language__name", hours="hours",
            flag="is_interpreted",
        ),
        _selected(
            "special", coming, offices, name="reason", hours="hours", first="first_day",
            last="last_day", title="substitute__title", url_path="substitute__url_path",
            path="substitute__path", live="substitute__live", expire_at="substitute__expire_at",
        ),
        _selected("verified", model("Verification").objects, offices, first="verified_on"),
    ]  # fmt: skip


def _selected(
    table: str, rows: Any, offices: Sequence[int], office: str = "office", **columns: str
) -> QuerySet[Any]:
    """Return a table's rows of some offices in the columns that all tables have."""
    found = {**_COLUMNS, **{name: F(column) for name, column in columns.items()}}
    annotations = {f"_{name}": found[name] for name in _COLUMNS}
    selected: QuerySet[Any] = (
        rows.filter(**{f"{office}__in": offices})
        .order_by()
        .annotate(_table=Value(table, CharField()), _office=F(f"{office}_id"), **annotations)
        .values_list(*_NAMES)
    )
    return selected


def _reach(tables: Mapping[str, list[_Row]]) -> Reach:
    by_name = sorted(tables["language"], key=lambda row: row.name)
    verified = tables["verified"]
    return Reach(
        languages=tuple(row.name for row in by_name),
        channels=tuple(map(_channel, sorted(tables["channel"], key=_by_order))),
        language_times=tuple(map(_time, sorted(tables["time"], key=_by_name))),
        special_days=tuple(map(_special, sorted(tables["special"], key=_by_day))),
        verified_on=verified[0].first if verified else None,
    )


def _by_order(row: _Row) -> int:
    return row.order


def _by_name(row: _Row) -> tuple[str, int]:
    return row.name, row.order


def _by_day(row: _Row) -> tuple[Any, int]:
    return row.first, row.order


def _channel(row: _Row) -> ChannelFacts:
    return ChannelFacts(row.word, row.name or "", row.hours, row.title, row.note)


def _time(row: _Row) -> LanguageFacts:
    return LanguageFacts(row.name, row.hours, row.flag)


def _special(row: _Row) -> SpecialDaysFacts:
    if row.first is None or row.last is None:
        msg = "special days have a first and a last day"
        raise ValueError(msg)
    return SpecialDaysFacts(row.first, row.last, row.hours, row.name, _substitute(row))


def _substitute(row: _Row) -> "OfficePage | None":
    if not row.path:
        return None
    names = ("title", "url_path", "path", "live", "expire_at")
    page: OfficePage = apps.get_model("directory", "OfficePage")(
        **{name: getattr(row, name) for name in names}
    )
    return page
