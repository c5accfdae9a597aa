"""Opening hours: OSM grammar inside, German weekly form outside, public holidays observed.

Pure: no Django. Words for readers are made in ``directory.hours_in_words``.
"""

from .entry import HoursError, parse_day, parse_week
from .grammar import BERLIN
from .public_holidays import public_holiday
from .status import State, Status, status_at
from .week import Slot, Weekday, format_day, week_of

__all__ = [
    "BERLIN",
    "HoursError",
    "Slot",
    "State",
    "Status",
    "Weekday",
    "format_day",
    "parse_day",
    "parse_week",
    "public_holiday",
    "status_at",
    "week_of",
]
