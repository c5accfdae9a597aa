"""The page "Stimmt das noch?": every editor's own offices, with what takes one tap or two."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from directory.freshness.actions import (
    away_until,
    close_today,
    confirm,
    open_today,
    undo_act,
)
from directory.freshness.cards import (
    away_form,
    checks_of,
    close_form,
    colleagues_of,
    siblings_of,
    with_what_is_checked,
)
from directory.freshness.forms import FilterForm, StandInForm
from directory.freshness.panel import LONGEST_WAIT_FIRST, overdue_offices
from directory.freshness.undoing import FreshnessRefused, Undo, read_undo
from directory.models import Contact, OfficePage
from directory.people.roles import editable_organisations, edits_anything, manages_network
from directory.permissions import offices_editable_by
from portal.core.paging import page_of

ON_A_PAGE = 20
UNDO = "freshness_undo"
"""Where a session keeps what the next page offers to take back."""


class FreshnessView(WagtailAdminTemplateMixin, TemplateView):
    """Lists the offices one looks after, those that wait longest first, and does the acts."""

    template_name = "directory/freshness/offices.html"
    page_title = gettext_lazy("Stimmt das noch?")
    header_icon = "check"
    failed: StandInForm | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let only those in who look after offices."""
        if not edits_anything(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here; the page's own name comes last."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do an act, and offer on the next page to take it back."""
        acts = {
            "confirm": self._confirm,
            "close": self._close,
            "open": self._open,
            "away": self._away,
            "back": self._back,
            "undo": self._undo,
        }
        act = acts.get(request.POST.get("act", ""))
        if act is None:
            messages.error(request, _("Das war unvollständig. Bitte versuchen Sie es noch einmal."))
            return redirect(request.get_full_path())
        try:
            place = act()
        except FreshnessRefused as refusal:
            if self.failed is not None and refusal.field:
                self.failed.add_error(refusal.field, refusal.sentence)
                return self.render_to_response(self.get_context_data())
            messages.error(request, refusal.sentence)
            return redirect(request.get_full_path())
        if place is None:
            return self.render_to_response(self.get_context_data())
        return redirect(f"{request.get_full_path()}#stelle-{place.pk}")

    def _confirm(self) -> OfficePage:
        office = self._office()
        undo = confirm(self.request.user, office)
        return self._done(office, _("„%(office)s“ ist bestätigt."), undo)

    def _close(self) -> OfficePage | None:
        office = self._office()
        form = close_form(office, siblings_of([office.organisation_path]), data=self.request.POST)
        if not form.is_valid():
            self.failed = form
            return None
        undo = close_today(self.request.user, office, **form.cleaned_data)
        return self._done(office, _("„%(office)s“ ist heute geschlossen."), undo)

    def _open(self) -> OfficePage:
        office = self._office()
        undo = open_today(self.request.user, office)
        return self._done(office, _("„%(office)s“ ist heute doch geöffnet."), undo)

    def _away(self) -> OfficePage | None:
        contact = self._contact()
        paths = [contact.office.organisation_path]
        self.failed = form = away_form(contact, colleagues_of(paths), data=self.request.POST)
        if not form.is_valid():
            return None
        undo = away_until(self.request.user, contact, **form.cleaned_data)
        return self._done(contact.office, _("Die Abwesenheit ist eingetragen."), undo)

    def _back(self) -> OfficePage:
        contact = self._contact()
        undo = away_until(self.request.user, contact, None)
        return self._done(contact.office, _("Die Abwesenheit ist beendet."), undo)

    def _undo(self) -> OfficePage:
        office = undo_act(self.request.user, read_undo(self.request.POST.get("undo", "")))
        messages.success(self.request, _("Zurückgenommen. Es ist wieder wie vorher."))
        return office

    def _done(self, office: OfficePage, sentence: str, undo: Undo) -> OfficePage:
        self.request.session[UNDO] = {
            "sentence": sentence % {"office": office.title},
            "token": undo.signed(),
        }
        return office

    def _office(self) -> OfficePage:
        office: OfficePage = get_object_or_404(OfficePage, pk=self._key("office"))
        return office

    def _contact(self) -> Contact:
        contacts = Contact.objects.select_related("office")
        return get_object_or_404(contacts, pk=self._key("contact"))

    def _key(self, name: str) -> int:
        key = self.request.POST.get(name, "")
        if not (key.isascii() and key.isdecimal() and len(key) < 10):
            raise Http404
        return int(key)

    @cached_property
    def offices(self) -> Any:
        """The live offices that the person may edit."""
        return offices_editable_by(OfficePage.objects.live(), self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the offices of this page of the list, and what can be taken back."""
        every = manages_network(self.request.user)
        organisations = editable_organisations(self.request.user)
        form = FilterForm(self.request.GET, organisations=organisations)
        offices = self.offices
        if form.is_valid():
            chosen = form.cleaned_data["organisation"]
            if chosen is not None:
                offices = offices.filter(path__startswith=chosen.path)
            if form.cleaned_data["overdue"]:
                offices = offices.filter(pk__in=overdue_offices(None).values("pk"))
        ordered = with_what_is_checked(offices).order_by(*LONGEST_WAIT_FIRST)
        page, problems = page_of(ordered, ON_A_PAGE, self.request)
        return {
            **super().get_context_data(**kwargs),
            "filters_form": form if every else None,
            "page_obj": page,
            "problems": problems,
            "checks": checks_of(list(page), self.failed),
            "undo": self.request.session.pop(UNDO, None),
            "is_filtered": bool(self.request.GET),
        }


class FreshnessMenuItem(MenuItem):
    """The way to the page."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to whoever looks after offices."""
        return edits_anything(request.user)


def freshness_urls() -> list[URLPattern]:
    """Return the address of the page."""
    return [path("offices/freshness/", FreshnessView.as_view(), name="freshness")]


def freshness_menu_item() -> MenuItem:
    """Return the menu item."""
    return FreshnessMenuItem(
        _("Stimmt das noch?"), reverse("freshness"), icon_name="check", order=240, name="freshness"
    )


def register_freshness() -> None:
    """Wire the page into the admin."""
    hooks.register("register_admin_urls", freshness_urls)
    hooks.register("register_admin_menu_item", freshness_menu_item)
