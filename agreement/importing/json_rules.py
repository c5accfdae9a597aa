"""Rules on a clause as the JSON for import writes them: as they stand in sealed versions."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from agreement.importing.imported import NO_CLAUSE
from agreement.importing.json_source import printable
from agreement.importing.json_values import (
    Notes,
    day_value,
    line_value,
    list_value,
    object_value,
    optional_line,
)
from agreement.responsibility.facts import AGE_MAX, AGE_MIN, Ages
from agreement.responsibility.rules import Condition, Mode, Rule
from agreement.snapshot import CONDITION_SETS

KEYS = ("id", "mode", "service", "when", "valid_from", "valid_until", "overrides")
MOST_RULES = 100
MOST_CODES = 500


def read_rules(value: Any, notes: Notes, place: str) -> tuple[Rule, ...]:
    """Return the rules of a clause; what is wrong with one is noted, and it is left out."""
    found = []
    for number, one in enumerate(list_value(value, notes, place, "rules", MOST_RULES), start=1):
        at = _("%(place)s, Regel %(number)s") % {"place": place, "number": number}
        data = object_value(one, notes, at, _("Regel"))
        if data and (rule := _rule(data, number, notes, at)):
            found.append(rule)
    return tuple(found)


def _rule(data: dict[str, Any], number: int, notes: Notes, place: str) -> Rule | None:
    before = len(notes.problems)
    notes.passed_over(data, KEYS)
    mode = _mode(data.get("mode"), notes, place)
    service = optional_line(data, "service", notes, place, 50)
    start, end = _days(data, notes, place)
    when = _condition(data.get("when"), notes, place)
    overrides = _codes(data.get("overrides"), notes, place, "overrides")
    rule_id = optional_line(data, "id", notes, place) or str(number)
    if mode is Mode.PARENTS and service:
        notes.wrong(place, _("Wenn das Alter der Eltern entscheidet, steht hier kein Dienst."))
    if mode not in {None, Mode.PARENTS} and not service:
        notes.wrong(place, _("Es fehlt „service“: der Dienst, von dem die Regel handelt."))
    if len(notes.problems) > before or mode is None:
        return None
    return Rule(rule_id, NO_CLAUSE, mode, service or None, when, start, end, overrides)


def _mode(value: Any, notes: Notes, place: str) -> Mode | None:
    if isinstance(value, str) and value in set(Mode):
        return Mode(value)
    shown = printable(value) if isinstance(value, str) else ""
    sentence = _("„mode“ kann nicht „%(mode)s“ sein. Möglich sind: %(modes)s.")
    notes.wrong(place, sentence % {"mode": shown, "modes": ", ".join(Mode)})
    return None


def _days(data: dict[str, Any], notes: Notes, place: str) -> tuple[date | None, date | None]:
    start = day_value(data.get("valid_from"), notes, place, "valid_from")
    end = day_value(data.get("valid_until"), notes, place, "valid_until")
    if start and end and start > end:
        notes.wrong(place, _("„valid_until“ liegt vor „valid_from“. Tauschen Sie die beiden Tage."))
    return start, end


def _condition(value: Any, notes: Notes, place: str) -> Condition:
    data = object_value(value, notes, place, "when") if value not in (None, {}) else {}
    notes.passed_over(data, ("ages", *CONDITION_SETS))
    sets = {name: _codes(data.get(name), notes, place, name) for name in CONDITION_SETS}
    return Condition(ages=_ages(data.get("ages"), notes, place), **sets)


def _codes(value: Any, notes: Notes, place: str, name: str) -> frozenset[str]:
    if value is None:
        return frozenset()
    codes = list_value(value, notes, place, name, MOST_CODES)
    return frozenset(line_value(code, notes, place, name) for code in codes)


def _ages(value: Any, notes: Notes, place: str) -> Ages | None:
    if value is None:
        return None
    is_pair = isinstance(value, list) and len(value) == 2
    if is_pair and all(type(age) is int for age in value):
        low, high = value
        if AGE_MIN <= low <= high <= AGE_MAX:
            return Ages(low, high)
    sentence = _("„ages“ braucht zwei ganze Zahlen von %(low)s bis %(high)s, etwa [12, 26].")
    notes.wrong(place, sentence % {"low": AGE_MIN, "high": AGE_MAX})
    return None
