"""Wiring: what follows when the directory says that something is new."""

from typing import Any

from django.dispatch import receiver

from directory.models import OrganisationPage
from directory.signals import organisation_provisioned
from news.folders import ensure_news_folder


@receiver(organisation_provisioned)
def organisation_has_a_folder(organisation: OrganisationPage, **kwargs: Any) -> None:
    """Give the organisation its folder for articles."""
    ensure_news_folder(organisation)
