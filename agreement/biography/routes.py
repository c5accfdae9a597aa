"""The address that a clause keeps for ever, below an agreement."""

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import re_path

from agreement.biography import views


class ClauseRoutes:
    """Adds /k/<uid>/ to an agreement."""

    @re_path(r"^k/(?P<uid>[^/]+)/$", name="clause")
    def clause(self, request: HttpRequest, uid: str) -> HttpResponse:
        """Show a clause on the address it keeps for ever."""
        return views.clause(request, self, uid)
