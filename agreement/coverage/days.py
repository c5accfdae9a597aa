"""On which days coverage can differ: a gap that begins on 1 January must be found today. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta

from agreement.responsibility.rules import Rule


def days_to_check(rules: Iterable[Rule], start: date, end: date | None = None) -> list[date]:
    """Return the first day and every later one on which a rule begins or has just ended.

    Between two of these days the same rules hold. `end` is the last day that counts, None if
    there is none.
    """
    found = {start}
    for rule in rules:
        if rule.valid_from:
            found.add(rule.valid_from)
        if rule.valid_until and rule.valid_until < date.max:
            found.add(rule.valid_until + timedelta(days=1))
    return sorted(day for day in found if start <= day and (end is None or day <= end))
