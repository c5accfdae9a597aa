"""The home page's panels about news: articles that have become old, links that lead nowhere."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.freshness.review import review_limit
from directory.workplace import edited_organisations
from news.links.targets import Kind
from news.models import ArticlePage, BrokenLink, NewsFolderPage
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


def broken_links(request: HttpRequest) -> Panel | None:
    """Name the links of one's organisations' pages that lead nowhere, and where to mend them."""
    organisations = edited_organisations(request)
    if not organisations:
        return None
    broken = BrokenLink.objects.filter(below(organisations, "page__path")).select_related("page")
    lines = [
        Line(
            link.page.draft_title or link.page.title,
            reverse("wagtailadmin_pages:edit", args=[link.page_id]),
            f"{link.field} → {_address(link.url)}",
            link.found_on,
        )
        for link in broken.order_by("found_on", "pk")[:MOST_LINES]
    ]
    return Panel(
        _("Links, die ins Leere führen"),
        lines,
        intro=_("Öffnen Sie die Seite, und berichtigen oder löschen Sie den Link in diesem Feld."),
        total=broken.count() if len(lines) == MOST_LINES else len(lines),
    )


def _address(url: str) -> str:
    """Return where a link leads in words: what was deleted has no address any more."""
    if url.startswith(f"{Kind.PAGE}:"):
        return _("eine Seite, die gelöscht ist")
    return _("ein Dokument, das gelöscht ist") if url.startswith(f"{Kind.DOCUMENT}:") else url
