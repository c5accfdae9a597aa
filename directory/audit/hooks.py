"""Wiring of the log: which table keeps what, and the names of our acts."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from directory.audit import receivers  # noqa: F401  # wires signals
from directory.audit.actions import ACTIONS
from directory.audit.owners import logged_by_organisation
from directory.audit.page_filters import offer_own_people
from directory.models import OrganisationLogEntry

offer_own_people()


@hooks.register("register_log_actions")
def register_portal_log(actions: LogActionRegistry) -> None:
    """Name our acts, and keep what organisations have in the log that knows organisations."""
    for model in logged_by_organisation():
        actions.register_model(model, OrganisationLogEntry)
    for action, label, message in ACTIONS:
        actions.register_action(action, label, message)


@hooks.register("construct_reports_menu")
def reports_by_their_names(request: HttpRequest, items: list[Any]) -> None:
    """Call the log by its name, and hide the report that only administrators may open."""
    for item in items:
        if item.name == "site-history":
            item.label = _("Protokoll")
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name != "page-types-usage"]
