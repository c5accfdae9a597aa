"""Opening hours: OSM grammar inside, German weekly form outside, public holidays observed.

Pure: no Django. Words for readers are made in ``directory.hours_in_words``.
"""

from .entry import HoursError, parse_day, parse_week
from .exceptions import DayException, exception_on, opens_holidays
from .grammar import BERLIN
from .public_holidays import public_holiday
from .special_week import line_of, parse_special_days
from .status import State, Status, status_at
from .week import Slot, Weekday, format_day, week_of

__all__ = [
    "BERLIN",
    "DayException",
    "HoursError",
    "Slot",
    "State",
    "Status",
    "Weekday",
    "exception_on",
    "format_day",
    "line_of",
    "opens_holidays",
    "parse_day",
    "parse_special_days",
    "parse_week",
    "public_holiday",
    "status_at",
    "week_of",
]
