"""Wiring of the log: which table keeps what, and the names of our acts."""

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from directory.audit.actions import ACTIONS
from directory.audit.owners import logged_by_organisation
from directory.models import OrganisationLogEntry


@hooks.register("register_log_actions")
def register_portal_log(actions: LogActionRegistry) -> None:
    """Name our acts, and keep what organisations have in the log that knows organisations."""
    for model in logged_by_organisation():
        actions.register_model(model, OrganisationLogEntry)
    for action, label, message in ACTIONS:
        actions.register_action(action, label, message)
