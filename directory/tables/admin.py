"""The page "Import und Export" in the admin."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from directory.enums import Role
from directory.models import ImportRun, OfficePage, OrganisationPage
from directory.open_data.example import example_note
from directory.people.roles import manages_network, organisations_of
from directory.tables.actions import ImportRefused, may_import, take_over, undo_import
from directory.tables.columns import OWN
from directory.tables.export import as_file, rows_of
from directory.tables.forms import UploadForm
from directory.tables.plan import Plan, RowState, plan_import
from directory.tables.reading import LARGEST_FILE, Table, UnreadableTable, read_table

HELD = "directory_import"
"""Where a session keeps an uploaded table between the dry run and taking it over."""
RUNS = 10


def organisations_with_tables(user: Any) -> list[OrganisationPage]:
    """Return the organisations whose tables somebody may read and change, by name."""
    found = OrganisationPage.objects.filter(archived_on=None).order_by("title")
    if not manages_network(user):
        keys = organisations_of(user, Role.EDITOR, Role.LEAD_EDITOR)
        found = found.filter(pk__in=keys)
    return list(found)


class TablesOnly:
    """Lets in whoever edits an organisation, and knows which one it is about."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Pass on, or raise PermissionDenied."""
        if not self.organisations:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    @cached_property
    def organisations(self) -> list[OrganisationPage]:
        """The organisations somebody can choose from."""
        return organisations_with_tables(self.request.user)

    @cached_property
    def organisation(self) -> OrganisationPage:
        """The one that is asked for, else the first; raises Http404 for one of others."""
        asked = self.request.GET.get("organisation")
        if not asked:
            return self.organisations[0]
        for one in self.organisations:
            if str(one.pk) == asked:
                return one
        raise Http404


class TablesView(TablesOnly, WagtailAdminTemplateMixin, TemplateView):
    """Export, upload with a dry run, and the imports so far."""

    template_name = "directory/tables/tables.html"
    page_title = gettext_lazy("Import und Export")
    header_icon = "table"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here; the page's own name comes last."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read an upload, take it over, drop it, or take an import back."""
        if not may_import(request.user, self.organisation):
            raise PermissionDenied
        match request.POST.get("act"):
            case "upload":
                return self._upload()
            case "take_over":
                return self._take_over()
            case "drop":
                request.session.pop(HELD, None)
                messages.success(
                    request, _("Die Tabelle ist verworfen. Es hat sich nichts geändert.")
                )
            case "undo":
                self._undo()
            case _unknown:
                messages.error(
                    request, _("Das war unvollständig. Bitte versuchen Sie es noch einmal.")
                )
        return redirect(self.address)

    @property
    def address(self) -> str:
        """The page about this organisation."""
        return f"{reverse('directory_tables')}?organisation={self.organisation.pk}"

    def _upload(self) -> HttpResponse:
        form = UploadForm(self.request.POST, self.request.FILES)
        if form.is_valid():
            try:
                table = read_table(form.cleaned_data["file"].read(LARGEST_FILE + 1))
                plan_import(table, self.organisation)
            except UnreadableTable as error:
                form.add_error("file", str(error))
            else:
                self._hold(table, form.cleaned_data["file"].name)
                return redirect(self.address)
        return self.render_to_response(self.get_context_data(form=form))

    def _hold(self, table: Table, name: str) -> None:
        self.request.session[HELD] = {
            "organisation": self.organisation.pk,
            "name": name[:100],
            "heads": table.heads,
            "rows": table.rows,
        }

    @cached_property
    def held(self) -> dict[str, Any] | None:
        """The table that waits to be taken over here."""
        held: dict[str, Any] | None = self.request.session.get(HELD)
        return held if held and held["organisation"] == self.organisation.pk else None

    @cached_property
    def plan(self) -> Plan | None:
        """What that table would do today."""
        if self.held is None:
            return None
        rows = tuple((number, cells) for number, cells in self.held["rows"])
        return plan_import(Table(tuple(self.held["heads"]), rows), self.organisation)

    def _take_over(self) -> HttpResponse:
        request, plan = self.request, self.plan
        if plan is None:
            messages.error(
                request, _("Die Tabelle ist nicht mehr da. Laden Sie sie noch einmal hoch.")
            )
            return redirect(self.address)
        if request.POST.get("fingerprint") != plan.fingerprint:
            messages.error(
                request,
                _("Inzwischen hat sich etwas geändert. Bitte sehen Sie die Zeilen noch einmal an."),
            )
            return redirect(self.address)
        chosen = {int(number) for number in request.POST.getlist("row") if number.isdecimal()}
        try:
            run = take_over(request.user, self.organisation, plan, chosen)
        except ImportRefused as refusal:
            messages.error(request, str(refusal))
            return redirect(self.address)
        request.session.pop(HELD, None)
        count = len(run.changes)
        words = ngettext(
            "%(count)s Beratungsstelle ist übernommen. Sie können das unten zurücknehmen.",
            "%(count)s Beratungsstellen sind übernommen. Sie können das unten zurücknehmen.",
            count,
        )
        messages.success(request, words % {"count": count})
        return redirect(self.address)

    def _undo(self) -> None:
        try:
            uuid = UUID(self.request.POST.get("run", ""))
        except ValueError:
            raise Http404 from None
        run = get_object_or_404(ImportRun, uuid=uuid, organisation=self.organisation)
        try:
            kept = undo_import(self.request.user, run)
        except ImportRefused as refusal:
            messages.error(self.request, str(refusal))
            return
        messages.success(self.request, _("Der Import ist zurückgenommen."))
        if kept:
            words = _("Seit dem Import geändert und deshalb nicht zurückgesetzt: %(names)s.")
            messages.warning(self.request, words % {"names": ", ".join(kept)})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what can be chosen, what waits, and what was done."""
        context: dict[str, Any] = super().get_context_data(**{"form": UploadForm(), **kwargs})
        runs = ImportRun.objects.filter(organisation=self.organisation)
        plan = self.plan
        rows = plan.rows if plan else ()
        return context | {
            "organisations": self.organisations,
            "organisation": self.organisation,
            "may_import": may_import(self.request.user, self.organisation),
            "held": self.held,
            "plan": plan,
            "rows": [row for row in rows if row.state != RowState.UNCHANGED],
            "unchanged": len(plan.of(RowState.UNCHANGED)) if plan else 0,
            "can_take_over": any(row.state in {RowState.NEW, RowState.CHANGED} for row in rows),
            "runs": runs.select_related("imported_by")[:RUNS],
        }


class ExportView(TablesOnly, TemplateView):
    """All offices of an organisation, published or not, as a file."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Give the file."""
        pages = OfficePage.objects.child_of(self.organisation).order_by("path")
        rows = rows_of(pages, [self.organisation], OWN)
        ending: str = kwargs["ending"]
        return as_file(OWN, rows, ending, example_note())


class TablesMenuItem(MenuItem):
    """The way to the page."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to whoever has an organisation there."""
        user = request.user
        keys = organisations_of(user, Role.EDITOR, Role.LEAD_EDITOR)
        return manages_network(user) or bool(keys)


def table_urls() -> list[URLPattern]:
    """Return the addresses of import and export."""
    files = (
        path(
            f"tabellen/beratungsstellen.{ending}",
            ExportView.as_view(),
            {"ending": ending},
            name=f"directory_table_{ending}",
        )
        for ending in ("csv", "xlsx")
    )
    return [path("tabellen/", TablesView.as_view(), name="directory_tables"), *files]


def tables_menu_item() -> MenuItem:
    """Return the menu item."""
    return TablesMenuItem(
        _("Import und Export"),
        reverse("directory_tables"),
        icon_name="table",
        order=250,
        name="tables",
    )


def register_tables() -> None:
    """Wire the page into the admin."""
    hooks.register("register_admin_urls", table_urls)
    hooks.register("register_admin_menu_item", tables_menu_item)
