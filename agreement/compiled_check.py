"""Whether the tables of clauses and rules still say what a version's bytes say."""

import json
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from agreement.compiled import Row, clause_rows, rule_rows
from agreement.models import AgreementVersion, VersionClause, VersionRule
from agreement.snapshot import from_data


def differences(version: AgreementVersion) -> list[str]:
    """Return in sentences where the tables differ from what the bytes say; none: all is well.

    Two queries. Bytes that are no version of ours are one difference, in words.
    """
    try:
        snapshot = from_data(json.loads(bytes(version.canonical)))
        clauses, rules = list(clause_rows(snapshot)), list(rule_rows(snapshot))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return [_("Die Bytes der Fassung sind nicht lesbar.")]
    return [
        *_compared(_("Klausel"), clauses, _stored(VersionClause, version)),
        *_compared(_("Regel"), rules, _stored(VersionRule, version)),
    ]


def _stored(model: Any, version: AgreementVersion) -> dict[int, Row]:
    """Return the rows of a table by position, as the bytes would give them."""
    columns = [f.attname for f in model._meta.concrete_fields if f.attname not in _NOT_COMPARED]
    rows = model.objects.filter(version=version).values(*columns)
    return {row["position"]: {**row, "clause_id": str(row["clause_id"])} for row in rows}


_NOT_COMPARED = frozenset({"id", "version_id"})


def _compared(what: str, wanted: Iterable[Row], stored: dict[int, Row]) -> Iterable[str]:
    for row in wanted:
        position = row["position"]
        found = stored.pop(position, None)
        if found is None:
            yield _("%(what)s an Stelle %(place)s fehlt in der Tabelle.") % {
                "what": what,
                "place": position,
            }
        elif found != row:
            columns = sorted(name for name in row if found[name] != row[name])
            yield _("%(what)s an Stelle %(place)s weicht ab: %(columns)s.") % {
                "what": what,
                "place": position,
                "columns": ", ".join(columns),
            }
    for position in sorted(stored):
        yield _("%(what)s an Stelle %(place)s steht nur in der Tabelle.") % {
            "what": what,
            "place": position,
        }
