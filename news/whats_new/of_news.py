"""What is new of notices, news and the directory."""

from collections.abc import Callable
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.models import OfficePage, OrganisationPage
from news.models.articles import ArticlePage
from news.models.events import EventPage
from news.models.notices import Notice
from news.notices.mails import PAGE, path_of
from news.whats_new.happenings import Happening, Source, Span
from portal.core.languages import localized_path
from portal.core.visibility import Viewer, visible

Rows = Callable[[Span, Viewer], QuerySet[Any]]


def _notices(span: Span, who: Viewer) -> QuerySet[Any]:
    notices = visible(Notice.objects.filter(withdrawn_at=None), who).select_related("organisation")
    return notices.annotate(moment=Coalesce("changed_at", "made_at")).filter(span.holds("moment"))


def _tell_notice(row: Any, span: Span, request: HttpRequest) -> Happening:
    by = row.organisation.title if row.organisation else _("Koordination")
    note = _("%(who)s, geändert") % {"who": by} if row.changed_at else by
    return Happening(row.moment, row.title, localized_path(path_of(row)), note)


def _published(model: Any) -> Rows:
    """Return what of a kind of pages came out in a span; what is corrected later is not new."""

    def rows(span: Span, who: Viewer) -> QuerySet[Any]:
        pages = visible(model.objects.for_lists(), who).filter(span.holds("first_published_at"))
        return pages.annotate(moment=F("first_published_at"))

    return rows


def _tell_published(row: Any, span: Span, request: HttpRequest) -> Happening:
    return Happening(row.moment, row.title, row.get_url(request) or "", row.teaser)


def _entries(model: Any) -> Rows:
    """Return what of the directory was published in a span, whether new or changed."""

    def rows(span: Span, who: Viewer) -> QuerySet[Any]:
        pages = visible(model.objects.all(), who).filter(span.holds("last_published_at"))
        return pages.annotate(moment=F("last_published_at"))

    return rows


def _tell_entry(row: Any, span: Span, request: HttpRequest) -> Happening:
    is_new = row.first_published_at is not None and row.first_published_at > span.since
    note = _("neu") if is_new else _("geändert")
    return Happening(row.moment, row.title, row.get_url(request) or "", note)


SOURCES = (
    Source(gettext_lazy("Hinweise"), PAGE, _notices, _tell_notice),
    Source(gettext_lazy("Artikel"), "/aktuelles/", _published(ArticlePage), _tell_published),
    Source(
        gettext_lazy("Veranstaltungen"),
        "/aktuelles/termine/",
        _published(EventPage),
        _tell_published,
    ),
    Source(gettext_lazy("Organisationen"), "/partner/", _entries(OrganisationPage), _tell_entry),
    Source(gettext_lazy("Beratungsstellen"), "/partner/", _entries(OfficePage), _tell_entry),
)
