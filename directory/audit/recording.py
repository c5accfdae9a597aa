"""Writes an act into the log."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import models
from wagtail.log_actions import registry

if TYPE_CHECKING:
    from wagtail.models import BaseLogEntry

    from directory.models import OrganisationPage
    from portal.accounts.models import User


def record(
    instance: models.Model,
    action: str,
    *,
    user: Any,
    organisation: "OrganisationPage | None" = None,
    person: "User | None" = None,
    data: Mapping[str, Any] | None = None,
) -> "BaseLogEntry":
    """Log an act; to be called within the act's own transaction.

    `user` is who acts, None for the portal itself. `person` is whom the act is about, if it is
    about a person; when that account goes, the name goes from the entry. `organisation` is
    needed only where it does not follow from the object. Both are kept for the objects in the
    log of organisations; a page has a log of its own, and its place in the tree. `data` is kept
    as JSON: no secrets, and no personal data beyond what the act is about. Raises
    ValidationError for an action that no `register_log_actions` hook has registered.
    """
    kept = {field.name for field in registry.get_log_model_for_instance(instance)._meta.fields}
    about = {"organisation": organisation, "person": person}
    more = {name: value for name, value in about.items() if name in kept}
    entry: BaseLogEntry = registry.log(instance, action, user=user, data=dict(data or {}), **more)
    return entry
