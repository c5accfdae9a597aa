"""The home page's panel about articles that have become old."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.freshness.review import review_limit
from directory.workplace import edited_organisations
from news.models import ArticlePage, NewsFolderPage
from portal.core.trees import below
from portal.core.workplace import MOST_LINES, Line, Panel

OLDEST_FIRST = "?ordering=latest_revision_created_at"


def old_articles(request: HttpRequest) -> Panel | None:
    """Name each of one's organisations that shows articles nobody has confirmed for long.

    One line for each, not for each article: news grow old, and most may stay as they are.
    """
    organisations = edited_organisations(request)
    if not organisations:
        return None
    old = ArticlePage.objects.live().filter(
        below(organisations), last_published_at__lt=review_limit()
    )
    steps = ArticlePage.steplen * 2
    numbers: dict[str, int] = {}
    for path in old.values_list("path", flat=True):
        numbers[path[:-steps]] = numbers.get(path[:-steps], 0) + 1
    folders = {
        folder.path[: -folder.steplen]: folder
        for folder in NewsFolderPage.objects.filter(below(numbers))
    }
    lines = [
        Line(
            organisations[path].title,
            reverse("wagtailadmin_explore", args=[folders[path].pk]) + OLDEST_FIRST,
            ngettext("%(number)s älterer Artikel", "%(number)s ältere Artikel", number)
            % {"number": number},
        )
        for path, number in numbers.items()
    ]
    return Panel(
        _("Ältere Artikel"),
        lines[:MOST_LINES],
        intro=_("Stimmen sie noch? Veröffentlichen Sie sie neu, oder nehmen Sie sie vom Netz."),
        total=len(lines),
    )
