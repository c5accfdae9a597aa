"""The rules of today, kept ready by each process: the same object answers everybody."""

from datetime import date
from functools import lru_cache
from time import monotonic

from agreement.reading import InForceRules, current_rules

MAX_AGE = 60
"""Seconds after which a process looks again: another one may have put a version in force."""


def rules_in_force(on: date) -> InForceRules | None:
    """Return the rules in force on a day, or None while no version is.

    Read once a minute, or when this process writes to the ledger: reading the same version for
    every page would build its rules and its list of clauses anew each time.
    """
    return _kept(on, int(monotonic() // MAX_AGE))


def forget_rules() -> None:
    """Let the next question look for the version in force anew."""
    _kept.cache_clear()


@lru_cache(maxsize=2)
def _kept(on: date, _minute: int) -> InForceRules | None:
    return current_rules(on)
