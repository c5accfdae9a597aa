"""Wiring: links to clauses, the editor's questions, and what the editor of a section is told."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from agreement.coverage.editor import changes_of_form
from agreement.editor_views import choose_clause
from agreement.importing.admin.views import import_menu_item, import_urls
from agreement.merging.views import MergeView, offer_merge
from agreement.models import (
    AgreementVersion,
    ClauseQuestion,
    ExampleCase,
    Review,
    SectionPage,
    VersionProcess,
)
from agreement.models.working_page import WorkingPage
from agreement.moving.views import clause_urls, clauses_button
from agreement.process.admin.views import (
    LineageView,
    VersionsView,
    first_versions_page,
    versions_menu_item,
)
from agreement.rich_text import register_clause_links
from agreement.rule_sentence import rule_sentence
from agreement.viewsets import AgreementViewSet
from directory.models import OrganisationLogEntry

# Beyond this the editor becomes slow, and the section hard to read.
MANY_CLAUSES = 30

hooks.register("register_rich_text_features", register_clause_links)
hooks.register("register_admin_menu_item", versions_menu_item)
hooks.register("register_admin_menu_item", import_menu_item)
hooks.register("register_admin_urls", import_urls)
hooks.register("register_admin_urls", clause_urls)
hooks.register("register_page_header_buttons", clauses_button)
hooks.register("before_edit_page", offer_merge)
register_snippet(AgreementViewSet)


@hooks.register("register_log_actions")
def log_of_versions(actions: LogActionRegistry) -> None:
    """Keep acts on versions, cases, reviews and questions where the coordination reads them."""
    actions.register_model(AgreementVersion, OrganisationLogEntry)
    actions.register_model(VersionProcess, OrganisationLogEntry)
    actions.register_model(ExampleCase, OrganisationLogEntry)
    actions.register_model(Review, OrganisationLogEntry)
    actions.register_model(ClauseQuestion, OrganisationLogEntry)


@hooks.register("register_admin_urls")
def editor_urls() -> list[URLPattern]:
    """Add the list of clauses for the editor's dialog, and the page for versions."""
    return [
        path("agreement/clause-chooser/", choose_clause, name="agreement_clause_chooser"),
        path("agreement/rule-sentence/", rule_sentence, name="agreement_rule_sentence"),
        path("agreement/coverage/<int:pk>/", changes_of_form, name="agreement_coverage_changes"),
        path("agreement/merge/<int:pk>/", MergeView.as_view(), name="agreement_merge"),
        path("agreement/versions/", first_versions_page, name="agreement_versions_start"),
        path("agreement/versions/<int:pk>/", VersionsView.as_view(), name="agreement_versions"),
        path(
            "agreement/versions/<int:pk>/verbleib/<uuid:uid>/",
            LineageView.as_view(),
            name="agreement_lineage_clause",
        ),
    ]


@hooks.register("before_edit_page")
def warn_of_many_clauses(request: HttpRequest, page: Page) -> None:
    """Advise to divide a section that has grown long."""
    if request.method != "GET" or not isinstance(page, SectionPage):
        return
    count = len(page.clauses)
    if count > MANY_CLAUSES:
        sentence = _(
            "Dieser Abschnitt hat %(count)s Klauseln. Ab %(limit)s wird das Bearbeiten langsam und "
            "das Lesen schwer: Teilen Sie ihn auf."
        )
        messages.warning(request, sentence % {"count": count, "limit": MANY_CLAUSES})


@hooks.register("before_edit_page")
def note_who_saves(request: HttpRequest, page: Page) -> None:
    """Tell a section whether its editor or the browser saves it, as Wagtail tells them apart."""
    if isinstance(page, SectionPage):
        page.is_autosave = not request.accepts("text/html")


@hooks.register("before_copy_page")
def no_aliases(request: HttpRequest, page: Page) -> None:
    """Refuse to make an alias of a page that exists once."""
    if request.POST.get("alias") and issubclass(page.specific_class, WorkingPage):
        raise PermissionDenied
