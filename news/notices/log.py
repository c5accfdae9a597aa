"""Acts on notices stand in the log of organisations, which their editors read."""

from typing import Any

from wagtail import hooks

from directory.audit.ownership import register_owner
from directory.models import OrganisationLogEntry
from news.models.notices import Notice


def register_log() -> None:
    """Tell the log where notices belong."""
    register_owner(Notice, lambda notice: notice.organisation)
    hooks.register("register_log_actions", _keep)


def _keep(actions: Any) -> None:
    actions.register_model(Notice, OrganisationLogEntry)
