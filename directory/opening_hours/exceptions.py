"""Days on which an office does not keep its usual hours: closures, and other hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from .public_holidays import public_holiday
from .week import week_of


@dataclass(frozen=True, slots=True)
class DayException:
    """Days with hours of their own, both ends included; without hours they are closed.

    `osm` is a plain week (see `week_of`); each day takes the hours of its weekday, and none if
    the week has none for it. `reason` is for readers, such as "Betriebsferien". Raises
    ValueError for days the wrong way round and for hours that are no plain week.
    """

    first_day: date
    last_day: date
    osm: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        """Refuse what could not be answered for."""
        if self.last_day < self.first_day:
            msg = f"ends before it begins: {self.first_day}–{self.last_day}"
            raise ValueError(msg)
        _must_be_plain_week(self.osm)

    def covers(self, day: date) -> bool:
        """Return whether a day is one of them."""
        return self.first_day <= day <= self.last_day

    @property
    def days(self) -> int:
        """How many days these are."""
        return (self.last_day - self.first_day).days + 1


def exception_on(day: date, exceptions: Iterable[DayException]) -> DayException | None:
    """Return what rules a day; None if the usual hours do.

    Of several the shortest rules, since it was meant for fewer days; of equally short ones a
    closure, since nobody should stand before a closed door; then the one that begins first.
    """
    covering = [one for one in exceptions if one.covers(day)]
    return min(covering, key=lambda one: (one.days, one.osm != "", one.first_day), default=None)


def opens_holidays(exception: DayException) -> bool:
    """Say whether these days are open at their hours even where they are public holidays.

    They are if every one of them is a holiday: whoever enters hours for these very days means
    it. Other hours for some weeks do not open the holiday that happens to lie in them.
    """
    days = (exception.first_day + timedelta(days=n) for n in range(exception.days))
    return all(public_holiday(day) is not None for day in days)


@lru_cache(maxsize=2048)
def _must_be_plain_week(osm: str) -> None:
    week_of(osm)
