"""What the staff's home says of notices and of what is new."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

from news.notices.listing import ShownNotice, newest
from news.notices.mails import PAGE
from news.whats_new import looks
from news.whats_new.gathering import how_much
from news.whats_new.happenings import Span
from portal.core.languages import localized_path
from portal.core.visibility import viewer

MOST_NOTICES = 5
WHATS_NEW = "/intern/neues/"


@dataclass(frozen=True, slots=True)
class StaffNews:
    """The first notices, those to be confirmed at the top, and how much is new since when."""

    notices: list[ShownNotice]
    number: int
    since: datetime
    notices_url: str
    news_url: str


def staff_news(request: HttpRequest) -> StaffNews | None:
    """Return what whoever asks finds at home; nothing for visitors. A constant few queries."""
    who = viewer(request)
    if who.user is None:
        return None
    since = looks.seen_until(who.user)
    return StaffNews(
        notices=newest(request, MOST_NOTICES),
        number=how_much(Span(since, timezone.now()), who),
        since=since,
        notices_url=localized_path(PAGE),
        news_url=localized_path(WHATS_NEW),
    )
