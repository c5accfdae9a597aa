"""The one door of the search: `find` a question's results, `suggest` while somebody types."""

from portal.search.asking.answer import Choice, Engine, Found, Hit, Suggestion
from portal.search.asking.finding import find
from portal.search.asking.question import LAST_PAGE, PAGE_LENGTH, Order, Question
from portal.search.asking.suggesting import suggest

__all__ = [
    "LAST_PAGE",
    "PAGE_LENGTH",
    "Choice",
    "Engine",
    "Found",
    "Hit",
    "Order",
    "Question",
    "Suggestion",
    "find",
    "suggest",
]
