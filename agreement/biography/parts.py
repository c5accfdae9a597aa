"""What other parts of the portal add to the page of a clause: they register it in `ready()`.

Comments of a consultation, questions, a button to follow, later the decisions of meetings: the
clause's page shows them below the wording without knowing where they come from.
"""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.safestring import SafeString

from agreement.models.sealed import Agreement

ClausePart = Callable[[HttpRequest, Agreement, str], SafeString | None]
"""Renders a section of the page of a clause (by its uid, as text) for whoever asks.

It checks itself what the reader may see: None, where there is nothing for him. For a visitor it
opens no session and sets no cookie, and its number of queries does not grow with what it shows.
The section starts with a heading of level 2.
"""

_parts: dict[str, tuple[int, ClausePart]] = {}


def register_clause_part(name: str, part: ClausePart, order: int) -> None:
    """Add a part to the page of every clause, in the order of the numbers.

    Orders: 100–190 what one can do or asks about the clause, 200–290 what was said and decided
    about it. Raises ValueError if the name is taken.
    """
    if name in _parts:
        raise ValueError(f"There is a part called “{name}” already")
    _parts[name] = (order, part)


def clause_parts(request: HttpRequest, agreement: Agreement, uid: str) -> list[SafeString]:
    """Return the parts that have something to show to whoever asks, in order."""
    ordered = sorted(_parts.items(), key=lambda item: (item[1][0], item[0]))
    rendered = (part(request, agreement, uid) for _name, (_order, part) in ordered)
    return [html for html in rendered if html]
