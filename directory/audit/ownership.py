"""Which organisation an object belongs to, so that its editors may read what was done to it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from directory.models import OrganisationPage

OwnerOf = Callable[[Any], "OrganisationPage | None"]
_owners: dict[type[models.Model], OwnerOf] = {}


def register_owner(model: type[models.Model], owner_of: OwnerOf) -> None:
    """Say how to find the organisation of a model's objects; None: nobody's in particular."""
    _owners[model] = owner_of


def organisation_of(instance: models.Model) -> "OrganisationPage | None":
    """Return the organisation that an object belongs to, by its class or the closest above."""
    for model in type(instance).__mro__:
        if model in _owners:
            return _owners[model](instance)
    return None
