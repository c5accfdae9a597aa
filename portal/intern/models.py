"""The entrance to the internal part."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from portal.accounts.navigation import account_entries
from portal.core.models import BasePage
from portal.core.visibility import viewer, visible
from portal.intern.dashboard import places_of


class InternPage(BasePage):
    """The staff area: everything below it is closed to visitors."""

    intro = RichTextField(_("Einleitung"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*BasePage.content_panels, FieldPanel("intro")]
    parent_page_types = ["home.HomePage"]
    max_count = 1
    template = "intern/intern_page.html"

    class Meta:
        verbose_name = _("Interner Bereich")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the parts below this page that the viewer may see, his places and his account."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        who = viewer(request)
        return context | {
            "parts": visible(self.get_children(), who),
            "places": places_of(who.user),
            "account": account_entries(),
        }
