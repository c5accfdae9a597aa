"""Pages of the admin on which clauses of the drafts are moved, split and joined."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.messages import button
from wagtail.admin.messages import success as success_with_buttons
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button

from agreement.clause_index import ClauseEntry, newest_entries, working_text_path
from agreement.identity import Stored
from agreement.models.working_text import SectionPage
from agreement.moving.actions import Done, MovingRefused, join_clauses, move_clause, split_clause
from agreement.moving.cutting import cuts, hash_of
from agreement.moving.forms import JoinForm, MoveForm, SplitForm
from agreement.moving.rearranging import FIRST
from agreement.wording_lists import joined


class SectionClausesView(WagtailAdminTemplateMixin, TemplateView):
    """Lists the clauses of a section's draft, with what can be done with each."""

    template_name = "agreement/admin/clauses.html"
    page_title = gettext_lazy("Klauseln ordnen")
    header_icon = "order"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let only those in who may edit the section."""
        self.section = get_object_or_404(
            SectionPage.objects.select_related("latest_revision"), pk=kwargs["pk"]
        ).specific
        if not self.section.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        answer = super().dispatch(request, *args, **kwargs)
        answer["Cache-Control"] = "private, no-store"
        return answer

    def entries(self) -> list[tuple[ClauseEntry, Stored]]:
        """Return the clauses of the drafts of this working text, in their order (one query)."""
        text = working_text_path(self.section)
        return [(entry, stored) for entry, stored in newest_entries() if entry.working_text == text]

    def own_entries(self) -> list[tuple[ClauseEntry, Stored]]:
        """Return those of this section."""
        return [pair for pair in self.entries() if pair[0].section_pk == self.section.pk]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the clauses."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        own = [entry for entry, _stored in self.own_entries()]
        return context | {"section": self.section, "entries": own}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here over the section's editor; the page's own name comes last."""
        edit = reverse("wagtailadmin_pages:edit", args=[self.section.pk])
        here = {"url": "", "label": self.get_page_title()}
        return [*self.breadcrumbs_items, {"url": edit, "label": self.section.draft_title}, here]


class ClauseView(SectionClausesView):
    """Asks what is to become of one clause, and does it."""

    template_name = "agreement/admin/clause_act.html"
    deed: Any = ""
    note: Any = ""
    form: forms.Form | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find the clause; 404 if it does not stand in the section's draft."""
        self.uid = str(kwargs["uid"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form."""
        self._find()
        self.form = self.make_form(None)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it; what is in the way stands above the form."""
        self._find()
        self.form = self.make_form(request.POST)
        if self.form.is_valid():
            try:
                return self.act(self.form)
            except MovingRefused as refusal:
                messages.error(request, str(refusal))
        else:
            sentence = _("Noch nicht geschehen: Bei einem Feld steht, was fehlt.")
            messages.error(request, sentence)
        return self.render_to_response(self.get_context_data())

    def _find(self) -> None:
        self.all_entries = self.entries()
        own = [pair for pair in self.all_entries if pair[0].section_pk == self.section.pk]
        self.siblings = [entry for entry, _stored in own]
        found = next((pair for pair in own if pair[0].uid == self.uid), None)
        if found is None:
            raise Http404
        self.entry, self.stored = found

    def own_entries(self) -> list[tuple[ClauseEntry, Stored]]:
        """Return nothing: this page is about one clause."""
        return []

    def make_form(self, data: Any) -> forms.Form:
        """Return the form."""
        raise NotImplementedError

    def act(self, form: Any) -> HttpResponse:
        """Do what was asked for, and go on."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the clause and the form."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        more = {"entry": self.entry, "form": self.form, "deed": self.deed, "note": self.note}
        back = reverse("agreement_clauses", args=[self.section.pk])
        return context | more | {"html": self.stored["value"].get("text") or "", "back": back}

    def done(self, sentence: str, done: Done, section: int, undo: list[Any]) -> HttpResponse:
        """Say what happened and who still refers to what is gone, with the way back."""
        success_with_buttons(self.request, sentence, buttons=undo)
        if done.referring:
            names = {"numbers": joined(list(done.referring), _("und"))}
            warning = _(
                "Verweise auf die bisherige Klausel stehen noch in: %(numbers)s. Ändern Sie sie, "
                "sonst führen sie ins Leere."
            )
            messages.warning(self.request, warning % names)
        return redirect("agreement_clauses", pk=section)


class MoveView(ClauseView):
    """Moves a clause to another place, in this section or another one."""

    page_title = gettext_lazy("Klausel verschieben")
    deed = gettext_lazy("Verschieben")
    note = gettext_lazy(
        "Die Klausel behält ihre Adresse, ihre Regeln und ihre Geschichte; nur die Nummer ändert "
        "sich. Beide Abschnitte bekommen einen neuen Entwurf. Sobald einer davon veröffentlicht "
        "wird, wechselt die Klausel auch im veröffentlichten Text den Ort: Sie steht dort immer "
        "genau einmal. Ist der neue Abschnitt selbst noch nicht veröffentlicht, bleibt sie so "
        "lange am alten."
    )

    def make_form(self, data: Any) -> MoveForm:
        """Offer the places of every section that one may edit now; one may come preselected."""
        return MoveForm(
            data, places=self._places(), initial={"place": self.request.GET.get("stelle", "")}
        )

    def _places(self) -> list[tuple[str, Any]]:
        clauses: dict[int, list[ClauseEntry]] = defaultdict(list)
        for entry, _stored in self.all_entries:
            if entry.uid != self.uid:
                clauses[entry.section_pk].append(entry)
        return [
            (section.draft_title, list(_places_in(section, clauses[section.pk])))
            for section in self._sections()
        ]

    def _sections(self) -> list[Any]:
        text = working_text_path(self.section)
        sections = SectionPage.objects.filter(path__startswith=text).order_by("path")
        # Whether one is under review, too, is asked when the clause is moved: each costs queries.
        return [
            section
            for section in sections.select_related("content_type")
            if section.permissions_for_user(self.request.user).can_edit()
            and (not section.locked or section.locked_by_id == self.request.user.pk)
        ]

    def act(self, form: MoveForm) -> HttpResponse:
        """Move the clause."""
        order = [entry.uid for entry in self.siblings]
        place = order.index(self.uid)
        before = order[place - 1] if place else ""
        target, after = form.chosen()
        done = move_clause(self.section.pk, self.uid, target, after, self.request.user)
        back = reverse("agreement_clause_move", args=[target, self.uid])
        query = urlencode({"stelle": f"{self.section.pk}:{before}"})
        undo = [button(f"{back}?{query}", _("Zurückverschieben"))]
        return self.done(_("Die Klausel ist verschoben."), done, target, undo)


def _places_in(section: Any, entries: Iterable[ClauseEntry]) -> Iterable[tuple[str, str]]:
    yield f"{section.pk}:", _("An den Anfang von „%(title)s“") % {"title": section.draft_title}
    for entry in entries:
        yield f"{section.pk}:{entry.uid}", _("Nach %(clause)s") % {"clause": entry.label}


class SplitView(ClauseView):
    """Makes two clauses of one."""

    page_title = gettext_lazy("Klausel teilen")
    deed = gettext_lazy("Teilen")
    note = gettext_lazy(
        "Die zweite Klausel steht danach gleich hinter der ersten. Geht die bisherige Klausel in "
        "zwei neue auf, schlägt das Portal das vor, wenn die Koordination ihren Verbleib festhält."
    )

    def make_form(self, data: Any) -> SplitForm:
        """Offer every place to cut."""
        value = self.stored["value"]
        html, heading = value.get("text") or "", value.get("heading") or ""
        initial = {"first_heading": heading, "seen": hash_of(html)}
        has_rules = bool(value.get("rules"))
        return SplitForm(data, cuts=cuts(html), has_rules=has_rules, initial=initial)

    def act(self, form: SplitForm) -> HttpResponse:
        """Split the clause."""
        data = form.cleaned_data
        done = split_clause(
            self.section.pk,
            self.uid,
            data["cut"],
            (data["first_heading"], data["second_heading"]),
            self.request.user,
            seen=data["seen"],
            keeps_uid=data["identity"] == FIRST,
            rules_to=data.get("rules", FIRST),
        )
        way_back = reverse("agreement_clause_join", args=[self.section.pk, done.uids[0]])
        query = urlencode({"mit": done.uids[1]})
        undo = [button(f"{way_back}?{query}", _("Wieder zusammenlegen"))]
        return self.done(_("Die Klausel ist geteilt."), done, self.section.pk, undo)


class JoinView(ClauseView):
    """Makes one clause of two of a section."""

    page_title = gettext_lazy("Klauseln zusammenlegen")
    deed = gettext_lazy("Zusammenlegen")
    note = gettext_lazy(
        "Der Text der früheren Klausel steht zuerst, die Regeln beider bleiben. Zur Wahl stehen "
        "die Klauseln dieses Abschnitts: Eine andere verschieben Sie zuerst hierher. Den Verbleib "
        "der Klausel, die aufgeht, schlägt das Portal der Koordination vor."
    )

    def make_form(self, data: Any) -> JoinForm:
        """Offer the other clauses of the section."""
        others = [(one.uid, one.label) for one in self.siblings if one.uid != self.uid]
        initial = {"heading": self.entry.heading, "other": self.request.GET.get("mit", "")}
        return JoinForm(data, others=others, initial=initial)

    def act(self, form: JoinForm) -> HttpResponse:
        """Join the clauses."""
        data = form.cleaned_data
        uids = (self.uid, data["other"])
        done = join_clauses(
            self.section.pk, uids, data["heading"], self.request.user, kept=data["identity"]
        )
        split = reverse("agreement_clause_split", args=[self.section.pk, done.uids[0]])
        undo = [button(split, _("Wieder teilen"))]
        return self.done(_("Die Klauseln sind zusammengelegt."), done, self.section.pk, undo)


def clause_urls() -> list[URLPattern]:
    """Return the addresses of these pages."""
    one = "agreement/clauses/<int:pk>/<uuid:uid>"
    return [
        path("agreement/clauses/<int:pk>/", SectionClausesView.as_view(), name="agreement_clauses"),
        path(f"{one}/verschieben/", MoveView.as_view(), name="agreement_clause_move"),
        path(f"{one}/teilen/", SplitView.as_view(), name="agreement_clause_split"),
        path(f"{one}/zusammenlegen/", JoinView.as_view(), name="agreement_clause_join"),
    ]


def clauses_button(page: Any, user: Any, view_name: str, next_url: Any = None) -> Iterable[Button]:
    """Offer to put the clauses of a section in order, in the menu of its actions."""
    if issubclass(page.specific_class, SectionPage) and page.permissions_for_user(user).can_edit():
        url = reverse("agreement_clauses", args=[page.pk])
        yield Button(_("Klauseln ordnen"), url, icon_name="order", priority=25)
