"""Wiring: what follows when the directory says that something is new, or goes."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver
from wagtail.signals import page_published

from directory.models import OrganisationPage, Topic
from directory.signals import organisation_provisioned
from news.approval import ensure_approval, remove_approval
from news.digest.actions import end_with
from news.events.occurrences import write_occurrences
from news.folders import ensure_news_folder
from news.models import EventPage


@receiver(organisation_provisioned)
def organisation_has_a_folder(organisation: OrganisationPage, **kwargs: Any) -> list[str]:
    """Give the organisation its folder for articles, and the workflow it has chosen."""
    return ensure_approval(organisation, ensure_news_folder(organisation))


@receiver(pre_delete, sender=OrganisationPage)
def organisation_goes(instance: OrganisationPage, **kwargs: Any) -> None:
    """Delete its workflow while it still says whose it is, and end digests of it alone."""
    remove_approval(instance)
    end_with(instance)


@receiver(pre_delete, sender=Topic)
def topic_goes(instance: Topic, **kwargs: Any) -> None:
    """End the digests that are about it alone."""
    end_with(instance)


@receiver(page_published, sender=EventPage)
def event_is_published(instance: EventPage, **kwargs: Any) -> None:
    """Write down when the event takes place, for lists and calendars."""
    write_occurrences(instance)
