"""The entrance to the internal part."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.fields import RichTextField

from agreement.acknowledgement.workplace import lines_for
from directory.lookup import LONGEST, MOST
from directory.open_data.vcard import vcard
from news.staff_home import staff_news
from portal.accounts.navigation import account_entries
from portal.core.models import BasePage, ToolPage
from portal.core.visibility import viewer, visible
from portal.intern.dashboard import places_of
from portal.intern.lookup import contact_card, found_contacts


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
        """Add the parts below this page that the viewer may see, his places and his account.

        First comes what waits to be read: who edits nothing has no other home.
        """
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        who = viewer(request)
        return context | {
            "parts": visible(self.get_children(), who),
            "places": places_of(who.user),
            "to_read": lines_for(who.user) if who.user else [],
            "news": staff_news(request),
            "account": account_entries(),
        }


class ContactLookupPage(ToolPage):
    """Look up a contact in two keystrokes: /intern/kontakte/.

    What is typed may be somebody's name: it travels in the body and stands in no address.
    """

    template = "intern/contact_lookup_page.html"

    class Meta:
        verbose_name = _("Kontakte")

    @path("")
    def index(self, request: HttpRequest) -> HttpResponse:
        """Show the field and, after a POST without a script, whom it finds."""
        answer: HttpResponse = self.render(request, context_overrides=self._found(request))
        return answer

    @path("treffer/")
    def hits(self, request: HttpRequest) -> HttpResponse:
        """Show the list alone, for the script that asks while somebody types."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        return render(request, "intern/includes/contacts.html", self._found(request))

    @path("karte/<uuid:uuid>/")
    def card(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Give out a contact for the address book, with what its reader may see."""
        card = contact_card(str(uuid), viewer(request), request)
        if card is None:
            raise Http404
        answer = HttpResponse(vcard(card), content_type="text/vcard; charset=utf-8")
        answer["Content-Disposition"] = content_disposition_header(
            as_attachment=True, filename=f"{card.name}.vcf"
        )
        return answer

    def _found(self, request: HttpRequest) -> dict[str, Any]:
        typed = request.POST.get("suche", "")[:LONGEST]
        found = found_contacts(typed, request, viewer(request))
        return {"page": self, "typed": typed, "found": found, "is_cut": len(found) == MOST}
