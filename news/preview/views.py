"""What a secret link shows: the newest draft, in the page's own design, and that it is one."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from news.preview.files import without_closed_files
from news.preview.links import PreviewGone, open_link
from portal.core.errors import NotFound, too_many_requests
from portal.core.throttle import is_allowed
from portal.core.visibility import viewer

A_MINUTE = 60
"""So many previews an address may open."""

HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


@require_safe
def draft(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the newest draft of an article or event to whoever has its secret.

    Raises NotFound alike for a link that is unknown, over or withdrawn, for one whose maker may
    no longer edit the page, and for a page that is gone. Whoever guesses is soon told to wait.
    """
    if not is_allowed(request, "news-preview", amount=A_MINUTE, seconds=60):
        return too_many_requests(request, seconds=60)
    try:
        link = open_link(secret)
    except PreviewGone:
        raise NotFound(
            _("Diese Vorschau gibt es nicht oder nicht mehr. Bitten Sie um einen neuen Link.")
        ) from None
    page = link.page.get_latest_revision_as_object()
    hidden = without_closed_files(page, viewer(request))
    context = {
        **page.get_context(request),
        "page_template": page.get_template(request),
        "ends_at": link.ends_at,
        "is_published": link.page.live and not link.page.has_unpublished_changes,
        "hidden_files": hidden,
    }
    return TemplateResponse(request, "news/preview/draft.html", context, headers=HEADERS)
